"""What regions are held against: a line of the file, another file, a table of the book; codes; neighbours."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.report import FileError, comparing, make_report, read_table
from agglomeration.report.codes import class_of, code_of
from clusterbook.tables.loading import load

JOBS = pd.DataFrame(
    {"steel": [30, 10, 210], "soap": [10, 50, 300], "wine": [5, 5, 100]},
    index=["Linz", "Wels", "Austria"],
)


def as_file(table, names="region,industry,jobs"):
    rows = [f"{region},{industry},{amount}" for (region, industry), amount in table.stack().items()]
    return "\n".join([names, *rows]).encode()


def quotients(report):
    cells = report["cells"].set_index(["region", "industry"])["location quotient"]
    return cells.unstack("industry")


def test_a_line_of_the_file_is_the_reference_and_no_region():
    report = make_report(as_file(JOBS), reference="Austria", draws=0)
    expected = ag.location_quotient(JOBS.iloc[:2], reference=JOBS.loc["Austria"])
    assert list(report["regions"]["region"]) == ["Linz", "Wels"]
    pd.testing.assert_frame_equal(quotients(report), expected, check_like=True, check_names=False)
    krugman = ag.krugman_specialization(JOBS.iloc[:2], reference=JOBS.loc["Austria"])
    found = report["regions"].set_index("region")["Krugman specialization"]
    pd.testing.assert_series_equal(found, krugman, check_names=False)


def test_without_one_the_regions_together_are_it():
    report = make_report(as_file(JOBS.iloc[:2]), draws=0)
    pd.testing.assert_frame_equal(
        quotients(report), ag.location_quotient(JOBS.iloc[:2]), check_like=True, check_names=False
    )
    assert "relative to the 2 regions of this file together" in report.comparison.sentences[0]


def test_one_region_alone_is_described_by_a_reference():
    report = make_report(as_file(JOBS.loc[["Linz", "Austria"]]), reference="Austria", draws=0)
    found = quotients(report).loc["Linz"]
    np.testing.assert_allclose(found["steel"], (30 / 45) / (210 / 610))
    missing = dict(report.missing)
    assert "one region only" in missing["concentration of industries over regions"]
    assert "<h1>" in report.html() and report.excel().startswith(b"PK")


def test_another_file_is_a_reference(tmp_path):
    nation = tmp_path / "nation.csv"
    nation.write_bytes(as_file(JOBS.loc[["Austria"]]))
    report = make_report(as_file(JOBS.iloc[:2]), reference=str(nation), draws=0)
    expected = ag.location_quotient(JOBS.iloc[:2], reference=JOBS.loc["Austria"])
    pd.testing.assert_frame_equal(quotients(report), expected, check_like=True, check_names=False)
    assert "nation.csv" in report.comparison.sentences[0]


def test_a_table_of_the_book_is_a_reference_by_code_and_by_title():
    nation = load("oews_nation").set_index("occupation")["employment"]
    codes = ["15-0000", "17-0000", "51-0000"]
    titles = load("oews_occupations").set_index("occupation")["title"]
    table = pd.DataFrame([[5.0, 3, 9], [8, 1, 2]], index=["A", "B"], columns=codes)
    expected = ag.location_quotient(table, reference=nation[codes].astype(float))
    for names in (codes, list(titles[codes])):
        long = (
            table.set_axis(names, axis=1).stack().rename("jobs").rename_axis(["region", "industry"])
        )
        content = long.reset_index().to_csv(index=False).encode()
        report = make_report(content, reference="oews_nation", draws=0)
        np.testing.assert_allclose(quotients(report)[names].to_numpy(), expected.to_numpy())


def test_a_korean_reference_is_of_the_last_year_that_it_has():
    rows = load("korea_province_industry").query("level == 'section' and year == 2023")
    seoul = rows.query("region == '11'").set_index("industry")["workers"]
    nation = rows.query("region == '00'").set_index("industry")["workers"]
    content = "지역,산업,종사자수\n" + "".join(f"서울,{one},{int(n)}\n" for one, n in seoul.items())
    report = make_report(content.encode(), reference="korea_province_industry", draws=0)
    expected = (seoul / seoul.sum()) / (nation / nation.sum())
    np.testing.assert_allclose(quotients(report).loc["서울", expected.index], expected)
    assert "(2023)" in report.comparison.sentences[0]


def test_a_reference_that_is_not_there_is_named_with_what_is(monkeypatch):
    with pytest.raises(
        FileError, match=r"'Nowhere' is no line of it, no file.*'Austria', 'Linz'.*oews_nation"
    ):
        make_report(as_file(JOBS), reference="Nowhere")
    monkeypatch.setattr(comparing, "registered", lambda group: None)
    with pytest.raises(FileError, match="clusterbook is installed, and it is not"):
        make_report(as_file(JOBS), reference="Nowhere")


def test_an_industry_that_the_reference_lacks_is_named():
    with pytest.raises(
        FileError, match=r"3 industries of it are not in the reference .*'soap', 'steel'"
    ):
        make_report(as_file(JOBS), reference="oews_nation")


def test_the_only_region_cannot_be_its_own_reference():
    with pytest.raises(FileError, match="there is nothing to describe"):
        make_report(as_file(JOBS.iloc[:1]), reference="Linz")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("15-1252 Developers", "15-1252"),
        ("C10 Food", "C10"),
        ("C. Manufacturing", "C"),
        ("31-33", "31-33"),
    ],
)
def test_codes_stand_before_titles(label, code):
    assert code_of(label) == code


@pytest.mark.parametrize(
    ("code", "digits", "naics", "broader"),
    [
        ("3254", 3, True, "325"),
        ("3254", 2, True, "31-33"),
        ("4511", 2, True, "44-45"),
        ("3254", 2, False, "32"),
        ("15-1252", 2, False, "15"),
        ("C10.11", 3, False, "C101"),
        ("C10", 0, False, "C"),
    ],
)
def test_first_digits_make_a_class(code, digits, naics, broader):
    assert class_of(code, digits, naics) == broader


CODED = pd.DataFrame(
    [[30, 5, 7, 9], [10, 50, 3, 1]], index=["A", "B"], columns=["1011", "1012", "2511", "2592"]
)


def test_digits_add_industries_up():
    report = make_report(as_file(CODED), digits=2, draws=0)
    sums = CODED.T.groupby(CODED.columns.str[:2]).sum().T
    assert report["industries"]["industry"].tolist() == ["10", "25"]
    pd.testing.assert_frame_equal(
        quotients(report), ag.location_quotient(sums), check_names=False, check_like=True
    )
    with pytest.raises(FileError, match="begin with a code, and 3 do not"):
        make_report(as_file(JOBS), digits=2)
    with pytest.raises(FileError, match="4 industries have fewer than 5 digits"):
        make_report(as_file(CODED), digits=5)


def test_codes_give_classes_for_related_variety_and_it_is_said():
    report = make_report(as_file(CODED), draws=0)
    groups = pd.Series(CODED.columns.str[:2], index=CODED.columns)
    expected = ag.variety(CODED, groups)["related"]
    found = report["regions"].set_index("region")["related variety, bits"]
    np.testing.assert_allclose(found, expected)
    assert any("first 2 digits" in said for _, said in report.checked.notes)
    other = make_report(as_file(CODED), classes=3, draws=0)
    assert sorted(set(other.checked.groups())) == ["101", "251", "259"]


def test_the_letter_of_a_section_is_the_class_of_its_divisions():
    letters = CODED.set_axis(["C10", "C11", "J58", "J62"], axis=1)
    report = make_report(as_file(letters), draws=0)
    assert sorted(set(report.checked.groups())) == ["C", "J"]


def test_small_cells_have_an_interval_that_holds_their_quotient():
    report = make_report(as_file(JOBS.iloc[:2]), draws=199, seed=2)
    cells = report["cells"]
    direct = ag.location_quotient(JOBS.iloc[:2].sort_index(axis=1), draws=199, seed=2)
    lower = cells.set_index(["region", "industry"])["quotient, from"].unstack("industry")
    pd.testing.assert_frame_equal(lower, direct.lower, check_names=False, check_like=True)
    assert (cells["quotient, from"] <= cells["location quotient"]).all()
    assert (cells["quotient, to"] >= cells["location quotient"]).all()


def austrian():
    """Jobs by Land, invented numbers that follow a rule."""
    names = [
        "Burgenland",
        "Kärnten",
        "Niederösterreich",
        "Oberösterreich",
        "Salzburg",
        "Steiermark",
    ]
    names += ["Tirol", "Vorarlberg", "Wien"]
    values = [[10 + (a * 5 + b * 7) % 23 for b in range(3)] for a in range(len(names))]
    return pd.DataFrame(values, index=names, columns=["steel", "soap", "wine"])


def test_known_regions_have_a_map_and_neighbours():
    report = make_report(as_file(austrian()), draws=0)
    page = report.html()
    assert "Where they are" in page
    places = report["places"].set_index("industry")["Moran's I"]
    assert set(places.index) == {"steel", "soap", "wine"}


def test_neighbours_from_a_file_are_those_of_the_file(tmp_path):
    pytest.importorskip("esda")
    from libpysal.weights import W

    table = pd.DataFrame(
        [[10 + (a * 5 + b * 7) % 23 for b in range(2)] for a in range(6)],
        index=[f"r{a}" for a in range(6)],
        columns=["steel", "soap"],
    )
    chain = tmp_path / "neighbours.csv"
    chain.write_text("region,neighbour\n" + "".join(f"r{a},r{a + 1}\n" for a in range(5)))
    report = make_report(as_file(table), neighbours=chain, draws=0)
    links = {f"r{a}": [f"r{b}" for b in (a - 1, a + 1) if 0 <= b < 6] for a in range(6)}
    graph = W(links, silence_warnings=True)
    expected = ag.moran(ag.location_quotient(table)["steel"], graph)
    found = report["places"].set_index("industry").loc["steel", "Moran's I"]
    assert found == pytest.approx(expected)
    drawn = make_report(as_file(table), neighbours=chain, draws=49, seed=3)
    for industry, quotients in ag.location_quotient(table).items():
        told = ag.moran(quotients, graph, draws=49, alternative="two-sided", seed=3)
        row = drawn["places"].set_index("industry").loc[industry]
        assert row.tolist() == pytest.approx([told.value, told.p])
    chain.write_text("region,neighbour\nr0\n")
    with pytest.raises(
        FileError, match=r"neighbours: line 2 of 'neighbours.csv' has not two names"
    ):
        make_report(as_file(table), neighbours=chain)


def test_regions_of_no_known_country_have_no_map_and_it_is_said():
    report = make_report(as_file(JOBS.iloc[:2]), draws=0)
    assert report.places is None
    assert "Länder of Germany and Austria" in dict(report.missing)["map"]


def test_without_the_book_there_is_no_map_and_no_reference(monkeypatch):
    monkeypatch.setattr("agglomeration.report.making.registered", lambda group: None)
    report = make_report(as_file(austrian()), draws=0)
    assert "clusterbook" in dict(report.missing)["map"]
    assert "<h1>" in report.html()


def test_codes_of_two_years_are_joined_by_a_concordance(tmp_path):
    rows = [
        (region, industry, year, amount * factor)
        for factor, region in ((1, "A"), (2, "B"), (3, "C"))
        for industry, year, amount in (
            ("old", 2010, 10),
            ("wine", 2010, 21),
            ("new", 2020, 12),
            ("wine", 2020, 29),
        )
    ]
    names = ["region", "industry", "year", "jobs"]
    content = pd.DataFrame(rows, columns=names).to_csv(index=False).encode()
    apart = make_report(content, draws=0)
    assert any("'old' ends everywhere and 'new' begins" in remark for remark in apart.remarks)
    classes = tmp_path / "classes.csv"
    classes.write_text("code,class\nold,tools\nnew,tools\nwine,wine\n")
    joined = make_report(content, concordance=classes, draws=0)
    assert not any("ends everywhere" in remark for remark in joined.remarks)
    assert set(joined["change-industries"]["industry"]) == {"tools", "wine"}
    assert joined["change-cells"]["entered"].fillna(0).sum() == 0


def test_a_warning_that_many_give_is_said_once():
    table = austrian().assign(none=0)
    report = make_report(as_file(table), draws=0)
    texts = [remark.partition(": ")[2] for remark in report.remarks]
    assert len(texts) == len(set(texts))


def test_withheld_cells_leave_their_own_quotient_open_where_totals_are_published():
    file = read_table(as_file(JOBS.iloc[:2]))
    data = file.data.copy()
    data["value"] = data["value"].astype(float).where(data["industry"] != "wine")
    report = make_report(replace(file, data=data), draws=0)
    assert report["cells"]["location quotient"].notna().sum() == 4
    assert any(
        "without 1 industry in which one is missing: 'wine'" in one
        for one in report.comparison.sentences
    )
    expected = ag.krugman_specialization(JOBS.iloc[:2][["steel", "soap"]])
    found = report["regions"].set_index("region")["Krugman specialization"]
    np.testing.assert_allclose(found, expected)
