"""Every public function refuses every kind of bad input in a sentence that names the place, and bears what is empty."""

import warnings

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

REGIONS, INDUSTRIES = list("ABCDEF"), list("uvwxyz")


def table():
    values = np.random.default_rng(3).integers(1, 60, (6, 6)).astype(float)
    return pd.DataFrame(values + 40 * np.eye(6), REGIONS, INDUSTRIES)


def per(labels):
    return pd.Series(np.arange(1.0, len(labels) + 1), labels)


def classes(frame):
    return pd.Series([str(number % 2) for number in range(frame.shape[1])], frame.columns)


OF_A_TABLE = {
    "check_table": ag.check_table,
    "location_quotient": ag.location_quotient,
    "presence": ag.presence,
    "cluster_index": lambda frame: ag.cluster_index(
        frame, frame, per(frame.index), per(frame.index)
    ),
    "krugman_specialization": ag.krugman_specialization,
    "hoover_specialization": ag.hoover_specialization,
    "hachman": ag.hachman,
    "herfindahl": ag.herfindahl,
    "entropy": ag.entropy,
    "variety": lambda frame: ag.variety(frame, classes(frame)),
    "duranton_puga_diversity": ag.duranton_puga_diversity,
    "diversity": ag.diversity,
    "ubiquity": ag.ubiquity,
    "gini": ag.gini,
    "locational_gini": ag.locational_gini,
    "hoover_concentration": ag.hoover_concentration,
    "krugman_concentration": ag.krugman_concentration,
    "theil": ag.theil,
    "ellison_glaeser of a table": lambda frame: ag.ellison_glaeser(
        frame, herfindahl=per(frame.columns) / 100
    ),
    "coagglomeration of a table": lambda frame: ag.coagglomeration(
        frame, region=None, pairwise=True
    ),
    "colocation": ag.colocation,
    "cooccurrence": ag.cooccurrence,
    "proximity": ag.proximity,
    "relatedness_density": ag.relatedness_density,
    "economic_complexity": lambda frame: ag.economic_complexity(frame).pci,
    "fitness_complexity": lambda frame: ag.fitness_complexity(frame, tolerance=1).fitness,
    "complexity_outlook": lambda frame: ag.complexity_outlook(frame).index,
    "growth": lambda frame: ag.growth(frame, frame),
    "shift_share": lambda frame: ag.shift_share(frame, frame),
    "entry": lambda frame: ag.entry(frame, frame),
    "exit": lambda frame: ag.exit(frame, frame),
}
# Which call a row and a column by other names.
OF_OTHER_TABLES = {
    "staffing_similarity": ag.staffing_similarity,
    "ease_of_recombination": ag.ease_of_recombination,
    "fragmentation": ag.fragmentation,
    "cofunding": ag.cofunding,
    "overlap": ag.overlap,
}
BAD_CELLS = [
    (-3.0, "is -3.*must not be negative"),
    (np.inf, "is infinite"),
    (np.nan, "is missing"),
    ("many", "is 'many', which is not a number"),
]


@pytest.mark.parametrize(("value", "message"), BAD_CELLS)
@pytest.mark.parametrize("name", OF_A_TABLE)
def test_a_bad_cell_of_a_table(name, value, message):
    bad = table().astype(object)
    bad.loc["C", "w"] = value
    with pytest.raises(ValueError, match=f"region 'C', industry 'w' {message}"):
        OF_A_TABLE[name](bad)


@pytest.mark.parametrize(("value", "message"), BAD_CELLS)
@pytest.mark.parametrize("name", OF_OTHER_TABLES)
def test_a_bad_cell_of_another_table(name, value, message):
    bad = table().astype(object)
    bad.loc["C", "w"] = value
    with pytest.raises(ValueError, match=f" 'C', .* 'w' {message}"):
        OF_OTHER_TABLES[name](bad)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.iloc[:0], "the table is empty"),
        (lambda frame: frame.iloc[:, :0], "the table is empty"),
        (lambda frame: frame.rename(index={"B": "A"}), "'A' occurs 2 times"),
        (lambda frame: frame.rename(columns={"v": "u"}), "'u' occurs 2 times"),
    ],
    ids=["no region", "no industry", "duplicate region", "duplicate industry"],
)
@pytest.mark.parametrize("name", OF_A_TABLE | OF_OTHER_TABLES)
def test_a_bad_shape_or_label_of_a_table(name, change, message):
    with pytest.raises(ValueError, match=message):
        (OF_A_TABLE | OF_OTHER_TABLES)[name](change(table()))


@pytest.mark.parametrize("name", OF_A_TABLE)
def test_an_empty_region_and_an_empty_industry_leave_the_others_defined(name):
    """And nothing but a warning that some are left out is said on the way."""
    wider = table().reindex(
        index=[*REGIONS, "nobody"], columns=[*INDUSTRIES, "nothing"], fill_value=0.0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        alone, together = OF_A_TABLE[name](table()), OF_A_TABLE[name](wider)
    if isinstance(alone, np.ndarray):
        return
    labels = {axis: getattr(alone, axis) for axis in ("index", "columns") if hasattr(alone, axis)}
    same = together.reindex(**labels)
    assert (same.notna() | alone.isna()).all(axis=None)


@pytest.mark.parametrize(
    "shape", [(1, 6), (6, 1), (1, 1)], ids=["one region", "one industry", "one cell"]
)
@pytest.mark.parametrize("name", OF_A_TABLE | OF_OTHER_TABLES)
def test_one_region_or_one_industry_is_answered(name, shape):
    """With values or NaN; the one refusal is a profile of a single occupation."""
    small = table().iloc[: shape[0], : shape[1]]
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        warnings.simplefilter("ignore", UserWarning)
        if name == "staffing_similarity" and shape[1] == 1:
            with pytest.raises(ValueError, match="a profile needs at least two occupations"):
                ag.staffing_similarity(small)
        else:
            (OF_A_TABLE | OF_OTHER_TABLES)[name](small)


@pytest.mark.parametrize("name", OF_A_TABLE)
def test_a_table_of_zeros_is_answered_without_a_value_that_looks_like_one(name):
    zeros = table() * 0
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        warnings.simplefilter("ignore", UserWarning)
        result = OF_A_TABLE[name](zeros)
    if name in ("check_table", "shift_share"):
        return
    if name == "ellison_glaeser of a table":
        result = result["gamma"]
    assert np.isnan(np.asarray(result, dtype=float)).all()


def plants():
    generator = np.random.default_rng(5)
    frame = pd.DataFrame(
        {"region": generator.choice(REGIONS, 60), "industry": generator.choice(INDUSTRIES, 60)}
    )
    return frame.assign(size=generator.integers(1, 40, 60).astype(float))


OF_PLANTS = {
    "check_plants": ag.check_plants,
    "plant_table": ag.plant_table,
    "plant_herfindahl": ag.plant_herfindahl,
    "ellison_glaeser": ag.ellison_glaeser,
    "maurel_sedillot": ag.maurel_sedillot,
    "coagglomeration": ag.coagglomeration,
}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.0, "is 0; amounts must be positive"),
        (-2.0, "is -2; amounts must be positive"),
        (np.inf, "is inf; amounts must be finite"),
        (np.nan, "is nan; it is missing"),
        ("big", "is 'big', which is not a number"),
    ],
)
@pytest.mark.parametrize("name", OF_PLANTS)
def test_a_plant_without_a_size_that_counts(name, value, message):
    bad = plants().astype({"size": object})
    bad.loc[7, "size"] = value
    with pytest.raises(ValueError, match=f"plants: row 7, column 'size' {message}"):
        OF_PLANTS[name](bad)


@pytest.mark.parametrize("name", OF_PLANTS)
def test_a_file_without_a_plant_or_a_label(name):
    with pytest.raises(ValueError, match="plants: the table is empty"):
        OF_PLANTS[name](plants().iloc[:0])
    bad = plants()
    bad.loc[7, "industry"] = None
    with pytest.raises(ValueError, match="plants: row 7 has no 'industry'"):
        OF_PLANTS[name](bad)
    with pytest.raises(
        ValueError, match="column 'industry' is not there; the columns are 'region', 'size'"
    ):
        OF_PLANTS[name](plants().drop(columns="industry"))


@pytest.mark.parametrize(
    "name", ["plant_table", "ellison_glaeser", "maurel_sedillot", "coagglomeration"]
)
def test_a_region_that_has_no_plant_is_asked_about_and_can_be_kept(name):
    named = plants().astype({"region": pd.CategoricalDtype([*REGIONS, "empty"])})
    with pytest.raises(
        ValueError, match=r"categories without a row: 'empty'; pass regions= to keep them"
    ):
        OF_PLANTS[name](named)
    kept = getattr(ag, name)(named, regions=[*REGIONS, "empty"])
    if name != "plant_table":
        np.testing.assert_allclose(np.asarray(kept), np.asarray(OF_PLANTS[name](plants())))


def points():
    generator = np.random.default_rng(6)
    frame = pd.DataFrame({"x": generator.random(30), "y": generator.random(30), "jobs": 1.0})
    return frame.assign(type=generator.choice(["a", "b"], 30))


OF_POINTS = {
    "duranton_overman": lambda frame: ag.duranton_overman(frame, "a", [0.1, 0.3], "jobs"),
    "duranton_overman, binned": lambda frame: ag.duranton_overman(
        frame, "a", [0.1, 0.3], "jobs", method="binned"
    ),
    "marcon_puech": lambda frame: ag.marcon_puech(frame, "a", distances=[0.1, 0.3], weights="jobs"),
    "lang_marcon_puech": lambda frame: ag.lang_marcon_puech(
        frame, "a", distances=[0.1, 0.3], weights="jobs"
    ),
    "local_marcon_puech": lambda frame: ag.local_marcon_puech(
        frame, "a", radius=0.9, weights="jobs"
    ),
    "marcon_puech, binned": lambda frame: ag.marcon_puech(
        frame, "a", distances=[0.1, 0.3], weights="jobs", method="binned"
    ),
}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("x", np.nan, "is nan; it is missing"),
        ("y", np.inf, "is inf; amounts must be finite"),
        ("x", "east", "is 'east', which is not a number"),
        ("jobs", 0.0, "is 0; amounts must be positive"),
        ("jobs", -1.0, "is -1; amounts must be positive"),
    ],
)
@pytest.mark.parametrize("name", OF_POINTS)
def test_a_bad_point(name, column, value, message):
    bad = points().astype({column: object})
    bad.loc[7, column] = value
    with pytest.raises(ValueError, match=f"points: row 7, column '{column}' {message}"):
        OF_POINTS[name](bad)


@pytest.mark.parametrize("name", OF_POINTS)
def test_coincident_points_are_points(name):
    twice = pd.concat([points(), points()], ignore_index=True)
    assert OF_POINTS[name](twice).notna().all(axis=None)


@pytest.mark.parametrize("function", [ag.duranton_overman, ag.marcon_puech, ag.lang_marcon_puech])
def test_a_point_off_the_globe(function):
    bad = points().assign(x=14.0)
    bad.loc[7, "y"] = 91.0
    with pytest.raises(
        ValueError, match="row 7, column 'y' is 91; a latitude lies between -90 and 90 degrees"
    ):
        function(bad, "a", distances=[10.0], coordinates="geographic")


def flows(**changes):
    frame = pd.DataFrame([[1.0, 2, 1], [2, 1, 1], [1, 1, 2]], list("uvw"), list("uvw"))
    for column, value in changes.items():
        frame = frame.astype({column: object})
        frame.loc["v", column] = value
    return frame


OUTPUT = pd.Series({"u": 10.0, "v": 12.0, "w": 14.0})
OF_FLOWS = {
    "technical_coefficients": ag.technical_coefficients,
    "leontief": ag.leontief,
    "ghosh": ag.ghosh,
    "backward_linkages": ag.backward_linkages,
    "forward_linkages": ag.forward_linkages,
    "key_sectors": ag.key_sectors,
    "hypothetical_extraction": ag.hypothetical_extraction,
}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (flows(w=-3.0), "row 'v', column 'w' is -3"),
        (flows(w=np.inf), "row 'v', column 'w' is infinite"),
        (flows(w=np.nan), "row 'v', column 'w' is missing"),
        (flows(w="much"), "row 'v', column 'w' is 'much', which is not a number"),
        (flows().iloc[:2], "the table is not square"),
        (flows().rename(index={"w": "u"}), "row 'u' occurs 2 times"),
        (flows().iloc[:0, :0], "the table is empty"),
    ],
)
@pytest.mark.parametrize("name", OF_FLOWS)
def test_bad_flows(name, bad, message):
    with pytest.raises(ValueError, match=f"flows: {message}"):
        OF_FLOWS[name](bad, OUTPUT)


@pytest.mark.parametrize("name", OF_FLOWS)
def test_output_that_does_not_belong_to_the_flows(name):
    with pytest.raises(ValueError, match="output: no value for industry 'w'; surplus: 'soap'"):
        OF_FLOWS[name](flows(), OUTPUT.rename({"w": "soap"}))


@pytest.mark.parametrize("name", [name for name in OF_FLOWS if name != "technical_coefficients"])
def test_a_system_without_an_inverse(name):
    """Two industries that buy all they make from each other: I - A is singular."""
    circle = pd.DataFrame([[0.0, 5.0], [5.0, 0.0]], list("uv"), list("uv"))
    with pytest.raises(
        ValueError, match="I - A has no usable inverse: the industries use up all they make"
    ):
        OF_FLOWS[name](circle, pd.Series({"u": 5.0, "v": 5.0}))
