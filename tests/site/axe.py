"""What axe finds on an open page, and faint colours that it does not look at or would look at for too long."""

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
# They are made of thousands of pieces in a dozen colours; axe looks at each for as long as at a paragraph.
MANY_PIECES = (".highlight pre", "tbody", "math")
# Words of figures, which axe does not look at, and parts of many pieces, whose contrast with what is behind them is
# under 4.5, whatever their size.
FAINT = """pieces => {
  const dot = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = {};
  const parts = colour => known[colour] ??= (() => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data];
  })();
  const light = colour => colour.slice(0, 3).map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, number) => sum + one * [0.2126, 0.7152, 0.0722][number], 0.05);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return light(colour);
    }
    return light([255, 255, 255]);
  };
  const faint = (colour, place) => {
    const both = [light(parts(colour)), behind(place)];
    return Math.max(...both) / Math.min(...both) < 4.5;
  };
  const words = [...document.querySelectorAll('.explorable-figure svg text')].filter(one => one.checkVisibility())
    .filter(one => faint(getComputedStyle(one).fill, one.closest('svg')))
    .map(one => `${one.textContent}: ${getComputedStyle(one).fill}`);
  const others = [...document.querySelectorAll(`:is(${pieces.join(', ')}), :is(${pieces.join(', ')}) *`)]
    .filter(one => !one.closest('svg') && one.checkVisibility() && faint(getComputedStyle(one).color, one))
    .map(one => `${one.localName} ${one.className}: ${getComputedStyle(one).color}`);
  return [...words, ...new Set(others)];
}"""


def findings(page, *rules, where=None):
    """What axe finds on a page or a part of it, at any level, and faint colours where it does not look for them."""
    others = [rule for rule in rules if rule != "color-contrast"]
    found = []
    if not rules:
        found += _violations(page, where, {"rules": {"color-contrast": {"enabled": False}}})
    if others:
        found += _violations(page, where, {"runOnly": {"type": "rule", "values": others}})
    if not rules or "color-contrast" in rules:
        fewer = {"include": [[where or "html"]], "exclude": [[part] for part in MANY_PIECES]}
        found += _violations(page, fewer, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
        found += [f"faint: {words}" for words in faint(page)]
    return "\n".join(found)


def faint(page):
    """Words and pieces that are hard to see."""
    return page.evaluate(FAINT, list(MANY_PIECES))


def _violations(page, context, options):
    options = {"resultTypes": ["violations"], "preload": False, **options}
    return [
        f"{finding['id']} ({finding['impact']}): {finding['help']}: "
        + "; ".join(node["html"][:200] for node in finding["nodes"][:5])
        for finding in Axe().run(page, context=context, options=options).response["violations"]
    ]
