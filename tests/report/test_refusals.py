"""What may be read in two ways is asked, and the way out that the sentence names leads to the right table.

The small files follow the layouts of statistics offices (KOSIS, BLS, Census, Destatis, Eurostat); their numbers are
made up.
"""

import csv
import datetime
import io
import re
from typing import NamedTuple

import openpyxl
import pytest

from agglomeration.report import FileError, make_report, read_table
from agglomeration.report.command import main

PAIRS = "region,industry,employment\n"


class Case(NamedTuple):
    """A file, what is asked about it, and the options to follow, each with what is read then: the sum of all amounts,
    regions and industries; or with what is asked next. Where nothing is asked, it is read as the table in ``SETTLED``.
    """

    text: str
    said: str
    ways: list


KOREAN_CODES = "행정구역코드,시도,제조업,도매업,의약품\n11,서울,100,50,30\n26,부산,80,60,20\n41,경기,120,50,30\n"
KOREAN_ROWS = (
    "코드,시도별,제조업,도매업,의약품\n1100000000,서울,100,50,30\n2600000000,부산,80,60,20\n"
)
NATION = f"{PAIRS}Deutschland,C10,300\nDeutschland,C24,600\nBW,C10,200\nBW,C24,300\nBY,C10,100\nBY,C24,300\n"
NESTED = f"{PAIRS}Durham,31-33,500\nDurham,311,200\nDurham,325,300\nWake,31-33,400\nWake,311,100\nWake,325,300\n"
NUTS = "geo,nace_r2,emp\nAT,C10,500\nAT,C24,450\nAT3,C10,300\nAT3,C24,200\nAT31,C10,250\nAT31,C24,100\n"
BY_CODE = (
    "시도별,산업코드,산업별,종사자수\n서울,C,제조업,90\n서울,C30,자동차,40\n서울,C31,조선,30\n서울,J,정보,70\n"
    "부산,C,제조업,50\n부산,C30,자동차,20\n부산,C31,조선,25\n부산,J,정보,10\n"
)
WITHHELD = f"{PAIRS}Orange,311,{{}}\nOrange,325,900\nWake,311,100\nWake,325,400\n"
DISCLOSED = (
    "region,industry,disclosure_code,employment\nOrange,311,,500\nOrange,325,N,0\nOrange,336,,40\nDurham,311,,0\n"
    "Durham,325,,900\nDurham,336,,60\nWake,311,,100\nWake,325,N,0\nWake,336,,30\n"
)
TOTAL_AND_WITHHELD = (
    "시도별,산업별,종사자수\n전국,식료품,200\n서울,식료품,100\n부산,식료품,60\n대구,식료품,40\n"
    "전국,전자,150\n서울,전자,50\n부산,전자,X\n대구,전자,70\n"
)

CASES = {
    "codes of regions beside industries": Case(
        KOREAN_CODES,
        "",
        [({"without": "행정구역코드"}, (540, 3, 3))],
    ),
    "codes of ten digits": Case(
        KOREAN_ROWS, r"the column '코드' holds codes", [({"without": "코드"}, (340, 2, 3))]
    ),
    "code in English": Case(
        "code,region,steel,cars,soap\n11,A,10,20,30\n26,B,5,4,3\n",
        r"the column 'code' holds codes",
        [({"without": "code"}, (72, 2, 3))],
    ),
    "fips": Case(
        "county,fips,steel,cars\nA,01001,10,20\nB,01003,5,4\n",
        "",
        [({"region": "county"}, (39, 2, 2)), ({"region": "fips"}, (39, 2, 2))],
    ),
    "an id without a region": Case(
        "id,industry,jobs\n1,a,10\n2,a,20\n1,b,5\n2,b,6\n",
        r"the column 'id' holds codes",
        [({"region": "id"}, (41, 2, 2)), ({"without": "id"}, r"it has no column for the region")],
    ),
    "codes that no name tells": Case(
        "region,kreis,steel,cars,soap\nA,01001,10,20,30\nB,01003,5,4,3\n",
        r"line 2, column 'kreis' is '01001', which begins with a zero as codes do",
        [({"without": "kreis"}, (72, 2, 3))],
    ),
    "years and no industry": Case(
        "region,2018,2019,2020\nA,10,20,30\nB,5,4,3\n",
        r"the names of columns '2018', '2019', '2020' may be years, and it has no column for the industry",
        [({"layout": "wide"}, (72, 2, 3))],
    ),
    "years as KOSIS writes them": Case(
        "시도별,2018 년,2019 년p\n서울,10,20\n부산,5,4\n", r"may be years", []
    ),
    "three columns that no name tells": Case(
        "kreis,naics,people\n1001,311,300\n1001,325,200\n",
        r"only 'naics' is known, as the industry; 'kreis' and 'people' may be two regions",
        [({"region": "kreis", "value": "people"}, (500, 1, 2)), ({"layout": "wide"}, (2502, 2, 2))],
    ),
    "population and area": Case(
        "region,population,area_km2,steel,cars\nA,1000,20,5,6\nB,2000,30,6,9\n",
        r"the column 'population' would be taken for one of the industries",
        [
            ({"without": "population"}, r"the column 'area_km2'"),
            ({"without": ("population", "area_km2")}, (26, 2, 2)),
        ],
    ),
    "a wide table whose rows are not one per region": Case(
        "region,sector_no1,steel,cars\nA,1,5,6\nA,2,6,9\n",
        r"column 'region' has 'A' in lines 2 and 3",
        [],
    ),
    "a total with other words": Case(
        f'{PAIRS}A,"Total, all industries",500\nA,x,200\nA,y,300\nB,"Total, all industries",400\nB,x,100\nB,y,300\n',
        "",
        [({"without": "Total, all industries"}, (900, 2, 2)), ({"without": ""}, (1800, 2, 3))],
    ),
    "a total that a left out row makes larger": Case(
        f"{PAIRS}Total,a,1000\nTotal,b,500\nX,a,400\nY,a,600\nX,b,450\n",
        r"no row for \'Y\', \'b\', and there the region \'Total\' exceeds the sum of the "
        r"others.*absent=\'not available\'",
        [({"absent": "not available"}, (1450, 2, 2)), ({"without": "Total"}, (1450, 2, 2))],
    ),
    "a total of regions and one of industries": Case(
        "시도,산업,종사자수\n전국,전체 산업,90\n전국,a,50\n전국,b,40\n서울,전체 산업,60\n서울,a,30\n서울,b,30\n"
        "부산,전체 산업,30\n부산,a,20\n부산,b,10\n",
        "",
        [({"without": ("전국", "전체 산업")}, (90, 2, 2))],
    ),
    "a nation": Case(
        NATION,
        "",
        [({"without": "Deutschland"}, (900, 2, 2)), ({"without": ""}, (1800, 3, 2))],
    ),
    "a nation beside a withheld part": Case(
        NATION.replace("BY,C24,300\n", ""),
        r"no row for \'BY\', \'C24\', and there the region \'Deutschland\' exceeds",
        [({"absent": "none"}, (600, 2, 2)), ({"without": "Deutschland"}, (600, 2, 2))],
    ),
    "a column of sums under another name": Case(
        "region,steel,cars,soap,everything\nA,100,220,30,350\nB,5,40,13,58\nC,70,0,7,77\n",
        "",
        [({"without": "everything"}, (485, 3, 3))],
    ),
    "a subtotal above its parts": Case(
        "region,metal,steel,cars,soap\nA,320,100,220,30\nB,45,5,40,13\nC,70,70,0,7\n",
        r"the industry \'metal\' is the sum of \'steel\', \'cars\', which may be chance",
        [({"without": "metal"}, (485, 3, 3))],
    ),
    "codes of two levels": Case(
        NESTED,
        "",
        [({"without": "31-33"}, (900, 2, 2))],
    ),
    "codes of three levels": Case(
        f"{PAIRS}A,31-33,100\nA,325,80\nA,3254,60\nB,31-33,50\nB,325,40\nB,3254,40\n",
        r"the industry '31-33' contains '325', by its code or its sums, and these do not add up to it",
        [
            ({"industry_level": 1}, (150, 2, 1)),
            ({"industry_level": 2}, (120, 2, 1)),
            ({"without": ("31-33", "325")}, (100, 2, 1)),
        ],
    ),
    "codes of regions of three levels": Case(
        NUTS,
        r"the region 'AT' contains 'AT3', by its code",
        [
            ({"region_level": 2}, (500, 1, 2)),
            ({"without": ("AT", "AT3")}, (350, 1, 2)),
            ({"without": ("AT3", "AT31")}, (950, 1, 2)),
        ],
    ),
    "levels told by a column of codes": Case(
        BY_CODE,
        r"the industry '제조업' contains '자동차', '조선', by its code",
        [({"industry_level": 1}, (220, 2, 2)), ({"without": "제조업"}, (195, 2, 3))],
    ),
    "a state beside its counties": Case(
        "area_fips,industry,emp\n37000,a,50\n37000,b,60\n37063,a,20\n37063,b,30\n37135,a,25\n37135,b,20\n",
        r"the region '37000' contains '37063', '37135', by its code",
        [({"without": "37000"}, (95, 2, 2))],
    ),
    "zeros that a column calls withheld": Case(
        DISCLOSED,
        "",
        [({"without": "325"}, (730, 3, 2))],
    ),
    "a total beside a withheld cell": Case(
        TOTAL_AND_WITHHELD,
        "",
        [({"without": "X"}, r"no region or industry 'X'"), ({"withheld": "X"}, (320, 3, 2))],
    ),
    "a running number beside totals": Case(
        "id,region,industry,jobs\n1,A,x,5\n2,A,y,6\n3,B,x,4\n",
        r"its column 'id' is called like one of plants, and each pair of region and industry has one row only",
        [({"rows": "totals"}, (15, 2, 2)), ({"rows": "plants"}, (15, 2, 2))],
    ),
    "one point among whole numbers": Case(
        "region;industry;jobs\nLinz;steel;1.347\nLinz;soap;300\nWels;steel;125\n",
        r"line 2, column 'jobs' is '1.347', which may mean 1347 or 1.347: all fractions among the amounts",
        [({"thousands": ".", "decimal": ","}, (1772, 2, 2)), ({"decimal": "."}, (426.347, 2, 2))],
    ),
    "points, one with a zero at its end": Case(
        "region;industry;jobs\nLinz;steel;1.347\nLinz;soap;2.320\nWels;steel;950\nWels;soap;4.115\n",
        r"which may mean 1347 or 1.347",
        [({"thousands": ".", "decimal": ","}, (8732, 2, 2))],
    ),
    "points between millions": Case(
        "region;industry;jobs\nLinz;steel;1.234.567\nWels;soap;950\n",
        "",
        [({"thousands": ".", "decimal": ","}, (1235517, 2, 2))],
    ),
    "a flag behind the number": Case(
        WITHHELD.format("1234 b"),
        r"is '1234 b', a number with 'b' behind it.*a column of their own",
        [],
    ),
    "two regions of one name": Case(
        "sigungu_code,sigungu,ksic,workers\n11140,중구,10,5\n26110,중구,13,7\n27110,남구,10,5\n",
        r"beside the region '중구' the column 'sigungu_code' has '11140' and '26110'",
        [({"region": "sigungu_code"}, (17, 3, 2))],
    ),
    "two counties of one name in two states": Case(
        "state,county,industry,jobs\nNC,Orange,a,5\nFL,Orange,b,7\nFL,Polk,a,5\n",
        r"columns 'state' and 'county' may both be the region",
        [
            (
                {"region": "state"},
                r"beside the region 'FL' the column 'county' has 'Orange' and 'Polk'",
            ),
            (
                {"region": "county"},
                r"beside the region 'Orange' the column 'state' has .*say region='state\+county'",
            ),
            ({"region": "state+county"}, (17, 3, 2)),
        ],
    ),
    "levels that a column tells": Case(
        "area_fips,industry_code,agglvl_code,emp\n37135,10,71,600\n37135,31-33,74,90\n37135,42,74,50\n"
        "37063,10,71,900\n37063,31-33,74,190\n37063,42,74,70\n",
        r"the column 'agglvl_code' says that rows are of different levels \('71', '74'\)",
        [({"without": "10"}, (400, 2, 2))],
    ),
    "owners below each other": Case(
        "area_fips,own_code,industry_code,emp\n37135,0,10,600\n37135,5,10,90\n37063,0,10,50\n",
        r"They differ in the column 'own_code', which is not used \('0', '5'\)",
        [],
    ),
    "kinds of amounts below each other": Case(
        "시도별,산업별,항목,2022 년,2023 년\n서울,a,사업체수,1,2\n서울,a,종사자수,10,20\n부산,a,사업체수,3,4\n",
        r"column '항목' tells several kinds of amounts apart.*only='항목=종사자수'",
        [({"only": "항목=종사자수"}, (20, 1, 1)), ({"only": "항목=사업체수"}, (6, 2, 1))],
    ),
    "Eurostat's packed column": Case(
        "freq,unit,nace_r2,geo\\TIME_PERIOD\t2018 \t2019 \nA,THS,C,AT31\t1 \t2 \nA,THS,C,AT32\t3 \t4 \n",
        "",
        [],
    ),
    "a date made of a code": Case(
        f"{PAIRS}Linz,12-Oct,120\nLinz,C13,30\n",
        r"line 2, column 'industry' is '12-Oct', a date",
        [],
    ),
    "codes as regions, names beside them": Case(
        "region_code,region_name,sector,emp\n1,A,C,100\n1,A,C10,40\n1,A,J,50\n2,B,C,30\n2,B,C10,4\n2,B,J,5\n",
        r"'region_code' has one name for each; say which to use",
        [({"region": "region_code"}, r"the industry 'C' contains 'C10'")],
    ),
    "a small sum that its code shows": Case(
        f"{PAIRS}A,C,10\nA,C10,3\nA,C24,7\nB,C,16\nB,C10,5\nB,C24,11\n",
        "",
        [({"without": "C"}, (26, 2, 2))],
    ),
    "0 as the code of all": Case(
        f"{PAIRS}A,0,1760\nA,C30,22\nA,J,990\nB,0,119\nB,C30,44\nB,J,9\n",
        r"the industry '0' contains 'C30', 'J'",
        [({"without": "0"}, (1065, 2, 2))],
    ),
    "codes with points": Case(
        f"{PAIRS}A,10,100\nA,10.1,40\nA,10.2,50\nB,10,30\nB,10.1,4\nB,10.2,5\n",
        r"the industry '10' contains '10.1', '10.2'",
        [({"without": "10"}, (99, 2, 2))],
    ),
    "classes of patents": Case(
        f"{PAIRS}A,H01,50\nA,H01L,40\nA,B60,7\nB,H01,12\nB,H01L,9\nB,B60,8\n",
        r"the industry 'H01' contains 'H01L'",
        [({"without": "H01"}, (64, 2, 2))],
    ),
    "chapters with points": Case(
        f"{PAIRS}A,1. Food,40\nA,1.1 Meat,30\nA,2. Cars,1\nB,1. Food,9\nB,1.1 Meat,2\nB,2. Cars,5\n",
        r"the industry '1. Food' contains '1.1 Meat'",
        [({"without": "1. Food"}, (38, 2, 2))],
    ),
    "a range of sections": Case(
        f"{PAIRS}A,B-E,40\nA,C,30\nA,F,9\nB,B-E,44\nB,C,35\nB,F,8\n",
        r"the industry 'B-E' contains 'C'",
        [({"without": "B-E"}, (82, 2, 2))],
    ),
    "a range of sections with exceptions": Case(
        f"{PAIRS}A,B-N_S95_X_K,99\nA,C-E,30\nA,H49,9\nB,B-N_S95_X_K,90\nB,C-E,35\nB,H49,8\n",
        r"the industry 'B-N_S95_X_K' contains 'C-E', 'H49'",
        [({"without": "B-N_S95_X_K"}, (82, 2, 2))],
    ),
    "classes of size": Case(
        "시도,산업,규모,종사자수\n서울,x,1~4명,5\n서울,y,5~9명,7\n부산,x,1~4명,6\n부산,y,5~9명,2\n",
        r"called like the size of plants and holds classes such as '1~4명'",
        [({"rows": "totals"}, (20, 2, 2)), ({"rows": "plants"}, (20, 2, 2))],
    ),
    "shares": Case(
        "region,industry,share\nA,x,0.5\nA,y,0.5\nB,x,1\nB,y,0\n",
        r"'share' holds shares or quotients, by its name",
        [({"value": "share"}, (2, 2, 2))],
    ),
    "codes of occupations": Case(
        f"{PAIRS}A,15-0000,100\nA,15-1252,40\nA,29-1141,50\nB,15-0000,30\nB,15-1252,4\nB,29-1141,5\n",
        r"the industry '15-0000' contains '15-1252'",
        [({"without": "15-0000"}, (99, 2, 2))],
    ),
    "codes filled up with dashes": Case(
        f"{PAIRS}A,31----,150\nA,3111//,100\nA,42----,50\nB,31----,80\nB,3111//,70\nB,42----,5\n",
        r"the industry '31----' contains '3111//'",
        [({"without": "31----"}, (225, 2, 2))],
    ),
    "employment with a year in each name": Case(
        "state,emp2019,emp2020,emp2021\nA,1,2,3\nB,4,5,6\n",
        r"'emp2019', 'emp2020', 'emp2021' may be years, and it has no column for the industry",
        [({"layout": "wide"}, (21, 2, 3))],
    ),
    "quarters": Case(
        "state,2019Q1,2019Q2,2019Q3\nA,1,2,3\nB,4,5,6\n", r"'2019Q1', .* may be years", []
    ),
    "seasons": Case(
        "state,2019/20,2020/21,2021/22\nA,1,2,3\nB,4,5,6\n", r"'2019/20', .* may be years", []
    ),
    "an id where pairs stand twice": Case(
        "id,region,industry,item,jobs\n1,A,x,men,3\n2,A,x,women,4\n3,B,y,men,5\n4,B,y,women,2\n",
        r"column 'item' tells several kinds of amounts apart, 'men', 'women'",
        [({"only": "item=men"}, r"called like one of plants"), ({"rows": "plants"}, (14, 2, 2))],
    ),
    "a column without a name that numbers rows": Case(
        ",region,food,chem\n0,A,3,4\n1,B,9,1\n2,C,5,1\n",
        r"column without a name would be taken for",
        [],
    ),
    "a number withheld by its noise flag": Case(
        "region,industry,emp_nf,emp\nA,x,G,30\nA,y,D,0\nB,x,H,20\nB,y,G,10\n",
        "",
        [({"without": "emp_nf"}, r"no region"), ({"without": "y"}, (50, 2, 1))],
    ),
}


# What is read without a question, since names or sums prove it: sum of all amounts, regions, industries, lines
# set apart.
SETTLED = {
    "codes of regions beside industries": (540, 3, 3, []),
    "fips": (39, 2, 2, []),
    "a total with other words": (900, 2, 2, ["Total, all industries"]),
    "a total of regions and one of industries": (90, 2, 2, ["전국", "전체 산업"]),
    "a nation": (900, 2, 2, ["Deutschland"]),
    "a column of sums under another name": (485, 3, 3, ["everything"]),
    "codes of two levels": (900, 2, 2, ["31-33"]),
    "zeros that a column calls withheld": (1630, 3, 3, []),
    "a total beside a withheld cell": (320, 3, 2, ["전국"]),
    "points between millions": (1235517, 2, 2, []),
    "Eurostat's packed column": (6, 2, 1, []),
    "a small sum that its code shows": (26, 2, 2, ["C"]),
    "a number withheld by its noise flag": (60, 2, 2, []),
}
ASKED = [name for name in CASES if name not in SETTLED]


def read(case, **options):
    return read_table(case.text.encode(), name="file.csv", **options)


@pytest.mark.parametrize("name", ASKED)
def test_what_may_be_read_in_two_ways_is_asked(name):
    with pytest.raises(FileError, match=CASES[name].said):
        read(CASES[name])


@pytest.mark.parametrize("name", SETTLED)
def test_what_names_and_sums_prove_is_read(name):
    total, regions, industries, apart = SETTLED[name]
    found = read(CASES[name])
    table = found.table()
    assert (table.sum().sum(), *table.shape) == (total, regions, industries)
    assert [one.label for one in found.apart] == apart
    assert all(repr(label) in repr(found) for label in apart)


@pytest.mark.parametrize(
    ("name", "options", "then"),
    [(name, options, then) for name, case in CASES.items() for options, then in case.ways],
)
def test_the_way_out_leads_to_the_right_table_or_to_an_honest_question(name, options, then):
    if isinstance(then, str):
        with pytest.raises(FileError, match=then):
            read(CASES[name], **options)
        return
    total, regions, industries = then
    table = read(CASES[name], **options).table()
    assert (table.sum().sum(), *table.shape) == pytest.approx((total, regions, industries))


@pytest.mark.parametrize("name", [name for name in ASKED if CASES[name].ways])
def test_the_sentence_names_the_way_out(name):
    options = CASES[name].ways[0][0]
    with pytest.raises(FileError) as caught:
        read(CASES[name])
    assert all(f"{option}={value!r}" in str(caught.value) for option, value in options.items())


@pytest.mark.parametrize(
    "name", ["codes of three levels", "population and area", "classes of size"]
)
def test_the_way_out_works_on_the_command_line_as_it_is_written(
    name, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.csv").write_text(CASES[name].text, encoding="utf-8")
    options = []
    for _ in range(3):
        code = main(["report", "file.csv", "--no-excel", "--draws=0", *options])
        if code == 0:
            break
        assert code == 1
        written = re.search(r"\(on the command line (--.*?)\)", capsys.readouterr().err)[1]
        options += [
            part.replace("'", "") for part in re.findall(r"--[\w-]+=(?:'[^']*'|\S+)", written)
        ]
    assert code == 0


MARKS = [
    "(D)",
    "D",
    "N",
    "S",
    "s",
    "c",
    ":",
    ": c",
    "/",
    "**",
    "#",
    "비공개",
    "100-249",
    "X",
    "*",
    "..",
    "<5",
    "-",
    "",
]


@pytest.mark.parametrize("mark", MARKS)
def test_what_is_withheld_is_no_zero(mark):
    text = WITHHELD.format(f'"{mark}"').encode()
    if mark in ("-", ""):
        with pytest.raises(
            FileError, match=r"line 2, column 'employment' is .*is not zero"
        ) as caught:
            read_table(text)
        assert caught.value.ways == [{"none": mark}, {"withheld": mark}, {"not_available": mark}]
        read = read_table(text, withheld=mark)
        assert read_table(text, none=mark).table().loc["Orange", "311"] == 0
        assert read_table(text, not_available=mark).not_available().loc["Orange", "311"]
    else:
        read = read_table(text)
    assert read.table().isna().to_numpy().tolist() == [[True, False], [False, False]]
    unknown = read.not_available() if mark in (":", "..") else read.withheld()
    assert unknown.to_numpy().tolist() == [[True, False], [False, False]]
    assert [(one.text, one.cells) for one in read.marks] == [(mark, 1)]
    assert f"{repr(mark) if mark else 'empty'} in 1 cell" in repr(read)
    assert read_table(text, without="311").table().to_dict() == {
        "325": {"Orange": 900.0, "Wake": 400.0}
    }


def test_marks_that_nobody_knows_are_asked_for_and_can_be_named():
    text = WITHHELD.format("geh.").encode()
    with pytest.raises(FileError, match=r"'geh\.', which is not a number.*withheld='geh\.'"):
        read_table(text)
    assert read_table(text, withheld="geh.").withheld().loc["Orange", "311"]
    assert read_table(text, not_available="geh.").not_available().loc["Orange", "311"]


def test_a_class_bounds_what_is_withheld_and_so_do_totals():
    rows = "A,x,100-249\nA,y,50\nB,x,7\nB,y,<5\nTotal,x,190\nTotal,y,52\n"
    lower, upper = read_table(f"{PAIRS}{rows}".encode()).bounds()
    assert lower.to_dict() == {"x": {"A": 100, "B": 7}, "y": {"A": 50, "B": 0}}
    # x: 190 in all less 7 in B; y: 52 less 50.
    assert upper.to_dict() == {"x": {"A": 183, "B": 7}, "y": {"A": 50, "B": 2}}


def test_letters_are_marks_only_in_columns_of_numbers():
    with pytest.raises(FileError, match=r"column 'kind' .*words|'kind'.*has no number"):
        read_table(b"region,steel,soap,kind\nA,1,2,S\nB,3,4,N\nC,5,6,S\n")
    read = read_table(b"region,steel,soap,cars\nA,1,2,S\nB,3,4,9\nC,5,6,S\n")
    assert read.withheld()["cars"].tolist() == [True, False, True]


KOREAN_FORM = (
    "시도별,산업별,항목,단위,2022 년\n서울,a,종사자수,명,5\n서울,b,종사자수,명,{}\n부산,a,종사자수,명,6\n"
    "부산,b,종사자수,명,9\n"
)
GERMAN_FORM = (
    "Land;Branche;Wert\nA;x;5\nA;y;{}\nB;x;6\nB;y;8\n__________\n© Destatis | Stand: 01.02.2024\n"
)
SUMS_PROVE_IT = "시도별,산업별,2021,2022\n전국,a,10,20\n서울,a,10,{0}\n부산,a,{0},20\n"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (KOREAN_FORM.format("-"), "KOSIS"),
        (GERMAN_FORM.format("-"), "GENESIS"),
        (f"{GERMAN_FORM.format('–')}– nichts vorhanden\n", "GENESIS"),
        (SUMS_PROVE_IT.format("-"), "KOSIS"),
    ],
    ids=["KOSIS", "GENESIS", "GENESIS that explains it", "sums"],
)
def test_the_dash_of_an_office_is_a_zero_where_its_form_is_known(text, form):
    read = read_table(text.encode())
    assert read.form == form
    assert (read.data["value"] == 0).any()
    assert f"as in tables of the form {form}" in repr(read)


@pytest.mark.parametrize("dash", ["–", "—", "−"])
@pytest.mark.parametrize("text", [KOREAN_FORM, GERMAN_FORM, SUMS_PROVE_IT])
def test_a_dash_that_no_office_writes_is_asked_about_in_every_form(text, dash):
    with pytest.raises(FileError, match=f"is '{dash}'; say what this mark means") as raised:
        read_table(text.format(dash).encode())
    assert raised.value.ways == [{"none": dash}, {"withheld": dash}, {"not_available": dash}]
    for way in raised.value.ways:
        assert read_table(text.format(dash).encode(), **way).data["value"].isna().any() == (
            "none" not in way
        )


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("시도별,산업별,시점,종사자수", ""),
        ("Land,Branche,Jahr,Wert", "__________\n© Statistisches Bundesamt\n"),
    ],
    ids=["Korean titles", "a German source"],
)
def test_a_dash_under_titles_alone_is_asked_about_unless_sums_prove_it(head, below):
    dash = "-"
    shown = {"가": (5, dash, 8), "마": (dash, 9, 4), "바": (1, 2, 4)}
    cells = {
        (r, i): cell for r, row in shown.items() for i, cell in zip("나다라", row, strict=True)
    }

    def table(total):
        rows = "".join(
            f"{region},{industry},2020,{cell}\n" for (region, industry), cell in cells.items()
        )
        sums = f"가,계,2020,13\n마,계,2020,{total}\n바,계,2020,7\n" if total else ""
        return f"{head}\n{rows}{sums}{below}".encode()

    for total in (None, 20):
        with pytest.raises(FileError, match="no sum in the file proves that it is zero") as raised:
            read_table(table(total))
        assert raised.value.ways == [{"none": dash}, {"withheld": dash}, {"not_available": dash}]
    assert read_table(table(13)).table().loc["마", "나"] == 0
    assert read_table(table(20), withheld=dash).withheld().to_numpy().sum() == 2


def _written(table):
    rows = (f"{r},{i},{cell}" for r, row in table.items() for i, cell in enumerate(row.split()))
    return PAIRS + "\n".join(rows)


SUMS = {
    # Two cells can be tested; of the others most have a hidden part.
    "nearly every cell has a hidden part": (
        {
            "Plain": "312 421 967 565 778 84 681 453 55 342 241 316 517 428",
            "A": "X 12 X 101 139 X 61 X 13 X 41 X 17 X",
            "B": "72 X 626 X 516 17 X 132 X 114 X 116 X 28",
            "Elsewhere": "825 942 104 230 417 118 215 618 101 301 26 91 11 10",
            "C": "102 303 X 222 123 X 122 203 X 157 X 103 201 X",
        },
        "the region 'Plain' is the sum of 'A', 'B', 'C'",
    ),
    # Neighbours add up to it in the only cell in which all lines are shown, and to another amount elsewhere.
    "neighbours only seem to add up to it": (
        {
            "Plain": "68 67 35 32 214",
            "A": "20 40 2 10 75",
            "B": "35 46 2 X 89",
            "C": "14 X 20 2 50",
            "D": "X X X 20 77",
            "E": "34 X 13 20 89",
        },
        None,
    ),
    # All the other lines are nothing beside the one that holds it.
    "a small line lies in a large one": (
        {
            "경기도": "2205016 1161663",
            "부산광역시": "77 12",
            "대전광역시": "871 54",
            "경기도 수원시": "2205016 1161663",
            "부산광역시 해운대구": "77 12",
            "대전광역시 중구": "871 54",
        },
        None,
    ),
}


@pytest.mark.parametrize("case", SUMS)
def test_a_sum_is_set_apart_or_asked_about_wherever_its_parts_stand_or_are_hidden(case):
    table, asked = SUMS[case]
    content = _written(table).encode()
    if asked:
        with pytest.raises(FileError, match=asked) as raised:
            read_table(content)
        read = read_table(content, **raised.value.ways[0])
    else:
        read = read_table(content)
    whole = {"Plain"} if "Plain" in table else {name for name in table if " " not in name}
    assert set(read.data["region"]) == set(table) - whole


def test_a_line_above_its_only_part_is_asked_about_where_hidden_cells_leave_the_total_no_say():
    text = (
        f"{PAIRS}A,One,3504\nA,x,40\nA,y,X\nA,z,23\nA,Two,110\nA,w,110\nA,Total,3614\n"
        "B,One,757\nB,x,3\nB,y,175\nB,z,579\nB,Two,10\nB,w,X\nB,Total,767\n"
        "C,One,7769\nC,x,6971\nC,y,266\nC,z,532\nC,Two,1\nC,w,X\nC,Total,7770\n"
    )
    with pytest.raises(FileError, match="the industry 'Two' is the sum of 'w'") as raised:
        read_table(text.encode())
    assert raised.value.ways[0] == {"without": "Two"}


def test_whole_numbers_before_the_column_of_regions_may_be_its_codes():
    text = b"Ort;area_fips;236;423;312\n53033;11;13.5;1.2;11.1\n48201;24;33.9;59.8;0\n55079;37;20.0;42.6;34.1\n"
    text = text.replace(b"Ort;", b"Where;")
    with pytest.raises(
        FileError, match="'Where' holds whole numbers and stands before 'area_fips'"
    ) as raised:
        read_table(text)
    read = read_table(text, **raised.value.ways[0])
    assert sorted(read.data["region"].unique()) == ["48201", "53033", "55079"]


def test_what_is_left_out_is_left_out_before_numbers_are_read():
    wide = b"region,steel,soap,cars,note\nA,1,5,2,see below\nB,3,6,X,none\n"
    read = read_table(wide, without=("cars", "note"))
    assert read.table().to_dict() == {"soap": {"A": 5.0, "B": 6.0}, "steel": {"A": 1.0, "B": 3.0}}
    assert dict(read.notes)["Columns"] == "region = 'region', industries = 'steel', 'soap'"


def test_cells_that_count_as_none_are_counted_and_remarked():
    text = f"{PAIRS}A,x,(D)\nA,y,5\nB,x,-\nB,y,(D)\n".encode()
    read = read_table(text, none=("(D)", "-"))
    assert ("Read as none", "'(D)' in 2 cells: as you said") in read.notes
    assert ("Read as none", "'-' in 1 cell: as you said") in read.notes
    assert "2 cells with '(D)' count as none, as you said" in " ".join(read.remarks)


def test_the_columns_that_are_taken_are_listed_in_the_report(files):
    page = make_report(files["jobs-wide.csv"].content, draws=0).html()
    assert (
        "industries = &#x27;bread&#x27;, &#x27;cars&#x27;, &#x27;chips&#x27;, &#x27;steel&#x27;"
        in page
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "fips,naics,emp\n01001,311,300\n01001,325,200\n",
            {"311": {"01001": 300.0}, "325": {"01001": 200.0}},
        ),
        (
            "region_code,region,industry_code,jobs\n08,BW,C,3\n09,BY,C,4\n",
            {"C": {"BW": 3.0, "BY": 4.0}},
        ),
        (
            "sigungu_code,sigungu,ksic,ksic_name,workers\n11110,종로구,10,식품,5\n11140,중구,10,식품,7\n",
            {"10": {"종로구": 5.0, "중구": 7.0}},
        ),
        (
            "geo,nace_r2,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nAT31,C10,2020,1234,b\nAT32,C10,2020,400,\n",
            {"C10": {"AT31": 1234.0, "AT32": 400.0}},
        ),
        (
            "행정구역별(시도),산업별,2019 년,2020 년p\n서울,식료품,60,66\n부산,식료품,40,44\n",
            {"식료품": {"부산": 44.0, "서울": 66.0}},
        ),
        ("행정구역코드,제조업,도매업\n11,5,6\n26,7,8\n", None),
        ("sector,region,people\nx,A,5\ny,A,6\n", {"x": {"A": 5.0}, "y": {"A": 6.0}}),
    ],
)
def test_names_of_offices_are_known(text, expected):
    if expected is None:
        with pytest.raises(FileError, match="of its three columns only '행정구역코드' is known"):
            read_table(text.encode())
    else:
        assert read_table(text.encode()).table().to_dict() == expected


def test_a_flag_beside_a_number_is_remarked():
    read = read_table(
        b"geo,nace_r2,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nAT31,C10,2020,1234,b\nAT32,C10,2020,400,\n"
    )
    assert "the column 'OBS_FLAG' marks 1 amount ('b')" in " ".join(read.remarks)


@pytest.mark.parametrize(
    "text",
    [
        # A country among countries is the sum of none.
        f"{PAIRS}United States,a,900\nUnited States,b,800\nCanada,a,90\nCanada,b,80\nMexico,a,70\nMexico,b,95\n",
        # Numbered names are not nested, whatever their sizes.
        PAIRS
        + "".join(
            f"R{k},{i},{n // k}\n" for k in range(1, 13) for i, n in (("a", 1000), ("b", 903))
        ),
        # Words in which total is only a part.
        f"{PAIRS}A,Totalizators,5\nA,Summer tourism,6\nB,Totalizators,7\nB,Summer tourism,9\n",
        # A point that is surely one of decimals.
        f"{PAIRS}A,x,1.347\nA,y,12.5\nB,x,0.125\nB,y,3\n",
        # Two levels that cannot hold each other: the broader would be smaller.
        f"{PAIRS}A,C,5\nA,C10,50\nB,C,6\nB,C10,70\n",
    ],
)
def test_what_only_looks_so_is_read(text):
    read_table(text.encode())


def test_a_small_sum_may_be_chance_and_is_asked():
    text = b"region,a,b,c\nX,1,2,3\nY,2,3,5\n"
    with pytest.raises(
        FileError, match="the industry 'c' is the sum of 'b', 'a', which may be chance"
    ) as caught:
        read_table(text)
    assert {"without": "c"} in caught.value.ways
    assert read_table(text, without="").table().shape == (2, 3)


def test_plants_without_a_size_are_plants_and_no_totals():
    text = b"plant,region,industry\np1,A,x\np2,A,y\np3,B,x\np4,B,x\n"
    assert read_table(text).rows == "plants"
    with pytest.raises(FileError, match="it has no column for the value: totals need one"):
        read_table(text, rows="totals")


def test_plants_are_plants_only_if_a_pair_can_repeat():
    text = b"firm,region,industry,jobs\np1,A,x,5\np2,A,y,6\np3,B,x,4\n"
    with pytest.raises(
        FileError, match="each pair of region and industry has one row only"
    ) as caught:
        read_table(text)
    assert caught.value.ways == [{"rows": "totals"}, {"rows": "plants"}]
    assert read_table(text, rows="totals").rows == "totals"


def test_what_is_kept_as_said_is_remarked():
    read = read_table(NATION.encode(), without="")
    assert any(
        "'Deutschland' is the sum of the others" in r and "it was kept: as you said" in r
        for r in read.remarks
    )


def test_a_packed_column_is_split():
    text = CASES["Eurostat's packed column"].text
    read = read_table(text.encode(), separator="tab")
    assert (read.form, read.years) == ("Eurostat", [2018, 2019])
    assert "split into 'freq', 'unit', 'nace_r2', 'geo'" in repr(read)
    with pytest.raises(FileError, match="has 3 parts in its first cell"):
        read_table(text.replace("A,THS,C,AT32", "A,THS,AT32").encode())


def test_thousands_in_both_kinds_of_space():
    text = "region;industry;jobs\nA;x;1 300\nB;x;2\u00a0950\n"
    assert read_table(text.encode(), thousands=" ").data["value"].tolist() == [1300.0, 2950.0]


@pytest.mark.parametrize(
    "text",
    [
        "地域,産業,従業者数\n東京,電子,1\n大阪,電子,2\n",
        "地域,産業,従業者数\n北海道,食料品製造業,12\n愛知県,輸送用機械,45\n",
    ],
)
def test_japanese_bytes_are_not_taken_for_korean(text):
    with pytest.raises(FileError, match="say which encoding it is"):
        read_table(text.encode("euc_jp"))
    said = {"region": "地域", "industry": "産業", "value": "従業者数"}
    assert {"東京", "北海道"} & set(
        read_table(text.encode("euc_jp"), encoding="euc-jp", **said).table().index
    )


def test_korean_that_looks_strange_can_be_said():
    text = "시도,쌀,떡,빵,꽃\n서울,1,2,3,5\n부산,5,6,7,8\n".encode("cp949")
    with pytest.raises(FileError, match="encoding='cp949'"):
        read_table(text)
    assert read_table(text, encoding="cp949").table().loc["부산", "빵"] == 7


def sheet(rows, hidden=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for line in hidden:
        book.active.row_dimensions[line].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_date_that_a_workbook_made_of_a_code_is_refused():
    rows = [
        ["region", "industry", "jobs"],
        ["Linz", datetime.datetime(2024, 10, 12), 120],
        ["Linz", "C13", 30],
    ]
    with pytest.raises(
        FileError,
        match=r"'2024-10-12 00:00:00', a date where a name must stand.*Format the column as",
    ):
        read_table(sheet(rows))


def test_rows_that_a_workbook_hides_are_said():
    rows = [
        ["region", "industry", "jobs"],
        ["Linz", "steel", 120],
        ["Graz", "steel", 900],
        ["Graz", "soap", 5],
    ]
    read = read_table(sheet(rows, hidden=(3, 4)))
    assert "2 rows that the sheet hides (the first is line 3) were read too" in " ".join(
        read.remarks
    )
    assert not read_table(sheet(rows)).remarks


def test_one_number_with_a_point_in_a_workbook_is_asked_too():
    rows = [
        ["region", "industry", "jobs"],
        ["Linz", "steel", 1.347],
        ["Linz", "soap", 120],
        ["Wels", "soap", 30],
    ]
    with pytest.raises(FileError, match=r"which may mean 1347 or 1\.347"):
        read_table(sheet(rows))


def test_the_limit_of_the_csv_module_is_put_back():
    before = csv.field_size_limit(10_000_000)
    try:
        read_table(f"{PAIRS}A,x,1\n".encode())
        with pytest.raises(FileError):
            read_table(b'region,industry\nA,"x\n', separator=",")
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)


# As KOSIS hands tables out in bulk: a title, codes beside names, both sums and both levels, a withheld cell.
BULK = (
    '"○ 시도·산업별 사업체수 및 종사자수 []"\n'
    '"[A]시도별","시도별","[B]산업별","산업별","시점","사업체수[개]","종사자수[명]"\n'
    + "".join(
        f'"{a}","{region}","{b}","{industry}","2022 년","{plants}","{jobs}"\n'
        for a, region, plants in (
            ("00", "전국", 30),
            ("11", "서울특별시", 20),
            ("26", "부산광역시", 10),
        )
        for b, industry, jobs in (
            ("0", "전체 산업", 20 * plants),
            ("C", "제조업(10~34)", 13 * plants),
            ("C30", "자동차 및 트레일러 제조업", 8 * plants),
            ("C31", "기타 운송장비 제조업", "X" if plants == 10 else 4 * plants),
            ("J", "정보통신업(58~63)", 7 * plants),
        )
    )
)


def test_a_bulk_table_is_read_at_once():
    read = read_table(BULK.encode("cp949"))
    assert read.form == "KOSIS"
    line = read.apart_data.set_index(["industry", "region"])["mark"]["기타 운송장비 제조업"]
    assert line["부산광역시"] == "withheld"
    # The parts of manufacturing that are listed do not make it up; the total shows that the sections do.
    assert set(read.table().columns) == {"제조업(10~34)", "정보통신업(58~63)"}
    assert {one.label for one in read.apart if one.kind == "narrower"} == {
        "자동차 및 트레일러 제조업",
        "기타 운송장비 제조업",
    }
    assert {"전국", "전체 산업"} <= {one.label for one in read.apart if one.kind == "total"}


# As the interface of KOSIS hands them out: names that say nothing, and kinds of amounts below each other.
INTERFACE = (
    "PRD_DE,ITM_NM,C1_NM,C2_NM,C3_NM,DT,UNIT_NM\n"
    "2022,사업체수,서울,제조업,계,700,개\n2022,종사자수,서울,제조업,계,3000,명\n"
    "2022,사업체수,부산,제조업,계,100,개\n2022,종사자수,부산,제조업,계,1900,명\n"
)


def test_what_the_interface_hands_out_is_read():
    read = read_table(INTERFACE.encode(), without="")
    assert read.table().to_dict() == {"제조업": {"부산": 1900.0, "서울": 3000.0}}
    assert "only='ITM_NM=사업체수'" in repr(read)
    firms = read_table(INTERFACE.encode(), only="ITM_NM=사업체수")
    assert firms.table().to_numpy().sum() == 800


def test_a_total_shows_what_was_said_to_be_none_and_is_not():
    read = read_table(TOTAL_AND_WITHHELD.encode(), none="X")
    assert "'전국' is named like a total and exceeds the sum of the others" in " ".join(
        read.remarks
    )
    assert read.total_line("region").to_dict() == {"식료품": 200, "전자": 150}


@pytest.mark.parametrize(
    "name", ["no", "Unnamed: 0", "iso", "cbsa", "workforce", "unemployment_rate"]
)
def test_what_is_no_industry_is_asked_in_a_wide_table(name):
    text = f"region,{name},food,chem\nA,1,3,4\nB,2,9,1\nC,3,5,1\n".encode()
    with pytest.raises(FileError, match=f"the column '{name}'"):
        read_table(text)
    assert read_table(text, without=name).table().to_numpy().sum() == 23


TOTALS = [
    "Totale",
    "Ogółem",
    "Suma",
    "合計",
    "总计",
    "Celkem",
    "Összesen",
    "Итого",
    "Totaal",
    "Yhteensä",
    "Toplam",
]


@pytest.mark.parametrize("total", [*TOTALS, "Alle Branchen", "000000", "00-0000", "------"])
def test_totals_are_known_by_name_where_a_part_is_missing(total):
    text = f"{PAIRS}A,x,3\nA,y,4\nA,{total},9\nB,x,5\nB,y,2\nB,{total},7\n"
    read = read_table(text.encode())
    assert [(one.label, one.kind) for one in read.apart] == [(total, "total")]
    assert "exceeds the sum of the others" in " ".join(read.remarks)
    assert read.table().to_numpy().sum() == 14


def test_titles_are_left_out_and_said():
    title = "Tabelle: 13111-0004\nBeschäftigte: Kreise, Stichtag\n\nStatistik\n"
    text = f"{title}Kreis;Bau;Handel;Verkehr\nKiel, Stadt;3;4;5\nPlön;6;7;8\n".encode()
    read = read_table(text, region="Kreis")
    assert read.table().to_numpy().sum() == 33
    assert "3 left out, the first is 'Tabelle: 13111-0004'" in repr(read)


def test_a_usual_value_and_another_amounts_flag_are_no_marks():
    usual = read_table(b"region,industry,jobs,OBS_STATUS\nA,x,0,A\nA,y,4,A\nB,x,5,A\nB,y,6,A\n")
    other = read_table(
        b"region,industry,emp,ap_nf,ap\nA,x,0,D,0\nA,y,4,G,1\nB,x,5,G,1\nB,y,6,G,1\n"
    )
    assert usual.remarks == other.remarks == []


def test_parts_that_rounding_makes_larger_in_one_region_are_found():
    rows = [
        f"R{n},21-0000,{100 * n}\nR{n},21-1011,{50 * n}\nR{n},21-1012,{40 * n}\nR{n},29-1141,7\n"
        for n in range(1, 13)
    ]
    text = PAIRS + "".join(rows).replace("R1,21-1012,40", "R1,21-1012,60")
    with pytest.raises(FileError, match=r"'21-0000' contains '21-1011', '21-1012'"):
        read_table(text.encode())
    assert read_table(text.encode(), without="21-0000").table().shape == (12, 3)


def test_all_divisions_of_a_section_are_its_parts():
    rows = [f"{region},C{code},{code}\n" for region in "AB" for code in range(10, 35)]
    text = PAIRS + "A,C,900\nA,F41,5\nB,C,800\nB,F41,7\n" + "".join(rows)
    with pytest.raises(FileError, match="the industry 'C' contains 'C10', 'C11'"):
        read_table(text.encode())
    assert read_table(text.encode(), without="C").table().shape == (2, 26)
