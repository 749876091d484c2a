"""What columns are called: by role, as codes, and as what is no industry."""

from __future__ import annotations

import re

__all__ = [
    "DEGREES",
    "is_code_name",
    "is_employment",
    "is_flag_name",
    "is_item_name",
    "is_level_name",
    "is_measure_name",
    "is_part",
    "is_share_name",
    "is_unit",
    "plain",
    "role_of",
    "role_of_stem",
]

# Names of columns, without case, spaces and units, in English, Korean and German.
NAMES = {
    "region": "region regions county district city metro metropolitanarea state province municipality nuts place area "
    "région regione département departement provincia comune commune canton kanton geo "
    "territorio itter107 refarea libgeo codgeo areaname countyname statename 시도시군구별 시군구읍면동별 "
    "fips areafips countyfips statefips fipstate fipscty sido sigungu 지역 지역명 시도 시도명 시도별 시군구 "
    "시·도 시·군·구 광역시도 자치구 구군 구·군 시군 "
    "bundesland bundesländer provincias comunidadesautónomas unidadedafederação município municipio "
    "regios län kommun fylke prefecture 都道府県 地域 市区町村 geographyname geographicareaname geoname geofips "
    "areatitle "
    "시군구명 시군구별 행정구역 행정구역별 행정구역시군구별 권역 gemeinde bezirk land ort",
    "industry": "industry industries sector activity occupation branch naics naics2012 naics2017 naics2022 sic isic "
    "ksic nace occ occupations naceactivity nacer1 nacer2 산업 산업명 산업별 업종 업종명 산업분류 산업분류별 "
    "산업중분류 산업소분류 직업 직종 "
    "industryname industrytitle northamericanindustryclassificationsystem meaningofnaicscode ramadeactividad "
    "bedrijfstakkenbranchessbi2008 näringsgrensni2007 näringsgren næring toimiala cnae 産業 産業分類 "
    "branche wirtschaftszweig wirtschaftszweige ateco ateco2007 settore secteur activité naf na88 na38 a38 a88 "
    "산업대분류별 산업분류별 업종별 산업중분류별 산업소분류별 직업별 직종별",
    "value": "value amount jobs emp empl emplvl employment employees workers persons count total number patents plants "
    "numberofemployees employedpersons "
    "effectif effectifs addetti occupati obsvalue dt totemp annualavgemplvl 데이터 valeur valore "
    "종사자 종사자수 고용 고용자수 취업자 취업자수 값 수 사업체수 beschäftigte wert anzahl",
    "size": "size plantsize firmsize 규모 사업체규모 größe",
    "year": "year years date period periods perioden periodo ano refdate 時点 年次 時間軸 "
    "time timeperiod prdde anno année annee refperiod 기준년도 연도 년도 시점 "
    "기준연도 jahr",
    "item": "item items 항목 itmnm 항목명 measure indicator variable merkmal tipodato datatype",
    "unit": "unit units unitnm unitofmeasure 단위 단위명 einheit",
    "plant": "plant plantid establishment establishmentid firm firmid company id 사업체 사업체명 사업체번호 "
    "기업 기업명 업체 업체명 betrieb firma",
    "group": "group industrygroup broad broadindustry division 대분류 산업대분류 부문 gruppe",
    "x": "x east easting lon long longitude 경도",
    "y": "y north northing lat latitude 위도",
}
_ROLE_OF = {name: role for role, names in NAMES.items() for name in names.split()}
DEGREES = {"lon", "long", "longitude", "경도"}
_UNIT = re.compile(r"\(.*?\)|\[.*?\]|[\s_.\-/]")
# Region E is one of several, and no regione.
_LETTERED = re.compile(r"[a-z] [A-Z]$")
_APPENDIX = re.compile(r"(code|name|nm|title|label|id|코드|명|명칭)$")
_WORDS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
_CODES = {
    "code",
    "codes",
    "fips",
    "geoid",
    "gid",
    "ags",
    "iso",
    "cbsa",
    "unnamed",
    "zip",
    "zipcode",
    "postcode",
    "plz",
    "kennziffer",
    "schlüssel",
}
_KEYS = {"id", "ids", "nr", "no", "key", "index", "rank"}
# What tables have beside industries, and is none.
_MEASURES = {
    *(
        "population",
        "pop",
        "inhabitants",
        "households",
        "area",
        "density",
        "gdp",
        "grdp",
        "income",
        "wages",
        "payroll",
    ),
    *("workforce", "labourforce", "laborforce", "unemployment", "rate", "percent"),
    *(
        "lon",
        "longitude",
        "lat",
        "latitude",
        "인구",
        "인구수",
        "총인구",
        "총인구수",
        "면적",
        "세대수",
        "가구수",
    ),
    *(
        "인구밀도",
        "경도",
        "위도",
        "지역내총생산",
        "einwohner",
        "bevölkerung",
        "fläche",
        "einwohnerzahl",
    ),
}
# Names of other amounts; as words within the name of an industry they say nothing (companies and enterprises).
_OTHER_AMOUNTS = {
    *("firms", "establishments", "estabs", "enterprises", "companies", "wage", "meanwage"),
    *("averagewage", "turnover", "revenue", "betriebe", "unternehmen", "umsatz", "entgelt"),
    *("사업체", "사업체수", "기업수", "매출액", "급여액", "부가가치"),
}
_SHARES = {
    *(
        "share",
        "shares",
        "rate",
        "percent",
        "percentage",
        "pct",
        "quotient",
        "lq",
        "anteil",
        "quote",
        "prozent",
    ),
    *("비율", "구성비", "비중", "입지계수", "특화계수"),
}
_UNITS = {
    *(
        "명",
        "개",
        "개소",
        "천명",
        "원",
        "천원",
        "백만원",
        "십억원",
        "억원",
        "만명",
        "%",
        "㎡",
        "km2",
        "ha",
    ),
    *(
        "persons",
        "number",
        "anzahl",
        "personen",
        "eur",
        "euro",
        "usd",
        "1000",
        "1 000",
        "percent",
        "nombre",
    ),
}
# Parts of the people who work, or of the plants, that tables set beside all of them.
_PARTS = {
    *(
        "남",
        "여",
        "남자",
        "여자",
        "남성",
        "여성",
        "male",
        "female",
        "males",
        "females",
        "men",
        "women",
    ),
    *(
        "männer",
        "frauen",
        "männlich",
        "weiblich",
        "hommes",
        "femmes",
        "maschi",
        "femmine",
        "男",
        "女",
    ),
    *(
        "개인사업체",
        "회사법인",
        "회사이외법인",
        "비법인단체",
        "단독사업체",
        "공장",
        "지사",
        "본사",
        "본점",
    ),
    *(
        "상용근로자",
        "임시및일용근로자",
        "자영업자",
        "무급가족종사자",
        "기타종사자",
        "private",
        "public",
    ),
    *("full-time", "part-time", "vollzeit", "teilzeit", "deutsche", "ausländer"),
}
_LEVELS = re.compile(r"(?<!emp)lvl|level|ebene|gliederungsstufe|계층|분류단계")
_PER_HEAD = re.compile(
    r"\bper (capita|head|inhabitant|person|worker|1[ ,.]?0*\b)|\b(je|pro) (kopf|einwohner|1[ .]?0+)|[인명]당$|"
    r"\bpro capite\b",
    re.IGNORECASE,
)
_FLAGS = re.compile(
    r"disclos|suppress|confiden|withheld|flag|footnote|^notes?$|^(obs|conf)?status$|비공개|비고"
)


_EMPLOYMENT = re.compile(
    r"종사자|취업자|고용자|근로자|employ|(^|_)emp(l|lvl)?$|emplvl|jobs|workers|persons|beschäftigt|erwerbst|addetti|occupati|salari|effectif"
)
_OTHER_ITEMS = re.compile(
    r"사업체|매출|급여|부가가치|생산액|출하액|establish|estab|firms|enterprises|wage|payroll|turnover|sales|betriebe|umsatz|entgelt|"
    r"imprese|unità locali|établissements|entreprises|기업수|개수"
)


def is_employment(name: str) -> bool:
    """Whether a name is that of a number of people who work.

    Examples
    --------
    >>> [is_employment(name) for name in ("종사자수 (명)", "annual_avg_emplvl", "사업체수", "emp_nf")]
    [True, True, False, False]
    """
    return bool(_EMPLOYMENT.search(name.casefold())) and not is_flag_name(name)


def is_item_name(name: str) -> bool:
    """Whether a name is that of an amount such as jobs, firms or wages, and not of an industry or a region."""
    folded = name.casefold()
    return is_employment(name) or bool(_OTHER_ITEMS.search(folded)) or role_of(name) == "value"


def plain(name: str) -> str:
    """A name without case, spaces and units."""
    return _UNIT.sub("", name).casefold()


def role_of(name: str) -> str | None:
    """The role that a column's name says, or None.

    Examples
    --------
    >>> role_of("Jobs (persons)"), role_of("nace_r2"), role_of("REGION: Region"), role_of("steel")
    ('value', 'industry', 'region', None)
    """
    if _LETTERED.search(name):
        return None
    # Some offices write the code of a column before its name.
    code, _, rest = name.partition(": ")
    role = _ROLE_OF.get(plain(code)) if rest and code.isupper() else None
    return _ROLE_OF.get(plain(name)) or (role if role in ("region", "industry", "year") else None)


def role_of_stem(name: str) -> str | None:
    """The region or industry that a name with an appendix tells, or None.

    Examples
    --------
    >>> role_of_stem("region_code"), role_of_stem("행정구역코드"), role_of_stem("firm_id")
    ('region', 'region', None)
    """
    role = None if _LETTERED.search(name) else _ROLE_OF.get(_APPENDIX.sub("", plain(name)))
    return role if role in ("region", "industry") else None


def is_code_name(name: str) -> bool:
    """Whether a column holds codes or running numbers, by its name.

    Examples
    --------
    >>> [is_code_name(name) for name in ("code", "area_fips", "행정구역코드", "id", "acid", "steel")]
    [True, True, True, True, False, False]
    """
    words = [word.casefold() for word in _WORDS.split(name) if word]
    folded = plain(name)
    return (
        folded.endswith(("code", "코드", "번호"))
        or bool(_CODES & set(words))
        or bool(words and words[-1] in _KEYS)
        or role_of(name) == "plant"
    )


def is_measure_name(name: str, words: bool = True) -> bool:
    """Whether a column holds something else than the amounts of one industry, by its name or one of its words.

    Examples
    --------
    >>> [is_measure_name(name) for name in ("population", "area_km2", "인구 (명)", "jobs", "total", "steel")]
    [True, True, True, True, False, False]
    """
    found = {plain(name), *(word.casefold() for word in _WORDS.split(name) if words)}
    role = role_of(name)
    # A total is found by its name and by its sums, and has its own sentence.
    return (
        bool(_MEASURES & found)
        or plain(name) in _OTHER_AMOUNTS
        or (role in ("value", "size") and plain(name) != "total")
    )


def is_share_name(name: str) -> bool:
    """Whether a column holds shares or quotients, by its name: they have no sums.

    Examples
    --------
    >>> [is_share_name(name) for name in ("share", "LQ", "emp_share", "jobs per 1000", "shared services", "jobs")]
    [True, True, True, True, False, False]
    """
    return bool(_SHARES & {plain(name), *(word.casefold() for word in _WORDS.split(name))}) or bool(
        _PER_HEAD.search(name.strip())
    )


def is_unit(name: str) -> bool:
    """Whether a name is that of a unit and of nothing else.

    Examples
    --------
    >>> is_unit("(명)"), is_unit("종사자수 (명)")
    (True, False)
    """
    return name.strip(" ()[]:").casefold() in _UNITS


def is_part(name: str) -> bool:
    """Whether a name is that of a part of all who work, such as men and women, and of no industry or region.

    Examples
    --------
    >>> is_part("여자"), is_part("Frauen"), is_part("제조업")
    (True, True, False)
    """
    return name.strip().casefold() in _PARTS


def is_level_name(name: str) -> bool:
    """Whether a column says on which level of a classification each row is, by its name.

    Examples
    --------
    >>> is_level_name("agglvl_code"), is_level_name("NUTS level"), is_level_name("region")
    (True, True, False)
    """
    return bool(_LEVELS.search(plain(name)))


def is_flag_name(name: str) -> bool:
    """Whether a column holds marks that say what the amount beside it is worth, by its name.

    Examples
    --------
    >>> [is_flag_name(name) for name in ("disclosure_code", "OBS_FLAG", "emp_nf", "region")]
    [True, True, True, False]
    """
    return bool(_FLAGS.search(plain(name))) or name.casefold().endswith("_nf")
