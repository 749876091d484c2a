"""Every region of the book's tables by itself: what it is made of, how sure that is, and what can be said of it.

`region_data(kind)` gives all of it, ready for JSON; ``kind`` is ``"metros"`` (387), ``"states"`` (51), ``"provinces"``
(17) or ``"municipalities"`` (229). Texts are whole sentences. None stands for what is not published or not defined.

Of the kind::

    kind, unit                       "jobs", "workers" or "million won"
    activity, activities_name        what places are made of, one and many: "occupation", "occupations"
    year, year_before                "2023", "2020"; year_before is None where no earlier year compares
    sources                          [{table, title, citation}]: the book's tables
    cannot, left_out                 sentences: what the figures cannot say; which places have no page, and why
    not_shown                        names of such places
    grades                           sentences: the bounds of the four grades; none where there are no errors
    activities                       [{code, title, korean, group}], in the order of a place's cells
    groups                           [{title, korean, amount}]: groups of activities as published, the nation's amounts
    reference, reference_total       the nation's amounts, and its amount in all
    chapters                         [{idea, text, page}]: where an idea is explained, "book/part/chapter"
    measures                         {name: {title, sentence}}: size, krugman, diversity; complexity (United States);
                                     growth (Korea)
    map                              the map of work or of industries: ``activities`` (positions in the list above),
                                     ``x`` and ``y`` from 0 to 1, ``links`` (pairs of positions), or None
    places                           as follows

An activity of the map has, in the United States, ``complexity``, ``complexity_ranks`` (between which its rank lies in
95 of 100 draws; 1 is the most complex) and ``complexity_half``: "upper" or "lower" where 95 of 100 agree, or None.

Of a place::

    code, slug, name, title, korean  ``slug`` is its address without .html; ``title`` carries the province
    also                             other names by which it is looked for, former ones among them
    parent                           states of a metropolitan area (postal codes), province of a municipality
    page                             False for Sejong as a municipality: its slug is that of the province
    outline                          its unit in ``outlines_units`` or ``outlines_korea_municipalities``, "" for a metro
    x, y                             its place on the book's map of its country
    total                            amount in all activities
    cells, marks                     amounts; one letter each: p published, w withheld, a not published at all (no zero)
    rse                              relative standard errors as shares, or None
    groups, groups_rse               amounts by group as published, with their errors, or None
    published                        {share, cells, withheld, unpublished, error}: share of the total in published
                                     cells (cut off), cells by mark, median relative standard error
    badge                            {grade, sentence, bounds, missed, short_of}; None where a source has no errors
    measures                         {name: {value, rank}}, and with errors {lower, upper, rank_lower, rank_upper};
                                     rank 1 is the largest
    strongest                        [{code, amount, quotient, lower, upper}]: what stands out, the surest first
    missing_near                     [{code, density, complexity}]: surely less than in the nation, the nearest first
    known_near                       how many activities of the map it publishes
    alike                            [{code, distance}]: the ten made of the same; the share of what both publish that
                                     would have to change
    of_its_size                      codes of the places whose totals are next to its own
    change                           {growth, nation (rates), national, industry_mix, regional, change (shift-share),
                                     gains, losses [{code, change}], entries, exits [code]}; None without another year
    sentences, stands_out            three sentences; whether each says that something stands out
    notes, chapters                  sentences on borders and names; pages that look at the place closely
"""

from .stored import region_data

__all__ = ["region_data"]
