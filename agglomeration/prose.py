"""Numbers in running text: computed in a cell, named, and set into the sentence where the book is built."""

from IPython.display import publish_display_data

__all__ = ["glue"]

# The form in which a notebook's outputs carry named values, as MyST reads them.
_PREFIX = "application/papermill.record/"


def glue(**values):
    """Name values for the text: after ``glue(share="25 %")`` the prose can say ``{glue:text}`share```.

    Parameters
    ----------
    **values : str or number
        What the sentence should say; a number is set as Python prints it, so format it first.

    Examples
    --------
    >>> glue(industries=57)
    """
    for name, value in values.items():
        publish_display_data(
            {f"{_PREFIX}text/plain": str(value)},
            {"scrapbook": {"name": name, "mime_prefix": _PREFIX}},
        )
