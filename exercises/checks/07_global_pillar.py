"""Whose challenges are global? The tasks of set 07."""

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


def share_as_high(results, real):
    """Return the share of some results that are at least as high as the real value."""
    return sum(result >= real for result in results) / len(results)


def without_actor():
    """Return for each pillar how many commitments have no actor in the coding by hand."""
    rows = corpus.annotations("mentions")[["passage", "type"]].to_numpy().tolist()
    named = {passage for passage, type in rows if type not in {"instrument", "place"}}
    labels = [c.label for c in agreement.commitments if c.id not in named]
    return {letter: sum(label[0] == letter for label in labels) for letter in "DEG"}


workbook = Workbook(
    "Whose challenges are global?",
    [
        Task(
            name="challenges",
            asks="The ids of all passages of the Accord that have the word *challenges*",
            hints=(
                "`accord` holds the tokens of all passages; `world` only the commitments of G.",
                "`kwic` minds no capitals; in a pattern `.*` stands for any letters.",
                'The column `passage` has the ids: `set(kwic(accord, ...).table["passage"])`.',
            ),
            right=lambda: {
                p.id for p in agreement.passages if re.search(r"\bchallenges?\b", p.text)
            },
            lead="Did you search all passages of the Accord for this word, and take their ids?",
            slips=(
                Slip(
                    'challenges = set(kwic(world, re.compile("challenge.*")).table["passage"])',
                    "Your set is empty. So it is if one searches the commitments of G, and also "
                    "if one searches the whole for *challenge* alone. What does each tell you, "
                    "and where does the lead-in L3 stand?",
                ),
                Slip(
                    "tokens = tokenize(agreement.commitments)\n"
                    'challenges = set(kwic(tokens, re.compile("challenge.*")).table["passage"])',
                    "These are commitments only, and both stand in pillar E. What of the preamble "
                    "and the lead-ins, which say what the commitments are for?",
                ),
                Slip(
                    'challenges = set(kwic(accord, "global challenges").table["passage"])',
                    "You searched for the phrase. P5 speaks of challenges to economic security: "
                    "is every challenge of the Accord called global?",
                ),
                Slip(
                    'challenges = list(kwic(accord, re.compile("challenge.*")).table["passage"])',
                    "These are the lines, and P6 has more than one. What keeps each id once?",
                ),
                Slip(
                    'challenges = {p.split(":")[1] '
                    'for p in kwic(accord, re.compile("challenge.*")).table["passage"]}',
                    "The passages are found, but you give their labels. The concordance writes "
                    "ids, with the name of the text before the colon: what did you cut off?",
                ),
            ),
            also_right=(
                'challenges = {p.id for p in agreement.passages if "challenge" in p.text}',
                'challenges = set(kwic(accord, "challenges").table["passage"])',
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
            right="c",
            options={
                "a": "The pillar speaks of the development of poorer countries in every line "
                "that was counted; the rate measures, then, how much it speaks of them.",
                "b": "The word is spread over more than half of the commitments of the pillar, "
                "and so evenly spread, it means the same in all of them: what else?",
                "c": "The count adds up several things: the making of standards, research, names "
                "of a bank's review and of a set of goals, development finance.",
                "d": "Names such as that of a set of goals do not count as uses of a word, so "
                "that the true frequency of the word is the one of G7 alone.",
            },
            because=(
                "Yes: G1 develops standards and technologies, G3 has research and development, G4 "
                "and G6 have names, and only in G7 is it *development finance*. One type, several "
                "senses."
            ),
            wrong={
                "a": "What is developed in G1, and in G3? A rate adds up a spelling. Do all its "
                "occurrences have one sense?",
                "d": "The names are in the text, and G6 speaks of the goals on purpose. That a "
                "line is a name is worth saying; is it a reason to delete it?",
                "b": "A spread says in how many passages a type stands. Compare G1 with G7: does "
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
            name="as_high",
            asks="A function: the share of results at least as high as the real value",
            points=2,
            hints=(
                "Count the results that are as high as `real` or higher; what is the whole?",
                "`if result >= real` lets equal results count.",
                "`len(...) / len(results)` makes a count into a share.",
            ),
            calls=lambda: [
                ([0, 1, 2, 3], 2),
                ([3, 3, 2, 1, 6], 3),
                ([0.1, 0.5, 0.25, 0.5, 0.4, 0.5], 0.5),
                ([1, 2, 3], 7),
                ([4, 5, 6], 4),
                ([2], 2),
                ([1, 1, 2, 3, 5, 8, 13], 3),
                ([-2, -1, 0, 1], 0),
            ],
            right=share_as_high,
            digits=3,
            lead="Which results are as high as the real value, and how many are there in all?",
            slips=(
                Slip(
                    "def as_high(results, real):\n"
                    "    return sum(r > real for r in results) / len(results)",
                    "Results that equal the real value are missing. A shuffled Accord that does "
                    "exactly as well as the real one: does it speak for chance or against it?",
                ),
                Slip(
                    "def as_high(results, real):\n    return sum(r >= real for r in results)",
                    "This is how many results are as high. Of how many? A share goes from nought "
                    "to one: what is missing?",
                ),
                Slip(
                    "def as_high(results, real):\n"
                    "    return sum(r <= real for r in results) / len(results)",
                    "You count from the lower end. Which side of the histogram is far from what "
                    "chance mostly gives, if the real value is unusually *high*?",
                ),
                Slip(
                    "def as_high(results, real):\n"
                    "    return sum(r < real for r in results) / len(results)",
                    "That is the share of results that the real value beats, the rest of what is "
                    "asked for. What has to be taken from one?",
                ),
                Slip(
                    "def as_high(results, real):\n"
                    "    return sum(r == real for r in results) / len(results)",
                    "Only results equal to the real value are counted. A shuffle that does better "
                    "still: is it not as high as well?",
                ),
                Slip(
                    "def as_high(results, real):\n"
                    "    return 100 * sum(r >= real for r in results) / len(results)",
                    "This is in per hundred. What is the largest value that a share can have?",
                ),
                Slip(
                    "def as_high(results, real):\n"
                    "    different = set(results)\n"
                    "    return sum(r >= real for r in different) / len(different)",
                    "A set keeps each value once. If a value came up in many shuffles, how often "
                    "should it count?",
                ),
            ),
            also_right=(
                "def as_high(results, real):\n"
                "    count = nltk.FreqDist(r >= real for r in results)\n"
                "    return count.freq(True)",
                "def as_high(results, real):\n    high = 0\n    for result in results:\n"
                "        if not result < real:\n            high = high + 1\n"
                "    return high / len(results)",
            ),
        ),
        Task(
            name="unnamed",
            asks="How many commitments of each pillar name no actor",
            points=2,
            hints=(
                "`nx.isolates(network)` gives the nodes that have no edge.",
                "Every node without an edge is a commitment here; its label begins with the "
                "letter of its pillar, `label[0]`.",
                'Begin with `{"D": 0, "E": 0, "G": 0}` and add one for each such label.',
            ),
            right=without_actor,
            lead="Do you count commitments, of each pillar by itself, that have no edge?",
            slips=(
                Slip(
                    'unnamed = {"D": 0, "E": 0, "G": 0}\n'
                    "for c in agreement.commitments:\n"
                    "    if network.degree(c.label) > 0:\n        unnamed[c.pillar] += 1",
                    "These are the commitments that name somebody. How many has each pillar, and "
                    "what is left?",
                ),
                Slip(
                    "unnamed = len(list(nx.isolates(network)))",
                    "This is the number for the whole Accord. How do you tell of a label to which "
                    "pillar it belongs?",
                ),
                Slip(
                    'unnamed = {"D": [], "E": [], "G": []}\n'
                    "for label in nx.isolates(network):\n    unnamed[label[0]].append(label)",
                    "The commitments are right, but you keep their labels. How many are they?",
                ),
                Slip(
                    'with_all = set(found.table["passage"])\n'
                    'unnamed = {"D": 0, "E": 0, "G": 0}\n'
                    "for c in agreement.commitments:\n"
                    "    if c.id not in with_all:\n        unnamed[c.pillar] += 1",
                    "These commitments name nothing at all. G3 is one; but G2 names two "
                    "partnerships and no actor. Which of the two questions is asked?",
                ),
                Slip(
                    'unnamed = {"D": 0, "E": 0, "G": 0}\n'
                    "for label in nx.isolates(network):\n    unnamed[label[0]] += 1\n"
                    "for c in agreement.pillars:\n"
                    "    unnamed[c.label] = unnamed[c.label] / len(c.commitments)",
                    "These are shares. The question wants how many; the shares are for afterwards. "
                    "What did you divide by?",
                ),
            ),
            also_right=(
                'unnamed = {"D": 0, "E": 0, "G": 0}\n'
                "for c in agreement.commitments:\n"
                "    if network.degree(c.label) == 0:\n        unnamed[c.pillar] += 1",
                "unnamed = nltk.FreqDist(label[0] for label in nx.isolates(network))\n"
                "unnamed = dict(unnamed)",
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
