"""A table as it stands in a file: names of columns above rows, without the titles above and the notes below."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agglomeration.words import listed as named
from agglomeration.words import marked, paragraph, quoted, tell, tell_many

from ..errors import FileError, option
from .column_names import (
    is_code_name,
    is_item_name,
    is_measure_name,
    plain,
    role_of,
    role_of_stem,
)
from .grid import Column, Grid, filled, text_of
from .number_texts import YEAR, is_mark, looks_like_amount

__all__ = ["Sheet", "headed"]

_LOOKED_AT = 60
_NOTE = re.compile(
    r"[_\-=*]{3,}|\(?(c|C)\)|©|\*+\)?\s*\S|\d\)\s|(quelle|source|sources|note|notes|fonte|nota|stand|anmerkung|fußnote|"
    r"footnote|legend|legende|zeichenerkl|copyright|last update|출처|자료|주석|주|※|○)\s*[:\uff1a.)\d]?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_RULE = re.compile(r"[_\-=]{5,}")
TOO_WIDE = marked(
    "line {line} has {cells} cells and line {names}, with the names of columns, has {columns}; a cell that holds the "
    "separator must stand in quotation marks, and each column needs a name."
)
TOO_SHORT = marked(
    "line {line} has {cells} cells and line {names}, with the names of columns, has {columns}; fill it up."
)
FOOTER = marked("If the last lines are notes below the table, say how many, for instance {option}.")
HEADER = marked(
    "If the lines above the table are titles, say in which line the names stand: {option}."
)


@dataclass
class Sheet:
    """Names of columns, the columns, and the line of each row.

    ``tops`` are names that stand above the names, where a table has two rows of them, and ``middles`` those between
    both, where it has three; ``above`` is what stood above the table and ``below`` what stood below it.
    """

    names: list[str]
    columns: list[Column]
    lines: NDArray[np.int64]
    tops: list[str] | None = None
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    headless: bool = False
    middles: list[str] | None = None

    def __getitem__(self, name: str) -> Column:
        return self.columns[self.names.index(name)]

    def __len__(self) -> int:
        return len(self.lines)

    def keep(self, rows: Any) -> Sheet:
        """Some rows."""
        columns = [column.take(rows) for column in self.columns]
        return Sheet(
            self.names,
            columns,
            self.lines[rows],
            self.tops,
            self.above,
            self.below,
            self.headless,
            self.middles,
        )

    def drop(self, names: set[str]) -> Sheet:
        """All columns but these."""
        kept = [k for k, name in enumerate(self.names) if name not in names]
        tops = self.tops and [self.tops[k] for k in kept]
        middles = self.middles and [self.middles[k] for k in kept]
        return Sheet(
            [self.names[k] for k in kept],
            [self.columns[k] for k in kept],
            self.lines,
            tops,
            self.above,
            self.below,
            self.headless,
            middles,
        )


def headed(
    grid: Grid, header: int | None, footer: int | None, notes: list[tuple[str, str]]
) -> Sheet:
    """Split rows into the names of columns and the data, and refuse what is not one table.

    Parameters
    ----------
    grid : Grid
        All rows of the file, empty ones included.
    header : int or None
        The line with the names, 0 if there are none; without it the first line that may be one.
    footer : int or None
        How many lines at the end are notes.
    notes : list
        Receives what was left out.
    """
    count = grid.filled()
    if header:
        if header not in grid.lines[count > 0]:
            raise FileError(
                tell(
                    "line {header}, which you named as header, is empty or not there.",
                    header=header,
                )
            )
        notes.append(
            (
                tell("Names of columns"),
                tell("line {line}: as you said; lines above it were left out", line=header),
            )
        )
        above = [
            _line(grid.row(int(k))) for k in np.flatnonzero((grid.lines < header) & (count > 0))
        ]
        grid, count = grid.take(grid.lines >= header), count[grid.lines >= header]
    else:
        above = []
    blank = np.flatnonzero(count == 0)
    first_full = int(np.argmax(count > 0)) if (count > 0).any() else 0
    if blanks := int((blank > first_full).sum()):
        notes.append((tell("Empty lines"), tell("{lines} left out", lines=blanks)))
    grid, count = grid.take(count > 0), count[count > 0]
    if not len(grid):
        raise FileError(
            tell(
                "it is empty; it needs a row with the names of the columns and at least one row "
                "of data."
            )
        )
    below, grid, count = _without_footer(grid, count, footer, notes)
    if header is None:
        above, grid, count = _without_titles(grid, count, notes)
    sheet = _headless(grid) if header == 0 else _with_names(grid, header, notes)
    sheet.above, sheet.below = above, below
    return sheet


def _line(row):
    return " ".join(text_of(cell) for cell in row if filled(cell))[:200]


def _without_footer(grid, count, footer, notes):
    """Notes below the table: as many lines as was said, or short lines that begin as notes do."""
    rows = len(grid)
    if footer is not None:
        if not 0 <= footer < rows:
            raise FileError(
                tell(
                    "footer {footer} is not between 0 and the {rows} lines that the file has.",
                    footer=footer,
                    rows=rows,
                )
            )
        end, why = rows - footer, tell("as you said")
    else:
        end, why = _end_of_table(grid, count), tell("they have no amounts")
    if end == rows:
        return [], grid, count
    below = [_line(grid.row(k)) for k in range(end, rows)]
    notes.append(
        (
            tell("Lines below the table"),
            tell_many(
                "{n} left out, {text}: {why}",
                "{n} left out, the first is {text}: {why}",
                rows - end,
                text=repr(below[0][:60]),
                why=why,
            ),
        )
    )
    return below, grid.take(slice(0, end)), count[:end]


def _end_of_table(grid, count):
    rows = len(grid)
    usual = int(np.median(count[: min(rows, 2000)])) if rows else 0
    if usual < 2 or rows < 3:
        return rows
    width = int(np.median(grid.widths))
    end = rows
    # A rule of dashes ends a table, whatever stands below it.
    for place in range(max(1, rows - 40), rows):
        if count[place] == 1 and _RULE.fullmatch(_line(grid.row(place))):
            return place
    while end > 2 and rows - end < 40:
        row = grid.row(end - 1)
        first = text_of(row[0])
        short = grid.widths[end - 1] < width and count[end - 1] == 1 and filled(row[0])
        note = count[end - 1] <= max(1, usual - 2) and bool(_NOTE.match(first))
        amounts = any(looks_like_amount(cell) for cell in row[1:] if filled(cell))
        long = count[end - 1] == 1 and len(first) > 60
        if not ((short or note or long) and not amounts):
            break
        if short and not (note or long) and not _is_note_alone(grid, first, end - 1):
            break
        end -= 1
    return end


def _is_note_alone(grid, text, place):
    """A short line with one cell is a note unless its text is a label of the table's first column."""
    return (
        bool(re.search(r"[:\uff1a]|\s\S+\s\S+\s", text))
        and not _same_text(grid.columns[0], text)[:place].any()
    )


def _without_titles(grid, count, notes):
    """Lines with one filled cell above wider ones are titles."""
    usual = int(count[:_LOOKED_AT].max(initial=0))
    start = 0
    while start < len(grid) - 1 and count[start] == 1 and usual > 1:
        start += 1
    while (
        start < len(grid) - 2
        and count[start] == 2
        and usual > 3
        # A line that was written with two cells cannot name the columns of wider ones.
        and (grid.widths[start] == 2 or not any(role_of(text_of(cell)) for cell in grid.row(start)))
        and filled(grid.row(start)[0])
        and filled(grid.row(start)[1])
        and not _names_below(grid, start)
    ):
        start += 1
        while start < len(grid) - 1 and count[start] == 1:
            start += 1
    if not start:
        return [], grid, count
    above = [_line(grid.row(k)) for k in range(start)]
    notes.append(
        (
            tell("Lines above the table"),
            tell_many(
                "{n} left out, {text}: a title has one cell",
                "{n} left out, the first is {text}: titles have one cell",
                start,
                text=repr(above[0][:60]),
            ),
        )
    )
    return above, grid.take(slice(start, None)), count[start:]


def _names_below(grid, start):
    """Whether the next line continues this one, as the second row of names does."""
    return any(
        filled(one) and text_of(one) == text_of(other)
        for one, other in zip(grid.row(start), grid.row(start + 1), strict=True)
    )


def _headless(grid):
    names = [f"column {k + 1}" for k in range(len(grid.columns))]
    _check_even(grid, np.arange(len(grid)), names, int(grid.lines[0]))
    return Sheet(names, grid.columns, grid.lines, headless=True)


def _with_names(grid, header, notes):
    line = int(grid.lines[0])
    names = [text_of(cell) for cell in grid.row(0)]
    if header is None:
        small_area = _areas_without_names(grid)
        if small_area:
            notes.append((tell("Names of columns"), small_area))
            return _headless(grid)
        _ask_whether_names(grid, names, line)
    if len(grid) == 1:
        raise FileError(
            tell(
                "it has the names of columns in line {line} and no row of data below them.",
                line=line,
            )
        )
    _check_title(grid, names, line)
    names = _given_names(_in_one_line(names, notes), grid)
    middles = None
    three = _three_rows(grid, names, notes)
    if three:
        (tops, middles, names), rows_of_names = three, 3
    else:
        tops, rows_of_names = _second_row(grid, names, notes)
        if tops is not None:
            names, tops = tops, names
    body = np.arange(rows_of_names, len(grid))
    _check_even(grid, body, names, line)
    body = _without_repeats(grid, body, rows_of_names, notes)
    kept = _kept_columns(grid, body, names, tops, notes)
    grid = grid.take(body)
    names = [names[k] for k in kept]
    tops = tops and [tops[k] for k in kept]
    middles = middles and [middles[k] for k in kept]
    names = _called_by_place(names, tops, [grid.columns[k] for k in kept], notes)
    above = [f"{tops[k]} | {middles[k]}" for k in range(len(names))] if middles else tops
    _check_names(names, above, line)
    return Sheet(names, [grid.columns[k] for k in kept], grid.lines, tops, middles=middles)


def _called_by_place(names, tops, columns, notes):
    """Columns of words without a name, before those of amounts, are called by their place, as codes beside names."""
    called = list(names)
    if names[0] or tops:
        return called
    for place in range(1, len(names)):
        if names[place] or columns[place].which(looks_like_amount).mean() > 0.5:
            break
        called[place] = f"column {place + 1}"
    if called != names:
        told = tell("{names}, by their place", names=named([n for n in called if n not in names]))
        notes.append((tell("Columns without a name"), told))
    return called


def _without_repeats(grid, body, rows_of_names, notes):
    """Names that stand again further down, as in tables printed on several pages, are left out.

    Where other names stand there, another table begins.
    """
    again = np.zeros(len(grid), dtype=bool)
    for place in range(rows_of_names):
        head = [text_of(cell) for cell in grid.row(place)]
        named = [k for k, name in enumerate(head) if name]
        alike = np.zeros(len(grid), dtype=np.int32)
        for k in named:
            alike += _same_text(grid.columns[k], head[k])
        if len(named) < 2:
            continue
        full = (alike == len(named)) & (grid.filled() == len(named))
        again |= full
        other = body[
            (_same_text(grid.columns[named[0]], head[named[0]]) & (alike > 1) & ~full)[body]
        ]
        for row in other[:1]:
            raise FileError(
                tell(
                    "line {line} begins with names of columns, as line {first} does, and goes on with others: another "
                    "table stands below the first. Save each as a file of its own.",
                    line=int(grid.lines[row]),
                    first=int(grid.lines[place]),
                )
            )
    again = again[body]
    if not again.any():
        return body
    if again.all():
        raise FileError(
            tell("all its lines are names of columns; it needs at least one row of data.")
        )
    notes.append(
        (
            tell("Names of columns again"),
            tell_many(
                "{n} line left out, line {line}: it repeats the names of the columns",
                "{n} lines left out, the first is line {line}: they repeat the names of the columns",
                int(again.sum()),
                line=int(grid.lines[body[int(np.argmax(again))]]),
            ),
        )
    )
    return body[~again]


def _same_text(column, text):
    return column.which(lambda cell: text_of(cell) == text)


def _three_rows(grid, names, notes):
    """Names in three rows, in each cell as merged ones mean them; None where the table has fewer rows of names."""
    if len(grid) < 4:
        return None
    second, third, body = ([text_of(cell) for cell in grid.row(k)] for k in (1, 2, 3))
    keys = _keys_of_three(names, second, third, body)
    across = [k for k in range(keys, len(names)) if names[k] or second[k] or third[k]]
    named = [third[k] for k in across]
    if (
        not keys
        or len(across) < 2
        or not all(map(_is_name, named))
        or not any(second[k] for k in across)
        or not all(_is_name(second[k]) for k in across if second[k])
        or not all(looks_like_amount(body[k]) or is_mark(body[k]) for k in across)
    ):
        return None
    # A name stands once above the columns that it holds, as merged cells do.
    tops, middles, top, middle = list(names), list(second), "", ""
    for k in across:
        if names[k]:
            top, middle = names[k], middle if names[k] == top else ""
        middle = second[k] or middle
        tops[k], middles[k] = top, middle
    if not all(tops[k] and middles[k] for k in across):
        return None
    for k in range(keys):
        middles[k], third[k] = names[k], names[k]
    first, _, last = (int(line) for line in grid.lines[:3])
    notes.append(
        (
            tell("Names of columns"),
            tell("in three rows, lines {first} to {last}", first=first, last=last),
        )
    )
    return tops, middles, third


def _keys_of_three(names, second, third, body):
    """How many columns at the left have one name in all three rows, or nothing below it."""
    for k, name in enumerate(names):
        own = name and second[k] in ("", name) and third[k] in ("", name)
        if not own or (
            looks_like_amount(body[k])
            and not (role_of(name) or role_of_stem(name) or is_code_name(name))
        ):
            return k
    return len(names)


def _is_name(text):
    return (
        bool(text)
        and (not looks_like_amount(text) or bool(YEAR.fullmatch(text)))
        and not is_mark(text)
    )


def _in_one_line(names, notes):
    """A name that its cell breaks into lines, as narrow columns do."""
    whole = [_BREAK.sub(" ", name) for name in names]
    broken = [one for one, name in zip(whole, names, strict=True) if one != name]
    if broken:
        told = tell("written in one: {names}", names=named(broken, 4))
        notes.append((tell("Names in several lines"), told))
    return whole


def _given_names(names, grid):
    return names + [""] * (len(grid.columns) - len(names))


def _areas_without_names(grid):
    """Korea's small areas come without names: year, code of the area, code of the item, amount."""
    if len(grid.columns) != 4 or len(grid) < 2:
        return ""
    year, area, item, amount = grid.columns
    if not (
        year.which(lambda cell: re.fullmatch(r"(19|20)\d\d", text_of(cell))).all()
        and area.which(lambda cell: re.fullmatch(r"\d{2}|\d{5}|\d{7,14}", text_of(cell))).all()
        and not item.which(lambda cell: not re.fullmatch(r"[\w\-]{1,20}", text_of(cell))).any()
        and amount.which(looks_like_amount).mean() > 0.5
    ):
        return ""
    return tell(
        "there are none: every line is a year, an area's code, an item's code and an amount"
    )


def _ask_whether_names(grid, names, line):
    """A first line with amounts in it may be the first row of a table without names."""
    if len(grid) < 2 or any(role_of(name) or role_of_stem(name) for name in names):
        return
    if re.search(r"\\\w+$", names[0]):  # Eurostat's geo\TIME_PERIOD is a name
        return
    below = [grid.columns[k][1] for k in range(len(names))]
    numbers = [k for k, name in enumerate(names) if looks_like_amount(name)]
    years = [k for k in numbers if YEAR.fullmatch(names[k])]
    alike = all(
        looks_like_amount(name) == looks_like_amount(cell)
        for name, cell in zip(names, below, strict=True)
        if name or filled(cell)
    )
    if not numbers or not alike or (len(years) == len(numbers) > 1):
        return
    raise FileError(
        tell(
            "line {line} has the number {number} where the names of columns stand, and looks like the "
            "lines below it. If "
            "the file has no names of columns, say {none}; the columns are then called 'column 1', "
            "'column 2' and so on. "
            "If line {line} has the names, say {some}.",
            line=line,
            number=repr(names[numbers[0]][:40]),
            none=option(header=0),
            some=option(header=line),
        ),
        ways=[{"header": 0}, {"header": line}],
    )


def _check_title(grid, names, first):
    widest = max(sum(map(filled, grid.row(k))) for k in range(1, min(len(grid), _LOOKED_AT)))
    if sum(map(bool, names)) == 1 and widest > 1:
        name = next(name for name in names if name)[:60]
        raise FileError(
            tell(
                "line {first} has one filled cell ({name}) and later lines have {widest}: it is a "
                "title, not the names of columns. Say in which line those stand, for instance "
                "{option}.",
                first=first,
                name=quoted(name),
                widest=widest,
                option=option(header=int(grid.lines[1])),
            ),
            ways=[{"header": int(grid.lines[1])}],
        )


def _ask_units(names, second, amounts, line):
    """Amounts of two units are not of one table, unless the names say that they are several things."""
    alike = [k for k in amounts if not is_item_name(names[k]) and not is_measure_name(names[k])]
    units = Counter(second[k] for k in alike if second[k])
    if len(units) < 2 or len(alike) < 3:
        return
    rare = units.most_common()[-1][0]
    raise FileError(
        tell(
            "line {line} has several units, {units}; the amounts of one table have one. The column {column} is in "
            "{rare}: delete what is of another unit, and the line of units.",
            line=line,
            units=named(units, 4),
            column=quoted(next(names[k] for k in alike if second[k] == rare)),
            rare=quoted(rare),
        )
    )


def _second_row(grid, names, notes):
    """Names in two rows: the second row, and how many rows hold names; a row of units is no row of names."""
    if len(grid) < 3:
        return None, 1
    second = [text_of(cell) for cell in grid.row(1)]
    third = grid.row(2)
    amounts = [k for k in range(len(names)) if looks_like_amount(third[k]) or is_mark(third[k])]
    keys = [k for k in range(len(names)) if k not in amounts]
    # One year above one kind of amounts is no repeated name, but the keys are there twice.
    again = keys and all(names[k] and second[k] == names[k] for k in keys)
    if not again and not _repeated(names):
        amounts = [k for k in amounts if not YEAR.fullmatch(names[k])]
    words = [
        k
        for k in range(len(names))
        if second[k]
        and (not looks_like_amount(second[k]) or YEAR.fullmatch(second[k]))
        and not is_mark(second[k])
    ]
    keys = [k for k in range(len(names)) if k not in amounts]
    in_amounts = [k for k in amounts if k in words]
    if not amounts or len(in_amounts) < len([k for k in amounts if second[k]]) or not in_amounts:
        return None, 1
    same = [k for k in keys if second[k] and plain(second[k]) == plain(names[k])]
    empty = [k for k in keys if not second[k]]
    if len(same) + len(empty) < len(keys):
        return None, 1
    across = [names[k] for k in amounts]
    if len(set(across)) == len(across) and all(across) and not same:
        units = list(dict.fromkeys(second[k] for k in amounts if second[k]))
        _ask_units(names, second, amounts, int(grid.lines[1]))
        notes.append(
            (tell("Line of units"), tell("left out: {units}", units=named([u[:30] for u in units])))
        )
        return None, 2
    whole, last = [], ""
    for name in names:
        # A name stands once above the columns that it holds, as merged cells do.
        last = name or last
        whole.append(last)
    for k in range(len(names)):
        # Codes of regions look like amounts, and have their name above all the same.
        if k in keys or (names[k] and whole.count(names[k]) == 1):
            second[k] = second[k] or whole[k]
    names[:] = whole
    notes.append(
        (
            tell("Names of columns"),
            tell(
                "in two rows, lines {first} and {second}",
                first=int(grid.lines[0]),
                second=int(grid.lines[1]),
            ),
        )
    )
    return second, 2


def _repeated(names):
    known = [name for name in names if name]
    return len(set(known)) < len(known) or "" in names[1:]


def _check_even(grid, body, names, line):
    """Every row as long as the names; a comma at the end of all lines makes an empty column."""
    last = max((k for k, name in enumerate(names) if name), default=-1) + 1
    width = len(names)
    beyond = np.zeros(len(grid), dtype=bool)
    for column in grid.columns[int(grid.widths[0]) :]:
        beyond |= column.which(filled)
    for place in body[beyond[body]][:1]:
        _refuse_width(grid, place, line, TOO_WIDE)
    short = body[grid.widths[body] < min(last, width)]
    for place in short[:1]:
        _refuse_width(grid, place, line, TOO_SHORT)


def _refuse_width(grid, place, line, told):
    """A row of another width than the names: notes below, a title above, or a slip in the row."""
    left = len(grid) - int(place)
    widest = int(np.argmax(grid.widths[:_LOOKED_AT]))
    if left <= min(_LOOKED_AT, len(grid) // 2):
        way, if_so = {"footer": left}, FOOTER
    elif widest and (grid.widths == grid.widths[widest]).mean() > 0.5:
        way, if_so = {"header": int(grid.lines[widest])}, HEADER
    else:
        way, if_so = {}, ""
    sentence = tell(
        told,
        line=int(grid.lines[place]),
        cells=int(grid.widths[place]),
        names=line,
        columns=int(grid.widths[0]),
    )
    if way:
        sentence = paragraph([sentence, tell(if_so, option=option(**way))])
    raise FileError(sentence, ways=[way] if way else [])


def _kept_columns(grid, body, names, tops, notes):
    """Columns without a name and without data are left out, as are years without any data."""
    kept, nameless, hidden = [], 0, []
    for k, name in enumerate(names):
        top = tops[k] if tops else ""
        if (
            (name or (top and not tops.index(top) < k))
            and not YEAR.fullmatch(name)
            and not YEAR.fullmatch(top)
        ) or grid.columns[k].take(body).which(filled).any():
            kept.append(k)
        elif name:
            hidden.append(name if not tops else f"{top} {name}")
        else:
            nameless += 1
    if nameless:
        told = tell("{columns} without a name and without data left out", columns=nameless)
        notes.append((tell("Empty columns"), told))
    if hidden:
        notes.append(
            (tell("Empty columns"), tell("{names} without data left out", names=named(hidden)))
        )
    return kept


def _check_names(names, tops, first):
    for place, name in enumerate(names):
        if not name and place:
            raise FileError(
                tell(
                    "line {first}: column {place} has data but no name; each column needs one. If "
                    "two rows of names stand above each other, write them as one.",
                    first=first,
                    place=place + 1,
                )
            )
        pairs = list(zip(tops or names, names, strict=True))
        if name and pairs.index(pairs[place]) != place:
            raise FileError(
                tell(
                    "line {first}: the name {name} stands above columns {first_column} and {place}; "
                    "rename one.",
                    first=first,
                    name=quoted(name[:60]),
                    first_column=names.index(name) + 1,
                    place=place + 1,
                )
            )
