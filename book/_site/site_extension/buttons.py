"""The buttons above a page: what can be saved or run, and full screen."""

from __future__ import annotations

# Stands where the link to a printed page goes once there is one (print_pages.py).
PDF_PLACE = "<!-- pdf -->"
# Stands where a chapter that runs in the browser is opened once there is that edition (lite.py).
RUN_PLACE = "<!-- run -->"


def arrange(app, pagename, templatename, context, doctree) -> None:
    """Compose the theme's list of buttons anew, after the theme has."""
    context["header_buttons"] = [
        *_downloads(context),
        {
            "type": "javascript",
            "javascript": "toggleFullScreen()",
            "tooltip": "Full screen",
            "icon": "fas fa-expand",
            "label": "fullscreen-button",
            "classes": "pst-navbar-icon",
        },
    ]


def _downloads(context) -> list[dict]:
    if not (ending := context.get("page_source_suffix")):
        return []
    notebook = ending == ".ipynb"
    source = {
        "type": "link",
        "url": f"{context['pathto']('_sources', 1)}/{context['sourcename']}",
        "text": "Notebook" if notebook else "Source",
        "tooltip": f"The notebook of this page ({ending})" if notebook else f"The text of this page ({ending})",
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
            "buttons": [source, paper],
            "label": "download-buttons",
        }
    ]


def mark_places(html: str) -> str:
    """Mark in a written page where the links to its printed form and to its running form will go."""
    before, found, after = html.partition('data-run="print"')
    if not found:
        return html
    head, item, tail = before.rpartition("<li>")
    return f"{head}{PDF_PLACE}{RUN_PLACE}{item}{tail}{found}{after}"
