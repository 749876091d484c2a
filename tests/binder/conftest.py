"""Lets the tests find the modules beside them, and gives them one copy of the repository and its recipe."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "site")]


@pytest.fixture(scope="session")
def checkout(root, tmp_path_factory):
    from recipe import clean_copy

    return clean_copy(root, tmp_path_factory.mktemp("binder") / "clusters")


@pytest.fixture(scope="session")
def recipe(checkout):
    from recipe import recipe_for

    return recipe_for(checkout)
