"""What is left of a page when scripts are off, or a file of the site is missing: the start of every figure."""

from __future__ import annotations

import pytest
from where import CHAPTER

PART = "**/_explorables/**"
# At this width the narrow drawings are not asked for.
STORED = "script[data-src]:not([data-explorable-part=narrow])"


@pytest.fixture
def broken(chromium, base_of):
    """Open a page with some of its files missing; errors are expected."""
    contexts = []

    def open_page(name, *missing, origin="disk", **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        for pattern in missing:
            page.route(pattern, lambda route: route.abort())
        page.goto("{}/{}.html".format(*base_of(name, origin)))
        return page

    yield open_page
    for context in contexts:
        context.close()


def assert_start_shows(page, controls):
    """Each explorable shows figure, reading and table of its start."""
    sections = page.locator("section.explorable").all()
    assert sections
    for section in sections:
        assert section.locator("figure.explorable-figure svg").filter(visible=True).count() == 1
        assert section.locator("p.explorable-reading").inner_text().strip()
        section.locator("details.explorable-table > summary").click()
        assert section.locator("details.explorable-table table").is_visible()
        assert section.locator(".explorable-controls").is_visible() is controls


def test_without_scripts_figures_readings_and_tables_show(broken, tried_card):
    assert_start_shows(broken(tried_card, java_script_enabled=False), controls=False)


def test_without_their_script_figures_readings_and_tables_show(broken, tried_card):
    assert_start_shows(broken(tried_card, "**/explorable.js"), controls=False)


def test_without_its_stored_views_a_card_stays_at_its_start_and_says_so(broken, tried_stored):
    page = broken(tried_stored, PART)
    page.evaluate(
        "document.querySelectorAll('.is-covered [data-action=skip]').forEach(one => one.click())"
    )
    sections = page.locator(f"section.explorable:has({STORED})").all()
    assert sections
    for section in sections:
        figure, reading = (
            section.locator("figure.explorable-figure"),
            section.locator("p.explorable-reading"),
        )
        controls = section.locator(".explorable-controls :is(input, select)")
        values = "all => all.map(one => [one.value, one.checked])"
        before = figure.inner_html(), reading.inner_text(), controls.evaluate_all(values)
        first = controls.first
        if first.evaluate("one => one.tagName") == "SELECT":
            first.select_option(index=first.evaluate("one => one.selectedIndex ? 0 : 1"))
        elif first.get_attribute("type") == "range":
            first.press("End" if first.input_value() != first.get_attribute("max") else "Home")
        else:
            section.locator(
                ".explorable-controls input:not(:checked)"
            ).first.click()  # it is taken back at once
        section.locator(".explorable-status", has_text="could not be loaded").wait_for()
        assert (figure.inner_html(), reading.inner_text(), controls.evaluate_all(values)) == before
    assert_start_shows(page, controls=True)


@pytest.mark.parametrize("missing", ["**/*.css*", "**/scripts/*", "**/site.js", "**/*.woff2"])
def test_without_styles_fonts_or_the_frames_scripts_the_text_can_be_read(broken, missing):
    page = broken(CHAPTER, missing)
    assert page.locator("article h1").is_visible()
    assert page.locator("article p").filter(visible=True).count() > 3


def test_what_is_not_allowed_does_not_run_and_does_not_load(broken, origin):
    page = broken(CHAPTER, origin=origin)
    blocked = page.evaluate("""async () => {
      const blocked = [];
      document.addEventListener('securitypolicyviolation', event => blocked.push(event.effectiveDirective));
      const holder = document.createElement('div');
      holder.innerHTML = '<p onclick="window.ran = true" style="color: red">x</p><img src="https://example.org/a.png">';
      document.body.append(holder);
      holder.firstChild.click();
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      await fetch('https://example.org/').catch(() => {});
      await new Promise(done => setTimeout(done, 200));
      holder.remove();
      return [blocked.sort(), window.ran === true];
    }""")
    directives = ["connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr"]
    assert blocked == [directives, False]
