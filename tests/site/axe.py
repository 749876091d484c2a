"""What axe finds on an open page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

# The rules of axe that look at colours, and so at light and dark.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# Colours change with the next frame, those of links over some more.
SET_THEME = """async theme => {
  document.documentElement.dataset.theme = theme;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))));
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
# Code is made of thousands of pieces in a dozen colours; axe looks at each for as long as at a paragraph. What colours
# they have is looked at by the tests of a page themselves.
CODE = ".highlight"


def findings(page, *rules, where=None):
    """What axe finds on a page or a part of it, at any level; of code, everything but the contrast of its colours."""
    colours, others = [rule for rule in rules if rule == "color-contrast"], [r for r in rules if r != "color-contrast"]
    runs = []
    if not rules:
        runs.append((where, {"rules": {"color-contrast": {"enabled": False}}}))
    if others:
        runs.append((where, {"runOnly": {"type": "rule", "values": others}}))
    if colours or not rules:
        without_code = {"include": [[where or "html"]], "exclude": [[CODE]]}
        runs.append((without_code, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}))
    return "\n".join(
        f"{finding['id']} ({finding['impact']}): {finding['help']}: "
        + "; ".join(node["html"][:200] for node in finding["nodes"][:5])
        for context, options in runs
        for finding in _violations(page, context, options)
    )


def _violations(page, context, options):
    options = {"resultTypes": ["violations"], "preload": False, **options}
    return Axe().run(page, context=context, options=options).response["violations"]
