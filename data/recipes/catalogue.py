"""Which function builds which table."""

from data.recipes import (
    american_years,
    brazil,
    cluster_definitions,
    country_growth,
    korea_municipalities,
    metro_coordinates,
    oews,
    oews_wages,
    outlines,
    us_input_output,
)

RECIPES = (
    american_years,
    brazil,
    cluster_definitions,
    country_growth,
    korea_municipalities,
    metro_coordinates,
    oews,
    oews_wages,
    outlines,
    us_input_output,
)
BUILDERS = {name: build for recipe in RECIPES for name, build in recipe.TABLES.items()}
