"""The buttons above a page: what can be saved or run, and full screen."""

from __future__ import annotations

from typing import Any

from .binder import binder_address
from .colab import colab_address

# Stands where the link to a printed page goes once there is one (print_pages.py).
PDF_PLACE = "<!-- pdf -->"
# Stands where a chapter's slides are opened once there are slides (slides.py).
DECK_PLACE = "<!-- slides -->"
# Stands where a chapter that runs in the browser is opened once there is that edition (lite.py).
RUN_PLACE = "<!-- run -->"


def arrange(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Compose the theme's list of buttons anew, after the theme has."""
    context["header_buttons"] = [
        *_downloads(
            context,
            app.config.html_theme_options,
            getattr(app.config, "notebooks_branch", ""),
        ),
        {
            "type": "javascript",
            "javascript": "toggleFullScreen()",
            "tooltip": "Full screen",
            "icon": "fas fa-expand",
            "label": "fullscreen-button",
            "classes": "pst-navbar-icon",
        },
    ]


def _downloads(context: dict[str, Any], options: dict, notebooks: str) -> list[dict]:
    if not (ending := context.get("page_source_suffix")):
        return []
    notebook = ending == ".ipynb"
    source = {
        "type": "link",
        "url": f"{context['pathto']('_sources', 1)}/{context['sourcename']}",
        "text": "Notebook" if notebook else "Source",
        "tooltip": f"The notebook of this page ({ending})"
        if notebook
        else f"The text of this page ({ending})",
        "icon": "fas fa-code" if notebook else "fas fa-file",
        "label": "download-source-button",
    }
    paper = {
        "type": "javascript",
        "javascript": "window.print()",
        "text": "Print",
        "tooltip": "Print this page as it stands now",
        "icon": "fas fa-print",
        "label": "print-button",
    }
    return [
        {
            "type": "group",
            "tooltip": "Save, print or run this page",
            "icon": "fas fa-download",
            "buttons": [source, paper, *_elsewhere(options, context["source_file"], notebooks)],
            "label": "download-buttons",
        }
    ]


def _elsewhere(options: dict, file: str, notebooks: str) -> list[dict]:
    """The buttons that run a notebook on a service of others, where the site knows its repository."""
    repository = options.get("repository_url")
    if not repository or not file.endswith(".ipynb"):
        return []
    buttons = [
        {
            "type": "link",
            "url": binder_address(repository, options["repository_branch"], file),
            "text": "Run on Binder (some minutes)",
            "tooltip": "Opens the notebook on mybinder.org, which may need some minutes to start",
            "icon": "fas fa-rocket",
            "label": "binder-button",
        }
    ]
    # Colab shows a notebook as it is: only one in plain Markdown, which fetches the library, is of use there.
    if notebooks and (address := colab_address(repository, notebooks, file)):
        buttons.append(
            {
                "type": "link",
                "url": address,
                "text": "Run on Colab (some minutes)",
                "tooltip": "Opens the notebook on colab.research.google.com, which asks for a Google account; "
                "its first cell fetches the library",
                "icon": "fas fa-rocket",
                "label": "colab-button",
            }
        )
    return buttons


def mark_places(html: str) -> str:
    """Mark in a written page where the links to its printed form, its slides and its running form will go."""
    before, found, after = html.partition('data-run="print"')
    if not found:
        return html
    head, item, tail = before.rpartition("<li>")
    return f"{head}{PDF_PLACE}{DECK_PLACE}{RUN_PLACE}{item}{tail}{found}{after}"
