"""Korea's provinces put together: the wider areas of policy, areas drawn otherwise, and what either holds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import overload

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .known_regions import neighbours_of
from .plant_bounds import WIDER_AREAS

__all__ = ["areas_by_lot", "areas_of_policy", "areas_of_sizes", "held_together"]

_NATION = "00"
# A lot that cannot be completed is thrown away and drawn again, so often at most.
_LOTS = 200


def areas_of_policy() -> pd.Series:
    """Return the wider area of each province, as the government draws them since 2025.

    Returns
    -------
    pandas.Series of str
        Indexed by the provinces' English names: one of eight areas, three of which are one province. The seven of 2008
        are not in our tables.

    Examples
    --------
    >>> areas_of_policy()[["Ulsan", "Jeju"]].tolist()
    ['Busan, Ulsan and South Gyeongsang', 'Jeju']
    """
    homes = {province: area for area, provinces in WIDER_AREAS.items() for province in provinces}
    return pd.Series(homes, name="area").rename_axis("region")


def areas_by_lot(seed: int, number: int = 8, largest: int | None = None) -> pd.Series:
    """Return wider areas drawn by lot: neighbours are joined, pair by pair, until few enough are left.

    Parameters
    ----------
    seed : int
    number : int
        How many areas are left. Each step joins the areas of two provinces that touch, each such pair with equal
        chances; an area that has grown has more borders, and so tends to grow on.
    largest : int, optional
        How many provinces an area has at most. A lot that cannot go on without a larger area is thrown away, and
        another one is drawn.

    Returns
    -------
    pandas.Series of str
        Indexed by the provinces' English names; an area is named after one of its provinces.

    Raises
    ------
    ValueError
        If so few areas cannot be reached: Jeju touches no other province.

    Notes
    -----
    Lots are not equally likely to be any division. :func:`areas_of_sizes` lists all of given sizes.

    Examples
    --------
    >>> areas_by_lot(1).nunique(), areas_by_lot(1)["Jeju"]
    (8, 'Jeju')
    >>> areas_by_lot(1, largest=4).value_counts().max()
    np.int64(4)
    """
    generator = np.random.default_rng(seed)
    fewest = len(_provinces())
    for _ in range(_LOTS):
        home = _lot(generator, number, len(_provinces()) if largest is None else largest)
        if len(set(home.values())) <= number:
            return pd.Series(home, name="area").rename_axis("region")
        fewest = min(fewest, len(set(home.values())))
        if largest is None:
            break
    if largest is None:
        raise ValueError(
            tell(
                "number: {number} areas cannot be reached; {fewest} are the fewest.",
                number=number,
                fewest=fewest,
            )
        )
    raise ValueError(
        tell(
            "largest: none of {lots} lots came down to {number} areas of at most {largest} provinces; the fewest had "
            "{fewest}; ask for more areas or for larger ones.",
            lots=_LOTS,
            number=number,
            largest=largest,
            fewest=fewest,
        )
    )


def _lot(generator, number, largest):
    """The area of each province when neighbours were joined as far as number and largest let them."""
    home = {province: province for province in _provinces()}
    while len(set(home.values())) > number:
        sizes = Counter(home.values())
        across = [
            (home[one], home[other])
            for one, other in _touching()
            if home[one] != home[other] and sizes[home[one]] + sizes[home[other]] <= largest
        ]
        if not across:
            break
        kept, joined = across[generator.integers(len(across))]
        home = {province: kept if area == joined else area for province, area in home.items()}
    return home


def areas_of_sizes(sizes: Iterable[int]) -> pd.DataFrame:
    """Return every way to join neighbouring provinces into areas of given sizes.

    Parameters
    ----------
    sizes : iterable of int
        How many provinces each area has, in any order. They add up to the number of provinces.

    Returns
    -------
    pandas.DataFrame of str
        One row per way, one column per province: the area, named after the first of its provinces by the alphabet.
        Within an area one comes from each province to each other one without leaving it.

    Raises
    ------
    ValueError
        If the sizes do not add up to the number of provinces, or if there is no such way.

    Examples
    --------
    >>> areas_of_sizes([16, 1]).loc[0, ["Seoul", "Jeju"]].tolist()
    ['Busan', 'Jeju']
    >>> len(areas_of_sizes(areas_of_policy().value_counts()))
    3888
    """
    wanted = Counter(int(size) for size in sizes)
    provinces = _provinces()
    if min(wanted, default=0) < 1 or sum(wanted.elements()) != len(provinces):
        raise ValueError(
            tell(
                "sizes: {sizes} add up to {sum}; give sizes of one province or more that add up to {number}.",
                sizes=enumerated(str(size) for size in wanted.elements()),
                sum=sum(wanted.elements()),
                number=len(provinces),
            )
        )
    ways = list(_divisions((1 << len(provinces)) - 1, wanted))
    if not ways:
        raise ValueError(
            tell(
                "sizes: neighbouring provinces cannot be joined into areas of the sizes {sizes}; Jeju has none.",
                sizes=enumerated(str(size) for size in wanted.elements()),
            )
        )
    first = [
        {place: provinces[min(_members(area))] for area in way for place in _members(area)}
        for way in ways
    ]
    return pd.DataFrame(
        [[areas[place] for place in range(len(provinces))] for areas in first], columns=provinces
    )


def _divisions(free: int, sizes: Counter[int]) -> Iterator[tuple[int, ...]]:
    """All ways to divide the free provinces, the bits of a number, into connected areas of the sizes that are left.

    The first free province must be in some area, so each way is found once.
    """
    if not free:
        yield ()
        return
    first = (free & -free).bit_length() - 1
    for size in sorted(+sizes):
        for area in _connected(first, size):
            if area & free == area:
                for others in _divisions(free & ~area, sizes - Counter([size])):
                    yield (area, *others)


@cache
def _connected(start, size):
    """All connected areas of a size that hold one province; an area is a number, by its bits."""
    grown = {1 << start}
    for _ in range(size - 1):
        grown = {area | 1 << place for area in grown for place in _members(_beside(area) & ~area)}
    return sorted(grown)


def _beside(area):
    """The provinces that touch one of an area."""
    found = 0
    for place in _members(area):
        found |= _neighbours()[place]
    return found


def _members(area):
    """The places of the bits that are set."""
    return [place for place in range(area.bit_length()) if area >> place & 1]


@cache
def _neighbours():
    """The neighbours of each province, as the bits of a number."""
    place = {province: number for number, province in enumerate(_provinces())}
    found = [0] * len(place)
    for one, other in _touching():
        found[place[one]] |= 1 << place[other]
        found[place[other]] |= 1 << place[one]
    return found


@cache
def _provinces():
    """The provinces by the alphabet."""
    return sorted(load("korea_provinces").query("region != @_NATION")["name"])


@cache
def _touching():
    """The pairs of provinces that touch, each once."""
    found = neighbours_of(pd.Series(_provinces()))
    assert found is not None
    return sorted(
        {tuple(sorted((one, other))) for one, others in found.items() for other in others}
    )


@overload
def held_together(workers: pd.DataFrame, areas: pd.Series | Mapping[str, str]) -> pd.Series: ...
@overload
def held_together(workers: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame: ...
def held_together(
    workers: pd.DataFrame, areas: pd.Series | Mapping[str, str] | pd.DataFrame
) -> pd.Series | pd.DataFrame:
    r"""Return how likely two workers of an industry, drawn at random in the nation, work in the same area.

    .. math:: H_i = \sum_a \Big( \sum_{r \in a} s_{ri} \Big)^2

    with :math:`s_{ri}` the share of province :math:`r` in the workers of industry :math:`i`.

    Parameters
    ----------
    workers : pandas.DataFrame
        Provinces in rows, industries in columns.
    areas : pandas.Series, dict or pandas.DataFrame
        The area of each province; in a frame, one row per way to divide the provinces.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        One value per industry, 0 to 1; of a frame, one row per way. Fewer areas hold more, whatever they are: compare
        with others of the same number and sizes, and with other industries. NaN for an industry without workers.

    Raises
    ------
    ValueError
        If a province of the workers has no area.

    Examples
    --------
    >>> workers = pd.DataFrame({"ships": [50, 50]}, index=["Ulsan", "Busan"])
    >>> [float(held_together(workers, areas)["ships"]) for areas in (
    ...     {"Ulsan": "Ulsan", "Busan": "Busan"}, {"Ulsan": "southeast", "Busan": "southeast"})]
    [0.5, 1.0]
    """
    ways = areas if isinstance(areas, pd.DataFrame) else pd.Series(areas).to_frame().T
    ways = ways.reindex(columns=workers.index)
    if ways.isna().any(axis=None):
        homeless = ways.columns[ways.isna().any()]
        raise ValueError(
            tell(
                "areas: no area is given for {provinces}; name one for each province of the workers.",
                provinces=enumerated(quoted(name) for name in homeless),
            )
        )
    shares = workers / workers.sum()
    codes, names = pd.factorize(ways.to_numpy().ravel())
    inside = codes.reshape(ways.shape)
    sums = sum(((inside == area) @ shares.to_numpy()) ** 2 for area in range(len(names)))
    held = pd.DataFrame(sums, index=ways.index, columns=workers.columns)
    return held if isinstance(areas, pd.DataFrame) else held.iloc[0].rename("held together")
