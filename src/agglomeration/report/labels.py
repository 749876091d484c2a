"""Names of regions and industries: as they stand, and refused where two would be taken for one."""

import re
import unicodedata

from .errors import FileError

__all__ = ["TOTALS", "as_labels", "check_alike", "differ_in_case"]

LONGEST = 200
# Names under which tables carry sums beside what is summed.
TOTALS = {
    *("total", "all", "sum", "grand total", "subtotal", "all industries", "all sectors", "whole economy", "nation"),
    *("합계", "총계", "소계", "계", "전국", "전체", "전산업", "전 산업", "insgesamt", "gesamt", "summe"),
}
# Control characters, and marks that turn the direction of the text that follows.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def as_labels(cells, lines, column, what):
    """Return cells as text, or raise a sentence for the first that cannot be a name."""
    labels = []
    for cell, line in zip(cells, lines, strict=True):
        label = "" if cell is None else str(cell)
        if not label.strip():
            raise FileError(
                f"line {line}, column {column!r} is empty; each row must name its {what}, also where the line above "
                "has the same."
            )
        labels.append(label)
    for label in dict.fromkeys(labels):
        if len(label) > LONGEST or _HIDDEN.search(label):
            _refuse(label, lines[labels.index(label)], column)
    return labels


def _refuse(label, line, column):
    hidden = _HIDDEN.search(label)
    if hidden:
        raise FileError(
            f"line {line}, column {column!r} holds a character that cannot be seen (U+{ord(hidden[0]):04X}) in "
            f"{label[:60]!r}; type the name anew."
        )
    raise FileError(
        f"line {line}, column {column!r} has {len(label):,} letters ({label[:40]!r}…); a name has {LONGEST} at most."
    )


def check_alike(labels, what):
    """Refuse two names that differ only in spaces or in how letters are composed: they look the same."""
    seen = {}
    for label in dict.fromkeys(labels):
        key = " ".join(unicodedata.normalize("NFC", label).split())
        if key in seen:
            composed = unicodedata.normalize("NFC", label) == unicodedata.normalize("NFC", seen[key])
            how = "in how their letters are composed (as files from a Mac may be)" if composed else "in spaces"
            raise FileError(f"the {what} names {seen[key]!r} and {label!r} differ only {how}; make them alike.")
        seen[key] = label


def differ_in_case(labels):
    """The first two names that differ only in capital letters, or None."""
    seen = {}
    for label in dict.fromkeys(labels):
        other = seen.setdefault(label.casefold(), label)
        if other != label:
            return other, label
    return None
