"""What the pages for lecturers say is so: what they name exists, weeks cover the book, plans and paths are whole."""

import itertools
import json
import re

import pytest
import yaml
from pybtex.database import parse_file

from bookpress.build.site import listed_pages
from bookpress.place import ROOT
from clusterbook.regions.kinds import kind_of_place

SEMINAR = ROOT / "book/seminar"
PARTS = [
    "innovation-clusters",
    "classical-agglomeration",
    "cluster-theory",
    "learning-regions",
    "does-it-pay",
    "case-studies",
    "upper-austria",
    "lab",
]
CHAPTERS = {page.rpartition("/")[2]: page for page in listed_pages() if page.split("/")[1] in PARTS}
KEYS = ROOT / "assessment/keys"


def text(name):
    path = SEMINAR / f"{name}.md"
    if path.exists():
        return path.read_text(encoding="utf-8")
    return words_of(SEMINAR / f"{name}.ipynb")


def words_of(notebook):
    """The Markdown of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


PAGES = sorted(path.stem for path in SEMINAR.iterdir() if path.suffix in {".md", ".ipynb"})


def references(page):
    """Labels that a text refers to."""
    found = re.findall(r"\{ref\}`(?:[^`<]*<)?([\w-]+)>?`", page)
    assert found
    return found


def rows(page):
    """The cells of each row of the list-tables of a text, the head rows left out."""
    for table in re.findall(r"```\{list-table\}.*?```", page, flags=re.DOTALL):
        for row in re.split(r"^\* - ", table, flags=re.MULTILINE)[2:]:
            yield [
                cell.strip().removesuffix("```").strip()
                for cell in re.split(r"^  - ?", row, flags=re.MULTILINE)
            ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_in_the_book_and_refers_to_what_is_there(name):
    assert f"book/seminar/{name}" in listed_pages()
    labels = {
        label
        for page in PAGES
        for label in re.findall(r"^\(([\w-]+)\)=$", text(page), flags=re.MULTILINE)
    }
    known = labels | set(CHAPTERS) | {"how-to-use", "glossary", "find-your-region"}
    assert [label for label in references(text(name)) if label not in known] == []


@pytest.mark.parametrize("name", PAGES)
def test_sections_that_a_page_names_are_in_the_chapter(name):
    """A chapter's section follows its reference in italics: {ref}`france`, *The idea*."""
    for label, section in re.findall(r"\{ref\}`([\w-]+)`, \*([^*]+)\*", text(name)):
        if label in CHAPTERS:
            source = (ROOT / f"{CHAPTERS[label]}.ipynb").read_text(encoding="utf-8")
            headings = re.findall(r'"#+ ([^"\\]+)', source)
            named = any(section.lower() in heading.lower() for heading in headings)
            assert named, f"{label} has no section {section!r}"


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_its_page_its_worksheet_and_its_debate(part):
    page, sheet = text(part), text(f"worksheet-{part}")
    for heading in (
        "What we expect students to get wrong",
        "A session of 90",
        "In front",
        "Board plan",
    ):
        assert f"\n## {heading}" in page
    key = words_of(KEYS / f"{part}.ipynb")
    tasks = re.findall(r"^## Task (\d)$", sheet, flags=re.MULTILINE)
    assert (
        tasks
        == re.findall(r"\*\*Task (\d)\.\*\*", key)
        == [str(n) for n in range(1, len(tasks) + 1)]
    )
    assert sheet.count('class="answer-lines') == len(tasks) >= 4
    assert f"(debate-{part})=" in text("debates")
    assert re.search(r"\{glue:text\}", key)


def test_no_key_is_on_a_page_of_the_site():
    """A lecturer writes them with the notes: ``python -m bookpress notes``."""
    assert {path.stem for path in KEYS.iterdir() if path.suffix == ".ipynb"} == set(PARTS)
    assert not [page for page in listed_pages() if page.startswith("assessment/")]
    for name in PAGES:
        assert not re.search(r"^## Key\b|\*\*Task \d\.\*\*", text(name), flags=re.MULTILINE)
    for part in PARTS:
        assert "{ref}`the lecturer's notes <lecturers-notes>`" in text(part)


@pytest.mark.parametrize("part", PARTS)
def test_a_key_has_no_result_typed_in(part):
    """Decimals and percentages stand in a key only where a cell has computed them, or the task gave them."""
    key = words_of(KEYS / f"{part}.ipynb")
    plain = re.sub(r'<a href="[^"]*">.*?</a>|\$[^$]*\$|\{[a-z:]+\}`[^`]*`', "", key)
    given = text(f"worksheet-{part}")
    typed = re.findall(r"\d+\.\d+|\b\d+(?= percent)", plain)
    assert [
        number
        for number in typed
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]\d)", given)
    ] == []


@pytest.mark.parametrize("part", PARTS)
def test_the_ninety_minutes_of_a_session_follow_one_another(part):
    steps = re.findall(r"^\| (\d+)-(\d+) \|", text(part), flags=re.MULTILINE)
    assert [steps[0][0], steps[-1][1]] == ["0", "90"]
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(steps))


def motions():
    """Headings of the debates, each a sentence that one can be for or against."""
    return re.findall(r"^## \d\. (.*)$", text("debates"), flags=re.MULTILINE)


@pytest.mark.parametrize("name", PAGES)
def test_a_motion_has_one_wording_everywhere(name):
    """So that for and against mean the same on every page."""
    assert len(motions()) == len(PARTS)
    assert not [motion for motion in motions() if motion.endswith("?")]
    named = re.findall(
        r"\b[Dd]ebate(?: in the short form(?:, and [\w ]+)?)?:? \*([^*]+)\*", text(name)
    )
    assert [motion for motion in named if motion not in motions()] == []


def test_pages_name_the_motions():
    """The test above finds what it looks for."""
    named = [
        motion
        for name in PAGES
        if name != "debates"
        for motion in motions()
        if f"*{motion}*" in text(name)
    ]
    assert set(named) == set(motions()[:7])


@pytest.mark.parametrize(
    ("form", "minutes"), [("Form, thirty minutes", 30), ("Short form, fifteen minutes", 15)]
)
def test_the_minutes_of_a_debate_add_up(form, minutes):
    steps = re.search(rf"^\*\*{form}\.\*\* (.*)$", text("debates"), flags=re.MULTILINE)[1]
    assert sum(map(int, re.findall(r"\((\d+)(?: minutes)?\)", steps))) == minutes


@pytest.mark.parametrize("part", PARTS)
def test_a_session_has_time_for_the_form_of_debate_that_it_names(part):
    for start, end, what in re.findall(
        r"^\| (\d+)-(\d+) \| (.*?) \|", text(part), flags=re.MULTILINE
    ):
        if "ebate" in what:
            assert int(end) - int(start) >= (15 if "short form" in what else 30)


@pytest.mark.parametrize("number", range(1, len(PARTS) + 1))
def test_a_debate_has_evidence_for_each_side(number):
    _, _, rest = text("debates").partition(f"\n## {number}. ")
    motion = re.split(r"\n## ", rest)[0]
    sides = re.split(
        r"^\*(?:For|For the motion|Against|Against it)\*$", motion, flags=re.MULTILINE
    )[1:]
    assert len(sides) == 2
    for side in sides:
        points = re.findall(r"^- .*$", side, flags=re.MULTILINE)
        assert len(points) >= 3
        assert all(re.search(r"\{ref\}|\{cite|href=", point) for point in points)


def test_half_a_day_adds_up():
    page = text("half-day")
    plan = [row for row in rows(page) if re.fullmatch(r"\d:\d\d", row[0])]
    starts = [60 * int(row[0][0]) + int(row[0][2:]) for row in plan]
    lengths = [int(row[1]) for row in plan]
    assert starts == [sum(lengths[:n]) for n in range(len(lengths))]
    assert sum(lengths) == 180
    talks = re.findall(r"^\* - (\d+)-(\d+)$", page, flags=re.MULTILINE)
    first, second = talks[:7], talks[7:]
    for talk in (first, second):
        assert [talk[0][0], talk[-1][1]] == ["0", "40"]
        assert all(end == start for (_, end), (start, _) in itertools.pairwise(talk))


def the_variants():
    """Minutes of each part of a half day, by variant; the last row is what the page gives as their sum."""
    (table,) = re.findall(
        r"```\{list-table\} Four plans, in minutes\n.*?```", text("half-day"), flags=re.DOTALL
    )
    head, *lines = [
        [cell.strip().removesuffix("```").strip() for cell in row.split("\n  - ")]
        for row in re.split(r"^\* - ", table, flags=re.MULTILINE)[1:]
    ]
    return {
        name: {line[0]: int(line[place]) for line in lines}
        for place, name in enumerate(head)
        if place
    }


def test_each_variant_of_half_a_day_adds_up_with_the_questions_from_the_floor():
    plan = [row for row in rows(text("half-day")) if re.fullmatch(r"\d:\d\d", row[0])]
    lengths = [int(row[1]) for row in plan]
    variants = the_variants()
    whole = variants["Whole"]
    assert list(whole.values())[:-1] == lengths
    for name, minutes in variants.items():
        total = minutes.pop("All")
        assert sum(minutes.values()) == total, name
        assert total == 180 or total < 150
        if name != "As in 2016":
            assert minutes["Questions from the floor"] == 10, name
            assert minutes["Second vote"] == 5
        discussants = {50: 6, 26: 3, 40: 6}[minutes["Discussion"]]
        each = 6 if name == "As in 2016" else 8
        assert 2 <= minutes["Discussion"] - each * discussants <= 4, name
        assert f"- **{name}**: " in text("half-day"), "what it leaves out of 2016"
    assert variants["One talk"]["Second talk"] == 0
    bars = variants["As in 2016"]
    assert bars["First talk"] + bars["Second talk"] == bars["Discussion"] == 40


def test_a_talk_of_twenty_minutes_is_made_of_whole_steps():
    page = text("half-day")
    steps = re.findall(r"^\* - (\d+-\d+)$", page, flags=re.MULTILINE)
    told = re.search(
        r"has the steps (\S+) and (\S+) of the first table, or (\S+) and (\S+) of", page
    )
    for talk, named in ((steps[:7], told.groups()[:2]), (steps[7:], told.groups()[2:])):
        starts, ends = zip(*(step.split("-") for step in talk), strict=True)
        bounds = [span.split("-") for span in named]
        assert all(start in starts and end in ends for start, end in bounds)
        assert sum(int(end) - int(start) for start, end in bounds) == 20


TALKS = ("talk-innovation-clusters", "talk-cluster-policy")
# Words that are spoken in a minute to a room whose first language is another, and minutes for a view.
WORDS, VIEW = 110, 2


@pytest.mark.parametrize("number", [0, 1])
def test_a_talk_can_be_spoken_in_its_minutes(number):
    """Step by step: the text, the views that the plan names, and no step that is mostly silence."""
    talk = text(TALKS[number])
    assert f"{WORDS} words a minute" in talk
    plan = [row for row in rows(text("half-day")) if re.fullmatch(r"\d+-\d+", row[0])]
    plan = plan[7 * number : 7 * number + 7]
    steps = re.split(r"^## ", talk, flags=re.MULTILINE)[1:]
    assert len(steps) == len(plan) == 7
    for step, row in zip(steps, plan, strict=True):
        clock = re.search(r'^<p class="talk-clock">Minutes (\d+)-(\d+)</p>$', step, re.MULTILINE)
        assert f"{clock[1]}-{clock[2]}" == row[0]
        views = re.findall(r'href="([^"]+)"', step)
        assert views == re.findall(r'href="([^"]+)"', " ".join(row[1:]))
        _, *lines = step.splitlines()
        spoken = "\n".join(line for line in lines if not line.startswith(("- ", "<p")))
        words = len(re.sub(r"<[^>]+>|\{cite:p\}`[^`]*`", "", spoken).split())
        minutes = int(clock[2]) - int(clock[1])
        needed = words / WORDS + VIEW * len(views)
        assert minutes / 3 <= needed <= minutes, f"{row[0]}: {needed:.1f} minutes"
        points = re.findall(r"^- (.*)$", step, flags=re.MULTILINE)
        assert len(points) == 3
        assert max(map(len, points)) <= 70


def test_the_cards_in_korean_are_those_in_english():
    english, korean = (
        re.split(r"^## ", text(name), flags=re.MULTILINE)[1:]
        for name in ("role-cards", "role-cards-korean")
    )
    assert len(english) == len(korean) == 10
    for one, other in zip(english, korean, strict=True):
        assert other.count('<p class="own-sheet" lang="ko">') == 1
        assert re.findall(r"\{ref\}`([\w-]+)`", one) == re.findall(r"\{ref\}`([\w-]+)`", other)
        assert re.findall(r"`, (\*[^*]+\*)", one) == re.findall(r"`, (\*[^*]+\*)", other)
        named = re.findall(r"^In 2016: [^(]*\((\w+)\)", one, flags=re.MULTILINE)
        assert named == re.findall(r"2016년 (?:토론자|사회자): (\w+)\(", other)
        assert not re.search(r"^[가-힣].*다\.$", other, flags=re.MULTILINE), "not marked as Korean"
    for card in korean[2:8]:
        assert card.count("<b>발표자 1에게.</b>") == card.count("<b>발표자 2에게.</b>") == 1
        assert len(card) < 900, "more than a page"


def test_each_role_has_a_sheet_of_its_own_and_the_votes_have_theirs():
    cards = re.split(r"^## ", text("role-cards"), flags=re.MULTILINE)[1:]
    assert [card.partition("\n")[0].partition(":")[0] for card in cards] == [
        "First speaker",
        "Second speaker",
        *(f"Discussant {n}" for n in range(1, 7)),
        "The chair",
        "Ballots",
    ]
    assert all(card.count('<p class="own-sheet">') == 1 for card in cards)
    for card in cards[:8]:
        assert re.search(r"\*Read:\* \{ref\}", card)
        assert len(card.split()) < 250, "more than a page"
    assert all(
        "*To the first speaker:*" in card and "*To the second:*" in card for card in cards[2:8]
    )
    sheet = (ROOT / "src/bookpress/served/site.css").read_text(encoding="utf-8")
    assert re.search(r"section:has\(> \.own-sheet\) \{[^}]*break-before: page", sheet)


def test_blocks_of_two_days_follow_one_another_and_their_hours_add_up():
    page, minutes, blocks = text("two-days"), 0, []
    for row in rows(page):
        start, end = (60 * int(h) + int(m) for h, m in re.findall(r"(\d+):(\d\d)", row[0]))
        minutes += end - start
        blocks.append((start, end))
    for (_, end), (start, _) in itertools.pairwise(blocks):
        assert start >= end or (end, start) == (17 * 60 + 30, 9 * 60)
    assert minutes == 2 * 405
    assert "Thirteen and a half hours of teaching" in page


def weeks_of(page):
    return {int(row[0]): row for row in rows(text(page))}


def test_fifteen_weeks_have_two_examinations_and_every_chapter():
    weeks = weeks_of("fifteen-weeks")
    assert sorted({*weeks, 8, 15}) == list(range(1, 16))
    page = text("fifteen-weeks")
    order = [label for row in weeks.values() for label in references(row[1])]
    assert sorted(order) == sorted(CHAPTERS)
    assert_complete(order)
    for week in (8, 15):
        told = re.search(rf"^\*\*Week {week}, examination, (\d+) minutes\.\*\* (.*)$", page, re.M)
        assert sum(map(int, re.findall(r"\((\d+)\)", told[2]))) == int(told[1]) <= 150
    assert len([row for row in weeks.values() if "ebate *" in row[3]]) == 5


def test_meetings_of_150_minutes_add_up():
    steps = re.findall(r"^\| (\d+)-(\d+) \| (.*?) \|$", text("fifteen-weeks"), flags=re.MULTILINE)
    assert [steps[0][0], steps[-1][1]] == ["0", "150"]
    assert all(end == start for (_, end, _), (start, _, _) in itertools.pairwise(steps))
    (debate,) = (int(end) - int(start) for start, end, what in steps if "ebate" in what)
    assert debate == 30


@pytest.mark.parametrize("page", ["fourteen-weeks", "fifteen-weeks"])
def test_marks_add_up_to_all(page):
    numbers = {
        "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "forty": 40,
    }  # fmt: skip
    told = re.search(r"^\*\*Marks\.\*\* ([^.]*)\.", text(page), flags=re.MULTILINE)[1]
    total = 0
    for part in told.split(";"):
        share = re.search(r", (ten|fifteen|twenty-five|twenty|forty)\b", part)[1]
        total += numbers[share] * (2 if part.strip().lower().startswith("two ") else 1)
    assert total == 100


@pytest.mark.parametrize(("page", "readings"), [("fourteen-weeks", 14), ("fifteen-weeks", 13)])
def test_readings_of_a_plan_can_be_reached_and_read(page, readings):
    """Each has an address, and none says of itself that it is in another language than the plan."""
    keys = [
        key
        for row in rows(text(page))
        if row[0].isdigit()
        for key in re.findall(r"`(\w+)`", row[2])
        if "{cite" in row[2]
    ]
    assert len(keys) == readings
    entries = parse_file(ROOT / "book/references.bib").entries
    assert [key for key in keys if not {"doi", "url"} & set(entries[key].fields)] == []
    assert [key for key in keys if "In " in entries[key].fields.get("note", "")] == []
    assert re.search(r"[Ee]very (reading|one) is in English,? and has an address", text(page))


@pytest.mark.parametrize("page", ["half-day", "two-days", "fourteen-weeks", "fifteen-weeks"])
def test_every_plan_begins_with_the_readers_own_region(page):
    whole = text(page)
    assert "find-your-region" in whole
    first = next(iter(rows(whole)))
    second = next(itertools.islice(rows(whole), 1, None))
    assert any("region" in cell for cell in [*first[1:], *second[1:]])


def test_the_weeks_cover_every_chapter():
    page = text("fourteen-weeks")
    weeks = {int(row[0]): row for row in rows(page)}
    assert sorted(weeks) == list(range(1, 15))
    named = [label for row in weeks.values() for label in references(row[1])]
    assert sorted(named) == sorted(CHAPTERS), (
        "each chapter stands in one week, or is called optional there"
    )
    for row in weeks.values():
        assert re.search(r"\{cite:t\}", row[2])
        assert len(row) == 5
        assert all(row[3:])


def test_a_class_finds_the_places_that_are_counted():
    """Four speak in a debate, and two set the reading against the chapter in a week without one."""
    page = text("fourteen-weeks")
    tasks = [row[3] for row in rows(page)]
    debates = [task for task in tasks if re.search(r"\bdebate\b", task, flags=re.IGNORECASE)]
    assert len(debates) == 4
    assert "The four debates have sixteen places" in page
    assert 2 * (len(tasks) - len(debates) - 1) == 18
    assert "the last left out, eighteen" in page


def test_no_two_large_pieces_are_due_in_one_week():
    """Essays, and the milestones that the page of the project names."""
    essays = {int(row[0]) for row in rows(text("fourteen-weeks")) if "essay due" in row[3]}
    stones = {int(row[0]): row[1] for row in rows(text("final-project")) if row[0].isdigit()}
    assert len(essays) == 2
    assert not [
        week for week in essays if "Draft" in stones.get(week, "") or "talk" in stones.get(week, "")
    ]
    weeks = {int(row[0]): row[3].lower() for row in rows(text("fourteen-weeks"))}
    assert all(re.search("milestone|project", weeks[week]) for week in stones)


@pytest.mark.parametrize("page", ["fourteen-weeks", "fifteen-weeks"])
def test_a_weeks_chapters_can_be_read_in_two_hours(page):
    """Those that are not optional, by the times that the chapters state."""
    for row in rows(text(page)):
        asked = references(re.split("optional|for looking", row[1])[0])
        minutes = [
            re.search(r"Reading time: about (\d+) minutes", source(label))[1] for label in asked
        ]
        assert sum(map(int, minutes)) <= 120, row[0]


def source(label):
    return (ROOT / f"{CHAPTERS[label]}.ipynb").read_text(encoding="utf-8")


def test_two_days_name_what_their_chapters_build_on():
    page = text("two-days")
    order = [label for row in rows(page) for label in re.findall(r"\{ref\}`([\w-]+)`", row[2])]
    assert len(order) >= 10
    intro = page.partition("```{list-table}")[0]
    missing = {one for label in order for one in before(label) if one not in order}
    assert missing <= set(references(intro))


def test_the_talks_name_the_chapters_that_they_show():
    page = text("half-day")
    shown = {
        match
        for row in rows(page)
        if re.fullmatch(r"\d+-\d+", row[0])
        for match in re.findall(r'\{ref\}`([\w-]+)`|href="\.\./[\w-]+/([\w-]+)\.html', row[2])
    }
    assert len({one or other for one, other in shown}) == 12
    assert "in the twelve chapters that the two tables below show" in page


def test_a_step_of_a_talk_changes_one_control_at_a_time():
    for row in rows(text("half-day")):
        addresses = re.findall(r'href="([^"?]+)\?([^"]+)"', " ".join(row[1:]))
        for (page, first), (other, second) in itertools.pairwise(addresses):
            if page == other:
                assert len(set(first.split("&")) - set(second.split("&"))) <= 1, row[0]


def test_what_a_week_needs_was_read_before_or_in_it():
    order = [label for row in rows(text("fourteen-weeks")) for label in references(row[1])]
    assert_complete(order)


def before(label):
    metadata = json.loads((ROOT / f"{CHAPTERS[label]}.ipynb").read_text(encoding="utf-8"))[
        "metadata"
    ]
    return [page.rpartition("/")[2] for page in metadata.get("prerequisites", [])]


def assert_complete(order):
    missing = {
        label: [one for one in before(label) if one not in order[: order.index(label)]]
        for label in order
    }
    assert not {label: ones for label, ones in missing.items() if ones}


@pytest.mark.parametrize("subject", ["Economics", "Geography", "Public policy", "Law"])
def test_a_pathway_has_what_its_chapters_ask_for(subject):
    _, _, rest = text("teaching").partition(f"\n### {subject}\n")
    steps = re.findall(r"^\d\. .*$", rest.partition("\n### ")[0], flags=re.MULTILINE)
    order = [label for step in steps for label in references(step)]
    assert len(order) >= 8
    assert_complete(order)


@pytest.mark.parametrize("name", ["rubrics", "final-project"])
def test_the_weights_of_a_rubric_add_up(name):
    for table in re.findall(r"```\{list-table\}.*?```", text(name), flags=re.DOTALL):
        weights = re.findall(r"^\* - .*\((\d+)(?: percent)?\)$", table, flags=re.MULTILINE)
        assert not weights or sum(map(int, weights)) == 100


def test_what_is_cited_is_in_the_bibliography():
    entries = set(
        re.findall(
            r"^@\w+\{([^,]+),",
            (ROOT / "book/references.bib").read_text("utf-8"),
            flags=re.MULTILINE,
        )
    )
    cited = {
        key
        for page in PAGES
        for keys in re.findall(r"\{cite:[pt]\}`([^`]+)`", text(page))
        for key in keys.split(",")
    }
    assert cited
    assert cited <= entries


def test_the_seminar_is_a_part_of_its_own():
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    seminar = next(part for part in parts if part.get("caption") == "Seminar")
    assert {chapter["file"] for chapter in seminar["chapters"]} == {
        f"book/seminar/{name}" for name in PAGES
    }


def test_places_that_are_set_side_by_side_are_places_of_their_kind():
    found = {
        address
        for page in PAGES
        for address in re.findall(r"compare\.html#compare\?kind=(\w+)&places=([\w+]+)", text(page))
    }
    assert found
    for kind, places in found:
        assert set(places.split("+")) <= {*map(str, kind_of_place(kind).cells.index)}
