r"""Brokerage: a lead firm and the suppliers of a region, with an intermediary between them and without.

A lead firm buys :math:`K` parts, each of a supplier elsewhere. The region has :math:`S` suppliers. Each could make each
part better or cheaper with probability :math:`f`, so that part :math:`k` has :math:`n_k \sim B(S, f)` *fitting*
suppliers; who fits is not known beforehand. :math:`\tau` is the trust of the lead firm: the chance that it gives a
fitting supplier whom it has met an order.

*Search without an intermediary.* In a year the buyer of a part has :math:`c` meetings by chance, each with any of the
suppliers: the same one may be met twice. A part that is not yet bought in the region is linked with probability

.. math:: p_k = 1 - \left(1 - \tau \, n_k / S\right)^c .

Without replacement nobody is met twice in a year, and of :math:`c` suppliers :math:`h` fit with the probability of the
hypergeometric distribution:

.. math:: p_k = 1 - \sum_h \frac{\binom{n_k}{h} \binom{S - n_k}{c - h}}{\binom{S}{c}} \, (1 - \tau)^h .

*With an intermediary.* It holds :math:`E` events a year. At each, a share :math:`s` of the parts is on show, and each
supplier comes with probability :math:`a`. Who comes and fits comes forward, so one event links a part with probability

.. math:: q_k = s \, \tau \left(1 - (1 - a)^{n_k}\right) .

The intermediary also *vouches*: each event takes away a share :math:`v` of the distrust that is left. After :math:`j`
events

.. math:: \tau_j = 1 - (1 - \tau_0) (1 - v)^j .

The events of a year come first, then chance meetings at the trust that is reached. When the intermediary stops, trust
stays. Without it, trust stays at :math:`\tau_0`. A link is never dissolved.

Both worlds draw the same chances for the meetings on their own. So it can be said of each brokered link whether the
part would have been linked anyway: then it is *deadweight*, and no link that the intermediary added.

The results are **simulated**. The model is this book's own. From search theory it takes that partners meet by chance
and that an intermediary is who meets them faster (Rubinstein and Wolinsky 1987), with the result of Yavas (1994) that
it helps where search is poor and harms where search is good; here it can only be useless, since links cost nothing.
The intermediary stands in what Burt (2004) calls a structural hole: between groups that do not know one another.

References
----------
Rubinstein, A. and Wolinsky, A. (1987). Middlemen. Quarterly Journal of Economics 102(3), 581-593.
Yavas, A. (1994). Middlemen in bilateral search markets. Journal of Labor Economics 12(3), 406-429.
Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110(2), 349-399.
"""

from __future__ import annotations

import numbers
from functools import cache

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from clusterbook.words import quoted, tell

__all__ = ["expected_links", "simulate_brokerage"]


def simulate_brokerage(
    years: int = 10,
    *,
    brokered: int = 2,
    events: int = 6,
    trust: float = 0.1,
    vouching: float = 0.05,
    contacts: float = 4.0,
    fit: float = 0.01,
    shown: float = 0.1,
    attendance: float = 0.5,
    replacement: bool = True,
    parts: int = 400,
    suppliers: int = 246,
    runs: int = 20,
    seed: int | None = None,
) -> pd.DataFrame:
    r"""Follow which parts a lead firm comes to buy in the region, with an intermediary and without.

    Parameters
    ----------
    years : int
        How long both worlds are followed, 0 or more.
    brokered : int
        How many years the intermediary works, from the first one on; 0 or more.
    events : int
        Events in each of these years, 0 or more.
    trust : float
        :math:`\tau_0`, trust of the lead firm before the first event, 0 to 1.
    vouching : float
        :math:`v`, share of the remaining distrust that an event takes away, 0 to 1.
    contacts : float
        :math:`c`, meetings that the buyer of a part has in a year by chance, 0 or more. Each is with any of the
        suppliers, so that with replacement as many meetings as there are suppliers leave about a third of them unmet.
    fit : float
        :math:`f`, chance that a supplier can make a part better or cheaper, 0 to 1.
    shown : float
        :math:`s`, share of the parts on show at an event, 0 to 1.
    attendance : float
        :math:`a`, chance that a supplier comes to an event, 0 to 1.
    replacement : bool
        A supplier may be met by chance more than once a year. Without, ``contacts`` is a whole number, and meetings
        beyond the number of suppliers are with nobody.
    parts, suppliers, runs : int
        Parts, suppliers, and independent worlds whose mean is returned; each at least 1.
    seed : int or None
        The same seed gives the same worlds, and the same chance meetings whatever the intermediary does.

    Returns
    -------
    pandas.DataFrame
        Indexed by the year, from 0. In shares of all parts: ``alone``, linked in the world without an intermediary;
        ``direct`` and ``brokered``, linked in the world with one, on their own and at an event; ``deadweight``, those
        among the brokered that are linked in the world without it, too. Then ``trust``, and ``possible``, the share of
        parts that fit any supplier: no world can reach more.

    Raises
    ------
    ValueError
        If a count is below its least value, a share is outside 0 to 1, or ``contacts`` is negative, or no whole number
        where nobody is met twice.

    Examples
    --------
    Without events nothing is brokered, and both worlds are the same:

    >>> path = simulate_brokerage(5, events=0, seed=1)
    >>> bool((path["brokered"] == 0).all()), bool((path["direct"] == path["alone"]).all())
    (True, True)

    With full trust, everything on show and everybody there, one event links all that can be linked:

    >>> path = simulate_brokerage(1, events=1, trust=1, shown=1, attendance=1, contacts=0, seed=1)
    >>> bool(path.loc[1, "brokered"] == path.loc[1, "possible"])
    True
    """
    _check(
        years,
        brokered,
        events,
        contacts,
        (parts, suppliers, runs),
        trust,
        vouching,
        fit,
        shown,
        attendance,
        replacement,
    )
    # A stream for each kind of chance: so both worlds meet the same parts, whatever the intermediary does.
    fits, own, shows = (
        np.random.default_rng(stream) for stream in np.random.SeedSequence(seed).spawn(3)
    )
    fitting = fits.binomial(suppliers, fit, size=(runs, parts))
    comes = shown * (1 - (1 - attendance) ** fitting)
    alone, direct, at_event = (np.zeros((runs, parts), dtype=bool) for _ in range(3))
    meeting = (suppliers, contacts, replacement)
    known, rows = trust, [(0.0, 0.0, 0.0, 0.0, trust)]
    for year in range(years):
        for _ in range(events if year < brokered else 0):
            at_event |= ~direct & (shows.random((runs, parts)) < known * comes)
            known = 1 - (1 - known) * (1 - vouching)
        chance = own.random((runs, parts))
        alone |= chance < _by_chance(trust, fitting, *meeting)
        direct |= ~at_event & (chance < _by_chance(known, fitting, *meeting))
        rows.append(
            (alone.mean(), direct.mean(), at_event.mean(), (at_event & alone).mean(), known)
        )
    table = pd.DataFrame(
        rows, columns=["alone", "direct", "brokered", "deadweight", "trust"]
    ).rename_axis("year")
    return table.assign(possible=(fitting > 0).mean())


def expected_links(
    years: int = 10,
    *,
    brokered: int = 2,
    events: int = 6,
    trust: float = 0.1,
    vouching: float = 0.05,
    contacts: float = 4.0,
    fit: float = 0.01,
    shown: float = 0.1,
    attendance: float = 0.5,
    replacement: bool = True,
    suppliers: int = 246,
) -> pd.DataFrame:
    """Return what :func:`simulate_brokerage` gives on average over ever more worlds, without drawing any.

    Parameters
    ----------
    years, brokered, events, trust, vouching, contacts, fit, shown, attendance, replacement, suppliers
        As in :func:`simulate_brokerage`.

    Returns
    -------
    pandas.DataFrame
        As that of :func:`simulate_brokerage`.

    Raises
    ------
    ValueError
        As :func:`simulate_brokerage`.

    Examples
    --------
    One supplier who surely fits, met once a year and trusted half the time:

    >>> float(expected_links(1, events=0, trust=0.5, contacts=1, fit=1, suppliers=1).loc[1, "alone"])
    0.5
    """
    _check(
        years,
        brokered,
        events,
        contacts,
        (1, suppliers, 1),
        trust,
        vouching,
        fit,
        shown,
        attendance,
        replacement,
    )
    fitting = np.arange(suppliers + 1)
    weight = _binomial(suppliers, fit)
    comes = shown * (1 - (1 - attendance) ** fitting)
    free, apart, direct, own, late = (
        np.full(suppliers + 1, start) for start in (1.0, 1.0, 0.0, 0.0, 0.0)
    )
    known, meeting = trust, (suppliers, contacts, replacement)
    rows: list[tuple[float, ...]] = [(0.0, 0.0, 0.0, 0.0, trust)]
    for year in range(years):
        for _ in range(events if year < brokered else 0):
            own = own + free * known * comes
            free = free * (1 - known * comes)
            known = 1 - (1 - known) * (1 - vouching)
        found, before = (_by_chance(each, fitting, *meeting) for each in (known, trust))
        direct, free = direct + free * found, free * (1 - found)
        apart = apart * (1 - before)
        # A part linked at an event was not linked before without it, since trust never falls; now it may be.
        own, late = own * (1 - before), late + own * before
        shares = (1 - apart, direct, own + late, late)
        rows.append((*(float(weight @ part) for part in shares), known))
    columns = ["alone", "direct", "brokered", "deadweight", "trust"]
    table = pd.DataFrame(rows, columns=columns).rename_axis("year")
    return table.assign(possible=1 - weight[0])


def _by_chance(trust, fitting, suppliers, contacts, replacement):
    """Chance that one of the year's meetings on their own becomes a link."""
    if replacement:
        return 1 - (1 - trust * fitting / suppliers) ** contacts
    missed = _met_who_fit(suppliers, min(int(contacts), suppliers)) @ (
        (1.0 - trust) ** np.arange(suppliers + 1)
    )
    return (1 - missed)[fitting]


@cache
def _met_who_fit(suppliers, contacts):
    """Chance to meet h of n suppliers who fit: n, from 0 to all, in rows; kept, since every year asks for it."""
    number = np.arange(suppliers + 1)
    return hypergeom(suppliers, number[:, None], contacts).pmf(number)


@cache
def _binomial(number, chance):
    """Probabilities of 0 to ``number`` hits, one trial after the other: no large factorial is needed."""
    weight = np.zeros(number + 1)
    weight[0] = 1.0
    for _ in range(number):
        weight[1:] = weight[1:] * (1 - chance) + weight[:-1] * chance
        weight[0] *= 1 - chance
    return weight


def _check(
    years, brokered, events, contacts, sizes, trust, vouching, fit, shown, attendance, replacement
):
    counts = {"years": years, "brokered": brokered, "events": events}
    least = dict.fromkeys(counts, 0)
    names = ("parts", "suppliers", "runs")
    counts.update(zip(names, sizes, strict=True))
    least.update(dict.fromkeys(names, 1))
    for name, value in counts.items():
        if not isinstance(value, numbers.Integral) or value < least[name]:
            raise ValueError(
                tell(
                    "{name}: {value} is not a count; it must be {least} or more.",
                    name=name,
                    value=quoted(value),
                    least=least[name],
                )
            )
    shares = {
        "trust": trust,
        "vouching": vouching,
        "fit": fit,
        "shown": shown,
        "attendance": attendance,
    }
    for name, value in shares.items():
        if not 0 <= value <= 1:
            raise ValueError(
                tell(
                    "{name}: {value} is not a share; it must lie between 0 and 1.",
                    name=name,
                    value=quoted(value),
                )
            )
    if not contacts >= 0:
        raise ValueError(
            tell(
                "contacts: {contacts} is not a number of meetings; it must be 0 or more.",
                contacts=quoted(contacts),
            )
        )
    if not replacement and contacts != int(contacts):
        raise ValueError(
            tell(
                "contacts: {contacts} is not a whole number; it must be one where nobody is met twice a year.",
                contacts=quoted(contacts),
            )
        )
