"""Numbers in running text and tables on the page: computed in a cell, set where the book is built."""

from __future__ import annotations

import re

import pandas as pd
from IPython.display import publish_display_data

from explorable.formatting import table_html, table_text, with_minus
from explorable.view import View

__all__ = ["Table", "glue", "in_bold"]

# The form in which a notebook's outputs carry named values, as MyST reads them.
_PREFIX = "application/papermill.record/"


def in_bold(reading: str) -> str:
    """A reading of the library as a card sets it: its numbers with decimals in bold.

    Examples
    --------
    >>> in_bold("The 10 parts are as concentrated as 4.6 equal ones.")
    'The 10 parts are as concentrated as **4.6** equal ones.'
    """
    return re.sub(r"(?<![\w.,-])[-+]?\d[\d,]*\.\d+", r"**\g<0>**", reading)


def glue(decimals: int | None = None, /, **values: str | float) -> None:
    """Name values for the text: after ``glue(1, chance=8 / 7)`` the prose can say ``{glue:text}`chance```.

    Parameters
    ----------
    decimals : int, optional
        Decimals of the numbers among the values, which then also get commas for thousands and a real
        minus sign; without it they are set as Python prints them.
    **values : str or number
        What the sentence should say.

    Examples
    --------
    >>> glue(industries=57, lens="trade")
    >>> glue(2, similarity=0.8845)
    """
    for name, value in values.items():
        text = value if decimals is None or isinstance(value, str) else f"{value:,.{decimals}f}"
        # Quoted, since the reader of these outputs would else take "0.20" for the number 0.2.
        data = {f"{_PREFIX}text/plain": repr(with_minus(str(text)))}
        publish_display_data(data, {"scrapbook": {"name": name, "mime_prefix": _PREFIX}})


class Table:
    """A table as the page shows it: no index, decimals per column, undefined as a dash.

    Parameters
    ----------
    frame : pandas.DataFrame
        What to show; an index that matters must be a column.
    **decimals : int
        Decimals per column; two for other fractions, none for whole numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> Table(pd.DataFrame({"industry": ["soap"], "similarity": [0.8846]}), similarity=3)
    industry  similarity
    soap      0.885
    """

    def __init__(self, frame: pd.DataFrame, **decimals: int) -> None:
        view = View(lambda width: None, "A table.", frame, decimals)
        self.columns, self.rows = view.columns(), view.rows()

    def __repr__(self) -> str:
        return table_text(self.columns, self.rows)

    def _repr_html_(self):
        return f'<div class="book-table">{table_html(self.columns, self.rows)}</div>'
