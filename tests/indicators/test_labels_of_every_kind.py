"""Numbers do not hang on what labels are: two levels, categories, dates, tuples, or of several kinds."""

import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

VALUES = np.random.default_rng(1).integers(1, 60, (6, 5)).astype(float)
PLAIN = pd.DataFrame(VALUES, list("ABCDEF"), list("vwxyz"))
TWO_ROWS = pd.MultiIndex.from_product([["AT", "KR"], ["a", "b", "c"]], names=["land", "place"])
TWO_COLUMNS = pd.MultiIndex.from_tuples(
    [("x", 0), ("x", 1), ("x", 2), ("y", 0), ("y", 1)], names=["sector", "part"]
)
LABELS = {
    "mixed": ([1, "B", 3, "D", 5, "F"], ["v", 2, "x", 4, "z"]),
    "two levels of columns": (PLAIN.index, TWO_COLUMNS),
    "two levels of rows": (TWO_ROWS, PLAIN.columns),
    "two levels of both": (TWO_ROWS, TWO_COLUMNS),
    "categories, some of them without a row": (
        pd.CategoricalIndex(list("ABCDEF"), categories=list("FEDCBAX")),
        pd.CategoricalIndex(list("vwxyz"), categories=list("zyxwvq")),
    ),
    "dates": (
        pd.period_range("2001", periods=6, freq="Y"),
        pd.date_range("2001", periods=5, freq="YS"),
    ),
    "tuples": (
        pd.Index([("A", row) for row in range(6)], tupleize_cols=False),
        pd.Index([("v", column) for column in range(5)], tupleize_cols=False),
    ),
}


def turned(table):
    return table.iloc[::-1].set_axis(table.index)


def flows(table):
    made = pd.DataFrame(np.arange(25.0).reshape(5, 5), table.columns, table.columns)
    return made, pd.Series(500.0, table.columns)


def long(table):
    """One row per pair, its labels as objects."""
    pairs = [(row, column) for row in table.index for column in table.columns]
    regions, industries = (
        pd.Series([pair[part] for pair in pairs], dtype=object) for part in (0, 1)
    )
    return pd.DataFrame({"region": regions, "industry": industries, "size": VALUES.ravel()})


def ring(table):
    from libpysal.graph import Graph

    names = list(table.index)
    return Graph.from_dicts(
        {name: [names[k - 1], names[(k + 1) % 6]] for k, name in enumerate(names)}
    )


def of_plants(measure):
    return lambda table: measure(long(table))


OF_A_TABLE = (
    ag.location_quotient,
    ag.presence,
    ag.diversity,
    ag.ubiquity,
    ag.entropy,
    ag.herfindahl,
    ag.krugman_specialization,
    ag.hoover_specialization,
    ag.hachman,
    ag.duranton_puga_diversity,
    ag.gini,
    ag.locational_gini,
    ag.hoover_concentration,
    ag.krugman_concentration,
    ag.theil,
    ag.proximity,
    ag.cooccurrence,
    ag.colocation,
    ag.relatedness_density,
    ag.staffing_similarity,
    ag.overlap,
    ag.rescale,
    ag.composite_indicator,
    ag.ease_of_recombination,
)
MEASURES = {measure.__name__: measure for measure in OF_A_TABLE} | {
    "quotients with draws": lambda t: ag.location_quotient(t, draws=9, seed=1).to_frame(),
    "quotients of a reference": lambda t: ag.location_quotient(t, reference=t.sum().iloc[::-1]),
    "variety": lambda t: ag.variety(t, pd.Series(list("aabbb"), t.columns)),
    "eci": lambda t: ag.economic_complexity(t).eci,
    "eci without each": lambda t: ag.economic_complexity(t, leave_one_out=True).leave_one_out[
        "shift"
    ],
    "fitness": lambda t: ag.fitness_complexity(t, iterations=9, tolerance=1).fitness,
    "outlook": lambda t: ag.complexity_outlook(t).gain,
    "growth": lambda t: ag.growth(t, turned(t)),
    "growth in classes": lambda t: ag.growth(t, turned(t), concordance={t.columns[0]: "new"}),
    "shift-share of cells": lambda t: ag.shift_share(t, turned(t), of="cells"),
    "entry beside density": lambda t: ag.entry(t, turned(t), "proximity"),
    "communities": lambda t: ag.communities(ag.proximity(t)),
    "nested communities": lambda t: ag.nested_communities(ag.proximity(t), [0.5, 2]),
    "strongest links": lambda t: ag.strongest_links(ag.proximity(t), 0.5),
    "nearest": lambda t: ag.nearest(ag.proximity(t), t.columns[0], 2),
    "kept inside": lambda t: ag.kept_inside(ag.proximity(t), pd.Series([1, 1, 2, 2, 1], t.columns)),
    "leontief": lambda t: ag.leontief(*flows(t)),
    "extraction": lambda t: ag.hypothetical_extraction(*flows(t)),
    "value chains": lambda t: ag.value_chain_similarity(flows(t)[0]),
    "cluster index": lambda t: ag.cluster_index(t, t, t.sum(axis=1), t.sum(axis=1) + 1),
    "coagglomeration": lambda t: ag.coagglomeration(t, region=None, pairwise=True),
    "staffing": lambda t: ag.staffing_contributions(t, t.index[0], t.index[1]),
    "local Moran": lambda t: ag.local_moran(t.iloc[:, 0], ring(t), draws=9, seed=1).frame[
        ["I", "p"]
    ],
}
# What is made of a long table has its labels sorted.
SORTED = {
    "table": of_plants(lambda plants: ag.to_table(plants, value="size")),
    "plants": of_plants(lambda plants: ag.ellison_glaeser(plants)),
    "Herfindahl of plants": of_plants(ag.plant_herfindahl),
    "programmes": of_plants(
        lambda plants: ag.programme_matrix(plants, "region", "industry", "size")
    ),
    "curves": of_plants(
        lambda plants: ag.by_industry(
            ag.duranton_overman,
            plants.assign(x=np.arange(30.0), y=np.arange(30.0) ** 2 % 7),
            [1.0, 2.0],
            types="industry",
        )
    ),
}


def numbers(measure, table):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return measure(table).astype(float).to_numpy()


@pytest.mark.parametrize("kind", LABELS)
def test_numbers_do_not_hang_on_labels(kind):
    table = PLAIN.set_axis(LABELS[kind][0]).set_axis(LABELS[kind][1], axis=1)
    for name, measure in MEASURES.items():
        found = numbers(measure, table)
        np.testing.assert_allclose(found, numbers(measure, PLAIN), err_msg=name, atol=1e-12)
    for name, measure in SORTED.items():
        found, right = numbers(measure, table), numbers(measure, PLAIN)
        np.testing.assert_allclose(np.sort(found, None), np.sort(right, None), err_msg=name)
