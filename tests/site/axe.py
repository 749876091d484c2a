"""What axe finds on an open page, and faint colours, each pair of them judged once."""

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
# Pairs of colours of words and what is behind them, each once, that are too near to each other: at least 4.5 to 1, of
# large letters 3 to 1. What lies on a picture cannot be judged, and is left to the eye.
FAINT = """() => {
  const dot = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = {}, behind = new Map(), pairs = new Map();
  const parts = colour => known[colour] ??= (() => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = dot.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  })();
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((one, number) => alpha * one + (1 - alpha) * below[number]);
  const ground = one => {
    if (!one) return [255, 255, 255];
    if (!behind.has(one)) {
      const style = getComputedStyle(one), below = ground(one.parentElement);
      behind.set(one, style.backgroundImage !== 'none' || !below ? null : over(parts(style.backgroundColor), below));
    }
    return behind.get(one);
  };
  const light = colour => colour.map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, number) => sum + one * [0.2126, 0.7152, 0.0722][number], 0.05);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (seen.has(one) || !texts.currentNode.data.trim() || one.closest('script, style, noscript, :disabled')) continue;
    seen.add(one);
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const style = getComputedStyle(one), drawing = one.closest('svg'), below = ground(drawing || one);
    if (!below) continue;
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    const colour = drawing ? style.fill : style.color, wanted = large && !drawing ? 3 : 4.5;
    const pair = `${colour} on ${below.map(Math.round)} at ${wanted}`;
    if (pairs.has(pair)) continue;
    const both = [light(over(parts(colour), below)), light(below)];
    pairs.set(pair, Math.max(...both) / Math.min(...both) >= wanted ? null :
      `${one.localName}: ${texts.currentNode.data.trim().slice(0, 40)}: ${colour} on ${below.map(Math.round)}`);
  }
  return [...pairs.values()].filter(Boolean);
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
        found += _violations(
            page, fewer, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        )
        found += [f"faint: {words}" for words in faint(page)]
    return "\n".join(found)


def without_colours(page, where=None):
    """What axe finds besides colours, and besides boxes to scroll, for which a look at each element would be needed."""
    off = {rule: {"enabled": False} for rule in (*OF_COLOURS, "scrollable-region-focusable")}
    return _violations(page, where, {"rules": off})


def faint(page):
    """Words that are hard to see."""
    return page.evaluate(FAINT)


def _violations(page, context, options):
    options = {"resultTypes": ["violations"], "preload": False, **options}
    return [
        f"{finding['id']} ({finding['impact']}): {finding['help']}: "
        + "; ".join(node["html"][:200] for node in finding["nodes"][:5])
        for finding in Axe().run(page, context=context, options=options).response["violations"]
    ]
