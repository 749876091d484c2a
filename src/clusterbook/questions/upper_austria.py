"""Questions on the part Upper Austria."""

from __future__ import annotations

import numpy as np

import agglomeration as ag
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("upper-austria", "Upper Austria")


# The region


@BANK.asks("the-region", objective=2)
def nation_behind_a_share(draw: Draw) -> Number:
    level, share = draw.pick([(36.0, 15.0), (24.0, 16.0), (45.0, 18.0)])
    return Number(
        text=tell(
            "A source prints a regional product of {level} billion euros and says that it is {share} percent of "
            "the nation's. Which national product, in billions, follows?",
            level=f"{level:.0f}",
            share=f"{share:.0f}",
        ),
        right=level / (share / 100),
        wrong=[
            (level * share / 100, tell("Divide by the share.")),
            (
                level * (1 + share / 100),
                tell("The region is a part of the nation, not the other way round."),
            ),
        ],
        because=tell("The level over the share is the nation, which can be looked up."),
    )


@BANK.asks("the-region", objective=3)
def relative_share_of_exports(draw: Draw) -> Number:
    share, people = draw.pick([24, 26, 30]), draw.pick([16, 17, 20])
    return Number(
        text=tell(
            "A region has {share} percent of its nation's exports and {people} percent of its people. How high "
            "is the relative share?",
            share=share,
            people=people,
        ),
        right=share / people,
        wrong=[
            (people / share, tell("Upside down: the exports stand above.")),
            (float(share - people), tell("That is the gap in points; take the ratio.")),
        ],
        because=tell("The share in exports over the share in the base; no currency is left in it."),
    )


@BANK.asks("the-region", objective=1)
def firms_for_a_thousand(draw: Draw) -> Number:
    firms, people = draw.pick([(80_000, 1_400_000), (60_000, 1_500_000), (700_000, 11_500_000)])
    return Number(
        text=tell(
            "A region has {firms} firms and {people} people. How many firms has it for 1,000 people?",
            firms=f"{firms:,}",
            people=f"{people:,}",
        ),
        right=1000 * firms / people,
        wrong=[
            (people / firms, tell("Those are the people to a firm.")),
            (100 * firms / people, tell("That is for 100 people.")),
        ],
        because=tell(
            "Firms over people, times a thousand; what counts as a firm differs between countries."
        ),
    )


@BANK.asks("the-region", objective=1)
def why_firms_do_not_compare() -> Choice:
    return Choice(
        text=tell(
            "A bank has fifty branches. As how many firms does it count in the chapter's figures for Austria and "
            "for Korea?"
        ),
        right=tell("One there and fifty here: enterprises against establishments"),
        wrong=[
            (tell("Fifty in both"), tell("Austria counts enterprises.")),
            (tell("One in both"), tell("Korea counts establishments.")),
            (tell("Fifty there and one here"), tell("The other way round.")),
        ],
        because=tell("The unit decides before any comparison does."),
    )


@BANK.asks("the-region", objective=1)
def a_ring_with_a_hole() -> Choice:
    return Choice(
        text=tell("Where does the likeness of Upper Austria and Gyeonggi end on the map?"),
        right=tell(
            "The one contains its centre, the other surrounds a centre that belongs to somebody else"
        ),
        wrong=[
            (tell("The one is much larger in area"), tell("They differ by a part only.")),
            (
                tell("The one has a border with another country"),
                tell("That is true, and not what separates them in the argument."),
            ),
            (tell("The one has no large city"), tell("Linz lies in it.")),
        ],
        because=tell("Gyeonggi is a ring, and the hole is Seoul."),
    )


@BANK.asks("the-region", objective=5)
def why_no_best_practice() -> Choice:
    return Choice(
        text=tell("Why is there no best practice to copy, by Tödtling and Trippl?"),
        right=tell(
            "Regions fail in different ways, and what helps the one is useless to the other"
        ),
        wrong=[
            (tell("Because successes are not documented"), tell("They are, and much copied.")),
            (tell("Because copying is forbidden by law"), tell("It is encouraged by many.")),
            (
                tell("Because clusters are found in large regions only"),
                tell("Porter finds them in small ones as well."),
            ),
        ],
        because=tell(
            "A periphery has too few organisations, an old industrial region strong ones that are locked in, a "
            "metropolis many that do not talk."
        ),
    )


@BANK.asks("the-region", objective=1)
def regions_by_density(draw: Draw) -> Order:
    size = {
        tell("Elm"): (draw.pick([1_400, 1_500]), 12_000),
        tell("Oak"): (draw.pick([11_000, 12_000]), 10_000),
        tell("Ash"): (2_600, draw.pick([900, 1_000])),
    }
    density = {name: people / area for name, (people, area) in size.items()}
    right = sorted(density, key=lambda name: -density[name])
    elm, oak, ash = (size[tell(name)] for name in ("Elm", "Oak", "Ash"))
    return Order(
        text=tell(
            "Elm has {elm} thousand people on {elm_area} square kilometres, Oak {oak} on {oak_area}, Ash {ash} "
            "on {ash_area}. Put the regions in order by density, the densest first.",
            elm=f"{elm[0]:,}",
            elm_area=f"{elm[1]:,}",
            oak=f"{oak[0]:,}",
            oak_area=f"{oak[1]:,}",
            ash=f"{ash[0]:,}",
            ash_area=f"{ash[1]:,}",
        ),
        right=right,
        wrong=[
            (
                sorted(size, key=lambda name: -size[name][0]),
                tell("That is by people; divide by the area."),
            )
        ],
        because=tell("A division can reverse the order of levels."),
    )


@BANK.asks("the-region", objective=4)
def industry_it_began_with() -> ShortText:
    return ShortText(
        text=tell(
            "With which material did the industry of Upper Austria begin, in Linz and Steyr? One word."
        ),
        right=["iron", "steel", "iron and steel", "철"],
        wrong=[
            (tell("plastics"), tell("Plastics came later.")),
            (tell("wood"), tell("Forestry is there, too; the industry began otherwise.")),
        ],
        because=tell(
            "Steel in Linz, trucks and engines in Steyr; machines, plastics and furniture stand around these."
        ),
    )


# The cluster organization


@BANK.asks("cluster-organization", objective=3)
def portfolio_by_squares(draw: Draw) -> Number:
    shares = np.array(draw.pick([[60, 20, 10, 10], [50, 30, 15, 5], [70, 10, 10, 10]])) / 100
    squares, entropy = 1 / float((shares**2).sum()), float(np.exp(-(shares * np.log(shares)).sum()))
    return Number(
        text=tell(
            "Four clusters have {shares} percent of the turnover. To how many equal clusters does this "
            "correspond by squares?",
            shares=enumerated(f"{100 * one:.0f}" for one in shares),
        ),
        right=squares,
        wrong=[
            (entropy, tell("That is by entropy, which gives small clusters more weight.")),
            (1 / squares, tell("That is the sum of squares; take its inverse.")),
        ],
        because=tell("One over the sum of the squared shares."),
    )


@BANK.asks("cluster-organization", objective=3)
def portfolio_by_entropy(draw: Draw) -> Number:
    largest = draw.pick([0.5, 0.6, 0.8])
    shares = np.array([largest, 1 - largest])
    entropy = float(-(shares * np.log(shares)).sum())
    return Number(
        text=tell(
            "An office runs two clusters with {one} and {two} percent of the members. To how many equal ones do "
            "they correspond by entropy?",
            one=f"{100 * largest:.0f}",
            two=f"{100 * (1 - largest):.0f}",
        ),
        right=float(np.exp(entropy)),
        wrong=[
            (entropy, tell("That is the entropy; take e to its power.")),
            *(
                [(1 / float((shares**2).sum()), tell("That is by squares."))]
                if largest > 0.5
                else []
            ),
        ],
        because=tell("E to the power of the entropy with natural logarithms."),
    )


@BANK.asks("cluster-organization", objective=2)
def growth_of_the_same_clusters(draw: Draw) -> Number:
    both, alone, new = (
        draw.pick([(1_000, 1_060), (900, 990)]),
        draw.pick([250, 300]),
        draw.pick([400, 450]),
    )
    printed = 100 * ((both[1] + new) / (both[0] + alone) - 1)
    return Number(
        text=tell(
            "A first list has {before} members in clusters that a second list has, too, where they are {after}. "
            "The first has {alone} in clusters that are gone from the second, the second {new} in new ones. By "
            "how many percent did what can be compared grow?",
            before=f"{both[0]:,}",
            after=f"{both[1]:,}",
            alone=alone,
            new=new,
        ),
        right=100 * (both[1] / both[0] - 1),
        wrong=[
            (printed, tell("That compares totals of unlike sets.")),
            (
                100 * (both[1] / (both[0] + alone) - 1),
                tell("What is gone from the second list leaves the first as well."),
            ),
        ],
        digits=2,
        because=tell("Only clusters that stand in both lists."),
    )


@BANK.asks("cluster-organization", objective=5)
def budget_from_staff(draw: Draw) -> Number:
    people, cost, share = draw.pick([75, 60]), draw.pick([60, 70]), draw.pick([0.6, 0.5])
    return Number(
        text=tell(
            "An agency has {people} people. Assume that each costs {cost} thousand euros a year, and that "
            "salaries are {share} percent of the budget. How many million euros a year is the budget?",
            people=people,
            cost=cost,
            share=f"{100 * share:.0f}",
        ),
        right=people * cost / share / 1000,
        wrong=[
            (people * cost / 1000, tell("Those are the salaries; they are a part of the budget.")),
            (people * cost * share / 1000, tell("Divide by the share of salaries.")),
        ],
        because=tell(
            "Salaries over their share: a range comes from a range of assumptions, which are stated."
        ),
    )


@BANK.asks("cluster-organization", objective=1)
def what_members_turnover_is_not() -> Choice:
    return Choice(
        text=tell(
            "The turnover of an agency's members exceeds the product of the whole region. What does that show?"
        ),
        right=tell("That turnover is no contribution: it counts what firms buy from each other"),
        wrong=[
            (tell("That the figure is false"), tell("It is possible.")),
            (tell("That the agency made the region rich"), tell("Members were there before.")),
            (tell("That members sell abroad"), tell("They may; it does not follow.")),
        ],
        because=tell("The size of what was named is reported as if it were what was done."),
    )


@BANK.asks("cluster-organization", objective=3)
def why_concentration_changed() -> Choice:
    return Choice(
        text=tell(
            "A list of clusters looks less concentrated than five years before, though no cluster changed. What "
            "happened?"
        ),
        right=tell("Small clusters were added to the list"),
        wrong=[
            (tell("Turnover fell in all clusters alike"), tell("Then the shares stay.")),
            (
                tell("Members were counted by another office"),
                tell("If no cluster changed, this moved nothing."),
            ),
            (
                tell("Squares were taken in the place of entropy"),
                tell("That would be another index, not a change."),
            ),
        ],
        because=tell(
            "Add a tiny cluster, and nothing that exists has changed, but shares have; compare on the same set."
        ),
    )


@BANK.asks("cluster-organization", objective=4)
def steps_of_a_cluster_office() -> Order:
    right = [
        tell("the agency is founded"),
        tell("it studies which industries could carry a cluster"),
        tell("it names a manager"),
        tell("the manager recruits members"),
    ]
    return Order(
        text=tell("Put the steps of Upper Austria's organization in their order."),
        right=right,
        wrong=[
            (
                [right[0], right[2], right[1], right[3]],
                tell("First it looked which industries could carry one."),
            )
        ],
        because=tell(
            "Founded in 1991, it built clusters from 1998 on: study, choice, manager, members."
        ),
    )


@BANK.asks("cluster-organization", objective=1)
def name_of_the_agency() -> ShortText:
    return ShortText(
        text=tell(
            "What is the short name of Upper Austria's company that built clusters from 1998 on? Three letters."
        ),
        right=["TMG"],
        wrong=[("MAN", tell("That is the truck maker with a plant in Steyr."))],
        because=tell("Technologie- und Marketinggesellschaft, held mostly by the state."),
    )


# Cooperation projects


@BANK.asks("cooperation-projects", objective=1)
def largest_subsidy(draw: Draw) -> Number:
    firms, cost = draw.pick([(4, 360_000), (3, 400_000), (5, 800_000)])
    rule, ceiling = 0.25 * cost, 27_750 * firms
    return Number(
        text=tell(
            "{firms} firms, one of them small, plan a project of {cost} euros. A quarter of the cost may be "
            "paid, and 27,750 euros per firm. How large is the largest subsidy?",
            firms=firms,
            cost=f"{cost:,}",
        ),
        right=float(min(rule, ceiling)),
        wrong=[
            (float(max(rule, ceiling)), tell("Both ceilings hold: the lower one binds.")),
            (27_750.0, tell("That is for one firm.")),
        ],
        digits=5,
        because=tell("The smaller of the two ceilings."),
    )


@BANK.asks("cooperation-projects", objective=1)
def cost_at_which_the_rule_changes(draw: Draw) -> Number:
    firms = draw.pick([3, 5, 6, 8])
    return Number(
        text=tell(
            "A subsidy is at most 25 percent of the cost and at most 27,750 euros per firm. From which cost on "
            "does the second ceiling bind, for {firms} firms?",
            firms=firms,
        ),
        right=27_750 * firms / 0.25,
        wrong=[
            (27_750 / 0.25, tell("That is for one firm.")),
            (27_750 * firms, tell("That is the subsidy at this cost.")),
        ],
        digits=5,
        because=tell("Where a quarter of the cost is as much as the sum of the ceilings per firm."),
    )


@BANK.asks("cooperation-projects", objective=3)
def lower_bound_of_a_rate(draw: Draw) -> Number:
    good, assessed, all_cases = draw.pick([(160, 208, 300), (90, 120, 200), (140, 175, 250)])
    return Number(
        text=tell(
            "Of {all_cases} projects {assessed} were assessed, and {good} of these called successful. What is "
            "the lowest rate of success, in percent, that is possible for all?",
            all_cases=all_cases,
            assessed=assessed,
            good=good,
        ),
        right=100 * good / all_cases,
        wrong=[
            (100 * good / assessed, tell("That is of those assessed.")),
            (
                100 * (good + all_cases - assessed) / all_cases,
                tell("That is the highest: all others count as successes there."),
            ),
        ],
        because=tell("All that were not assessed count as failures."),
    )


@BANK.asks("cooperation-projects", objective=4)
def private_euros_for_a_public_one(draw: Draw) -> Number:
    public, total = draw.pick([(2.0, 10.0), (3.0, 12.0), (4.0, 18.0)])
    volume = total / public
    private = float(np.asarray(ag.leverage(public, total, kind="private")))
    return Number(
        text=tell(
            "Projects of {total} million euros have {public} million of public money in them. How many private "
            "euros come to a public one?",
            total=f"{total:.0f}",
            public=f"{public:.0f}",
        ),
        right=private,
        wrong=[
            (
                volume,
                tell("That is the whole volume per public euro; take the public one off."),
            ),
            (public / total, tell("That is the share of public money.")),
        ],
        because=tell(
            "What is not public, over what is; without a word on what would have come anyway."
        ),
    )


@BANK.asks("cooperation-projects", objective=4)
def additional_euros_with_the_agency(draw: Draw) -> Number:
    additional, agency = draw.pick([0.4, 0.5]), draw.pick([1.0, 2.0])
    private, public = 15.0, 5.0
    return Number(
        text=tell(
            "Projects have {private} million euros of private and {public} of public money; the agency costs "
            "{agency} million. {additional} percent of the private money would not have come otherwise. How many "
            "additional private euros come to a public one, the agency counted?",
            private=f"{private:.0f}",
            public=f"{public:.0f}",
            agency=f"{agency:.0f}",
            additional=f"{100 * additional:.0f}",
        ),
        right=additional * private / (public + agency),
        wrong=[
            (additional * private / public, tell("The agency is public money, too.")),
            (private / (public + agency), tell("Only a part would not have come otherwise.")),
            (
                additional * (private + public) / (public + agency),
                tell("Public money is no private money."),
            ),
        ],
        because=tell("The additional part of the private money, over all that the public pays."),
    )


@BANK.asks("cooperation-projects", objective=2)
def where_a_misprint_lies() -> Choice:
    return Choice(
        text=tell(
            "A table has totals of rows and columns. One row and one column do not add up, both by 300. What is "
            "the likely fault?"
        ),
        right=tell("The cell where they cross"),
        wrong=[
            (tell("The total of the row"), tell("Then the columns would add up.")),
            (tell("The total of the column"), tell("Then the rows would add up.")),
            (tell("Two cells of the row"), tell("Then two columns would be off.")),
        ],
        because=tell("One wrong cell breaks exactly one row and one column, and points to itself."),
    )


@BANK.asks("cooperation-projects", objective=1)
def what_the_rule_cannot_see() -> Choice:
    return Choice(
        text=tell(
            "Which project passes the four rules that are numbers, though their aim is missed?"
        ),
        right=tell("Three firms of one owner, one of them small"),
        wrong=[
            (tell("Two large firms"), tell("At least three firms are asked for.")),
            (
                tell("Four large firms"),
                tell("At least one small or medium-sized one is asked for."),
            ),
            (tell("Three firms that ask for half of the cost"), tell("At most a quarter is paid.")),
        ],
        because=tell("Rules count what can be counted; the judgement has to do the rest."),
    )


@BANK.asks("cooperation-projects", objective=3)
def rates_by_their_base(draw: Draw) -> Order:
    good, asked, assessed, everybody = draw.pick([(160, 200, 208, 300), (120, 150, 160, 240)])
    bases = {
        tell("of the firms that were asked"): asked,
        tell("of the projects that were assessed"): assessed,
        tell("of all projects"): everybody,
    }
    right = sorted(bases, key=bases.__getitem__)
    return Order(
        text=tell(
            "{good} successes can be told of {asked} firms that were asked, of {assessed} projects that were "
            "assessed, or of {everybody} projects in all. Put the rates in order, the highest first.",
            good=good,
            asked=asked,
            assessed=assessed,
            everybody=everybody,
        ),
        right=right,
        wrong=[(right[::-1], tell("The smaller the base, the higher the rate."))],
        because=tell(
            "The same successes look better over a smaller base, so the base must be named."
        ),
    )


@BANK.asks("cooperation-projects", objective=4)
def share_that_nobody_knows() -> ShortText:
    return ShortText(
        text=tell(
            "What is the share of private money called that would not have come without the subsidy? One word."
        ),
        right=["additionality", "부가성"],
        wrong=[
            (tell("leverage"), tell("That is the ratio in which it stands.")),
            (tell("deadweight"), tell("That is the rest: what would have come anyway.")),
        ],
        because=tell("Nobody knows it; that is no reason to set it to 1 and say nothing."),
    )


# Lessons


@BANK.asks("lessons", objective=2)
def trust_after_events(draw: Draw) -> Number:
    start, takes, events = draw.pick([0.1, 0.2]), draw.pick([0.1, 0.2]), draw.pick([3, 6, 12])
    after = 1 - (1 - start) * (1 - takes) ** events
    return Number(
        text=tell(
            "Trust is {start} at first. Each event takes away a share of {takes} of the distrust that is left. "
            "How high is trust after {events} events?",
            start=start,
            takes=takes,
            events=events,
        ),
        right=after,
        wrong=[
            (1 - after, tell("That is the distrust that is left.")),
            (1 - (1 - takes) ** events, tell("It does not start from nothing.")),
        ],
        because=tell("Distrust shrinks by the same share at each event."),
    )


@BANK.asks("lessons", objective=1)
def link_by_chance_in_a_year(draw: Draw) -> Number:
    trust, fit, suppliers, contacts = (
        draw.pick([0.2, 0.4]),
        draw.pick([3, 5]),
        100,
        draw.pick([4, 8]),
    )
    one = trust * fit / suppliers
    return Number(
        text=tell(
            "{fit} of {suppliers} suppliers could make a part; a buyer meets {contacts} a year by chance, and "
            "one may be met twice. Trust in one who fits is {trust}. How likely is the part linked within the year?",
            fit=fit,
            suppliers=suppliers,
            contacts=contacts,
            trust=trust,
        ),
        right=1 - (1 - one) ** contacts,
        wrong=[
            (one, tell("That is for one meeting.")),
            (
                contacts * one,
                tell("Meetings can succeed twice over: take one less the chance that all fail."),
            ),
        ],
        because=tell("One less the chance that no meeting makes the link."),
    )


@BANK.asks("lessons", objective=3)
def added_and_deadweight(draw: Draw) -> Number:
    world, without, at_events = draw.pick([(60, 20, 50), (55, 25, 40), (70, 30, 55)])
    return Number(
        text=tell(
            "With an intermediary {world} parts are linked, {at_events} of them at its events. Without it "
            "{without} would be linked. How many links does it add?",
            world=world,
            at_events=at_events,
            without=without,
        ),
        right=world - without,
        wrong=[
            (at_events, tell("Some of these would have come anyway.")),
            (at_events - without, tell("Links outside of its events count in both worlds.")),
        ],
        exact=True,
        because=tell("All links in the one world less all in the other."),
    )


@BANK.asks("lessons", objective=3)
def deadweight_or_displacement() -> Choice:
    return Choice(
        text=tell("A part linked at an event was made in another country before. What is that?"),
        right=tell("Displacement: it is taken from a maker elsewhere"),
        wrong=[
            (tell("Deadweight"), tell("Deadweight is a link that would have come anyway.")),
            (tell("Additionality"), tell("That is what would not be there otherwise.")),
            (tell("A spillover"), tell("Something was ordered and paid for.")),
        ],
        because=tell(
            "The region wins an order; whether the world wins depends on how much better or cheaper the part is."
        ),
    )


@BANK.asks("lessons", objective=2)
def events_or_years() -> Choice:
    return Choice(
        text=tell(
            "Two programmes hold twelve events each, one in two years, one in six. Which has built more trust at "
            "its end, in the chapter's model?"
        ),
        right=tell("Neither: trust grows with events, not with years"),
        wrong=[
            (tell("The one of six years"), tell("Years alone do nothing to trust there.")),
            (tell("The one of two years"), tell("It is earlier, not higher.")),
            (
                tell("It depends on how many suppliers there are"),
                tell("Each event takes the same share of distrust."),
            ),
        ],
        because=tell("Each event takes away a share of the distrust that is left."),
    )


@BANK.asks("lessons", objective=4)
def where_a_broker_is_useless() -> Choice:
    return Choice(
        text=tell("Where does an intermediary add little, by the chapter's model and by Yavas?"),
        right=tell("Where search is cheap and good, so that partners find each other anyway"),
        wrong=[
            (tell("Where buyers distrust strangers"), tell("There its name is worth something.")),
            (tell("Where few suppliers fit"), tell("There search is poor, and a hall helps.")),
            (tell("Where it holds many events"), tell("Each event still takes some distrust.")),
        ],
        because=tell("What it links would have been linked: it is deadweight."),
    )


@BANK.asks("lessons", objective=3)
def hall_and_golf_together() -> Choice:
    return Choice(
        text=tell(
            "A hall of parts alone adds 5 links in a hundred, vouching alone 8, both together 30. How much is "
            "due to the hall?"
        ),
        right=tell("It has no one answer: between 5 and 22, by what is counted first"),
        wrong=[
            (tell("5"), tell("That is what it adds where nobody vouches.")),
            (tell("22"), tell("That is what it adds where somebody vouches already.")),
            (tell("Half of 30"), tell("Nothing says that the parts are equal.")),
        ],
        because=tell("Two parts that need each other add more together than alone."),
    )


@BANK.asks("lessons", objective=1)
def what_an_intermediary_does() -> Order:
    right = [
        tell("it brings buyer and suppliers together at events"),
        tell("it lends its own name, and distrust shrinks"),
        tell("those who fit step forward in the hall"),
        tell("buyer and supplier negotiate a price"),
    ]
    return Order(
        text=tell("How did suppliers come to work for MAN? Begin with what happened first."),
        right=right,
        wrong=[
            (
                [right[2], right[0], right[1], right[3]],
                tell("For some years nobody came in: trust was first."),
            )
        ],
        because=tell(
            "Two years of events and vouching, then the hall with its parts, then prices."
        ),
    )


@BANK.asks("lessons", objective=1)
def company_of_the_story() -> ShortText:
    return ShortText(
        text=tell(
            "Which truck maker with a plant in Steyr laid out about twenty thousand parts in a hall?"
        ),
        right=["MAN"],
        wrong=[("TMG", tell("That is the agency."))],
        because=tell(
            "Suppliers of the automotive cluster were asked in, each part with price and material."
        ),
    )
