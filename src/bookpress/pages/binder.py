"""Where a page's notebook opens with a Python on mybinder.org; only a site whose repository is known can say it."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

SERVICE = "https://mybinder.org/v2"


def binder_address(repository: str, branch: str, source: str) -> str:
    """Address that builds the repository's environment and opens one of its files in JupyterLab.

    Examples
    --------
    >>> binder_address("https://github.com/someone/clusters", "main", "book/lab/a.ipynb")
    'https://mybinder.org/v2/gh/someone/clusters/main?urlpath=lab%2Ftree%2Fbook%2Flab%2Fa.ipynb'
    >>> binder_address("https://git.example.org/clusters.git", "main", "a.ipynb")
    'https://mybinder.org/v2/git/https%3A%2F%2Fgit.example.org%2Fclusters.git/main?urlpath=lab%2Ftree%2Fa.ipynb'
    """
    address = urlsplit(repository)
    if address.netloc == "github.com":
        place = "gh" + address.path.removesuffix("/").removesuffix(".git")
    else:
        place = f"git/{quote(repository, safe='')}"
    return (
        f"{SERVICE}/{place}/{quote(branch, safe='')}?urlpath={quote(f'lab/tree/{source}', safe='')}"
    )
