"""Questions on part 1, Innovation clusters."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.cases.fields_of_work import concentrated_places
from clusterbook.models.cluster_life import asset_level
from clusterbook.models.knowledge_diffusion import chances, knowledge_at_hand
from clusterbook.models.linked_firms import after_closing, flows_between, links_left
from clusterbook.models.recombination import niche_share
from clusterbook.tables import load
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("innovation-clusters", "Innovation clusters")

TRADES = ["toys", "bicycles", "ceramics", "furniture", "eyeglasses"]


@cache
def _aircraft_places(bar: float) -> int:
    return len(concentrated_places("Aircraft building and repair", bar, 500))


# What is a cluster?


@BANK.asks("what-is-a-cluster", objective=2)
def quotient_of_a_town(draw: Draw) -> Number:
    jobs, own = draw.pick([4_000, 5_000, 8_000]), draw.pick([240, 320, 360])
    every = draw.pick([40, 50, 60])
    share = own / jobs
    return Number(
        text=tell(
            "A town has {jobs} jobs, {own} of them in {trade}. In the nation one job in {every} is in {trade}. "
            "How high is the town's location quotient?",
            jobs=f"{jobs:,}",
            own=own,
            every=every,
            trade=draw.pick(TRADES),
        ),
        right=share * every,
        wrong=[
            (share, tell("That is the town's share; divide it by the nation's.")),
            (1 / (share * every), tell("Upside down: the town's share stands above.")),
            (own / every, tell("The town's number of jobs is missing: take a share over a share.")),
        ],
        because=tell("It is the share of the field in the town over its share in the nation."),
    )


@BANK.asks("what-is-a-cluster", objective=3)
def what_a_quotient_cannot_say(draw: Draw) -> Choice:
    return Choice(
        text=tell(
            "Of a region one knows only that its location quotient in {trade} is 4. What follows?",
            trade=draw.pick(TRADES),
        ),
        right=tell("The field has four times its national share of the region's jobs"),
        wrong=[
            (
                tell("The region has four times as many jobs in the field as the average region"),
                tell("A quotient compares shares; it says nothing about size."),
            ),
            (
                tell("The firms of the field deal with one another"),
                tell(
                    "The quotient contains only jobs; whatever firms do with each other cannot change it."
                ),
            ),
            (
                tell("A quarter of the region's jobs are in the field"),
                tell("That would need the national share as well."),
            ),
        ],
        because=tell("A location quotient is a share over a share, and nothing else."),
    )


@BANK.asks("what-is-a-cluster", objective=3)
def multiplier_of_a_linked_town(draw: Draw) -> Number:
    spent, local = draw.pick([0.5, 0.6, 0.7]), draw.pick([0.3, 0.5, 0.7])
    return Number(
        text=tell(
            "Firms of a town spend {spent} percent of their output on inputs and buy {local} percent of these "
            "inputs from one another, all alike. How large is the local multiplier?",
            spent=f"{100 * spent:.0f}",
            local=f"{100 * local:.0f}",
        ),
        right=1 / (1 - spent * local),
        wrong=[
            (
                1 + spent * local,
                tell("That stops after the first round; suppliers buy in town as well."),
            ),
            (1 / (1 - spent), tell("That is as if all inputs were bought in town.")),
            (
                spent * local,
                tell(
                    "That is what the first round adds to one unit; the multiplier sums all rounds."
                ),
            ),
        ],
        because=tell(
            "Of each unit the product of the two shares is spent in town, and of that again: 1 / (1 - product)."
        ),
    )


@BANK.asks("what-is-a-cluster", objective=3)
def links_left_without_a_firm(draw: Draw) -> Number:
    firms = ["yard", "sails", "masts"]
    sold = draw.pick([[20, 30, 40, 10], [30, 10, 50, 20], [50, 20, 30, 40]])
    flows = pd.DataFrame(0.0, index=firms, columns=firms)
    flows.loc["sails", "yard"], flows.loc["masts", "yard"] = sold[0], sold[1]
    flows.loc["sails", "masts"], flows.loc["yard", "sails"] = sold[2], sold[3]
    left = links_left(flows, "yard")
    return Number(
        text=tell(
            "In a town the sail maker sells {one} to the yard and {three} to the mast maker, the mast maker "
            "sells {two} to the yard, the yard sells {four} to the sail maker; nobody sells anything else in "
            "town. Which share of the links is left without the yard?",
            one=sold[0],
            two=sold[1],
            three=sold[2],
            four=sold[3],
        ),
        right=left,
        wrong=[
            (1 - left, tell("That is the share of the links in which the yard has a part.")),
            (
                (sold[2] + sold[3]) / sum(sold),
                tell("What the yard sells is gone as well, and not only what it buys."),
            ),
        ],
        because=tell("Only sales among the others remain; they are divided by all sales."),
    )


@BANK.asks("what-is-a-cluster", objective=4)
def who_loses_when_the_yard_closes(draw: Draw) -> Order:
    firms = pd.Series([400, 130, 110, 100, 90, 70, 60, 40], dtype=float)
    local = draw.pick([0.3, 0.4, 0.6])
    towns: dict[str, tuple[Literal["web", "hub"], float]] = {
        tell("a web in which each firm buys from every other"): ("web", local),
        tell("a hub: all buy from the yard, and the yard from all"): ("hub", local),
        tell("strangers who buy nothing in town"): ("web", 0.0),
    }
    others = {
        name: (firms - after_closing(flows_between(firms, pattern, share), firms, 0)).iloc[1:].sum()
        for name, (pattern, share) in towns.items()
    }
    right = sorted(others, key=others.__getitem__)
    return Order(
        text=tell(
            "A yard with 400 of 1,000 jobs closes. Firms of the town spend 60 percent on inputs and buy {local} "
            "percent of these in town, unless they are strangers. Put the towns in the order of the jobs that "
            "the other firms lose at first, the fewest first.",
            local=f"{100 * local:.0f}",
        ),
        right=right,
        wrong=[
            (
                [right[0], right[2], right[1]],
                tell(
                    "In a web the loss travels on from firm to firm; around a hub it stops there."
                ),
            ),
            (right[::-1], tell("Links carry bad news as well: without links nobody else loses.")),
        ],
        because=tell("The more links a loss can travel along, the more the others lose at first."),
    )


@BANK.asks("what-is-a-cluster", objective=1)
def which_kind_of_district(draw: Draw) -> Choice:
    kinds = {
        tell("satellite platform"): tell(
            "branch plants stand in a row, and their links lead elsewhere"
        ),
        tell("hub-and-spoke district"): tell("everything turns around one large firm"),
        tell("state-anchored district"): tell("the place lives from a public institution"),
        tell("Marshall's district"): tell("many small firms of one trade buy from each other"),
    }
    right = draw.pick(list(kinds))
    return Choice(
        text=tell(
            "Markusen tells kinds of districts apart by their links. In one of them {what}. Which one is it?",
            what=kinds[right],
        ),
        right=right,
        wrong=[
            (name, tell("There {what}.", what=what))
            for name, what in kinds.items()
            if name != right
        ],
        because=tell("The kinds differ in the shape of the links, not in the number of jobs."),
    )


@BANK.asks("what-is-a-cluster", objective=1)
def what_marshall_and_porter_share() -> ShortText:
    return ShortText(
        text=tell(
            "Marshall and Porter both say that members of a cluster are near. Which second word do they share, "
            "the one that the workshop booklet calls the core element? One word."
        ),
        right=["linked", "linkage", "linkages", "links", "link", "연계"],
        wrong=[
            (
                tell("concentration"),
                tell("That can be counted from jobs, and is not yet a cluster."),
            ),
            (
                tell("related"),
                tell("Related industries may be present and have nothing to do with each other."),
            ),
        ],
        because=tell("Both say near, and both say linked."),
    )


@BANK.asks("what-is-a-cluster", objective=2)
def places_over_a_bar(draw: Draw) -> Number:
    bar = draw.pick([2, 3, 4])
    passed = {one: _aircraft_places(one) for one in (bar - 1, bar, bar + 1)}
    return Number(
        text=tell(
            "Open the first figure of the chapter, or load the table: how many metropolitan areas of the United "
            "States have at least {bar} times the national share of jobs in aircraft, and at least 500 jobs in it?",
            bar=bar,
        ),
        right=passed[bar],
        wrong=[
            (passed[bar - 1], tell("That is with the bar one lower.")),
            (passed[bar + 1], tell("That is with the bar one higher.")),
        ],
        exact=True,
        because=tell(
            "The bar makes the list: no theory says which one is right, so a report prints it."
        ),
    )


# Why innovation?


@BANK.asks("why-innovation", objective=2)
def what_distance_leaves(draw: Draw) -> Number:
    sticky, steps = draw.pick([0.3, 0.5, 0.8]), draw.pick([2, 3, 4])
    stock = np.zeros(steps + 1)
    stock[0] = 1
    left = knowledge_at_hand(stock, sticky)[steps]
    return Number(
        text=tell(
            "Stickiness is {sticky}. Which share of a region's tacit knowledge can a region {steps} steps away use?",
            sticky=sticky,
            steps=steps,
        ),
        right=left,
        wrong=[
            (float(np.exp(-sticky)), tell("That is one step away.")),
            (1 - left, tell("That is what distance takes.")),
            (
                1 / (1 + sticky * steps),
                tell("The decay is exponential: each step leaves the same share."),
            ),
        ],
        because=tell(
            "Each step leaves e to the power of minus the stickiness, so the steps multiply."
        ),
    )


@BANK.asks("why-innovation", objective=2)
def place_of_the_next_innovation(draw: Draw) -> Number:
    lead, tacit = draw.pick([3, 4, 6]), draw.pick([0.4, 0.5, 0.7])
    stock = np.array([lead, 1.0, 1.0])
    half = float(np.log(2))
    at_hand = knowledge_at_hand(stock, half)
    return Number(
        text=tell(
            "Three regions lie in a row. The first knows {lead} times as much as each of the others; half of "
            "what a region knows reaches its neighbour, a quarter the next. A share of {tacit} of all "
            "innovations needs tacit knowledge, the others may happen anywhere. How likely is the first region "
            "the place of the next one?",
            lead=lead,
            tacit=tacit,
        ),
        right=chances(stock, half, tacit)[0],
        wrong=[
            (
                at_hand[0] / at_hand.sum(),
                tell("That is as if all innovations needed tacit knowledge."),
            ),
            (
                lead / (lead + 2),
                tell("That is its share of what is known; neighbours can use a part of it."),
            ),
            (
                tacit * at_hand[0] / at_hand.sum(),
                tell("The others, too, may happen in the first region: add its third of them."),
            ),
        ],
        because=tell(
            "The tacit ones follow what is at hand, the others are spread evenly: add the two."
        ),
    )


@BANK.asks("why-innovation", objective=4)
def equivalent_number_of_regions(draw: Draw) -> Number:
    largest = draw.pick([50, 60, 70])
    shares = pd.Series([largest, 90 - largest, 5, 5]) / 100
    squares = float((shares**2).sum())
    return Number(
        text=tell(
            "Four regions have {shares} percent of all innovations. To how many equal regions is this pattern "
            "equivalent?",
            shares=enumerated(f"{100 * share:.0f}" for share in shares),
        ),
        right=1 / squares,
        wrong=[
            (squares, tell("That is the sum of squares; take its inverse.")),
            (4, tell("Four it would be only if all had the same share.")),
            (100 / largest, tell("The others count, too: square all shares and add them.")),
        ],
        because=tell("It is one over the sum of the squared shares."),
    )


@BANK.asks("why-innovation", objective=4)
def who_would_change_groups(draw: Draw) -> Number:
    workers = draw.pick([20_000, 50_000, 80_000])
    one = np.array(draw.pick([[60, 30, 10], [50, 35, 15]])) / 100
    other = np.array(draw.pick([[20, 30, 50], [25, 20, 55]])) / 100
    apart = abs(one - other).sum() / 2
    return Number(
        text=tell(
            "Of {workers} workers of a town {one} percent make, sell and compute; in another town it is {other} "
            "percent. How many of the first town would have to change their group to make it look like the second?",
            workers=f"{workers:,}",
            one=enumerated(f"{100 * share:.0f}" for share in one),
            other=enumerated(f"{100 * share:.0f}" for share in other),
        ),
        right=apart * workers,
        wrong=[
            (
                2 * apart * workers,
                tell(
                    "Who changes leaves one group and enters another: take half of the sum of gaps."
                ),
            ),
            (
                abs(one - other).max() / 2 * workers,
                tell("That is half of the largest gap; take half of the sum of all."),
            ),
        ],
        because=tell("Half the sum of the gaps is the share that would have to change."),
    )


@BANK.asks("why-innovation", objective=2)
def tacit_or_sticky(draw: Draw) -> Choice:
    cases = {
        tell("a written proof that three people on earth can read"): tell("codified and sticky"),
        tell("a craft that nobody can describe, whose masters travel from town to town"): tell(
            "tacit and not sticky"
        ),
        tell("a recipe on a web page that any cook understands"): tell("codified and not sticky"),
        tell("the feel for a furnace of people who never leave their town"): tell(
            "tacit and sticky"
        ),
    }
    case = draw.pick(list(cases))
    return Choice(
        text=tell("How is this knowledge to be called: {case}?", case=case),
        right=cases[case],
        wrong=[
            (name, tell("That would be, for instance, {other}.", other=other))
            for other, name in cases.items()
            if other != case
        ],
        because=tell("Tacit says in what form knowledge is held, sticky what it costs to move it."),
    )


@BANK.asks("why-innovation", objective=1)
def what_nonrival_means() -> Choice:
    return Choice(
        text=tell("Romer calls a design nonrival. What does he mean?"),
        right=tell("One firm's use of it does not keep another from using it"),
        wrong=[
            (
                tell("Nobody can be kept from using it"),
                tell(
                    "That is another property: a patent keeps others out, and the design is nonrival all the same."
                ),
            ),
            (
                tell("It has no competitor on the market"),
                tell("The word is about use, not about the market."),
            ),
            (
                tell("It costs nothing to find"),
                tell("People look for designs on purpose, at a cost."),
            ),
        ],
        because=tell(
            "Technology is unlike other inputs because it is not used up where it is used."
        ),
    )


@BANK.asks("why-innovation", objective=3)
def where_nothing_gathers() -> Choice:
    return Choice(
        text=tell(
            "In the chapter's model of a line of regions, under which setting has every region the same chance "
            "of the next innovation, whatever happened before?"
        ),
        right=tell("When no innovation draws on tacit knowledge"),
        wrong=[
            (
                tell("When stickiness is very large and all knowledge is tacit"),
                tell("That is Pólya's urn: shares settle, at values that chance has drawn."),
            ),
            (
                tell("When all knowledge is tacit and half of it reaches the neighbour"),
                tell("Then the past favours those who already know more."),
            ),
            (
                tell("When an innovation adds much to the knowledge of its region"),
                tell("That makes the past weigh more, not less."),
            ),
        ],
        because=tell(
            "Tacitness alone or stickiness alone does nothing: place matters only if both are there."
        ),
    )


@BANK.asks("why-innovation", objective=2)
def who_brought_stickiness() -> ShortText:
    return ShortText(
        text=tell(
            "Who called information sticky when it is costly to acquire, transfer and use in a new place? Family name."
        ),
        right=["von Hippel", "Hippel"],
        wrong=[
            ("Polanyi", tell("Tacit is not sticky: the one is about form, the other about cost.")),
            (
                "Lundvall",
                tell("He and his co-authors described the innovation system of a nation."),
            ),
            ("Romer", tell("He built nonrival designs into the theory of growth.")),
        ],
        because=tell(
            "The word is von Hippel's; a problem is then solved where the sticky information is."
        ),
    )


# Kinds of clusters


@BANK.asks("kinds-of-clusters", objective=3)
def overlap_of_random_lists(draw: Draw) -> Number:
    length, others = draw.pick([6, 8, 10]), draw.pick([40, 56, 70])
    by_lot = ag.expected_overlap(length, others)
    return Number(
        text=tell(
            "Two lists name the {length} nearest of {others} industries. How many industries would two random "
            "lists of this length share on average?",
            length=length,
            others=others,
        ),
        right=by_lot,
        wrong=[
            (
                length / others,
                tell(
                    "That is the chance of one industry to be on one list; a list has more places."
                ),
            ),
            (ag.expected_overlap(length, others, 3), tell("That is for three lists.")),
            (length / 2, tell("Half of a list would be far more than chance.")),
        ],
        because=tell(
            "Each place of the one list is on the other with the chance length over candidates."
        ),
    )


@BANK.asks("kinds-of-clusters", objective=2)
def staffing_by_hand(draw: Draw) -> Number:
    one, other = draw.pick([([6, 3, 1], [5, 2, 3]), ([7, 2, 1], [4, 4, 2]), ([5, 4, 1], [6, 1, 3])])
    table = pd.DataFrame(
        [one, other], index=["toys", "drugs"], columns=["run", "plan", "sell"], dtype=float
    )
    correlation = ag.staffing_similarity(table).to_numpy()[0, 1]
    a, b = np.array(one) / 10, np.array(other) / 10
    return Number(
        text=tell(
            "Of ten jobs in toys {one} are in running machines, planning and selling; of ten in drugs {other}. "
            "How high is the staffing similarity of the two industries?",
            one=enumerated(map(str, one)),
            other=enumerated(map(str, other)),
        ),
        right=correlation,
        wrong=[
            (
                float(a @ b / np.sqrt(a @ a * (b @ b))),
                tell("Take the means off first: it is a correlation, not a cosine."),
            ),
            (
                float(np.minimum(a, b).sum()),
                tell("That is the share of jobs that both have; the similarity is a correlation."),
            ),
        ],
        digits=2,
        because=tell("It is the correlation of the shares over the occupations."),
    )


@BANK.asks("kinds-of-clusters", objective=4)
def similarity_without_packing(draw: Draw) -> Number:
    packing, mixing = draw.pick([40, 50, 60]), draw.pick([10, 20, 30])
    names = ["packing", "mixing", "testing", "selling"]
    rows = [[packing, mixing, 15, 5], [packing - 5, 5, 10, 25]]
    table = pd.DataFrame(rows, index=["drugs", "fruit"], columns=names, dtype=float)
    whole = ag.staffing_similarity(table).to_numpy()[0, 1]
    without = ag.staffing_similarity(table.drop(columns="packing")).to_numpy()[0, 1]
    return Number(
        text=tell(
            "Makers of drugs employ {one} people in packing, mixing, testing and selling, makers of preserved "
            "fruit {other}. How similar is the staffing of the two if packing is left out?",
            one=enumerated(map(str, rows[0])),
            other=enumerated(map(str, rows[1])),
        ),
        right=without,
        wrong=[
            (whole, tell("That is with packing.")),
            (whole - without, tell("That is the difference it makes.")),
        ],
        digits=2,
        because=tell(
            "One large occupation can carry a correlation alone: without it the two are unlike."
        ),
    )


@BANK.asks("kinds-of-clusters", objective=1)
def which_link_holds_them(draw: Draw) -> Choice:
    kinds = {
        tell("a flow of goods: a value-chain cluster"): tell("makers of ships and of steel plate"),
        tell("shared occupations on the floor: a labour cluster"): tell(
            "breweries and makers of shampoo, both with filling lines"
        ),
        tell("the same science: a knowledge-labour cluster"): tell(
            "makers of drugs and of crop seed, both with geneticists"
        ),
    }
    right = draw.pick(list(kinds))
    return Choice(
        text=tell("What holds {members} together?", members=kinds[right]),
        right=right,
        wrong=[
            (name, tell("That holds for {others}.", others=others))
            for name, others in kinds.items()
            if name != right
        ],
        because=tell(
            "Ask what passes between the members: goods, people who change employers, or know-how."
        ),
    )


@BANK.asks("kinds-of-clusters", objective=3)
def lens_for_a_purpose(draw: Draw) -> Choice:
    lenses = {
        tell("all skills"): tell("a training centre"),
        tell("trade, by what industries purchase"): tell("a pool that buys inputs together"),
        tell("knowledge work"): tell("grants for joint research"),
    }
    right = draw.pick(list(lenses))
    return Choice(
        text=tell(
            "A region looks for partners for {purpose}. By which lens should it list them?",
            purpose=lenses[right],
        ),
        right=right,
        wrong=[
            (lens, tell("That lens is for {purpose}.", purpose=purpose))
            for lens, purpose in lenses.items()
            if lens != right
        ],
        because=tell("The list follows from the purpose: who shares what the measure is about."),
    )


@BANK.asks("kinds-of-clusters", objective=4)
def when_a_correlation_should_not_be_asked() -> Choice:
    return Choice(
        text=tell(
            "Restaurants can be compared with other industries by knowledge work. Why does the list mean little?"
        ),
        right=tell(
            "Almost no job in restaurants is knowledge work, so the profile rests on a handful of occupations"
        ),
        wrong=[
            (
                tell("Restaurants are in every town"),
                tell("The similarity is national; no place appears in it."),
            ),
            (
                tell("A correlation cannot be computed for services"),
                tell(
                    "A correlation always gives a number; it never says that it should not have been asked."
                ),
            ),
            (
                tell("Restaurants sell to households"),
                tell("That matters for a similarity of trade, not of staffing."),
            ),
        ],
        because=tell("Look at how many jobs a profile rests on before you read its correlations."),
    )


@BANK.asks("kinds-of-clusters", objective=2)
def what_trade_similarity_does_not_ask() -> Choice:
    return Choice(
        text=tell(
            "The Feser-Bergman similarity of two industries is 0.9. What does it leave open?"
        ),
        right=tell("Whether the two trade with each other"),
        wrong=[
            (
                tell("Whether they have a profile of purchases or sales in common"),
                tell("Exactly that is what one of the four correlations found."),
            ),
            (tell("Whether the value is near its upper end"), tell("It runs up to 1.")),
            (
                tell("Whether flows of goods and services were used"),
                tell("It is computed from nothing else."),
            ),
        ],
        because=tell(
            "It is the largest of four correlations of profiles: two that sell to the same buyer are near, even "
            "if they never meet."
        ),
    )


@BANK.asks("kinds-of-clusters", objective=4)
def neighbours_of_drugs_in_the_booklet(draw: Draw) -> Order:
    table = load("booklet_drugs")
    lens = draw.pick(sorted(table["lens"].unique()))
    listed = table[(table["lens"] == lens) & (table["industry"] != "Drugs")].dropna(
        subset=["correlation"]
    )
    listed = listed.drop_duplicates("correlation").sort_values("correlation", ascending=False)
    chosen = sorted(draw.some(range(len(listed)), 4))
    right = listed["industry"].iloc[chosen].tolist()
    return Order(
        text=tell(
            "Look up the booklet's table of the neighbours of drugs, its list by {lens}. Put these industries in "
            "its order, the nearest first.",
            lens=lens,
        ),
        right=right,
        wrong=[(right[::-1], tell("You began with the farthest."))],
        because=tell(
            "The list is ordered by its correlation; on another list the order is another one."
        ),
    )


# Tripod


@BANK.asks("tripod", objective=2)
def geometric_mean_of_legs(draw: Draw) -> Number:
    legs = draw.pick([[2.0, 1.0, 0.4], [3.0, 0.8, 0.5], [1.8, 1.2, 0.3]])
    table = pd.DataFrame([legs], columns=["create", "sell", "keep"])
    means = {
        rule: float(ag.composite_indicator(table, rule=rule).iloc[0])
        for rule in ("arithmetic", "geometric")
    }
    return Number(
        text=tell(
            "A region has legs of {legs}, all of the same weight. What is their geometric mean?",
            legs=enumerated(map(str, legs)),
        ),
        right=means["geometric"],
        wrong=[
            (
                means["arithmetic"],
                tell("That is the average: there a long leg makes up for a short one."),
            ),
            (min(legs), tell("That is the weakest link.")),
            (float(np.prod(legs)), tell("That is the product; take its third root.")),
        ],
        because=tell("Multiply the legs and take the third root."),
    )


@BANK.asks("tripod", objective=2)
def what_makes_up_for_half_a_leg(draw: Draw) -> Number:
    first, second = draw.pick([(0.5, 0.2), (0.6, 0.2), (0.4, 0.3)])
    return Number(
        text=tell(
            "In a geometric mean one leg has the weight {first}, another {second}. The first is halved. By which "
            "factor must the second grow to make up for it?",
            first=first,
            second=second,
        ),
        right=2 ** (first / second),
        wrong=[
            (2, tell("That would do if both had the same weight.")),
            (
                2 ** (second / first),
                tell("The weights stand the other way round: the lighter leg must grow more."),
            ),
            (2 * first / second, tell("The weights are exponents, not factors.")),
        ],
        because=tell(
            "Legs to the power of their weights are multiplied, so the factor is 2 to the power of the ratio of "
            "weights."
        ),
    )


@BANK.asks("tripod", objective=2)
def regions_by_their_weakest_leg(draw: Draw) -> Order:
    legs = {
        tell("Elm"): draw.pick([(3.0, 0.9, 0.3), (2.8, 1.1, 0.2)]),
        tell("Oak"): draw.pick([(1.2, 1.1, 0.9), (1.3, 1.0, 0.8)]),
        tell("Ash"): draw.pick([(1.9, 0.5, 1.4), (2.0, 0.6, 1.2)]),
    }
    weakest = sorted(legs, key=lambda name: -min(legs[name]))
    average = sorted(legs, key=lambda name: -sum(legs[name]))
    return Order(
        text=tell(
            "Three regions have these legs. Elm: {elm}. Oak: {oak}. Ash: {ash}. Put them in order by their "
            "weakest leg, the best first.",
            elm=enumerated(map(str, legs[tell("Elm")])),
            oak=enumerated(map(str, legs[tell("Oak")])),
            ash=enumerated(map(str, legs[tell("Ash")])),
        ),
        right=weakest,
        wrong=[(average, tell("That is the order by the average, which one long leg can win."))],
        because=tell("Nothing makes up for the shortest leg."),
    )


@BANK.asks("tripod", objective=2)
def verdict_of_a_rule(draw: Draw) -> Choice:
    rule = draw.pick(["arithmetic", "geometric", "minimum"])
    names = {
        "arithmetic": tell("the average"),
        "geometric": tell("the geometric mean"),
        "minimum": tell("the weakest leg"),
    }
    legs = [2.4, 0.9, 0.4]
    value = {
        "arithmetic": float(np.mean(legs)),
        "geometric": float(np.prod(legs)) ** (1 / 3),
        "minimum": min(legs),
    }
    verdicts = {
        tell("It stands"): value[rule] >= 1,
        tell("It wobbles"): 0.8 <= value[rule] < 1,
        tell("It falls"): value[rule] < 0.8,
    }
    right = next(name for name, holds in verdicts.items() if holds)
    return Choice(
        text=tell(
            "A region has legs of {legs}, all of the same weight. It stands at 1 or more, wobbles from 0.8, and "
            "falls below. What is the verdict by {rule}?",
            legs=enumerated(map(str, legs)),
            rule=names[rule],
        ),
        right=right,
        wrong=[
            (name, tell("Compute the value: it is {value}.", value=f"{value[rule]:.2f}"))
            for name in verdicts
            if name != right
        ],
        because=tell(
            "The same legs stand, wobble or fall by the rule alone; so the rule is fixed before the table is seen."
        ),
    )


@BANK.asks("tripod", objective=3)
def which_leg_decides_an_average() -> Choice:
    return Choice(
        text=tell(
            "Three legs with equal weights are averaged over many regions. Which one decides the ranking?"
        ),
        right=tell("The one that varies most between the regions"),
        wrong=[
            (
                tell("None: the weights are equal"),
                tell("The scale decides with the weights: a leg that hardly varies moves nobody."),
            ),
            (
                tell("The one with the highest mean"),
                tell("A constant added to all regions changes no rank."),
            ),
            (
                tell("The shortest leg of each region"),
                tell("That is the rule of the weakest link."),
            ),
        ],
        because=tell(
            "An average adds up differences, and the leg that varies most has the largest ones."
        ),
    )


@BANK.asks("tripod", objective=1)
def what_is_documented_of_the_tripod() -> Choice:
    return Choice(
        text=tell("What of the tripod is documented, and not the book's own reading?"),
        right=tell("Its three factors: knowledge creation, commercialization and retention"),
        wrong=[
            (
                tell("That a region with one short leg falls"),
                tell(
                    "The paper speaks of a complex interplay; the falling is our reading of the picture."
                ),
            ),
            (
                tell("Production jobs as a measure of retention"),
                tell("How the paper measures its factors is not known to us; these are stand-ins."),
            ),
            (
                tell("The bar of 0.8 under which a region falls"),
                tell("That is a choice of the chapter."),
            ),
        ],
        because=tell("The abstract of the paper by Koo, Bae and Kim names the three factors."),
    )


@BANK.asks("tripod", objective=1)
def the_third_leg() -> ShortText:
    return ShortText(
        text=tell(
            "Knowledge creation and commercialization are two legs of the tripod. What is the third? One word."
        ),
        right=["retention", "유지"],
        wrong=[
            (
                tell("production"),
                tell(
                    "Production jobs are the chapter's stand-in for it, and the weakest of the three."
                ),
            ),
            (tell("innovation"), tell("That is what the legs are to carry.")),
        ],
        because=tell("People, firms and the work must stay."),
    )


@BANK.asks("tripod", objective=4)
def what_the_stand_in_cannot_see() -> Choice:
    return Choice(
        text=tell("Why are jobs of one year a poor stand-in for retention?"),
        right=tell("Whether people and firms stay needs the same people and firms at a later time"),
        wrong=[
            (
                tell("They leave out the withheld cells of detailed occupations"),
                tell(
                    "Major groups are published for almost all areas; that is not the trouble here."
                ),
            ),
            (
                tell("They are estimates with a standard error"),
                tell("That holds for all three legs."),
            ),
            (
                tell("They count founders as employees"),
                tell("Founders who work for themselves are not in the statistics at all."),
            ),
        ],
        because=tell("Retention is about time, and a table of one year follows nobody."),
    )


# Production and innovation


@BANK.asks("production-and-innovation", objective=2)
def rank_correlation_of_four_towns(draw: Draw) -> Number:
    made = pd.Series([3.0, 2.0, 1.0, 0.5])
    found = pd.Series(draw.pick([[1.0, 2.5, 0.4, 0.9], [0.5, 1.8, 2.2, 0.2], [9.0, 0.3, 0.8, 0.6]]))
    ranks = made.rank().corr(found.rank())
    return Number(
        text=tell(
            "Four towns have location quotients in production of {made} and in research of {found}, in the same "
            "order. What is the rank correlation?",
            made=enumerated(map(str, made)),
            found=enumerated(map(str, found)),
        ),
        right=ranks,
        wrong=[
            (made.corr(found), tell("That is the correlation of the quotients; rank them first."))
        ],
        digits=2,
        because=tell("Only the order counts: it is the correlation of the ranks."),
    )


@BANK.asks("production-and-innovation", objective=2)
def joint_concentration_by_hand(draw: Draw) -> Number:
    p, q = (
        np.array(draw.pick([[60, 30, 10], [70, 20, 10]])) / 100,
        np.array(draw.pick([[50, 20, 30], [60, 10, 30]])) / 100,
    )
    x = np.array([0.3, 0.3, 0.4])
    top, free = float((p - x) @ (q - x)), 1 - float(x @ x)
    return Number(
        text=tell(
            "Three places have {x} percent of all jobs, {p} percent of an industry's production and {q} percent "
            "of its research. How large is the joint concentration of the two?",
            x=enumerated(f"{100 * one:.0f}" for one in x),
            p=enumerated(f"{100 * one:.0f}" for one in p),
            q=enumerated(f"{100 * one:.0f}" for one in q),
        ),
        right=top / free,
        wrong=[
            (
                top,
                tell(
                    "That is the sum of products; divide it by one less the sum of squares of all jobs' shares."
                ),
            ),
            (
                float(p @ q) / free,
                tell("Take the shares of all jobs off first: it is the excess that counts."),
            ),
        ],
        because=tell(
            "Multiply the two excess shares in each place, add up, and divide by one less the sum of squares."
        ),
    )


@BANK.asks("production-and-innovation", objective=3)
def what_zeros_for_blanks_do() -> Choice:
    return Choice(
        text=tell(
            "Many small areas publish neither their production nor their research jobs of an industry. What "
            "happens to the rank correlation of the two if the blanks count as zero?"
        ),
        right=tell("It rises: both sides now measure how large a place is"),
        wrong=[
            (
                tell("It stays: a blank is a zero"),
                tell("A cell is also left blank when it must be protected."),
            ),
            (
                tell("It falls: zeros add noise"),
                tell(
                    "It would, if blanks lay anywhere; they lie where places are small, on both sides at once."
                ),
            ),
            (tell("It becomes undefined"), tell("Zeros can be ranked; that is the trouble.")),
        ],
        because=tell(
            "A quotient is made to be free of size; the zeros put size back in, on both sides."
        ),
    )


@BANK.asks("production-and-innovation", objective=3)
def partial_correlation(draw: Draw) -> Number:
    r, ps, qs = draw.pick([(0.6, 0.5, 0.4), (0.7, 0.6, 0.5), (0.5, 0.4, 0.3)])
    top = r - ps * qs
    return Number(
        text=tell(
            "With blanks as zero, production and research have a rank correlation of {r}; with the size of the "
            "place they have {ps} and {qs}. What is their partial correlation, with size taken out?",
            r=r,
            ps=ps,
            qs=qs,
        ),
        right=top / np.sqrt((1 - ps**2) * (1 - qs**2)),
        wrong=[
            (r, tell("That is the correlation itself.")),
            (top, tell("That is the numerator; divide by the root.")),
        ],
        because=tell(
            "Take the product of the two correlations with size off, and divide by the root of what size leaves."
        ),
    )


@BANK.asks("production-and-innovation", objective=2)
def counts_beside_quotients() -> Choice:
    return Choice(
        text=tell(
            "Counted in jobs, the leading places of production and of research are much the same; by location "
            "quotient they are not. Why?"
        ),
        right=tell("Large places have more of everything, so counts measure size"),
        wrong=[
            (
                tell("Quotients are computed from fewer places"),
                tell("Both are computed from the same places."),
            ),
            (
                tell("Quotients have larger sampling errors"),
                tell("Errors do not bring about an agreement of counts."),
            ),
            (
                tell("Research moved to where production is"),
                tell("Nothing has changed on the ground; only the measure has."),
            ),
        ],
        because=tell("A location quotient takes the size of the place out."),
    )


@BANK.asks("production-and-innovation", objective=2)
def why_one_empty_city_counts() -> Choice:
    return Choice(
        text=tell(
            "An industry has little production and little research in the largest city. What does that do to the "
            "joint concentration of the two?"
        ),
        right=tell("It raises it: the product of two negative excess shares is positive"),
        wrong=[
            (
                tell("It lowers it: the city has neither"),
                tell("Look at the signs: both excess shares are negative."),
            ),
            (tell("Nothing: only places with both count"), tell("All places enter the sum.")),
            (
                tell("It makes it undefined"),
                tell("The denominator has only the shares of all jobs."),
            ),
        ],
        because=tell(
            "Joint absence counts like joint presence, and in a large city it counts much."
        ),
    )


@BANK.asks("production-and-innovation", objective=1)
def what_occupations_say() -> Choice:
    return Choice(
        text=tell(
            "A place has a high location quotient of materials engineers. What may one say about its rubber and "
            "plastics industry?"
        ),
        right=tell("Nothing yet: nearly all materials engineers work for others"),
        wrong=[
            (
                tell("It does much research"),
                tell("The occupation stands in for the industry's research only in name."),
            ),
            (
                tell("It is large"),
                tell(
                    "A quotient says nothing about size, and this one nothing about the industry."
                ),
            ),
            (tell("It will grow"), tell("One table of one year says nothing about growth.")),
        ],
        because=tell(
            "First ask which share of an occupation works in the industry: here it is two or three percent."
        ),
    )


@BANK.asks("production-and-innovation", objective=4)
def cities_that_bring_up_products() -> Choice:
    return Choice(
        text=tell(
            "Where, by Duranton and Puga, is a new product developed, and where is it made once its process is found?"
        ),
        right=tell("Developed in a diversified city, made in a specialized one"),
        wrong=[
            (
                tell("Developed in a specialized city, made in a diversified one"),
                tell("The other way round: a firm that still searches borrows from many trades."),
            ),
            (
                tell("Both in the same specialized city"),
                tell("That is nearer to what Tecu finds inside chemical firms."),
            ),
            (
                tell("Both wherever wages are lowest"),
                tell("Cost counts for making; searching needs variety."),
            ),
        ],
        because=tell(
            "Variety helps to find a process; once it is found, a specialized city is cheaper."
        ),
    )


# Entrepreneurship


@BANK.asks("entrepreneurship", objective=2)
def niches_with_two_thresholds(draw: Draw) -> Number:
    related, questions = draw.pick([0.6, 0.65, 0.7]), draw.pick([3, 4, 5])
    alike, unlike = related**questions, (1 - related) ** questions
    return Number(
        text=tell(
            "Two parts answer {questions} design questions and agree on each with probability {related}. A pair "
            "is a niche if they agree on at least one and differ on at least one. How likely is that?",
            questions=questions,
            related=related,
        ),
        right=float(niche_share(related, questions=questions, understand=1, novel=1, wanted=1.0)),
        wrong=[
            (1 - unlike, tell("Such a pair can be understood; it must also be new.")),
            (1 - alike, tell("Such a pair is new; it must also be understood.")),
            (alike + unlike, tell("Those are the pairs that are no niche.")),
        ],
        because=tell(
            "Leave out the pairs that agree on nothing and those that agree on everything."
        ),
    )


@BANK.asks("entrepreneurship", objective=2)
def pairs_of_parts(draw: Draw) -> Number:
    parts = draw.pick([40, 60, 80, 120])
    return Number(
        text=tell("A pool has {parts} parts. How many pairs can founders look at?", parts=parts),
        right=parts * (parts - 1) / 2,
        wrong=[
            (parts * (parts - 1), tell("Each pair is counted twice.")),
            (parts**2, tell("A part is no pair with itself, and order does not count.")),
        ],
        exact=True,
        because=tell("Each part with each other one, and half of that."),
    )


@BANK.asks("entrepreneurship", objective=2)
def relatedness_by_niches(draw: Draw) -> Order:
    values = [0.05, draw.pick([0.2, 0.25]), draw.pick([0.4, 0.45]), draw.pick([0.8, 0.85])]
    share = {f"{value:g}": float(niche_share(value)) for value in values}
    right = sorted(share, key=lambda one: -share[one])
    return Order(
        text=tell(
            "Twelve design questions; three common answers are needed to understand a pair, five different ones "
            "to make it new. Put these values of relatedness in order by the share of pairs that are niches, the "
            "largest share first."
        ),
        right=right,
        wrong=[
            (
                sorted(share, key=float, reverse=True),
                tell("Twins have nothing new to combine: the most related is not the best."),
            ),
            (
                sorted(share, key=float),
                tell("Strangers do not understand each other: the least related is not the best."),
            ),
        ],
        because=tell(
            "Between the two thresholds lies one maximum; the share falls on both sides of it."
        ),
    )


@BANK.asks("entrepreneurship", objective=4)
def unrelated_variety_in_bits(draw: Draw) -> Number:
    first = draw.pick([0.5, 0.6, 0.7])
    classes = pd.DataFrame([[first / 2, first / 2, 1 - first]], columns=["a1", "a2", "b1"])
    headings = pd.DataFrame([[first, 1 - first]], columns=["a", "b"])
    whole, unrelated = (float(ag.entropy(table).iloc[0]) for table in (classes, headings))
    return Number(
        text=tell(
            "A place has two headings. The first has {first} percent of the jobs, half of them in each of its "
            "two classes; the second has one class with the rest. How large is unrelated variety, in bits?",
            first=f"{100 * first:.0f}",
        ),
        right=unrelated,
        wrong=[
            (whole, tell("That is the entropy of all classes.")),
            (whole - unrelated, tell("That is related variety: what lies within the headings.")),
            (unrelated * np.log(2), tell("That is with natural logarithms; bits have the base 2.")),
        ],
        because=tell("Unrelated variety is the entropy of the headings."),
    )


@BANK.asks("entrepreneurship", objective=4)
def related_variety_of_equal_classes(draw: Draw) -> Number:
    share, classes = draw.pick([0.4, 0.6, 0.8]), draw.pick([4, 8])
    inside = np.log2(classes)
    return Number(
        text=tell(
            "One heading has {share} percent of a place's jobs, spread evenly over {classes} classes; every "
            "other heading has a single class. How large is related variety, in bits?",
            share=f"{100 * share:.0f}",
            classes=classes,
        ),
        right=share * inside,
        wrong=[
            (inside, tell("Weigh the entropy within the heading by its share of jobs.")),
            (
                share * np.log(classes),
                tell("That is with natural logarithms; bits have the base 2."),
            ),
            (share * classes, tell("Eight equal classes have three bits, four have two.")),
        ],
        because=tell(
            "Within the heading there are log2 of the number of classes; only its share of the jobs counts."
        ),
    )


@BANK.asks("entrepreneurship", objective=5)
def what_parts_law_from_legend() -> Choice:
    return Choice(
        text=tell(
            "Fallick, Fleischman and Rebitzer compare how often computer people change employers. Which finding "
            "speaks for law and not for the culture of Silicon Valley?"
        ),
        right=tell("California's other computer clusters have as much movement as Silicon Valley"),
        wrong=[
            (
                tell("Silicon Valley has more movement than clusters outside California"),
                tell("Both explanations expect that, so it cannot part them."),
            ),
            (
                tell("Massachusetts enforced agreements not to compete"),
                tell("That is the premise of the explanation, not a finding about movement."),
            ),
            (
                tell("Spin-offs take after their parents"),
                tell("That is Klepper's explanation, by descent."),
            ),
        ],
        because=tell("What changes is the legend, what stays is the law; and the movement stays."),
    )


@BANK.asks("entrepreneurship", objective=1)
def why_firms_are_not_counted() -> Choice:
    return Choice(
        text=tell(
            "Why is the number of new firms a poor measure of entrepreneurship of the kind that clusters are "
            "praised for?"
        ),
        right=tell("Most new owners intend an existing service for an existing market"),
        wrong=[
            (tell("Most new firms fail"), tell("Failing is no sign that nothing new was tried.")),
            (
                tell("Registers count firms only after a year"),
                tell("A delay would not change what kind of firms they are."),
            ),
            (tell("Large firms found no others"), tell("Founders often come from large firms.")),
        ],
        because=tell(
            "Hurst and Pugsley asked them; few had a new idea, and few wished to grow large."
        ),
    )


@BANK.asks("entrepreneurship", objective=5)
def the_state_without_enforcement() -> ShortText:
    return ShortText(
        text=tell(
            "Which state of the United States, by Gilson's argument, does not enforce agreements that keep an "
            "employee from a competitor?"
        ),
        right=["California"],
        wrong=[
            ("Massachusetts", tell("That is the state of Route 128, which did enforce them.")),
            (
                "Michigan",
                tell("There the law began to enforce them in 1985, and inventors moved less."),
            ),
        ],
        because=tell("The law lets people move, and the culture follows from it, he argues."),
    )


# Research Triangle


@BANK.asks("research-triangle", objective=2)
def yearly_growth_of_a_park(draw: Draw) -> Number:
    start, end, years = draw.pick([(1_000, 30_000, 20), (2_500, 40_000, 25), (4_000, 36_000, 30)])
    rate = (end / start) ** (1 / years) - 1
    return Number(
        text=tell(
            "A park had {start} jobs and {years} years later {end}. By how many percent did it grow a year?",
            start=f"{start:,}",
            end=f"{end:,}",
            years=years,
        ),
        right=100 * rate,
        wrong=[
            (
                100 * (end / start - 1) / years,
                tell("That spreads the whole growth evenly; growth is compounded."),
            ),
            (rate, tell("That is a share; percent are asked for.")),
            (
                100 * ((end / start) ** (1 / (years - 1)) - 1),
                tell("That is with one year less: the growth took all {years} years.", years=years),
            ),
        ],
        because=tell("Take the root of the ratio with the number of years, and one off."),
    )


@BANK.asks("research-triangle", objective=3)
def gap_beyond_sampling_error(draw: Draw) -> Number:
    one, other = draw.pick([(0.3, 0.4), (0.5, 0.2), (0.6, 0.25)])
    return Number(
        text=tell(
            "Two location quotients have standard errors of {one} and {other}. How far must they be apart to be "
            "apart beyond sampling error, at five percent?",
            one=one,
            other=other,
        ),
        right=1.96 * np.hypot(one, other),
        wrong=[
            (1.96 * (one + other), tell("Independent errors are squared before they are added.")),
            (
                np.hypot(one, other),
                tell("That is the standard error of the gap; it must be 1.96 times as large."),
            ),
            (1.96 * max(one, other), tell("Both are uncertain.")),
        ],
        because=tell("1.96 times the root of the sum of the squared errors."),
    )


@BANK.asks("research-triangle", objective=3)
def two_areas_told_as_one(draw: Draw) -> Number:
    high, low = draw.pick([3.0, 3.5, 4.0]), draw.pick([1.0, 1.2])
    times = draw.pick([2, 3])
    return Number(
        text=tell(
            "Of two neighbouring areas one has a location quotient of {high}, the other of {low} and {times} "
            "times as many jobs in all. Which quotient have the two as one place?",
            high=high,
            low=low,
            times=times,
        ),
        right=(high + times * low) / (1 + times),
        wrong=[
            ((high + low) / 2, tell("Weigh each by its jobs.")),
            (
                (times * high + low) / (1 + times),
                tell("The weights are exchanged: the larger area weighs more."),
            ),
            (high + low, tell("Quotients do not add up.")),
        ],
        because=tell(
            "It is the mean of the two, weighted by all jobs: told as one, the first place disappears."
        ),
    )


@BANK.asks("research-triangle", objective=4)
def how_far_an_asset_has_unfolded(draw: Draw) -> Number:
    came, later, maturity = (
        draw.pick([1959, 1965, 1984]),
        draw.pick([4, 7, 9]),
        draw.pick([4, 5, 8]),
    )
    level = float(asset_level(came, [came + later], maturity)[0])
    return Number(
        text=tell(
            "In the chapter's model an asset comes in {came} and unfolds over {maturity} years. At which level "
            "does it stand in {year}?",
            came=came,
            maturity=maturity,
            year=came + later,
        ),
        right=level,
        wrong=[
            (
                1 - float(np.exp(-later / maturity)),
                tell("It counts from the year in which it comes, that one included."),
            ),
            (1 - level, tell("That is what is still missing.")),
        ],
        because=tell(
            "One less e to the power of minus the years since it came, that one included, over the years of unfolding."
        ),
    )


@BANK.asks("research-triangle", objective=4)
def what_a_good_fit_shows() -> Choice:
    return Choice(
        text=tell(
            "The model with the dates of the Triangle comes near to the published jobs and firms. What does that show?"
        ),
        right=tell("That a model with many free numbers can be led through few points"),
        wrong=[
            (
                tell("That the four assets caused the growth"),
                tell(
                    "Other parameters fit as well and say otherwise of a place without entrepreneurs."
                ),
            ),
            (
                tell("That the parameters are right"),
                tell("They were set by hand until the curve fitted."),
            ),
            (
                tell("That without the park there would be no jobs"),
                tell("Nobody has seen the other place."),
            ),
        ],
        because=tell("A hit on figures that were not used would count for more than a fit."),
    )


@BANK.asks("research-triangle", objective=4)
def the_series_that_shows_entrepreneurs() -> Choice:
    return Choice(
        text=tell(
            "Entrepreneurs come to a park, or never. By which series can the two be told apart in the model?"
        ),
        right=tell("The number of firms"),
        wrong=[
            (tell("The number of jobs"), tell("The bands of jobs overlap: spin-offs are small.")),
            (
                tell("The share of the largest firm in its own jobs"),
                tell("A firm always has all of its own jobs."),
            ),
            (tell("None"), tell("One of the series falls by more than the other.")),
        ],
        because=tell("Spin-offs are many and small, so they show in firms and hardly in jobs."),
    )


@BANK.asks("research-triangle", objective=5)
def science_without_land() -> Choice:
    return Choice(
        text=tell(
            "In the model, what does a place with good universities and no political assets draw?"
        ),
        right=tell("Nobody: science and politics are multiplied"),
        wrong=[
            (tell("Half as many firms as with both"), tell("They are multiplied, not added.")),
            (tell("Spin-offs only"), tell("Who has no employer has none to leave.")),
            (
                tell("As many firms, but later"),
                tell("The time matters where both come; here one never does."),
            ),
        ],
        because=tell(
            "That assets need each other was put into the model; it is an assumption, not a result."
        ),
    )


@BANK.asks("research-triangle", objective=1)
def assets_in_their_order() -> Order:
    steps = [
        tell("the park is founded"),
        tell("IBM comes"),
        tell("Burroughs Wellcome announces its move"),
        tell("Glaxo follows"),
    ]
    return Order(
        text=tell("Put these events of the Research Triangle in their order, the earliest first."),
        right=steps,
        wrong=[
            ([steps[1], steps[0], steps[2], steps[3]], tell("IBM came to a park that was there.")),
            (
                [steps[0], steps[2], steps[1], steps[3]],
                tell("IBM came before the pharmaceutical firms."),
            ),
        ],
        because=tell("1959, 1965, 1968 and 1983, by the chapter's sources."),
    )
