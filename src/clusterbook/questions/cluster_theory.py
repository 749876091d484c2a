"""Questions on part 3, Cluster theory."""

from __future__ import annotations

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("cluster-theory", "Cluster theory")


# Porter's cluster


@BANK.asks("porters-cluster", objective=3)
def modularity_of_two_groups(draw: Draw) -> Number:
    inside_one, inside_two, between = draw.pick([(6, 4, 2), (8, 3, 3), (5, 5, 4)])
    m = inside_one + inside_two + between
    k = np.array([2 * inside_one + between, 2 * inside_two + between])
    kept, expected = (inside_one + inside_two) / m, float(((k / (2 * m)) ** 2).sum())
    return Number(
        text=tell(
            "A network has {one} links inside a first group, {two} inside a second, and {between} between them, "
            "all of the same weight. How high is the modularity?",
            one=inside_one,
            two=inside_two,
            between=between,
        ),
        right=kept - expected,
        wrong=[
            (kept, tell("That is the share kept inside; take off what sizes alone would keep.")),
            (expected, tell("That is what sizes alone would keep.")),
        ],
        because=tell(
            "The share of links inside, less the sum of squared shares of link ends of each group."
        ),
    )


@BANK.asks("porters-cluster", objective=2)
def links_that_a_threshold_keeps(draw: Draw) -> Number:
    nodes, percent = draw.pick([41, 51, 71]), draw.pick([5, 10, 20])
    pairs = nodes * (nodes - 1) / 2
    return Number(
        text=tell(
            "A network of {nodes} industries has a link between every two. A threshold keeps the strongest "
            "{percent} percent of all pairs. How many links are drawn?",
            nodes=nodes,
            percent=percent,
        ),
        right=pairs * percent / 100,
        wrong=[
            (
                2 * pairs * percent / 100,
                tell("A link has no direction here: each pair counts once."),
            ),
            (nodes * percent / 100, tell("The percentage is of pairs, not of industries.")),
        ],
        because=tell("Pairs are the industries times one less, over two."),
    )


@BANK.asks("porters-cluster", objective=1)
def which_link_in_porters_words(draw: Draw) -> Choice:
    kinds = {
        tell("a vertical link"): tell("a maker of moulds sells to a maker of bumpers"),
        tell("a horizontal link"): tell(
            "two industries use the same technology and sell each other nothing"
        ),
        tell("a commonality"): tell("members share a test laboratory"),
        tell("a complementarity"): tell("the hotel is worth more because the winery is near"),
    }
    right = draw.pick(list(kinds))
    return Choice(
        text=tell("What is it in Porter's terms: {what}?", what=kinds[right]),
        right=right,
        wrong=[
            (name, tell("That is, for instance: {what}.", what=what))
            for name, what in kinds.items()
            if name != right
        ],
        because=tell(
            "Vertical: something is sold. Horizontal: nothing need be. Common is what is shared, complementary "
            "what makes another worth more."
        ),
    )


@BANK.asks("porters-cluster", objective=2)
def what_dollars_favour() -> Choice:
    return Choice(
        text=tell(
            "Links of an input-output table are weighted by dollars. Which industries look well linked?"
        ),
        right=tell("Large ones, such as wholesale trade, which everybody pays"),
        wrong=[
            (
                tell("Small ones that sell nearly everything to one buyer"),
                tell("That is what shares favour."),
            ),
            (tell("Those with many competitors"), tell("Rivalry is in no such table.")),
            (tell("Those in one place"), tell("The table is national; no place is in it.")),
        ],
        because=tell(
            "Dollars favour the large, shares the small; the choice is a part of the result."
        ),
    )


@BANK.asks("porters-cluster", objective=3)
def what_groups_are_held_against() -> Choice:
    return Choice(
        text=tell("A search finds groups with a modularity of 0.35. What is the fair comparison?"),
        right=tell("The modularity that the same search finds in shuffled economies"),
        wrong=[
            (
                tell("Zero, since the expected share was taken off"),
                tell(
                    "That is right for groups given before anybody looked; these were searched for."
                ),
            ),
            (
                tell("One, the highest value"),
                tell("No network reaches it; it says nothing about chance."),
            ),
            (tell("The share of links kept inside"), tell("That is a part of the number itself.")),
        ],
        because=tell("A search finds something in any network, also in a random one."),
    )


@BANK.asks("porters-cluster", objective=2)
def links_by_share_of_the_seller(draw: Draw) -> Order:
    flows = {
        tell("pipes to oil"): (draw.pick([40, 45]), 50),
        tell("trade to shops"): (draw.pick([300, 350]), 3_000),
        tell("steel to cars"): (draw.pick([200, 220]), 500),
    }
    share = {name: flow / output for name, (flow, output) in flows.items()}
    right = sorted(share, key=lambda name: -share[name])
    return Order(
        text=tell(
            "Pipes sell {pipes} of an output of 50 to oil, trade {trade} of 3,000 to shops, steel {steel} of 500 "
            "to cars, in million dollars. Put these links in order by the share of the seller's output, the "
            "strongest first.",
            pipes=flows[tell("pipes to oil")][0],
            trade=flows[tell("trade to shops")][0],
            steel=flows[tell("steel to cars")][0],
        ),
        right=right,
        wrong=[
            (
                sorted(flows, key=lambda name: -flows[name][0]),
                tell("That is by dollars, which favour large industries."),
            )
        ],
        because=tell(
            "Divide each flow by what the seller makes: a small industry may sell nearly everything to one buyer."
        ),
    )


@BANK.asks("porters-cluster", objective=5)
def second_outside_force() -> ShortText:
    return ShortText(
        text=tell(
            "Two forces outside the diamond act on its four corners. One is government. What is the other? One word."
        ),
        right=["chance", "우연"],
        wrong=[
            (tell("rivalry"), tell("Rivalry at home is one of the corners.")),
            (tell("demand"), tell("Demand at home is one of the corners.")),
        ],
        because=tell("Government and chance act on the corners, and are none of them."),
    )


@BANK.asks("porters-cluster", objective=1)
def who_belongs_to_a_cluster() -> Choice:
    return Choice(
        text=tell(
            "A trade association and a university serve the firms of a field. What are they in Porter's definition?"
        ),
        right=tell("Members of the cluster"),
        wrong=[
            (
                tell("Its surroundings"),
                tell("So it is in the district; Porter counts institutions in."),
            ),
            (
                tell("Members, if they sell something to the firms"),
                tell("Selling is one kind of link only."),
            ),
            (
                tell("Members, if the cluster is large enough"),
                tell("Size is not in the definition."),
            ),
        ],
        because=tell("A cluster is larger than any list of firms."),
    )


# Clusters are not sectors


@BANK.asks("clusters-are-not-sectors", objective=2)
def adjusted_rand_by_hand(draw: Draw) -> Number:
    a, p, q, n = draw.pick([(6, 8, 10, 45), (4, 9, 6, 36), (10, 15, 14, 66)])
    chance = p * q / n
    return Number(
        text=tell(
            "Of {n} pairs of industries one grouping puts {p} together, another {q}; {a} pairs are together in "
            "both. How high is the adjusted Rand index?",
            n=n,
            p=p,
            q=q,
            a=a,
        ),
        right=(a - chance) / ((p + q) / 2 - chance),
        wrong=[
            ((n - p - q + 2 * a) / n, tell("That is the plain Rand index, which flatters.")),
            (a / ((p + q) / 2), tell("Take off what chance would give, above and below.")),
        ],
        because=tell(
            "Pairs together in both less what chance gives, over half the sum of the two less the same."
        ),
    )


@BANK.asks("clusters-are-not-sectors", objective=2)
def pairs_on_which_groupings_agree(draw: Draw) -> Number:
    both, one, other, pairs = draw.pick([(5, 9, 8, 55), (3, 6, 8, 28), (7, 12, 10, 78)])
    return Number(
        text=tell(
            "Two groupings put {one} and {other} of {pairs} pairs together, {both} of them both. On how many "
            "pairs do they agree?",
            one=one,
            other=other,
            pairs=pairs,
            both=both,
        ),
        right=pairs - one - other + 2 * both,
        wrong=[
            (both, tell("They also agree on pairs that both keep apart.")),
            (
                pairs - one - other + both,
                tell("Those are the pairs apart in both; add those together in both."),
            ),
        ],
        exact=True,
        because=tell("Together in both, and apart in both."),
    )


@BANK.asks("clusters-are-not-sectors", objective=2)
def nesting_by_hand(draw: Draw) -> Number:
    first, second, cut = draw.pick([("abc", "def", "c"), ("abcd", "ef", "d")])
    items = list(first + second)
    fine = pd.Series([1] * len(first) + [2] * len(second), items)
    coarse = pd.Series(1, items)
    coarse[cut] = 2
    inside = float(ag.nesting(fine, coarse))
    back = float(ag.nesting(coarse, fine))
    return Number(
        text=tell(
            "A fine grouping has the groups {first} and {second}. A coarse one has all of them together, except "
            "{cut}, which stands alone. Of the pairs that the fine one puts together, which share does the "
            "coarse one keep together?",
            first=enumerated(first),
            second=enumerated(second),
            cut=cut,
        ),
        right=inside,
        wrong=[
            (
                back,
                tell("That is the other way round: pairs of the coarse one, kept by the fine one."),
            ),
            (5 / 6, tell("Count pairs, not industries.")),
        ],
        because=tell(
            "Count the pairs of the fine one; those with the industry that stands alone are parted."
        ),
    )


@BANK.asks("clusters-are-not-sectors", objective=3)
def what_a_higher_resolution_does() -> Choice:
    return Choice(
        text=tell("The resolution is turned from 1 to 3. What does the search return?"),
        right=tell("More and smaller groups"),
        wrong=[
            (tell("Fewer and larger groups"), tell("Above 1, large groups are punished more.")),
            (
                tell("The same groups, more exactly"),
                tell("It is no precision; it is another question."),
            ),
            (
                tell("Groups that were too small to be true"),
                tell("No principle says which resolution is true."),
            ),
        ],
        because=tell("The expected share counts more, and large groups have more of it."),
    )


@BANK.asks("clusters-are-not-sectors", objective=5)
def number_of_clusters() -> Choice:
    return Choice(
        text=tell("A report says that a search found 14 clusters in the economy. What is the 14?"),
        right=tell("A choice: the resolution was set so, and no principle says where to set it"),
        wrong=[
            (
                tell("A finding, if the modularity is high"),
                tell("At every resolution some grouping scores best."),
            ),
            (
                tell("A finding, if the search was repeated"),
                tell("Repeating shows what hangs on the beginning, not on the resolution."),
            ),
            (
                tell("The number of official sectors that hold together"),
                tell("The official sectors were not asked."),
            ),
        ],
        because=tell("Turn the knob, and the number turns with it; small groups can go unseen."),
    )


@BANK.asks("clusters-are-not-sectors", objective=4)
def what_a_core_is() -> Choice:
    return Choice(
        text=tell(
            "Four industries are together in every grouping that was made. What must be said beside this?"
        ),
        right=tell("Over which range of settings, and how many such cores a shuffled table has"),
        wrong=[
            (tell("At which single resolution"), tell("A core depends on no single setting.")),
            (
                tell("That they trade with each other"),
                tell("They may only have the same partners."),
            ),
            (
                tell("Nothing: it holds whatever the setting"),
                tell("It holds for the settings that were tried, and can be chance."),
            ),
        ],
        because=tell("A core still depends on the range, and chance makes cores, too."),
    )


@BANK.asks("clusters-are-not-sectors", objective=1)
def why_an_industry_is_too_narrow() -> Choice:
    return Choice(
        text=tell(
            "A minister takes the official class of medical equipment for the medical-device cluster. What is lost?"
        ),
        right=tell("The suppliers, customers, schools and services, whose links were the point"),
        wrong=[
            (
                tell("Nothing, if the class is narrow enough"),
                tell("The narrower the class, the more is lost."),
            ),
            (tell("The comparison with other years"), tell("That is what classes keep.")),
            (
                tell("Firms that were counted twice"),
                tell("A classification counts everything once."),
            ),
        ],
        because=tell(
            "A sector is a heap, an industry a slice; the parts of a cluster stand in different classes."
        ),
    )


@BANK.asks("clusters-are-not-sectors", objective=3)
def groupings_from_coarse_to_fine(draw: Draw) -> Order:
    values = [draw.pick([0.4, 0.5]), 1.0, draw.pick([2.0, 2.5]), draw.pick([5.0, 6.0])]
    right = [f"{value:g}" for value in values]
    return Order(
        text=tell(
            "One network is searched at several resolutions: {values}. Put them in order by the number of groups "
            "one expects, the fewest first.",
            values=enumerated(draw.shuffled(right)),
        ),
        right=right,
        wrong=[(right[::-1], tell("A higher resolution makes more and smaller groups."))],
        because=tell("The resolution is the price of a large group."),
    )


@BANK.asks("clusters-are-not-sectors", objective=1)
def narrow_cluster_in_a_wide_one() -> ShortText:
    return ShortText(
        text=tell(
            "Which narrower cluster lies in California's agricultural one, and brings up links to tourism? One word."
        ),
        right=["wine", "와인"],
        wrong=[(tell("film"), tell("Film is no part of agriculture."))],
        because=tell("Clusters sit in clusters, and not quite like boxes in boxes."),
    )


# Cluster definitions


@BANK.asks("cluster-definitions", objective=2)
def score_from_four_shares(draw: Draw) -> Number:
    groups, above, high = draw.pick([(10, 8, 5), (12, 9, 6), (8, 7, 4)])
    industries, in_above, in_high = draw.pick([(50, 45, 30), (60, 48, 36)])
    shares = [
        100 * above / groups,
        100 * high / groups,
        100 * in_above / industries,
        100 * in_high / industries,
    ]
    return Number(
        text=tell(
            "Of {groups} groups {above} lie above the mean of their relatedness to others, {high} above the 95th "
            "percentile; of {industries} industries {in_above} and {in_high}. How high is the validation score?",
            groups=groups,
            above=above,
            high=high,
            industries=industries,
            in_above=in_above,
            in_high=in_high,
        ),
        right=float(np.mean(shares)),
        wrong=[
            (
                100 * (above + high + in_above + in_high) / (2 * (groups + industries)),
                tell("Take the mean of four shares, not the share of all."),
            ),
            (float(np.mean(shares[:2])), tell("Industries count as well.")),
        ],
        because=tell("It is the mean of the four shares, in percent."),
    )


@BANK.asks("cluster-definitions", objective=2)
def relatedness_between_groups(draw: Draw) -> Number:
    near, far = draw.pick([0.8, 0.9]), draw.pick([0.1, 0.2])
    between = (2 * near + 4 * far) / 6
    return Number(
        text=tell(
            "Ore, steel and cars are all related by {near}, milk and bread by 0.7, every other pair by {far}. "
            "Somebody puts cars with milk and bread. How related is this group to that of ore and steel?",
            near=near,
            far=far,
        ),
        right=between,
        wrong=[
            ((2 * far + 0.7) / 3, tell("That is within the group of cars, milk and bread.")),
            (
                near,
                tell(
                    "Only cars are so near to ore and steel; milk and bread are in the group as well."
                ),
            ),
            (far, tell("Cars are nearer than that.")),
        ],
        because=tell("The mean over all pairs with one of each: two are near, four are far."),
    )


@BANK.asks("cluster-definitions", objective=3)
def which_judge_is_worth_hearing() -> Choice:
    return Choice(
        text=tell(
            "Groups were searched in labour and knowledge. Which score says something about the economy?"
        ),
        right=tell(
            "That by trade, which the search did not look at, beside the same search in shuffled tables"
        ),
        wrong=[
            (tell("That by labour"), tell("A judge that was asked says yes.")),
            (tell("That by knowledge"), tell("It was asked, too.")),
            (
                tell("The mean of labour and knowledge"),
                tell("Two judges that were asked are no better than one."),
            ),
        ],
        because=tell(
            "Leave one similarity out, search in the others, and score by the one that was left out."
        ),
    )


@BANK.asks("cluster-definitions", objective=3)
def what_a_score_of_94_means() -> Choice:
    return Choice(
        text=tell(
            "A list of clusters scores 94 of 100 by the similarities in which it was searched. The same search "
            "in shuffled tables scores above 90. What follows?"
        ),
        right=tell("The number says that the search did its work, not that clusters exist"),
        wrong=[
            (tell("The list is nearly right"), tell("A list of nothing scores nearly as much.")),
            (
                tell("The shuffled tables were shuffled badly"),
                tell("All pairs were dealt out by lot; a search finds something anyway."),
            ),
            (
                tell("The difference of four points is the quality"),
                tell("That would need a judge that was not asked."),
            ),
        ],
        because=tell("The reading of any such number begins with the question who was asked."),
    )


@BANK.asks("cluster-definitions", objective=4)
def why_numbers_of_groups_must_be_alike() -> Choice:
    return Choice(
        text=tell(
            "One list has 6 groups, another 30. Why are their validation scores not comparable?"
        ),
        right=tell("With six groups there are only five others to beat"),
        wrong=[
            (
                tell("Six groups have fewer industries"),
                tell("Both lists hold the same industries."),
            ),
            (tell("The score is not between 0 and 100"), tell("It is, for both.")),
            (
                tell("Large groups have no relatedness within"),
                tell("They have more pairs, not none."),
            ),
        ],
        because=tell(
            "The 95th percentile of five values is nearly the highest of them; of 29 it is another thing."
        ),
    )


@BANK.asks("cluster-definitions", objective=2)
def fate_of_a_single_industry() -> Choice:
    return Choice(
        text=tell(
            "A list leaves one industry by itself, because it belongs to no other. What does the score make of it?"
        ),
        right=tell("It counts as failing: it has no pairs"),
        wrong=[
            (tell("It counts as perfect"), tell("Without a pair there is no relatedness within.")),
            (tell("It is left out"), tell("It stays in the count of groups.")),
            (tell("It counts half"), tell("There are only two outcomes for each count.")),
        ],
        because=tell("The score cannot see that leaving it alone was sensible."),
    )


@BANK.asks("cluster-definitions", objective=5)
def jobs_that_are_apportioned(draw: Draw) -> Number:
    programmers, nurses = draw.pick([200, 300]), draw.pick([500, 400])
    banks = (draw.pick([0.2, 0.3]), 0.02)
    given = programmers * banks[0] + nurses * banks[1]
    return Number(
        text=tell(
            "An area has {programmers} programmers and {nurses} nurses. In the nation {one} percent of "
            "programmers and {two} percent of nurses work in banks. How many of their jobs are apportioned to banks?",
            programmers=programmers,
            nurses=nurses,
            one=f"{100 * banks[0]:.0f}",
            two=f"{100 * banks[1]:.0f}",
        ),
        right=given,
        wrong=[
            ((programmers + nurses) * sum(banks) / 2, tell("Each occupation has its own share.")),
            (programmers * banks[0], tell("Nurses are apportioned, too.")),
        ],
        because=tell(
            "Each occupation is divided among industries as in the nation; so co-location is partly staffing once more."
        ),
    )


@BANK.asks("cluster-definitions", objective=1)
def steps_of_the_search() -> Order:
    steps = [
        tell("join industries to a tree by their similarity"),
        tell("cut the tree into so many groups"),
        tell("move each industry to the group that it is nearest to"),
        tell("score the candidate, and keep the best"),
    ]
    return Order(
        text=tell("Put the steps of the chapter's search for cluster definitions in their order."),
        right=steps,
        wrong=[
            (
                [steps[0], steps[1], steps[3], steps[2]],
                tell("Industries move before the score is taken; what is kept has moved."),
            )
        ],
        because=tell("Tree, cut, moves, score; for each similarity and for their mean."),
    )


@BANK.asks("cluster-definitions", objective=4)
def name_of_groups_by_trade() -> ShortText:
    return ShortText(
        text=tell(
            "Feser and Bergman made groups of manufacturing industries from national trade, to be held against "
            "any single state. What did they call them? One word."
        ),
        right=["templates", "template", "template groups", "national templates"],
        wrong=[(tell("cores"), tell("Cores are industries that are together in every grouping."))],
        because=tell("They found 23 such templates."),
    )


# Geographic scope


def _neighbours(size: int) -> np.ndarray:
    """Areas in a row, each beside the next; weights of each add up to one."""
    near = np.eye(size, k=1) + np.eye(size, k=-1)
    return near / near.sum(axis=1, keepdims=True)


@BANK.asks("geographic-scope", objective=3)
def moran_of_areas_in_a_row(draw: Draw) -> Number:
    values = np.array(draw.pick([[8, 6, 2, 0], [9, 5, 1, 1], [10, 2, 8, 4]]), dtype=float)
    z, w = values - values.mean(), _neighbours(4)
    index = float(z @ w @ z / (z @ z))
    near = np.eye(4, k=1) + np.eye(4, k=-1)
    return Number(
        text=tell(
            "Four areas lie in a row and have the values {values}. The weights of each area's neighbours add up "
            "to one. How high is Moran's I?",
            values=enumerated(f"{one:.0f}" for one in values),
        ),
        right=index,
        wrong=[
            (
                float(z @ near @ z / (z @ z)),
                tell(
                    "That gives each neighbour the weight one; an area with two has one half for each."
                ),
            ),
            (
                float(values @ w @ values / (values @ values)),
                tell("Measure values from their mean."),
            ),
        ],
        because=tell(
            "Each area's distance from the mean times the mean distance of its neighbours, over the sum of squares."
        ),
    )


@BANK.asks("geographic-scope", objective=3)
def moran_without_a_pattern(draw: Draw) -> Number:
    areas = draw.pick([17, 25, 51])
    return Number(
        text=tell(
            "Values are handed out to {areas} areas by lot. How high is Moran's I on average?",
            areas=areas,
        ),
        right=-1 / (areas - 1),
        wrong=[
            (0, tell("Nearly, but not exactly: an area is never its own neighbour.")),
            (-1 / areas, tell("One less stands below.")),
        ],
        because=tell("Minus one over one less than the number of areas."),
    )


@BANK.asks("geographic-scope", objective=2)
def hoover_when_areas_are_merged(draw: Draw) -> Number:
    field = np.array(draw.pick([[50, 10, 30, 10], [45, 20, 5, 30]])) / 100
    everything = np.array([0.25, 0.25, 0.25, 0.25])
    fine = abs(field - everything).sum() / 2
    merged = abs(field.reshape(2, 2).sum(axis=1) - 0.5).sum() / 2
    return Number(
        text=tell(
            "Four areas have a quarter of all jobs each and {field} percent of a field's. The first two are "
            "merged, and so are the last two. How high is the Hoover coefficient of the two areas?",
            field=enumerated(f"{100 * one:.0f}" for one in field),
        ),
        right=merged,
        wrong=[
            (fine, tell("That is with four areas.")),
            (
                2 * merged,
                tell("Take half of the sum: who moves leaves one area and arrives in another."),
            ),
        ],
        because=tell(
            "Surpluses and gaps inside the new areas cancel, so it can only fall or stay."
        ),
    )


@BANK.asks("geographic-scope", objective=3)
def concentrated_without_autocorrelation() -> Choice:
    return Choice(
        text=tell(
            "A field is extremely concentrated, and its Moran's I is about zero. How can that be?"
        ),
        right=tell("It has one peak, and the neighbours of the peak are ordinary"),
        wrong=[
            (
                tell("Its peak spreads over many neighbouring areas"),
                tell("Then high would lie beside high, and I would be positive."),
            ),
            (tell("High and low areas alternate"), tell("Then I would be negative.")),
            (tell("One of the two was computed wrongly"), tell("They answer two questions.")),
        ],
        because=tell(
            "Concentration says how much is in few areas, autocorrelation whether these areas lie together."
        ),
    )


@BANK.asks("geographic-scope", objective=4)
def local_kind_of_a_lone_peak() -> Choice:
    return Choice(
        text=tell(
            "A cluster fills one area, and its neighbours have little. As what does local Moran show this area?"
        ),
        right=tell("High among low"),
        wrong=[
            (tell("High among high"), tell("That is an area of a cluster that spans several.")),
            (tell("Low among high"), tell("That is a gap inside a cluster.")),
            (tell("Low among low"), tell("That is far from any cluster.")),
        ],
        because=tell("So who looks only for high among high misses clusters of one area."),
    )


@BANK.asks("geographic-scope", objective=4)
def areas_significant_by_luck(draw: Draw) -> Number:
    areas = draw.pick([80, 160, 380])
    return Number(
        text=tell(
            "Nothing is clustered, and each of {areas} areas is tested at five percent. In how many areas does "
            "one expect a local pattern?",
            areas=areas,
        ),
        right=areas * 0.05,
        wrong=[
            (0, tell("There are as many tests as areas, and each errs in one case of twenty.")),
            (areas * 0.95, tell("Those are the areas that the test leaves alone.")),
        ],
        digits=2,
        because=tell("Five of each hundred, by luck."),
    )


@BANK.asks("geographic-scope", objective=1)
def how_a_cluster_gets_wide() -> Choice:
    return Choice(
        text=tell(
            "Workers commute 20 km, and yet a cluster of their firms is 100 km wide. What do Kerr and Kominers offer?"
        ),
        right=tell(
            "Each firm deals within its reach, and the circles overlap like links of a chain"
        ),
        wrong=[
            (
                tell("Some workers commute 100 km"),
                tell("The reach of a link and the width of the cluster are two things."),
            ),
            (tell("Two clusters were counted as one"), tell("Overlapping circles make it one.")),
            (
                tell("Messages have replaced meetings"),
                tell("The reach of each link is short in their account."),
            ),
        ],
        because=tell("So the width of a cluster says little about how far its links reach."),
    )


@BANK.asks("geographic-scope", objective=1)
def reaches_from_short_to_long() -> Order:
    right = [
        tell("a chance meeting on foot"),
        tell("a worker who changes employers"),
        tell("a lorry with parts"),
    ]
    return Order(
        text=tell("Put these links in order by how far they reach, the shortest first."),
        right=right,
        wrong=[([right[1], right[0], right[2]], tell("People commute farther than they walk."))],
        because=tell("Each force has a reach of its own, so each makes clusters of another width."),
    )


@BANK.asks("geographic-scope", objective=1)
def word_beside_buzz() -> ShortText:
    return ShortText(
        text=tell(
            "Bathelt, Malmberg and Maskell speak of buzz nearby. What do they call the links to partners far "
            "away? One word."
        ),
        right=["pipelines", "pipeline", "파이프라인"],
        wrong=[
            (tell("spillovers"), tell("Those go past every contract; these are built on purpose."))
        ],
        because=tell("Innovation works through links at several scales at once."),
    )
