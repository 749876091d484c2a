"""What is written for learning platforms keeps the rules of its format, and gives points to right answers alone."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from bookpress.editions.questions.files import drawn_anew, write_questions
from bookpress.editions.questions.key import key_page
from bookpress.editions.questions.moodle import TYPES, quiz
from bookpress.editions.questions.qti import item, item_name, package
from bookpress.editions.questions.qti_rules import broken_item, broken_package
from clusterbook.questions import banks
from explorable.answers.questions import Choice, Number, Order, ShortText
from tests.questions.playing import Q, play


def parsed(drawn):
    """As it is read from a file."""
    return ET.fromstring(ET.tostring(item(drawn)))


@pytest.fixture(scope="module")
def all_drawn():
    return [one for bank in banks() for one in bank.drawn(3)]


@pytest.fixture(scope="module")
def one_of_each(all_drawn):
    return {type(one.question): one for one in all_drawn}


def given(question, answer):
    """An answer as it comes from a student's page."""
    if isinstance(question, Choice):
        return f"ANSWER_{question.options.index(answer)}"
    if isinstance(question, Order):
        return [f"ANSWER_{list(question.right).index(thing)}" for thing in answer]
    return answer


def test_items_keep_the_rules(all_drawn):
    assert {one.name: found for one in all_drawn if (found := broken_item(parsed(one)))} == {}


def test_an_item_gives_a_point_to_the_right_answer_and_explains_each_wrong_one(all_drawn):
    for one in all_drawn:
        question, played = one.question, parsed(one)
        right = question.right if isinstance(question, ShortText) else [question.right]
        for answer in right:
            assert play(played, given(question, answer)) == (1, question.because), one.name
        for answer, why in question.wrong:
            assert play(played, given(question, answer)) == (0, why), one.name


def test_a_rounded_number_is_right_and_one_beside_it_is_not(all_drawn):
    for one in all_drawn:
        if isinstance(one.question, Number):
            right, reach = one.question.right, one.question.reach(one.question.right)
            played = parsed(one)
            if not one.question.exact:
                assert play(played, float(f"{right:.{one.question.digits}g}"))[0] == 1
            assert play(played, right + 2.1 * reach + 1e-6 * max(1, abs(right)))[0] == 0


def test_both_formats_give_one_point_at_most_and_none_for_a_part_of_an_order(one_of_each):
    """So that scores of two platforms can be compared, and what is said of wrong orders is said."""
    one = one_of_each[Order]
    (score,) = (
        outcome
        for outcome in parsed(one).iter(f"{Q}outcomeDeclaration")
        if outcome.get("identifier") == "SCORE"
    )
    assert (score.get("normalMinimum"), score.get("normalMaximum")) == ("0", "1")
    first, second, *rest = one.question.right
    nearly = given(one.question, [second, first, *rest])
    assert play(parsed(one), nearly)[0] == 0
    asked = ET.fromstring(quiz("A part", [one])).find("question[@type='ordering']")
    assert asked.findtext("gradingtype") == "ALL_OR_NOTHING"
    assert asked.findtext("defaultgrade") == "1"
    for _, why in one.question.wrong:
        assert why in asked.findtext("incorrectfeedback/text")


def test_capital_letters_do_not_count(one_of_each):
    one = one_of_each[ShortText]
    assert play(parsed(one), one.question.right[0].upper())[0] == 1
    assert play(parsed(one), "something else") == (0, one.question.because)


def test_a_package_holds_a_test_that_chooses_one_draw_of_each_question():
    bank = banks()[0]
    drawn = drawn_anew(bank, variants=3, seed=1)
    packed = package(bank.part, bank.title, drawn)
    assert broken_package(packed) == []
    assert packed == package(bank.part, bank.title, drawn)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        test = ET.fromstring(archive.read("test.xml"))
        names = archive.namelist()
    assert len(test.findall(f".//{Q}selection")) == len(bank)
    assert len(names) == len(drawn) + 2
    assert [
        section.get("identifier") for section in test.findall(f".//{Q}testPart/*")
    ] == bank.chapters


def break_it(root, change):
    broken = ET.fromstring(ET.tostring(root))
    change(broken)
    return broken_item(broken)


def outside_a_block(root):
    root.find(f"{Q}itemBody").append(root.find(f".//{Q}textEntryInteraction"))


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        (Choice, lambda root: root.attrib.pop("timeDependent"), "timeDependent"),
        (Choice, lambda root: root.insert(0, root[-1]), "AssessmentItem.Type"),
        (Choice, lambda root: root.find(f".//{Q}simpleChoice").set("identifier", "2 x"), "Identifier.Type"),
        (Choice, lambda root: root.find(f".//{Q}simpleChoice").set("identifier", "ANSWER_1"), "SimpleChoice"),
        (Choice, lambda root: root[0].set("baseType", "float"), "another cardinality or base type"),
        (Choice, lambda root: root[0].set("identifier", "OTHER"), "not declared"),
        (Choice, lambda root: root.remove(root[1]), "SetValue.Type"),
        (Choice, lambda root: root.remove(root[-1]), "ModalFeedback.Type"),
        (Order, lambda root: root[0][0].remove(root[0][0][0]), "leaves out a choice"),
        (Number, lambda root: root.find(f".//{Q}equal").attrib.pop("tolerance"), "Equal.Type"),
        (Number, lambda root: setattr(root.find(f".//{Q}equal/{Q}baseValue"), "text", "many"), "no float"),
        (Number, lambda root: root[0].remove(root[0][0]), "no correct value"),
        (ShortText, outside_a_block, "ItemBody.Type"),
        (ShortText, lambda root: ET.SubElement(root.find(f"{Q}itemBody"), f"{Q}marquee"), "no rule knows"),
    ],
)  # fmt: skip
def test_the_rules_find_what_is_broken(one_of_each, kind, change, said):
    assert any(said in what for what in break_it(item(one_of_each[kind]), change))


def test_the_rules_find_a_package_that_is_not_whole():
    bank = banks()[0]
    drawn = list(bank.drawn(1))[:2]
    with zipfile.ZipFile(BytesIO(package(bank.part, bank.title, drawn))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    del files[f"items/{item_name(drawn[0])}.xml"]
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    found = broken_package(again.getvalue())
    assert any("lists other files" in what for what in found)
    assert any("AssessmentItemRef.Type" in what for what in found)


def test_moodle_gives_all_points_to_the_right_answer(all_drawn):
    questions = {
        one.findtext("name/text"): one
        for one in ET.fromstring(quiz("All", all_drawn)).findall("question")
        if one.get("type") != "category"
    }
    assert len(questions) == len(all_drawn)
    for one in all_drawn:
        question, written = one.question, questions[f"{one.name.replace('_', ' ')} {one.seed}"]
        assert written.get("type") == TYPES[type(question)]
        answers = [
            (answer.findtext("text"), answer.get("fraction"))
            for answer in written.findall("answer")
        ]
        if isinstance(question, Order):
            assert [place for _, place in answers] == [str(n) for n in range(1, len(answers) + 1)]
            continue
        full = [text for text, fraction in answers if fraction == "100"]
        assert len(full) == (len(question.right) if isinstance(question, ShortText) else 1)
        assert len(answers) == len(full) + len(question.wrong)
        assert all(answer.findtext("feedback/text") for answer in written.findall("answer"))
        if isinstance(question, Number):
            first = written.find("answer")
            assert float(first.findtext("text")) == pytest.approx(question.right, rel=1e-12)
            assert float(first.findtext("tolerance")) >= question.reach(question.right)


def test_draws_that_say_the_same_come_once():
    bank = banks()[0]
    drawn = drawn_anew(bank, variants=4, seed=1)
    said = [(one.name, repr(one.question)) for one in drawn]
    assert len(set(said)) == len(said)
    assert {one.name for one in drawn} == {one.name for one in bank.drawn(1)}


def test_the_key_has_every_question_and_escapes_it(all_drawn):
    page = key_page("All & more", all_drawn)
    assert page.count("<article>") == len(all_drawn)
    assert "All &amp; more: key" in page


def test_files_are_written_for_the_parts_that_are_named(tmp_path, capsys):
    part = banks()[0].part
    assert write_questions(tmp_path, [part], root=tmp_path) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        f"{part}.key.html", f"{part}.moodle.xml", f"{part}.qti.zip",
    ]  # fmt: skip
    assert f"{part}: {len(banks()[0])} questions" in capsys.readouterr().out


def test_a_part_that_is_not_there_is_named(tmp_path, capsys):
    assert write_questions(tmp_path / "new", ["astronomy"]) == 2
    assert "no questions on astronomy; the parts are: " in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_keys_do_not_go_into_the_site(tmp_path, capsys):
    site = tmp_path / "_build/html/questions"
    assert write_questions(site, root=tmp_path) == 2
    assert "keys do not" in capsys.readouterr().err
    assert not site.exists()
