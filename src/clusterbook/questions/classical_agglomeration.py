"""Questions on part 2, Classical agglomeration."""

from __future__ import annotations

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.models.city_size import net_output_per_head, peak_size
from clusterbook.models.labour_pooling import labour_pooling
from clusterbook.models.spillovers import usable_knowledge
from clusterbook.models.static_and_dynamic import know_how
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("classical-agglomeration", "Classical agglomeration")


def _percent(shares: np.ndarray | list[float]) -> str:
    return enumerated(f"{100 * share:.0f}" for share in shares)


# External economies


@BANK.asks("external-economies", objective=1)
def what_a_newcomer_gives_away(draw: Draw) -> Number:
    people, strength = draw.pick([20, 50, 100]), draw.pick([0.04, 0.05, 0.08])
    own = (people + 1) ** strength
    rise = (people + 1) ** (1 + strength) - people ** (1 + strength)
    return Number(
        text=tell(
            "{people} workers of a town make together {people} to the power of {power}. One more arrives, and "
            "all workers make the same. By how much does the output of the first {people} rise, all together?",
            people=people,
            power=1 + strength,
        ),
        right=rise - own,
        wrong=[
            (
                rise,
                tell(
                    "That is the rise of the town's whole output; take off what the newcomer makes."
                ),
            ),
            (own, tell("That is what the newcomer makes, and is paid for.")),
        ],
        because=tell(
            "The town's output rises by more than the newcomer makes; the rest goes to others, who pay nothing for it."
        ),
    )


@BANK.asks("external-economies", objective=2)
def best_size_of_a_city(draw: Draw) -> Number:
    strength, crowding = draw.pick([0.03, 0.05, 0.08]), draw.pick([0.02, 0.03, 0.06])
    return Number(
        text=tell(
            "Agglomeration has a strength of {strength}; in a city of a million a share of {crowding} of the day "
            "is lost on the way, and twice as much in one of two millions. At how many thousand inhabitants does "
            "net output per head peak?",
            strength=strength,
            crowding=crowding,
        ),
        right=1000 * peak_size(strength, crowding),
        wrong=[
            (
                1000 * strength / crowding,
                tell(
                    "That is strength over crowding; the share lost at the peak is strength over one and twice "
                    "the strength."
                ),
            ),
            (peak_size(strength, crowding), tell("That is in millions.")),
            (
                1000 * strength / (1 + strength) / crowding,
                tell(
                    "Crowding takes labour, and labour makes labour better: one and twice the strength stand below."
                ),
            ),
        ],
        because=tell(
            "At the peak the share of time lost is strength over one plus twice the strength."
        ),
    )


@BANK.asks("external-economies", objective=2)
def what_a_doubling_brings(draw: Draw) -> Number:
    strength = draw.pick([0.04, 0.05, 0.06, 0.08])
    return Number(
        text=tell(
            "Output per unit of labour has an elasticity of {strength} with respect to a city's labour. By how "
            "many percent does it rise when the labour doubles?",
            strength=strength,
        ),
        right=100 * (2**strength - 1),
        wrong=[
            (
                100 * strength,
                tell(
                    "That is for a rise of one unit in the logarithm, which is more than a doubling."
                ),
            ),
            (
                100 * strength * np.log(2),
                tell("That is the logarithm of the factor; the percentage is a little more."),
            ),
            (2**strength, tell("That is the factor; take one off and make it percent.")),
        ],
        because=tell("A doubling multiplies by two to the power of the elasticity."),
    )


@BANK.asks("external-economies", objective=3)
def slope_of_pay_over_size(draw: Draw) -> Number:
    strength, rent, share, ties = (
        draw.pick([0.03, 0.06]),
        draw.pick([0.2, 0.3]),
        0.25,
        draw.pick([0.02, 0.04]),
    )
    return Number(
        text=tell(
            "People move until what is left after rent is the same for the next newcomer. A share of {share} of "
            "income goes to rent, rent has an elasticity of {rent} with respect to size, ties ask for {ties} "
            "more per unit of log size, and agglomeration has a strength of {strength}. Which slope of log pay "
            "over log size does one observe between towns of unlike sites?",
            share=share,
            rent=rent,
            ties=ties,
            strength=strength,
        ),
        right=share * rent + ties,
        wrong=[
            (strength, tell("The strength is not in the slope: that is the trap.")),
            (
                share * rent + ties - strength,
                tell("That stands below in the size of a town, not in the slope."),
            ),
            (share * rent, tell("Ties to home keep people away, too.")),
        ],
        because=tell(
            "The slope is what a larger town must pay so that the next one comes: rents and ties, whatever the "
            "strength."
        ),
    )


@BANK.asks("external-economies", objective=3)
def size_of_the_better_town(draw: Draw) -> Number:
    strength, pull, better = draw.pick([0.03, 0.04]), draw.pick([0.09, 0.1]), draw.pick([0.05, 0.1])
    return Number(
        text=tell(
            "A site makes work better by {better} in logs. Rents and ties together take {pull} per unit of log "
            "size, agglomeration gives {strength} back. By how much larger, in logs, does its town become?",
            better=better,
            pull=pull,
            strength=strength,
        ),
        right=better / (pull - strength),
        wrong=[
            (
                better / pull,
                tell("Those who come make the town better still: take the strength off below."),
            ),
            (
                better / strength,
                tell("Rents and ties stop the growth; without them there would be no end."),
            ),
            (
                better / (pull + strength),
                tell("The strength works against rents and ties, so it is taken off."),
            ),
        ],
        because=tell(
            "The site's advantage over what a larger town costs, less what being larger gives."
        ),
    )


@BANK.asks("external-economies", objective=1)
def which_externality_is_it(draw: Draw) -> Choice:
    cases = {
        tell("pecuniary"): tell("a newcomer raises the rents of the street"),
        tell("technological"): tell(
            "a newcomer gives advice over the fence, which nobody pays for"
        ),
        tell("an internal economy of scale"): tell(
            "a factory buys a large machine and keeps it busy by itself"
        ),
    }
    right = draw.pick(list(cases))
    return Choice(
        text=tell("What is this in Scitovsky's terms: {case}?", case=cases[right]),
        right=right,
        wrong=[
            (name, tell("That would be: {case}.", case=case))
            for name, case in cases.items()
            if name != right
        ],
        because=tell("Ask who has the gain, and whether it comes through a price."),
    )


@BANK.asks("external-economies", objective=4)
def why_large_cities_stay() -> Choice:
    return Choice(
        text=tell(
            "A city is beyond the peak of net output per head. Why does nobody leave it for a new town on free land?"
        ),
        right=tell("Who leaves alone comes to a town far below the peak, which is worse still"),
        wrong=[
            (
                tell("Because its output before crowding is higher"),
                tell("People live from what is left after crowding."),
            ),
            (tell("Because land rents keep them"), tell("High rents drive away rather than keep.")),
            (
                tell("Because beyond the peak each newcomer still raises what others have"),
                tell("Beyond the peak each newcomer lowers it."),
            ),
        ],
        because=tell("A town must be founded large enough at once; nobody alone can do that."),
    )


@BANK.asks("external-economies", objective=2)
def cities_by_net_output(draw: Draw) -> Order:
    strength, crowding = draw.pick([(0.05, 0.04), (0.06, 0.05), (0.04, 0.03)])
    sizes = {
        tell("10,000"): 0.01,
        tell("200,000"): 0.2,
        tell("1,500,000"): 1.5,
        tell("12,000,000"): 12.0,
    }
    net = {
        name: float(net_output_per_head(size, strength, crowding)) for name, size in sizes.items()
    }
    right = sorted(net, key=lambda name: -net[name])
    return Order(
        text=tell(
            "Agglomeration has a strength of {strength}, and a share of {crowding} of the day is lost per "
            "million inhabitants. Put cities of these sizes in order by net output per head, the highest first.",
            strength=strength,
            crowding=crowding,
        ),
        right=right,
        wrong=[
            (list(sizes)[::-1], tell("That is the order before crowding.")),
            (list(sizes), tell("That is by crowding alone, as if there were no gain.")),
        ],
        because=tell(
            "It rises to the peak and falls behind it; a very small and a very large city both miss it."
        ),
    )


@BANK.asks("external-economies", objective=3)
def theorem_of_land_rents() -> ShortText:
    return ShortText(
        text=tell(
            "After whom is the theorem named by which, in a city of the best size, land rents add up to what a "
            "pure local public good costs? First and family name."
        ),
        right=["Henry George", "George"],
        wrong=[
            ("Stiglitz", tell("Arnott and Stiglitz showed it; it is named after somebody else.")),
            ("Marshall", tell("He set external economies beside internal ones.")),
        ],
        because=tell("The gain cannot stay with those who can move; land cannot leave."),
    )


# Marshall's triad


@BANK.asks("marshalls-triad", objective=1)
def idle_in_a_pool(draw: Draw) -> Number:
    firms, shock = draw.pick([2, 4, 6]), draw.pick([0.2, 0.3, 0.4])
    found = 100 * labour_pooling(firms, shock, wages="fixed")["unemployment"]
    return Number(
        text=tell(
            "{firms} firms share the workers of one town. In a good year a firm wants {shock} percent more workers "
            "than an equal share, in a bad year {shock} percent fewer; the two are equally likely, and each firm has "
            "years of its own. The wage is fixed. How many percent of the workers are idle on average?",
            firms=firms,
            shock=f"{100 * shock:.0f}",
        ),
        right=float(found["pooled"]),
        wrong=[
            (float(found["alone"]), tell("That is with each firm alone in a town.")),
            (
                float(found["alone"]) / firms,
                tell(
                    "The good and bad years cancel more slowly than one over the number of firms, unless there are two."
                ),
            ),
        ]
        if firms > 2
        else [
            (float(found["alone"]), tell("That is with each firm alone in a town.")),
            (0.0, tell("Two bad years at once leave people idle.")),
        ],
        because=tell("Workers are idle only when more firms have a bad year than a good one."),
    )


@BANK.asks("marshalls-triad", objective=1)
def when_a_pool_does_nothing() -> Choice:
    return Choice(
        text=tell(
            "Under which condition does a pool of fifty firms leave as many workers idle as fifty towns of one "
            "firm each?"
        ),
        right=tell("When all firms have their good and bad years together"),
        wrong=[
            (
                tell("When the wage is fixed"),
                tell("Then the pool lowers unemployment; with a free wage it raises profits."),
            ),
            (
                tell("When shocks are large"),
                tell("The larger the shocks, the more there is to share."),
            ),
            (
                tell("When there are many firms"),
                tell("Many firms help, if their fates are their own."),
            ),
        ],
        because=tell(
            "A town is insured against the bad luck of its firms, not against that of its industry."
        ),
    )


@BANK.asks("marshalls-triad", objective=2)
def buyers_for_a_specialist(draw: Draw) -> Number:
    fixed, afar = draw.pick([20, 30, 60]), draw.pick([0.4, 0.5, 1.5])
    return Number(
        text=tell(
            "A specialist's process costs 1 per unit and {fixed} a year to keep up; each buyer needs one unit a "
            "year. From afar a unit costs {cost}. From how many buyers on is the specialist next door as cheap?",
            fixed=fixed,
            cost=1 + afar,
        ),
        right=fixed / afar,
        wrong=[
            (
                fixed / (1 + afar),
                tell("The running cost of 1 is paid in both cases; compare what comes on top."),
            ),
            (fixed, tell("That is where the fixed cost per buyer equals the running cost.")),
            (fixed * afar, tell("Divide the fixed cost by what a unit from afar costs more.")),
        ],
        because=tell(
            "The fixed cost is shared: per buyer it must fall to the extra cost from afar."
        ),
    )


@BANK.asks("marshalls-triad", objective=1)
def part_of_the_gain_in_profit(draw: Draw) -> Number:
    firms = draw.pick([3, 4, 5, 8])
    gain = {n: labour_pooling(n, 0.25)["profit"] for n in (2, firms, firms + 1)}
    # Two firms have half of all that can be had, whatever the shocks.
    two, its, more = (float(one["pooled"] - one["alone"]) for one in gain.values())
    return Number(
        text=tell(
            "With a free wage a pool raises profits. Which percentage of all that an endless pool could bring do "
            "{firms} firms with independent years reach?",
            firms=firms,
        ),
        right=50 * its / two,
        wrong=[
            (100 / firms, tell("That is what is still missing.")),
            (50 * more / two, tell("That is with one firm more.")),
        ],
        digits=2,
        because=tell(
            "The gain grows with the number of firms less one over the number: the first neighbours matter most."
        ),
    )


@BANK.asks("marshalls-triad", objective=3)
def knowledge_from_two_neighbours(draw: Draw) -> Number:
    near, far, half = draw.pick([5, 10]), draw.pick([20, 30]), draw.pick([10, 15])
    contact = draw.pick([0.4, 0.6])
    heard = float(usable_knowledge([0.0], [near, far], contact, half)[0])
    return Number(
        text=tell(
            "A firm knows one unit. Two others, {near} and {far} km away, know one unit each; a share of "
            "{contact} passes between neighbours at all, and half of it is lost every {half} km. How much "
            "knowledge can the firm use?",
            near=near,
            far=far,
            contact=contact,
            half=half,
        ),
        right=heard,
        wrong=[
            (heard - 1, tell("Its own unit counts, too.")),
            (1 + (heard - 1) / contact, tell("Only a part passes at all, even to a neighbour.")),
        ],
        because=tell("Its own unit, and of each other one the contact times what distance leaves."),
    )


@BANK.asks("marshalls-triad", objective=4)
def spillover_in_the_strict_sense() -> Choice:
    return Choice(
        text=tell(
            "Which of Marshall's three reasons is a spillover in the strict sense, past every market?"
        ),
        right=tell("What is heard in the street"),
        wrong=[
            (tell("The pool of workers"), tell("It works through wages.")),
            (tell("The shared supplier"), tell("It works through the price of inputs.")),
            (tell("All three"), tell("All are external, but two of them come through a market.")),
        ],
        because=tell("A pool or a supplier gives through prices; only what is heard has none."),
    )


@BANK.asks("marshalls-triad", objective=4)
def which_reason_at_every_scale() -> Choice:
    return Choice(
        text=tell(
            "Rosenthal and Strange related concentration to stand-ins for the three reasons, by postal district, "
            "county and state. Which had the most robust effect, at every scale?"
        ),
        right=tell("Labour pooling"),
        wrong=[
            (tell("Knowledge"), tell("It showed within postal districts only.")),
            (tell("Manufactured inputs"), tell("They mattered at the scale of states.")),
            (tell("None of them"), tell("One of them did.")),
        ],
        because=tell(
            "Each force has a reach of its own, and people move between employers at every scale studied."
        ),
    )


@BANK.asks("marshalls-triad", objective=1)
def pools_by_idle_workers(draw: Draw) -> Order:
    alike = draw.pick([0.5, 0.8])
    pools = {
        tell("one firm alone"): (1, 0.0),
        tell("two firms with years of their own"): (2, 0.0),
        tell("twenty firms with years of their own"): (20, 0.0),
        tell("twenty firms whose years are much alike"): (20, alike),
    }
    idle = {
        name: float(labour_pooling(n, 0.25, rho, wages="fixed")["unemployment"]["pooled"])
        for name, (n, rho) in pools.items()
    }
    right = sorted(idle, key=idle.__getitem__)
    return Order(
        text=tell(
            "The wage is fixed, every firm's demand moves by 25 percent, and alike means a correlation of "
            "{alike}. Put these towns in order by the share of idle workers, the lowest first.",
            alike=alike,
        ),
        right=right,
        wrong=[
            (
                [
                    right[0],
                    tell("twenty firms whose years are much alike"),
                    *[
                        one
                        for one in right[1:]
                        if one != tell("twenty firms whose years are much alike")
                    ],
                ],
                tell("The number of employers is not the number of fates."),
            )
        ]
        if right[1] != tell("twenty firms whose years are much alike")
        else [(right[::-1], tell("You began with the highest."))],
        because=tell("What counts is how many fates there are, not how many firms."),
    )


@BANK.asks("marshalls-triad", objective=2)
def whose_sentence_on_markets() -> ShortText:
    return ShortText(
        text=tell(
            "Whose sentence is it that the division of labour is limited by the extent of the market, which "
            "Stigler took for a title?"
        ),
        right=["Adam Smith", "Smith"],
        wrong=[
            ("Marshall", tell("He gave the three reasons; the sentence is older.")),
            ("Krugman", tell("His is a model of the labour pool.")),
        ],
        because=tell(
            "A step of production goes to a specialist when there are enough buyers to feed one."
        ),
    )


# Localization and urbanization


@BANK.asks("localization-and-urbanization", objective=3)
def krugman_index_of_a_town(draw: Draw) -> Number:
    s = np.array(draw.pick([[60, 30, 10], [20, 50, 30], [70, 10, 20]])) / 100
    x = np.array([0.5, 0.3, 0.2])
    index = float(abs(s - x).sum())
    return Number(
        text=tell(
            "A town has {town} percent of its jobs in offices, factories and schools, the nation {nation}. How "
            "high is the Krugman index?",
            town=_percent(s),
            nation=_percent(x),
        ),
        right=index,
        wrong=[
            (index / 2, tell("That is half of it, the share that would have to move.")),
            (float(((s - x) ** 2).sum()), tell("Sum the distances, not their squares.")),
        ],
        because=tell("It is the sum of the distances between the two shares, from 0 to 2."),
    )


@BANK.asks("localization-and-urbanization", objective=3)
def hachman_index_of_a_town(draw: Draw) -> Number:
    s = np.array(draw.pick([[70, 20, 10], [20, 20, 60], [40, 50, 10]])) / 100
    x = np.array([0.6, 0.3, 0.1])
    return Number(
        text=tell(
            "Shares of a town in three kinds of work are {town} percent, of the nation {nation}. How high is the "
            "Hachman index?",
            town=_percent(s),
            nation=_percent(x),
        ),
        right=float(1 / (s**2 / x).sum()),
        wrong=[
            (float((s**2 / x).sum()), tell("Turn it around: the index is one over this sum.")),
            (float((s**2).sum()), tell("That is the Herfindahl index, which knows no nation.")),
        ],
        because=tell(
            "Each share is weighed by its quotient; one over the sum is 1 for a town like the nation."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=3)
def towns_by_likeness(draw: Draw) -> Order:
    nation = np.array([0.6, 0.2, 0.1, 0.1])
    towns = {
        tell("Ash"): np.array(draw.pick([[55, 25, 10, 10], [65, 15, 10, 10]])) / 100,
        tell("Elm"): np.array([0.25, 0.25, 0.25, 0.25]),
        tell("Oak"): np.array(draw.pick([[40, 40, 10, 10], [45, 35, 10, 10]])) / 100,
    }
    unlike = {name: float(abs(s - nation).sum()) for name, s in towns.items()}
    uneven = {name: float((s**2).sum()) for name, s in towns.items()}
    right = sorted(unlike, key=unlike.__getitem__)
    return Order(
        text=tell(
            "Four kinds of work have {nation} percent of the nation's jobs; in Ash it is {ash}, in Elm {elm}, in "
            "Oak {oak}. Put the towns in order by the Krugman index, the lowest first.",
            nation=_percent(nation),
            ash=_percent(towns[tell("Ash")]),
            elm=_percent(towns[tell("Elm")]),
            oak=_percent(towns[tell("Oak")]),
        ),
        right=right,
        wrong=[
            (
                sorted(uneven, key=uneven.__getitem__),
                tell("That is by Herfindahl: how even the town is, whatever the nation."),
            )
        ],
        because=tell(
            "Krugman asks how far a town is from the nation; an even town can be far from an uneven nation."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=4)
def specialized_and_diverse() -> Choice:
    return Choice(
        text=tell(
            "San Jose is among the most specialized places by the Krugman index and among the more diverse by "
            "entropy. How can that be?"
        ),
        right=tell(
            "The first compares it with the nation, the second with an even spread, and the nation is uneven"
        ),
        wrong=[
            (
                tell("One of the two has a large sampling error"),
                tell("Drawn anew from the errors it stays so."),
            ),
            (
                tell("Entropy counts jobs, Krugman counts firms"),
                tell("Both are computed from the same jobs."),
            ),
            (
                tell("Krugman falls when a place becomes larger"),
                tell("None of these indices knows scale."),
            ),
        ],
        because=tell(
            "Having less of what is large elsewhere makes a place both unlike the nation and more even."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=1)
def where_the_deep_pool_is() -> Choice:
    return Choice(
        text=tell(
            "New York has the most software developers of all places, and a location quotient just above the "
            "nation's. A firm looks for a deep pool of developers. What should it look at?"
        ),
        right=tell("The number of developers: a pool is deep because there are many"),
        wrong=[
            (
                tell("The location quotient: a share is free of size"),
                tell("That is what makes it the wrong yardstick here."),
            ),
            (
                tell("The entropy of everything else"),
                tell("That is about diversity, not about the pool."),
            ),
            (
                tell("All jobs of the place"),
                tell("They go with the number, and are not the number."),
            ),
        ],
        because=tell(
            "Marshall's reasons are about scale; a share can be a small number over a small number."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=1)
def a_city_of_clerks() -> Choice:
    return Choice(
        text=tell(
            "A city has a million jobs, all of them clerks. Which of the two words of urbanization economies "
            "does it have?"
        ),
        right=tell("Scale, and no diversity"),
        wrong=[
            (
                tell("Diversity, and no scale"),
                tell("A million is scale; one kind of work is no diversity."),
            ),
            (tell("Both"), tell("One kind of work is no diversity.")),
            (tell("Neither"), tell("A million is scale.")),
        ],
        because=tell(
            "The booklet describes urbanization economies by scale and diversity, which are not the same."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=2)
def what_feldman_and_audretsch_found() -> Choice:
    return Choice(
        text=tell("What did Feldman and Audretsch find for innovation?"),
        right=tell("Support for science-based diversity, little for specialization"),
        wrong=[
            (
                tell("Support for any mixture of industries"),
                tell("One word of their title belongs to the finding."),
            ),
            (
                tell("Support for specialization, little for diversity"),
                tell("The other way round."),
            ),
            (tell("Nothing for either"), tell("They found considerable support for one of them.")),
        ],
        because=tell("Diversity helped where the industries share a base of science."),
    )


@BANK.asks("localization-and-urbanization", objective=5)
def what_blanks_do_to_a_ranking() -> Choice:
    return Choice(
        text=tell(
            "Unpublished cells of detailed occupations are filled with zero, and places are ranked by diversity. "
            "What happens?"
        ),
        right=tell("Small places look specialized, since far more of their cells are unpublished"),
        wrong=[
            (
                tell("Nothing: the cells are small"),
                tell("They are many, and in small places most of all."),
            ),
            (
                tell("Large places look specialized"),
                tell("They publish nearly all of their cells."),
            ),
            (tell("All places lose alike"), tell("Then the ranking would stay; it does not.")),
        ],
        because=tell(
            "An absent cell is not a zero; treating it as one turns size into specialization."
        ),
    )


@BANK.asks("localization-and-urbanization", objective=2)
def who_looks_outside_the_industry() -> ShortText:
    return ShortText(
        text=tell(
            "Who argued in 1969 that the most important knowledge of a firm comes from outside its industry? "
            "Family name."
        ),
        right=["Jacobs", "Jane Jacobs"],
        wrong=[
            ("Marshall", tell("His name stands for knowledge within the industry.")),
            ("Porter", tell("He, too, relies on the own industry, with rivalry as the engine.")),
        ],
        because=tell("So new work arises in large and mixed cities, by her argument."),
    )


# Competition or cooperation


@BANK.asks("competition-or-cooperation", objective=2)
def competition_of_an_industry(draw: Draw) -> Number:
    plants, workers = draw.pick([(3, 300), (6, 400), (4, 500)])
    all_plants, all_workers = draw.pick([(80, 4_000), (60, 2_400)])
    own, nation = plants / workers, all_plants / all_workers
    return Number(
        text=tell(
            "An industry has {plants} plants with {workers} workers in a region, and {all_plants} with "
            "{all_workers} in the nation. How high is the regressor called competition?",
            plants=plants,
            workers=workers,
            all_plants=all_plants,
            all_workers=f"{all_workers:,}",
        ),
        right=own / nation,
        wrong=[
            (nation / own, tell("Upside down: that is the relative size of a plant.")),
            (plants / all_plants, tell("Plants per worker are compared, not plants.")),
            (own, tell("Divide by the same in the nation.")),
        ],
        because=tell("Plants per worker in the region over plants per worker in the nation."),
    )


@BANK.asks("competition-or-cooperation", objective=2)
def diversity_without_the_industry(draw: Draw) -> Number:
    others = np.array(draw.pick([[60, 30, 10], [50, 40, 10], [70, 20, 10]]), dtype=float)
    own = 100.0
    shares, whole = others / others.sum(), np.append(others, own) / (others.sum() + own)
    return Number(
        text=tell(
            "A region has {others} jobs in three industries and {own} in steel. In the nation the other three "
            "are equal. How high is the regressor called diversity, for steel?",
            others=enumerated(f"{one:.0f}" for one in others),
            own=f"{own:.0f}",
        ),
        right=float(1 / (shares**2).sum() / 3),
        wrong=[
            (float(1 / (whole**2).sum() / 3), tell("Leave the industry itself out.")),
            (
                float(1 / (shares**2).sum()),
                tell("Divide by the same in the nation: three equal industries."),
            ),
            (float(3 * (shares**2).sum()), tell("Upside down: more even is more diverse.")),
        ],
        because=tell("The equivalent number of the other industries, over the same in the nation."),
    )


@BANK.asks("competition-or-cooperation", objective=2)
def growth_that_a_coefficient_means(draw: Draw) -> Number:
    beta, times = draw.pick([0.08, 0.1, 0.15]), draw.pick([2, 3])
    return Number(
        text=tell(
            "In the growth regression, log specialization has the coefficient {beta}; growth is a difference of "
            "logarithms. How much more growth, in hundredths, does that give an industry {times} times as "
            "specialized?",
            beta=beta,
            times=times,
        ),
        right=100 * beta * np.log(times),
        wrong=[
            (100 * beta * times, tell("The regressor is a logarithm.")),
            (100 * beta, tell("That is for a factor of e.")),
            (100 * beta * np.log10(times), tell("Logarithms are natural ones here.")),
        ],
        because=tell("The coefficient times the logarithm of the factor."),
    )


@BANK.asks("competition-or-cooperation", objective=1)
def who_expects_these_signs(draw: Draw) -> Choice:
    signs = {
        tell("Marshall, Arrow and Romer"): tell("specialization helps, competition harms"),
        tell("Porter"): tell("specialization helps, competition helps"),
        tell("Jacobs"): tell("diversity helps, competition helps"),
    }
    right = draw.pick(list(signs))
    return Choice(
        text=tell("Whose expectation is it, in Glaeser's reading: {signs}?", signs=signs[right]),
        right=right,
        wrong=[
            (name, tell("Their reading: {signs}.", signs=what))
            for name, what in signs.items()
            if name != right
        ],
        because=tell(
            "They agree that knowledge flows between neighbours, and differ on from whom and under which rivalry."
        ),
    )


@BANK.asks("competition-or-cooperation", objective=4)
def what_a_lucky_year_does() -> Choice:
    return Choice(
        text=tell(
            "Nothing of the three theories is true, but the first count of jobs has errors. Which signs does the "
            "growth regression tend to find?"
        ),
        right=tell("Specialization bad, competition good"),
        wrong=[
            (
                tell("Specialization good, competition bad"),
                tell("A count that was too high shows as specialized, and then seems to shrink."),
            ),
            (
                tell("Both good"),
                tell(
                    "The two are bent in opposite directions: the count stands above in one, below in the other."
                ),
            ),
            (
                tell("None: errors average out"),
                tell("The same error stands on both sides, so it does not average out."),
            ),
        ],
        because=tell(
            "The first count stands below in growth and in competition, above in specialization."
        ),
    )


@BANK.asks("competition-or-cooperation", objective=4)
def growth_after_a_count_too_high(draw: Draw) -> Number:
    over = draw.pick([5, 10, 20])
    return Number(
        text=tell(
            "Jobs have not changed, but the first count was {over} percent too high. Which growth does one "
            "measure, in percent and in logs?",
            over=over,
        ),
        right=-100 * np.log(1 + over / 100),
        wrong=[
            (-over, tell("That is not in logs.")),
            (
                100 * np.log(1 + over / 100),
                tell("A first count that is too high looks like a loss."),
            ),
        ],
        because=tell("The logarithm of the true count over the counted one."),
    )


@BANK.asks("competition-or-cooperation", objective=2)
def what_plants_per_worker_are() -> Choice:
    return Choice(
        text=tell(
            "Plants per worker are taken for competition. What else are they, by arithmetic?"
        ),
        right=tell("One over the average size of a plant"),
        wrong=[
            (
                tell("One over the number of firms"),
                tell("A firm can have many plants, and the number of workers is missing."),
            ),
            (
                tell("The share of young plants"),
                tell(
                    "Small plants are often young, which is why the two are hard to part; but age is not in the number."
                ),
            ),
            (
                tell("The market share of the largest plant"),
                tell("The number does not know who is the largest."),
            ),
        ],
        because=tell("A monopoly, or merely one large mill? The number does not know."),
    )


@BANK.asks("competition-or-cooperation", objective=2)
def industries_by_competition(draw: Draw) -> Order:
    plants = {
        tell("steel"): (draw.pick([20, 24]), 4_000),
        tell("bread"): (30, draw.pick([300, 360])),
        tell("toys"): (12, draw.pick([240, 300])),
    }
    right = sorted(plants, key=lambda name: -plants[name][0] / plants[name][1])
    return Order(
        text=tell(
            "Steel has {steel} plants and {steel_jobs} workers, bread {bread} and {bread_jobs}, toys {toys} and "
            "{toys_jobs}; in the nation all three have the same number of plants per worker. Put them in order "
            "by the regressor called competition, the highest first.",
            steel=plants[tell("steel")][0],
            steel_jobs=plants[tell("steel")][1],
            bread=plants[tell("bread")][0],
            bread_jobs=plants[tell("bread")][1],
            toys=plants[tell("toys")][0],
            toys_jobs=plants[tell("toys")][1],
        ),
        right=right,
        wrong=[
            (
                sorted(plants, key=lambda name: -plants[name][0]),
                tell("That is by the number of plants; it is plants per worker."),
            )
        ],
        because=tell("Divide plants by workers."),
    )


@BANK.asks("competition-or-cooperation", objective=5)
def who_won_in_1992() -> ShortText:
    return ShortText(
        text=tell(
            "Glaeser and co-authors tested three theories on large industries of American cities, 1956 to 1987. "
            "To whose theory did they give the point? Family name."
        ),
        right=["Jacobs"],
        wrong=[
            ("Porter", tell("Competition encouraged growth, but specialization did not.")),
            ("Marshall", tell("Specialization did not encourage growth there.")),
        ],
        because=tell(
            "Variety and local competition went with growth; other studies find other signs."
        ),
    )


# Measuring concentration


@BANK.asks("measuring-concentration", objective=2)
def lumps_of_equal_plants(draw: Draw) -> Number:
    regions, plants = draw.pick([10, 17, 20]), draw.pick([4, 5, 8])
    return Number(
        text=tell(
            "{plants} equal plants are thrown blindly at {regions} equal regions. How high is raw concentration "
            "on average?",
            plants=plants,
            regions=regions,
        ),
        right=(1 - 1 / regions) / plants,
        wrong=[
            (
                1 / plants,
                tell(
                    "That is the plants' Herfindahl index; multiply by one less the sum of squares of the regions."
                ),
            ),
            (1 - 1 / regions, tell("That is for one plant.")),
            (1 / regions, tell("The number of plants makes the lumps.")),
        ],
        because=tell(
            "One less the sum of squared regions' shares, times the Herfindahl index of the plants."
        ),
    )


@BANK.asks("measuring-concentration", objective=3)
def ellison_glaeser_by_hand(draw: Draw) -> Number:
    sizes = draw.pick([[40, 30, 20, 10], [50, 20, 20, 10], [30, 20, 40, 10]])
    plants = pd.DataFrame({"region": list("AABC"), "industry": "toys", "size": sizes})
    row = ag.ellison_glaeser(plants, reference=pd.Series(1.0, index=list("ABCD"))).iloc[0]
    free = 0.75
    return Number(
        text=tell(
            "Four equal regions. An industry has four plants with {sizes} workers: the first two in region A, "
            "the third in B, the last in C. How high is the Ellison-Glaeser index?",
            sizes=enumerated(map(str, sizes)),
        ),
        right=float(row["gamma"]),
        wrong=[
            (float(row["G"]), tell("That is raw concentration; take the lumps out.")),
            (float(row["H"]), tell("That is the plants' Herfindahl index.")),
            (
                float(row["G"]) - free * float(row["H"]),
                tell("That is what goes beyond the lumps; scale it."),
            ),
        ],
        because=tell(
            "Raw concentration less what blind darts give, over the largest that could be left."
        ),
    )


@BANK.asks("measuring-concentration", objective=3)
def p_value_from_throws(draw: Draw) -> Number:
    throws, beyond = draw.pick([(99, 3), (199, 5), (499, 11)])
    return Number(
        text=tell(
            "An industry's plants are thrown blindly {throws} times; {beyond} throws are at least as "
            "concentrated as the real pattern. What is the p-value?",
            throws=throws,
            beyond=beyond,
        ),
        right=(beyond + 1) / (throws + 1),
        wrong=[
            (
                beyond / throws,
                tell("The observed pattern counts as one more throw, above and below the line."),
            ),
            (
                1 - (beyond + 1) / (throws + 1),
                tell("That is the share of throws that are less concentrated."),
            ),
        ],
        digits=2,
        because=tell(
            "One more above and below, since the real pattern could have been one of the throws."
        ),
    )


@BANK.asks("measuring-concentration", objective=4)
def smallest_herfindahl(draw: Draw) -> Number:
    first, second = draw.pick([(80, 4), (60, 3)]), draw.pick([(20, 2), (40, 5)])
    whole = first[0] + second[0]
    even = sum(workers**2 / plants for workers, plants in (first, second)) / whole**2
    return Number(
        text=tell(
            "A division has {one} workers in {plants_one} plants of one province and {two} in {plants_two} "
            "plants of another. What is the smallest plant Herfindahl index that these figures allow?",
            one=first[0],
            plants_one=first[1],
            two=second[0],
            plants_two=second[1],
        ),
        right=even,
        wrong=[
            (
                1 / (first[1] + second[1]),
                tell("That would need all plants to be equal, in both provinces alike."),
            ),
            (
                (first[0] ** 2 + second[0] ** 2) / whole**2,
                tell("That is with one plant in each province."),
            ),
        ],
        digits=2,
        because=tell(
            "All plants of a province are equal: its workers squared, over its plants, and all over the sum squared."
        ),
    )


@BANK.asks("measuring-concentration", objective=3)
def what_gamma_means() -> Choice:
    return Choice(
        text=tell(
            "An industry has an Ellison-Glaeser index of 0.1. What does the model say with it?"
        ),
        right=tell("Two of its plants are bound to each other with probability 0.1"),
        wrong=[
            (tell("A tenth of its jobs would have to move"), tell("That is a Hoover coefficient.")),
            (
                tell("A tenth of its plants lie in one region"),
                tell("The index does not say where."),
            ),
            (tell("It is more concentrated than nine of ten industries"), tell("It is no rank.")),
        ],
        because=tell(
            "Independent otherwise; whether a spillover or a harbour binds them it cannot say."
        ),
    )


@BANK.asks("measuring-concentration", objective=4)
def spillover_or_harbour() -> Choice:
    return Choice(
        text=tell(
            "Plants learn from each other, or need the same harbour. Which index of concentration tells the two apart?"
        ),
        right=tell("None that starts from plants and regions alone"),
        wrong=[
            (tell("The Ellison-Glaeser index"), tell("They prove that both leave the same trace.")),
            (
                tell("The index of Maurel and Sédillot"),
                tell("It weighs otherwise, and asks no reasons."),
            ),
            (tell("The locational Gini"), tell("It does not even take the lumps out.")),
        ],
        because=tell(
            "Reasons need other data: what lies where, or which industries settle together."
        ),
    )


@BANK.asks("measuring-concentration", objective=3)
def what_more_plants_do() -> Choice:
    return Choice(
        text=tell(
            "Plants are bound with 0.2. One industry has 20 equal plants, another 1,000. How far does a single "
            "estimate of gamma miss the truth?"
        ),
        right=tell("About as far in both: bound plants repeat a few choices of place"),
        wrong=[
            (
                tell("Much less with 1,000"),
                tell("A later plant tells little that is new, since it follows others."),
            ),
            (tell("Not at all with 1,000"), tell("The choices that are followed are drawn once.")),
            (tell("More with 1,000"), tell("More plants do not harm, they hardly help.")),
        ],
        because=tell("An industry's published value is one throw."),
    )


@BANK.asks("measuring-concentration", objective=2)
def industries_beyond_their_lumps(draw: Draw) -> Order:
    free = 0.9
    cases = {
        tell("one giant mill and a workshop"): (draw.pick([0.62, 0.6]), 0.7),
        tell("ten plants"): (draw.pick([0.3, 0.28]), 0.1),
        tell("two hundred plants"): (draw.pick([0.12, 0.15]), 0.005),
    }
    gamma = {
        name: (raw - free * lumps) / (free * (1 - lumps)) for name, (raw, lumps) in cases.items()
    }
    raw = {name: value for name, (value, _) in cases.items()}
    right = sorted(gamma, key=lambda name: -gamma[name])
    return Order(
        text=tell(
            "Raw concentration and plant Herfindahl are {giant} and 0.7 for an industry of one giant mill and a "
            "workshop, {ten} and 0.1 for one of ten plants, {many} and 0.005 for one of two hundred plants; one "
            "less the sum of squared regions is 0.9. Put them in order by the Ellison-Glaeser index, the highest "
            "first.",
            giant=cases[tell("one giant mill and a workshop")][0],
            ten=cases[tell("ten plants")][0],
            many=cases[tell("two hundred plants")][0],
        ),
        right=right,
        wrong=[
            (
                sorted(raw, key=lambda name: -raw[name]),
                tell("That is by raw concentration, which is mostly lumps."),
            )
        ],
        because=tell("A giant puts a whole industry in one place and proves nothing."),
    )


@BANK.asks("measuring-concentration", objective=3)
def name_of_the_approach() -> ShortText:
    return ShortText(
        text=tell(
            "Ellison and Glaeser think of a map and of plants as something thrown at it. What is the approach "
            "called? One word."
        ),
        right=["dartboard", "the dartboard approach", "dartboard approach", "다트판"],
        wrong=[
            (
                "urn",
                tell("Bound plants follow each other as in an urn, but the name is another one."),
            )
        ],
        because=tell(
            "Thrown blindly, darts make lumps; only what goes beyond them can be called agglomeration."
        ),
    )


# Distance-based measures


@BANK.asks("distance-based-measures", objective=3)
def marcon_puech_by_hand(draw: Draw) -> Number:
    bakers, plants = draw.pick([4, 5, 6]), draw.pick([31, 41, 61])
    near, own = draw.pick([(3, 2), (4, 3), (5, 2)])
    share, everywhere = own / near, (bakers - 1) / (plants - 1)
    return Number(
        text=tell(
            "{bakers} of {plants} plants are bakers. Each baker has {near} plants within 2 km, of which {own} "
            "are bakers. How high is the Marcon-Puech function at 2 km?",
            bakers=bakers,
            plants=plants,
            near=near,
            own=own,
        ),
        right=share / everywhere,
        wrong=[
            (share, tell("That is the share nearby; divide it by the share everywhere.")),
            (
                share / (bakers / plants),
                tell("A plant is no neighbour of itself: leave it out below as well."),
            ),
        ],
        because=tell(
            "The share of bakers among neighbours, over their share among all other plants."
        ),
    )


@BANK.asks("distance-based-measures", objective=1)
def hoover_with_a_border(draw: Draw) -> Number:
    smiths, bakers = [1, 2, 3, 8, 9, 10], draw.pick([[4, 5], [6, 7]])
    border = draw.pick([4.5, 6.5])

    def hoover(where):
        everybody = smiths + bakers
        share = [sum(one < where for one in those) / len(those) for those in (bakers, everybody)]
        return abs(share[0] - share[1])

    other = 6.5 if border == 4.5 else 4.5
    wrong = [(hoover(other), tell("That is with a border at kilometre {other}.", other=other))]
    return Number(
        text=tell(
            "Along a road smiths stand at kilometres {smiths}, bakers at {bakers}. A border at kilometre "
            "{border} makes two regions. How high is Hoover's coefficient of the bakers against all plants?",
            smiths=enumerated(map(str, smiths)),
            bakers=enumerated(map(str, bakers)),
            border=border,
        ),
        right=hoover(border),
        wrong=[one for one in wrong if abs(one[0] - hoover(border)) > 0.01],
        because=tell(
            "Compare the shares on one side of the border; another border gives another number."
        ),
    )


@BANK.asks("distance-based-measures", objective=2)
def which_band_to_use() -> Choice:
    return Choice(
        text=tell(
            "A density is read at fifty distances. Why does one hold it against a global band and not against a "
            "local one?"
        ),
        right=tell("The curve has fifty chances to leave a local band by luck"),
        wrong=[
            (tell("A global band is narrower"), tell("It is wider: it holds whole curves.")),
            (tell("A local band needs all sites"), tell("Both are drawn from the same sites.")),
            (
                tell("A local band holds 95 percent of whole curves"),
                tell("That is the global one."),
            ),
        ],
        because=tell(
            "The global band holds 95 percent of whole curves, so one visit outside means something."
        ),
    )


@BANK.asks("distance-based-measures", objective=1)
def how_a_border_misleads(draw: Draw) -> Choice:
    ways = {
        tell("Borders cut"): tell(
            "a group of plants across a border is counted as two small groups"
        ),
        tell("Regions pool"): tell("plants at opposite ends of a large region count as neighbours"),
        tell("Regions forget where they are"): tell(
            "shuffle the provinces on the map, and every index stays what it was"
        ),
    }
    right = draw.pick(list(ways))
    return Choice(
        text=tell("Under which of the three heads does this belong: {what}?", what=ways[right]),
        right=right,
        wrong=[
            (name, tell("That head is: {what}.", what=what))
            for name, what in ways.items()
            if name != right
        ],
        because=tell("A table of regions has decided where they end before the first number."),
    )


@BANK.asks("distance-based-measures", objective=2)
def what_a_wide_bell_hides() -> Choice:
    return Choice(
        text=tell(
            "Plants of a cluster lie within 1 km of each other; the bandwidth is 5 km. What does the density show?"
        ),
        right=tell("Many pairs at short distances, and nothing of how short"),
        wrong=[
            (tell("A peak at 1 km"), tell("What is much narrower than the bell is smoothed away.")),
            (
                tell("A peak at 5 km"),
                tell(
                    "The bell spreads pairs around where they are; it does not move them to its width."
                ),
            ),
            (tell("Nothing: the pairs are lost"), tell("The area below the curve stays one.")),
        ],
        because=tell(
            "The bandwidth follows the spread of all distances, however close the plants of a cluster are."
        ),
    )


@BANK.asks("distance-based-measures", objective=2)
def few_pairs_far_apart() -> Choice:
    return Choice(
        text=tell(
            "A density lies above its band at 10 km and below it at 80 km. What may one say of the 80 km?"
        ),
        right=tell(
            "Perhaps nothing: a density adds up to one, so many short pairs leave fewer long ones"
        ),
        wrong=[
            (
                tell("The industry avoids places 80 km apart"),
                tell("Too few long pairs are often the mirror of many short ones."),
            ),
            (tell("There is a second cluster"), tell("That would show as too many pairs.")),
            (
                tell("The band is too narrow there"),
                tell("The global band is made for all distances at once."),
            ),
        ],
        because=tell("Where a density is high it must be low elsewhere."),
    )


@BANK.asks("distance-based-measures", objective=3)
def why_two_measures_disagree() -> Choice:
    return Choice(
        text=tell(
            "All neighbours of an industry lie within 2 km. At 20 km the Marcon-Puech function is still above 1, "
            "the density is as blind draws give. Why?"
        ),
        right=tell("The function counts up to a distance, the density at a distance"),
        wrong=[
            (tell("The function has a bandwidth"), tell("It has none; the density has one.")),
            (
                tell("The density is relative from the start"),
                tell("It becomes relative only through its band."),
            ),
            (
                tell("One of the two was computed wrongly"),
                tell("Both can be right about the same plants."),
            ),
        ],
        because=tell("What happens at 2 km still shows at 20 in a count that is cumulative."),
    )


@BANK.asks("distance-based-measures", objective=2)
def steps_of_the_test() -> Order:
    steps = [
        tell("take all pairs of the industry's plants and their distances"),
        tell("smooth the distances to a density"),
        tell("draw as many plants blindly from all sites, many times"),
        tell("make a global band of the drawn densities"),
        tell("see where the real density leaves the band"),
    ]
    return Order(
        text=tell("Put the steps of Duranton and Overman's test in their order."),
        right=steps,
        wrong=[
            (
                [steps[2], steps[3], steps[0], steps[1], steps[4]],
                tell(
                    "That works, too, but the industry comes first: it says how many plants are drawn."
                ),
            )
        ],
        because=tell(
            "First the industry's own curve, then what chance gives for as many plants, then the comparison."
        ),
    )


@BANK.asks("distance-based-measures", objective=1)
def effect_of_moved_borders() -> ShortText:
    return ShortText(
        text=tell(
            "Results change when areas become larger: the scale effect. What is the effect called when borders "
            "move at the same size of areas? One word."
        ),
        right=["zoning", "zoning effect", "the zoning effect"],
        wrong=[("scale", tell("That is the change of size."))],
        because=tell("Both together are the modifiable areal unit problem."),
    )


# Sources of growth


def _region(draw: Draw) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    """A region and its nation, before and after."""
    names = ["steel", "software"]
    nation, later = (
        pd.Series([1000.0, 1000.0], names),
        pd.Series(draw.pick([[900.0, 1500.0], [800.0, 1400.0]]), names),
    )
    region = pd.Series(draw.pick([[200.0, 50.0], [160.0, 40.0]]), names)
    return nation, later, region, region * draw.pick([[0.95, 1.3], [0.9, 1.6]])


@BANK.asks("sources-of-growth", objective=1)
def jobs_from_the_mix(draw: Draw) -> Number:
    nation, later, region, _ = _region(draw)
    g, g_i = later.sum() / nation.sum() - 1, later / nation - 1
    mix = float((region * (g_i - g)).sum())
    return Number(
        text=tell(
            "Steel falls in the nation from 1,000 to {steel} jobs, software rises from 1,000 to {software}. A "
            "region begins with {one} and {two}. How many jobs does shift-share book to its industry mix?",
            steel=f"{later['steel']:,.0f}",
            software=f"{later['software']:,.0f}",
            one=f"{region['steel']:.0f}",
            two=f"{region['software']:.0f}",
        ),
        right=mix,
        wrong=[
            (float((region * g).sum()), tell("That is the national part.")),
            (
                float((region * g_i).sum()),
                tell("Take the nation's growth off: the mix is more or less than that."),
            ),
        ],
        because=tell(
            "Each industry's growth in the nation less the nation's growth, times the region's jobs in it."
        ),
    )


@BANK.asks("sources-of-growth", objective=1)
def jobs_left_for_the_region(draw: Draw) -> Number:
    nation, later, region, after = _region(draw)
    regional = float((after - region * later / nation).sum())
    change = float((after - region).sum())
    return Number(
        text=tell(
            "While steel goes from 1,000 to {steel} and software from 1,000 to {software} in the nation, a "
            "region's steel goes from {one} to {one_later} and its software from {two} to {two_later}. How large "
            "is the regional part?",
            steel=f"{later['steel']:,.0f}",
            software=f"{later['software']:,.0f}",
            one=f"{region['steel']:.0f}",
            one_later=f"{after['steel']:.0f}",
            two=f"{region['software']:.0f}",
            two_later=f"{after['software']:.0f}",
        ),
        right=regional,
        wrong=[
            (change, tell("That is the whole change.")),
            (
                float((after - region * later.sum() / nation.sum()).sum()),
                tell(
                    "Each industry is held against the same industry in the nation, not against the whole nation."
                ),
            ),
        ],
        because=tell(
            "What each industry has more than if it had grown like the same industry in the nation."
        ),
    )


@BANK.asks("sources-of-growth", objective=2)
def allocation_of_esteban(draw: Draw) -> Number:
    lead, share = draw.pick([0.05, 0.1]), draw.pick([0.8, 0.7])
    jobs = 1000
    own = np.array([share, 1 - share]) * jobs
    leads = np.array([lead, -2 * lead])
    neutral = np.array([0.5, 0.5]) * jobs
    return Number(
        text=tell(
            "A region has {jobs} jobs, {share} percent of them in steel, the rest in software; the nation has "
            "half in each. Its steel grew by {lead} percentage points more than the nation's, its software by "
            "{less} less. How many jobs are the allocation of Esteban-Marquillas?",
            jobs=f"{jobs:,}",
            share=f"{100 * share:.0f}",
            lead=f"{100 * lead:.0f}",
            less=f"{200 * lead:.0f}",
        ),
        right=float(((own - neutral) * leads).sum()),
        wrong=[
            (float((own * leads).sum()), tell("That is the regional part of the classic form.")),
            (
                float((neutral * leads).sum()),
                tell("That is the regional part with the nation's mix."),
            ),
        ],
        because=tell(
            "What the region has more or less of than the nation's mix, times its leads: above zero, it is "
            "specialized in what it is good at."
        ),
    )


@BANK.asks("sources-of-growth", objective=1)
def push_from_outside(draw: Draw) -> Number:
    shares, rates = (
        np.array(draw.pick([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3]])),
        np.array(draw.pick([[0.1, -0.2, 0.4], [-0.1, 0.3, 0.2]])),
    )
    return Number(
        text=tell(
            "A region has {shares} percent of its jobs in three industries, which grew by {rates} percent in the "
            "nation. How large is the shift-share instrument, in percent?",
            shares=_percent(shares),
            rates=_percent(rates),
        ),
        right=100 * float(shares @ rates),
        wrong=[
            (100 * float(rates.mean()), tell("Weigh the rates by the region's shares.")),
            (100 * float(abs(shares @ abs(rates))), tell("Losses count as losses.")),
        ],
        because=tell(
            "The growth of industries in the nation, weighed by their shares in the region."
        ),
    )


@BANK.asks("sources-of-growth", objective=4)
def what_the_regional_part_is() -> Choice:
    return Choice(
        text=tell(
            "A region's regional part is plus 3 percent over ten years. What does that show?"
        ),
        right=tell(
            "That its industries grew faster than the same classes elsewhere, for whatever reason"
        ),
        wrong=[
            (
                tell("That the region's policy worked"),
                tell("Policy, luck, neighbours and wages are all in what is left."),
            ),
            (
                tell("That it will grow faster in the next ten years"),
                tell("It is never a forecast."),
            ),
            (tell("That its mix was good"), tell("That is the other part.")),
        ],
        because=tell("It is what is left, and it moves with classification, reference and years."),
    )


@BANK.asks("sources-of-growth", objective=2)
def what_barff_and_knight_change() -> Choice:
    return Choice(
        text=tell("What does the dynamic form of Barff and Knight change?"),
        right=tell(
            "The classic form is computed for every year and summed, so the mix of each year counts"
        ),
        wrong=[
            (
                tell("Regions are compared with their neighbours"),
                tell("That is the form of Nazara and Hewings."),
            ),
            (
                tell("The regional part is split by the nation's mix"),
                tell("That is the form of Esteban-Marquillas."),
            ),
            (tell("Growth is forecast from the parts"), tell("None of the forms is a forecast.")),
        ],
        because=tell("The classic form holds the mix at the first year, while it changes."),
    )


@BANK.asks("sources-of-growth", objective=3)
def what_moves_the_parts() -> Choice:
    return Choice(
        text=tell(
            "Of the same region and years, two reports print different regional parts, and both computed "
            "correctly. What is the likely reason?"
        ),
        right=tell("They used another classification or another reference"),
        wrong=[
            (
                tell("One of them used rates and the other numbers"),
                tell("Rates are the numbers over the jobs at the start; the sign stays."),
            ),
            (tell("The parts of one do not add up"), tell("They always do: it is an identity.")),
            (tell("One region is larger"), tell("It is the same region.")),
        ],
        because=tell(
            "The regional part holds every difference between industries that the classes do not see."
        ),
    )


@BANK.asks("sources-of-growth", objective=4)
def regions_by_what_is_left(draw: Draw) -> Order:
    nation = np.array([-0.1, 0.4])
    regions = {
        tell("Elm"): (np.array([0.1, 0.9]), np.array([draw.pick([-0.15, -0.2]), 0.35])),
        tell("Oak"): (np.array([0.9, 0.1]), np.array([-0.05, draw.pick([0.5, 0.6])])),
        tell("Ash"): (np.array([0.5, 0.5]), np.array([-0.1, 0.4])),
    }
    left = {name: float(shares @ (rates - nation)) for name, (shares, rates) in regions.items()}
    whole = {name: float(shares @ rates) for name, (shares, rates) in regions.items()}
    right = sorted(left, key=lambda name: -left[name])
    elm, oak = regions[tell("Elm")], regions[tell("Oak")]
    return Order(
        text=tell(
            "In the nation steel shrank by 10 percent and software grew by 40. Elm has {elm} percent of its jobs "
            "in the two, which grew by {elm_rates} percent there; Oak has {oak}, which grew by {oak_rates}; Ash "
            "has half in each, which grew as in the nation. Put them in order by the regional part, the largest first.",
            elm=_percent(elm[0]),
            elm_rates=_percent(elm[1]),
            oak=_percent(oak[0]),
            oak_rates=_percent(oak[1]),
        ),
        right=right,
        wrong=[
            (
                sorted(whole, key=lambda name: -whole[name]),
                tell("That is by growth, which is mostly mix."),
            )
        ],
        because=tell(
            "Hold each industry against the same one in the nation: who grows most can have the smallest regional part."
        ),
    )


@BANK.asks("sources-of-growth", objective=1)
def whose_usual_form() -> ShortText:
    return ShortText(
        text=tell("Who gave shift-share analysis its usual form in 1960? Family name."),
        right=["Dunn"],
        wrong=[
            ("Creamer", tell("Creamer published such a table in 1943, before the formula.")),
            ("Bartik", tell("The instrument goes by that name.")),
        ],
        because=tell("National part, industry mix, regional part, which sum to the change."),
    )


# Static and dynamic


@BANK.asks("static-and-dynamic", objective=3)
def know_how_in_the_long_run(draw: Draw) -> Number:
    share, turnover = draw.pick([0.25, 0.5]), draw.pick([0.1, 0.2, 0.3])
    whole = float(know_how(share, turnover, firms=10, obsolete=0.1))
    own = (1 - turnover) / (turnover + 0.1)
    return Number(
        text=tell(
            "Ten firms in all; a tenth of know-how becomes obsolete each year. A place has a share of {share} of "
            "the workers, of whom {turnover} percent change firms each year. How much know-how has each of its "
            "firms in the long run?",
            share=share,
            turnover=f"{100 * turnover:.0f}",
        ),
        right=whole,
        wrong=[
            (own, tell("That is what it finds and keeps; it also hears from others.")),
            (whole - own, tell("That is what it hears; it also finds and keeps.")),
            (
                float(know_how(1.0, turnover, firms=10, obsolete=0.1)),
                tell("That is with all workers in the place."),
            ),
        ],
        because=tell(
            "What is found and kept, times one and what is heard from the others of the place."
        ),
    )


@BANK.asks("static-and-dynamic", objective=3)
def exponent_of_a_learning_rate(draw: Draw) -> Number:
    rate = draw.pick([0.1, 0.15, 0.2, 0.3])
    return Number(
        text=tell(
            "Unit cost falls by {rate} percent when know-how doubles. Which elasticity of output per worker with "
            "respect to know-how is that?",
            rate=f"{100 * rate:.0f}",
        ),
        right=-np.log2(1 - rate),
        wrong=[
            (rate, tell("That is the fall for a doubling, not an elasticity.")),
            (np.log2(1 + rate), tell("Cost falls to one less the rate; output is one over cost.")),
            (-np.log(1 - rate), tell("A doubling asks for logarithms to the base 2.")),
        ],
        because=tell("Minus the logarithm, to the base 2, of one less the learning rate."),
    )


@BANK.asks("static-and-dynamic", objective=1)
def year_in_which_a_rate_wins(draw: Draw) -> Number:
    level, rate = draw.pick([0.1, 0.2, 0.3]), draw.pick([0.004, 0.005, 0.008])
    return Number(
        text=tell(
            "A place makes {level} percent more per worker than another, whose output per worker grows by {rate} "
            "percentage points a year more, in logs. After how many years does the second catch up?",
            level=f"{100 * level:.0f}",
            rate=f"{100 * rate:g}",
        ),
        right=np.log(1 + level) / rate,
        wrong=[
            (level / rate, tell("A lead in percent is a little less in logs.")),
            (1 / rate, tell("The lead is missing.")),
        ],
        because=tell("The logarithm of the lead over the difference in rates."),
    )


@BANK.asks("static-and-dynamic", objective=1)
def a_level_or_a_rate(draw: Draw) -> Choice:
    cases = {
        tell("two workshops rent the same crane"): True,
        tell("a fitter takes a trick along, and the street improves on it"): False,
        tell("screws are bought from one dealer nearby"): True,
        tell("what was learned stays with those who leave the city"): False,
    }
    case = draw.pick(list(cases))
    kinds = [tell("Static: a level"), tell("Dynamic: a rate")]
    right, other = kinds if cases[case] else kinds[::-1]
    return Choice(
        text=tell("Which kind of economy is this: {case}?", case=case),
        right=right,
        wrong=[
            (other, tell("Ask whether it would be gone on the day on which the firm moved away.")),
            (
                tell("Neither: it comes through a price"),
                tell("Static and dynamic are about time; a price can carry either."),
            ),
        ],
        because=tell(
            "The first is gone if the firm moves away; the second is a faster rate, and stays for a while."
        ),
    )


@BANK.asks("static-and-dynamic", objective=3)
def what_turnover_does_against_know_how() -> Choice:
    return Choice(
        text=tell("Which effect of turnover speaks against it, in the chapter's model?"),
        right=tell("Those who leave find nothing in that year"),
        wrong=[
            (
                tell("What one firm finds becomes common to all"),
                tell("That is good for the place."),
            ),
            (
                tell("Wages rise to keep people"),
                tell("The model has no wages; Combes and Duranton's has."),
            ),
            (
                tell("A part of know-how becomes obsolete"),
                tell("That happens with or without turnover."),
            ),
        ],
        because=tell(
            "And what leaks is no longer the firm's own; what others gain is on the other side."
        ),
    )


@BANK.asks("static-and-dynamic", objective=1)
def all_gains_static() -> Choice:
    return Choice(
        text=tell(
            "All gains from density are static. What does a table of income by density and year show?"
        ),
        right=tell("The same elasticity in each year, and no link of growth with density"),
        wrong=[
            (
                tell("An elasticity that grows from year to year"),
                tell("That is the mark of dynamic gains."),
            ),
            (tell("Faster growth where density is high"), tell("That is a rate, not a level.")),
            (tell("No elasticity at all"), tell("A static gain is a level, so there is one.")),
        ],
        because=tell(
            "A level that stays gives dense places more in each year, and no more growth."
        ),
    )


@BANK.asks("static-and-dynamic", objective=4)
def what_lock_in_means() -> Choice:
    return Choice(
        text=tell("When does the chapter speak of lock-in?"),
        right=tell(
            "When the open place is never better for good, though it would be if everybody were there"
        ),
        wrong=[
            (
                tell("When the closed place is larger"),
                tell("Being larger is the start; it can be overtaken."),
            ),
            (tell("When know-how becomes obsolete"), tell("It does so in both places.")),
            (tell("When nobody changes firms"), tell("That is a closed place, not lock-in.")),
        ],
        because=tell("The better state exists and is not reached."),
    )


@BANK.asks("static-and-dynamic", objective=3)
def turnovers_by_know_how(draw: Draw) -> Order:
    share = draw.pick([0.3, 0.5])
    rates = {
        tell("none"): 0.0,
        tell("10 percent"): 0.1,
        tell("40 percent"): 0.4,
        tell("90 percent"): 0.9,
    }
    pieces = {
        name: float(know_how(share, rate, firms=10, obsolete=0.1)) for name, rate in rates.items()
    }
    right = sorted(pieces, key=lambda name: -pieces[name])
    return Order(
        text=tell(
            "Ten firms in all, a tenth of know-how obsolete each year, a place with a share of {share} of the "
            "workers. Put these rates of turnover in order by the know-how per firm in the long run, the most first.",
            share=share,
        ),
        right=right,
        wrong=[
            (
                list(rates)[::-1],
                tell("Who changes finds nothing in that year: too much turnover harms."),
            ),
            (list(rates), tell("Without turnover nobody hears from others.")),
        ],
        because=tell("A little opens what others know, very much leaves nobody to find anything."),
    )


@BANK.asks("static-and-dynamic", objective=2)
def who_brought_learning_by_doing() -> ShortText:
    return ShortText(
        text=tell("Who put learning by doing into the theory of growth? Family name."),
        right=["Arrow", "Kenneth Arrow"],
        wrong=[
            ("Romer", tell("He built designs that are nonrival into it.")),
            ("Glaeser", tell("He and his co-authors made the step to cities.")),
        ],
        because=tell("The more has been produced, the less a piece costs."),
    )
