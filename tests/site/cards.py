"""An explorable on an open page, and how readers move its controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

# Short and different for different drawings; a page's figures are long.
SHOWN = """card => {
  const figure = [...card.querySelectorAll('figure.explorable-figure svg')].find(svg => svg.checkVisibility());
  let sum = 0;
  for (const letter of figure ? figure.innerHTML : '') sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0;
  return [sum, card.querySelector('p.explorable-reading').textContent];
}"""
VALUES = """card => [...card.querySelectorAll('.explorable-controls :is(input, select)')].map(
  input => ['radio', 'checkbox'].includes(input.type) ? input.checked : input.value)"""
# What a card shows once that differs from before, or after a second.
CHANGED = f"""async (card, before) => {{
  const shown = {SHOWN};
  for (let waited = 0; waited < 1000; waited += 10) {{
    if (JSON.stringify(shown(card)) !== JSON.stringify(before)) break;
    await new Promise(done => setTimeout(done, 10));
  }}
  return shown(card);
}}"""


class Card:
    """One explorable on an open page."""

    def __init__(self, section):
        self.section = section
        self.page = section.page
        self.slug = section.get_attribute("id")
        self.reading = section.locator("p.explorable-reading")
        self.figure = section.locator("figure.explorable-figure svg").filter(visible=True)

    def controls(self):
        """Each control once: a slider, a box or a list by itself, radio buttons by their group."""
        inputs = self.section.locator(".explorable-controls :is(input, select)")
        names = dict.fromkeys(inputs.evaluate_all("all => all.map(input => input.dataset.control)"))
        return {
            name: self.section.locator(f'.explorable-controls [data-control="{name}"]')
            for name in names
        }

    def shown(self):
        """Figure, by a number that stands for it, and reading."""
        return self.section.evaluate(SHOWN)

    def values(self):
        """Where the controls stand."""
        return self.section.evaluate(VALUES)

    def moved(self, move: Callable[[], None]):
        """Figure and reading after a move, waiting for a change where a control has changed its value."""
        before, values = self.shown(), self.values()
        move()
        return before if self.values() == values else self.section.evaluate(CHANGED, before)

    def reset(self):
        """Back to the start, by the card's own button."""
        self.moved(self.section.locator("button[data-action=reset]").click)

    def uncover(self):
        """Show the figure where the card waits for a guess."""
        if self.section.evaluate("card => card.classList.contains('is-covered')"):
            self.section.locator("[data-action=skip]").click()


def cards(page) -> list[Card]:
    """The explorables of a page, their figures showing."""
    found = [Card(section) for section in page.locator("section.explorable").all()]
    for card in found:
        card.section.scroll_into_view_if_needed()
        card.uncover()
    return found


def moves_by_mouse(control) -> Iterator[Callable[[], None]]:
    """Clicks that bring a control to different values."""
    kind = control.first.evaluate("input => input.type")
    if kind == "range":
        for share in (0.03, 0.97, 0.5, 0.25, 0.75):
            box = control.bounding_box()
            place = {"x": box["width"] * share, "y": box["height"] / 2}
            yield lambda place=place: control.click(position=place)
    elif kind == "checkbox":
        yield from [control.click] * 2
    elif kind == "radio":
        yield from [option.click for option in control.all()]
    else:
        for number in range(control.locator("option").count()):
            yield lambda number=number: control.select_option(index=number)


def moves_by_keyboard(control) -> Iterator[Callable[[], None]]:
    """Keys that bring a focused control to different values."""
    kind = control.first.evaluate("input => input.type")
    keys = {
        "range": ["Home", "End", "ArrowLeft", "ArrowLeft", "PageDown"],
        "checkbox": ["Space", "Space"],
        "radio": ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"],
        "select-one": ["End", "Home", "ArrowDown", "ArrowDown", "ArrowDown"],
    }
    for key in keys[kind]:
        focused = control.locator(":scope:checked") if kind == "radio" else control

        def press(focused=focused, key=key):
            focused.first.focus()
            control.page.keyboard.press(key)

        yield press


def assert_every_control_moves(page, moves, how):
    """Each control, from the start of its card, changes the figure and the reading."""
    for card in cards(page):
        controls = card.controls()
        assert controls, f"{card.slug} has no control"
        for name, control in controls.items():
            card.reset()
            figure, reading = card.shown()
            figures, readings = {figure}, {reading}
            for move in moves(control):
                figure, reading = card.moved(move)
                figures.add(figure)
                readings.add(reading)
                if len(figures) > 1 and len(readings) > 1:
                    break
            assert len(figures) > 1, (
                f"{card.slug}: moving {name} by {how} leaves the figure as it is"
            )
            assert len(readings) > 1, (
                f"{card.slug}: moving {name} by {how} leaves the reading as it is"
            )
