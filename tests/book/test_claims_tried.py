"""What a chapter claims was computed from this code, and what rests on chance or choice stands under a claim.

Tried again are those claims whose code or data changed, and of the others a tenth: those that come first when they are
sorted by a hash of the book's sources and their name. The same sources draw the same tenth, others another one. Once
half a minute of them is over, the rest of the tenth is left to other sources' draw.
"""

import hashlib
import math
import os
import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from bookpress.build import claims as trying
from bookpress.build.notebook_form import notebooks
from bookpress.build.stale import fingerprint
from bookpress.place import ROOT
from explorable.claims import words
from explorable.claims.store import file_of, read

SOURCES = ("src", "book", "data")
# Seconds of computing that drawn claims may take together.
HALF_A_MINUTE = 30


@cache
def drawn():
    """A tenth of the claims, each as its chapter and its name."""
    # By what is stored: to look for claims in the cells of all chapters takes a second in each kernel.
    claims = [
        (chapter.stem, name)
        for chapter in notebooks()
        if file_of(chapter).is_file()
        for name in read(file_of(chapter))
    ]
    seed = fingerprint(SOURCES, ROOT)
    ranked = sorted(claims, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest())
    return set(ranked[: math.ceil(len(claims) / 10)])


def test_claims_were_tried_with_this_code(claiming, after_all_cells):
    assert "EXPLORABLE_STATIC" not in os.environ
    names, _ = after_all_cells
    claims, faults = trying.claims_of(names), trying.faults(claiming, names)
    assert set(claims) >= set(trying.claim_names(claiming))
    stored = read(file_of(claiming))
    wrong = [
        told
        for name, claim in claims.items()
        if name in faults or ((claiming.stem, name) in drawn() and not time_is_over())
        for told in tried_again(claim, stored.get(name), faults.get(name, ""))
    ]
    assert wrong == []


def tried_again(claim, stored, fault):
    """What is wrong with a claim when it is computed anew."""
    begun = time.process_time()
    now = claim.compute()
    if not fault:
        with spent().open("a") as file:
            file.write(f"{time.process_time() - begun}\n")
    if not now.holds:
        yield words.does_not_hold(claim.name, now)
    if not now.can_fail:
        yield words.cannot_fail(claim.name, now)
    # Another processor may round otherwise, and find other code where there is none: the result tells.
    if stored is None or replace(now, fingerprint=stored.fingerprint) != stored:
        yield f"{claim.name}: {fault or 'stored otherwise'}; tried again it {words.share(now)}"


def spent():
    """Where the tests of one run, each in its own process, add up what drawn claims took."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    return Path(tempfile.gettempdir()) / f"claims-drawn-{run}"


def time_is_over():
    return spent().exists() and sum(map(float, spent().read_text().split())) > HALF_A_MINUTE


def test_what_rests_on_chance_or_choice_stands_under_a_claim_or_says_why_not(
    claiming, after_all_cells
):
    if trying.is_in_form(claiming):
        _, calls = after_all_cells
        assert trying.uncovered(claiming, calls) == []
