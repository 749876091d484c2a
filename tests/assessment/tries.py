"""Solutions as students write them: right ways by other roads, and slips that must lose the points.

Each is the code of one answer cell. The right ones differ from the model solution: by hand or by library, in another
order, with other types, rounded. The wrong ones are slips of the kind that leaves a plausible result.
"""

RIGHT = {
    "innovation-clusters": [
        ("quotients", "quotients = place.div(place.sum()).div(nation.div(nation.sum()))"),
        ("quotients", "quotients = (place / nation) * (nation.sum() / place.sum())"),
        (
            "quotients",
            "quotients = ((place / place.sum()) / (nation / nation.sum())).sort_values()",
        ),
        ("quotients", "quotients = ((place / place.sum()) / (nation / nation.sum())).round(4)"),
        (
            "quotients",
            "quotients = ((place / place.sum()) / (nation / nation.sum())).astype('float32')",
        ),
        (
            "quotients",
            "both = pd.DataFrame({'here': place, 'there': nation - place.reindex(nation.index)}).T\n"
            "quotients = ag.location_quotient(both).loc['here']",
        ),
        (
            "quotients",
            "quotients = pd.Series({g: place[g] / place.sum() / nation[g] * nation.sum() for g in nation.index})",
        ),
        (
            "qualifying",
            "of_it = metro[metro['occupation'].eq(OCCUPATION)]\n"
            "qualifying = ((of_it['location_quotient'] >= BAR) & (of_it['employment'] >= LEAST)).sum()",
        ),
        (
            "qualifying",
            "qualifying = metro[(metro.occupation == OCCUPATION) & (metro.location_quotient >= BAR)"
            " & (metro.employment >= LEAST)]['area'].nunique()",
        ),
        (
            "qualifying",
            "qualifying = float(len(metro.query('occupation == @OCCUPATION and location_quotient >= @BAR"
            " and employment >= @LEAST')))",
        ),
        (
            "overlap",
            "one = trade.loc[INDUSTRY].drop(INDUSTRY).sort_values(ascending=False).index[:PARTNERS]\n"
            "other = skills.loc[INDUSTRY].drop(INDUSTRY).sort_values(ascending=False).index[:PARTNERS]\n"
            "shared, by_chance = one.isin(other).sum(), round(PARTNERS * PARTNERS / (len(trade) - 1), 3)",
        ),
        (
            "overlap",
            "lists = [s[INDUSTRY].nlargest(PARTNERS + 1).index.difference([INDUSTRY]) for s in (trade, skills)]\n"
            "shared = len(set(lists[0]) & set(lists[1]))\n"
            "by_chance = np.float32(PARTNERS / (len(known) - 1) * PARTNERS)",
        ),
        (
            "related",
            "p = place / place.sum()\nin_family = p / p.groupby(families).transform('sum')\n"
            "related = -(p * np.log2(in_family)).sum()",
        ),
        (
            "related",
            "related = ag.variety(place.to_frame(PLACE).T, families)['related'].iloc[0].round(3)",
        ),
        (
            "related",
            "p = place / place.sum()\nrelated = 0\n"
            "for family, groups in p.groupby(families):\n"
            "    inside = groups / groups.sum()\n"
            "    related += groups.sum() * -(inside * np.log(inside) / np.log(2)).sum()",
        ),
    ],
    "classical-agglomeration": [
        ("krugman", "krugman = np.abs(place / place.sum() - nation / nation.sum()).sum()"),
        (
            "krugman",
            "krugman = sum(abs(place[g] / place.sum() - nation[g] / nation.sum()) for g in nation.index)",
        ),
        (
            "krugman",
            "krugman = round((place / place.sum() - nation / nation.sum()).abs().sum(), 3)",
        ),
        (
            "krugman",
            "gap = place / place.sum() - nation / nation.sum()\nkrugman = 2 * gap[gap > 0].sum()",
        ),
        ("equal-states", "equal_states = states.sum() ** 2 / (states ** 2).sum()"),
        ("equal-states", "equal_states = ag.portfolio_concentration(states).equivalent_number"),
        ("equal-states", "equal_states = round(1 / np.square(states / states.sum()).sum(), 2)"),
        (
            "gamma",
            "share = plants.groupby('region', observed=False)['size'].sum().reindex(regions.index, fill_value=0)\n"
            "share = share / share.sum()\nz = plants['size'] / plants['size'].sum()\n"
            "x = regions / regions.sum()\nraw, h = ((share - x) ** 2).sum(), (z ** 2).sum()\n"
            "gamma = (raw - (1 - (x ** 2).sum()) * h) / ((1 - (x ** 2).sum()) * (1 - h))",
        ),
        (
            "gamma",
            "found = ag.ellison_glaeser(plants, reference=regions / 10)\n"
            "raw, gamma = float(found['G'].iloc[0]), float(found['gamma'].iloc[0])",
        ),
        (
            "gamma",
            "found = ag.ellison_glaeser(plants, reference=regions).squeeze()\n"
            "raw, gamma = found['G'].round(4), found['gamma'].round(4)",
        ),
        (
            "opposite",
            "opposite = (np.sign(parts['industry_mix']) == -np.sign(parts['regional'])).sum()",
        ),
        ("opposite", "opposite = len(parts.query('industry_mix * regional < 0'))"),
        (
            "opposite",
            "opposite = float(np.where(parts['industry_mix'] * parts['regional'] < 0, 1.0, 0.0).sum())",
        ),
        (
            "opposite",
            "opposite = ((parts['industry_mix'] > 0) ^ (parts['regional'] > 0)).sum()",
        ),
    ],
    "cluster-theory": [
        (
            "supplier",
            "bought = dollars[INDUSTRY].drop(index=INDUSTRY).sort_values()\n"
            "supplier, per_dollar = bought.index[-1], bought.iloc[-1] / output.loc[INDUSTRY]",
        ),
        (
            "supplier",
            "shares = dollars.div(output.reindex(dollars.columns), axis=1)[INDUSTRY].drop(INDUSTRY)\n"
            "supplier, per_dollar = shares.idxmax(), shares.max().round(4)",
        ),
        (
            "supplier",
            "bought = dollars.T.loc[INDUSTRY].drop(INDUSTRY)\n"
            "supplier = bought.nlargest(1).index[0]\nper_dollar = float(bought[supplier] / output[INDUSTRY])",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\n"
            "alone = sum(strong.loc[i].max() == 0 for i in strong.index)\n"
            "kept = strong.values.sum() / both_ways.values.sum()",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\n"
            "alone = (strong > 0).sum().eq(0).sum()\n"
            "kept = round(strong.sum().sum() / both_ways.sum().sum(), 3)",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\n"
            "alone = float(len(strong) - (strong.sum(axis=1) > 0).sum())\n"
            "kept = np.triu(strong).sum() / np.triu(both_ways).sum()",
        ),
        (
            "beyond-chance",
            "stays = ag.kept_inside(large, sectors)\nbeyond_chance = 100 * stays['inside'] - 100 * stays['expected']",
        ),
        (
            "beyond-chance",
            "stays = ag.kept_inside(large, sectors)\n"
            "beyond_chance = float(f\"{(stays['inside'] - stays['expected']) * 100:.3g}\")",
        ),
        (
            "beyond-chance",
            "flow = large.to_numpy(copy=True)\nnp.fill_diagonal(flow, 0)\n"
            "label = sectors.loc[large.index].to_numpy()\nflow = flow / flow.sum()\n"
            "inside = flow[label[:, None] == label].sum()\n"
            "chance = sum(flow[label == s].sum() * flow[:, label == s].sum() for s in set(label))\n"
            "beyond_chance = 100 * (inside - chance)",
        ),
        (
            "left",
            "one, other = (ag.hoover_concentration(t)['own'] for t in (by_state, by_division))\n"
            "left = round(other / one * 100, 1)",
        ),
        (
            "left",
            "def hoover(t):\n    total = t['own'] + t['others']\n"
            "    return 0.5 * (t['own'] / t['own'].sum() - total / total.sum()).abs().sum()\n\n\n"
            "left = 100 * hoover(by_division) / hoover(by_state)",
        ),
        (
            "left",
            "left = (ag.hoover_concentration(by_division) / ag.hoover_concentration(by_state) * 100)['own']",
        ),
    ],
    "learning-regions": [
        ("half", "half = -100 * np.log(0.5) / ((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE)"),
        (
            "half",
            "import math\n\nhalf = math.log(2) / (TRAVEL + CODIFIED * (MESSAGE - TRAVEL)) * 100",
        ),
        ("half", "half = round(100 * np.log(2) / ((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE))"),
        (
            "half",
            "steps = np.arange(0, 2000, 0.05)\n"
            "share = np.exp(-((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE) * steps / 100)\n"
            "half = steps[share <= 0.5][0]",
        ),
        (
            "passes",
            "once = (1 - COMMUNITY) * (1 - ORGANIZATION)\npasses = 100 * (2 * once - once ** 2)",
        ),
        (
            "passes",
            "fails = 1 - (1 - COMMUNITY) * (1 - ORGANIZATION)\npasses = round(100 * (1 - fails * fails), 1)",
        ),
        (
            "passes",
            "once = (1 - COMMUNITY) * (1 - ORGANIZATION)\npasses = 100 * (once + (1 - once) * once)",
        ),
        (
            "closeness",
            "here = quotients[[ONE, OTHER]].ge(1)\ncloseness = here.all(axis=1).sum() / here.sum().max()",
        ),
        ("closeness", "closeness = ag.proximity(quotients, by='amount').loc[ONE, OTHER]"),
        (
            "closeness",
            "one, other = quotients[ONE] >= 1, quotients[OTHER] >= 1\n"
            "closeness = round(min(other[one].mean(), one[other].mean()), 3)",
        ),
        (
            "nearest",
            "density = ag.relatedness_density(quotients, by='amount').loc[CITY]\n"
            "nearest = density.drop(quotients.columns[quotients.loc[CITY] >= 1]).nlargest(1).index[0]",
        ),
        (
            "nearest",
            "density = ag.relatedness_density(quotients, by='amount').T[CITY].sort_values(ascending=False)\n"
            "nearest = next(code for code in density.index if quotients.loc[CITY, code] < 1)",
        ),
        (
            "nearest",
            "density = ag.relatedness_density(quotients, by='amount')\n"
            "nearest = density.where(quotients < 1).loc[CITY].idxmax()",
        ),
    ],
    "does-it-pay": [
        (
            "elasticity",
            "x, y = np.log10(trade['size']), np.log10(trade['wage'])\n"
            "elasticity = round(x.cov(y) / x.var(), 4)\ndoubling = (2**elasticity - 1) * 100",
        ),
        (
            "elasticity",
            "x, y = np.log2(trade['size']), np.log2(trade['wage'])\n"
            "design = np.column_stack([np.ones(len(x)), x])\n"
            "elasticity = np.linalg.lstsq(design, y, rcond=None)[0][1]\n"
            "doubling = 100 * np.expm1(elasticity * np.log(2))",
        ),
        (
            "elasticity",
            "cells = trade.sample(frac=1, random_state=1).apply(np.log)\n"
            "elasticity = np.float32(cells['wage'].cov(cells['size']) / cells['size'].var())\n"
            "doubling = round(float(100 * (2**elasticity - 1)), 2)",
        ),
        (
            "parts",
            "mean = np.average(place['nation'], weights=place['jobs'])\n"
            "composition = round(100 * np.log(mean / nation_mean), 2)\n"
            "within = round(100 * np.log(np.average(place['wage'], weights=place['jobs']) / mean), 3)",
        ),
        (
            "parts",
            "total = place['jobs'] @ place['wage']\nfor_nation = place['jobs'] @ place['nation']\n"
            "within = 100 * (np.log(total) - np.log(for_nation))\n"
            "composition = 100 * np.log(for_nation / place['jobs'].sum() / nation_mean)",
        ),
        (
            "parts",
            "kept = place.sort_values('jobs')\nweights = kept['jobs'].to_numpy() / kept['jobs'].sum()\n"
            "whole = 100 * np.log((weights * kept['wage']).sum() / nation_mean)\n"
            "composition = float(100 * np.log((weights * kept['nation']).sum() / nation_mean))\n"
            "within = float(whole) - composition",
        ),
        (
            "effect",
            "ours, never = claims[begins == STARTED].mean(), claims[begins.isna()].mean()\n"
            "gap = ours - never\neffect, before = gap[STARTED] - gap[STARTED - 1], gap[STARTED - 1] - gap[STARTED - 2]",
        ),
        (
            "effect",
            "kept = panel[panel['first_treated'].isna() | panel['first_treated'].eq(STARTED)]\n"
            "means = kept.assign(zoned=kept['first_treated'].notna()).pivot_table("
            "index='year', columns='zoned', values='claims')\n"
            "steps = means.diff()\neffect, before = [round(steps.loc[y, True] - steps.loc[y, False], 5)"
            " for y in (STARTED, STARTED - 1)]",
        ),
        (
            "effect",
            "some = claims.loc[begins.index[begins == STARTED]]\nrest = claims.loc[begins.index[begins.isnull()]]\n"
            "found = [(some[y] - some[y - 1]).mean() - (rest[y] - rest[y - 1]).mean()"
            " for y in (STARTED, STARTED - 1)]\n"
            "effect, before = np.float64(found[0]), float(found[1])",
        ),
        (
            "gain",
            "keeps = round(WAGE / (1 + HOUSING * RENTS * MOVES), 2)\n"
            "owners = round(100 * HOUSING * RENTS * MOVES / (1 + HOUSING * RENTS * MOVES), 1)",
        ),
        (
            "gain",
            "keeps = WAGE\nfor _ in range(2000):\n"
            "    keeps += 0.05 * (WAGE - HOUSING * RENTS * MOVES * keeps - keeps)\n"
            "owners = 100 * (WAGE - keeps) / WAGE",
        ),
        (
            "gain",
            "rent = np.linalg.solve([[1, HOUSING], [-RENTS * MOVES, 1]], [WAGE, 0])\n"
            "keeps, owners = rent[0], 100 * HOUSING * rent[1] / WAGE",
        ),
    ],
    "case-studies": [
        (
            "begun",
            "begun = programmes.query('first_year <= @YEAR')['level'].eq(LEVEL).mean() * 100",
        ),
        (
            "begun",
            "early = programmes[programmes.first_year <= YEAR]\n"
            "begun = round(100 * len(early[early.level == LEVEL]) / len(early), 1)",
        ),
        (
            "begun",
            "early = programmes[programmes['first_year'] < YEAR + 1]\n"
            "begun = early['level'].value_counts(normalize=True)[LEVEL] * 100",
        ),
        (
            "own",
            "own = study['extra research spending per participating firm'] "
            "/ study['extra public support per firm, sum'] - 1",
        ),
        (
            "own",
            "spent = study.loc['extra research spending per participating firm']\n"
            "public = study.loc['extra public support per firm, sum']\n"
            "own = float(f'{(spent - public) / public:.3g}')",
        ),
        (
            "jaccard",
            "one, other = (set(chart.query('programme == @name')['instrument']) for name in PAIR)\n"
            "jaccard = len(one & other) / (len(one) + len(other) - len(one & other))",
        ),
        (
            "jaccard",
            "table = pd.crosstab(chart['instrument'], chart['programme'])[list(PAIR)] > 0\n"
            "jaccard = table.all(axis=1).sum() / table.any(axis=1).sum()",
        ),
        (
            "jaccard",
            "covers = chart.groupby('programme')['instrument'].agg(set)\n"
            "jaccard = np.round(len(covers[PAIR[1]] & covers[PAIR[0]]) / len(covers[PAIR[0]] | covers[PAIR[1]]), 3)",
        ),
        (
            "equal-industries",
            "money = funds.loc[~funds['is_total'], 'national_funds']\n"
            "equal_industries = money.sum() ** 2 / (money ** 2).sum()",
        ),
        (
            "equal-industries",
            "money = funds.query('not is_total')['national_funds']\n"
            "equal_industries = round(1 / ((money / money.sum()) ** 2).sum(), 2)",
        ),
        (
            "equal-industries",
            "money = funds[funds['industry'] != 'total'].sort_values('national_funds')['national_funds'].tolist()\n"
            "equal_industries = 1 / sum((one / sum(money)) ** 2 for one in money)",
        ),
    ],
    "upper-austria": [
        (
            "portfolio",
            "part = clusters.loc[~clusters['is_total'], MEASURE].dropna()\nshare = part / part.sum()\n"
            "equal_clusters, largest = 1 / (share ** 2).sum(), 100 * share.max()",
        ),
        (
            "portfolio",
            "part = clusters.query('not is_total')[MEASURE].dropna()\n"
            "equal_clusters, largest = round(part.sum() ** 2 / (part ** 2).sum(), 2), round(part.max() /"
            " part.sum() * 100, 1)",
        ),
        (
            "portfolio",
            "found = ag.portfolio_concentration(clusters.query('not"
            " is_total').set_index('cluster')[MEASURE].dropna())\n"
            "equal_clusters, largest = float(found.equivalent_number), np.float32(100 * found.largest_share)",
        ),
        (
            "per-project",
            "own = projects[projects['cluster'] == CLUSTER].set_index('measure')['value']\n"
            "per_project = round(own['participants'] / own['projects'], 2)",
        ),
        (
            "per-project",
            "per_project = (projects.query(\"measure == 'participants'\").set_index('cluster')['value']"
            " / projects.query(\"measure == 'projects'\").set_index('cluster')['value'])[CLUSTER]",
        ),
        (
            "per-project",
            "per_project = (projects.query(\"measure == 'participants' and cluster == @CLUSTER\")['value'].sum()"
            " / projects.query(\"measure == 'projects' and cluster == @CLUSTER\")['value'].sum())",
        ),
        (
            "subsidy",
            "cap, share = rules.loc['maximum per firm', 'value'], rules.loc['maximum share of cost', 'value'] / 100\n"
            "subsidy = min(share * COST, cap * FIRMS)\nmore = min(share * COST, cap * (FIRMS + 1)) - subsidy",
        ),
        (
            "subsidy",
            "first, second = (ag.eligibility(n, SMALL, COST).largest_subsidy for n in (FIRMS, FIRMS + 1))\n"
            "subsidy, more = int(first), int(second - first)",
        ),
        (
            "subsidy",
            "cap = rules['value']['maximum per firm']\nshare = rules['value']['maximum share of cost'] / 100\n"
            "ceilings = np.minimum(share * COST, cap * np.array([FIRMS, FIRMS + 1]))\n"
            "subsidy, more = ceilings[0], np.diff(ceilings)[0]",
        ),
        ("lower", "lower = round(100 * ag.success_rate(SUCCEEDED, ASKED).lower, 1)"),
        (
            "lower",
            "p, n, z = SUCCEEDED / ASKED, ASKED, 1.96\n"
            "lower = 100 * (p + z**2 / (2 * n) - z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5) / (1 + z**2 / n)",
        ),
        (
            "lower",
            "low = ag.success_rate(SUCCEEDED, ASKED).lower * 100\nlower = float(f'{low:.4g}')",
        ),
    ],
    "lab": [
        (
            "absent",
            "absent = (~nation['occupation'].isin(area['occupation'])).sum()\n"
            "hidden = area['employment'].isnull().sum()",
        ),
        (
            "absent",
            "both = nation.merge(area, on='occupation', how='left', indicator=True)\n"
            "absent = int((both['_merge'] == 'left_only').sum())\n"
            "hidden = len(area) - area['employment'].count()",
        ),
        (
            "absent",
            "absent = float(len(nation) - len(area))\nhidden = float(area['employment'].isna().sum())",
        ),
        (
            "floor",
            "amounts = area['employment'].dropna()\nlarge = amounts[amounts >= FLOOR]\n"
            "cells_left, jobs_left = round(len(large) / len(amounts) * 100, 1), round(large.sum() /"
            " amounts.sum() * 100, 1)",
        ),
        (
            "floor",
            "cells_left = 100 * area['employment'].ge(FLOOR).sum() / area['employment'].notna().sum()\n"
            "jobs_left = 100 * area.query('employment >= @FLOOR')['employment'].sum() / area['employment'].sum()",
        ),
        (
            "clean",
            "clean = plants.copy()\nfor name in ('region', 'industry'):\n    clean[name] = clean[name].str.strip()\n"
            "clean = clean.dropna(subset=['size'])\nclean = clean[clean['size'] >"
            " 0].drop_duplicates(subset='number')\n"
            "dropped = plants.shape[0] - clean.shape[0]",
        ),
        (
            "clean",
            "clean = plants.drop_duplicates('number').set_index('number').query('size > 0')\n"
            "clean = clean.replace(r'^ +| +$', '', regex=True)\n"
            "dropped = np.int64(len(plants) - len(clean))",
        ),
        (
            "clean",
            "clean = plants.assign(**{n: [x.strip() for x in plants[n]] for n in ('region', 'industry')})\n"
            "clean = clean.groupby('number').first().query('size > 0')[['industry', 'size', 'region']]\n"
            "dropped = float(len(plants) - len(clean))",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip().astype('category'),"
            " industry=plants['industry'].str.strip().astype('string'))\n"
            "clean = clean[clean['size'].gt(0)].drop_duplicates('number').sample(frac=1, random_state=1)\n"
            "dropped = len(plants) - len(clean)",
        ),
        (
            "quotient",
            "def of(rows):\n    inside, own = rows[rows['region'] == REGION], rows[rows['industry'] == INDUSTRY]\n"
            "    both = inside[inside['industry'] == INDUSTRY]['size'].sum()\n"
            "    return both / inside['size'].sum() / (own['size'].sum() / rows['size'].sum())\n\n\n"
            "quotient = of(clean)\n"
            "values = [of(clean.drop(i)) for i in clean.query('region == @REGION').index]\n"
            "low, high = np.min(values), np.max(values)",
        ),
        (
            "quotient",
            "def of(rows):\n    jobs = rows.groupby(['region', 'industry'])['size'].sum().unstack(fill_value=0)\n"
            "    return ag.location_quotient(jobs).loc[REGION, INDUSTRY].round(3)\n\n\n"
            "here = clean['region'] == REGION\nvalues = pd.Series([of(clean[clean.index != i]) for i in"
            " clean.index[here]])\n"
            "quotient, low, high = of(clean), values.min(), values.max()",
        ),
    ],
}

WRONG = {
    "innovation-clusters": [
        ("quotients", "quotients = place / nation"),
        ("quotients", "quotients = (nation / nation.sum()) / (place / place.sum())"),
        ("quotients", "quotients = (place / place.mean()) / (nation / nation.median())"),
        ("quotients", "quotients = ((place / place.sum()) / (nation / nation.sum())).round(1)"),
        (
            "quotients",
            "right = (place / place.sum()) / (nation / nation.sum())\n"
            "quotients = pd.Series(np.sort(right.to_numpy()), index=right.index)",
        ),
        (
            "quotients",
            "quotients = pd.Series((place.sort_values() / place.sum()).to_numpy() / (nation /"
            " nation.sum()).to_numpy(),"
            " index=nation.index)",
        ),
        (
            "quotients",
            "quotients = metro.query(\"area == @PLACE and level == 'major'\").set_index('occupation')"
            "['location_quotient'].round(1)",
        ),
        ("quotients", "quotients = place / place.sum() - nation / nation.sum() + 1"),
        ("quotients", "quotients = ((place / place.sum()) / (nation / nation.sum())).iloc[:-1]"),
        (
            "qualifying",
            "qualifying = len(metro.query('occupation == @OCCUPATION and location_quotient >= @BAR'))",
        ),
        (
            "qualifying",
            "qualifying = len(metro.query('location_quotient >= @BAR and employment >= @LEAST'))",
        ),
        (
            "qualifying",
            "qualifying = metro.query('occupation == @OCCUPATION and location_quotient >= @BAR and"
            " employment >= @LEAST')"
            "['employment'].sum()",
        ),
        (
            "overlap",
            "lists = [set(s[INDUSTRY].nlargest(PARTNERS + 1).index) for s in (trade, skills)]\n"
            "shared, by_chance = len(lists[0] & lists[1]), PARTNERS ** 2 / (len(known) - 1)",
        ),
        (
            "overlap",
            "lists = [set(ag.nearest(s, INDUSTRY, PARTNERS).index) for s in (trade, skills)]\n"
            "shared, by_chance = len(lists[0] | lists[1]), PARTNERS ** 2 / (len(known) - 1)",
        ),
        (
            "overlap",
            "lists = [set(ag.nearest(s, INDUSTRY, PARTNERS).index) for s in (trade, skills)]\n"
            "shared, by_chance = len(lists[0] & lists[1]), PARTNERS ** 2 / len(known)",
        ),
        (
            "related",
            "related = ag.variety(place.to_frame(PLACE).T, families).loc[PLACE, 'unrelated']",
        ),
        ("related", "p = place / place.sum()\nrelated = -(p * np.log2(p)).sum()"),
        (
            "related",
            "p = place / place.sum()\nrelated = np.mean([-(g / g.sum() * np.log2(g / g.sum())).sum()"
            " for _, g in p.groupby(families)])",
        ),
    ],
    "classical-agglomeration": [
        ("krugman", "krugman = (place / place.sum() - nation / nation.sum()).abs().sum() / 2"),
        ("krugman", "krugman = (place / place.sum() - nation / nation.sum()).abs().mean()"),
        ("krugman", "krugman = ((place / place.sum() - nation / nation.sum()) ** 2).sum() ** 0.5"),
        (
            "krugman",
            "krugman = np.abs((place / place.sum()).sort_values().to_numpy()"
            " - (nation / nation.sum()).sort_values().to_numpy()).sum()",
        ),
        ("equal-states", "equal_states = len(states)"),
        ("equal-states", "equal_states = 1 / (states / states.sum()).max()"),
        ("equal-states", "equal_states = ((states / states.sum()) ** 2).sum()"),
        (
            "equal-states",
            "equal_states = 1 / ((states.nlargest(10) / states.nlargest(10).sum()) ** 2).sum()",
        ),
        (
            "gamma",
            "found = ag.ellison_glaeser(plants, reference=regions).iloc[0]\nraw, gamma = found['gamma'], found['G']",
        ),
        (
            "gamma",
            "share = plants['region'].value_counts(normalize=True)\nraw = ((share - 0.1) ** 2).sum()\n"
            "gamma = (raw - 0.9 / len(plants)) / (0.9 * (1 - 1 / len(plants)))",
        ),
        (
            "gamma",
            "found = ag.ellison_glaeser(plants, reference=regions).iloc[0]\n"
            "h = ((plants['size'] / plants['size'].sum()) ** 2).sum()\nraw, gamma = found['G'], found['G'] - h",
        ),
        (
            "gamma",
            "found = ag.ellison_glaeser(plants, reference=regions).iloc[0]\nraw, gamma = found['G'], -found['gamma']",
        ),
        ("opposite", "opposite = (parts['industry_mix'] * parts['regional'] > 0).sum()"),
        ("opposite", "opposite = (parts['national'] * parts['regional'] < 0).sum()"),
        ("opposite", "opposite = ((parts['industry_mix'] < 0) & (parts['regional'] > 0)).sum()"),
        ("opposite", "opposite = (parts['industry_mix'] < 0).sum()"),
    ],
    "cluster-theory": [
        (
            "supplier",
            "supplier = dollars.loc[INDUSTRY].drop(INDUSTRY).idxmax()\n"
            "per_dollar = dollars[INDUSTRY].drop(INDUSTRY).max() / output[INDUSTRY]",
        ),
        (
            "supplier",
            "supplier = dollars[INDUSTRY].idxmax()\nper_dollar = dollars[INDUSTRY].max() / output[INDUSTRY]",
        ),
        (
            "supplier",
            "b = dollars[INDUSTRY].drop(INDUSTRY)\nsupplier, per_dollar = b.idxmax(), b.max() / output[b.idxmax()]",
        ),
        (
            "supplier",
            "b = dollars[INDUSTRY].drop(INDUSTRY)\nsupplier, per_dollar = b.idxmax(), b.max() /"
            " dollars[INDUSTRY].sum()",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\nalone = (strong.sum() > 0).sum()\n"
            "kept = strong.to_numpy().sum() / both_ways.to_numpy().sum()",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\nalone = (strong.sum() == 0).sum()\n"
            "kept = strong.to_numpy().sum() / dollars.to_numpy().sum()",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, SHARE)\nalone = (strong.sum() == 0).sum()\n"
            "kept = (strong > 0).to_numpy().mean()",
        ),
        (
            "cut",
            "strong = ag.strongest_links(both_ways, 2 * SHARE)\nalone = (strong.sum() == 0).sum()\n"
            "kept = strong.to_numpy().sum() / both_ways.to_numpy().sum()",
        ),
        ("beyond-chance", "beyond_chance = 100 * ag.kept_inside(large, sectors)['inside']"),
        (
            "beyond-chance",
            "s = ag.kept_inside(dollars, sectors)\nbeyond_chance = 100 * (s['inside'] - s['expected'])",
        ),
        (
            "beyond-chance",
            "s = ag.kept_inside(large, sectors)\nbeyond_chance = s['inside'] - s['expected']",
        ),
        (
            "beyond-chance",
            "s = ag.kept_inside(large, sectors)\nbeyond_chance = s['inside'] / s['expected']",
        ),
        ("left", "left = 100 * ag.hoover_concentration(by_division)['own']"),
        (
            "left",
            "left = 100 - 100 * ag.hoover_concentration(by_division)['own'] /"
            " ag.hoover_concentration(by_state)['own']",
        ),
        (
            "left",
            "left = 100 * ag.hoover_concentration(by_state)['own'] / ag.hoover_concentration(by_division)['own']",
        ),
    ],
    "learning-regions": [
        ("half", "half = np.log(2) / ((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE)"),
        ("half", "half = 100 * 0.5 / ((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE)"),
        ("half", "half = 100 * np.log(2) / (CODIFIED * TRAVEL + (1 - CODIFIED) * MESSAGE)"),
        ("half", "half = 100 * np.log(2) / (TRAVEL + MESSAGE)"),
        ("passes", "passes = 100 * (1 - COMMUNITY) * (1 - ORGANIZATION)"),
        ("passes", "passes = 200 * (1 - COMMUNITY) * (1 - ORGANIZATION)"),
        (
            "passes",
            "once = (1 - PLACE) * (1 - COMMUNITY) * (1 - ORGANIZATION)\npasses = 100 * (1 - (1 - once) ** 2)",
        ),
        ("passes", "once = 1 - COMMUNITY * ORGANIZATION\npasses = 100 * (1 - (1 - once) ** 2)"),
        (
            "closeness",
            "p = quotients >= 1\ncloseness = (p[ONE] & p[OTHER]).sum() / (p[ONE] | p[OTHER]).sum()",
        ),
        (
            "closeness",
            "p = quotients >= 1\ncloseness = (p[ONE] & p[OTHER]).sum() / min(p[ONE].sum(), p[OTHER].sum())",
        ),
        ("closeness", "closeness = quotients[ONE].corr(quotients[OTHER])"),
        ("closeness", "p = quotients >= 1\ncloseness = (p[ONE] & p[OTHER]).mean()"),
        ("nearest", "nearest = ag.relatedness_density(quotients, by='amount').loc[CITY].idxmax()"),
        ("nearest", "q = quotients.loc[CITY]\nnearest = q[q < 1].idxmax()"),
        (
            "nearest",
            "d = ag.relatedness_density(quotients, by='amount').loc[CITY]\nnearest = d[quotients.loc[CITY]"
            " < 1].idxmin()",
        ),
        (
            "nearest",
            "d = ag.relatedness_density(quotients, by='amount').loc[CITY]\n"
            "nearest = int(np.argmax(d[quotients.loc[CITY] < 1]))",
        ),
    ],
    "does-it-pay": [
        (
            "elasticity",
            "elasticity = np.polyfit(np.log(trade['wage']), np.log(trade['size']), 1)[0]\n"
            "doubling = 100 * (2**elasticity - 1)",
        ),
        (
            "elasticity",
            "elasticity = np.polyfit(np.log2(trade['size']), np.log(trade['wage']), 1)[0]\n"
            "doubling = 100 * (2**elasticity - 1)",
        ),
        (
            "elasticity",
            "elasticity = np.log(trade['size']).corr(np.log(trade['wage']))\ndoubling = 100 * (2**elasticity - 1)",
        ),
        (
            "elasticity",
            "elasticity = np.polyfit(np.log(trade['size']), np.log(trade['wage']), 1)[0]\ndoubling = 100 * elasticity",
        ),
        (
            "elasticity",
            "elasticity = np.polyfit(np.log(trade['size']), np.log(trade['wage']), 1)[0]\ndoubling = 2**elasticity - 1",
        ),
        (
            "parts",
            "composition = 100 * np.log(place['nation'].mean() / nation_mean)\n"
            "within = 100 * np.log(place['wage'] / place['nation']).mean()",
        ),
        (
            "parts",
            "mean = np.average(place['nation'], weights=place['jobs'])\n"
            "within = 100 * np.log(mean / nation_mean)\n"
            "composition = 100 * np.log(np.average(place['wage'], weights=place['jobs']) / mean)",
        ),
        (
            "parts",
            "mean = np.average(place['nation'], weights=place['jobs'])\n"
            "composition = 100 * (mean / nation_mean - 1)\n"
            "within = 100 * (np.average(place['wage'], weights=place['jobs']) / mean - 1)",
        ),
        (
            "parts",
            "mean = np.average(place['nation'], weights=place['jobs'])\n"
            "composition = 100 * np.log(mean / nation_mean)\n"
            "within = 100 * np.log(np.average(place['wage'], weights=place['jobs']) / nation_mean)",
        ),
        (
            "effect",
            "gap = (claims[begins == STARTED].mean() - claims[begins != STARTED].mean()).diff()\n"
            "effect, before = gap[STARTED], gap[STARTED - 1]",
        ),
        (
            "effect",
            "gap = claims[begins == STARTED].mean() - claims[begins.isna()].mean()\n"
            "effect, before = gap[STARTED], gap[STARTED - 1]",
        ),
        (
            "effect",
            "gap = claims[begins == STARTED].mean().diff()\neffect, before = gap[STARTED], gap[STARTED - 1]",
        ),
        (
            "effect",
            "gap = (claims[begins.isna()].mean() - claims[begins == STARTED].mean()).diff()\n"
            "effect, before = gap[STARTED], gap[STARTED - 1]",
        ),
        (
            "effect",
            "gap = (claims[begins == STARTED].mean() - claims[begins.isna()].mean()).diff()\n"
            "effect, before = gap[STARTED - 1], gap[STARTED]",
        ),
        ("gain", "keeps = WAGE / (1 + RENTS * MOVES)\nowners = 100 * (1 - keeps / WAGE)"),
        ("gain", "keeps = WAGE * (1 - HOUSING * RENTS * MOVES)\nowners = 100 * (1 - keeps / WAGE)"),
        ("gain", "keeps = WAGE / (1 + HOUSING * RENTS * MOVES)\nowners = WAGE - keeps"),
        ("gain", "keeps = WAGE / (1 + HOUSING * RENTS * MOVES)\nowners = 100 * keeps / WAGE"),
    ],
    "case-studies": [
        (
            "begun",
            "begun = 100 * (programmes[programmes['first_year'] < YEAR]['level'] == LEVEL).mean()",
        ),
        ("begun", "begun = 100 * (programmes['level'] == LEVEL).mean()"),
        (
            "begun",
            "begun = (programmes[programmes['first_year'] <= YEAR]['level'] == LEVEL).mean()",
        ),
        ("begun", "begun = (programmes[programmes['first_year'] <= YEAR]['level'] == LEVEL).sum()"),
        (
            "own",
            "own = study['extra research spending per participating firm'] / study['extra public support"
            " per firm, sum']",
        ),
        (
            "own",
            "s, a = study['extra research spending per participating firm'], study['extra direct public aid"
            " per firm']\n"
            "own = (s - a) / a",
        ),
        (
            "own",
            "s = study['extra research spending per participating firm']\n"
            "own = (s - study['extra public support per firm, sum']) / s",
        ),
        (
            "jaccard",
            "c = chart.groupby('programme')['instrument'].agg(set)\n"
            "jaccard = len(c[PAIR[0]] & c[PAIR[1]]) / min(len(c[PAIR[0]]), len(c[PAIR[1]]))",
        ),
        (
            "jaccard",
            "c = chart.groupby('programme')['instrument'].agg(set)\n"
            "jaccard = len(c[PAIR[0]] & c[PAIR[1]]) / (len(c[PAIR[0]]) + len(c[PAIR[1]]))",
        ),
        (
            "jaccard",
            "c = chart.groupby('programme')['instrument'].agg(set)\njaccard = len(c[PAIR[0]] & c[PAIR[1]])",
        ),
        (
            "equal-industries",
            "equal_industries = ag.portfolio_concentration(funds.set_index('industry')"
            "['national_funds']).equivalent_number",
        ),
        ("equal-industries", "equal_industries = (~funds['is_total']).sum()"),
        (
            "equal-industries",
            "m = funds.loc[~funds['is_total'], 'national_funds']\nequal_industries = m.sum() / m.max()",
        ),
        (
            "equal-industries",
            "m = funds.loc[~funds['is_total'], 'national_funds']\np = m / m.sum()\n"
            "equal_industries = np.exp(-(p * np.log(p)).sum())",
        ),
    ],
    "upper-austria": [
        (
            "portfolio",
            "p = clusters[MEASURE].dropna()\np = p / p.sum()\n"
            "equal_clusters, largest = 1 / (p ** 2).sum(), 100 * p.max()",
        ),
        (
            "portfolio",
            "p = clusters.loc[~clusters['is_total'], MEASURE].dropna()\np = p / p.sum()\n"
            "equal_clusters, largest = len(p), 100 * p.max()",
        ),
        (
            "portfolio",
            "p = clusters.loc[~clusters['is_total'], 'members'].dropna()\np = p / p.sum()\n"
            "equal_clusters, largest = 1 / (p ** 2).sum(), 100 * p.max()",
        ),
        (
            "portfolio",
            "p = clusters.loc[~clusters['is_total'], MEASURE].dropna()\np = p / p.sum()\n"
            "equal_clusters, largest = 1 / (p ** 2).sum(), p.max()",
        ),
        (
            "per-project",
            "v = projects.groupby('measure')['value'].sum()\nper_project = v['participants'] / v['projects']",
        ),
        (
            "per-project",
            "c = projects.pivot(index='cluster', columns='measure', values='value')\n"
            "per_project = (c['participants'] / c['projects']).mean()",
        ),
        (
            "per-project",
            "c = projects.pivot(index='cluster', columns='measure', values='value')\n"
            "per_project = c.loc[CLUSTER, 'projects'] / c.loc[CLUSTER, 'participants']",
        ),
        ("per-project", "per_project = projects.query(\"cluster == @CLUSTER\")['value'].mean()"),
        ("subsidy", "subsidy, more = 0.25 * COST, 0.0"),
        (
            "subsidy",
            "cap = rules.loc['maximum per firm', 'value']\nsubsidy, more = cap * FIRMS, cap",
        ),
        (
            "subsidy",
            "subsidy = ag.eligibility(FIRMS, SMALL, COST).largest_subsidy\n"
            "more = ag.eligibility(FIRMS + 1, SMALL, COST).largest_subsidy",
        ),
        (
            "subsidy",
            "subsidy = ag.eligibility(FIRMS, SMALL, COST).largest_subsidy\nmore = subsidy / FIRMS",
        ),
        ("lower", "p = SUCCEEDED / ASKED\nlower = 100 * (p - 1.96 * (p * (1 - p) / ASKED) ** 0.5)"),
        ("lower", "lower = ag.success_rate(SUCCEEDED, ASKED).lower"),
        ("lower", "lower = 100 * ag.success_rate(SUCCEEDED, ASKED).upper"),
        ("lower", "lower = 100 * SUCCEEDED / ASKED"),
    ],
    "lab": [
        (
            "absent",
            "absent, hidden = len(nation) - int(area['employment'].count()), int(area['employment'].isna().sum())",
        ),
        ("absent", "absent, hidden = len(area), int(area['employment'].isna().sum())"),
        (
            "absent",
            "absent = len(set(nation['occupation']) - set(area['occupation']))\n"
            "hidden = int((area['employment'] == 0).sum())",
        ),
        (
            "floor",
            "cells_left = 100 * (area['employment'] >= FLOOR).mean()\n"
            "jobs_left = 100 * area.query('employment >= @FLOOR')['employment'].sum() / area['employment'].sum()",
        ),
        (
            "floor",
            "a = area['employment'].dropna()\ncells_left = 100 * (a > FLOOR).mean()\n"
            "jobs_left = 100 * a[a > FLOOR].sum() / a.sum()",
        ),
        (
            "floor",
            "a = area['employment'].dropna()\ncells_left, jobs_left = 100 * (a >= FLOOR).mean(), 100 * (a"
            " >= FLOOR).mean()",
        ),
        (
            "clean",
            "clean = plants[plants['size'] > 0].drop_duplicates('number').reset_index(drop=True)\n"
            "clean['region'], clean['industry'] = plants['region'].str.strip(), plants['industry'].str.strip()\n"
            "dropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip(), industry=plants['industry'].str.strip())\n"
            "clean = clean[clean['size'] > 0].drop_duplicates(['region', 'industry', 'size'])\n"
            "dropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip(), industry=plants['industry'].str.strip())\n"
            "clean = clean[clean['size'] > 0]\ndropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip(), industry=plants['industry'].str.strip())\n"
            "clean = clean.drop_duplicates('number').fillna({'size': 5.0}).query('size > 0')\n"
            "dropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.drop_duplicates('number').query('size > 0')\ndropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip(), industry=plants['industry'].str.strip())\n"
            "clean = clean[clean['size'] > 0].drop_duplicates('number')\n"
            "clean['size'] = clean['size'].to_numpy()[::-1]\ndropped = len(plants) - len(clean)",
        ),
        (
            "clean",
            "clean = plants.assign(region=plants['region'].str.strip(), industry=plants['industry'].str.strip())\n"
            "clean = clean[clean['size'] > 0].drop_duplicates('number')\n"
            "clean[['region', 'industry']] = clean[['region', 'industry']].sample(frac=1,"
            " random_state=2).to_numpy()\n"
            "dropped = len(plants) - len(clean)",
        ),
        (
            "quotient",
            "jobs = pd.crosstab(clean['region'], clean['industry'])\n"
            "quotient = ag.location_quotient(jobs).loc[REGION, INDUSTRY]\nlow, high = quotient, quotient",
        ),
        (
            "quotient",
            "def of(rows):\n    j = rows.pivot_table(index='region', columns='industry', values='size',"
            " aggfunc='sum',"
            " fill_value=0)\n    return ag.location_quotient(j).loc[REGION, INDUSTRY]\n\n\n"
            "quotient = of(clean)\nvalues = [of(clean.drop(i)) for i in clean.index]\n"
            "low, high = max(values), min(values)",
        ),
        (
            "quotient",
            "def of(rows):\n    j = rows.pivot_table(index='region', columns='industry', values='size',"
            " aggfunc='sum',"
            " fill_value=0)\n    return ag.location_quotient(j).loc[REGION, INDUSTRY]\n\n\n"
            "quotient = of(clean)\n"
            "values = [of(clean.drop(i)) for i in clean.query('region == @REGION and industry == @INDUSTRY').index]\n"
            "low, high = min(values), max(values)",
        ),
    ],
}
