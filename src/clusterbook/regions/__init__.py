"""Every region of the book's tables by itself: what it is made of, how sure that is, and what can be said of it.

`region_data(kind)` gives all of it, ready for JSON; ``kind`` is ``"metros"`` (387), ``"states"`` (51), ``"provinces"``
(17) or ``"municipalities"`` (229). Texts are whole sentences. None stands for what is not published or not defined.

Of the kind::

    kind, unit                       "jobs", "workers" or "million won"
    activity, activities_name        what places are made of, one and many: "occupation", "occupations"
    year, year_before                "2023", "2020"; year_before is None where no earlier year compares
    sources                          [{table, title, citation}]: the book's tables
    cannot, left_out                 sentences: what the figures cannot say; which places have no page, and why
    activities                       [{code, title, korean, group}], in the order of a place's cells
    reference, reference_total       the nation's amounts, and its amount in all
    chapters                         {idea: {page, title}}: where an idea is explained, "book/part/chapter"
    places                           as follows

Of a place::

    code, slug, name, title, korean  ``slug`` is its address without .html; ``title`` carries the province
    parent                           states of a metropolitan area (postal codes), province of a municipality
    page                             False for Sejong as a municipality: its slug is that of the province
    outline                          its unit in ``outlines_units`` or ``outlines_korea_municipalities``, "" for a metro
    x, y                             its place on the book's map of its country
    total, size_rank                 amount in all activities; 1 is the largest place of its kind
    cells, marks                     amounts; one letter each: p published, w withheld, a not published at all (no zero)
    rse                              relative standard errors as shares, or None
    notes                            sentences: other borders, other names, another page
"""

from .stored import region_data

__all__ = ["region_data"]
