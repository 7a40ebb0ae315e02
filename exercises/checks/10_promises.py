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


def opened_by_commit():
    """Return the steps of the commitments whose text begins with *Commit*."""
    return [steps[c.label] for c in agreement.commitments if c.text.startswith("Commit ")]


def kappa(a, b):
    """Return Cohen's kappa, with the expected agreement from all pairs of items."""
    pairs = [(x, y) for x in a for y in b]
    chance = sum(x == y for x, y in pairs)
    if chance == len(pairs):
        return None
    same = len(a) * sum(x == y for x, y in zip(a, b, strict=True))
    return (same - chance) / (len(pairs) - chance)


def codings():
    """Return pairs of codings of the same commitments, and edge cases."""
    defence = [step for label, step in steps.items() if label[0] == "D"]
    return [
        ([3, 4, 4, 5], [3, 4, 5, 5]),
        ([3, 3, 3, 3, 4, 3, 4, 3, 3], defence),
        ([3] * len(defence), defence),
        ([2, 3, 2], [3, 2, 3]),
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


def begins_without_thing():
    """Return the commitments that begin something and have no deliverable."""
    return {k for k, row in rows.items() if row["novelty"] == "new" and not row["deliverable"]}


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
            name="after_commit",
            asks="The steps of the commitments that open with *Commit*, as a list",
            hints=(
                "The opening verb is a column of `coded`, in small letters.",
                '`coded[coded["opening"] == ...]` keeps the rows; one column is wanted of them.',
                '`...["strength"].tolist()` makes a list of a column.',
            ),
            right=opened_by_commit,
            lead="Which commitments begin with the word *Commit*, and which column has the step?",
            slips=(
                Slip(
                    'has = coded["operative"].str.contains("commit")\n'
                    'after_commit = coded[has]["strength"].tolist()',
                    "These have *commit* anywhere among their operative verbs: E4 is there, which "
                    "opens with another verb. Which column has the first verb alone?",
                ),
                Slip(
                    'after_commit = coded[coded["opening"] == "commit"].index.tolist()',
                    "Those are the commitments themselves. On which steps do they stand?",
                ),
                Slip(
                    'after_commit = set(coded[coded["opening"] == "commit"]["strength"])',
                    "A set keeps each step once. Can one see in it on which step *Commit* stands "
                    "more often?",
                ),
                Slip(
                    'after_commit = coded[coded["opening"] == "Commit"]["strength"].tolist()',
                    "The list is empty: your comparison is never true. The texts have *Commit* "
                    "with a capital, the column `opening` has small letters: what do you compare, "
                    "and with which of the two?",
                ),
                Slip(
                    'after_commit = list(coded[coded["opening"] == "commit"])',
                    "These are the names of the columns: `list` of a table gives no rows. Which "
                    "one column has the steps?",
                ),
            ),
            also_right=(
                'after_commit = [int(coded.loc[c.label, "strength"]) '
                'for c in agreement.commitments if c.text.split()[0] == "Commit"]',
            ),
        ),
        Choice(
            name="habit",
            asks="Which statement the table of the unread coding carries",
            hints=(
                "How would this coder code any other agreement?",
                "Kappa at nought means: no better and no worse than the coders' frequencies bring.",
            ),
            right="b",
            because=(
                "Yes. Agreement is the share of one step in the stored coding; kappa takes away "
                "what such a habit brings, and nothing is left."
            ),
            wrong={
                "a": "Which commitment would you find with this coding if you looked for a "
                "concrete one, such as E1?",
                "c": "Look at the first row: in how many commitments do the two agree? What does "
                "nought stand for on the scale of kappa?",
                "d": "Less than chance would be below nought. Where does kappa stand, and what "
                "has been taken off agreement to get there?",
            },
        ),
        Task(
            name="kappa",
            asks="A function `kappa(a, b)`: Cohen's kappa of two lists of steps",
            points=2,
            hints=(
                "First the share of items on which the lists agree: `a[i] == b[i]` for each place.",
                "`a.count(3) / n` is the share of step 3 in the first list.",
                "For step 3 the chance is `a.count(3) / n * b.count(3) / n`. Add up such products, "
                "one for each step in `set(a)`; and see that you do not divide by nought.",
            ),
            calls=codings,
            right=kappa,
            lead="Take `[3, 4]` and `[4, 4]`: what do you get for *agreed*, what for *expected*?",
            slips=(
                Slip(
                    "def kappa(a, b):\n"
                    "    return sum(x == y for x, y in zip(a, b)) / len(a) if a else None",
                    "That is percent agreement. The coder who wrote `3` throughout does well by "
                    "it. What has still to be taken off?",
                ),
                Slip(
                    "def kappa(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = sum(a.count(c) / n * b.count(c) / n for c in a)\n"
                    "    return None if chance == 1 else (same - chance) / (1 - chance)",
                    "Your sum goes over the items, so a step that many items have is added many "
                    "times. How often should each step enter *expected*?",
                ),
                Slip(
                    "def kappa(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = 1 / len(set(a) | set(b))\n"
                    "    return None if chance == 1 else (same - chance) / (1 - chance)",
                    "You take all steps to be equally likely. Does step 5 occur as often as step "
                    "3 in the Accord? Whose frequencies does kappa use?",
                ),
                Slip(
                    "def kappa(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = sum((a.count(c) / n) ** 2 for c in set(a))\n"
                    "    return None if chance == 1 else (same - chance) / (1 - chance)",
                    "You square the shares of the first list. What if the second coder has other "
                    "habits, as in the call with a first list of nothing but `3`?",
                ),
                Slip(
                    "def kappa(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = sum(a.count(c) / n * b.count(c) / n for c in set(a))\n"
                    "    return None if chance == 1 else same - chance",
                    "The difference is right, and two coders who agree in everything would not "
                    "reach one with it. By what is it divided?",
                ),
                Slip(
                    "def kappa(a, b):\n    n = len(a)\n    if n == 0:\n        return None\n"
                    "    same = sum(x == y for x, y in zip(a, b)) / n\n"
                    "    chance = sum(a.count(c) / n * b.count(c) / n for c in set(a))\n"
                    "    return 1 if chance == 1 else (same - chance) / (1 - chance)",
                    "Two coders who only ever write `3` get full marks from you. Has either shown "
                    "that they can tell two steps apart? See what the task returns there.",
                ),
            ),
            also_right=(
                "def kappa(a, b):\n    if not a:\n        return None\n"
                "    same = [x == y for x, y in zip(a, b)].count(True) / len(a)\n"
                "    chance = 0\n    for c in set(a) | set(b):\n"
                "        chance += a.count(c) * b.count(c) / len(a) ** 2\n"
                "    if chance == 1:\n        return None\n"
                "    return 1 - (1 - same) / (1 - chance)",
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
                    "The denominator is right now. G comes out at nought, though G2 is concrete: "
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
                    "The denominator is right now. Pillar D comes out at nought: on which step "
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
                    "    concrete_share[p] = tokenize(some).total",
                    "Those are counts of tokens. The pillars differ in length: what makes the "
                    "counts comparable?",
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
            right="b",
            because=(
                "Yes: the order of the pillars is a result of the scale and of the cut, and at "
                "the top of the scale it hangs on E5 and G2 alone."
            ),
            wrong={
                "a": "Read the last column too. Which pillar has the highest share there?",
                "c": "A date is easier to check, which is a reason to note it. Is a dialogue that "
                "is launched without a date less of a step? What does the table say on that?",
                "d": "The steps of the single commitments stay as they are, whichever cut you "
                "take. What is it that changes with the cut?",
            },
        ),
        Task(
            name="begun",
            asks="The commitments that begin something and are not concrete, as a set of labels",
            hints=(
                "Two conditions on two columns of `coded` have to hold together.",
                '`coded[(coded["novelty"] == ...) & (coded["strength"] ...)]`',
                "The labels are the index: for a table `chosen` they are `chosen.index`.",
            ),
            right=begins_without_thing,
            lead="Is each of them `new` in the stored coding, and below step 4?",
            slips=(
                Slip(
                    'begun = set(coded[(coded["novelty"] == "new") & (coded["strength"] < 4)])',
                    "These are the names of the columns, which is what `set` makes of a table. "
                    "Where in the table stand the labels of the rows?",
                ),
                Slip(
                    'begun = set(coded[coded["novelty"] == "new"].index)',
                    "All of these begin something; E1 is among them, which launches a dialogue by "
                    "name. Which of the two conditions is still missing?",
                ),
                Slip(
                    'begun = set(coded[(coded["novelty"] != "continuing") & '
                    '(coded["strength"] >= 4)].index)',
                    "These are concrete: they are on step 4 or 5. Which side of the cut is asked "
                    "for?",
                ),
                Slip(
                    'begun = set(coded[(coded["novelty"] == "new") & '
                    '(coded["strength"] <= 4)].index)',
                    "D5 is in your set. Is step 4 below step 4?",
                ),
                Slip(
                    'begun = set(coded[(coded["novelty"] == "new") | '
                    '(coded["strength"] < 4)].index)',
                    "You joined the conditions by *or*: one of them is enough to get in, as for G9."
                    " Which sign joins two conditions that must both hold?",
                ),
            ),
            also_right=(
                'begun = [label for label in coded.index if coded.loc[label, "novelty"] == "new" '
                'and coded.loc[label, "strength"] not in (4, 5)]',
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
                    "from accordlib import code_commitments\n"
                    'rule = code_commitments(agreement).set_index("commitment")["strength"]\n'
                    'labels = claims["locus"].str.partition(":")[2]\n'
                    "reported = {k: int(rule[k]) for k in labels if k in rule.index}",
                    "Those are the steps by the library's rule, and D2 is where it differs from "
                    "the coders. Whose steps does the task ask for?",
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
                " would have to know what was done afterwards, and that stands in no text that "
                "we have."
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
