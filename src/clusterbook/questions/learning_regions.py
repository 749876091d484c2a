"""Questions on part 4, Learning regions."""

from __future__ import annotations

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.models.knowledge_transfer import half_distance
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("learning-regions", "Learning regions")


# Knowledge and distance


@BANK.asks("knowledge-and-distance", objective=2)
def distance_over_which_learning_halves(draw: Draw) -> Number:
    codified, message, travel = (
        draw.pick([0.4, 0.5, 0.7]),
        draw.pick([0.05, 0.1]),
        draw.pick([0.4, 0.5]),
    )
    mean = codified * message + (1 - codified) * travel
    return Number(
        text=tell(
            "A share of {codified} of a body of knowledge is written down. A message costs {message} per unit of "
            "distance, travel {travel}. Over which distance does learning fall by half?",
            codified=codified,
            message=message,
            travel=travel,
        ),
        right=half_distance(codified, message, travel),
        wrong=[
            (
                1 / mean,
                tell(
                    "That is where it has fallen to one over e; by half asks for the logarithm of 2."
                ),
            ),
            (float(np.log(2)) / travel, tell("That is as if nothing were written down.")),
            (
                float(np.log(2)) * mean,
                tell("Divide the logarithm of 2 by the cost per unit of distance."),
            ),
        ],
        because=tell("The logarithm of 2 over the mean cost per unit of distance."),
    )


@BANK.asks("knowledge-and-distance", objective=2)
def how_far_free_messages_stretch(draw: Draw) -> Number:
    codified = draw.pick([0.6, 0.75, 0.8, 0.9])
    return Number(
        text=tell(
            "Messages used to cost as much as travel and become free. A share of {codified} of the knowledge is "
            "codified. By which factor does the half-distance grow?",
            codified=codified,
        ),
        right=half_distance(codified, 0.0) / half_distance(codified, 0.4),
        wrong=[
            (1 / codified, tell("The tacit share stands below.")),
            (
                1 + codified,
                tell("Only what is tacit still costs: the factor is one over its share."),
            ),
        ],
        because=tell(
            "One over the share that is tacit: only if everything is codified does distance die."
        ),
    )


@BANK.asks("knowledge-and-distance", objective=2)
def learners_at_a_distance(draw: Draw) -> Number:
    barrier, meeting, distance = draw.pick([0.2, 0.3]), 0.1, draw.pick([1, 2])
    cost = 0.5 * meeting + (0.5 * 0.1 + 0.5 * 0.4) * distance
    return Number(
        text=tell(
            "Half of the pieces are codified. A message costs 0.1 per unit of distance, travel 0.4, a meeting "
            "0.1, and to make sense of the whole costs {barrier}. Worth is exponential with mean 1. Which share "
            "of people at distance {distance} learns?",
            barrier=barrier,
            distance=distance,
        ),
        right=float(np.exp(-barrier - cost)),
        wrong=[
            (float(np.exp(-cost)), tell("The barrier to entry is paid wherever one is.")),
            (
                1 - barrier - cost,
                tell("Worth is exponential: the share is e to the power of minus the cost."),
            ),
        ],
        because=tell("E to the power of minus the barrier and the cost of moving the pieces."),
    )


@BANK.asks("knowledge-and-distance", objective=1)
def what_is_not_in_the_half_distance() -> Choice:
    return Choice(
        text=tell(
            "The barrier to entry is lowered by a school. What happens to the half-distance?"
        ),
        right=tell("Nothing: more people learn everywhere, and it fades as before"),
        wrong=[
            (tell("It grows"), tell("The barrier lowers the level, not the reach.")),
            (tell("It shrinks"), tell("The barrier is not in it.")),
            (tell("It becomes infinite"), tell("It is infinite where distance costs nothing.")),
        ],
        because=tell("It describes how learning fades, not how much is learned."),
    )


@BANK.asks("knowledge-and-distance", objective=1)
def codified_is_not_information() -> Choice:
    return Choice(
        text=tell(
            "A textbook of organic chemistry is free on the web. Why is it not mere information?"
        ),
        right=tell("Who has not studied chemistry gains nothing by receiving it"),
        wrong=[
            (tell("Because it is tacit"), tell("It is written down, so it is codified.")),
            (
                tell("Because it was expensive to write"),
                tell("What counts is what it takes to use it."),
            ),
            (tell("Because it cannot be copied"), tell("It can, for nothing.")),
        ],
        because=tell(
            "What is codified is available everywhere, and the barriers to entry can stay high."
        ),
    )


@BANK.asks("knowledge-and-distance", objective=3)
def calls_and_meetings() -> Choice:
    return Choice(
        text=tell("Why may cheap calls bring more meetings, in Gaspar and Glaeser's account?"),
        right=tell("People start more contacts, and many of these lead to a meeting"),
        wrong=[
            (
                tell("Calls are of poor quality"),
                tell("Then they would replace few meetings, but bring no new ones."),
            ),
            (
                tell("Travel becomes cheaper at the same time"),
                tell("The argument needs nothing of the kind."),
            ),
            (
                tell("Every call replaces a meeting"),
                tell("That is the force in the other direction."),
            ),
        ],
        because=tell(
            "Two forces pull in opposite directions; their evidence speaks for a complement, or at least no "
            "strong substitute."
        ),
    )


@BANK.asks("knowledge-and-distance", objective=4)
def bodies_of_knowledge_by_reach(draw: Draw) -> Order:
    message = draw.pick([0.02, 0.05, 0.08, 0.1, 0.12])
    kinds = {
        tell("a craft"): 0.05,
        tell("a trade with manuals"): 0.5,
        tell("a formula and its proof"): 0.95,
    }
    reach = {name: half_distance(codified, message) for name, codified in kinds.items()}
    right = sorted(reach, key=lambda name: -reach[name])
    return Order(
        text=tell(
            "Of a craft 5 percent is codified, of a trade with manuals 50, of a formula and its proof 95; a "
            "message costs {message} and travel 0.4 per unit of distance. Put them in order by their "
            "half-distance, the longest first.",
            message=message,
        ),
        right=right,
        wrong=[(right[::-1], tell("What fits into a message travels farther."))],
        because=tell("The more is codified, the cheaper the mean piece travels."),
    )


@BANK.asks("knowledge-and-distance", objective=4)
def paper_that_declared_distance_dead() -> ShortText:
    return ShortText(
        text=tell(
            "Which weekly printed in 1995 a survey of telecommunications with the title The Death of Distance?"
        ),
        right=["The Economist", "Economist"],
        wrong=[("Nature", tell("No; a weekly of business and politics."))],
        because=tell(
            "The booklet cites the same survey for the opposite: both can be true at once."
        ),
    )


# Proximity and learning


@BANK.asks("proximity-and-learning", objective=2)
def weight_across_borders(draw: Draw) -> Number:
    near, borders = draw.pick([0.6, 0.7, 0.8]), draw.pick([2, 3])
    return Number(
        text=tell(
            "People keep to their own circles with a proximity of {near} of every kind. {borders} borders lie "
            "between two people. With which weight is one visited by the other, compared with somebody behind none?",
            near=near,
            borders=borders,
        ),
        right=(1 - near) ** borders,
        wrong=[
            (1 - near, tell("That is behind one border.")),
            (
                near**borders,
                tell("What is left of a visit at each border is one less the proximity."),
            ),
            (1 - near**borders, tell("Multiply what is left at each border.")),
        ],
        because=tell("At each border one less the proximity is left, and these multiply."),
    )


@BANK.asks("proximity-and-learning", objective=2)
def proximity_of_one_border_like_three(draw: Draw) -> Number:
    each = draw.pick([0.4, 0.5, 0.6])
    return Number(
        text=tell(
            "Behind three borders with a proximity of {each} each, a stranger has a certain weight. Which "
            "proximity on a single border gives the same?",
            each=each,
        ),
        right=1 - (1 - each) ** 3,
        wrong=[
            ((1 - each) ** 3, tell("That is the weight; the proximity is one less it.")),
            (each / 3, tell("Three borders are more than one, not less.")),
        ],
        because=tell(
            "One less the weight: to keep to one's own by half three times is to shut one door almost entirely."
        ),
    )


@BANK.asks("proximity-and-learning", objective=2)
def chance_that_something_passes(draw: Draw) -> Number:
    place, community = draw.pick([0.3, 0.2]), draw.pick([0.6, 0.5])
    return Number(
        text=tell(
            "A border between places stops a piece with {place}, one between communities with {community}. Two "
            "people of other places and other communities meet. With which probability does a piece pass?",
            place=place,
            community=community,
        ),
        right=(1 - place) * (1 - community),
        wrong=[
            (1 - place * community, tell("That is the chance that not both stop it.")),
            (1 - place - community, tell("Barriers multiply what they leave.")),
            (place * community, tell("That is the chance that both would stop it.")),
        ],
        because=tell("What the one leaves times what the other leaves."),
    )


@BANK.asks("proximity-and-learning", objective=1)
def social_in_the_booklet() -> Choice:
    return Choice(
        text=tell(
            "The booklet calls being alike in profession, language or values social proximity. Under which of "
            "Boschma's kinds does most of it fall?"
        ),
        right=tell("Cognitive and institutional"),
        wrong=[
            (tell("Social"), tell("Boschma keeps that word for ties between persons.")),
            (tell("Organizational"), tell("That is belonging to the same networks of firms.")),
            (tell("Geographical"), tell("That is the booklet's physical proximity.")),
        ],
        because=tell("The trap is the word social: likeness in the one, ties in the other."),
    )


@BANK.asks("proximity-and-learning", objective=1)
def nearness_in_space() -> Choice:
    return Choice(
        text=tell("What does Boschma say of nearness in space?"),
        right=tell(
            "It is neither necessary nor sufficient for learning; it helps, most likely by strengthening the "
            "other kinds"
        ),
        wrong=[
            (
                tell("It is necessary and not sufficient"),
                tell("People learn across distance, if they are near in other ways."),
            ),
            (tell("It is sufficient"), tell("Neighbours may share a street and nothing else.")),
            (tell("The more of it, the better"), tell("Each kind can be too large.")),
        ],
        because=tell("Each kind of proximity can be too small or too large."),
    )


@BANK.asks("proximity-and-learning", objective=4)
def too_near_to_learn() -> Choice:
    return Choice(
        text=tell(
            "In a model few meetings are lost at a barrier. What else may that mean, besides smooth communication?"
        ),
        right=tell("Nobody talks to strangers, and meetings bring nothing new"),
        wrong=[
            (
                tell("Everybody knows everything"),
                tell("Then nothing new would be harmless; the number alone cannot tell."),
            ),
            (
                tell("Barriers are high"),
                tell("High barriers lose more meetings, if strangers meet."),
            ),
            (tell("People move often"), tell("Nobody moves in the model.")),
        ],
        because=tell(
            "Nothing new is harmless when everybody knows everything; it is lock-in when they do not."
        ),
    )


@BANK.asks("proximity-and-learning", objective=3)
def what_makes_a_best_value() -> Choice:
    return Choice(
        text=tell(
            "In the chapter's model, which two faces of proximity make too much of it harmful?"
        ),
        right=tell("It makes a meeting fruitful, and leads people to those who know the same"),
        wrong=[
            (
                tell("It makes meetings cheap, and people lazy"),
                tell("Meetings cost nothing in the model."),
            ),
            (
                tell("It spreads knowledge, and makes people forget"),
                tell("Nobody forgets in the model."),
            ),
            (tell("It brings friends, and rivals"), tell("There is no rivalry in the model.")),
        ],
        because=tell("Nobody put in that there is a best value between; it follows from the two."),
    )


@BANK.asks("proximity-and-learning", objective=2)
def strangers_by_their_weight(draw: Draw) -> Order:
    near = draw.pick([0.3, 0.4, 0.5, 0.6])
    strong = draw.pick([0.95, 0.97])
    weights = {
        tell("behind one border of ordinary proximity"): 1 - near,
        tell("behind three borders of ordinary proximity"): (1 - near) ** 3,
        tell("behind one border of strong proximity"): 1 - strong,
    }
    right = sorted(weights, key=lambda name: -weights[name])
    return Order(
        text=tell(
            "Ordinary proximity is {near}, strong proximity {strong}. Put these strangers in order by how often "
            "they are visited, the most often first.",
            near=near,
            strong=strong,
        ),
        right=right,
        wrong=[
            ([right[1], right[0], right[2]], tell("Three doors half shut leave less than one."))
        ],
        because=tell("Multiply what each border leaves."),
    )


@BANK.asks("proximity-and-learning", objective=4)
def grabhers_weakness() -> ShortText:
    return ShortText(
        text=tell(
            "Granovetter wrote of the strength of weak ties. Of what kind of ties did Grabher, for the Ruhr, "
            "call the weakness? One word."
        ),
        right=["strong", "strong ties"],
        wrong=[(tell("weak"), tell("News comes through weak ties; the Ruhr had the others."))],
        because=tell("Close relations had made coal and steel strong, and then stood in the way."),
    )


# Knowledge spaces


@BANK.asks("knowledge-spaces", objective=1)
def proximity_of_two_occupations(draw: Draw) -> Number:
    one, other, both = draw.pick([(20, 50, 15), (40, 60, 24), (30, 80, 20)])
    return Number(
        text=tell(
            "{one} places have one occupation, {other} have another, {both} have both. How high is their proximity?",
            one=one,
            other=other,
            both=both,
        ),
        right=both / max(one, other),
        wrong=[
            (both / min(one, other), tell("The smaller of the two chances counts.")),
            (
                both / (one + other - both),
                tell("That is the share of places with either that have both."),
            ),
        ],
        because=tell("The smaller of the two chances to have one, given the other."),
    )


@BANK.asks("knowledge-spaces", objective=1)
def density_of_a_missing_occupation(draw: Draw) -> Number:
    near = draw.pick([[0.6, 0.3, 0.3], [0.5, 0.4, 0.2], [0.7, 0.2, 0.3]])
    return Number(
        text=tell(
            "An occupation that a place has not has proximities of {near} to three others. The place has the "
            "first and the third. How high is the relatedness density?",
            near=enumerated(map(str, near)),
        ),
        right=(near[0] + near[2]) / sum(near),
        wrong=[
            (2 / 3, tell("Weigh the occupations by their proximity.")),
            (near[0] + near[2], tell("Divide by all proximities.")),
            (near[1] / sum(near), tell("That is the distance: what the place lacks.")),
        ],
        because=tell("Of all that is related to it, the share that the place has."),
    )


@BANK.asks("knowledge-spaces", objective=1)
def presence_by_the_bar(draw: Draw) -> Number:
    jobs = pd.DataFrame(
        draw.pick([[[60, 30, 10], [20, 50, 30]], [[70, 10, 20], [30, 40, 30]]]),
        index=["Elm", "Oak"],
        columns=["code", "weld", "mill"],
        dtype=float,
    )
    has = ag.diversity(jobs)
    quotient = ag.location_quotient(jobs)
    text = enumerated(f"{one:.0f}" for one in jobs.loc["Elm"])
    other = enumerated(f"{one:.0f}" for one in jobs.loc["Oak"])
    return Number(
        text=tell(
            "Elm has {elm} jobs in code, weld and mill, Oak {oak}. How high is Elm's location quotient in code, "
            "by which it has the occupation or not?",
            elm=text,
            oak=other,
        ),
        right=float(quotient["code"]["Elm"]),
        wrong=[
            (
                float(jobs["code"]["Elm"] / jobs.loc["Elm"].sum()),
                tell("That is the share in Elm; divide it by the share of both places."),
            ),
            (
                float(jobs["code"]["Elm"] / jobs["code"]["Oak"]),
                tell("The yardstick is both places together, not the other one."),
            ),
            (float(has["Elm"]), tell("That is how many occupations Elm has by the bar of 1.")),
        ],
        because=tell("Its share of Elm's jobs over its share of all jobs."),
    )


@BANK.asks("knowledge-spaces", objective=2)
def why_the_place_is_left_out() -> Choice:
    return Choice(
        text=tell(
            "Density is computed from a table with the place in it, and tells well which occupations the place "
            "has. Why is that circular?"
        ),
        right=tell(
            "That the place has both is one of the reasons why two occupations count as related"
        ),
        wrong=[
            (tell("Because proximity is symmetric"), tell("That is so in any table.")),
            (tell("Because the place is large"), tell("It is so for small places as well.")),
            (tell("Because blanks count as zero"), tell("That is another trap.")),
        ],
        because=tell(
            "Take the place out before the proximities are computed, and hold it against a table dealt out by lot."
        ),
    )


@BANK.asks("knowledge-spaces", objective=3)
def which_end_is_complex() -> Choice:
    return Choice(
        text=tell("An eigenvector solves the equations of complexity. What does it leave open?"),
        right=tell("Its sign: which end is called complex must be decided otherwise"),
        wrong=[
            (
                tell("The order of the occupations between the ends"),
                tell("That order is what it gives."),
            ),
            (tell("The number of places"), tell("That is in the table.")),
            (tell("Nothing"), tell("With a vector its negative solves the equations as well.")),
        ],
        because=tell(
            "And where the third eigenvalue is nearly as large, little decides which mixture is the answer."
        ),
    )


@BANK.asks("knowledge-spaces", objective=4)
def density_and_unpublished_cells() -> Choice:
    return Choice(
        text=tell(
            "Areas publish between a few and nearly all occupations, following their size, and blanks count as "
            "zero. What does density then measure, to a good part?"
        ),
        right=tell("How large a place is"),
        wrong=[
            (
                tell("How specialized a place is"),
                tell("So it looks; but what is hidden follows size."),
            ),
            (
                tell("How complex its work is"),
                tell("That is another index, with the same trouble."),
            ),
            (tell("How many of its workers are skilled"), tell("No skill is in the table.")),
        ],
        because=tell(
            "Density rises with the number of occupations that a place has, and shows, and that follows its size."
        ),
    )


@BANK.asks("knowledge-spaces", objective=5)
def entry_or_crossing() -> Choice:
    return Choice(
        text=tell(
            "A province had a location quotient of 0.98 in an industry and now has 1.03. What is that?"
        ),
        right=tell("A crossing of the bar: without a margin it is no entry"),
        wrong=[
            (tell("An entry"), tell("The industry was there before.")),
            (tell("An exit"), tell("The quotient rose.")),
            (tell("A relatedness of 1.03"), tell("It is a quotient; relatedness is about pairs.")),
        ],
        because=tell("A bar of 1 is sharp, and the yardstick moves as well."),
    )


@BANK.asks("knowledge-spaces", objective=1)
def options_by_density(draw: Draw) -> Order:
    instruments, software = draw.pick([0.6, 0.65, 0.7]), draw.pick([0.35, 0.4, 0.45])
    shares = {
        tell("medical instruments"): instruments,
        tell("software"): software,
        tell("shrimp farming"): 0.1,
    }
    right = sorted(shares, key=lambda name: -shares[name])
    return Order(
        text=tell(
            "A town of watchmakers has {instruments} percent of what is related to medical instruments, {software} "
            "percent of what is related to software, 10 percent of what is related to shrimp farming. Put the three in "
            "order by their distance from the town, the shortest first.",
            instruments=f"{100 * instruments:.0f}",
            software=f"{100 * software:.0f}",
        ),
        right=right,
        wrong=[(right[::-1], tell("Distance is one less density: what is dense is near."))],
        because=tell("Distance is one less the relatedness density."),
    )


@BANK.asks("knowledge-spaces", objective=1)
def word_for_how_many_have_it() -> ShortText:
    return ShortText(
        text=tell("What is the number of places called that have an occupation? One word."),
        right=["ubiquity", "보편성"],
        wrong=[
            (tell("diversity"), tell("That is the number of occupations that a place has.")),
            (tell("density"), tell("That is the share of what is related.")),
        ],
        because=tell(
            "The larger of two ubiquities stands below in the proximity of two occupations."
        ),
    )
