"""Columns of codes beside the names: they tell levels apart, and two regions of one name."""

from .column_names import role_of, role_of_stem
from .errors import FileError, option

__all__ = ["check_namesakes", "codes_of"]


def _unused(sheet, roles):
    used = {*roles.columns.values(), *roles.across}
    for place, name in enumerate(sheet.names):
        if name not in used:
            lines = zip(sheet.lines, sheet.rows, strict=True)
            yield name, {line: "" if row[place] is None else str(row[place]).strip() for line, row in lines}


def _pairs(frame, what, cells):
    """Each label with each code that stands beside it."""
    return frame[[what]].assign(code=frame.index.map(cells)).drop_duplicates()


def codes_of(sheet, roles, frame, what):
    """The codes of the regions or industries, if a column that is not used has one for each; else the names."""
    count = frame[what].nunique()
    for _, cells in _unused(sheet, roles):
        pairs = _pairs(frame, what, cells)
        if len(pairs) == pairs["code"].nunique() == count > 1:
            return dict(zip(pairs[what], pairs["code"], strict=True))
    return {}


def check_namesakes(sheet, roles, frame):
    """Refuse names that stand for two codes: 중구 is a district of five Korean cities."""
    for what in ("region", "industry"):
        for name, cells in _unused(sheet, roles):
            if what not in (role_of(name), role_of_stem(name)):
                continue
            pairs = _pairs(frame, what, cells)
            if pairs["code"].duplicated().any():
                continue
            twice = pairs[pairs[what].duplicated(keep=False)]
            if len(twice):
                label = twice[what].iloc[0]
                first, second = twice.loc[twice[what] == label, "code"].iloc[:2]
                raise FileError(
                    f"the {what} {label!r} has the codes {first!r} and {second!r} in the column {name!r}, so several "
                    f"have one name, or the rows are parts; say {option(**{what: name})}, or add the parts up."
                )
