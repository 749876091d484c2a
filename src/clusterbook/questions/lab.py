"""Questions on the part Lab: reading a file, choosing an indicator, knowing a table, computing again, scaling up."""

from __future__ import annotations

from functools import cache
from math import ceil, floor, log, sqrt

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.cases.quality import employers, publication, quotients_again
from clusterbook.cases.worked_examples import given
from clusterbook.example_files import simulated_jobs
from clusterbook.tables import load
from clusterbook.words import enumerated, tell
from explorable.answers.bank import Bank, Draw
from explorable.answers.questions import Choice, Number, Order, ShortText

BANK = Bank("lab", "Laboratory")


@cache
def _jobs() -> pd.DataFrame:
    """The simulated table of the chapter on one's own file, regions by industries; none where it has no row."""
    return simulated_jobs().pivot_table("jobs", "region", "industry", fill_value=0)


def _jobs_of(region: str) -> pd.Series:
    return pd.Series(_jobs().loc[region])


def _listed(jobs: pd.Series) -> str:
    return enumerated(
        tell("{industry} {jobs}", industry=industry, jobs=f"{number:,.0f}")
        for industry, number in jobs[jobs > 0].items()
    )


def _entropy(jobs: pd.Series) -> float:
    amounts = jobs[jobs > 0].to_numpy(dtype=float)
    shares = amounts / amounts.sum()
    return float(-(shares * np.log(shares)).sum())


# Bring your own data


@BANK.asks("bring-your-own-data", objective=4)
def share_after_a_comma_was_taken_for_a_point(draw: Draw) -> Number:
    jobs = _jobs_of("E").copy()
    jobs["cars"] *= draw.pick([1, 2, 3, 4])
    largest, rest = float(jobs["cars"]), float(jobs.drop("cars").sum())
    return Number(
        text=tell(
            "A region has these jobs: {jobs}. A program takes the comma for a decimal point. Which share of the jobs, "
            "in percent, does it give to cars?",
            jobs=_listed(jobs),
        ),
        right=100 * largest / 1000 / (largest / 1000 + rest),
        wrong=[
            (100 * largest / (largest + rest), tell("That is the share as it should be.")),
            (
                100 * largest / 1000 / (largest + rest),
                tell("The total is misread as well: it is added up from what was read."),
            ),
            (
                100 * largest / 1000 / rest,
                tell("Cars belong to the total, however few are read."),
            ),
        ],
        because=tell(
            "A thousandth of the cars over all that was read: the largest industry is gone."
        ),
    )


@BANK.asks("bring-your-own-data", objective=4)
def specialization_with_a_column_of_sums(draw: Draw) -> Number:
    region = draw.pick(["A", "B", "C", "D", "E"])
    right = float(ag.krugman_specialization(_jobs())[region])
    return Number(
        text=tell(
            "The Krugman index of a region is {index}. A program takes the column of sums for one more industry. Which "
            "index does it print?",
            index=f"{right:.4f}",
        ),
        right=right / 2,
        wrong=[
            (
                right,
                tell(
                    "Quotients stay as they were; the Krugman index adds up gaps of shares, and these halve."
                ),
            ),
            (2 * right, tell("All shares become smaller, not larger.")),
            (
                (right + 0.5) / 2,
                tell(
                    "The new column has a share of one half everywhere, so it adds no difference."
                ),
            ),
        ],
        because=tell(
            "Every share halves, here and in the reference, and the new column differs nowhere."
        ),
    )


@BANK.asks("bring-your-own-data", objective=4)
def entropy_left_when_small_cells_are_zero(draw: Draw) -> Number:
    jobs = _jobs_of(draw.pick(["A", "C", "D"]))
    kept = jobs.where(jobs >= 50, 0)
    return Number(
        text=tell(
            "A region has these jobs: {jobs}. Cells under 50 are withheld, and a program sets them to zero. What "
            "percentage of the region's entropy is left?",
            jobs=_listed(jobs),
        ),
        right=100 * _entropy(kept) / _entropy(jobs),
        wrong=[
            (100 * float(kept.sum() / jobs.sum()), tell("That is what is left of the jobs.")),
            (
                100 * float((kept > 0).sum() / (jobs > 0).sum()),
                tell("That is what is left of the industries; entropy weighs them by their share."),
            ),
        ],
        because=tell(
            "Small cells hold few jobs and much of the variety, so the region looks special."
        ),
    )


@BANK.asks("bring-your-own-data", objective=2)
def one_comma_two_countries() -> Choice:
    return Choice(
        text=tell(
            "A cell holds 1,300, and nothing else in the file says what its comma means. What should a program that "
            "reads the file do?"
        ),
        right=tell("Refuse the file, name the cell, and offer the option that says which it is"),
        wrong=[
            (
                tell("Take it for one thousand three hundred, since jobs are whole"),
                tell(
                    "The column may hold full-time equivalents or shares; a wrong guess leaves no sign."
                ),
            ),
            (
                tell("Take it for 1.3, as the standard for numbers says"),
                tell("In Seoul and in English texts the comma separates thousands."),
            ),
            (
                tell("Leave the cell empty and go on"),
                tell("A silent repair changes the result, and nobody is told."),
            ),
        ],
        because=tell("Form may be guessed, where a wrong guess shows. Content may not."),
    )


@BANK.asks("bring-your-own-data", objective=3)
def column_that_growth_lacks() -> Choice:
    return Choice(
        text=tell(
            "A file has a region, an industry and an amount in each row, for one date. Which of these cannot be "
            "computed from it?"
        ),
        right=tell("Shift-share analysis"),
        wrong=[
            (
                tell("The location quotient"),
                tell("It needs the amounts of one date, and their sums."),
            ),
            (
                tell("The specialization of regions"),
                tell("It compares shares of one date."),
            ),
            (
                tell("The relatedness of industries"),
                tell("It needs to know which industries meet in which regions."),
            ),
        ],
        because=tell("Growth is told from two dates: the column with the date is missing."),
    )


@BANK.asks("bring-your-own-data", objective=1)
def steps_from_bytes_to_a_table() -> Order:
    right = [
        tell("decide which bytes are which characters"),
        tell("decide what separates the cells"),
        tell("decide which texts are numbers"),
        tell("look whether a row or a column is the sum of the others"),
    ]
    return Order(
        text=tell(
            "Put the decisions of a program that reads a file in their order, the first one first."
        ),
        right=right,
        wrong=[
            (
                [right[1], right[0], *right[2:]],
                tell("A separator is a character, too: one must know the characters before."),
            ),
            (
                [*right[:2], right[3], right[2]],
                tell("Sums can be found among numbers only."),
            ),
        ],
        because=tell("Each decision uses the one before it, and each can be wrong without a sign."),
    )


@BANK.asks("bring-your-own-data", objective=5)
def what_stops_a_script_in_a_name() -> Choice:
    return Choice(
        text=tell(
            "In a file the name of a region is the text of a script. What keeps it from running in the report's page?"
        ),
        right=tell(
            "It is escaped before it is written, and the page's own policy forbids every script"
        ),
        wrong=[
            (
                tell("Files with such names are refused"),
                tell("They are read: a name may be any text."),
            ),
            (
                tell("Browsers do not run scripts in tables"),
                tell("They do, wherever a script stands."),
            ),
            (
                tell("The reader takes the name for a number"),
                tell("It stays a name, and is shown letter by letter."),
            ),
        ],
        because=tell("There are two fences: should one have a hole, the other still stands."),
    )


@BANK.asks("bring-your-own-data", objective=1)
def encoding_of_korean_exports() -> ShortText:
    return ShortText(
        text=tell(
            "A Korean export shows nonsense to a program that expects UTF-8. In which encoding is it, most likely?"
        ),
        # EUC-KR is the part of it that was there first; the other names are those of the same encoding.
        right=[
            *["CP949", "CP 949", "CP-949", "MS949", "Windows-949", "UHC"],
            *["EUC-KR", "EUCKR", "EUC KR"],
            *["확장 완성형", "확장완성형", "완성형"],
        ],
        wrong=[
            ("ASCII", tell("It has no Korean letters at all.")),
            ("UTF-8", tell("Then the program would have shown Korean.")),
        ],
        because=tell("The reader guesses it, says so, and takes another one from you."),
    )


# Every indicator


@BANK.asks("indicator-catalogue", objective=4)
def quotient_when_a_plant_doubles(draw: Draw) -> Number:
    steel = draw.pick([30, 40, 60, 80])
    table, doubled = (
        pd.DataFrame({"steel": [jobs, 50], "wine": [60, 90]}, index=["Elm", "Oak"], dtype=float)
        for jobs in (steel, 2 * steel)
    )
    before, after = (float(ag.location_quotient(one)["steel"]["Elm"]) for one in (table, doubled))
    own = 2 * (steel + 60) / (2 * steel + 60)
    return Number(
        text=tell(
            "Elm has {steel} jobs in steel and 60 in wine, Oak 50 and 90; both together are the reference. Steel in "
            "Elm doubles. By which factor does Elm's location quotient in steel change?",
            steel=steel,
        ),
        right=after / before,
        wrong=[
            (2.0, tell("Elm has more jobs in all, and the reference moves along.")),
            (
                own,
                tell(
                    "That is the factor of the share in Elm; the share in the reference rises, too."
                ),
            ),
            (before / after, tell("That is the factor from after to before.")),
        ],
        because=tell("Both shares rise, in Elm and in the two places together."),
    )


@BANK.asks("indicator-catalogue", objective=2)
def mean_with_an_undefined_quotient(draw: Draw) -> Number:
    quotients = draw.pick([[0.8, 1.2, 1.9], [0.5, 1.2, 2.5], [0.9, 1.4, 2.5]])
    return Number(
        text=tell(
            "Three regions have location quotients of {quotients}. A fourth has no jobs at all. What is the mean "
            "quotient by the rules of this book?",
            quotients=enumerated(map(str, quotients)),
        ),
        right=sum(quotients) / 3,
        wrong=[
            (sum(quotients) / 4, tell("That takes what is undefined for zero.")),
            (
                (sum(quotients) + 1) / 4,
                tell("That takes what is undefined for average."),
            ),
            (sorted(quotients)[1], tell("That is the median.")),
        ],
        because=tell("A share of nothing is no number, and a mean is taken over numbers."),
    )


@BANK.asks("indicator-catalogue", objective=3)
def entropy_in_another_base(draw: Draw) -> Number:
    bits = draw.pick([1.2, 1.5, 1.8, 2.1])
    return Number(
        text=tell(
            "Entropy comes out at {bits} with logarithms to the base 2. Another package takes natural logarithms. What "
            "does it print for the same table?",
            bits=bits,
        ),
        right=bits * log(2),
        wrong=[
            (bits, tell("The base is part of the unit: bits are no nats.")),
            (bits / log(2), tell("That is the way back, from natural logarithms to bits.")),
            (2**bits, tell("That is how many equal industries have this entropy.")),
        ],
        because=tell("A natural logarithm is one to the base 2 times the natural logarithm of 2."),
    )


@BANK.asks("indicator-catalogue", objective=2)
def why_undefined_is_no_zero() -> Choice:
    return Choice(
        text=tell(
            "A package prints 0 for the quotient of a region without any jobs. What is wrong with that?"
        ),
        right=tell("It says that the region has less than its share, where no share exists"),
        wrong=[
            (
                tell("Nothing: no jobs are no specialization"),
                tell("Zero of something is a quotient of zero; zero of nothing is none."),
            ),
            (
                tell("It should print 1, as for an average region"),
                tell("Nothing is known of it that would make it average."),
            ),
            (
                tell("It should leave the region out of its table"),
                tell("Then nobody would see that something is missing."),
            ),
        ],
        because=tell("A mean or a ranking counts the zero as if it had been measured."),
    )


@BANK.asks("indicator-catalogue", objective=4)
def even_by_one_gini_and_uneven_by_the_other() -> Choice:
    return Choice(
        text=tell(
            "Three places of very different size have the same number of jobs in an industry. What do the two Gini "
            "indices say?"
        ),
        right=tell("The plain one says even, the locational one uneven"),
        wrong=[
            (
                tell("Both say even"),
                tell(
                    "The locational one asks for numbers in proportion to the size of the places."
                ),
            ),
            (
                tell("Both say uneven"),
                tell("The plain one compares the numbers of jobs, and these are equal."),
            ),
            (
                tell("The plain one says uneven, the locational one even"),
                tell("It is the other way round: sizes are the reference of the locational one."),
            ),
        ],
        because=tell("Even is always even relative to something."),
    )


@BANK.asks("indicator-catalogue", objective=4)
def why_a_count_of_strengths_jumps() -> Choice:
    return Choice(
        text=tell(
            "A town gains 20 jobs in one of its industries. Its entropy hardly changes, and the number of its "
            "industries with a quotient of 1 or more rises from 2 to 3. What happened?"
        ),
        right=tell("One quotient passed a threshold beside which it had stood"),
        wrong=[
            (
                tell("A new industry came to the town"),
                tell("The jobs came to an industry that the town had before."),
            ),
            (
                tell("Entropy was computed to the wrong base"),
                tell("A base changes the unit of both values, not their difference alone."),
            ),
            (
                tell("The town became more specialized"),
                tell("One more industry above its share is no sign of that."),
            ),
        ],
        because=tell("A count of what lies above a bar jumps by whole numbers, or does not move."),
    )


@BANK.asks("indicator-catalogue", objective=4)
def places_by_quotient_not_by_jobs(draw: Draw) -> Order:
    wine, others = draw.pick([30, 40, 45]), draw.pick([80, 480])
    by_jobs = [tell("a city"), tell("a town"), tell("a village")]
    table = pd.DataFrame(
        {"wine": [300, 120, wine], "other": [2700, others, 60]}, index=by_jobs, dtype=float
    )
    quotient = ag.location_quotient(table)["wine"]
    right = list(quotient.sort_values(ascending=False).index)
    return Order(
        text=tell(
            "A city has 300 of its 3,000 jobs in wine, a town 120 of {town}, a village {wine} of {all}. Put them in "
            "order by their location quotient in wine, the highest first.",
            town=120 + others,
            wine=wine,
            all=wine + 60,
        ),
        right=right,
        wrong=[
            (
                by_jobs,
                tell("That is the order of the jobs in wine; the quotient compares shares."),
            )
        ],
        because=tell(
            "All are held against the same reference, so the order is that of the shares."
        ),
    )


@BANK.asks("indicator-catalogue", objective=1)
def index_that_knows_large_plants() -> Choice:
    return Choice(
        text=tell(
            "Is an industry more concentrated than its few large plants would be by chance? Which indicator answers "
            "that?"
        ),
        right=tell("The index of Ellison and Glaeser"),
        wrong=[
            (
                tell("The locational Gini index"),
                tell("It sees jobs by place, and one large plant looks like a cluster."),
            ),
            (
                tell("The location quotient"),
                tell("It describes one industry in one region."),
            ),
            (
                tell("The Krugman index of regions"),
                tell("It describes regions, and knows no plants."),
            ),
        ],
        because=tell("It takes off what plants of these sizes, thrown like darts, would show."),
    )


@BANK.asks("indicator-catalogue", objective=2)
def sign_of_what_is_undefined() -> ShortText:
    return ShortText(
        text=tell("Which three letters does the library return where an indicator is undefined?"),
        right=["NaN"],
        wrong=[
            ("nil", tell("That is a word of other languages.")),
            ("inf", tell("That would be a number without bound; undefined is no number.")),
        ],
        because=tell("Not a number: a mean leaves it out, and a ranking cannot hide it."),
    )


# Every table


@cache
def _published() -> pd.DataFrame:
    return publication("oews_state")


@BANK.asks("data-catalogue", objective=3)
def widest_error_of_a_rounded_cell(draw: Draw) -> Number:
    jobs = draw.pick([20, 40, 80, 160])
    return Number(
        text=tell(
            "A table prints jobs rounded to ten. By how many percent of what is printed may a cell of {jobs} be off at "
            "most?",
            jobs=jobs,
        ),
        right=100 * 5 / jobs,
        wrong=[
            (100 * 10 / jobs, tell("Rounding moves a number by half a step at most.")),
            (5.0, tell("That is in jobs; divide by what is printed.")),
            (5 / jobs, tell("That is the share; the question asks for percent.")),
        ],
        because=tell("Five jobs of those that are printed."),
    )


@BANK.asks("data-catalogue", objective=3)
def largest_quotient_that_rounding_allows(draw: Draw) -> Number:
    jobs, total, share = draw.pick([30, 50, 70]), draw.pick([40_000, 60_000]), 0.0005
    return Number(
        text=tell(
            "An area of {total} jobs prints {jobs} for an occupation, rounded to ten. The occupation has a share of "
            "{share} percent in the nation. How large can the unrounded location quotient be at most?",
            total=f"{total:,}",
            jobs=jobs,
            share=100 * share,
        ),
        right=(jobs + 5) / total / share,
        wrong=[
            (
                jobs / total / share,
                tell("That is from the printed number; up to five more may be there."),
            ),
            ((jobs + 10) / total / share, tell("Ten more would be printed as ten more.")),
            ((jobs - 5) / total / share, tell("That is the other end.")),
        ],
        because=tell(
            "The largest number that rounds to what is printed, over what the nation's share would give."
        ),
    )


@BANK.asks("data-catalogue", objective=2)
def occupations_without_a_row(draw: Draw) -> Number:
    row = _published().iloc[draw.pick([3, 8, 17, 25, 33, 41])]
    known = int(row[["published", "withheld", "absent"]].sum())
    return Number(
        text=tell(
            "The nation has {known} detailed occupations. The table of one state has {rows} rows on them; in "
            "{withheld} of these rows the numbers are withheld. How many occupations are absent?",
            known=known,
            rows=known - int(row["absent"]),
            withheld=int(row["withheld"]),
        ),
        right=int(row["absent"]),
        wrong=[
            (
                int(row["absent"] + row["withheld"]),
                tell("A withheld cell has a row: somebody works there."),
            ),
            (int(row["published"]), tell("That is how many are published.")),
            (int(row["withheld"]), tell("Those are withheld, not absent.")),
        ],
        exact=True,
        because=tell("All that the nation has, less those with a row."),
    )


@BANK.asks("data-catalogue", objective=2)
def what_a_sum_of_visible_cells_is() -> Choice:
    return Choice(
        text=tell(
            "Some cells of a table are withheld and others absent. What is the sum of the visible ones?"
        ),
        right=tell("A lower bound of the total"),
        wrong=[
            (
                tell("The total, since withheld cells are small"),
                tell("Some are not; and nobody is told which."),
            ),
            (
                tell("An estimate that is as often too high as too low"),
                tell("It can only be too low: nothing that is hidden is negative."),
            ),
            (
                tell("An upper bound of the total"),
                tell("More may be hidden; less cannot be."),
            ),
        ],
        because=tell("So a quotient that is divided by such a sum comes out too high."),
    )


@BANK.asks("data-catalogue", objective=2)
def diversity_that_is_size() -> Choice:
    return Choice(
        text=tell(
            "Absent cells are filled with zeros, and large areas turn out to have more occupations above their share. "
            "What would be a fair comparison?"
        ),
        right=tell("Compare areas on groups of occupations that are published nearly everywhere"),
        wrong=[
            (
                tell("Divide the number of occupations by the jobs of the area"),
                tell(
                    "What is published follows size in a way of its own; a ratio does not undo it."
                ),
            ),
            (
                tell("Fill the absent cells with ones"),
                tell("They would still be filled by size."),
            ),
            (
                tell("Leave out the large areas"),
                tell("Among the small ones, the larger publish more as well."),
            ),
        ],
        because=tell(
            "How many occupations an area shows follows its size, so the finding was built in."
        ),
    )


@BANK.asks("data-catalogue", objective=4)
def expected_in_drug_firms(draw: Draw) -> Number:
    scientists = draw.pick([400, 600, 900])
    shares = employers("19-1042")["share"]
    drugs, research = (round(float(shares[code]), 2) for code in ("325400", "541700"))
    return Number(
        text=tell(
            "A town has {scientists} medical scientists. In the nation a share of {drugs} of them works for drug "
            "makers and {research} in research services. How many would one expect in the town's drug makers, if it "
            "were like the nation?",
            scientists=scientists,
            drugs=drugs,
            research=research,
        ),
        right=scientists * drugs,
        wrong=[
            (scientists, tell("An occupation is not an industry: few of them make drugs.")),
            (scientists * research, tell("That is in research services.")),
            (
                scientists * (drugs + research),
                tell("Research services are an industry of their own."),
            ),
        ],
        because=tell(
            "A map of this occupation is a map of laboratories and hospitals, not of drug makers."
        ),
    )


@BANK.asks("data-catalogue", objective=3)
def cells_by_what_rounding_does(draw: Draw) -> Order:
    numbers = sorted(draw.some([30, 60, 120, 250, 900, 2000], 3))
    right = [tell("the cell with {jobs} jobs", jobs=f"{jobs:,}") for jobs in numbers]
    return Order(
        text=tell(
            "Quotients are computed from jobs that were rounded to ten. Put these cells in order by how far, in "
            "percent, their quotients may be off, the worst first."
        ),
        right=right,
        wrong=[(right[::-1], tell("Five jobs are a small part of many."))],
        because=tell("Each is off by five jobs at most, which is a larger part of a smaller cell."),
    )


@BANK.asks("data-catalogue", objective=4)
def what_a_table_of_occupations_counts() -> Choice:
    return Choice(
        text=tell("A table by place has 2,000 software developers. What does it not say?"),
        right=tell("In which industries they work"),
        wrong=[
            (tell("How many they are"), tell("That is the number it prints, rounded.")),
            (tell("Where they work"), tell("It is a table by place of work.")),
            (tell("What they do"), tell("An occupation is what people do.")),
        ],
        because=tell("A bank, a carmaker and a software firm all employ them."),
    )


@BANK.asks("data-catalogue", objective=1)
def function_that_tells_the_licence() -> ShortText:
    return ShortText(
        text=tell(
            "One function gives a table of the book. Which other one says its units, source and licence?"
        ),
        right=["describe", "describe()", "tables.describe", "datasets.describe"],
        wrong=[
            ("load", tell("That one gives the table.")),
            ("help", tell("That shows what a function does, not what a table means.")),
        ],
        because=tell("It also says what the table cannot say."),
    )


# Published numbers, computed again


@BANK.asks("reproductions", objective=1)
def quotient_against_the_rest(draw: Draw) -> Number:
    jobs = given("location quotient")
    (here, total), (there, everywhere) = jobs.loc[
        ["region", "nation"], ["this industry", "all"]
    ].to_numpy(dtype=float)
    nation = (here / total) / (there / everywhere)
    rest = (here / total) / ((there - here) / (everywhere - total))
    against_rest = draw.pick([True, False])
    against = (
        tell("the rest of the nation, without the region")
        if against_rest
        else tell("the nation, the region among it")
    )
    return Number(
        text=tell(
            "A textbook's region has {here} of its {total} jobs in an industry, the nation with that region {there} of "
            "{everywhere}. What is the location quotient against {against}? Give four significant digits.",
            here=f"{here:,.0f}",
            total=f"{total:,.0f}",
            there=f"{there:,.0f}",
            everywhere=f"{everywhere:,.0f}",
            against=against,
        ),
        right=rest if against_rest else nation,
        wrong=[
            (
                nation if against_rest else rest,
                tell("That is against the other of the two references."),
            ),
            (here / there, tell("That is the region's share of the industry.")),
            (1 / nation, tell("Turn the fraction round.")),
        ],
        digits=4,
        because=tell("Both are called a location quotient: so a report has to name its reference."),
    )


@BANK.asks("reproductions", objective=1)
def makers_of_equal_size(draw: Draw) -> Number:
    sales = draw.pick([[20, 50, 20, 10], [40, 30, 20, 10], [60, 20, 15, 5], [45, 45, 5, 5]])
    table = pd.DataFrame({"sales": sales}, dtype=float)
    share = float(ag.herfindahl(table, of="industries")["sales"])
    return Number(
        text=tell(
            "Four makers sell {sales} cars. A book prints their concentration as the number of equally large makers "
            "with the same Herfindahl index. Which number should be there?",
            sales=enumerated(map(str, sales)),
        ),
        right=float(ag.herfindahl(table, of="industries", equivalent=True)["sales"]),
        wrong=[
            (share, tell("That is the index; the book prints its inverse.")),
            (4.0, tell("There are four, and they are not equally large.")),
            (1 - share, tell("That is the chance that two sales come from different makers.")),
        ],
        because=tell("One over the sum of the squared shares."),
    )


@BANK.asks("reproductions", objective=2)
def smallest_count_behind_a_percentage(draw: Draw) -> Number:
    percent, asked = draw.pick([23, 41, 77]), draw.pick([420, 540, 660])
    low = ceil((percent - 0.5) * asked / 100)
    return Number(
        text=tell(
            "Of {asked} firms {percent} percent are said to be satisfied, rounded to whole percent. How many firms are "
            "satisfied at least?",
            asked=asked,
            percent=percent,
        ),
        right=low,
        wrong=[
            (
                round(percent * asked / 100),
                tell("That is in the middle of what rounds to this percentage."),
            ),
            (floor((percent + 0.5) * asked / 100), tell("That is how many they are at most.")),
            (
                ceil((percent - 1) * asked / 100),
                tell("Rounding takes half a percent at most, not a whole one."),
            ),
        ],
        exact=True,
        because=tell("Half a percent less than printed still rounds to what is printed."),
    )


@BANK.asks("reproductions", objective=3)
def cell_where_two_sums_cross(draw: Draw) -> Number:
    printed, off = draw.pick([31, 42, 53]), draw.pick([9, 18, 27])
    return Number(
        text=tell(
            "In a table with totals, the cells of one row and of one column add up to {off} more than their printed "
            "totals; all others come out. The row and the column cross in a cell printed as {printed}. What should "
            "stand there?",
            off=off,
            printed=printed,
        ),
        right=printed - off,
        wrong=[
            (printed + off, tell("The cells add up to too much: the cell is too large.")),
            (printed - 2 * off, tell("One cell is wrong, and is off by as much as each total.")),
            (off, tell("That is by how much the totals are off.")),
        ],
        exact=True,
        because=tell("One wrong cell breaks one row and one column, by the same amount."),
    )


@cache
def _come_out(way: str) -> float:
    """The share of published quotients of states that come out to the last digit."""
    cells = quotients_again("oews_state", way)  # type: ignore[arg-type]
    return float((cells["computed"].round(2) == cells["published"]).mean())


@BANK.asks("reproductions", objective=2)
def ways_by_how_many_come_out() -> Order:
    ways = {
        tell("from jobs rounded to ten, and the printed totals"): _come_out("jobs"),
        tell("from jobs per 1,000 with three decimals"): _come_out("per_1000"),
        tell("from jobs rounded to ten, and the sums of what is visible"): _come_out("visible"),
    }
    right = sorted(ways, key=lambda name: -ways[name])
    return Order(
        text=tell(
            "The published location quotients of American states are computed again. Put three ways in order by how "
            "many of them come out to the last digit, the most first."
        ),
        right=right,
        wrong=[
            (
                [right[1], right[0], right[2]],
                tell("Three decimals are finer than a rounding to ten, in most cells."),
            ),
            (
                [right[0], right[2], right[1]],
                tell(
                    "What is withheld is missing from the visible sums, so these quotients lean to one side."
                ),
            ),
        ],
        because=tell(
            "What counts is how fine the figures are that go in, and that nothing is missing."
        ),
    )


@BANK.asks("reproductions", objective=2)
def errors_that_lean_to_one_side() -> Choice:
    return Choice(
        text=tell(
            "You compute a thousand printed numbers again. Nearly all of yours are too high, by two to five units of "
            "the last printed digit. What does that say?"
        ),
        right=tell("Something is missing or different: rounding misses on both sides alike"),
        wrong=[
            (
                tell("The printed numbers were rounded down"),
                tell("Then yours would be too high by less than one unit of the last digit."),
            ),
            (
                tell("Nothing, the differences are small"),
                tell("Look at the direction before the size: small and one-sided is no luck."),
            ),
            (
                tell("The authors made a misprint"),
                tell("A misprint is one number, not nearly all of them."),
            ),
        ],
        because=tell(
            "A total from which withheld cells are missing makes every quotient too high."
        ),
    )


@BANK.asks("reproductions", objective=3)
def misprint_or_conflict() -> Choice:
    return Choice(
        text=tell(
            "Two printed accounts give different numbers of jobs in one valley, and neither says which industries it "
            "counts. What is that?"
        ),
        right=tell("A conflict of sources: it can be shown, and not corrected"),
        wrong=[
            (
                tell("A misprint in one of them"),
                tell("Nothing that must hold is broken: they may count different things."),
            ),
            (
                tell("A difference within rounding"),
                tell("Rounding explains differences in the last digit."),
            ),
            (
                tell("A fault of whoever computes"),
                tell("Nothing has been computed yet."),
            ),
        ],
        because=tell("A misprint shows itself by sums that must hold; a conflict has no such sum."),
    )


@BANK.asks("reproductions", objective=4)
def what_plants_of_a_census_would_need() -> Choice:
    return Choice(
        text=tell(
            "The indices of Ellison and Glaeser for American industries are not computed again in this book. What "
            "would be needed?"
        ),
        right=tell("The plants of the census, which are confidential"),
        wrong=[
            (
                tell("Another formula, since theirs is not printed"),
                tell("The formula is printed, and the library has it."),
            ),
            (
                tell("A computer with more memory"),
                tell("The index needs a few sums for each industry."),
            ),
            (
                tell("Jobs by state and industry"),
                tell("These are published; what plants each industry has is not in them."),
            ),
        ],
        because=tell("Without the data a result can be believed or doubted, and not reproduced."),
    )


@BANK.asks("reproductions", objective=2)
def agreement_through_rounded_figures() -> ShortText:
    return ShortText(
        text=tell(
            "A printed number was computed from figures that are finer than those published, and some figures that "
            "round to the published ones give it. The number and ours are not the same; within what do they agree?"
        ),
        right=["rounding", "within rounding"],
        wrong=[
            (
                tell("tolerance"),
                tell("How wide the interval is follows from the rounding, not from us."),
            ),
            (tell("the same"), tell("The same would be our number, rounded as printed.")),
        ],
        because=tell("It is the most that one can ask of figures that were rounded before."),
    )


# Scaling up


@BANK.asks("scaling-up", objective=1)
def sums_left_of_a_file(draw: Draw) -> Number:
    plants, regions, industries = (
        draw.pick([20, 60, 90]),
        draw.pick([250, 400]),
        draw.pick([200, 300]),
    )
    return Number(
        text=tell(
            "A file of {plants} million plants has {regions} regions and {industries} industries. How many sums of "
            "jobs by region and industry are left of it at most?",
            plants=plants,
            regions=regions,
            industries=industries,
        ),
        right=regions * industries,
        wrong=[
            (regions + industries, tell("Each region may have each industry: multiply.")),
            (plants * 1_000_000, tell("That is how many rows the file has.")),
            (
                regions * industries * plants,
                tell("A cell has one sum, however many plants are in it."),
            ),
        ],
        exact=True,
        because=tell("One for each pair, and no more with a hundred times as many plants."),
    )


@BANK.asks("scaling-up", objective=1)
def variance_from_three_sums(draw: Draw) -> Number:
    parts = draw.pick([[[6, 3, 1], [5, 5]], [[8, 2], [4, 4, 2]], [[9, 1, 2], [3, 5]]])
    plants = np.concatenate([np.array(part, dtype=float) for part in parts])
    sums = [(len(part), sum(part), sum(size**2 for size in part)) for part in parts]
    (n, jobs, squares), (others, more, further) = sums
    apart = [second / count - (total / count) ** 2 for count, total, second in sums]
    return Number(
        text=tell(
            "One file gives {n} plants, {jobs} jobs and a sum of squares of {squares}; another {others} plants, {more} "
            "jobs and {further}. What is the variance of plant size over both files (divided by the number of plants)?",
            n=n,
            jobs=jobs,
            squares=squares,
            others=others,
            more=more,
            further=further,
        ),
        right=float(plants.var()),
        wrong=[
            (sum(apart) / 2, tell("That is the mean of two variances; add the sums first.")),
            (
                float((plants**2).mean()),
                tell("That is the mean of the squares; take off the square of the mean."),
            ),
            (float(plants.mean()), tell("That is the mean size.")),
        ],
        because=tell(
            "Sums of parts add up to the sums of the whole, and the variance follows from three of them."
        ),
    )


@cache
def _gigabytes() -> pd.DataFrame:
    """Peak memory of the measured index, by engine and plants."""
    runs = load("engine_benchmark").query("task == 'index' and outcome == 'done'")
    return (runs.pivot_table("memory", "plants", "engine") / 1e9).round(2)


@BANK.asks("scaling-up", objective=2)
def memory_between_two_measurements(draw: Draw) -> Number:
    millions = draw.pick([30, 40, 60])
    few, many = (float(value) for value in _gigabytes()["pandas"].loc[[10_000_000, 100_000_000]])
    return Number(
        text=tell(
            "pandas held {few} GB for 10 million plants and {many} GB for 100 million. How many GB does it hold for "
            "{millions} million, on a straight line between the two?",
            few=few,
            many=many,
            millions=millions,
        ),
        right=few + (many - few) * (millions - 10) / 90,
        wrong=[
            (
                few * millions / 10,
                tell("Part of the memory is Python itself, and does not grow with the plants."),
            ),
            (
                many * millions / 100,
                tell("The line does not go through zero: Python itself needs memory."),
            ),
            ((few + many) / 2, tell("That is halfway, at 55 million.")),
        ],
        because=tell("What was measured, and the share of the way from the one to the other."),
    )


@BANK.asks("scaling-up", objective=2)
def runs_by_their_memory() -> Order:
    measured = _gigabytes()
    runs = {
        tell("pandas with 100 million plants"): measured["pandas"][100_000_000],
        tell("pandas with 10 million plants"): measured["pandas"][10_000_000],
        tell("DuckDB with 100 million plants"): measured["duckdb"][100_000_000],
    }
    right = sorted(runs, key=lambda name: -runs[name])
    return Order(
        text=tell(
            "An index of concentration is computed. Put three runs in order by the memory that they held, the most "
            "first."
        ),
        right=right,
        wrong=[
            (
                [right[0], right[2], right[1]],
                tell("DuckDB holds the cells, and hardly more for more rows."),
            ),
            (right[::-1], tell("That has the least first.")),
        ],
        because=tell("pandas holds every row at once; an engine that adds up holds the sums."),
    )


@BANK.asks("scaling-up", objective=5)
def pairs_of_an_industry(draw: Draw) -> Number:
    plants = draw.pick([400, 600, 1000])
    return Number(
        text=tell(
            "An index of distances looks at every pair of plants once. How many pairs does an industry of {plants} "
            "plants have?",
            plants=f"{plants:,}",
        ),
        right=plants * (plants - 1) // 2,
        wrong=[
            (plants * (plants - 1), tell("That has each pair twice.")),
            (plants**2, tell("A plant makes no pair with itself, and each pair counts once.")),
            (plants, tell("Those are the plants.")),
        ],
        exact=True,
        because=tell("Each plant with each other one, halved: pairs grow with the square."),
    )


@BANK.asks("scaling-up", objective=5)
def how_far_a_grid_moves_a_distance(draw: Draw) -> Number:
    side = draw.pick([300, 500, 800])
    return Number(
        text=tell(
            "Plants are moved to the middle of the cells of a grid, 1,024 along a side of {side} kilometres. By how "
            "many metres can the distance of two plants change at most?",
            side=side,
        ),
        right=1000 * side * sqrt(2) / 1024,
        wrong=[
            (
                1000 * side * sqrt(2) / 2048,
                tell("That is how far one plant can move; both ends of a distance do."),
            ),
            (
                1000 * side / 1024,
                tell("That is the side of a cell; plants may sit in its corners."),
            ),
            (side * sqrt(2) / 1024, tell("That is in kilometres.")),
        ],
        because=tell("Each end moves by half the diagonal of a cell at most."),
    )


@BANK.asks("scaling-up", objective=5)
def what_two_halves_do_not_tell() -> Choice:
    return Choice(
        text=tell(
            "Two offices may each send a few figures on their plants (sums, numbers, the largest, the median), and no "
            "list of plants. Which figure on all plants together cannot be computed from these?"
        ),
        right=tell("The median size of a plant"),
        wrong=[
            (tell("The mean size of a plant"), tell("Sums of jobs and numbers of plants add up.")),
            (tell("The size of the largest plant"), tell("It is the larger of the two.")),
            (
                tell("The Herfindahl index of plants"),
                tell("It follows from sums of jobs and of squares."),
            ),
        ],
        because=tell("The medians of two halves do not lead to that of the whole."),
    )


@BANK.asks("scaling-up", objective=4)
def when_rows_without_a_region_matter() -> Choice:
    return Choice(
        text=tell(
            "Two percent of the rows of a register have no region and are dropped. When is that harmless?"
        ),
        right=tell("If being without a region has nothing to do with industry, size or place"),
        wrong=[
            (
                tell("Always, since two percent are few"),
                tell(
                    "They may be most of one industry, and hold more than two percent of the jobs."
                ),
            ),
            (
                tell("If the remaining rows are without faults"),
                tell("They may be clean and still one-sided."),
            ),
            (
                tell("If the register has more than a million rows"),
                tell("A large file with a one-sided gap is as wrong as a small one."),
            ),
        ],
        because=tell("Keep them apart, and count them by industry and size before you decide."),
    )


@BANK.asks("scaling-up", objective=1)
def why_engines_differ_in_the_last_digits() -> Choice:
    return Choice(
        text=tell(
            "The same sum of turnovers differs in its fifteenth digit between two engines. What is the usual reason?"
        ),
        right=tell("They add the terms in another order, and each step rounds"),
        wrong=[
            (
                tell("One of them leaves rows out"),
                tell("A row that is missing would show in earlier digits."),
            ),
            (
                tell("One of them rounds the file"),
                tell("Both read the same numbers."),
            ),
            (
                tell("Parallel programs are not exact by design"),
                tell("Whole numbers come out the same on any number of cores."),
            ),
        ],
        because=tell(
            "Numbers in a computer have about sixteen digits, and rounding depends on the order."
        ),
    )


@BANK.asks("scaling-up", objective=3)
def object_that_names_columns_once() -> ShortText:
    return ShortText(
        text=tell(
            "Which object of the library is told once where the plants lie, what their columns are called, and how "
            "much memory may be used?"
        ),
        right=["Register", "ag.Register", "Register()", "ag.Register()"],
        wrong=[
            ("DataFrame", tell("That holds all rows in memory.")),
            (tell("glob"), tell("That is a way to name several files.")),
        ],
        because=tell("It stands wherever a frame of plants could stand."),
    )
