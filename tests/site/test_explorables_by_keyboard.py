"""Every explorable moved by keyboard, on pages from a server: controls, names, guess, address, time to react."""

from __future__ import annotations

from urllib.parse import urldefrag

from cards import CHANGED, Card, assert_every_control_moves, moves_by_keyboard

# The time between a move and the next frame with the new figure, measured inside the page.
REACTION = """async (input) => {
  const figure = input.closest("section.explorable").querySelector("figure.explorable-figure");
  const times = [];
  for (let i = 0; i < 6; i++) {
    const changed = new Promise(done => {
      const watcher = new MutationObserver(() => { watcher.disconnect(); requestAnimationFrame(() => done(true)); });
      watcher.observe(figure, {childList: true, subtree: true});
      setTimeout(() => done(false), 2000);
    });
    const start = performance.now();
    input.value = i % 2 ? input.min : input.max;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    if (await changed) times.push(performance.now() - start);
  }
  return times;
}"""


def test_a_guess_stays_beside_the_answer(opened, chapter):
    page = opened(chapter)
    for section in page.locator("section.explorable:has(.explorable-prediction)").all():
        card = Card(section)
        guess = section.locator(".explorable-prediction input[type=number]")
        guess.fill(guess.get_attribute("max"))
        guess.press("Enter")
        section.locator(".explorable-verdict strong").first.wait_for()
        assert card.figure.count() == 1
        assert guess.input_value() in section.locator(".explorable-verdict").inner_text()


def test_controls_move_figure_and_reading(opened, chapter):
    assert_every_control_moves(opened(chapter), moves_by_keyboard, "keyboard")


def test_controls_have_names_and_announce_their_values(opened_cards, chapter):
    for card in opened_cards(chapter):
        assert card.reading.get_attribute("aria-live") == "polite"
        for control in card.controls().values():
            for entry in control.all():
                assert entry.evaluate("input => [...input.labels].map(label => label.textContent).join('').trim()")
            if control.first.get_attribute("type") == "range":
                assert control.get_attribute("aria-valuetext")


def test_reaction_is_measured(opened_cards, chapter, measure):
    for card in opened_cards(chapter):
        sliders = card.section.locator(".explorable-controls input[type=range]")
        if sliders.count():
            times = sliders.first.evaluate(REACTION)
            assert times, f"{card.slug}: the figure never changed"
            measure("reaction", f"{chapter}#{card.slug}", round(sorted(times)[len(times) // 2], 1))


def test_address_leads_back_to_the_view(opened_cards, chapter):
    for card in opened_cards(chapter)[-1:]:  # the others are addressed in the same way
        for control in card.controls().values():
            card.moved(next(moves_by_keyboard(control)))
        card.section.locator("button[data-action=link]").click()
        assert urldefrag(card.page.url).fragment.startswith(f"{card.slug}?")
        then = card.values(), card.shown()
        card.page.reload()
        card.page.locator(f"section#{card.slug}.is-live").wait_for()
        if (card.values(), card.shown()) != then:
            card.section.evaluate(CHANGED, card.shown())
        assert (card.values(), card.shown()) == then
