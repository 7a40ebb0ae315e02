"""What kind of economy is promised? The tasks of set 06."""

import re

from accordlib import (
    find_mentions,
    kwic,
    load_corpus,
    load_gazetteer,
    parse_agreement,
    tokenize,
)
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
accord = tokenize(agreement.passages)
economic = agreement.pillars[1].commitments
economy = tokenize(economic)
release = corpus["press-release-2021"].paragraphs

NOUNS = ("prosperity", "security", "science", "technology", "innovation")
OPEN = ("open", "free", "fair", "market", "markets", "access", "trade")
SECURE = ("secur", "resilien", "risk", "coerc", "protect", "trust", "safe")
LISTS_OPEN = (*OPEN[:-1], "facilitat.*", "trade")


def forms(passages):
    """Return the tokens of some passages as spelt, one after the other."""
    return tokenize(passages).surface()


def is_opening(form):
    """Tell whether a token is a word of opening by the lesson's list."""
    return form.lower() in OPEN or form.lower().startswith("facilitat")


def is_securing(form):
    """Tell whether a token is a word of securing by the lesson's list."""
    return form.lower().startswith(SECURE) or form.lower() in {"control", "controls", "shocks"}


def surplus(passages):
    """Return the words of opening minus those of securing."""
    words = forms(passages)
    return sum(map(is_opening, words)) - sum(map(is_securing, words))


def small(passages, query):
    """Return how many tokens in small letters a query with or without a star finds."""
    stem = query.removesuffix("*")
    fits = str.startswith if query.endswith("*") else str.__eq__
    return sum(fits(form.lower(), stem) and form[0] != form[0].upper() for form in forms(passages))


def decisive():
    """Return the entries of the list of opening that bring at least the surplus."""
    words = [form.lower() for form in forms(economic) if is_opening(form)]
    found = {entry: len([w for w in words if re.fullmatch(entry, w)]) for entry in LISTS_OPEN}
    return {entry for entry, number in found.items() if number >= surplus(economic)}


def without_names():
    """Return for each pillar how many commitments have no row but places in the coding."""
    rows = corpus.annotations("mentions")[["passage", "type"]].to_numpy().tolist()
    naming = {passage for passage, type in rows if type != "place"}
    labels = [c.label for c in agreement.commitments if f"accord:{c.label}" not in naming]
    return {pillar: "".join(labels).count(pillar) for pillar in "DEG"}


def by_program():
    """Return how many commitments of pillar E name nothing by `find_mentions`."""
    found = find_mentions(economic, load_gazetteer()).table
    return len(economic) - found[found["type"] != "place"]["passage"].nunique()


workbook = Workbook(
    "What kind of economy is promised?",
    [
        Task(
            name="title_words",
            asks="How often each noun of the heading occurs in the commitments of pillar E",
            hints=(
                "`kwic(tokens, word)` has one line for each occurrence; `len(...)` counts lines.",
                "`economy` holds the tokens of the commitments; the heading is not among them.",
                "`{noun: len(kwic(..., noun)) for noun in nouns}` makes the dictionary.",
            ),
            right=lambda: {
                noun: [form.lower() for form in forms(economic)].count(noun) for noun in NOUNS
            },
            lead="Does it have one entry for each noun, counted in the commitments of pillar E?",
            slips=(
                Slip(
                    "title_words = {noun: len(kwic(accord, noun)) for noun in nouns}",
                    f"You searched the whole Accord, where *prosperity* has "
                    f"{len(kwic(accord, 'prosperity'))} lines, none of them in a commitment of "
                    "this pillar. Which tokens are those of its commitments?",
                ),
                Slip(
                    "title_words = {noun: len(set(kwic(economy, noun).table['passage'])) "
                    "for noun in nouns}",
                    "You counted commitments in which the noun occurs. E7 says *science* more "
                    "than once: what does each occurrence have in the concordance?",
                ),
                Slip(
                    "title_words = {noun: len(kwic(tokenize([pillar.title, *pillar.commitments]),"
                    " noun)) for noun in nouns}",
                    "The heading itself is counted too, so *prosperity* is found where the "
                    "title gives it away. Which passages keep a promise that the title makes?",
                ),
                Slip(
                    "title_words = {noun: economy.surface().count(noun) for noun in nouns}",
                    "The nouns written with a capital are missing, as in *Economic Security "
                    "Dialogue*. What does `surface()` keep that a type does not?",
                ),
            ),
            also_right=(
                "forms = [form.lower() for form in economy.surface()]\n"
                "title_words = {noun: forms.count(noun) for noun in nouns}",
                "title_words = {}\nfor noun in nouns:\n"
                "    title_words[noun] = len(kwic(tokenize(pillar.commitments), noun).table)",
            ),
        ),
        Choice(
            name="typical",
            asks="Which statement the table of keyness carries",
            hints=(
                "`reference_count` is the count in the other pillars. What happens to a ratio "
                "if it is nought?",
                "Read the column `caution` to its end in each row.",
            ),
            right="b",
            because=(
                "Yes: `inf` comes from the nought in the other pillars, and the caution says that "
                "all occurrences of *minerals* stand in one passage, E5."
            ),
            wrong={
                "a": "The missing end comes from a count of nought in the other pillars. Compare "
                "`low`, and the counts: which of the two words is said more often here?",
                "c": "Both are absent elsewhere, yes. But one of the two cautions goes on after "
                "*expected below 5*. In how many commitments does each word stand?",
                "d": "The counts are a fact of this text. A caution speaks of the test: what does "
                "it say you may not do with so few occurrences, name them or generalise?",
            },
        ),
        Task(
            name="safe",
            asks="The ids of the commitments of pillar E that have a word of safety",
            hints=(
                "There are three mistakes: in the pattern, in the tokens, and in the repetition.",
                "A compiled pattern has to match a whole type: *resilien* is no word of the text.",
                "`secur.*` stands for all words that begin so; `set(...)` keeps each id once.",
            ),
            right=lambda: {
                c.id
                for c in economic
                if re.search(r"\b(?:secur|resilien|coerc|trust)", c.text, re.IGNORECASE)
            },
            lead="Do all four beginnings match whole words, in pillar E only, each id once?",
            slips=(
                Slip(
                    'pattern = re.compile("secur.*|resilien.*|coerc.*|trust.*")\n'
                    'safe = set(kwic(accord, pattern).table["passage"])',
                    "The pattern works now. P2 and D1 are among the ids: which tokens are "
                    "searched, and which are wanted?",
                ),
                Slip(
                    'pattern = re.compile("secur.*|resilien.*|coerc.*|trust.*")\n'
                    'safe = list(kwic(economy, pattern).table["passage"])',
                    "These are the lines, and E4 has several of them. What holds each id once?",
                ),
                Slip(
                    'safe = set(kwic(economy, re.compile("secur|resilien|coerc|trust"))'
                    '.table["passage"])',
                    "One commitment is left, for *Trust* is the only word of the pillar that is "
                    "identical with one of the four. What has to stand behind *secur* so that "
                    "*security* matches as a whole?",
                ),
                Slip(
                    'safe = set(kwic(economy, re.compile("secur.*|resilien|coerc|trust.*"))'
                    '.table["passage"])',
                    "The right tokens, each id once. But E6 wants *supply chain resilience*, and "
                    "it is missing: in which parts of the pattern does nothing stand for the rest "
                    "of the word?",
                ),
                Slip(
                    'beginnings = ("secur", "resilien", "coerc", "trust")\n'
                    "safe = {c.id for c in pillar.commitments "
                    "if any(b in c.text for b in beginnings)}",
                    "E1 and E8 are missing. Their words stand in names, *Energy Security* and "
                    "*Data Free Flow with Trust*: how are they spelt there?",
                ),
                Slip(
                    'pattern = re.compile("security|resilience|coercion|trust")\n'
                    'safe = set(kwic(economy, pattern).table["passage"])',
                    "You have one word for each beginning. E3 wants an order that is *secure*, "
                    "E9 AI that is *trustworthy*: how can one pattern find the whole family?",
                ),
                Slip(
                    'pattern = re.compile("secur.*|resilien.*|coerc.*|trust.*")\n'
                    'safe = {p.split(":")[1] for p in kwic(economy, pattern).table["passage"]}',
                    "The commitments are found, but you give their labels. The concordance writes "
                    "ids, with the name of the text before the colon: what did you cut off?",
                ),
            ),
            also_right=(
                "safe = {c.id for c in pillar.commitments if "
                'len(kwic(tokenize([c]), re.compile("(secur|resilien|coerc|trust).*")))}',
                'pattern = re.compile(r"(secur|resilien|coerc|trust)\\w*")\n'
                'safe = list(kwic(economy, pattern).table["passage"].unique())',
            ),
        ),
        Task(
            name="common_lines",
            asks="A function: how many lines of a query begin with a small letter",
            points=2,
            hints=(
                "The column `node` of `kwic(...).table` has the word found, as the text spells it.",
                "`node[0]` is its first letter; `.islower()` tells whether that is small.",
                "Go through the nodes and count; `True` counts as one: "
                "`sum(node[0].islower() for node in ...)`.",
            ),
            calls=lambda: [
                (economic, "trade"),
                (economic, "secur*"),
                (economic, "partnership*"),
                (release, "defence"),
                (economic, "prosperity"),
                ([], "trade"),
            ],
            right=small,
            lead="Is it the first letter of the word found that you test, in the passages given?",
            slips=(
                Slip(
                    "def common_lines(passages, query):\n"
                    "    return len(kwic(tokenize(passages), query))",
                    f"*Trade* has {len(kwic(economy, 'trade'))} lines, and you return all of "
                    "them. Which of them in E1 are parts of names, and how are they spelt?",
                ),
                Slip(
                    "def common_lines(passages, query):\n"
                    "    nodes = kwic(tokenize(passages), query).table['node']\n"
                    "    return sum(node[0].isupper() for node in nodes)",
                    "You count the lines that were to be dropped, the *Trade* of the department "
                    "and not that of E2. Which way round is the test?",
                ),
                Slip(
                    "def common_lines(passages, query):\n"
                    "    table = kwic(tokenize(passages), query).table\n"
                    "    return len({p for p, n in zip(table['passage'], table['node']) "
                    "if n[0].islower()})",
                    "You return how many passages are left. E2 has *trade* more than once in "
                    "small letters: does each of these lines count?",
                ),
                Slip(
                    "def common_lines(passages, query):\n"
                    "    return tokenize(passages).surface().count(query)",
                    "Right for *trade*, nought for `secur*`: a list does not know the star. "
                    "Which function does, and in which column does it give the word found?",
                ),
                Slip(
                    "def common_lines(passages, query):\n"
                    "    nodes = kwic(economy, query).table['node']\n"
                    "    return sum(node[0].islower() for node in nodes)",
                    "Whatever passages are given, you search pillar E. Where does the function "
                    "use its first argument?",
                ),
            ),
            also_right=(
                "def common_lines(passages, query):\n"
                "    table = kwic(tokenize(passages), query).table\n"
                "    return len([n for n in table['node'] if n[0] == n[0].lower()])",
                "def common_lines(passages, query):\n"
                "    number = 0\n"
                "    for passage in passages:\n"
                "        for node in kwic(tokenize([passage]), query).table['node']:\n"
                "            if not node[0].isupper():\n"
                "                number += 1\n"
                "    return number",
            ),
        ),
        Task(
            name="balance",
            asks="A function: lines of opening minus lines of securing in some passages",
            points=2,
            hints=(
                "`lines(tokens, words)` from the setup counts the lines of a whole list.",
                "It takes tokens; the function is given passages. `tokenize` leads from one to "
                "the other.",
                "`return lines(tokens, opening) - lines(..., ...)`.",
            ),
            calls=lambda: [
                (economic,),
                (agreement.pillars[0].commitments,),
                (agreement.pillars[2].commitments,),
                ([agreement["P5"]],),
                (release,),
                ([],),
            ],
            right=surplus,
            lead="Which list is taken from which, and are the passages those that are given?",
            slips=(
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return lines(tokens, securing) - lines(tokens, opening)",
                    "Pillar E has more words of opening, and you return a negative number for "
                    "it. What is taken from what?",
                ),
                Slip(
                    "def balance(passages):\n"
                    "    return lines(economy, opening) - lines(economy, securing)",
                    "Every call gives the balance of pillar E, even that without any passages. "
                    "Where does the function use what it is given?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return lines(tokens, opening) / max(1, lines(tokens, securing))",
                    "That is a ratio. It cannot tell a text with few words of either kind from "
                    "one with many. Which operation gives *how many more*?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return abs(lines(tokens, opening) - lines(tokens, securing))",
                    "Without its sign the number no longer says which side is ahead. What should "
                    "the defence pillar return if securing leads there?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return lines(tokens, opening) > lines(tokens, securing)",
                    "You say whether opening is ahead. By how much is asked: what stands between "
                    "the two counts then?",
                ),
            ),
            also_right=(
                "def balance(passages):\n"
                "    return sum(lines(tokenize([p]), opening) - lines(tokenize([p]), securing) "
                "for p in passages)",
                "def balance(passages):\n    tokens = tokenize(passages)\n"
                "    more = kwic(tokens, re.compile('|'.join(opening)))\n"
                "    less = kwic(tokens, re.compile('|'.join(securing)))\n"
                "    return len(more) - len(less)",
            ),
        ),
        Task(
            name="deciding",
            asks="The entries of `opening` without which it is no longer ahead in pillar E",
            points=2,
            hints=(
                "Try it with one entry by hand first: count the lines of the list without it.",
                "`[word for word in opening if word != entry]` is the list without one entry.",
                "Go through `opening` with `for entry in opening:` and add the entry to the set "
                "if `lines(economy, rest) <= lines(economy, securing)`.",
            ),
            right=decisive,
            lead="For each entry: how many lines does the rest of the list have, and securing?",
            slips=(
                Slip(
                    "deciding = {e for e in opening if lines(economy, "
                    "[w for w in opening if w != e]) < lines(economy, securing)}",
                    "You kept only what puts opening behind. An entry without which both sides "
                    "are equal counts too: is opening ahead then?",
                ),
                Slip(
                    "deciding = {e for e in opening if lines(accord, "
                    "[w for w in opening if w != e]) <= lines(accord, securing)}",
                    "In the Accord as a whole opening is behind even with the full list, so "
                    "every entry comes out. Which tokens is the question about?",
                ),
                Slip(
                    "deciding = {e for e in securing if lines(economy, opening) "
                    "<= lines(economy, [w for w in securing if w != e])}",
                    "Your set is empty. If you shortened `securing`, opening can only get further "
                    "ahead. Which list loses an entry here, and when is it no longer ahead?",
                ),
                Slip(
                    "deciding = {e for e in opening if lines(economy, "
                    "[w for w in opening if w != e]) > lines(economy, securing)}",
                    "These are the entries that may go without any harm to the result. Which "
                    "side of the comparison is asked for?",
                ),
            ),
            also_right=(
                "lead = lines(economy, opening) - lines(economy, securing)\n"
                "deciding = [e for e in opening if lines(economy, [e]) >= lead]",
                "deciding = set()\nfor i, entry in enumerate(opening):\n"
                "    rest = opening[:i] + opening[i + 1:]\n"
                "    if not lines(economy, rest) > lines(economy, securing):\n"
                "        deciding |= {entry}",
            ),
        ),
        Task(
            name="nameless",
            asks="For each pillar the number of commitments that name no actor and no instrument",
            points=2,
            hints=(
                "First the set of the passages that have a mention of another type than `place`.",
                "A commitment names nobody if its id is not in that set; "
                "`agreement.pillars` holds the pillars, each with `label` and `commitments`.",
                "`sum(c.id not in naming for c in part.commitments)` counts for one pillar.",
            ),
            right=without_names,
            lead="Is it the coding by hand, do both kinds of names count, is every pillar in it?",
            slips=(
                Slip(
                    'named = set(coded[~coded["type"].isin(["place", "instrument"])]["passage"])\n'
                    "nameless = {p.label: sum(c.id not in named for c in p.commitments) "
                    "for p in agreement.pillars}",
                    "You counted commitments without an actor. E8 names none, but it has the "
                    "*UK-Japan Digital Partnership*: what else is a name here?",
                ),
                Slip(
                    'named = set(coded[coded["type"] != "place"]["passage"])\n'
                    "nameless = {p.label: sum(c.id in named for c in p.commitments) "
                    "for p in agreement.pillars}",
                    "These are the commitments that do name something. What is the complement?",
                ),
                Slip(
                    "found = find_mentions(agreement.commitments, load_gazetteer()).table\n"
                    'named = set(found[found["type"] != "place"]["passage"])\n'
                    "nameless = {p.label: sum(c.id not in named for c in p.commitments) "
                    "for p in agreement.pillars}",
                    f"This is what the program found, with {by_program()} for pillar E. It "
                    "overlooks the *Memorandum of Cooperation* of E5. Which table has it?",
                ),
                Slip(
                    'named = set(coded[coded["type"] != "place"]["passage"])\n'
                    "nameless = {p.label: sum(c.label not in named for c in p.commitments) "
                    "for p in agreement.pillars}",
                    "Every commitment comes out as nameless, even E3, which the cell above shows "
                    "with its names. How does the column `passage` write a passage, and how do "
                    "you?",
                ),
                Slip(
                    'named = set(coded[coded["type"] == "instrument"]["passage"])\n'
                    "nameless = {p.label: sum(c.id not in named for c in p.commitments) "
                    "for p in agreement.pillars}",
                    "You counted commitments without an instrument. E1 has none, but it names "
                    "ministries: is it nameless?",
                ),
            ),
            also_right=(
                'rows = coded[coded["type"] != "place"]\n'
                'some = {"D": 0, "E": 0, "G": 0}\n'
                'for label in set(rows["passage"].str.split(":").str[1]):\n'
                "    if label[0] in some:\n        some[label[0]] += 1\n"
                "nameless = {p.label: len(p.commitments) - some[p.label] "
                "for p in agreement.pillars}",
                'known = list(coded.query("type != \'place\'")["passage"])\n'
                "silent = [c.pillar for c in agreement.commitments if c.id not in known]\n"
                'nameless = {letter: silent.count(letter) for letter in ("D", "E", "G")}',
            ),
        ),
        Choice(
            name="alone",
            asks="What may be said of the instruments that no actor stands beside",
            hints=(
                "An edge of this network means: named in the same commitment.",
                "Read E4 and E8. Who acts in their sentences? And does E5 mention an instrument?",
            ),
            right="b",
            because=(
                "Yes: the network knows who is named beside what, and in E4, E6 and E8 the "
                "subject is a *we* from the lead-in or from the sentence."
            ),
            wrong={
                "a": "Who is responsible may well be settled somewhere. What does an edge of this "
                "network stand for, and what can its absence mean?",
                "c": "The states stand in the name of the partnership itself. By which rule of "
                "the codebook is that not a mention of the states?",
                "d": "The list has what the program found. Read E5: which instrument stands "
                "there, and is it in the list?",
            },
        ),
        Essay(
            name="replaced",
            asks="What speaks for and against economic security in the place of free trade",
            points=3,
            hints=(
                "Read E3 and E4 one after the other: which supports the sentence, which does not?",
                "*Has taken the place* compares two times. Which text would show the earlier one?",
            ),
            rubric=(
                "A strong answer quotes commitments on both sides, gives a count for both lists "
                "and says what it hangs on, and sees that *taken the place* is a claim about time "
                "which one agreement cannot carry. A weak one collects security words only."
            ),
            sample=(
                "For the claim: E4 is a whole commitment on economic security, and in it the two "
                "are “strongly opposed to economic coercion”. Against it: E3 wants to “uphold the "
                "rules-based international trading system, with the WTO at its core”, and by the "
                "lesson's lists the commitments of the pillar have more lines of opening than of "
                "securing. That result turns if the entry trade is left out, so it supports "
                "neither side well. That something has taken the place of something else is a "
                "claim about time. It needs an earlier agreement of the same kind, and the press "
                "release of 2021 is none."
            ),
            checklist=(
                "I quote one place that speaks for the claim and one that speaks against it.",
                "If I count, I count for both sides and say with which words.",
                "I say what a change over time would need to be shown.",
                "I keep what the text says apart from what I infer about reasons.",
            ),
        ),
    ],
)
