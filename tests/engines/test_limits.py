"""Memory stays under a bound, what spills is cleared away, and what is interrupted leaves nothing half-written."""

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.indicators.plants import sources as _sources

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("ibis")
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

PLANTS = 4_000_000
# A process of its own: the peak of memory is that of the whole process, and never falls.
LOOK_FOR_REPEATED = """
import sys
import pandas as pd
import agglomeration as ag
from benchmarks.engine_run import peak_memory
file, spill, memory = sys.argv[1:]
ag.Register(pd.DataFrame({"region": ["a"], "industry": ["i"], "plant": [1]}), size=None, plant="plant").sums()
before = peak_memory()
register = ag.Register(file, size=None, plant="plant", memory=memory or None, spill=spill, progress=False)
print(int(register.sums().plants.sum()), peak_memory() - before)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Plants whose identifiers are all different, which no engine can tell without holding them."""
    generator = np.random.default_rng(0)
    file = tmp_path_factory.mktemp("many") / "plants.parquet"
    codes = (generator.integers(0, 9, PLANTS).astype(np.int32) for _ in range(2))
    labels = pa.array([f"c{number}" for number in range(9)])
    region, industry = (
        pa.DictionaryArray.from_arrays(code, labels).cast(pa.string()) for code in codes
    )
    parquet.write_table(
        pa.table({"plant": generator.permutation(PLANTS), "region": region, "industry": industry}),
        file,
    )
    return file


def test_memory_stays_under_the_bound_and_the_disk_is_left_as_it_was(many, tmp_path, root):
    held = {}
    for memory in ("100MB", ""):
        command = [sys.executable, "-c", LOOK_FOR_REPEATED, str(many), str(tmp_path), memory]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root)
        assert done.returncode == 0, done.stderr[-2000:]
        counted, held[memory] = (int(number) for number in done.stdout.split())
        assert counted == PLANTS
    # Python's own share comes on top of the engine's.
    assert held["100MB"] < 180e6 < held[""]
    assert os.listdir(tmp_path) == []


def test_too_little_memory_is_said_so(many, tmp_path):
    register = ag.Register(many, size=None, plant="plant", memory="8MB", spill=tmp_path)
    with pytest.raises(MemoryError, match=r"memory='8MB' does not suffice"):
        register.sums()
    assert os.listdir(tmp_path) == []


def test_an_interrupted_run_leaves_nothing_half_written(tmp_path, monkeypatch):
    plants = pd.DataFrame({"region": [None, "a", "b"], "industry": "i", "size": [1.0, 2.0, 3.0]})
    apart, spill = tmp_path / "apart.parquet", tmp_path / "spill"
    apart.write_bytes(b"what was there before")
    spill.mkdir()

    def interrupted(writer, batch):
        assert [name for name in os.listdir(tmp_path) if name.endswith(".partial")]
        raise KeyboardInterrupt

    monkeypatch.setattr(parquet.ParquetWriter, "write_batch", interrupted)
    register = ag.Register(plants, faulty="apart", apart=apart, spill=spill)
    with pytest.raises(KeyboardInterrupt):
        register.sums()
    assert sorted(os.listdir(tmp_path)) == ["apart.parquet", "spill"]
    assert os.listdir(spill) == []
    assert apart.read_bytes() == b"what was there before"
    monkeypatch.undo()
    with pytest.warns(ag.FaultyRows):
        register.sums()
    assert pd.read_parquet(apart)["fault"].tolist() == ["region missing"]


def test_a_long_query_shows_how_far_it_is(many, monkeypatch, capsys):
    monkeypatch.setattr(_sources, "PATIENCE", 0.0)
    monkeypatch.setattr(_sources, "PAUSE", 0.005)
    ag.Register(many, size=None).sums()
    assert "%" in capsys.readouterr().err
    ag.Register(many, size=None, progress=False).sums()
    assert capsys.readouterr().err == ""


def test_limits_belong_to_the_embedded_engine():
    relation = duckdb.connect().sql("SELECT 'a' AS region, 'i' AS industry, 1 AS size")
    assert ag.plant_table(relation).to_numpy().tolist() == [[1.0]]
    with pytest.raises(
        ValueError, match="memory, spill, threads: a DuckDB relation belongs to an engine"
    ):
        ag.Register(relation, memory="1GB").sums()


def test_bad_limits_are_refused(tmp_path):
    plants = pd.DataFrame({"region": ["a"], "industry": ["i"], "size": [1.0]})
    with pytest.raises(ValueError, match="memory, threads: the engine refuses"):
        ag.Register(plants, memory="much").sums()
    with pytest.raises(ValueError, match="is not a folder; make it first"):
        ag.Register(plants, spill=tmp_path / "nowhere")
