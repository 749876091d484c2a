"""All that a browser has to say about one page's content, asked in one visit."""

from __future__ import annotations

from pathlib import Path

from axe import SET_THEME, faint, without_colours
from reading import CUT, SIDEWAYS, WIDE_BOXES

from bookpress.checks.cards import Card, cards_of

SCREEN, MOST_SCREENS = 800, 60
# Everything open, so that nothing escapes.
OPEN_ALL = """() => {
  // A colour that changes slowly, however short, is an animation of each element: on a long page, minutes.
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  document.querySelectorAll('.explorable.is-covered [data-action=skip]').forEach(one => one.click());
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.toggle-hidden button.toggle-button').forEach(one => one.click());
}"""
# Moves controls, each from the start of its card, and tells what the card says then and whether its figure is another.
MOVE_EACH = """async ([moves, patience]) => {
  const said = [];
  const waited = async is => {
    for (let time = 0; time < patience && !is(); time += 10) await new Promise(done => setTimeout(done, 10));
  };
  document.querySelectorAll('.explorable.is-covered [data-action=skip]').forEach(one => one.click());
  for (const [slug, control, place, wanted] of moves) {
    const card = document.getElementById(slug), reading = card.querySelector('.explorable-reading');
    const figure = () => [...card.querySelectorAll('.explorable-figure svg')].find(one => one.checkVisibility());
    const start = reading.textContent;
    const before = figure()?.innerHTML;
    const inputs = [...card.querySelectorAll(`[data-control="${control}"]`)];
    const input = inputs.length > 1 ? inputs.find(one => Number(one.value) === place) : inputs[0];
    if (!input) { said.push([slug, control, 'no such control', false]); continue; }
    if (['radio', 'checkbox'].includes(input.type)) input.click();
    else {
      input.value = place;
      input.dispatchEvent(new Event('input', {bubbles: true}));
    }
    await waited(() => reading.textContent === wanted);
    said.push([slug, control, reading.textContent, Boolean(before) && figure()?.innerHTML !== before]);
    card.querySelector('[data-action=reset]').click();
    await waited(() => reading.textContent === start);
  }
  return said;
}"""

# A picture has no inside for who listens, and code is its words: their pieces, whose colours are judged before, take up
# no other room when they are gone. Those in which there is something to click or to be told are left as they are.
THIN = """() => {
  const more = 'a, button, input, select, textarea, summary, iframe, img, foreignObject, [tabindex], [role], '
    + '[aria-label], [aria-labelledby], [aria-hidden], [contenteditable]';
  const thin = (where, how) => document.querySelectorAll(`main ${where}:not(:has(${more}))`).forEach(how);
  thin('svg[role=img]', one => one.querySelectorAll(':scope > :not(title, desc)').forEach(part => part.remove()));
  thin('.highlight pre', one => { one.textContent = one.textContent; });
}"""


def content_faults(page, file: Path, frame: bool = True) -> list[str]:
    """What is wrong with an open page; ``frame`` says whether to look at what surrounds it as well."""
    high = high_faults(page)
    page.evaluate(OPEN_ALL)
    found = [*high, *dead_controls(page, cards_of(file)), *faint_faults(page)]
    page.evaluate(THIN)
    return [
        *found,
        *narrow_faults(page),
        *large_faults(page),
        *without_colours(page, None if frame else "main"),
    ]


def high_faults(page) -> list[str]:
    """Whether a page is too long to look through: what one looks up is folded, or stands on several pages."""
    screens = page.evaluate("document.documentElement.scrollHeight") / SCREEN
    return [f"{screens:.0f} screens of {SCREEN} pixels high"] if screens > MOST_SCREENS else []


def dead_controls(page, cards: list[Card], patience: int = 3000) -> list[str]:
    """Controls that do not bring the sentence that is stored for where they go, or leave the figure as it was.

    It is waited for so many milliseconds, in which a page under load still answers.
    """
    moves = [(card.slug, *move) for card in cards for move in card.moves()]
    wanted = {(slug, control): said for slug, control, _, said in moves}
    return [
        f"{slug}: {control}: says {said!r}, where {wanted[slug, control]!r} is stored"
        if said != wanted[slug, control]
        else f"{slug}: {control} leaves the figure as it is"
        for slug, control, said, moved in page.evaluate(MOVE_EACH, [moves, patience])
        if said != wanted[slug, control] or not moved
    ]


def faint_faults(page) -> list[str]:
    """Words that are hard to see, in light and dark."""
    found = []
    for theme in ("dark", "light"):
        page.evaluate(SET_THEME, theme)
        found += [f"faint in {theme}: {words}" for words in faint(page)]
    return found


def narrow_faults(page, width: int = 360) -> list[str]:
    """Whether a narrow page scrolls sideways, and wide boxes that only a mouse can scroll."""
    size = page.viewport_size
    resize(page, {"width": width, "height": 900})
    found = [f"scrolls sideways at {width}: {box}" for box in page.evaluate(SIDEWAYS)]
    found += [f"scrolled by mouse only at {width}: {box}" for box in page.evaluate(WIDE_BOXES)]
    resize(page, size)
    return found


def large_faults(page) -> list[str]:
    """What no longer fits when letters are twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = [f"scrolls sideways at 200 %: {box}" for box in page.evaluate(SIDEWAYS)]
    found += [f"cut at 200 %: {one}" for one in page.evaluate(CUT)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def resize(page, size) -> None:
    """Another size of the window, and two frames for the page to follow."""
    page.set_viewport_size(size)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
