"""Fields of work: named groups of occupations that make or know one kind of thing."""

from functools import cache

from .loading import load

__all__ = ["fields_of_work"]

# Detailed codes of the Standard Occupational Classification 2018; a shorter code stands for all that begin with it.
_FIELDS = {
    "Software and web development": ("15-125",),
    "Electronics engineering": ("17-2061", "17-2071", "17-2072"),
    "Life science research": ("19-1021", "19-1022", "19-1029", "19-1042", "19-4021"),
    "Aircraft building and repair": ("17-2011", "17-3021", "49-2091", "49-3011", "51-2011"),
    "Film and television": ("27-2011", "27-2012", "27-4011", "27-4014", "27-4031", "27-4032"),
    "Oil and gas": ("17-2171", "19-2042", "47-501", "47-5071", "51-8093"),
    "Chemical production": ("51-8091", "51-9011", "51-9012", "51-9023"),
    "Textiles": ("51-606",),
    "Furniture": ("51-6093", "51-7011", "51-7021", "51-7041", "51-7042"),
    "Insurance": ("13-1031", "13-2053", "15-2011", "43-9041"),
    "Guarding prisons": ("33-1011", "33-3012"),
    "Life scientists": ("19-10",),
    "Medical scientists": ("19-1042",),
    "Science technicians": ("19-40",),
    "Software developers": ("15-1252",),
    "Mechanical engineers": ("17-2141",),
    "Assemblers": ("51-20",),
    "Metal and plastic workers": ("51-40", "51-41"),
}


@cache
def _detailed():
    return tuple(load("oews_occupations").query("level == 'detailed'")["occupation"])


def fields_of_work(*names):
    """Return the detailed occupations of named fields of work.

    Parameters
    ----------
    *names : str
        Which fields; all unless said. They overlap: software developers are a field and a part of another.

    Returns
    -------
    dict
        ``{name: codes}``, as :func:`~agglomeration.datasets.occupation_groups.group_location_quotients` takes it.

    Raises
    ------
    LookupError
        If there is no field of that name.

    Notes
    -----
    The choice of codes is this book's and could be made otherwise. Occupations are what people do, not what their
    employer makes: mixing machines are run in chemical plants and in bakeries.

    Examples
    --------
    >>> fields_of_work("Textiles")
    {'Textiles': ['51-6061', '51-6062', '51-6063', '51-6064']}
    """
    strangers = [name for name in names if name not in _FIELDS]
    if strangers:
        raise LookupError(f"There is no field of work {strangers[0]!r}; there are {', '.join(_FIELDS)}.")
    chosen = names or _FIELDS
    return {name: [code for code in _detailed() if code.startswith(_FIELDS[name])] for name in chosen}
