"""The question bank: a file for each part; right and wrong answers are computed from the book's tables and models.

A question is a function that returns a `Choice`, a `Number`, an `Order` or a `ShortText`. What it draws, it draws from
its `Draw`, so that each student can get other numbers. The press writes the banks for learning platforms; it finds them
through the entry point ``bookpress.questions``.
"""

from __future__ import annotations

from importlib import import_module

from explorable.answers.bank import Bank

__all__ = ["PARTS", "banks"]

# In the order of the book.
PARTS = (
    "innovation_clusters",
    "classical_agglomeration",
    "cluster_theory",
    "learning_regions",
    "does_it_pay",
    "case_studies",
    "upper_austria",
    "lab",
)


def banks() -> list[Bank]:
    """The banks of all parts, in the order of the book.

    Examples
    --------
    >>> [bank.part for bank in banks()][0]
    'innovation-clusters'
    """
    return [import_module(f"{__name__}.{part}").BANK for part in PARTS]
