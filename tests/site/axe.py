"""What axe finds on an open page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

# The rules of axe that look at colours, and so at light and dark.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# Colours change with the next frame.
SET_THEME = """theme => new Promise(done => {
  document.documentElement.dataset.theme = theme;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));
})"""


def findings(page, *rules, where=None):
    """What axe finds on a page or a part of it, at any level."""
    options: dict = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    return "\n".join(
        f"{finding['id']} ({finding['impact']}): {finding['help']}: "
        + "; ".join(node["html"][:200] for node in finding["nodes"][:5])
        for finding in Axe().run(page, context=where, options=options).response["violations"]
    )
