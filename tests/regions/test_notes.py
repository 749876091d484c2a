"""What is said of borders and names: for whom it holds, and for nobody else."""

import pandas as pd

from clusterbook.regions.kinds import kind_of_place
from clusterbook.regions.notes import notes
from clusterbook.tables.loading import load


def test_provinces_with_a_former_name_say_it():
    former = load("korea_provinces").set_index("region")["former_name_korean"].dropna()
    said = notes(kind_of_place("provinces"))
    assert set(former.index) == {"32", "35"}
    for code in said:
        told = [text for text in said[code] if "former name" in text]
        assert len(told) == (code in former.index)
        assert all(former[code] in text for text in told)


def test_gunwi_is_told_on_the_three_pages_it_concerns():
    provinces = notes(kind_of_place("provinces"))
    assert {code for code, said in provinces.items() if "Gunwi" in " ".join(said)} == {"22", "37"}
    municipalities = notes(kind_of_place("municipalities"))
    names = kind_of_place("municipalities").places["name"]
    told = [code for code, said in municipalities.items() if "Gunwi" in " ".join(said)]
    assert names[told].tolist() == ["Gunwi-gun"]


def test_the_law_that_joins_two_provinces_is_in_the_table():
    law = load("korea_since_2008").query("name_original.str.contains('전남광주')", engine="python")
    assert len(law) == 1
    said = notes(kind_of_place("provinces"))
    joined = [code for code, texts in said.items() if "one city" in " ".join(texts)]
    names = kind_of_place("provinces").places.loc[joined, "name"]
    assert sorted(names) == ["Gwangju", "South Jeolla"]


def test_an_empty_account_is_told_and_not_called_nothing():
    kind = kind_of_place("municipalities")
    said = notes(kind)
    told = {code for code, texts in said.items() if "electricity" in " ".join(texts)}
    assert told == set(kind.cells.index[kind.cells["DE"].isna()])
    assert len(told) == 11


def test_the_united_states_need_none():
    for key in ("metros", "states"):
        assert notes(kind_of_place(key)) == {}
    assert pd.Series(kind_of_place("metros").left_out).str.contains("Puerto Rico").any()
