"""Every mistake an author can make: the message names the thing, the place and the way out."""

import re

import pytest
from matplotlib.figure import Figure

from explorable import Choice, ExplorableError, Prediction, Preset, Slider, Toggle, View, explorable


def partners(**changes):
    """Decorate a good function, with something changed."""
    good = {"partners": Slider([3, 5, 8], label="Partners"), "question": "How many?"}

    def related(partners):
        return View(Figure(), f"**{partners}**", facts={"shared": partners})

    return explorable(**{**good, **changes})(related)


def test_the_good_one_is_good():
    assert partners()(partners=5).plain_reading == "5"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"partners": range(3)},
            "related: partners= is a range; a control is a Choice, a Slider or a Toggle.",
        ),
        ({"partners": None}, "related: partners= is a NoneType; a control is"),
        (
            {"lens": Toggle("Lens")},
            "related: control 'lens' is no argument. Controls and arguments must have the same names.",
        ),
        ({"question": " "}, "related: a card needs a question"),
        (
            {"presets": [Preset("Few", partner=3)]},
            "related: preset 'Few' sets 'partner', which is no control.",
        ),
        (
            {"presets": [Preset("Few", partners=4)]},
            "related: preset 'Few' sets partners=4, which the page does not offer.",
        ),
        (
            {"presets": [Preset("Few", partners=5)], "static": {"partners": [3, 8]}},
            "related: preset 'Few' sets partners=5, which the page does not offer.",
        ),
        (
            {"presets": [Preset("Few", partners=[3])]},
            "related: preset 'Few' sets partners=[3], which the page",
        ),
        (
            {"presets": [("Few", {"partners": 3})]},
            "related: presets= holds ('Few', {'partners': 3}); write Preset(",
        ),
        ({"prediction": "five"}, "related: prediction= is a str; write Prediction(...)."),
        (
            {"prediction": Prediction("?", "shared", at={"lens": 1})},
            "related: the prediction sets 'lens', which is no",
        ),
        (
            {"prediction": Prediction("?", "shared", at={"partners": 4})},
            "related: the prediction sets partners=4, which",
        ),
        (
            {"prediction": Prediction("?", "shared", axis="z")},
            "related: the prediction's axis is 'z'; it can be 'x' or",
        ),
        (
            {"static": {"lens": [1]}},
            "related: static= names 'lens', which is no control; it has partners.",
        ),
        (
            {"static": {"partners": [3, 4]}},
            "related: static= lists 4, which is not a value of 'partners'.",
        ),
        (
            {"static": {"partners": [5, 8]}},
            "related: static= leaves out 3, where 'partners' starts.",
        ),
    ],
)
def test_mistakes_are_named_when_decorating(changes, sentence):
    with pytest.raises(ExplorableError, match=re.escape(sentence)):
        partners(**changes)


def test_an_argument_without_a_control_is_named():
    with pytest.raises(ExplorableError, match="related: argument 'partners' has no control"):

        @explorable(question="How many?")
        def related(partners):
            return partners


def test_names_that_do_not_meet_are_named_on_both_sides():
    with pytest.raises(
        ExplorableError,
        match="argument 'partners' has no control; control 'partner' is no argument",
    ):

        @explorable(question="How many?", partner=Slider([1, 2], label="Partner"))
        def related(partners):
            return partners


def test_more_than_three_controls_are_refused():
    with pytest.raises(ExplorableError, match="related has 4 controls; readers follow one to 3"):

        @explorable(question="?", **{name: Toggle(name) for name in "abcd"})
        def related(a, b, c, d):
            return a


def test_no_control_is_refused():
    with pytest.raises(ExplorableError, match="related has 0 controls; readers follow one to 3"):

        @explorable(question="?")
        def related():
            return 1


def test_a_name_without_latin_letters_is_refused():
    with pytest.raises(
        ExplorableError, match="산업: a card needs a question, and a name in Latin letters"
    ):

        @explorable(question="?", n=Toggle("N"))
        def 산업(n):  # noqa: N802 (Hangul has no case)
            return n


def test_a_grid_that_is_too_large_is_refused_with_a_number_that_fits():
    many = Choice(list(range(100)), label="Industry")

    def decorated(**more):
        @explorable(
            industry=many, partners=Slider(range(13), label="Partners"), question="?", **more
        )
        def related(industry, partners):
            return industry

        return related

    with pytest.raises(
        ExplorableError, match=r"100 industry x 13 partners make 1,300 states, more than 500"
    ) as error:
        decorated()
    fits = re.search(
        r"static=\{'industry': \[\.\.\.\]\} with at most (\d+) values", str(error.value)
    )
    assert fits
    count = int(fits[1])
    assert len(decorated(static={"industry": range(count)}).grid()) == count * 13 <= 500
    with pytest.raises(ExplorableError, match="more than 500"):
        decorated(static={"industry": range(count + 1)})


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (None, r"related must return a View; at partners=3 it returned NoneType"),
        ("text", r"related must return a View; at partners=3 it returned str"),
    ],
)
def test_what_is_no_view_is_refused(result, sentence):
    @explorable(partners=Slider([3, 5], label="Partners"), question="?")
    def related(partners):
        return result

    for ask in (related, related.html, related.widget, related.text):
        with pytest.raises(ExplorableError, match=sentence):
            ask()


def test_a_mistake_inside_a_view_names_the_state():
    @explorable(partners=Slider([3, 5], label="Partners"), question="?")
    def related(partners):
        return View(Figure(), reading="")

    with pytest.raises(
        ExplorableError, match=r"related fails at partners=5: .*A view needs a reading"
    ):
        related(partners=5)


def test_an_answer_that_is_no_fact_is_named_on_every_face(cell):
    wrong = partners(prediction=Prediction("How many?", "share"))
    for ask in (wrong, wrong.html, wrong.widget):
        with pytest.raises(
            ExplorableError,
            match=r"answer is 'share', which is no fact of the view \(facts: 'shared'\)",
        ):
            ask()


def test_a_guess_on_a_figure_without_axes_is_refused():
    card = partners(prediction=Prediction("How many?", "shared", axis="x"))
    with pytest.raises(
        ExplorableError, match="related: the prediction has axis='x', but the figure has no axes"
    ):
        card.html()


def test_calling_with_a_name_that_is_no_argument_says_so():
    with pytest.raises(TypeError, match="partner"):
        partners()(partner=3)
