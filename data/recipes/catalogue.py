"""Which function builds which table."""

from data.recipes import oews, us_input_output

BUILDERS = {name: build for recipe in (oews, us_input_output) for name, build in recipe.TABLES.items()}
