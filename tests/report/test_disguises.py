"""Thousands of right tables in random disguises: each is read as it was, or asked about; none comes out as another."""

import pytest
from disguises import disguised, outcome, run

CASES, PARTS = 3000, 6
# Of all disguises many cannot be read without a question: marks that may mean two things, names that mean nothing.
LEAST_READ = 0.4


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS))]
)
def test_no_disguise_gives_another_table(part):
    counts, wrong, _ = run(CASES // PARTS, part + 1)
    assert not wrong, [(seed, disguised(seed).done, fault[:300]) for seed, fault in wrong[:3]]
    read = sum(number for (_, what), number in counts.items() if what == "read")
    assert read > LEAST_READ * CASES / PARTS


def test_a_wrong_table_would_be_noticed(monkeypatch):
    import disguises

    seeds = [seed for seed in range(200) if outcome(disguised(seed))[0] == "read"]
    real = disguises.read_table

    def doubled(*arguments, **options):
        read = real(*arguments, **options)
        read.data["value"] *= 2
        return read

    monkeypatch.setattr(disguises, "read_table", doubled)
    assert all(outcome(disguised(seed))[0] == "wrong" for seed in seeds[:10])
