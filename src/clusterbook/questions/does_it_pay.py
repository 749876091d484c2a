"""Questions on the part Does it pay?"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.models.picked_winners import at_start, simulate_programme
from clusterbook.models.plant_contests import compare_with, simulate_contests
from clusterbook.models.spin_offs import simulate_spin_offs
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("does-it-pay", "Does it pay?")


# The urban wage premium


@BANK.asks("urban-wage-premium", objective=1)
def elasticity_behind_a_doubling(draw: Draw) -> Number:
    percent = draw.pick([3, 4, 5, 7])
    return Number(
        text=tell(
            "A place of twice the size pays {percent} percent more. Which elasticity of the wage with respect to "
            "size is that?",
            percent=percent,
        ),
        right=np.log2(1 + percent / 100),
        wrong=[
            (
                percent / 100,
                tell(
                    "That is the rise for a doubling; the elasticity is its logarithm to the base 2."
                ),
            ),
            (
                np.log(1 + percent / 100),
                tell("A doubling asks for the base 2: divide by the logarithm of 2."),
            ),
        ],
        because=tell("Two to the power of the elasticity is the factor of a doubling."),
    )


@BANK.asks("urban-wage-premium", objective=2)
def composition_in_a_slope(draw: Draw) -> Number:
    raw, within = draw.pick([(0.06, 0.04), (0.07, 0.03), (0.08, 0.05)])
    return Number(
        text=tell(
            "Pay has an elasticity of {raw} with respect to size; in the same occupation it is {within}. Which "
            "percentage of the raw slope is composition?",
            raw=raw,
            within=within,
        ),
        right=100 * (raw - within) / raw,
        wrong=[
            (100 * within / raw, tell("That is pay in the same occupation.")),
            (100 * (raw - within), tell("That is the difference; divide it by the raw slope.")),
            (100 * (raw - within) / within, tell("It is a part of the raw slope.")),
        ],
        because=tell("The slope is exactly the sum of the two parts."),
    )


@BANK.asks("urban-wage-premium", objective=3)
def mean_that_is_composition(draw: Draw) -> Number:
    doctors = draw.pick([0.2, 0.3])
    clerks_pay, doctors_pay = 40.0, 120.0
    town = 0.1 * doctors_pay + 0.9 * clerks_pay
    city = doctors * doctors_pay * 1.02 + (1 - doctors) * clerks_pay * 1.02
    same = doctors * doctors_pay + (1 - doctors) * clerks_pay
    return Number(
        text=tell(
            "In a town a tenth of the jobs are doctors' and the rest clerks', in a city {share} percent are "
            "doctors'. The town pays doctors 120 and clerks 40, the city two percent more to each. By how many "
            "percent is the city's mean higher because of composition, at the town's wages?",
            share=f"{100 * doctors:.0f}",
        ),
        right=100 * (same / town - 1),
        wrong=[
            (100 * (city / town - 1), tell("That is the whole gap, the better pay included.")),
            (2, tell("That is the pay in the same occupation.")),
        ],
        because=tell("Take the city's shares at the town's wages, over the town's mean."),
    )


@BANK.asks("urban-wage-premium", objective=2)
def what_a_finer_classification_does() -> Choice:
    return Choice(
        text=tell(
            "Occupations are divided more finely. What becomes of the share of the slope that is composition?"
        ),
        right=tell("It grows, up to all of it if every job were an occupation of its own"),
        wrong=[
            (
                tell("It shrinks"),
                tell("Differences between fine occupations were differences within wide ones."),
            ),
            (tell("It stays"), tell("The split hangs on the classes.")),
            (tell("It becomes exactly a half"), tell("Nothing makes it so.")),
        ],
        because=tell("Within occupations means within these occupations."),
    )


@BANK.asks("urban-wage-premium", objective=5)
def why_errors_are_clustered() -> Choice:
    return Choice(
        text=tell("Cells are areas times occupations. Why are standard errors clustered by area?"),
        right=tell("All cells of an area share whatever is special about it"),
        wrong=[
            (tell("Areas are of unequal size"), tell("That asks for weights.")),
            (tell("Occupations have constants of their own"), tell("Those are the fixed effects.")),
            (tell("Wages are in logarithms"), tell("That has nothing to do with it.")),
        ],
        because=tell("A thousand cells of one area are not a thousand observations of size."),
    )


@BANK.asks("urban-wage-premium", objective=5)
def neither_living_nor_cause() -> Choice:
    return Choice(
        text=tell(
            "The same occupation pays three percent more in places twice as large. Who is better off by three percent?"
        ),
        right=tell("Nobody can say from this: rents are higher, and the people may be others"),
        wrong=[
            (
                tell("Everybody who moves to a place twice as large"),
                tell("Those who live there may be others, and a dollar buys less."),
            ),
            (tell("Landlords only"), tell("No rent is in the table.")),
            (tell("Firms"), tell("Firms pay it.")),
        ],
        because=tell("The number is neither a gain in living nor a cause."),
    )


@BANK.asks("urban-wage-premium", objective=5)
def precision_without_a_floor() -> Choice:
    return Choice(
        text=tell(
            "Cells are weighted by precision, and some wages have a printed error of 0.0 percent. What happens "
            "without a floor?"
        ),
        right=tell("A few cells have most of the weight"),
        wrong=[
            (tell("Those cells are left out"), tell("They would weigh without limit.")),
            (tell("All cells weigh the same"), tell("That is the case without weights.")),
            (
                tell("Large places lose weight"),
                tell("Which places gain hangs on the printed errors."),
            ),
        ],
        because=tell("One over an error of nothing has no end; a rounded zero is not certainty."),
    )


@BANK.asks("urban-wage-premium", objective=1)
def places_by_expected_pay(draw: Draw) -> Order:
    beta, ash = draw.pick([0.03, 0.035, 0.04]), draw.pick([-0.08, -0.09, -0.1])
    places = {tell("Elm"): (1.0, 0.06), tell("Oak"): (4.0, 0.0), tell("Ash"): (8.0, ash)}
    pay = {name: beta * float(np.log(size)) + extra for name, (size, extra) in places.items()}
    right = sorted(pay, key=lambda name: -pay[name])
    return Order(
        text=tell(
            "The wage has an elasticity of {beta} with respect to size. Oak is four times as large as Elm, Ash "
            "eight times. For reasons of its own Elm pays 6 percent more in logs, Ash {less} percent less. Put "
            "them in order by the wage, the highest first.",
            beta=beta,
            less=f"{-100 * ash:.0f}",
        ),
        right=right,
        wrong=[
            (
                [tell("Ash"), tell("Oak"), tell("Elm")],
                tell("That is by size: a slope says little of a single place."),
            )
        ],
        because=tell(
            "Add what size gives to what is special; the first is small beside the second."
        ),
    )


@BANK.asks("urban-wage-premium", objective=2)
def constants_for_occupations() -> ShortText:
    return ShortText(
        text=tell(
            "What are the constants called, one for each occupation, by which a baker is compared with bakers "
            "only? Two words."
        ),
        right=["fixed effects", "fixed effect", "고정효과"],
        wrong=[
            (tell("random effects"), tell("Those are draws, not constants that are estimated.")),
            (tell("clusters"), tell("Clusters are for standard errors.")),
        ],
        because=tell("Leave them out, and the slope holds composition as well."),
    )


# Identification


@BANK.asks("identification", objective=1)
def pooled_slope_with_sorting(draw: Draw) -> Number:
    truth, correlation, ability, size = (
        0.03,
        draw.pick([0.1, 0.2]),
        draw.pick([0.3, 0.4]),
        draw.pick([1.1, 1.2]),
    )
    bias = correlation * ability / size
    return Number(
        text=tell(
            "A city adds {truth} per unit of log size. Ability has a standard deviation of {ability}, log size "
            "of {size}, and their correlation is {correlation}. Which slope does the pooled regression tend to?",
            truth=truth,
            ability=ability,
            size=size,
            correlation=correlation,
        ),
        right=truth + bias,
        wrong=[
            (bias, tell("That is the bias; the truth comes on top.")),
            (
                truth + correlation * ability * size,
                tell("Covariance over variance: the deviation of size stands below."),
            ),
            (truth - bias, tell("The able are in large cities: the bias adds.")),
        ],
        because=tell(
            "The truth, and the covariance of ability and log size over the variance of log size."
        ),
    )


@BANK.asks("identification", objective=3)
def estimate_by_an_instrument(draw: Draw) -> Number:
    wage, size = draw.pick([(0.012, 0.3), (0.02, 0.5), (0.018, 0.6)])
    return Number(
        text=tell(
            "An instrument has a covariance of {wage} with log wages and of {size} with log size. What is the "
            "estimate by the instrument?",
            wage=wage,
            size=size,
        ),
        right=wage / size,
        wrong=[
            (size / wage, tell("Upside down: the wage stands above.")),
            (wage, tell("Divide by how much the instrument moves size.")),
        ],
        because=tell("What it does to the wage over what it does to size."),
    )


@BANK.asks("identification", objective=3)
def error_of_a_guilty_instrument(draw: Draw) -> Number:
    direct, strength = draw.pick([0.01, 0.02]), draw.pick([0.2, 0.25, 0.4])
    return Number(
        text=tell(
            "An instrument moves log size by {strength}, and touches the wage by {direct} in another way. By how "
            "much is the estimate wrong?",
            strength=strength,
            direct=direct,
        ),
        right=direct / strength,
        wrong=[
            (direct, tell("The weaker the instrument, the more a touch counts.")),
            (direct * strength, tell("Divide by the strength.")),
        ],
        because=tell("The touch over the strength: a weak instrument says anything."),
    )


@BANK.asks("identification", objective=2)
def what_a_workers_effect_absorbs() -> Choice:
    return Choice(
        text=tell(
            "Years in a city teach, and what is learned stays. What do effects of workers make of it?"
        ),
        right=tell("They absorb what was learned before a move, as if it had been brought along"),
        wrong=[
            (
                tell("They count it for the city"),
                tell("It stays with the worker in the small city as well."),
            ),
            (tell("They take it out of the data"), tell("It is in the worker's constant.")),
            (tell("Nothing: effects see ability only"), tell("They hold whatever stays with him.")),
        ],
        because=tell("A worker's effect cannot tell what he brought from what he was taught."),
    )


@BANK.asks("identification", objective=1)
def which_way_a_story_bends(draw: Draw) -> Choice:
    stories = {
        tell("The pooled slope is too large"): tell("the able choose large cities"),
        tell("The slope within workers is too small"): tell(
            "movers to large cities take worse employers"
        ),
        tell("Size follows pay"): tell("cities that pay well for another reason draw people"),
    }
    right = draw.pick(list(stories))
    return Choice(
        text=tell("What follows for the estimate if {story}?", story=stories[right]),
        right=right,
        wrong=[
            (name, tell("That follows if {story}.", story=story))
            for name, story in stories.items()
            if name != right
        ],
        because=tell(
            "Sorting bends the pool, employers bend movers, and reverse causality needs an instrument."
        ),
    )


@BANK.asks("identification", objective=2)
def who_counts_within_workers() -> Choice:
    return Choice(
        text=tell("Each worker has a constant of his own. Whose wages then tell about the city?"),
        right=tell("Those of movers only"),
        wrong=[
            (
                tell("Those of all workers alike"),
                tell("Who stays has one city, and his constant takes all of it."),
            ),
            (tell("Those of stayers only"), tell("Stayers have no comparison within themselves.")),
            (tell("Those of the able"), tell("Ability is in the constant.")),
        ],
        because=tell(
            "What is left is how one worker's wage differs between the cities that he has been in."
        ),
    )


@BANK.asks("identification", objective=4)
def france_and_spain() -> Choice:
    return Choice(
        text=tell(
            "In France skills explain a large part of the gaps between cities; in Spain workers of large cities "
            "are not abler at the start. Must one of the two be wrong?"
        ),
        right=tell(
            "No: what is learned in a city looks like ability where past years are not held fixed"
        ),
        wrong=[
            (tell("Yes, since people are alike"), tell("The designs are not.")),
            (tell("Yes: one of them has a coding error"), tell("One panel can give both answers.")),
            (
                tell("No: the countries have other instruments"),
                tell("Neither answer rests on an instrument."),
            ),
        ],
        because=tell("Read a table of published findings by their designs."),
    )


@BANK.asks("identification", objective=2)
def designs_by_what_is_held() -> Order:
    right = [
        tell("pooled"),
        tell("effects of workers"),
        tell("effects of workers and past years"),
        tell("effects of workers, past years and employers"),
    ]
    return Order(
        text=tell(
            "Put the designs of the chapter in order by what they hold fixed, the least first."
        ),
        right=right,
        wrong=[(right[::-1], tell("You began with the most."))],
        because=tell("Each holds what the one before holds, and one thing more."),
    )


@BANK.asks("identification", objective=1)
def word_for_the_able_who_choose() -> ShortText:
    return ShortText(
        text=tell(
            "What is it called when the able choose large cities, and would earn more anywhere? One word."
        ),
        right=["sorting", "공간적 선별"],
        wrong=[
            (tell("learning"), tell("That is what years in a city teach.")),
            (tell("matching"), tell("That is good workers and good employers finding each other.")),
        ],
        because=tell("It makes the place look better than it is."),
    )


# Place-based shocks


@cache
def _gaps(choosing: float) -> tuple[float, float]:
    """How much more winners would have grown anyway than runners-up, and than all others."""
    contests = simulate_contests(0.0, choosing, contests=1000, candidates=10, seed=2)
    return compare_with(contests, "runner-up")[0], compare_with(contests, "all")[0]


@BANK.asks("place-based-shocks", objective=1)
def what_a_runner_up_shows(draw: Draw) -> Number:
    true, choosing = draw.pick([0.08, 0.1, 0.15]), draw.pick([0.4, 0.6, 0.8])
    near, far = (round(gap, 3) for gap in _gaps(choosing))
    return Number(
        text=tell(
            "In simulated contests a plant raises productivity by {true}. Without it the winners would have grown by "
            "{near} more than the runners-up, and by {far} more than all other candidates. Which effect does the "
            "comparison with the runners-up show on average?",
            true=true,
            near=near,
            far=far,
        ),
        right=true + near,
        wrong=[
            (true, tell("The best is better than the second best: some of the gap is choice.")),
            (true + far, tell("That is what the comparison with all others shows.")),
            (true - near, tell("Winners grow faster anyway, so the gap is too large.")),
        ],
        because=tell("The effect and what winners would have gained on runners-up anyway."),
    )


@BANK.asks("place-based-shocks", objective=1)
def comparisons_by_what_choice_leaves() -> Order:
    near, far = _gaps(0.8)
    left = {
        tell("sites drawn by lot, and winners against all others"): 0.0,
        tell("a firm that sees well, and winners against runners-up"): near,
        tell("a firm that sees well, and winners against all others"): far,
    }
    right = sorted(left, key=lambda name: left[name])
    return Order(
        text=tell(
            "A plant goes to a county. Put these designs in order by how much of the gap is choice, the least first."
        ),
        right=right,
        wrong=[
            (
                [right[1], right[0], right[2]],
                tell("Where the lot decides, nothing of the gap is choice."),
            ),
            (right[::-1], tell("That has the most first.")),
        ],
        because=tell(
            "A runner-up is a little worse than the winner, and the mean candidate a lot worse."
        ),
    )


@BANK.asks("place-based-shocks", objective=1)
def what_a_larger_sample_does_to_choice() -> Choice:
    return Choice(
        text=tell(
            "The gap to the runner-up is a little too large. A referee asks for twenty times as many contests. What "
            "happens?"
        ),
        right=tell("The interval becomes narrow around a number that is still too large"),
        wrong=[
            (
                tell("The gap comes nearer to the truth"),
                tell("Each contest adds the same choice; only luck averages out."),
            ),
            (
                tell("The interval holds the truth more often"),
                tell("It is narrower and in the wrong place, so it holds the truth less often."),
            ),
            (
                tell("Nothing, the interval stays as wide"),
                tell("It shrinks with the square root of the number of contests."),
            ),
        ],
        because=tell("A larger sample makes a wrong comparison surer of itself."),
    )


@BANK.asks("place-based-shocks", objective=2)
def what_is_left_after_the_trend(draw: Draw) -> Number:
    found, drift, years = draw.pick([0.08, 0.1, 0.12]), draw.pick([0.008, 0.01]), draw.pick([3, 4])
    return Number(
        text=tell(
            "Two groups of towns moved apart by {drift} a year in logs before one group was helped. A difference in "
            "differences, {years} years later, finds {found}. How much of it is left if they went on moving apart at "
            "the same pace?",
            drift=drift,
            years=years,
            found=found,
        ),
        right=found - years * drift,
        wrong=[
            (found, tell("The trend was there before, and is in the estimate.")),
            (found - drift, tell("The trend works in each of the years.")),
            (found + years * drift, tell("The trend flatters: take it off.")),
        ],
        because=tell("What the trend alone would have brought in these years is no effect."),
    )


@BANK.asks("place-based-shocks", objective=2)
def gap_to_a_mixture(draw: Draw) -> Number:
    weight, own = draw.pick([0.6, 0.7, 0.8]), draw.pick([9.75, 9.8, 9.85])
    first, second = 9.7, 9.5
    return Number(
        text=tell(
            "A synthetic control gives county B a weight of {weight} and county C the rest. After the event log income "
            "is {own} in the treated county, {first} in B and {second} in C. How large is the gap?",
            weight=weight,
            own=own,
            first=first,
            second=second,
        ),
        right=own - weight * first - (1 - weight) * second,
        wrong=[
            (own - (first + second) / 2, tell("The weights are not equal.")),
            (own - first, tell("C belongs to the mixture, too.")),
            (
                own - (1 - weight) * first - weight * second,
                tell("The weights stand at the wrong counties."),
            ),
        ],
        because=tell("The treated county less the weighted mean of the others."),
    )


@BANK.asks("place-based-shocks", objective=2)
def share_of_counties_with_such_a_gap(draw: Draw) -> Number:
    counties, others = draw.pick([46, 67]), draw.pick([3, 5, 6])
    return Number(
        text=tell(
            "Each of {counties} counties, the treated one among them, is taken for the treated one in turn. Of the "
            "others {others} have a gap at least as large as that of the county that was really treated. What is p?",
            counties=counties,
            others=others,
        ),
        right=(others + 1) / counties,
        wrong=[
            (
                others / counties,
                tell("The treated county has a gap as large as its own: count it."),
            ),
            (
                others / (counties - 1),
                tell("Count the treated county in both numbers: it might have been drawn as well."),
            ),
            (
                1 - (others + 1) / counties,
                tell("That is the share of counties with a smaller gap."),
            ),
        ],
        because=tell("Of all counties that might have been drawn, those with a gap as large."),
    )


@BANK.asks("place-based-shocks", objective=2)
def name_of_a_test_without_a_cause() -> ShortText:
    return ShortText(
        text=tell(
            "A method is tried on years or places in which nothing happened, and should find nothing. Which word from "
            "medicine names such a test?"
        ),
        right=[
            *["placebo", "placebo test", "a placebo"],
            *["플라시보", "플라세보", "위약", "플라시보 검정", "플라세보 검정", "위약 검정"],
        ],
        wrong=[
            (
                tell("control group"),
                tell("Controls are compared with the treated; here nobody is treated."),
            ),
            (tell("vaccine"), tell("A vaccine should do something.")),
        ],
        because=tell(
            "A placebo is a pill without an active substance: what follows it is not its effect."
        ),
    )


@BANK.asks("place-based-shocks", objective=3)
def when_the_base_year_was_bad() -> Choice:
    return Choice(
        text=tell(
            "Measured from the year before a zone, claims for benefits fall. Measured from two years before it, the "
            "effect is gone. What is the first thing to look for?"
        ),
        right=tell("Whether the year before was a bad one, from which the zones recovered"),
        wrong=[
            (
                tell("Whether firms hired in the year before, in expectation of the zone"),
                tell(
                    "Then claims were low already in that year, and less of a fall would be left after it."
                ),
            ),
            (
                tell("Whether the effect needs more years to show"),
                tell("The years after are the same in both estimates."),
            ),
            (
                tell("Whether there are too many cities without a zone"),
                tell("They are the same in both estimates."),
            ),
        ],
        because=tell(
            "After an unlucky year things get better by themselves: regression to the mean."
        ),
    )


@BANK.asks("place-based-shocks", objective=4)
def what_a_renter_keeps_of_a_rise(draw: Draw) -> Number:
    pay, rents, moves, share = draw.pick([4, 5, 6]), draw.pick([1.0, 1.5]), draw.pick([2, 4]), 0.25
    kept = pay / (1 + share * rents * moves)
    return Number(
        text=tell(
            "Firms of a town pay {pay} percent more. For each percent by which the real wage rises, {moves} percent "
            "more people come; for each percent more people, rents rise by {rents} percent. A renter spends a quarter "
            "of income on rent. By how many percent is the renter better off in the end?",
            pay=pay,
            rents=rents,
            moves=moves,
        ),
        right=kept,
        wrong=[
            (pay, tell("Rents rise because people come, and take part of it.")),
            (
                pay * (1 - share),
                tell("That is as if rents took a quarter of the rise, whoever comes."),
            ),
            (rents * moves * kept, tell("That is by how much rents rise.")),
        ],
        because=tell(
            "The rise over one plus the share of rent, times how rents and people answer."
        ),
    )


@BANK.asks("place-based-shocks", objective=4)
def what_the_nation_gains_by_movers() -> Choice:
    return Choice(
        text=tell(
            "Workers move from one region to another with the same wage. Each raises the output of others by the same "
            "elasticity in both. What do the others in the nation gain together?"
        ),
        right=tell("Nothing: what others win in the one region, others lose in the other"),
        wrong=[
            (
                tell("What others in the region of arrival win"),
                tell("Count the region that the workers left as well."),
            ),
            (
                tell("Twice that, since two regions change"),
                tell("The two changes have opposite signs."),
            ),
            (
                tell("The wages of those who moved"),
                tell("They earned as much before, and are not the others."),
            ),
        ],
        because=tell(
            "A nation gains only where one more worker does more for others than elsewhere."
        ),
    )


# Shift-share instruments


@BANK.asks("shift-share", objective=1)
def estimate_with_shares_and_shocks(draw: Draw) -> Number:
    z, x, y = (
        np.array([0.2, 0.0, -0.2]),
        np.array(draw.pick([[0.3, 0.1, -0.1], [0.25, 0.0, -0.25]])),
        np.array(draw.pick([[0.1, 0.02, -0.06], [0.2, 0.0, -0.1]])),
    )
    # What is nearly zero is zero, also where it is printed.
    x, y = ((one - one.mean()).round(9) + 0.0 for one in (x, y))
    iv, ols = float(z @ y / (z @ x)), float(x @ y / (x @ x))
    others = [
        (float(z @ x / (z @ y)), tell("Upside down: the outcome stands above.")),
        (float(z @ y), tell("Divide by the same with the exposure.")),
    ]
    return Number(
        text=tell(
            "Three regions have the instrument {z}, the exposure {x} and the outcome {y}, the last two measured "
            "from their means. What is the shift-share estimate?",
            z=enumerated(f"{one:g}" for one in z),
            x=enumerated(f"{one:.3g}" for one in x),
            y=enumerated(f"{one:.3g}" for one in y),
        ),
        right=iv,
        wrong=others
        if abs(ols - iv) < 0.02 * abs(iv)
        else [(ols, tell("That is the plain regression, without the instrument.")), *others],
        digits=2,
        because=tell(
            "The sum of instrument times outcome over the sum of instrument times exposure."
        ),
    )


@BANK.asks("shift-share", objective=3)
def effective_number_of_shocks(draw: Draw) -> Number:
    shares = np.array(draw.pick([[50, 20, 20, 10], [45, 25, 20, 10], [70, 10, 10, 10]])) / 100
    squares = float((shares**2).sum())
    return Number(
        text=tell(
            "Four industries have {shares} percent of the jobs of a mean region. How large is the effective "
            "number of shocks?",
            shares=enumerated(f"{100 * one:.0f}" for one in shares),
        ),
        right=1 / squares,
        wrong=[
            (4, tell("It would be, if all had the same share.")),
            (squares, tell("That is the sum of squares; take its inverse.")),
        ],
        because=tell("One over the sum of squared mean shares; twenty are few."),
    )


@BANK.asks("shift-share", objective=4)
def estimate_from_rotemberg_weights(draw: Draw) -> Number:
    weights, betas = (
        np.array(draw.pick([[0.7, 0.5, -0.2], [0.9, 0.3, -0.2]])),
        np.array(draw.pick([[1.0, 0.5, 2.0], [0.8, 0.2, 1.5]])),
    )
    return Number(
        text=tell(
            "Three industries have Rotemberg weights of {weights} and estimates of {betas} by their shares "
            "alone. What is the estimate with all?",
            weights=enumerated(weights),
            betas=enumerated(betas),
        ),
        right=float(weights @ betas),
        wrong=[
            (float(betas.mean()), tell("Weigh the estimates.")),
            (
                float(abs(weights) @ betas / abs(weights).sum()),
                tell("A negative weight stays negative."),
            ),
        ],
        because=tell(
            "The weighted sum; with negative weights it need not lie between the estimates."
        ),
    )


@BANK.asks("shift-share", objective=2)
def what_must_be_innocent(draw: Draw) -> Choice:
    readings = {
        tell("The shares: they have nothing to do with what else moves the outcome"): tell(
            "Goldsmith-Pinkham, Sorkin and Swift"
        ),
        tell("The shocks: they are many and as good as random"): tell("Borusyak, Hull and Jaravel"),
    }
    right = draw.pick(list(readings))
    (other,) = (name for name in readings if name != right)
    return Choice(
        text=tell("What must be innocent, in the reading of {who}?", who=readings[right]),
        right=right,
        wrong=[
            (other, tell("That is the reading of {who}.", who=readings[other])),
            (
                tell("The outcome: it is measured without error"),
                tell("Errors of the outcome cost precision, not innocence."),
            ),
            (
                tell("Nothing: the estimate is an identity"),
                tell("The sum is one; to read it as an effect needs an argument."),
            ),
        ],
        because=tell("The two are right about different worlds; either way ask it of your data."),
    )


@BANK.asks("shift-share", objective=3)
def why_usual_errors_are_too_small() -> Choice:
    return Choice(
        text=tell(
            "Shocks are drawn at random, and a usual test at five percent finds an effect on latitude in half of "
            "the draws. Why?"
        ),
        right=tell(
            "Places with like industries have like residuals, wherever they lie: one shock is one observation"
        ),
        wrong=[
            (tell("Latitude depends on booms"), tell("No boom can move it.")),
            (tell("There are too few places"), tell("There are hundreds; there are few shocks.")),
            (tell("Shares add up to one"), tell("That is harmless here.")),
        ],
        because=tell("The usual error counts fifty places that a shock pushes at once as fifty."),
    )


@BANK.asks("shift-share", objective=3)
def do_states_cure_it() -> Choice:
    return Choice(
        text=tell("Errors are clustered by state instead. What becomes of the false findings?"),
        right=tell("Most stay: likeness of industries does not stop at state borders"),
        wrong=[
            (tell("They vanish"), tell("The placebo still finds far too much.")),
            (tell("They double"), tell("Clustering does a little good.")),
            (tell("They move to longitude"), tell("They are there in any case.")),
        ],
        because=tell(
            "Errors that know the shocks do better, and are not perfect; run the placebo on your own shares."
        ),
    )


@BANK.asks("shift-share", objective=1)
def when_shares_do_not_add_up() -> Choice:
    return Choice(
        text=tell(
            "Shares of manufacturing industries in all jobs do not add up to one. What belongs among the controls?"
        ),
        right=tell("Their sum: else a region with few shares looks like one with small shocks"),
        wrong=[
            (
                tell("Nothing: the shares are what they are"),
                tell("Then the size of manufacturing poses as a shock."),
            ),
            (tell("The largest share"), tell("One share is not the sum.")),
            (tell("The mean of the shocks"), tell("It is the same for all regions.")),
        ],
        because=tell("The library puts it there."),
    )


@BANK.asks("shift-share", objective=1)
def steps_of_the_instrument() -> Order:
    right = [
        tell("take the shares of industries in each region, before the shocks"),
        tell("take what happened to these industries in the nation"),
        tell("multiply and add up in each region"),
        tell("run a placebo on the shares"),
        tell("estimate, and take the estimate apart"),
    ]
    return Order(
        text=tell("Put the steps of an honest shift-share study in their order."),
        right=right,
        wrong=[
            (
                [right[0], right[1], right[2], right[4], right[3]],
                tell("The placebo comes before one believes a star."),
            )
        ],
        because=tell("Shares from after the shocks would contain what is to be explained."),
    )


@BANK.asks("shift-share", objective=2)
def other_name_of_the_instrument() -> ShortText:
    return ShortText(
        text=tell("After whom is the shift-share instrument also named?"),
        right=["Bartik"],
        wrong=[
            ("Rotemberg", tell("The weights of industries go by that name.")),
            ("Autor", tell("He and his co-authors used it for the China shock.")),
        ],
        because=tell(
            "Shares of industries in a region times what happened to these industries in the nation."
        ),
    )


# Cluster policy


@BANK.asks("cluster-policy", objective=1)
def gap_of_effect_and_selection(draw: Draw) -> Number:
    effect, behind = draw.pick([(2.0, 3.5), (1.5, 4.0), (2.5, 4.0)])
    return Number(
        text=tell(
            "A programme adds {effect} points to the growth of those it chooses. Without it they would have grown by "
            "{behind} points less than the others. By how many points do they seem to be ahead? Behind is negative.",
            effect=effect,
            behind=behind,
        ),
        right=effect - behind,
        wrong=[
            (effect, tell("That is the effect; the plain comparison holds the choice as well.")),
            (-behind, tell("That is the selection alone; the effect comes on top.")),
            (effect + behind, tell("They would have been behind: the selection is negative.")),
        ],
        because=tell(
            "The plain comparison is the effect plus what they would have been ahead by anyway."
        ),
    )


@BANK.asks("cluster-policy", objective=1)
def a_programme_for_the_declining() -> Choice:
    return Choice(
        text=tell(
            "A ministry supports regions in decline, with a programme that does nothing. What does a plain comparison "
            "with other regions say?"
        ),
        right=tell("The programme does harm"),
        wrong=[
            (
                tell("The programme helps"),
                tell("So it would look if the ministry had picked winners."),
            ),
            (
                tell("The programme does nothing"),
                tell("That asks for a choice that has nothing to do with growth, such as a lot."),
            ),
            (
                tell("Nothing significant, since errors cancel"),
                tell("A choice by decline errs always in the same direction."),
            ),
        ],
        because=tell("Those chosen would have grown less anyway, and the comparison says so."),
    )


@BANK.asks("cluster-policy", objective=1)
def programmes_by_what_they_seem_to_do(draw: Draw) -> Order:
    winners, losers = draw.pick([0.3, 0.45, 0.6]), draw.pick([-0.9, -0.8, -0.7])
    names = draw.shuffled([tell("North"), tell("Middle"), tell("South")])
    picking = dict(zip(names, [losers, 0.0, winners], strict=True))
    seems = {name: _plain_comparison(strength) for name, strength in picking.items()}
    return Order(
        text=tell(
            "Three programmes do nothing. The scores by which they choose regions have these correlations with the "
            "trends of the regions: {scores}. Put them in order by what a plain comparison says of them, the lowest "
            "estimate first.",
            scores=enumerated(f"{name} {strength}" for name, strength in picking.items()),
        ),
        right=sorted(seems, key=lambda name: seems[name]),
        wrong=[
            (
                sorted(picking, key=lambda name: abs(picking[name])),
                tell("That is by how far the estimates are off; they have signs, too."),
            ),
            (
                sorted(seems, key=lambda name: -seems[name]),
                tell("Who picks losers looks bad, and who picks winners good."),
            ),
        ],
        because=tell("The choice makes the sign, and a lot makes none."),
    )


def _plain_comparison(picking: float) -> float:
    """The mean of the plain comparison over ten programmes that do nothing."""
    found = []
    for seed in range(10):
        rows = at_start(simulate_programme(effect=0.0, trends=0.03, picking=picking, seed=seed))
        chosen = rows["treated"]
        found.append(rows["outcome"][chosen].mean() - rows["outcome"][~chosen].mean())
    return float(np.mean(found))


@BANK.asks("cluster-policy", objective=2)
def effect_by_twins(draw: Draw) -> Number:
    first, second = draw.pick([(5.0, 9.0), (6.0, 10.0), (4.0, 11.0)])
    rows = pd.DataFrame(
        {
            "treated": [1, 1, 0, 0, 0],
            "before": [2.0, 6.0, 1.0, 2.0, 6.0],
            "outcome": [first, second, 0.0, 3.0, 7.0],
        }
    )
    chosen, others = rows[rows["treated"] == 1], rows[rows["treated"] == 0]
    plain = chosen["outcome"].mean() - others["outcome"].mean()
    return Number(
        text=tell(
            "Two regions are chosen. The first grew by 2 before and by {first} after, the second by 6 and by {second}. "
            "Three are not chosen: they grew by 1 and 0, by 2 and 3, by 6 and 7. Which effect does matching to the "
            "nearest in growth before find?",
            first=first,
            second=second,
        ),
        right=ag.matching(rows, covariates=["before"], adjusted=False).estimate,
        wrong=[
            (plain, tell("That compares with all of the others, also with those unlike them.")),
            (
                plain - (chosen["before"].mean() - others["before"].mean()),
                tell("That takes away the lead before as if it went on one for one."),
            ),
            (
                (chosen["outcome"] - chosen["before"]).mean(),
                tell("That compares the chosen with themselves before; nobody else is in it."),
            ),
        ],
        because=tell("Each is compared with its twin; the effect is the mean of the differences."),
    )


@BANK.asks("cluster-policy", objective=2)
def slope_on_a_noisy_past(draw: Draw) -> Number:
    # Luck of twice the trends would make two of the wrong answers one.
    trend, luck = draw.pick([(0.03, 0.05), (0.04, 0.05), (0.03, 0.08)])
    v, noise = trend**2, luck**2
    return Number(
        text=tell(
            "Regions have trends with a standard deviation of {trend}, and the level of each year has luck in it, "
            "with one of {luck}. Growth is measured over four years before and three after a date, and the date's "
            "own year ends the one and begins the other. To which slope of the later growth, in all, on the "
            "earlier growth per year do regions tend of which none was chosen?",
            trend=trend,
            luck=luck,
        ),
        right=(3 * v - noise / 4) / (v + noise / 8),
        wrong=[
            (3, tell("That would be so without luck.")),
            (
                3 * v / (v + noise / 8),
                tell("Luck in the year that both share pulls the slope down as well."),
            ),
            (
                (3 * v - noise / 4) / v,
                tell("Luck is in the growth before as well: the denominator grows."),
            ),
        ],
        because=tell("Luck makes the denominator larger, and in the shared year the sum smaller."),
    )


@BANK.asks("cluster-policy", objective=2)
def why_the_lucky_fall_back() -> ShortText:
    return ShortText(
        text=tell(
            "Who grew most by luck is nearer to the others afterwards, with a programme or without. What is this "
            "called?"
        ),
        right=["regression to the mean", "regression toward the mean", "평균으로의 회귀"],
        wrong=[
            (tell("convergence"), tell("Poor places that catch up would do so without any luck.")),
            (tell("selection"), tell("Selection says who is chosen, not what becomes of luck.")),
        ],
        because=tell("Luck does not last, and extremes hold more of it."),
    )


@BANK.asks("cluster-policy", objective=3)
def three_differences_by_hand(draw: Draw) -> Number:
    aimed, drift = draw.pick([12.0, 13.0, 14.0]), draw.pick([2.0, 3.0])
    elsewhere = 5.0
    return Number(
        text=tell(
            "In a state with a programme the share of innovators rises by {aimed} points in the industries that it "
            "aims at, and by {drift} in the others. In the other states it rises by {elsewhere} points in the same "
            "industries, and by 1 in the others. Which effect do three differences find, in points?",
            aimed=aimed,
            drift=drift,
            elsewhere=elsewhere,
        ),
        right=(aimed - drift) - (elsewhere - 1),
        wrong=[
            (aimed, tell("That is one difference: before and after.")),
            (aimed - drift, tell("That is two; these industries rose elsewhere as well.")),
            (aimed - elsewhere, tell("That is two; the state's other industries rose as well.")),
        ],
        because=tell("The gap between industries opens here by so much more than elsewhere."),
    )


@BANK.asks("cluster-policy", objective=3)
def effect_before_the_programme() -> Choice:
    return Choice(
        text=tell(
            "Two differences are computed for years before a programme began, and a clear effect is found. What "
            "follows?"
        ),
        right=tell("The two groups moved apart already, so the later estimate is in doubt"),
        wrong=[
            (
                tell("The programme was known beforehand, so its effect is larger than estimated"),
                tell(
                    "It may have been; a placebo does not say so, and does not add to the effect."
                ),
            ),
            (
                tell("The estimate is confirmed, since it is found twice"),
                tell("A programme that had not begun cannot have done it."),
            ),
            (
                tell("The later estimate is right after this one is subtracted"),
                tell("Only if they went on to move apart at the same pace, which nobody saw."),
            ),
        ],
        because=tell("A placebo has to find nothing where nothing can be."),
    )


@BANK.asks("cluster-policy", objective=4)
def what_a_line_needs() -> Choice:
    return Choice(
        text=tell(
            "A jury gave points. What has to be kept so that those just above the line can be compared with those just "
            "below it?"
        ),
        right=tell("The list of those who were refused, with their points"),
        wrong=[
            (
                tell("The reports of those who were chosen"),
                tell("They hold one side of the line only."),
            ),
            (
                tell("Everything that the jury knew of each applicant"),
                tell("Matching would need it; at the line the points do."),
            ),
            (
                tell("A list of regions that never applied"),
                tell("They may not have wanted it, and have no points."),
            ),
        ],
        because=tell("Near the line the two sides are alike, and the points say who is near."),
    )


@BANK.asks("cluster-policy", objective=5)
def what_an_interval_leaves_possible(draw: Draw) -> Number:
    found, error = draw.pick([0.12, 0.15, 0.09]), draw.pick([0.1, 0.14])
    return Number(
        text=tell(
            "A matched comparison of parks finds an effect of {found} with a standard error of {error}, and says that "
            "there is no evidence. Which is the largest effect in its interval of 95 percent?",
            found=found,
            error=error,
        ),
        right=found + 1.96 * error,
        wrong=[
            (0, tell("No evidence of an effect is not evidence of none.")),
            (found, tell("That is the estimate, in the middle of the interval.")),
            (found - 1.96 * error, tell("That is the other end.")),
        ],
        digits=2,
        because=tell("What the interval holds is not excluded, and 1.96 errors belong to it."),
    )


# Mechanisms and life cycles


def _settled(share: float, pull: float) -> float:
    """Where the share of the first of two equal places ends, as in the chapter's model without an advantage."""
    for _ in range(2000):
        share += 0.1 * (1 / (1 + np.exp(-pull * (2 * share - 1))) - share)
    return float(share)


@cache
def _largest_region(heredity: float, stay: float) -> float:
    """The share of the firms in the largest region at the end, on average over three simulated industries."""
    shares = []
    for seed in range(3):
        firms = simulate_spin_offs(heredity=heredity, stay=stay, seed=seed)
        shares.append(firms.loc[firms["open"], "region"].value_counts(normalize=True).iloc[0])
    return float(np.mean(shares))


@BANK.asks("mechanisms-and-life-cycles", objective=1)
def what_coarse_controls_add(draw: Draw) -> Number:
    fine, coarse, near = draw.pick([12, 15, 20]), draw.pick([4, 5, 6]), draw.pick([12, 17])
    by_class, by_nearness = fine / 100, near / 100
    return Number(
        text=tell(
            "Of the patents in a fine class {fine} percent come from the place of a given one, of those in its coarse "
            "class {coarse} percent. Of its citations {near} percent come from nearness, the others are spread as the "
            "fine class is. By how many percentage points would citations exceed coarse controls if nearness did "
            "nothing?",
            fine=fine,
            coarse=coarse,
            near=near,
        ),
        right=100 * by_class - coarse,
        wrong=[
            (
                100 * (by_nearness + (1 - by_nearness) * by_class) - coarse,
                tell("That is the whole excess; take off what nearness adds."),
            ),
            (
                100 * by_nearness * (1 - by_class),
                tell("That is what nearness adds: the excess over fine controls."),
            ),
            (near, tell("That is the share that comes from nearness.")),
        ],
        because=tell("What lies together in a fine class anyway, and not in the coarse one."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=1)
def why_links_from_abroad_do_not_settle_it() -> Choice:
    return Choice(
        text=tell(
            "Which industries sit together in America is explained by links between industries that were measured in "
            "Britain. Which question do these links leave open?"
        ),
        right=tell("Which mechanism it is: a pair that trades in Britain also shares skills there"),
        wrong=[
            (
                tell("Whether the American map made the links"),
                tell("Britain does not follow the American map: that is why its links are taken."),
            ),
            (
                tell("Whether the links are alike in the two countries"),
                tell("That can be computed: both are measured."),
            ),
            (
                tell("Whether the industries sit together in America"),
                tell("That is seen on the American map, without any link."),
            ),
        ],
        because=tell("The links are innocent of the map, and not of each other."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=2)
def slope_when_parents_are_left_out(draw: Draw) -> Number:
    gain, heredity = draw.pick([0.1, 0.2]), draw.pick([0.5, 0.8])
    shared, spread = draw.pick([0.2, 0.3]), 0.64
    return Number(
        text=tell(
            "A firm's performance is {gain} times the log of its neighbours, plus {heredity} times what its parent can "
            "do, plus luck. The covariance of parent and log neighbours is {shared}, the variance of log neighbours "
            "{spread}. To what does the slope on log neighbours tend if the parent is left out?",
            gain=gain,
            heredity=heredity,
            shared=shared,
            spread=spread,
        ),
        right=gain + heredity * shared / spread,
        wrong=[
            (gain, tell("That is the gain; the parents who sit there come on top.")),
            (gain + shared / spread, tell("Multiply by heredity: only what is inherited counts.")),
            (heredity * shared / spread, tell("That is the bias; the gain is there as well.")),
        ],
        because=tell("The gain, and heredity times the slope of parents on log neighbours."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=2)
def what_a_parents_performance_holds() -> Choice:
    return Choice(
        text=tell(
            "Nobody gains from neighbours. With the parent's performance held fixed, a slope on neighbours is left; "
            "with its capability held fixed, hardly any. Why?"
        ),
        right=tell("Performance is capability and luck, so it holds the parent only partly fixed"),
        wrong=[
            (
                tell("Performance is measured later than capability"),
                tell("When it is measured does not matter here; what is in it does."),
            ),
            (
                tell("Capability is a result of the neighbours"),
                tell("In that world neighbours add nothing to anybody."),
            ),
            (
                tell("With capability held fixed there are too few firms"),
                tell("The firms are the same in both regressions."),
            ),
        ],
        because=tell("What a noisy sign of the parent leaves open goes to the neighbours."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=2)
def worlds_by_their_largest_region() -> Order:
    worlds = {
        tell("children settle anywhere"): _largest_region(0.0, 0.0),
        tell("children stay, and do not take after their parents"): _largest_region(0.0, 1.0),
        tell("children stay, and take after their parents"): _largest_region(0.8, 1.0),
    }
    right = sorted(worlds, key=lambda name: worlds[name])
    return Order(
        text=tell(
            "Nobody gains from neighbours; able firms have more children. Put these worlds in order by the share of "
            "firms in the largest region, the smallest first."
        ),
        right=right,
        wrong=[
            (
                [right[0], right[2], right[1]],
                tell("Heredity adds to staying: able families grow where they began."),
            ),
            (right[::-1], tell("That has the largest first.")),
        ],
        because=tell("Staying makes a cluster, and heredity a larger one, without any gain."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=2)
def firm_with_a_parent() -> ShortText:
    return ShortText(
        text=tell(
            "What is a firm called that was founded by people who had worked in an older firm of the same trade?"
        ),
        right=[
            *["spin-off", "spinoff", "spin off", "a spin-off", "spin-out", "spinout", "spin out"],
            *["스핀오프", "스핀 오프", "분사"],
        ],
        wrong=[
            (tell("start-up"), tell("That is any young firm, with a parent or without.")),
            (tell("branch"), tell("A branch belongs to the older firm.")),
        ],
        because=tell(
            "In Klepper's account such firms made Detroit, not gains from being together."
        ),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=3)
def strength_that_a_study_could_find(draw: Draw) -> Number:
    error = draw.pick([0.04, 0.05, 0.07, 0.12])
    level, power = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.8)
    return Number(
        text=tell(
            "A coefficient on relatedness density has a standard error of {error}. Which true coefficient would such a "
            "study find in 8 of 10 cases, by a two-sided test at the five percent level?",
            error=error,
        ),
        right=(level + power) * error,
        wrong=[
            (
                level * error,
                tell("A coefficient of that size is found in half of the cases only."),
            ),
            (error, tell("One error from zero is seldom called a finding.")),
            (
                (level + NormalDist().inv_cdf(0.9)) * error,
                tell("That one is found in 9 of 10 cases."),
            ),
        ],
        because=tell("1.96 errors for the test and 0.84 more for a power of 80 percent."),
        digits=2,
    )


@BANK.asks("mechanisms-and-life-cycles", objective=3)
def what_breadth_looks_like() -> Choice:
    return Choice(
        text=tell(
            "In a simulated country relatedness does nothing, and still industries enter more often where density is "
            "high. What makes the association?"
        ),
        right=tell("Broad regions have much of everything and get more of everything"),
        wrong=[
            (
                tell("Entry raises density in the year before"),
                tell("Density is measured before anything enters."),
            ),
            (
                tell("Too few regions"),
                tell("Few regions widen the interval; they do not move its middle to one side."),
            ),
            (
                tell("Related industries share workers"),
                tell("Nothing of the kind happens in a country where relatedness does nothing."),
            ),
        ],
        because=tell("Effects of regions take breadth out, and leave little to learn from."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=4)
def where_a_place_that_lost_ends(draw: Draw) -> Number:
    pull = draw.pick([2.4, 2.6, 3.0, 3.4])
    low = _settled(0.1, pull)
    return Number(
        text=tell(
            "Two places with equal sites compete. Each year the share x of the first moves a tenth of the way from x "
            "to 1 / (1 + exp(-{pull} (2 x - 1))). After a war its share is 10 percent. Where does the share end, in "
            "percent?",
            pull=pull,
        ),
        right=100 * low,
        wrong=[
            (
                50.0,
                tell("One half is a steady state, and with so strong a pull nobody stays there."),
            ),
            (100 * (1 - low), tell("That is where it ends if it begins above one half.")),
            (10.0, tell("It moves on: put x = 0.1 into the formula, and another share comes out.")),
        ],
        digits=2,
        because=tell("With a strong pull there are two steady states, and the start chooses."),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=4)
def what_staying_away_proves() -> Choice:
    return Choice(
        text=tell(
            "A city lost an activity for forty years. Its site is what it was, and the activity never came back. What "
            "does this show, in the chapter's model?"
        ),
        right=tell("There is more than one steady state"),
        wrong=[
            (
                tell("The site never mattered"),
                tell("It may have decided which of two states came first."),
            ),
            (
                tell("There is exactly one steady state"),
                tell("Then the city would come back, whatever the shock."),
            ),
            (
                tell("The pull of those who are there is weak"),
                tell("With a weak pull the site alone decides, and it comes back."),
            ),
        ],
        because=tell(
            "Where the pull leaves one steady state, every shock is forgotten in the end."
        ),
    )


@BANK.asks("mechanisms-and-life-cycles", objective=5)
def what_would_refute_renewal() -> Choice:
    return Choice(
        text=tell("Variety is said to renew old clusters. Which finding would speak against it?"),
        right=tell(
            "Of clusters chosen beforehand, the varied ones decline as often as others of the same industry"
        ),
        wrong=[
            (
                tell("A famous cluster of great variety still grows"),
                tell("That is what the story expects; and it is famous because it grows."),
            ),
            (
                tell("Most clusters that declined are called locked in"),
                tell("The name was given afterwards, so it could not have been otherwise."),
            ),
            (
                tell("Clusters of a declining industry decline"),
                tell("That may be the industry's cycle, not the cluster's."),
            ),
        ],
        because=tell("A story of stages has to say beforehand what follows from what."),
    )
