"""How strong is a promise? The tasks of set 10."""

from functools import cache

from accordlib import load_corpus, parse_agreement, tokenize
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
rows = {row["commitment"]: row for row in corpus.annotations("commitments").to_dict("records")}
steps = {label: row["strength"] for label, row in rows.items()}
concrete = {label for label, step in steps.items() if step in {4, 5}}
making = {"launch", "establish", "create", "introduce", "conclude"}
renewing = {"reaffirm", "affirm", "maintain", "continue", "uphold"}


def opened_by_reinforce():
    """Return the steps of the commitments whose text begins with *Reinforce*."""
    openings = ("Reinforce ", "Further reinforce ")
    return [steps[c.label] for c in agreement.commitments if c.text.startswith(openings)]


def mean(values):
    """Return the mean of some numbers."""
    return sum(values) / len(values)


def weighted(a, b):
    """Return kappa with squared differences, its expectation from means and variances."""
    if not a:
        return None
    apart = (mean(a) - mean(b)) ** 2
    expected = apart + sum(mean([v * v for v in c]) - mean(c) ** 2 for c in (a, b))
    observed = mean([(x - y) ** 2 for x, y in zip(a, b, strict=True)])
    return 1 - observed / expected if expected else None


def codings():
    """Return pairs of codings of the same commitments, and edge cases."""
    defence = [step for label, step in steps.items() if label[0] == "D"]
    return [
        ([3, 4, 4, 5], [3, 4, 5, 5]),
        ([3, 3, 3, 3, 4, 3, 4, 3, 3], defence),
        ([3] * len(defence), defence),
        ([2, 3, 2], [3, 2, 3]),
        ([5, 2, 3, 4], [1, 2, 3, 3]),
        ([3, 3, 3], [3, 3, 3]),
        ([], []),
    ]


@cache
def words(label):
    """Return how many tokens a commitment has."""
    return len(tokenize([agreement[label]]).surface())


def shares(kept):
    """Return for each pillar the share of tokens in the commitments that are kept."""
    return {
        pillar: sum(words(label) for label in kept if label[0] == pillar)
        / sum(words(label) for label in steps if label[0] == pillar)
        for pillar in "DEG"
    }


def classes():
    """Return codings of classes, with and without gaps."""
    return [
        ({"Aoi": [3, 4, 4, 5], "Ben": [3, 4, 5, 5], "Chie": [2, 4, 4, 3]},),
        ({"Aoi": [3, 4, None, 5, 2], "Ben": [3, None, 5, 5, 2], "Chie": [2, 4, 4, 3, None]},),
        ({"Aoi": [3, 1, 4], "Ben": [None, 5, 3]},),
    ]


def class_alpha(coders):
    """Return alpha from the squared differences within items and among all codes."""
    items = [[c for c in codes if c is not None] for codes in zip(*coders.values(), strict=True)]
    items = [codes for codes in items if len(codes) > 1]
    every = [code for codes in items for code in codes]
    within = sum(apart(codes) / (len(codes) - 1) for codes in items)
    return 1 - (len(every) - 1) * within / apart(every)


def apart(codes):
    """Return the sum of the squared differences of each code from each other."""
    return sum((x - y) ** 2 for x in codes for y in codes)


def verbs_of(pillar):
    """Return the operative verbs of a pillar."""
    found = (row["operative"].split(";") for label, row in rows.items() if label[0] == pillar)
    return {verb for verbs in found for verb in verbs}


def first_verb_step(text):
    """Return the step by the first word that is no adverb."""
    rest = [w for w in text.lower().split() if w[-2:] != "ly" and w != "further"]
    return {True: 4}.get(rest[0] in making, 2 if rest[0] in renewing else 3) if rest else None


def taken_up():
    """Return the commitments that the claims of the report rest on, with their steps."""
    loci = {row["locus"] for row in corpus.annotations("claims").to_dict("records")}
    return {c.label: steps[c.label] for c in agreement.commitments if c.id in loci}


workbook = Workbook(
    "How strong is a promise?",
    [
        Task(
            name="after_reinforce",
            asks="The steps of the commitments that open with *Reinforce*, as a list",
            hints=(
                "The opening verb is a column of `coded`, in small letters.",
                '`coded[coded["opening"] == ...]` keeps the rows; one column is wanted of them.',
                '`...["strength"].tolist()` makes a list of a column.',
            ),
            right=opened_by_reinforce,
            lead="Which commitments begin with *Reinforce*, and which column has the step?",
            slips=(
                Slip(
                    'has = coded["operative"].str.contains("reinforce")\n'
                    'after_reinforce = coded[has]["strength"].tolist()',
                    "These have *reinforce* anywhere among their operative verbs: D7 is there, "
                    "which opens with another verb. Which column has the first verb alone?",
                ),
                Slip(
                    'after_reinforce = coded[coded["opening"] == "reinforce"].index.tolist()',
                    "Those are the commitments themselves. On which steps do they stand?",
                ),
                Slip(
                    'after_reinforce = set(coded[coded["opening"] == "reinforce"]["strength"])',
                    "These are two steps, and it is three commitments. A set keeps each step once, "
                    "and D6 opens with *Further reinforce*: which of the two has cost you one?",
                ),
                Slip(
                    'steps = coded[coded["opening"] == "reinforce"]["strength"]\n'
                    "after_reinforce = sorted(steps.tolist())",
                    "The steps are right and stand in the order of the scale. In which order do "
                    "the commitments stand in the Accord?",
                ),
                Slip(
                    'after_reinforce = coded[coded["opening"] == "Reinforce"]["strength"].tolist()',
                    "The list is empty: your comparison is never true. The texts have *Reinforce* "
                    "with a capital, the column `opening` has small letters: what do you compare, "
                    "and with which of the two?",
                ),
                Slip(
                    'after_reinforce = list(coded[coded["opening"] == "reinforce"])',
                    "These are the names of the columns: `list` of a table gives no rows. Which "
                    "one column has the steps?",
                ),
            ),
            also_right=(
                'after_reinforce = [int(coded.loc[c.label, "strength"]) '
                'for c in agreement.commitments if "einforce" in " ".join(c.text.split()[:2])]',
            ),
        ),
        Choice(
            name="habit",
            asks="Which statement the table of the unread coding carries",
            hints=(
                "How would this coder code any other agreement?",
                "Kappa at zero means: no better and no worse than the coders' frequencies bring.",
            ),
            right="a",
            options={
                "a": "The coder agrees as often as `3` occurs in the stored coding, and has told "
                "no commitment at all from any other one.",
                "b": "Kappa is zero in the table: the coder and the stored coding, then, agree "
                "about none of the commitments.",
                "c": "The coder is right for two out of three commitments, so that this coding "
                "can be used for a first analysis of the pillars.",
                "d": "The two agree less often than chance alone would make them agree, since "
                "kappa is so much lower than agreement is.",
            },
            because=(
                "Yes. Agreement is the share of one step in the stored coding; kappa takes away "
                "what such a habit brings, and nothing is left."
            ),
            wrong={
                "c": "Which commitment would you find with this coding if you looked for a "
                "concrete one, such as E1?",
                "b": "Look at the first row: in how many commitments do the two agree? What does "
                "zero stand for on the scale of kappa?",
                "d": "Less than chance would be below zero. Where does kappa stand, and what "
                "has been taken off agreement to get there?",
            },
        ),
        Task(
            name="weighted",
            asks="A function `weighted(a, b)`: kappa of two lists of steps, by squared differences",
            points=2,
            digits=2,
            hints=(
                "*Observed* goes through the places: `(a[i] - b[i]) ** 2`, added up, by `len(a)`.",
                "*Expected* needs two loops: every `x` in `a` with every `y` in `b`.",
                "There are `len(a) ** 2` such pairs. And see that you do not divide by zero.",
            ),
            calls=codings,
            right=weighted,
            lead="Take `[3, 4]` and `[4, 4]`: what do you get for *observed*, what for *expected*?",
            slips=(
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = sum(a.count(c) / n * b.count(c) / n for c in set(a))\n"
                    "    return None if chance == 1 else (same - chance) / (1 - chance)",
                    "That is kappa without distances: 3 against 4 counts like 1 against 5. Where "
                    "do the squared differences come in?",
                ),
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    seen = sum(abs(x - y) for x, y in zip(a, b)) / n\n"
                    "    chance = sum(abs(x - y) for x in a for y in b) / n**2\n"
                    "    return 1 - seen / chance if chance else None",
                    "You take the differences as they are. A difference of two should count four "
                    "times as much as one of one: what is missing?",
                ),
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    seen = sum((x - y) ** 2 for x, y in zip(a, b)) / n\n"
                    "    both = a + b\n"
                    "    chance = sum((x - y) ** 2 for x in both for y in both) / len(both) ** 2\n"
                    "    return 1 - seen / chance if chance else None",
                    "Your *expected* mixes the codes of both, as alpha does. Kappa keeps each "
                    "coder's habits: which codes stand against which?",
                ),
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    seen = sum((x - y) ** 2 for x, y in zip(a, b)) / n\n"
                    "    chance = sum((x - y) ** 2 for x in a for y in b) / n**2\n"
                    "    return seen / chance if chance else None",
                    "Two coders who agree in everything get zero from you. From what is this "
                    "quotient taken off?",
                ),
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    seen = sum((x - y) ** 2 for x, y in zip(a, b)) / n\n"
                    "    chance = sum((x - y) ** 2 for x in a for y in b) / n\n"
                    "    return 1 - seen / chance if chance else None",
                    "*Expected* is a mean over all pairs. How many pairs are there, if each list "
                    "has `n` codes?",
                ),
                Slip(
                    "def weighted(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    seen = sum((x - y) ** 2 for x, y in zip(a, b)) / n\n"
                    "    chance = sum((x - y) ** 2 for x in a for y in b) / n**2\n"
                    "    return 1 - seen / chance if chance else 1",
                    "Two coders who only ever write `3` get full marks from you. Has either shown "
                    "that they can tell two steps apart? See what the task returns there.",
                ),
                Slip(
                    "def weighted(a, b):\n"
                    '    rows = [("a", i, x) for i, x in enumerate(a)]\n'
                    '    rows += [("b", i, x) for i, x in enumerate(b)]\n'
                    "    if len(set(a + b)) < 2:\n        return None\n"
                    "    return AnnotationTask(rows, distance=interval_distance).kappa()",
                    "That is what NLTK says, and the lesson shows that it is wrong. What do you "
                    "get for *observed* and *expected* if you compute them yourself?",
                ),
            ),
            also_right=(
                "def weighted(a, b):\n    if not a:\n        return None\n"
                "    observed = expected = 0\n    for x, y in zip(a, b):\n"
                "        observed += (x - y) ** 2\n"
                "    for x in a:\n        for y in b:\n            expected += (x - y) ** 2\n"
                "    if expected == 0:\n        return None\n"
                "    return round(1 - len(a) * observed / expected, 2)",
            ),
        ),
        Task(
            name="concrete_share",
            asks="The share of each pillar's tokens that stands in concrete commitments",
            points=2,
            digits=3,
            hints=(
                "There are two mistakes: one decides what is concrete, one is the denominator.",
                "Step `4` is concrete. And whose tokens are the whole, if the share is a pillar's?",
                "Add up the tokens of all commitments of the pillar too, and divide by that sum.",
            ),
            right=lambda: shares(concrete),
            lead="Which commitments are in the numerator, and which in the denominator?",
            slips=(
                Slip(
                    "every = tokenize(agreement.commitments).total\nconcrete_share = {}\n"
                    "for pillar in 'DEG':\n    inside = 0\n    for c in agreement.commitments:\n"
                    "        if c.label[0] == pillar and coded.loc[c.label, 'strength'] > 4 or 5:\n"
                    "            inside += tokenize([c]).total\n"
                    "    concrete_share[pillar] = inside / every",
                    "Every share is 1: your condition holds for every commitment. If it ends in "
                    "`or 5`, that part is always true, since 5 alone is not compared with "
                    "anything. Which one comparison takes in both steps?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] == 4]\n'
                    "    concrete_share[p] = tokenize(some).total / tokenize(group).total",
                    "The denominator is right now. G comes out at zero, though G2 is concrete: "
                    "on which step does it stand?",
                ),
                Slip(
                    "every = tokenize(agreement.commitments).total\n"
                    "concrete_share = {p: sum(tokenize([c]).total for c in agreement.commitments "
                    'if c.label[0] == p and coded.loc[c.label, "strength"] >= 4) / every '
                    'for p in "DEG"}',
                    "Step 4 is in now. Your shares are parts of all commitments together, so a "
                    "short pillar can only have a small one. Part of what should they be?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] > 4]\n'
                    "    concrete_share[p] = tokenize(some).total / tokenize(group).total",
                    "The denominator is right now. Pillar D comes out at zero: on which step "
                    "does D5 stand, with its new dialogue?",
                ),
                Slip(
                    'concrete_share = (coded["strength"] >= 4).groupby(coded.index.str[0])'
                    ".mean().to_dict()",
                    "That is the share of commitments. In G it is one of "
                    f"{sum(label[0] == 'G' for label in steps)}, but G2 is by far its longest. "
                    "What does the task count?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] >= 4]\n'
                    "    share = tokenize(some).total / tokenize(group).total\n"
                    "    concrete_share[p] = round(share, 2)",
                    "The shares are right and rounded too far. How many decimals does the task ask "
                    "for?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] >= 4]\n'
                    "    concrete_share[p] = tokenize(some).total",
                    "Those are counts of tokens. The pillars differ in length: what makes the "
                    "counts comparable?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] >= 4]\n'
                    "    n = [sum(len(c.text.split()) for c in part) for part in (some, group)]\n"
                    "    concrete_share[p] = n[0] / n[1]",
                    "Both parts of the share are right, counted in stretches between spaces. A "
                    "dash between spaces is one of those; which function counts tokens?",
                ),
                Slip(
                    "concrete_share = {}\nfor p in 'DEG':\n"
                    "    group = [c for c in agreement.commitments if c.label[0] == p]\n"
                    '    some = [c for c in group if coded.loc[c.label, "strength"] >= 4]\n'
                    "    concrete_share[p] = 100 * tokenize(some).total / tokenize(group).total",
                    "The commitments and the denominators are right, and these are percentages. "
                    "Between which two numbers does a share lie?",
                ),
            ),
            also_right=(
                'is_new = set(coded[coded["strength"] > 3].index)\n'
                "tokens = {p: [c for c in agreement.commitments if c.label[0] == p] "
                "for p in 'DEG'}\n"
                "n = lambda some: sum(tokenize([c]).total for c in some)\n"
                "concrete_share = {p: round(n([c for c in v if c.label in is_new]) / n(v), 3) "
                "for p, v in tokens.items()}",
            ),
        ),
        Choice(
            name="cut",
            asks="Which sentence the shares at different cuts allow",
            hints=(
                "Read each column from top to bottom: which pillar has the lowest share?",
                "How many commitments are behind the shares in the last column?",
            ),
            right="d",
            options={
                "a": "Since the order of the pillars depends on the place of the cut, the scale "
                "has measured nothing, and the table is worthless.",
                "b": "The global pillar is the least concrete, wherever one cuts, because it has "
                "the lowest share in the first two of the columns.",
                "c": "The cut at `5` is the right one, because a date can be checked by anybody "
                "at all, and by this cut the first pillar promises nothing.",
                "d": "The global pillar comes last if one cuts at `3` or `4`, and first at `5`, "
                "where one commitment in each of two pillars decides.",
            },
            because=(
                "Yes: the order of the pillars is a result of the scale and of the cut, and at "
                "the top of the scale it hangs on E5 and G2 alone."
            ),
            wrong={
                "b": "Read the last column too. Which pillar has the highest share there?",
                "c": "A date is easier to check, which is a reason to note it. Is a dialogue that "
                "is launched without a date less of a step? What does the table say on that?",
                "a": "The steps of the single commitments stay as they are, whichever cut you "
                "take. What is it that changes with the cut?",
            },
        ),
        Task(
            name="class_alpha",
            asks="A function `class_alpha(coders)`: interval alpha of many coders, with gaps",
            points=2,
            digits=2,
            hints=(
                "`rows.append((coder, item, code))` adds a row, but not where `code` is `None`.",
                "`AnnotationTask(rows, distance=...)` takes one of the two distances that the "
                "first cell imports.",
                "Alpha is a method: `AnnotationTask(rows, distance=interval_distance).alpha()`, "
                "returned after both loops.",
            ),
            calls=classes,
            right=class_alpha,
            lead="Which rows does your function give to NLTK, and with which distance?",
            slips=(
                Slip(
                    "def class_alpha(coders):\n    rows = []\n"
                    "    for coder, codes in coders.items():\n"
                    "        for item, code in enumerate(codes):\n"
                    "            if code is not None:\n"
                    "                rows.append((coder, item, code))\n"
                    "    return AnnotationTask(rows).alpha()",
                    "The rows are right, and without a distance NLTK takes every difference for "
                    "the same. On which scale is alpha asked for?",
                ),
                Slip(
                    "def class_alpha(coders):\n    rows = []\n"
                    "    for coder, codes in coders.items():\n"
                    "        for item, code in enumerate(codes):\n"
                    "            rows.append((coder, item, code or 0))\n"
                    "    return AnnotationTask(rows, distance=interval_distance).alpha()",
                    "A gap has become a code of its own, far below `1`. How many rows should a "
                    "gap have?",
                ),
                Slip(
                    "def class_alpha(coders):\n    rows = []\n"
                    "    for coder, codes in coders.items():\n"
                    "        for item, code in enumerate([c for c in codes if c is not None]):\n"
                    "            rows.append((coder, item, code))\n"
                    "    return AnnotationTask(rows, distance=interval_distance).alpha()",
                    "You take the gaps out before you number the items, so what stands behind a "
                    "gap moves up. With which number of which item does Ben's second code then "
                    "stand?",
                ),
                Slip(
                    "def class_alpha(coders):\n    first, second = list(coders.values())[:2]\n"
                    "    rows = []\n"
                    "    for name, codes in (('a', first), ('b', second)):\n"
                    "        for item, code in enumerate(codes):\n"
                    "            if code is not None:\n"
                    "                rows.append((name, item, code))\n"
                    "    return AnnotationTask(rows, distance=interval_distance).alpha()",
                    "Those are the first two coders. What did Chie write?",
                ),
            ),
            also_right=(
                "def class_alpha(coders):\n"
                "    rows = [(c, i, v) for c, codes in coders.items() "
                "for i, v in enumerate(codes) if v]\n"
                "    task = AnnotationTask(rows, distance=lambda a, b: (a - b) ** 2)\n"
                "    return round(task.alpha(), 2)",
            ),
        ),
        Task(
            name="everywhere",
            asks="The operative verbs that commitments of all three pillars share, as a set",
            hints=(
                "`graph[verb]` holds the labels of the commitments that have the verb; the first "
                "letter of a label is its pillar.",
                "Make a set of these letters for each node: `{label[0] for label in graph[node]}`.",
                'Keep the nodes for which this set is `{"D", "E", "G"}`.',
            ),
            right=lambda: verbs_of("D") & verbs_of("E") & verbs_of("G"),
            lead="From which pillars are the commitments that each of these verbs is joined to?",
            slips=(
                Slip(
                    "graph = nx.Graph()\nfor label, verbs in coded['operative'].items():\n"
                    "    for verb in verbs.split(';'):\n        graph.add_edge(label, verb)\n"
                    "everywhere = {n for n in graph if len({x[0] for x in graph[n]}) == 3}",
                    "Commitments are among your nodes, such as G1: three of its verbs begin with "
                    "different letters. How do you tell a verb from a commitment?",
                ),
                Slip(
                    "graph = nx.Graph()\nfor label, verbs in coded['operative'].items():\n"
                    "    for verb in verbs.split(';'):\n        graph.add_edge(label, verb)\n"
                    "everywhere = {n for n in graph if n.islower() and graph.degree(n) >= 3}",
                    "*Reaffirm* is there: it has a degree of three or more. A degree counts "
                    "commitments; are they of all pillars?",
                ),
                Slip(
                    "graph = nx.Graph()\nfor label, verbs in coded['operative'].items():\n"
                    "    for verb in verbs.split(';'):\n        graph.add_edge(label, verb)\n"
                    "everywhere = {n for n in graph if n.islower() and "
                    "len({x[0] for x in graph[n]}) > 1}",
                    "*Enhance* is there, which D2 and G5 have. Which pillar is missing?",
                ),
                Slip(
                    "firsts = {p: set(coded[coded.index.str[0] == p]['opening']) for p in 'DEG'}\n"
                    "everywhere = firsts['D'] & firsts['E'] & firsts['G']",
                    "You went by the opening verb, and *commit* is all that is left. Which column "
                    "has all the operative verbs?",
                ),
                Slip(
                    "sets = [set(v.split(';')) for v in coded['operative']]\n"
                    "everywhere = set.intersection(*sets)",
                    "No verb stands in *every* commitment, so the set is empty. What is it that a "
                    "verb has to share with all pillars: each of their commitments, or one?",
                ),
            ),
            also_right=(
                "found = {p: set() for p in 'DEG'}\n"
                "for label, verbs in coded['operative'].items():\n"
                "    found[label[0]].update(verbs.split(';'))\n"
                "everywhere = found['D'] & found['E'] & found['G']",
            ),
        ),
        Task(
            name="by_first_verb",
            asks="A function `by_first_verb(text)`: the step by the first verb alone",
            points=2,
            hints=(
                "`text.lower().split()` gives the words; go through them from the left.",
                "Skip a word with `word.endswith('ly')` and the word `further`.",
                "The first word that is not skipped decides, so `return` inside the loop: with "
                "`if word in making:` and the two other cases below it.",
            ),
            calls=lambda: [
                *((agreement[label].text,) for label in ("E1", "G9", "D6", "E4", "D9")),
                ("Jointly launch a dialogue on space.",),
                ("Further reaffirm our common values.",),
                ("",),
            ],
            right=first_verb_step,
            lead="Which word decides, and is it looked up in small letters?",
            slips=(
                Slip(
                    "def by_first_verb(text):\n    words = text.lower().split()\n"
                    "    if not words:\n        return None\n"
                    "    return 4 if words[0] in making else 2 if words[0] in renewing else 3",
                    "You take the first word, whatever it is. What is the first verb of *Jointly "
                    "launch a dialogue*?",
                ),
                Slip(
                    "def by_first_verb(text):\n    for word in text.split():\n"
                    "        if not word.endswith('ly') and word != 'Further':\n"
                    "            return 4 if word in making else 2 if word in renewing else 3\n"
                    "    return None",
                    "E1 comes out on 3, though it opens with *Launch*. With which letter does the "
                    "word stand in `making`?",
                ),
                Slip(
                    "def by_first_verb(text):\n    words = text.lower().split()\n"
                    "    if not words:\n        return None\n"
                    "    if making & set(words):\n        return 4\n"
                    "    return 2 if renewing & set(words) else 3",
                    "You look for the verbs anywhere. D6 says *continue to deepen* in its second "
                    "sentence, but with which verb does it open?",
                ),
                Slip(
                    "def by_first_verb(text):\n    for word in text.lower().split():\n"
                    "        if not word.endswith('ly') and word != 'further':\n"
                    "            return 2 if word in making else 4 if word in renewing else 3\n"
                    "    return None",
                    "E1, which launches a dialogue, comes out on 2. Which step is for what begins, "
                    "and which for what is renewed?",
                ),
                Slip(
                    "def by_first_verb(text):\n    for word in text.lower().split():\n"
                    "        if not word.endswith('ly') and word != 'further':\n"
                    "            return 4 if word in making else 2 if word in renewing else 3\n"
                    "    return 3",
                    "A text without words gets a step from you. Which promise would that be, and "
                    "what does the task return there?",
                ),
            ),
            also_right=(
                "def by_first_verb(text):\n"
                "    verbs = [w for w in text.lower().split() if not (w == 'further' or "
                "w[-2:] == 'ly')]\n"
                "    if not verbs:\n        return\n"
                "    return {**{v: 4 for v in making}, **{v: 2 for v in renewing}}"
                ".get(verbs[0], 3)",
            ),
        ),
        Task(
            name="reported",
            asks="The commitments on which the report's claims rest, each with its step",
            points=2,
            hints=(
                "A claim can rest on the preamble, on a heading or on nothing: take what is in "
                "`coded.index`.",
                '`coded.loc["D4", "strength"]` is the step of D4.',
                '`claims["locus"].str.partition(":")[2]` is the part behind the colon. A written '
                'dictionary has the form `{"D4": 3, ...}`, with the labels that stand there.',
            ),
            right=taken_up,
            lead="Which ids in `locus`, without `accord:`, are commitments, and what are their "
            "steps?",
            slips=(
                Slip(
                    'reported = {"accord:D2": int(coded.loc["D2", "strength"])}',
                    "The step is right. Leave `accord:` out of the key: a label is what stands "
                    "behind the colon. On which other commitments do claims rest?",
                ),
                Slip(
                    'reported = {"D2": int(coded.loc["D2", "strength"])}',
                    "That is one of them. On which other commitments do claims rest?",
                ),
                Slip(
                    'good = claims[claims["verdict"].isin(["verbatim", "supported"])]\n'
                    'labels = good["locus"].str.partition(":")[2]\n'
                    'reported = {k: int(coded.loc[k, "strength"]) '
                    "for k in labels if k in coded.index}",
                    "You kept the claims that are fully supported. One commitment is only "
                    "*partly* what the report says: which is it, and does `locus` name it?",
                ),
                Slip(
                    'labels = claims["locus"].str.partition(":")[2]\n'
                    'reported = [int(coded.loc[k, "strength"]) '
                    "for k in labels if k in coded.index]",
                    "Steps without labels, and D2 is in there more than once: several claims "
                    "rest on it. What is the key of the dictionary?",
                ),
                Slip(
                    'labels = claims["locus"].str.partition(":")[2]\n'
                    "reported = labels[labels.isin(coded.index)].value_counts().to_dict()",
                    "You counted the claims that rest on each commitment. That says how often it "
                    "is taken up; how strong a promise is it?",
                ),
                Slip(
                    'reported = {locus: int(coded.loc[locus[7:], "strength"]) '
                    'for locus in claims["locus"] if locus[7:] in coded.index}',
                    "The commitments and the steps are right. The keys still have the text's name "
                    "in front: what is the label of a commitment?",
                ),
            ),
            also_right=(
                'found = {locus.split(":")[-1] for locus in claims["locus"]}\n'
                'reported = coded.loc[sorted(found & set(coded.index)), "strength"].to_dict()',
            ),
        ),
        Essay(
            name="talk",
            asks="What the scale says, and does not say, about the commitments below step 4",
            points=3,
            hints=(
                "Look at what stands on step 3: is an activity without a deliverable nothing?",
                "Read D4 and D1 again. Which of them could be broken, and how would one know?",
            ),
            rubric=(
                "A strong answer keeps the figure with its denominator, says what step 3 means in "
                "the codebook, quotes a commitment there and says what keeping or breaking it "
                "would be, and parts the wording from what was done. A weak one doubts the figure "
                "without a reason or defends the Accord by praising it."
            ),
            sample=(
                "The share is right by the coding, but it is a share of commitments that name a"
                " new thing, not of commitments that do something. Most of the others are on "
                "step 3: they promise an activity without a deliverable. D4 is one, “Commit to "
                "consult each other on important regional and global security issues and "
                "consider measures in response”. Nothing has to exist afterwards, yet a "
                "government that does not consult has broken it. D1 is on step 3 as well, and "
                "its programme exists already. The scale reads words, two machine coders "
                "applied it, and with another cut the share is another. To call the rest talk I"
                " would have to know what was done afterwards. The lesson's table of outcomes "
                "says it for steps that have a name; whether they consulted each other stands "
                "in no text."
            ),
            checklist=(
                "I keep the count together with its denominator, and say who coded.",
                "I say what the steps below 4 mean, in the words of the scale.",
                "I quote a commitment that is not concrete and say what would keep or break it.",
                "I say what no coding of the wording could show.",
            ),
        ),
    ],
)
