"""Whose challenges are global? The tasks of set 07."""

import math
import re

from accordlib import kwic, load_corpus, parse_agreement, tokenize
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
accord = tokenize(agreement.passages)
global_pillar = agreement.pillars[2]
world = tokenize(global_pillar.commitments)


def peaceful():
    """Return how often *nuclear* stands before another word than those on arms, G2, G3 and G9."""
    texts = " ".join(c.text.lower() for c in global_pillar.commitments)
    arms = ("weapons", "non-proliferation", "disarmament")
    return sum(not rest.strip().startswith(arms) for rest in texts.split("nuclear")[1:])


def with_deadline():
    """Return the labels of the commitments that have a deadline in the coding by hand."""
    coding = corpus.annotations("commitments")[["commitment", "deadline"]].to_numpy().tolist()
    return {label for label, deadline in coding if isinstance(deadline, str) and deadline}


def named_groups():
    """Return for each pillar how many organisations and forums the coding by hand has."""
    rows = corpus.annotations("mentions")[["passage", "id", "type"]].to_numpy().tolist()
    pairs = {
        (passage.split(":")[1][0], id)
        for passage, id, type in rows
        if type in {"organisation", "forum"} and re.fullmatch(r"accord:[DEG]\d+", passage)
    }
    return {letter: sum(first == letter for first, _ in pairs) for letter in "DEG"}


def followers(passages, word):
    """Return what follows a word in some passages, from the lines of a concordance."""
    nodes = kwic(tokenize(passages), f"{word} *").table["node"]
    return {node.split()[-1].strip("“”\"'").lower() for node in nodes}


def meet(first, second):
    """Tell whether the later beginning is not behind the earlier end."""
    return bool(max(first[0], second[0]) <= min(first[1], second[1]))


def smallest_factor():
    """Return the factor from which the interval of a third ends below a half.

    The intervals of one third and two thirds are mirror images, so they part where the first
    leaves 1/2 out; Wilson's does when (1/2 - 1/3) exceeds 1.96 standard errors of a half.
    """
    return math.ceil((1.96 * 0.5 / (1 / 2 - 1 / 3)) ** 2 / 9)


workbook = Workbook(
    "Whose challenges are global?",
    [
        Task(
            name="challenges",
            asks="The ids of all passages of the Accord that have *challenge* or *challenges*",
            hints=(
                "`accord` holds the tokens of all passages; `world` only the commitments of G.",
                "A star stands for any letters: `challenge*` finds both forms.",
                'The column `passage` has the ids: `set(kwic(accord, ...).table["passage"])`.',
            ),
            right=lambda: {
                p.id for p in agreement.passages if re.search(r"\bchallenges?\b", p.text)
            },
            lead="Did you search all passages of the Accord for both forms, and take their ids?",
            slips=(
                Slip(
                    'challenges = set(kwic(world, "challenge*").table["passage"])',
                    "Your set is empty. So it is if one searches the commitments of G, and also "
                    "if one searches the whole for *challenge* alone. What does each tell you, "
                    "and where does the lead-in L3 stand?",
                ),
                Slip(
                    'challenges = set(kwic(tokenize(agreement.commitments), "challenge*")'
                    '.table["passage"])',
                    "These are commitments only, and both stand in pillar E. What of the preamble "
                    "and the lead-ins, which say what the commitments are for?",
                ),
                Slip(
                    'challenges = set(kwic(accord, "global challenges").table["passage"])',
                    "You searched for the phrase. P5 speaks of challenges to economic security: "
                    "is every challenge of the Accord called global?",
                ),
                Slip(
                    'challenges = list(kwic(accord, "challenge*").table["passage"])',
                    "These are the lines, and P6 has more than one. What keeps each id once?",
                ),
                Slip(
                    'challenges = {p.split(":")[1] '
                    'for p in kwic(accord, "challenge*").table["passage"]}',
                    "The passages are found, but you give their labels. The concordance writes "
                    "ids, with the name of the text before the colon: what did you cut off?",
                ),
            ),
            also_right=(
                'challenges = {p.id for p in agreement.passages if "challenge" in p.text}',
                'challenges = list(kwic(accord, re.compile("challenges?"))'
                '.table["passage"].unique())',
            ),
        ),
        Task(
            name="civil",
            asks="In how many lines *nuclear* belongs to peaceful use",
            hints=(
                "Sort the lines by the word after *nuclear*: which of these words are about arms?",
                "In G2 no noun follows. Read on the left what *nuclear* is an example of.",
                "Do not judge G9 as a whole: read what stands directly after *nuclear* in each of "
                "its lines, to the last.",
            ),
            right=peaceful,
            lead="Which word follows *nuclear* in each line, and what of the last one of G9?",
            slips=(
                Slip(
                    'civil = len(kwic(world, "nuclear"))',
                    "That is every line. G9 begins with a world without nuclear weapons: do "
                    "these belong to peaceful use?",
                ),
                Slip(
                    'rest = world.filter(passages=lambda p: p.label != "G9")\n'
                    'civil = len(kwic(rest, "nuclear"))',
                    "If you left G9 out as a whole: it begins with weapons, and on which words "
                    "does it end? If not: of what is *nuclear* in G2 an example?",
                ),
                Slip(
                    'civil = len(kwic(world, "nuclear energy"))',
                    "You counted the phrase *nuclear energy*. Does only *energy* come after "
                    "*nuclear* in G3? And of what is it an example in G2?",
                ),
                Slip(
                    'civil = len(kwic(tokenize([agreement["G3"]]), "nuclear"))',
                    "So many lines stand in G3. If it is those that you counted: is there no "
                    "peaceful use in the lines of other commitments? If others: what comes "
                    "directly after *nuclear* in each of them?",
                ),
            ),
            also_right=(
                'nodes = kwic(world, "nuclear *").table["node"]\n'
                "arms = ('weapons', 'non-proliferation', 'disarmament')\n"
                "civil = sum(n.split()[-1].lower() not in arms for n in nodes)",
                'arms = re.compile("nuclear (weapons|non-proliferation|disarmament)", re.I)\n'
                'civil = len(kwic(world, "nuclear")) - '
                "sum(len(arms.findall(c.text)) for c in global_pillar.commitments)",
            ),
        ),
        Task(
            name="deadlines",
            asks="The labels of all commitments that say by when",
            hints=(
                "There are three mistakes: what is collected, from where, and what is looked for.",
                "`[c.label for c in ... if due.search(c.text)]` collects labels; "
                "`agreement.commitments` has all commitments.",
                "A deadline is a year after *by*, or *by the end of the year*; in a pattern `|` "
                "stands between the two.",
            ),
            right=with_deadline,
            lead="Are they labels, from all pillars, and is every year or *year* a deadline?",
            slips=(
                Slip(
                    'due = re.compile(r"20\\d\\d|end of the year")\n'
                    "deadlines = [c.label for c in agreement.commitments if due.search(c.text)]",
                    "D9 is among them. Read what 2022 belongs to there: is anything to be done by "
                    "then?",
                ),
                Slip(
                    'due = re.compile(r"20\\d\\d")\n'
                    "deadlines = [c.label for c in agreement.commitments if due.search(c.text)]",
                    "All pillars now, but only numbers. One of the years in these commitments is "
                    "part of a name, and a deadline can do without a number: which words stand "
                    "before a date that is due?",
                ),
                Slip(
                    'due = re.compile(r"20\\d\\d|end of the year")\n'
                    "deadlines = [c.label for c in global_pillar.commitments "
                    "if due.search(c.text)]",
                    "Two are right. Which of the other pillars has a deadline without a number?",
                ),
                Slip(
                    'due = re.compile(r"end of the year")\n'
                    "deadlines = [c.label for c in agreement.commitments if due.search(c.text)]",
                    "You found what was due soon. Is there also a year by which something is to be "
                    "reached, and does your pattern see it?",
                ),
                Slip(
                    'due = re.compile(r"by 20\\d\\d|by the end of the year")\n'
                    "deadlines = [c.id for c in agreement.commitments if due.search(c.text)]",
                    "The commitments are found, but you give their ids, with the name of the text "
                    "before the colon. Which attribute of a commitment is its label?",
                ),
            ),
            also_right=(
                "deadlines = {c.label for c in agreement.commitments "
                'if "by 20" in c.text or "by the end of" in c.text}',
                "deadlines = []\nfor part in agreement.pillars:\n"
                "    for c in part.commitments:\n"
                '        if re.search(r"\\bby (20\\d\\d|the end)", c.text):\n'
                "            deadlines.append(c.label)",
            ),
        ),
        Choice(
            name="development",
            asks="Which sentence the lines of *development* support",
            hints=(
                "Read G1 and G3: what is developed there?",
                "Which of the lines begin with a capital, and what is the whole name?",
            ),
            right="b",
            because=(
                "Yes: G1 develops standards and technologies, G3 has research and development, G4 "
                "and G6 have names, and only in G7 is it *development finance*. One type, several "
                "senses."
            ),
            wrong={
                "a": "What is developed in G1, and in G3? A rate adds up a spelling. Do all its "
                "occurrences have one sense?",
                "c": "The names are in the text, and G6 speaks of the goals on purpose. That a "
                "line is a name is worth saying; is it a reason to delete it?",
                "d": "A spread says in how many passages a type stands. Compare G1 with G7: does "
                "it also say in which sense?",
            },
        ),
        Task(
            name="others",
            asks="How many different organisations and forums the commitments of each pillar name",
            points=2,
            hints=(
                "The table shows one row a mention; the column `id` is the same for one entity.",
                'The table of `all_mentions.select(types=(...), pillar="D")` has the rows of a '
                "pillar.",
                '`....table["id"].nunique()` counts the different ids.',
            ),
            right=named_groups,
            lead="Are both types counted, each entity once, in each of the pillars?",
            slips=(
                Slip(
                    'kinds = ("organisation", "forum")\n'
                    "others = {x: len(all_mentions.select(types=kinds, pillar=x)) "
                    'for x in ("D", "E", "G")}',
                    "You counted mentions. D9 names NATO several times, and in G5 *UNSC* is the "
                    "Security Council again: which column says who is the same?",
                ),
                Slip(
                    'others = {x: all_mentions.select(types=("organisation",), pillar=x)'
                    '.table["id"].nunique() for x in ("D", "E", "G")}',
                    "G comes out too low, as it does if organisations are counted without forums, "
                    "and also if commitments are. Which types have the G4 in G5 and the groups in "
                    "G6, and does each of them count by itself?",
                ),
                Slip(
                    'others = {x: all_mentions.select(types=("forum",), pillar=x)'
                    '.table["id"].nunique() for x in ("D", "E", "G")}',
                    "Forums only, so that the defence pillar has none. Which type has NATO?",
                ),
                Slip(
                    'others = {x: all_mentions.select(pillar=x).table["id"].nunique() '
                    'for x in ("D", "E", "G")}',
                    "Every entity is in, also the two states themselves, places and instruments. "
                    "Which types are *others* here?",
                ),
            ),
            also_right=(
                "rows = all_mentions.table\n"
                'rows = rows[rows["type"].isin(["organisation", "forum"])]\n'
                'others = rows.groupby(rows["passage"].str[7])["id"].nunique()',
                'others = {"D": set(), "E": set(), "G": set()}\n'
                "for m in all_mentions.rows():\n"
                '    if m.type in ("organisation", "forum"):\n'
                '        others[m.passage.split(":")[1][0]].add(m.id)\n'
                "others = {letter: len(ids) for letter, ids in others.items()}",
            ),
        ),
        Task(
            name="after",
            asks="A function: the set of the words that come directly after a word",
            points=2,
            hints=(
                "`tokenize([passage]).surface()` is the list of a passage's words, as spelt.",
                "The word after `forms[i]` is `forms[i + 1]`; the last form has none, so `i` goes "
                "through `range(len(forms) - 1)`.",
                "Passage by passage: make the forms small, and if `forms[i] == word`, "
                "`found.add(forms[i + 1])`.",
            ),
            calls=lambda: [
                (agreement.passages, "global"),
                (corpus["press-release-2021"].paragraphs, "global"),
                (corpus["article"].paragraphs, "global"),
                (agreement.passages, "resilience"),
                (corpus["article-rewrite"].paragraphs, "global"),
                ([], "global"),
            ],
            right=followers,
            lead="What comes right after the word, in small letters, without its comma, if any?",
            slips=(
                Slip(
                    "def after(passages, word):\n"
                    "    forms = [f.lower() for f in tokenize(passages).surface()]\n"
                    "    return {b for a, b in zip(forms, forms[1:]) if a == word}",
                    "One list for all passages joins the end of one to the beginning of the next. "
                    "*Resilience* ends the heading T3: does L3 follow it in the same sentence?",
                ),
                Slip(
                    "def after(passages, word):\n    found = set()\n    for p in passages:\n"
                    "        forms = tokenize([p]).surface()\n"
                    "        found |= {b.lower() for a, b in zip(forms, forms[1:]) if a == word}\n"
                    "    return found",
                    "Some are missing: those after *Global* with a capital, as in D1 and T3. What "
                    "does `surface()` keep?",
                ),
                Slip(
                    "def after(passages, word):\n    found = set()\n    for p in passages:\n"
                    "        forms = [f.lower() for f in tokenize([p]).surface()]\n"
                    "        found |= {a for a, b in zip(forms, forms[1:]) if b == word}\n"
                    "    return found",
                    "You return what stands before the word. In P1 *global* is followed by "
                    "*security*: which of the pair is that?",
                ),
                Slip(
                    "def after(passages, word):\n    found = []\n    for p in passages:\n"
                    "        forms = [f.lower() for f in tokenize([p]).surface()]\n"
                    "        found += [b for a, b in zip(forms, forms[1:]) if a == word]\n"
                    "    return found",
                    "The list repeats itself: *global security* alone stands in several passages. "
                    "Which kind of collection keeps each word once?",
                ),
                Slip(
                    "from accordlib import collocates\n"
                    "def after(passages, word):\n"
                    "    near = collocates(tokenize(passages), word, 1, minimum=1)\n"
                    "    return set(near['collocate'])",
                    "A window of one token reaches to both sides, so that *for* is in your set, "
                    "from *for global security* in P1. Which of the two sides is asked for?",
                ),
                Slip(
                    "def after(passages, word):\n"
                    "    nodes = kwic(tokenize(passages), word + ' *').table['node']\n"
                    "    return {node.lower() for node in nodes}",
                    "You return both words. Which part of *global security* came after the word?",
                ),
                Slip(
                    "def after(passages, word):\n    found = set()\n    for p in passages:\n"
                    "        forms = p.text.lower().split()\n"
                    "        found |= {b for a, b in zip(forms, forms[1:]) if a == word}\n"
                    "    return found",
                    "`split()` cuts at blanks only, so that *security,* keeps its comma, and "
                    "*resilience,* is not found at all. Which function takes punctuation away?",
                ),
            ),
            also_right=(
                "def after(passages, word):\n"
                "    nodes = kwic(tokenize(passages), word + ' *').table['node']\n"
                "    return {node.lower().split()[-1] for node in nodes}",
                "def after(passages, word):\n    found = []\n    for passage in passages:\n"
                "        forms = [form.lower() for form in tokenize([passage]).surface()]\n"
                "        for one, two in zip(forms, forms[1:]):\n"
                "            if one == word and two not in found:\n"
                "                found.append(two)\n"
                "    return found",
            ),
        ),
        Task(
            name="overlap",
            asks="A function: whether two intervals have a point in common",
            points=2,
            hints=(
                "Draw two lines above each other. When do they *not* overlap? There are two ways.",
                "They miss each other if the one ends before the other begins, or the other way "
                "round.",
                "Each has to begin before the other ends: `first[0] <= second[1]` is half of it.",
            ),
            calls=lambda: [
                ((0.12, 0.65), (0.35, 0.88)),
                ((0.0, 0.3), (0.35, 0.88)),
                ((0.35, 0.88), (0.0, 0.3)),
                ((0.2, 0.53), (0.0, 1.0)),
                ((0.0, 1.0), (0.2, 0.53)),
                ((0.1, 0.3), (0.3, 0.6)),
                ((0.3, 0.6), (0.1, 0.3)),
                ((0.1, 0.3), (0.301, 0.6)),
                ((0.301, 0.6), (0.1, 0.3)),
            ],
            right=meet,
            lead="Draw these two: does either of them end before the other begins?",
            slips=(
                Slip(
                    "def overlap(first, second):\n    return first[1] >= second[0]",
                    "Right if the first interval is the lower one. Take pillar G's first and the "
                    "lower one second: does this comparison still notice the gap?",
                ),
                Slip(
                    "def overlap(first, second):\n"
                    "    return first[0] < second[1] and second[0] < first[1]",
                    "Right but for intervals that touch. If one ends at the very point where the "
                    "other begins, which point do they share?",
                ),
                Slip(
                    "def overlap(first, second):\n"
                    "    return first[0] <= second[0] <= first[1] or "
                    "first[0] <= second[1] <= first[1]",
                    "You look for an end of the second inside the first. If the second is so wide "
                    "that it holds the first, where are its ends?",
                ),
                Slip(
                    "def overlap(first, second):\n"
                    "    return not (first[0] <= second[1] and second[0] <= first[1])",
                    "Your `True` says that there is a gap. What is the function asked to say?",
                ),
                Slip(
                    "def overlap(first, second):\n"
                    "    return first[0] <= second[1] or second[0] <= first[1]",
                    "Your function says `True` of every pair. Draw (0.0, 0.3) and (0.35, 0.88): is "
                    "there a point that both have, and what has to be compared so that it notices?",
                ),
                Slip(
                    "def overlap(first, second):\n"
                    "    return first[0] <= second[1] + 0.005 and second[0] <= first[1] + 0.005",
                    "A narrow gap escapes you, as it does if ends are rounded before they are "
                    "compared, or if a little is added to them. If one interval ends at 0.3 and "
                    "the other begins at 0.301, which point do they share?",
                ),
            ),
            also_right=(
                "def overlap(first, second):\n"
                "    return max(first[0], second[0]) <= min(first[1], second[1])",
                "def overlap(first, second):\n"
                "    if first[1] < second[0] or second[1] < first[0]:\n"
                "        return False\n    return True",
            ),
        ),
        Task(
            name="enough",
            asks="How many times as long the pillars would have to be for the difference to show",
            points=2,
            hints=(
                "Try it by hand first: print `wilson(3 * k, 9 * k)` and `wilson(6 * k, 9 * k)` "
                "for `k = 1` and `k = 2`, and watch the ends that face each other.",
                "The lower interval's high end is `wilson(3 * k, 9 * k)[1]`.",
                "`while` that end is not below the other's low end, make `k` greater by one.",
            ),
            right=smallest_factor,
            lead="Do the intervals still meet at this `k`, and do they not meet at the one before?",
            slips=(
                Slip(
                    "k = 1\nwhile wilson(3 * k, 9 * k)[1] >= wilson(6 * k, 9 * k)[0]:\n"
                    "    k = k + 1\nenough = k - 1",
                    "Print the two ends that face each other, for this `k` and for the next: which "
                    "of them is greater each time, and what does that say of a common point?",
                ),
                Slip(
                    "k = 1\nwhile wilson(3 * k, 9 * k)[1] >= wilson(6 * k, 9 * k)[0]:\n"
                    "    k = k + 1\nenough = 9 * k",
                    "That is the number of commitments in such a pillar, an answer to think about. "
                    "How many times as long as ours is it?",
                ),
                Slip(
                    "enough = 1",
                    "At this factor the lower interval does end below the other pillar's share. "
                    "But that share has an interval of its own: where does it begin?",
                ),
            ),
            also_right=(
                "enough = min(k for k in range(1, 100) "
                "if wilson(3 * k, 9 * k)[1] < wilson(6 * k, 9 * k)[0])",
                "for enough in range(1, 50):\n"
                "    low, high = wilson(3 * enough, 9 * enough), wilson(6 * enough, 9 * enough)\n"
                "    if low[1] < high[0]:\n        break",
            ),
        ),
        Essay(
            name="recipients",
            asks="What supports, and what does not, that the rest of the world only receives",
            points=3,
            hints=(
                "Go through the lines of *countries* and *partners*: what is done, by whom?",
                "Who is the subject of *play a bigger role* in G2, and who *work collectively* "
                "in G4?",
            ),
            rubric=(
                "A strong answer quotes a commitment in which others receive and one in which "
                "they act or take part, and sees that the form of the list makes *we* the subject "
                "of every bullet. A weak one turns grammar into an attitude of the governments."
            ),
            sample=(
                "In G7 the two governments provide “a positive investment offer to developing "
                "countries”, and in G1 they “will support other countries’ transition”: there "
                "others receive. But G2 wants “to empower low- and middle-income countries to "
                "play a bigger role in the supply chains of clean energy products”, where these "
                "countries are to act themselves, and G4 begins with “Work collectively with "
                "partners”. That countries is never the subject of a finite verb in these "
                "commitments follows in part from the form: every bullet completes the we will "
                "of a lead-in. What the others want or do, and what the governments think "
                "of them, the text does not show."
            ),
            checklist=(
                "I quote a commitment in which others receive something.",
                "I quote a commitment in which others act or take part.",
                "I say what the form of the list has to do with the subject of its verbs.",
                "I do not turn grammar into an attitude without saying that I infer it.",
            ),
        ),
    ],
)
