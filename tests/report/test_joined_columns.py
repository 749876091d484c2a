"""Regions and industries that several columns tell, names in several rows, and names that stand again."""

import pytest

from agglomeration.report import FileError, read_table

DISTRICTS = {
    ("대전광역시", "동구"): (310, 452),
    ("대전광역시", "중구"): (97, 111),
    ("부산광역시", "동구"): (604, 396),
    ("부산광역시", "남구"): (28, 73),
}
LABELS = sorted(" ".join(pair) for pair in DISTRICTS)


def rows_of(places):
    """A line per place and industry, in the order of the places."""
    return "".join(
        f"{broad},{fine},{industry},{amount}\n"
        for (broad, fine), amounts in places.items()
        for industry, amount in zip(("제조업", "건설업"), amounts, strict=True)
    )


def with_sums(name="소계"):
    """The districts below their provinces, and the nation above all."""
    sums = {}
    for (broad, _), amounts in DISTRICTS.items():
        own = sums.setdefault(broad, [0, 0])
        sums[broad] = [one + more for one, more in zip(own, amounts, strict=True)]
    nation = [sum(parts) for parts in zip(*sums.values(), strict=True)]
    places = {("전국", name): nation}
    for broad, amounts in sums.items():
        places[broad, name] = amounts
        places |= {pair: own for pair, own in DISTRICTS.items() if pair[0] == broad}
    return places


@pytest.mark.parametrize("head", ["시도,시군구", "광역,시군구", "행정구역별(1),행정구역별(2)"])
@pytest.mark.parametrize("places", [DISTRICTS, with_sums(), with_sums("계")])
def test_districts_of_one_name_are_told_apart_by_their_provinces(head, places):
    read = read_table(f"{head},산업별,종사자수\n{rows_of(places)}".encode())
    assert list(read.table().index) == LABELS
    assert read.table().loc["대전광역시 동구"].to_dict() == {"제조업": 310, "건설업": 452}
    assert read.table().to_numpy().sum() == sum(map(sum, DISTRICTS.values()))
    sums = {one.label for one in read.apart}
    assert sums == (set() if places is DISTRICTS else {"전국", "대전광역시", "부산광역시"})
    assert "together tell the region" in dict(read.notes)["Columns joined"]
    assert next(one.why for one in read.taken if one.role == "region").startswith("only together")


def test_a_wide_table_of_districts_has_one_column_of_regions():
    rows = "".join(f"{a},{b},{x},{y},{x * y % 89}\n" for (a, b), (x, y) in DISTRICTS.items())
    read = read_table(f"시도,시군구,제조업,건설업,도매업\n{rows}".encode())
    assert list(read.table().index) == LABELS
    assert list(read.table().columns) == ["건설업", "도매업", "제조업"]


def test_what_may_be_two_columns_is_asked_and_can_be_said():
    content = f"시도,구,industry,jobs\n{rows_of(DISTRICTS)}".encode()
    with pytest.raises(FileError) as caught:
        read_table(content)
    way = {"region": "시도+구"}
    assert way in caught.value.ways and repr(way["region"]) in str(caught.value)
    assert list(read_table(content, **way).table().index) == LABELS


def test_namesakes_that_never_meet_in_one_industry_are_no_one_region():
    content = (
        "광역,시군구,산업,종사자수\n대전광역시,동구,제조업,50\n대전광역시,서구,제조업,30\n"
        "부산광역시,동구,건설업,70\n부산광역시,남구,건설업,20\n"
    )
    assert len(read_table(content.encode()).table()) == 4
    with pytest.raises(FileError, match=r"several have one name.*region='광역\+시군구'"):
        read_table(content.encode(), region="시군구")


def test_a_province_that_is_less_than_its_districts_is_asked_about():
    places = {("대전광역시", "소계"): (5, 5), ("부산광역시", "소계"): (700, 500), **DISTRICTS}
    content = f"시도,시군구,산업,종사자수\n{rows_of(places)}".encode()
    with pytest.raises(FileError, match=r"'대전광역시' holds .* less than their sum") as caught:
        read_table(content)
    assert {"without": "대전광역시"} in caught.value.ways
    assert len(read_table(content, without="").table()) == 6


def test_industries_in_two_columns_keep_their_last_name_where_it_is_theirs_alone():
    def content(rest):
        lines = "".join(
            f"{region},{a},{b},{v * k}\n"
            for region, k in (("서울", 1), ("부산", 3))
            for a, b, v in (
                ("제조업", "소계", 762),
                ("제조업", "식료품", 310),
                ("제조업", "기타", 452),
                ("서비스업", "소계", 208),
                ("서비스업", "정보", 97),
                ("서비스업", rest, 111),
            )
        )
        return f"시도별(1),산업별(1),산업별(2),종사자수\n{lines}".encode()

    alone, shared = (read_table(content(rest)).table() for rest in ("교육", "기타"))
    assert list(alone.columns) == ["교육", "기타", "식료품", "정보"]
    assert list(shared.columns) == [
        "서비스업 기타",
        "서비스업 정보",
        "제조업 기타",
        "제조업 식료품",
    ]
    assert alone.loc["부산", "식료품"] == shared.loc["부산", "제조업 식료품"] == 930


def test_two_sorts_of_names_above_each_other_are_asked_about():
    content = (
        "시도별,2022,2022,2022,2022\n시도별,제조업,제조업,건설업,건설업\n시도별,대기업,소기업,대기업,소기업\n"
        "서울,5,6,7,8\n부산,1,2,3,4\n"
    )
    with pytest.raises(
        FileError, match="two sorts of names, such as '제조업' above '대기업'"
    ) as caught:
        read_table(content.encode())
    assert {"value": "대기업"} in caught.value.ways
    read = read_table(content.encode(), value="대기업").table()
    assert read.loc["서울"].to_dict() == {"제조업": 5, "건설업": 7}


def test_men_and_women_are_no_industries_where_their_sum_is_there():
    content = "Land,2022,2022,2022\nLand,Insgesamt,Männer,Frauen\n".replace("2022", "Handel", 3)
    content += "Wien,9,4,5\nTirol,7,3,4\n"
    read = read_table(content.encode())
    assert read.table().to_dict() == {"Handel": {"Tirol": 7, "Wien": 9}}
    assert "'Männer'" in dict(read.notes)["Columns kept"]


def test_names_that_stand_again_are_left_out():
    read = read_table(b"region,industry,2021\nA,x,5\nB,x,6\nregion,industry,2021\nA,y,7\nB,y,8\n")
    assert read.table().to_numpy().sum() == 26
    assert "line 4" in dict(read.notes)["Names of columns again"]
    with pytest.raises(FileError, match="line 4 begins with names of columns, as line 1 does"):
        read_table(b"region,industry,2021\nA,x,5\nB,x,6\nregion,industry,2022\nA,x,7\nB,x,8\n")


def test_a_row_of_codes_is_no_region():
    content = b"region,steel,soap,wine\ncode,24,20,11\nA,5,6,7\nB,1,2,3\n"
    with pytest.raises(FileError, match="line 2 is called 'code'"):
        read_table(content)
    assert read_table(content, without="code").table().to_numpy().sum() == 24


def test_codes_beside_a_wide_table_are_no_regions():
    content = b"sector,area_fips,Ohio,Utah,Total\nsteel,11,5,6,11\nsoap,24,1,2,3\nwine,37,9,4,13\n"
    with pytest.raises(FileError, match="each 'area_fips' stands beside one 'sector'") as caught:
        read_table(content)
    read = read_table(content, **caught.value.ways[0])
    assert read.table().to_numpy().sum() == 27 and list(read.table().index) == ["Ohio", "Utah"]


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        # The column of totals tells it, in which several years have the same sector.
        ("Ohio,Utah,Total 2020,5,6,11 2020,1,2,3 2021,9,4,13 2021,2,2,4", "each"),
        # The names of the columns tell it, where states and counties stand side by side.
        ("01000,01001,01003,Total 2020,11,5,6,11 2020,3,1,2,3 2021,13,9,4,13 2021,4,2,2,4", "each"),
        # A total with decimals, of states and of counties, and one cell that is withheld.
        ("AT1,AT11,AT12,Total 2020,3.5,1.5,2,3.5 2020,3,1,2,3 2021,13,9,X,13 2021,4,2,2,4", "each"),
        # One code for each sector, the same in both years.
        ("Ohio,Utah,Total 2020,5,6,11 2020,1,2,3 2021,9,4,13 2021,2,2,4", "again"),
    ],
    ids=["a sum", "codes", "decimals and levels", "codes of sectors"],
)
@pytest.mark.parametrize(("key", "beside"), [("sector", "area_fips"), ("state", "naics")])
def test_codes_beside_a_wide_table_of_some_years_are_no_regions(rows, label, key, beside):
    names, *lines = rows.split()
    content = [f"{key},{beside},year,{names}"]
    for k, line in enumerate(lines):
        number = 11 + 13 * (k if label == "each" else k % 2)
        content.append(f"{'ab'[k % 2]},{number},{line}")
    content = "\n".join(content).encode()
    with pytest.raises(FileError, match=f"each '({key}|{beside})' stands beside one") as caught:
        read_table(content)
    of = "industry" if key == "sector" else "region"
    assert {"layout": "wide", of: key, "without": beside} in caught.value.ways
    # A table that has two rows of a region is no such table.
    assert read_table(content, value="Total").data["value"].sum() > 20


def test_a_few_jobs_left_out_of_a_large_sum_are_no_rounding():
    """The total is that of the section and of the other: the share of the other is a ten thousandth."""
    lines = ["region,industry,jobs"]
    for region, (soap, wine, opera) in {"A": (19599, 15236, 5), "B": (344, 19, 0)}.items():
        cells = {"Total": soap + wine + opera, "First": soap + wine, "soap": soap, "other": opera}
        cells |= {"opera": opera, "wine": wine}
        lines += [f"{region},{name},{jobs}" for name, jobs in cells.items() if jobs]
    try:
        read = read_table("\n".join(lines).encode())
    except FileError as error:
        assert error.ways
    else:
        assert set(read.table().columns) == {"soap", "wine", "opera"}


@pytest.mark.parametrize("name", ["Abschnitt A", "Section 1", "부문 1", "대분류 C"])
def test_a_section_by_its_name_is_asked_about(name):
    content = f"region,industry,jobs\nA,{name},50\nA,soap,21\nA,wine,83\nB,{name},11\nB,soap,34\nB,wine,47\n"
    with pytest.raises(FileError, match="is a section, by its name"):
        read_table(content.encode())
    assert read_table(content.encode(), without=name).table().to_numpy().sum() == 185


@pytest.mark.parametrize("codes", [{"1": ("11", "12"), "2": ("21", "22")}])
def test_sections_called_by_a_digit_hold_their_parts_where_the_sums_say_so(codes):
    lines = []
    for region, k in (("A", 3), ("B", 7), ("C", 11)):
        for section, parts in codes.items():
            amounts = {part: (int(part) * 7919 * k) % 997 + 3 for part in parts}
            lines.append((region, section, sum(amounts.values())))
            lines += [(region, part, amount) for part, amount in amounts.items()]
    text = "region,industry,jobs\n" + "".join(f"{a},{b},{c}\n" for a, b, c in lines)
    read = read_table(text.encode())
    assert list(read.table().columns) == ["11", "12", "21", "22"]
    assert [one.label for one in read.apart] == ["1", "2"]


def test_a_province_that_stands_once_above_its_districts_is_refused_not_guessed():
    rows = "".join(
        f"{a if k % 2 == 0 else ''},{b},제조업,{x}\n"
        for k, ((a, b), (x, _)) in enumerate(DISTRICTS.items())
    )
    with pytest.raises(FileError, match=r"line 3, column '시도\+시군구' is empty"):
        read_table(f"시도,시군구,산업,종사자수\n{rows}".encode())


def test_a_name_that_stands_once_holds_its_block_where_all_blocks_are_alike():
    alike = "region,industry,jobs\nA,x,5\n,y,6\nB,x,7\n,y,8\n"
    read = read_table(alike.encode())
    assert read.table().to_dict() == {"x": {"A": 5, "B": 7}, "y": {"A": 6, "B": 8}}
    assert "2 empty cells" in dict(read.notes)["Names that stand once"]
    for other in (
        alike.replace(",y,8", ",z,8"),
        alike.replace(",y,8\n", ""),
        alike.replace("A,x", ",x"),
    ):
        with pytest.raises(FileError, match="column 'region' is empty"):
            read_table(other.encode())


@pytest.mark.parametrize(
    ("text", "thousands"),
    [
        ("Employment (in thousands)\nregion,industry,jobs\n", True),
        ("region,industry,jobs,unit\n", True),
        ("Table 1000\nregion,industry,jobs\n", False),
        ("region,industry,종사자수 (천명)\n", True),
    ],
)
def test_amounts_in_thousands_are_remarked(text, thousands):
    unit = ",THS_PER" if "unit" in text else ""
    rows = "".join(f"{a},{b},{c}{unit}\n" for a, b, c in ("Ax5", "Ay9", "Bx7", "By2"))
    told = [
        remark for remark in read_table((text + rows).encode()).remarks if "thousands" in remark
    ]
    assert bool(told) == thousands


def test_a_section_of_one_industry_is_asked_about_where_only_a_hidden_cell_could_tell():
    content = (
        "region,Part,Trade,Hotels,Food,Section,Machinery,whole\n"
        "A,3226,1579,986,661,0,0,3226\nB,6792,2583,2658,1551,0,0,6792\nC,8235,770,927,X,1194,1194,9429\n"
    )
    with pytest.raises(FileError, match="'Section' is the sum of 'Machinery'") as caught:
        read_table(content.encode())
    read = read_table(content.encode(), **caught.value.ways[0])
    assert list(read.table().columns) == ["Food", "Hotels", "Machinery", "Trade"]
