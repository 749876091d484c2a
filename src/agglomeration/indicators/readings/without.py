"""The public names that have no reading, each with the reason."""

from __future__ import annotations

from agglomeration.words import marked

__all__ = ["WITHOUT"]

_CHECK = marked("it checks what is given to it, and finds nothing of its own.")
_TABLE = marked("it makes a table for others; read what is computed from it.")
_RESULT = marked("it is the class of a result; read the function that returns it.")
_SCALE = marked("it rewrites what it is given for others; read what is computed from it.")
_CHANCE = marked("it draws for others; read the result of the function that uses it.")
_PAGE = marked("it makes or reads a file, which says by itself what was found.")

WITHOUT = {
    **dict.fromkeys(
        ("check_flows", "check_hierarchy", "check_plants", "check_points", "check_table"), _CHECK
    ),
    **dict.fromkeys(("plant_sums", "plant_table", "programme_matrix", "to_table"), _TABLE),
    **dict.fromkeys(
        (
            "ClusterDefinitions",
            "CoFunding",
            "ComplexityOutlook",
            "EconomicComplexity",
            "Effect",
            "Eligibility",
            "FaultyRows",
            "FitnessComplexity",
            "Inference",
            "PlantSums",
            "PortfolioConcentration",
            "Register",
            "Rule",
            "SuccessRate",
        ),
        _RESULT,
    ),
    **dict.fromkeys(("rescale", "strongest_links"), _SCALE),
    **dict.fromkeys(("global_envelope", "local_envelope", "simulate"), _CHANCE),
    **dict.fromkeys(("FileError", "make_report", "read_table"), _PAGE),
    "externality_regressors": marked(
        "it makes the columns of a regression; read growth_regression."
    ),
    "read": marked("it reads others."),
}
