"""Questions on the case studies."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.cases.korea import korean_industry_table
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("case-studies", "Case studies")


# Korea in numbers


@BANK.asks("korea-in-numbers", objective=2)
def plants_of_one_worker(draw: Draw) -> Number:
    plants, workers = draw.pick([(1_000, 1_400), (800, 1_100), (5_000, 8_000)])
    return Number(
        text=tell(
            "{plants} plants of an industry have {workers} workers together. How many of them have exactly one "
            "worker, at least?",
            plants=f"{plants:,}",
            workers=f"{workers:,}",
        ),
        right=2 * plants - workers,
        wrong=[
            (workers - plants, tell("Those are the workers beyond the first of each plant.")),
            (plants, tell("Then there would be as many workers as plants.")),
            (0, tell("If none had one, there would be two workers to each plant or more.")),
        ],
        exact=True,
        because=tell(
            "Twice the plants less the workers: if fewer had one, the others would need more workers than there are."
        ),
    )


@BANK.asks("korea-in-numbers", objective=2)
def withheld_between_two_sums(draw: Draw) -> Number:
    section, shown = draw.pick([5_200, 4_900]), draw.pick([[3_100, 1_200], [2_600, 1_500]])
    return Number(
        text=tell(
            "A province publishes {section} workers of a section. It has three divisions: two are shown with "
            "{one} and {two} workers, the third is withheld. How many workers has the third?",
            section=f"{section:,}",
            one=f"{shown[0]:,}",
            two=f"{shown[1]:,}",
        ),
        right=section - sum(shown),
        wrong=[
            (0, tell("Withheld is not zero.")),
            (section / 3, tell("The published sum says more than a guess.")),
        ],
        exact=True,
        because=tell(
            "It stands in a sum that is published: the office keeps it from being read, not from being computed."
        ),
    )


@BANK.asks("korea-in-numbers", objective=1)
def quotient_by_plants(draw: Draw) -> Number:
    plants, all_plants = (
        draw.pick([(30, 1_500), (24, 800)]),
        draw.pick([(40_000, 4_000_000), (60_000, 4_500_000)]),
    )
    own, everything = plants[0] / plants[1], all_plants[0] / all_plants[1]
    return Number(
        text=tell(
            "A province has {own} of the nation's {nation} plants of an industry, and {every} of its "
            "{every_nation} plants of all kinds. How high is its quotient by plants?",
            own=plants[0],
            nation=f"{plants[1]:,}",
            every=f"{all_plants[0]:,}",
            every_nation=f"{all_plants[1]:,}",
        ),
        right=own / everything,
        wrong=[
            (own, tell("That is its share of the industry's plants.")),
            (everything / own, tell("Upside down: the industry stands above.")),
        ],
        because=tell(
            "A share over a share, as with workers; the two differ where plants are large or small."
        ),
    )


@BANK.asks("korea-in-numbers", objective=1)
def high_by_workers_low_by_plants() -> Choice:
    return Choice(
        text=tell(
            "A province's quotient of refining is very high by workers and low by plants. What stands there?"
        ),
        right=tell("A few very large plants"),
        wrong=[
            (
                tell("Many small plants"),
                tell("Then the quotient by plants would be the higher one."),
            ),
            (tell("Plants of which half are withheld"), tell("Plants are counted everywhere.")),
            (
                tell("Offices of firms that refine elsewhere"),
                tell("Workers are counted where they work."),
            ),
        ],
        because=tell("Counting plants gives a shop the weight of a refinery."),
    )


@BANK.asks("korea-in-numbers", objective=2)
def growth_out_of_a_gap() -> Choice:
    return Choice(
        text=tell(
            "The shown cells of a division add up to twice as much as three years before, the nation's own row "
            "to the same as before. What happened?"
        ),
        right=tell("Cells that were withheld in the first year are shown in the second"),
        wrong=[
            (
                tell("The division grew in some provinces"),
                tell("Then the nation would have grown, or others shrunk."),
            ),
            (
                tell("Workers moved between provinces"),
                tell("Moves cancel in the sum of shown cells, if all are shown."),
            ),
            (tell("Plants became larger"), tell("The nation's workers did not change.")),
        ],
        because=tell(
            "To leave withheld cells out is not harmless: a gap that closes looks like growth."
        ),
    )


@BANK.asks("korea-in-numbers", objective=3)
def one_border_around_three() -> Choice:
    return Choice(
        text=tell(
            "Seoul has the highest Krugman index of all provinces; with Incheon and Gyeonggi as one unit the "
            "index is low. What does the chapter think?"
        ),
        right=tell(
            "Part of Seoul's specialization is a division of labour inside one commuting area"
        ),
        wrong=[
            (
                tell("Large units always have an index of zero"),
                tell("They have a lower one, not zero."),
            ),
            (
                tell("Incheon and Gyeonggi have no industry"),
                tell("Plants are there, offices in Seoul."),
            ),
            (
                tell("Seoul's number was wrong"),
                tell("Both are computed correctly, on other borders."),
            ),
        ],
        because=tell(
            "Offices here, plants there: the border between them makes both look one-sided."
        ),
    )


@cache
def _quotients(year: Literal[2020, 2023]) -> pd.DataFrame:
    workers = korean_industry_table(year, names=True)
    everyone = korean_industry_table(year, "section", names=True).sum(axis=1)
    return (workers / workers.sum()).div(everyone / everyone.sum(), axis=0)


@BANK.asks("korea-in-numbers", objective=3)
def provinces_by_quotient(draw: Draw) -> Order:
    divisions = {
        "C31": tell("other transport equipment"),
        "C26": tell("electronic components and communication equipment"),
        "C30": tell("motor vehicles"),
    }
    code = draw.pick(list(divisions))
    quotient = _quotients(2023)[code].dropna().sort_values(ascending=False)
    # Neighbours in the ranking would be a matter of the second decimal.
    chosen = [
        quotient.index[place]
        for place in (0, draw.pick([3, 4]), draw.pick([7, 8]), draw.pick([12, 13]))
    ]
    return Order(
        text=tell(
            "Compute the location quotients of Korea's provinces in {division}, 2023, by workers. Put these "
            "provinces in order, the highest first.",
            division=divisions[code],
        ),
        right=chosen,
        wrong=[(chosen[::-1], tell("You began with the lowest."))],
        because=tell("The table is korean_industry_table(2023); the yardstick is all workers."),
    )


@BANK.asks("korea-in-numbers", objective=5)
def what_two_dates_cannot_say() -> Choice:
    return Choice(
        text=tell(
            "Workers are compared at the ends of 2020 and 2023. What can the comparison not tell?"
        ),
        right=tell("A trend from a recovery"),
        wrong=[
            (tell("Which provinces have more workers than before"), tell("That is what it tells.")),
            (
                tell("How much of a change is the nation's"),
                tell("Shift-share splits it, with all its limits."),
            ),
            (tell("Where withheld cells lie"), tell("They are marked in both years.")),
        ],
        because=tell("The first year is one of a pandemic: three years are a change, not a trend."),
    )


@BANK.asks("korea-in-numbers", objective=1)
def third_of_the_capital_region() -> ShortText:
    return ShortText(
        text=tell("The capital region consists of Seoul, Incheon and a third province. Which?"),
        right=["Gyeonggi", "Gyeonggi-do", "경기", "경기도"],
        wrong=[
            ("Sejong", tell("It lies beside Daejeon.")),
            ("Gangwon", tell("It borders the region and is not in it.")),
        ],
        because=tell("Together they have half of the country's workers."),
    )


# Europe


def _bounds(members: int) -> tuple[int, int]:
    """Of 31 countries with so many members of the Union, the least and most with a policy in 2022."""
    return max(0, 15 - (27 - members)), min(15, members) + min(13, 31 - members)


@BANK.asks("europe", objective=1)
def least_of_the_31(draw: Draw) -> Number:
    members = draw.pick([23, 24, 25])
    return Number(
        text=tell(
            "In 2022, 15 of the 27 members of the Union and 13 of 29 other countries had a dedicated policy. "
            "{members} of the 31 countries of an older survey are members. How many of the 31 have a policy, at least?",
            members=members,
        ),
        right=_bounds(members)[0],
        wrong=[
            (_bounds(members)[1], tell("That is the most.")),
            (0, tell("Few members are outside of the 31, so most of the fifteen must be inside.")),
            (15, tell("Some of the fifteen can lie outside of the 31.")),
        ],
        exact=True,
        because=tell("At most the members outside of the 31 can take away from the fifteen."),
    )


@BANK.asks("europe", objective=1)
def most_of_the_31(draw: Draw) -> Number:
    members = draw.pick([24, 25, 26, 27])
    return Number(
        text=tell(
            "Suppose that {members} of 31 countries are members of the Union, of which 15 of 27 have a policy; "
            "of 29 others 13 have one. What is the largest number of the 31 that can have one?",
            members=members,
        ),
        right=_bounds(members)[1],
        wrong=[
            (28, tell("That is all of the two groups; only a few others are among the 31.")),
            (15, tell("Others among the 31 can have one as well.")),
        ],
        exact=True,
        because=tell("All fifteen members, and all others of the 31, up to thirteen."),
    )


@BANK.asks("europe", objective=1)
def from_84_to_50_percent() -> Choice:
    return Choice(
        text=tell(
            "Of 31 countries 84 percent had a cluster policy in one survey, of 56 countries 50 percent in a "
            "later one. Has Europe given up on clusters?"
        ),
        right=tell("It cannot be told by subtracting: lists, levels and the word policy differ"),
        wrong=[
            (tell("Yes, in a third of the countries"), tell("The lists are not the same.")),
            (
                tell("No: more countries have one"),
                tell("28 of 56 are more than 26 of 31, of other countries."),
            ),
            (tell("Yes, but only outside of the Union"), tell("Neither survey says so.")),
        ],
        because=tell("When you publish a share, publish the list."),
    )


@BANK.asks("europe", objective=2)
def programmes_that_are_not_two() -> Choice:
    return Choice(
        text=tell(
            "A list has a programme of Lombardy and one of Italy. Why may they not be added as two programmes of "
            "a country?"
        ),
        right=tell("They are of two governments, at two levels"),
        wrong=[
            (
                tell("Because they began in different years"),
                tell("Programmes may begin when they like."),
            ),
            (
                tell("Because one of them has ended"),
                tell("The list says which; that is not the point."),
            ),
            (tell("Because Lombardy has no cluster"), tell("That is not in the list.")),
        ],
        because=tell(
            "Count at one level; and a list that names only countries with a programme never gives less than one."
        ),
    )


@BANK.asks("europe", objective=3)
def lag_of_a_country() -> Choice:
    return Choice(
        text=tell(
            "A country has regional programmes in the list and no national one. Which lag has it between the two?"
        ),
        right=tell("None: it is undefined, the country was perhaps not looked at"),
        wrong=[
            (tell("Zero"), tell("Zero would mean that both began in one year.")),
            (tell("The largest of all"), tell("Nothing says that it came late.")),
            (tell("A negative one"), tell("That would need a national programme that came first.")),
        ],
        because=tell("What is missing in a list is not last; it is missing."),
    )


@BANK.asks("europe", objective=1)
def ignorance_by_its_width(draw: Draw) -> Order:
    members = [27, draw.pick([24, 25]), draw.pick([20, 21])]
    width = {str(n): _bounds(n)[1] - _bounds(n)[0] for n in members}
    right = sorted(width, key=width.__getitem__)
    return Order(
        text=tell(
            "Bounds on 31 countries are computed for {members} members of the Union among them. Put these "
            "numbers in order by the width of the bounds, the narrowest first.",
            members=enumerated(draw.shuffled(width)),
        ),
        right=right,
        wrong=[
            (right[::-1], tell("Each member taken out of the list opens the bounds on both sides."))
        ],
        because=tell("The more of the 31 are members, the less is left to guess."),
    )


@BANK.asks("europe", objective=1)
def what_a_count_of_policies_hides() -> Choice:
    return Choice(
        text=tell(
            "Two countries count as having a cluster policy. What may still differ by a factor of thousands?"
        ),
        right=tell("The amount of money"),
        wrong=[
            (tell("Whether they have one"), tell("That is what was counted.")),
            (
                tell("The share of countries with one"),
                tell("That is of all countries, not of two."),
            ),
            (tell("The number of surveys"), tell("Both stand in the same survey.")),
        ],
        because=tell("One meeting a year and half a billion euros both count as one."),
    )


@BANK.asks("europe", objective=1)
def name_of_this_reasoning() -> ShortText:
    return ShortText(
        text=tell(
            "To say between which bounds a number must lie, without more assumptions than are known, is called "
            "partial ... . Which word is missing?"
        ),
        right=["identification", "partial identification", "부분식별"],
        wrong=[(tell("correlation"), tell("A partial correlation takes a third variable out."))],
        because=tell("One figure says next to nothing, and still not nothing."),
    )


# Japan


@BANK.asks("japan", objective=3)
def common_part_of_everything(draw: Draw) -> Number:
    one, other = (
        np.array(draw.pick([[3, 2, 1, 0], [4, 1, 1, 1]])),
        np.array(draw.pick([[1, 2, 0, 3], [2, 0, 3, 1]])),
    )
    both, either = np.minimum(one, other).sum(), np.maximum(one, other).sum()
    return Number(
        text=tell(
            "Two programmes have {one} and {other} projects in four fields. How large is their overlap by Jaccard?",
            one=enumerated(one),
            other=enumerated(other),
        ),
        right=float(both / either),
        wrong=[
            (
                float(both / min(one.sum(), other.sum())),
                tell("That is inclusion: the common part of the smaller one."),
            ),
            (
                float(both / (one.sum() + other.sum())),
                tell("What is common would count twice below."),
            ),
        ],
        because=tell(
            "Field by field: the sum of the smaller numbers over the sum of the larger ones."
        ),
    )


@BANK.asks("japan", objective=3)
def smaller_one_inside_the_larger(draw: Draw) -> Number:
    small, large, shared = draw.pick([(8, 20, 6), (9, 17, 5), (10, 24, 7)])
    return Number(
        text=tell(
            "A programme covers {small} prefectures, another {large}; {shared} are covered by both. Which "
            "inclusion follows, the second definition of overlap?",
            small=small,
            large=large,
            shared=shared,
        ),
        right=shared / small,
        wrong=[
            (
                shared / (small + large - shared),
                tell("That is Jaccard: the common part of everything."),
            ),
            (shared / large, tell("Inclusion is measured on the smaller one.")),
        ],
        because=tell("1 would mean that the smaller lies wholly inside the larger."),
    )


@BANK.asks("japan", objective=2)
def quotient_of_projects(draw: Draw) -> Number:
    its, all_projects, share = draw.pick([3, 2]), draw.pick([17, 18]), draw.pick([0.4, 0.35])
    return Number(
        text=tell(
            "A region has {its} of {projects} projects and {share} percent of the economy. How high is its "
            "regional quotient?",
            its=its,
            projects=all_projects,
            share=f"{100 * share:.0f}",
        ),
        right=its / all_projects / share,
        wrong=[
            (its / all_projects * 9, tell("That is against one area in nine: another yardstick.")),
            (share / (its / all_projects), tell("Upside down: projects stand above.")),
        ],
        because=tell(
            "Its share of projects over its share of what they are for; the yardstick is chosen."
        ),
    )


@BANK.asks("japan", objective=1)
def seventeen_or_eighteen() -> Choice:
    return Choice(
        text=tell(
            "One source counts 17 projects of the second phase, another 18. How is it solved in the chapter?"
        ),
        right=tell("17 at its start, 18 from 2007 on, when one began in Kyushu"),
        wrong=[
            (tell("One of the sources is wrong"), tell("Both are right for their dates.")),
            (tell("Two projects merged"), tell("One was added.")),
            (
                tell("The second ministry's project was counted in"),
                tell("The eighteenth calls itself one of this programme."),
            ),
        ],
        because=tell("A conflict of counts is first a question of dates."),
    )


@BANK.asks("japan", objective=1)
def a_target_of_40000() -> Choice:
    return Choice(
        text=tell("A programme announced 40,000 new businesses by 2011. What may a report write?"),
        right=tell("That this was a target; no count of businesses begun was found"),
        wrong=[
            (tell("That 40,000 businesses were begun"), tell("A target is no result.")),
            (tell("That the programme failed"), tell("Without a count nobody knows.")),
            (
                tell("That each company founded some"),
                tell("The word business was not even defined."),
            ),
        ],
        because=tell(
            "Either the word means a product or a contract, or the target was not made to be checked."
        ),
    )


@BANK.asks("japan", objective=2)
def what_evenness_cannot_tell() -> Choice:
    return Choice(
        text=tell(
            "Projects lie in all nine areas, almost evenly. Which explanation does the map rule out?"
        ),
        right=tell("None of those named: it cannot say why"),
        wrong=[
            (tell("Fairness between areas"), tell("A map that is even fits it.")),
            (
                tell("That each bureau was given a project"),
                tell("That rule makes an even map as well."),
            ),
            (
                tell("A lottery with equal chances"),
                tell(
                    "A lottery can come out nearly even; it is compared, not ruled out by looking."
                ),
            ),
        ],
        because=tell("Evenness is held against what a lottery and what a rule would give."),
    )


@BANK.asks("japan", objective=5)
def which_support_helped() -> Choice:
    return Choice(
        text=tell(
            "Nishimura and Okamuro surveyed 511 firms of the programme. Which support had a strong effect on "
            "what firms got out of it?"
        ),
        right=tell("Indirect: networking and advice"),
        wrong=[
            (tell("Direct: money for research"), tell("Its effect was weak.")),
            (
                tell("Taking part alone"),
                tell("In the companion study that did not by itself raise research productivity."),
            ),
            (
                tell("Partners inside the same cluster region"),
                tell("Those even went with fewer patents of lower quality."),
            ),
        ],
        because=tell("The useful partner was often not the neighbour."),
    )


@BANK.asks("japan", objective=3)
def overlap_by_the_grain() -> Order:
    right = [tell("nine areas"), tell("prefectures"), tell("topics within prefectures")]
    return Order(
        text=tell(
            "Two programmes are compared by fields of three sizes: nine areas, prefectures, topics within prefectures. "
            "Put the sizes in order by the overlap one expects, the largest first."
        ),
        right=right,
        wrong=[(right[::-1], tell("With large fields everything overlaps."))],
        because=tell("Fields are drawn by someone, and the grain decides the answer."),
    )


@BANK.asks("japan", objective=1)
def ministry_of_the_plan() -> ShortText:
    return ShortText(
        text=tell(
            "By which four letters is the ministry known that began the Industrial Cluster Plan in 2001?"
        ),
        right=["METI"],
        wrong=[("MEXT", tell("That ministry began the knowledge clusters a year later."))],
        because=tell("The ministry of economy, trade and industry."),
    )


# France


@BANK.asks("france", objective=4)
def own_money_per_public_euro(draw: Draw) -> Number:
    research, support = draw.pick([(130.0, 100.0), (90.0, 120.0), (150.0, 125.0)])
    return Number(
        text=tell(
            "Members spent {research} thousand euros more on research than similar firms outside, and got "
            "{support} thousand more of public support. How much did they add of their own to each extra public euro?",
            research=f"{research:.0f}",
            support=f"{support:.0f}",
        ),
        right=(research - support) / support,
        wrong=[
            (research / support, tell("Take the public euro itself off.")),
            ((research - support) / research, tell("Per public euro: support stands below.")),
        ],
        because=tell(
            "Extra research less extra support, over extra support; below 0 it replaced money of the firms."
        ),
    )


@BANK.asks("france", objective=4)
def additionality_implied(draw: Draw) -> Number:
    measured, volume = draw.pick([0.2, 0.3, 0.4]), draw.pick([2.5, 3.0])
    return Number(
        text=tell(
            "A fund's accounts say {volume} euros of project volume for each public euro. A study finds that "
            "firms added {measured} of their own per public euro. If both spoke of the same projects, which "
            "share of the private money was additional?",
            volume=volume,
            measured=measured,
        ),
        right=measured / (volume - 1),
        wrong=[
            (measured / volume, tell("The volume holds the public euro; private is one less.")),
            (measured, tell("That is euros per public euro, not a share of the private money.")),
        ],
        because=tell(
            "The measured euros over the private euros of the accounts; it misleads where the two are not of one kind."
        ),
    )


@BANK.asks("france", objective=1)
def poles_after_a_decision(draw: Draw) -> Number:
    before, lost, new, merged = draw.pick([(71, 6, 6, 2), (67, 4, 7, 3), (66, 5, 8, 2)])
    return Number(
        text=tell(
            "There are {before} poles. A decision takes the label from {lost}, merges two into one {merged} "
            "times, and labels {new} new ones. How many poles are there after it?",
            before=before,
            lost=lost,
            merged=merged,
            new=new,
        ),
        right=before - lost - merged + new,
        wrong=[
            (before - lost - merged, tell("Those are the old ones; new ones came.")),
            (before - lost - 2 * merged + new, tell("A merger takes one away, not two.")),
        ],
        exact=True,
        because=tell("An official number is the end of a sum that someone did; do it again."),
    )


@BANK.asks("france", objective=4)
def effect_below_zero() -> Choice:
    return Choice(
        text=tell("The measured effect per extra public euro is minus 0.3. What does that mean?"),
        right=tell("Of each public euro, 30 cents replaced money of the firms"),
        wrong=[
            (tell("Research fell"), tell("It rose by 70 cents per euro.")),
            (tell("The firms added 30 cents"), tell("Then it would be plus 0.3.")),
            (
                tell("The fund lost 30 percent"),
                tell("It is about what firms did, not about the fund."),
            ),
        ],
        because=tell("At 0 the money was spent as meant and moved nothing else."),
    )


@BANK.asks("france", objective=4)
def winners_before_the_money() -> Choice:
    return Choice(
        text=tell(
            "Members of poles are more productive than others. What do Fontagné and co-authors add?"
        ),
        right=tell("They were so before a euro was paid"),
        wrong=[
            (
                tell("They became so through the poles"),
                tell("That is what the difference alone cannot show."),
            ),
            (
                tell("They are so in declining regions only"),
                tell("That was the policy of 1998, which picked the opposite."),
            ),
            (
                tell("They are not, once size is known"),
                tell("They speak of selection, not of size."),
            ),
        ],
        because=tell(
            "For the evaluator it is selection: members differ for reasons outside the policy."
        ),
    )


@BANK.asks("france", objective=2)
def a_map_of_labels() -> Choice:
    return Choice(
        text=tell(
            "67 of 105 candidates got the label of a pole, all over the country. What does that say about the money?"
        ),
        right=tell("Nothing: a map of labels is no map of money"),
        wrong=[
            (tell("That it was spread evenly"), tell("A few poles can have most of it.")),
            (tell("That each pole got a 67th"), tell("Projects compete for it.")),
            (tell("That it went to the capital"), tell("The labels lie in every corner.")),
        ],
        because=tell("The label may apply; the calls decide."),
    )


@BANK.asks("france", objective=4)
def like_for_like_with_a_credit() -> Choice:
    return Choice(
        text=tell(
            "Every firm may claim a tax credit for research. What must a comparison of accounts and measured "
            "effect do with it?"
        ),
        right=tell("Treat it alike on both sides: left out, as private, or as public money"),
        wrong=[
            (
                tell("Count it as public above and as private below the line"),
                tell("Then the two are not of one kind."),
            ),
            (tell("Leave it out above the line only"), tell("Alike means on both sides.")),
            (
                tell("Take whichever gives the larger effect"),
                tell("The choice is stated, not shopped for."),
            ),
        ],
        because=tell(
            "Whose money the credit is changes the answer; that it be one answer is the least."
        ),
    )


@BANK.asks("france", objective=1)
def chain_of_the_policy() -> Order:
    right = [
        tell("the word pole of competitiveness in Aglietta and Boyer"),
        tell("the report of Christian Blanc"),
        tell("67 poles get a label"),
        tell("the first evaluation puts poles into groups"),
    ]
    return Order(
        text=tell("Put these steps of the French policy in their order."),
        right=right,
        wrong=[
            (
                [right[1], right[0], right[2], right[3]],
                tell("The word is older than the reports of 2004, and meant something else."),
            )
        ],
        because=tell("1982, 2004, 2005 and 2008."),
    )


@BANK.asks("france", objective=3)
def three_letters_of_the_fund() -> ShortText:
    return ShortText(
        text=tell(
            "By which three letters is the inter-ministerial fund known for which poles' projects competed?"
        ),
        right=["FUI"],
        wrong=[("SBIR", tell("That is an American programme."))],
        because=tell("Fonds unique interministériel."),
    )


# United States


@BANK.asks("united-states", objective=2)
def scatter_over_agencies(draw: Draw) -> Number:
    paid = np.array(draw.pick([[60, 30, 10], [50, 40, 10], [80, 10, 10]]), dtype=float)
    shares = paid / paid.sum()
    return Number(
        text=tell(
            "Three agencies pay {paid} million dollars. How fragmented is the money?",
            paid=enumerated(f"{one:.0f}" for one in paid),
        ),
        right=float(1 - (shares**2).sum()),
        wrong=[
            (float((shares**2).sum()), tell("That is the sum of squares; take it from one.")),
            (float(1 / (shares**2).sum()), tell("That is the equivalent number of agencies.")),
        ],
        because=tell("One less the sum of squared shares: 0 if one agency pays all."),
    )


@BANK.asks("united-states", objective=2)
def most_that_money_can_scatter(draw: Draw) -> Number:
    agencies = draw.pick([4, 5, 8, 11])
    return Number(
        text=tell(
            "What is the highest fragmentation that {agencies} agencies can reach?",
            agencies=agencies,
        ),
        right=1 - 1 / agencies,
        wrong=[
            (1 / agencies, tell("That is the share of each when all pay the same.")),
            (1.0, tell("One is reached by no finite number.")),
        ],
        because=tell("All pay the same: one less one over their number."),
    )


@BANK.asks("united-states", objective=3)
def firms_that_are_its_doing(draw: Draw) -> Number:
    claimed, alive, additional = (
        draw.pick([1_500, 2_000]),
        draw.pick([0.6, 0.7]),
        draw.pick([0.2, 0.3]),
    )
    return Number(
        text=tell(
            "An office says that it helped {claimed} firms. Assume that {alive} percent of them are still alive, "
            "and that {additional} percent of these would not be there without it. How many firms are its doing?",
            claimed=f"{claimed:,}",
            alive=f"{100 * alive:.0f}",
            additional=f"{100 * additional:.0f}",
        ),
        right=claimed * alive * additional,
        wrong=[
            (claimed * alive, tell("Those are alive; most would be there anyway.")),
            (claimed * additional, tell("Some of those have closed.")),
        ],
        because=tell("The product of the three; nobody has measured two of them."),
    )


@BANK.asks("united-states", objective=2)
def stages_of_public_money() -> Order:
    right = [tell("pledged"), tell("asked for in a budget"), tell("appropriated"), tell("spent")]
    return Order(
        text=tell("Put these stages of public money in their order."),
        right=right,
        wrong=[
            (
                [right[0], right[2], right[1], right[3]],
                tell("A budget gives what was asked for, or less."),
            )
        ],
        because=tell("A figure without its stage is not yet a figure: it shrinks on the way."),
    )


@BANK.asks("united-states", objective=2)
def what_a_promise_is_worth() -> Choice:
    return Choice(
        text=tell(
            "Agencies promise a centre up to 130 million dollars over five years. What may one add to a table of "
            "money spent?"
        ),
        right=tell("Nothing yet: ask what was appropriated and what was spent"),
        wrong=[
            (tell("130 million"), tell("That is a promise of at most so much.")),
            (tell("26 million a year"), tell("A promise divided by five is still one.")),
            (tell("Half of it"), tell("Nothing says so.")),
        ],
        because=tell("Stage and scope belong to every amount."),
    )


@BANK.asks("united-states", objective=3)
def what_howell_compared() -> Choice:
    return Choice(
        text=tell(
            "Howell had the ranks of all applicants for awards. Why is that better than comparing winners with "
            "all firms?"
        ),
        right=tell("Those just above the line are like those just below it, but for the award"),
        wrong=[
            (
                tell("Winners are better firms"),
                tell("That is the trouble with the other comparison."),
            ),
            (tell("There are more applicants than firms"), tell("There are fewer.")),
            (
                tell("Ranks are measured without error"),
                tell("It rests on the line, not on exact ranks."),
            ),
        ],
        because=tell("What differs at the line is the money, so what differs later is due to it."),
    )


@BANK.asks("united-states", objective=3)
def where_winners_grew() -> Choice:
    return Choice(
        text=tell(
            "Where did Lerner find that winners of research awards for small firms grew faster over a decade?"
        ),
        right=tell("Only in regions that had much venture capital anyway"),
        wrong=[
            (tell("Everywhere alike"), tell("The finding has a condition.")),
            (tell("Only where there was no venture capital"), tell("The other way round.")),
            (tell("Nowhere"), tell("He found it in some regions.")),
        ],
        because=tell("The same money does not do the same everywhere."),
    )


@BANK.asks("united-states", objective=1)
def a_turn_before_the_turn() -> Choice:
    return Choice(
        text=tell(
            "Which federal programme paid 39 regions from 2006 on, more than what was later awarded in the name "
            "of clusters?"
        ),
        right=tell("WIRED, for training people"),
        wrong=[
            (
                tell("SBIR, for research of small firms"),
                tell("It has run since 1982, and pays firms."),
            ),
            (tell("MEP, for advice to manufacturers"), tell("It advises plants in all states.")),
            (
                tell("E-RIC, for energy"),
                tell("That is one of the awards in the name of clusters, to one region."),
            ),
        ],
        because=tell("None of the older programmes was made for clusters; some helped them."),
    )


@BANK.asks("united-states", objective=2)
def city_of_the_energy_award() -> ShortText:
    return ShortText(
        text=tell(
            "At which city was the Energy Regional Innovation Cluster, the largest award in the name of clusters?"
        ),
        right=["Philadelphia"],
        wrong=[("San Diego", tell("That is another case of the chapter."))],
        because=tell(
            "A promise of at most so much, of which less was appropriated and less spent."
        ),
    )


# Korea


def _mean_overlap(programmes: list[set[str]]) -> float:
    """The mean share of fields that two programmes cover both, of those that either covers."""
    return float(np.mean([len(a & b) / len(a | b) for a, b in combinations(programmes, 2)]))


@BANK.asks("korea", objective=2)
def mean_overlap_of_three(draw: Draw) -> Number:
    third = draw.pick([{"training"}, {"training", "support"}])
    programmes = [{"laboratories", "training"}, {"laboratories"}, third]
    said = enumerated(sorted(third))
    j = [len(a & b) / len(a | b) for a, b in combinations(programmes, 2)]
    return Number(
        text=tell(
            "One programme covers laboratories and training, a second laboratories, a third {third}. What is "
            "their mean overlap?",
            third=said,
        ),
        right=_mean_overlap(programmes),
        wrong=[
            (max(j), tell("That is the most alike pair; take the mean of all three.")),
            (sum(j), tell("Divide by the number of pairs.")),
        ],
        because=tell(
            "For each pair the fields that both cover over the fields that either covers; then the mean."
        ),
    )


@BANK.asks("korea", objective=3)
def least_even_split(draw: Draw) -> Number:
    largest = draw.pick([0.5, 0.6, 0.7])
    return Number(
        text=tell(
            "Of the shares of several regions only the largest is known: {largest}. What is the smallest "
            "equivalent number that it can mean?",
            largest=largest,
        ),
        right=1 / (largest**2 + (1 - largest) ** 2),
        wrong=[
            (1 / largest**2, tell("The rest went somewhere: at worst to one region.")),
            (
                largest**2 + (1 - largest) ** 2,
                tell("That is the sum of squares; take its inverse."),
            ),
        ],
        because=tell("At worst the whole rest went to one region."),
    )


@BANK.asks("korea", objective=3)
def money_per_worker(draw: Draw) -> Number:
    one, other = draw.pick([(30, 400), (20, 250)]), draw.pick([(45, 1_200), (40, 900)])
    per = [money / workers for money, workers in (one, other)]
    return Number(
        text=tell(
            "Two provinces get {one} and {other} billion won and have {workers} and {more} thousand workers. How "
            "many times as much does the first get per worker?",
            one=one[0],
            other=other[0],
            workers=one[1],
            more=f"{other[1]:,}",
        ),
        right=per[0] / per[1],
        wrong=[
            (per[1] / per[0], tell("Upside down: the first stands above.")),
            (one[1] / other[1], tell("That is the ratio of workers.")),
        ],
        because=tell("An even split between places is uneven between people."),
    )


@BANK.asks("korea", objective=1)
def how_the_law_defines_the_word() -> Choice:
    return Choice(
        text=tell(
            "By what does Article 2 of the renamed act on factories define industrial agglomeration?"
        ),
        right=tell("By mutual linkage of firms, institutes, universities and support facilities"),
        wrong=[
            (tell("By a location quotient above 1"), tell("No number is in it.")),
            (
                tell("By an area that a ministry designates"),
                tell("The definition asks for linkage."),
            ),
            (tell("By a least number of firms"), tell("The definition has no number.")),
        ],
        because=tell("Near and linked: who would have to prove the linkage is another question."),
    )


@BANK.asks("korea", objective=1)
def which_word_is_in_the_title() -> Choice:
    return Choice(
        text=tell("Which word stands in the Korean title of that act?"),
        right=tell("Agglomeration; cluster is in the official English title"),
        wrong=[
            (tell("Cluster, in both languages"), tell("The Korean title says 산업집적.")),
            (tell("Cluster in Korean, agglomeration in English"), tell("The other way round.")),
            (tell("Neither"), tell("One of the two is there in each language.")),
        ],
        because=tell(
            "The translation says more than the title, and the definition more than both."
        ),
    )


@BANK.asks("korea", objective=1)
def acts_in_their_order() -> Order:
    right = [
        tell("the act on technoparks"),
        tell("the act on factories is renamed"),
        tell("the special act on balanced development"),
        tell("the act on innovation cities"),
    ]
    return Order(
        text=tell("Put these Korean acts in their order."),
        right=right,
        wrong=[
            (
                [right[1], right[0], right[2], right[3]],
                tell("The story does not begin in 2003: technoparks are older."),
            )
        ],
        because=tell("1998, 2002, 2004 and 2007."),
    )


@BANK.asks("korea", objective=3)
def what_the_policy_was_more_of() -> Choice:
    return Choice(
        text=tell(
            "Which older aim did Korea's cluster policy of those years serve, as the workshop says plainly?"
        ),
        right=tell(
            "Growth outside of the capital region: it was more regional than industrial policy"
        ),
        wrong=[
            (tell("Export of cars and ships"), tell("It was for places that lag behind.")),
            (
                tell("A cut in the number of ministries"),
                tell("They went on to run programmes of their own."),
            ),
            (
                tell("Growth of the capital region"),
                tell("The other half of the country was meant."),
            ),
        ],
        because=tell("The words came first, and were part of balanced national development."),
    )


@BANK.asks("korea", objective=5)
def a_promise_a_budget_a_result(draw: Draw) -> Choice:
    cases = {
        tell("a promise"): tell("a plan names a sum for five years"),
        tell("a budget"): tell("an assembly votes a sum for one year"),
        tell("a result"): tell("firms that took part are compared with like firms that did not"),
    }
    right = draw.pick(list(cases))
    return Choice(
        text=tell("What is this: {what}?", what=cases[right]),
        right=right,
        wrong=[
            (name, tell("That would be: {what}.", what=what))
            for name, what in cases.items()
            if name != right
        ],
        because=tell("Most figures on the programmes are of the first two kinds."),
    )


@BANK.asks("korea", objective=1)
def research_town_of_daejeon() -> ShortText:
    return ShortText(
        text=tell("Which research town of Daejeon became a special zone by an act of 2005?"),
        right=["Daedeok", "Daedeok Innopolis", "대덕"],
        wrong=[
            ("Sejong", tell("Sejong is a city beside Daejeon.")),
            ("Osong", tell("Osong lies in North Chungcheong.")),
        ],
        because=tell("One of two acts beside the main ones that are often forgotten."),
    )


# Korea assessed


@BANK.asks("korea-assessed", objective=2)
def offers_that_an_applicant_sees(draw: Draw) -> Number:
    counts = draw.pick([[5, 3, 2, 4], [6, 2, 1, 4], [4, 4, 1, 2]])
    return Number(
        text=tell(
            "Four fields are covered by {counts} programmes. Among how many programmes must an applicant look, "
            "on average over the fields?",
            counts=enumerated(map(str, counts)),
        ),
        right=float(np.mean(counts)),
        wrong=[
            (float(max(counts)), tell("That is the most crowded field.")),
            (float(sum(counts)), tell("Divide by the number of fields.")),
        ],
        because=tell("The mean number of programmes that cover a field."),
    )


@BANK.asks("korea-assessed", objective=3)
def cut_of_blind_partners(draw: Draw) -> Number:
    firms, institutes = (
        np.array(draw.pick([[50, 30, 20], [40, 40, 20]])) / 100,
        np.array(draw.pick([[70, 20, 10], [20, 20, 60]])) / 100,
    )
    return Number(
        text=tell(
            "Three provinces have {firms} percent of the firms and {institutes} percent of the institutes. If "
            "firms chose institutes blindly, which share of partnerships would cross a border?",
            firms=enumerated(f"{100 * one:.0f}" for one in firms),
            institutes=enumerated(f"{100 * one:.0f}" for one in institutes),
        ),
        right=float(1 - firms @ institutes),
        wrong=[
            (float(firms @ institutes), tell("That is the share inside a province.")),
            (
                float(1 - (firms**2).sum()),
                tell("Partners are institutes, which lie elsewhere than firms."),
            ),
        ],
        because=tell("One less the chance that both lie in the same province."),
    )


@BANK.asks("korea-assessed", objective=3)
def worth_that_is_lost(draw: Draw) -> Number:
    anywhere, home = draw.pick([([10, 8, 6], [10, 7, 3]), ([9, 7, 4], [6, 7, 3])])
    return Number(
        text=tell(
            "Three firms would gain {anywhere} from their best partners anywhere, and {home} from the best at "
            "home. Which share of the worth is lost if the border is closed?",
            anywhere=enumerated(map(str, anywhere)),
            home=enumerated(map(str, home)),
        ),
        right=1 - sum(home) / sum(anywhere),
        wrong=[
            (
                sum(a != b for a, b in zip(anywhere, home, strict=True)) / 3,
                tell(
                    "That is the share of partnerships that are cut; each takes its second choice."
                ),
            ),
            (sum(home) / sum(anywhere), tell("That is what is kept.")),
        ],
        because=tell(
            "One less the sum at home over the sum anywhere: a partnership that is cut is not worth nothing."
        ),
    )


@BANK.asks("korea-assessed", objective=2)
def what_a_split_pleases() -> Choice:
    return Choice(
        text=tell(
            "A programme for training and laboratories is split into two. Which measure can it improve without "
            "helping an applicant?"
        ),
        right=tell("Mean overlap falls, and the number of offers for each field stays"),
        wrong=[
            (
                tell("Offers fall, and mean overlap stays"),
                tell("As many programmes cover training as before."),
            ),
            (tell("Both fall"), tell("Offers stay.")),
            (tell("Neither can fall by a split"), tell("Smaller programmes are less alike.")),
        ],
        because=tell(
            "Two definitions of one complaint can move apart, so a reform can please the one."
        ),
    )


@BANK.asks("korea-assessed", objective=1)
def steps_or_programmes() -> Choice:
    return Choice(
        text=tell(
            "A list of steps has many beginnings and few ends; counted in programmes, more went than came. How "
            "can both be?"
        ),
        right=tell("One step, a merger, can end many programmes"),
        wrong=[
            (tell("One of the lists is wrong"), tell("Both are right in their units.")),
            (tell("Programmes end without a step"), tell("That would lengthen the other side.")),
            (tell("Beginnings were counted twice"), tell("Nothing says so.")),
        ],
        because=tell("The unit of counting decides, so it must be said."),
    )


@BANK.asks("korea-assessed", objective=2)
def when_overlap_is_a_rescue() -> Choice:
    return Choice(
        text=tell("When is it no fault that two agencies offer the same, by Landau?"),
        right=tell("When each may fail: then the other carries on"),
        wrong=[
            (tell("When both are good"), tell("Then one of them is a waste.")),
            (tell("When both have one sponsor"), tell("Then they fail together.")),
            (tell("When nobody counts"), tell("That hides it only.")),
        ],
        because=tell("Redundancy makes a whole that works out of parts that may fail."),
    )


@BANK.asks("korea-assessed", objective=2)
def reforms_by_mean_overlap() -> Order:
    before = [
        {"training", "laboratories"},
        {"training"},
        {"training", "advice"},
    ]
    states = {
        tell("all three as they are"): before,
        tell("all three alike"): [{"training"}] * 3,
        tell("each with a field of its own"): [{"training"}, {"laboratories"}, {"advice"}],
    }
    found = {name: _mean_overlap(programmes) for name, programmes in states.items()}
    right = sorted(found, key=lambda name: -found[name])
    return Order(
        text=tell(
            "Three programmes cover training; one of them covers laboratories as well, one a further field. Put "
            "these three states in order by mean overlap, the highest first: as they are, all alike, each with a "
            "field of its own."
        ),
        right=right,
        wrong=[(right[::-1], tell("Overlap is 1 for programmes that are alike."))],
        because=tell("1 if all are alike, 0 if they share no field, in between as they are."),
    )


@BANK.asks("korea-assessed", objective=3)
def cut_and_loss_differ() -> Choice:
    return Choice(
        text=tell(
            "A border cuts 37 percent of partnerships, and 14 percent of their worth is lost. Why is the second less?"
        ),
        right=tell("Firms take their second choice at home"),
        wrong=[
            (tell("Cut partnerships were small"), tell("The model cuts by place, not by size.")),
            (tell("Partners move"), tell("Nobody moves in the model.")),
            (tell("The border is not closed for all"), tell("It is closed for all.")),
        ],
        because=tell("What is lost is the difference between the first and the second choice."),
    )


@BANK.asks("korea-assessed", objective=2)
def english_for_the_defence() -> ShortText:
    return ShortText(
        text=tell(
            "In Korean the complaint is 중복, and the defence of it 가외성. What is the second in English? One word."
        ),
        right=["redundancy"],
        wrong=[(tell("overlap"), tell("That is the complaint."))],
        because=tell("The two have different words, and should not be mixed up."),
    )


# Beyond boundaries


@BANK.asks("beyond-boundaries", objective=2)
def blind_links_across_territories(draw: Draw) -> Number:
    shares = np.array(draw.pick([[50, 30, 20], [60, 20, 20], [40, 35, 25]])) / 100
    return Number(
        text=tell(
            "Three territories have {shares} percent of the firms. Firms pick one another blindly. Which share "
            "of links does a border cut?",
            shares=enumerated(f"{100 * one:.0f}" for one in shares),
        ),
        right=float(1 - (shares**2).sum()),
        wrong=[
            (float((shares**2).sum()), tell("That is the share inside a territory.")),
            (1 - 1 / 3, tell("That would need equal territories.")),
        ],
        because=tell("One less the chance that both ends lie in the same territory."),
    )


@BANK.asks("beyond-boundaries", objective=3)
def held_together_by_wider_areas(draw: Draw) -> Number:
    a, b, c, d = draw.pick([(40, 20, 25, 15), (30, 40, 20, 10), (50, 25, 15, 10)])
    return Number(
        text=tell(
            "Four provinces have {shares} percent of an industry's workers. The first two become one area, and "
            "so do the last two. How likely is it that two workers drawn at random work in the same area?",
            shares=enumerated(map(str, (a, b, c, d))),
        ),
        right=((a + b) ** 2 + (c + d) ** 2) / 100**2,
        wrong=[
            ((a**2 + b**2 + c**2 + d**2) / 100**2, tell("That is for the same province.")),
            (1 - ((a + b) ** 2 + (c + d) ** 2) / 100**2, tell("That is for different areas.")),
        ],
        because=tell("Add up within each area first, then square and add."),
    )


@BANK.asks("beyond-boundaries", objective=4)
def regained_by_a_merger(draw: Draw) -> Number:
    share, strength = draw.pick([0.5, 0.6, 0.7]), draw.pick([0.05, 0.1])
    kept = share ** (1 + strength) + (1 - share) ** (1 + strength)
    return Number(
        text=tell(
            "Firms yield {strength} percent more where one percent more firms share their territory. A region is "
            "divided into parts with {one} and {two} percent of the firms. Which percentage of the output of one "
            "territory would a merger regain?",
            strength=strength,
            one=f"{100 * share:.0f}",
            two=f"{100 * (1 - share):.0f}",
        ),
        right=100 * (1 - kept),
        wrong=[
            (100 * kept, tell("That is what the division keeps.")),
            (
                100 * strength,
                tell("That is the elasticity; how much it matters depends on the shares."),
            ),
        ],
        because=tell("One less the sum of shares to the power of one plus the elasticity."),
    )


@BANK.asks("beyond-boundaries", objective=2)
def leak_of_a_multiplier(draw: Draw) -> Number:
    home, away = draw.pick([(0.25, 0.35), (0.3, 0.2), (0.4, 0.5)])
    return Number(
        text=tell(
            "One unit of a port's output sets off {home} units more in its region and {away} in the rest of the "
            "nation. Which share of what it sets off leaks across the border?",
            home=home,
            away=away,
        ),
        right=away / (home + away),
        wrong=[
            (away / (1 + home + away), tell("Leave out the industry's own first unit.")),
            (home / (home + away), tell("That is the share that stays.")),
        ],
        because=tell("What falls elsewhere over all that is set off, the first unit left out."),
    )


@BANK.asks("beyond-boundaries", objective=4)
def what_scale_always_says() -> Choice:
    return Choice(
        text=tell("Scale kept is 1 for one territory, whatever it is. What follows for its use?"),
        right=tell("It always says merge, so it cannot say where a border should be"),
        wrong=[
            (
                tell("The largest territory is the best"),
                tell("Only for what is really shared across it."),
            ),
            (tell("Borders cost nothing"), tell("Every division keeps less than 1.")),
            (tell("Equal parts keep the most"), tell("Equal parts keep the least.")),
        ],
        because=tell("A laboratory is shared; a labour market is not, if nobody can commute."),
    )


@BANK.asks("beyond-boundaries", objective=3)
def why_wider_always_holds_more() -> Choice:
    return Choice(
        text=tell(
            "Eight wider areas hold more of every industry together than 17 provinces. What makes this a finding?"
        ),
        right=tell("A comparison with other areas of the same sizes"),
        wrong=[
            (tell("That it holds for every industry"), tell("So it does for any merger.")),
            (tell("That the areas are neighbours"), tell("That is what the comparison is for.")),
            (tell("That the number is close to one"), tell("With one area it is one.")),
        ],
        because=tell(
            "Fewer and larger areas hold more, whatever they are; and to work in one area is not to work together."
        ),
    )


@BANK.asks("beyond-boundaries", objective=1)
def what_each_border_is_made_of(draw: Draw) -> Choice:
    ends = {
        tell("a cluster"): tell("links become thin"),
        tell("a province"): tell("an administration ends"),
        tell("a regional innovation system"): tell(
            "bodies and rules for learning are no longer shared"
        ),
    }
    right = draw.pick(list(ends))
    return Choice(
        text=tell("What ends where {what}?", what=ends[right]),
        right=right,
        wrong=[
            (name, tell("It ends where {what}.", what=what))
            for name, what in ends.items()
            if name != right
        ],
        because=tell("The three are often drawn with one line, and as a rule do not coincide."),
    )


@BANK.asks("beyond-boundaries", objective=4)
def divisions_by_what_they_keep(draw: Draw) -> Order:
    strength = draw.pick([0.05, 0.1])
    divisions = {
        tell("one large part and a small one"): [0.9, 0.1],
        tell("two halves"): [0.5, 0.5],
        tell("five equal parts"): [0.2] * 5,
    }
    kept = {
        name: sum(share ** (1 + strength) for share in shares) for name, shares in divisions.items()
    }
    right = sorted(kept, key=lambda name: -kept[name])
    return Order(
        text=tell(
            "A region can be divided into one part with 90 percent of the firms and a small one, into two "
            "halves, or into five equal parts; the elasticity of scale is {strength}. Put the divisions in order "
            "by the scale that they keep, the most first.",
            strength=strength,
        ),
        right=right,
        wrong=[(right[::-1], tell("The more and the more equal the parts, the less is kept."))],
        because=tell("Sum the shares to the power of one plus the elasticity."),
    )


@BANK.asks("beyond-boundaries", objective=5)
def economies_for_the_firm() -> ShortText:
    return ShortText(
        text=tell(
            "Wider cooperation is to regain economies of scale for the region, and for the firm economies of ... "
            ". Which word is missing?"
        ),
        right=["scope", "범위"],
        wrong=[(tell("scale"), tell("Those are for the region."))],
        because=tell("So the booklet argues for planning across provinces."),
    )
