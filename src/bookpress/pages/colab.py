"""Where a page's notebook opens on Google Colab, which reads notebooks from GitHub alone."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

SERVICE = "https://colab.research.google.com/github"


def colab_address(repository: str, branch: str, source: str) -> str:
    """Address that opens one of the repository's notebooks in Colab; nothing where it is not on GitHub.

    Examples
    --------
    >>> colab_address("https://github.com/someone/clusters", "notebooks", "book/lab/a.ipynb")
    'https://colab.research.google.com/github/someone/clusters/blob/notebooks/book/lab/a.ipynb'
    >>> colab_address("https://git.example.org/clusters.git", "notebooks", "a.ipynb")
    ''
    """
    address = urlsplit(repository)
    if address.netloc != "github.com":
        return ""
    place = address.path.removesuffix("/").removesuffix(".git")
    return f"{SERVICE}{place}/blob/{quote(branch, safe='')}/{quote(source)}"
