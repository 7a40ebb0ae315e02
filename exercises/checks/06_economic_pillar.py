"""What kind of economy is promised? The tasks of set 06."""

import re
from collections import Counter
from itertools import combinations

from accordlib import (
    find_mentions,
    kwic,
    load_corpus,
    load_gazetteer,
    parse_agreement,
    tokenize,
)
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook, forms

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
accord = tokenize(agreement.passages)
economic = agreement.pillars[1].commitments
economy = tokenize(economic)
release = corpus["press-release-2021"].paragraphs

NOUNS = ("prosperity", "security", "science", "technology", "innovation", "access")
OPEN = ("open", "free", "fair", "market", "markets", "access", "trade")
SECURE = ("secur", "resilien", "risk", "coerc", "protect", "trust", "safe")
LISTS_OPEN = (*OPEN[:-1], "facilitat.*", "trade")
ARTICLE = corpus["article"]


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
    """Return how many tokens that begin with a small letter a word or a pattern finds."""
    pattern = re.compile(query)
    found = tokenize(passages).surface()
    return sum(bool(pattern.fullmatch(f.lower())) and f[0] != f[0].upper() for f in found)


def decisive():
    """Return the entries of the list of opening that bring at least the surplus."""
    words = [form for form in forms(economic) if is_opening(form)]
    found = {e: sum(bool(re.fullmatch(e, word)) for word in words) for e in LISTS_OPEN}
    return {entry for entry, number in found.items() if number >= surplus(economic)}


def without_names(passages):
    """Return how many of some passages have no row but places in the coding."""
    types = {p.id: [] for p in passages}
    for row in corpus.annotations("mentions").itertuples():
        types.get(row.passage, []).append(row.type)
    return sum(set(found) <= {"place"} for found in types.values())


def by_program():
    """Return how many commitments of pillar E name nothing by `find_mentions`."""
    found = find_mentions(economic, load_gazetteer()).table
    return len(economic) - found[found["type"] != "place"]["passage"].nunique()


def words_before(passages, word):
    """Return for each word how often it stands directly before another one in a passage."""
    pairs = Counter()
    for passage in passages:
        words = forms([passage])
        pairs.update(words[i - 1] for i in range(1, len(words)) if words[i] == word)
    return dict(pairs)


def pairs_of_actors():
    """Return for each pair of actors in how many commitments both are, by the coding."""
    casts = {c.id: set() for c in agreement.commitments}
    for row in corpus.annotations("mentions").itertuples():
        if row.type not in {"place", "instrument"} and row.passage in casts:
            casts[row.passage].add(row.id)
    return Counter(pair for cast in casts.values() for pair in combinations(sorted(cast), 2))


workbook = Workbook(
    "What kind of economy is promised?",
    [
        Task(
            name="title_words",
            asks="How often each noun of the heading, and *access*, occurs in pillar E's "
            "commitments",
            hints=(
                "`kwic(tokens, word)` has one line for each occurrence; `len(...)` counts lines.",
                "`economy` holds the tokens of the commitments; the heading is not among them.",
                "`{noun: len(kwic(..., noun)) for noun in nouns}` makes the dictionary.",
            ),
            right=lambda: {noun: forms(economic).count(noun) for noun in NOUNS},
            lead="Is there a whole number for each noun, counted in the commitments of pillar E, "
            "in one form only?",
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
                    "title_words = {noun: len(kwic(tokenize([economic_pillar.title, "
                    "*economic_pillar.commitments]),"
                    " noun)) for noun in nouns}",
                    "The heading itself is counted too, so *prosperity* is found where the "
                    "title gives it away. Which passages keep a promise that the title makes?",
                ),
                Slip(
                    "title_words = {noun: economy.surface().count(noun) for noun in nouns}",
                    "The nouns written with a capital are missing, as in *Economic Security "
                    "Dialogue*. What does `surface()` keep that a type does not?",
                ),
                Slip(
                    "title_words = {noun: len(kwic(economy, noun + '*')) for noun in nouns}",
                    "*Access* has one too many: E3 also has *accession*, which begins like it. "
                    "Does your search look for whole words?",
                ),
                Slip(
                    "title_words = {noun: len(kwic(economy, noun[:-1] + '*')) for noun in nouns}",
                    "You searched for beginnings, and they have more endings than you wanted: "
                    "*technologies* is found in E6, *accession* in E3. Which query finds "
                    "one form alone?",
                ),
                Slip(
                    "from collections import Counter\n"
                    "title_words = Counter(f.lower() for f in economy.surface() "
                    "if f.lower() in nouns)",
                    "*Prosperity* is missing from your dictionary, since only words that occur "
                    "were counted. How often does it occur, and would a reader of your answer see "
                    "that?",
                ),
                Slip(
                    "title_words = {noun: len(kwic(economy, noun)) for noun in nouns[:-1]}",
                    "*Access* is missing from your dictionary. It is no noun of the heading, but "
                    "it is asked for: what is it there to be compared with?",
                ),
                Slip(
                    "title_words = {noun: 1000 * len(kwic(economy, noun)) / economy.total "
                    "for noun in nouns}",
                    "These are frequencies per thousand tokens, good for comparing texts of "
                    "different length. Here there is one text: which numbers did you begin with?",
                ),
            ),
            also_right=(
                "forms = [form.lower() for form in economy.surface()]\n"
                "title_words = {noun: forms.count(noun) for noun in nouns}",
                "title_words = {}\nfor noun in nouns:\n"
                "    title_words[noun] = len(kwic(tokenize(economic_pillar.commitments), "
                "noun).table)",
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
            right="d",
            options={
                "a": "*Minerals* is more typical of the pillar than *trade*, since the interval "
                "of its log ratio has no upper end.",
                "b": "The cautions of the table say that the counts are wrong; none of these "
                "words may be mentioned at all, then.",
                "c": "*AI* and *minerals* are equally good evidence for the pillar: neither "
                "stands in one of the two others.",
                "d": "*Minerals* is absent from the other pillars and stands in one commitment: "
                "the row describes that commitment.",
            },
            because=(
                "Yes: `inf` comes from the nought in the other pillars, and the caution says that "
                "all occurrences of *minerals* stand in one passage, E5."
            ),
            wrong={
                "a": "The missing end comes from a count of nought in the other pillars. Compare "
                "`low`, and the counts: which of the two words is said more often here?",
                "c": "Both are absent elsewhere, yes. But one of the two cautions goes on after "
                "*expected below 5*. In how many commitments does each word stand?",
                "b": "The counts are a fact of this text. A caution speaks of the test: what does "
                "it say you may not do with so few occurrences, name them or generalise?",
            },
        ),
        Task(
            name="safe",
            asks="How many words of safety each commitment of pillar E has that has any",
            hints=(
                "There are three mistakes: in the entries (twice the same), in the tokens, and in "
                "what each round of the loop does to `safe`.",
                "An entry without `.*` has to be a whole word: *resilien* is none.",
                "`safe.update(...)` adds to the counts; `safe = ...` puts new ones in their place.",
            ),
            right=lambda: {
                c.id: number
                for c in economic
                if (number := len(re.findall(r"(?i)\b(secur|resilien|coerc|trust)", c.text)))
            },
            lead="Do all four beginnings match whole words, in pillar E only, and are the rounds "
            "of the loop added up?",
            slips=(
                Slip(
                    "safe = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien.*", "coerc.*", "secur.*"]:\n'
                    '    safe.update(kwic(accord, re.compile(entry)).table["passage"])',
                    "The entries and the sum are right now. P2 and D1 are among the ids: which "
                    "tokens are searched, and which are wanted?",
                ),
                Slip(
                    'for entry in ["trust.*", "resilien.*", "coerc.*", "secur.*"]:\n'
                    '    safe = nltk.FreqDist(kwic(economy, re.compile(entry)).table["passage"])',
                    "Only the words in *secur* are left, those of the last round. What became of "
                    "the counts of the rounds before it?",
                ),
                Slip(
                    "safe = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien", "coerc", "secur.*"]:\n'
                    '    safe.update(kwic(economy, re.compile(entry)).table["passage"])',
                    "E6 wants *supply chain resilience*, and it is missing. Behind which entries "
                    "does nothing stand for the rest of the word?",
                ),
                Slip(
                    "safe = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien.*", "coerc", "secur.*"]:\n'
                    '    safe.update(kwic(economy, re.compile(entry)).table["passage"])',
                    "E4 has too few. It opposes *economic coercion* and *coerced* transfers: "
                    "does each entry allow an ending, and is each word of a family counted?",
                ),
                Slip(
                    "safe = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien", "coerc.*", "secur.*"]:\n'
                    '    safe.update(kwic(economy, re.compile(entry)).table["passage"])',
                    "One entry got its `.*`, and E6 with its *resilience* is still missing. Which "
                    "other entry needs it?",
                ),
                Slip(
                    "safe = nltk.FreqDist()\n"
                    "for commitment in economic_pillar.commitments:\n"
                    "    for word in commitment.text.split():\n"
                    '        if word.startswith(("secur", "resilien", "coerc", "trust")):\n'
                    "            safe[commitment.id] += 1",
                    "E1 and E8 are missing. Their words stand in names, *Energy Security* and "
                    "*Data Free Flow with Trust*: how are they spelt there?",
                ),
                Slip(
                    "safe = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien.*", "coerc.*", "secur.*"]:\n'
                    "    for passage in kwic(economy, re.compile(entry)).table['passage']:\n"
                    "        safe[passage[7:]] += 1",
                    "The numbers are right, but you give the labels. The concordance writes ids, "
                    "with the name of the text before the colon: what did you cut off?",
                ),
                Slip(
                    "found = nltk.FreqDist()\n"
                    'for entry in ["trust.*", "resilien.*", "coerc.*", "secur.*"]:\n'
                    '    found.update(kwic(economy, re.compile(entry)).table["passage"])\n'
                    "safe = set(found)",
                    "These are the right commitments. The numbers are asked for as well: what did "
                    "`set` leave out?",
                ),
            ),
            also_right=(
                "safe = {}\nfor c in economic_pillar.commitments:\n"
                '    entries = ["trust.*", "resilien.*", "coerc.*", "secur.*"]\n'
                "    number = count_lines(tokenize([c]), entries)\n"
                "    if number > 0:\n        safe[c.id] = number",
                "import pandas as pd\n"
                "tables = [kwic(economy, re.compile(entry)).table for entry in "
                '["trust.*", "resilien.*", "coerc.*", "secur.*"]]\n'
                'safe = pd.concat(tables)["passage"].value_counts().to_dict()',
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
                (economic, re.compile("secur.*")),
                (economic, re.compile("partnership.*")),
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
                    "Right for *trade*, nought for a pattern: a list compares letter by letter. "
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
                "`count_lines(tokens, words)` from the setup counts the lines of a whole list.",
                "It takes tokens; the function is given passages. `tokenize` leads from one to "
                "the other.",
                "`return count_lines(tokens, open_words) - count_lines(..., ...)`.",
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
                    "    return count_lines(tokens, secure_words) - count_lines(tokens, "
                    "open_words)",
                    "Pillar E has more words of opening, and you return a negative number for "
                    "it. What is taken from what?",
                ),
                Slip(
                    "def balance(passages):\n"
                    "    return count_lines(economy, open_words) - count_lines(economy, "
                    "secure_words)",
                    "Every call gives the balance of pillar E, even that without any passages. "
                    "Where does the function use what it is given?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return count_lines(tokens, open_words) / max(1, count_lines(tokens, "
                    "secure_words))",
                    "That is a ratio. It cannot tell a text with few words of either kind from "
                    "one with many. Which operation gives *how many more*?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return abs(count_lines(tokens, open_words) - count_lines(tokens, "
                    "secure_words))",
                    "Without its sign the number no longer says which side is ahead. What should "
                    "the defence pillar return if securing leads there?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    "    return count_lines(tokens, open_words) > count_lines(tokens, "
                    "secure_words)",
                    "You say whether opening is ahead. By how much is asked: what stands between "
                    "the two counts then?",
                ),
                Slip(
                    "def balance(passages):\n    tokens = tokenize(passages)\n"
                    '    more = kwic(tokens, "|".join(open_words))\n'
                    '    return len(more) - len(kwic(tokens, "|".join(secure_words)))',
                    "Every text comes out as even, because neither search finds anything: for "
                    "`kwic` a text with strokes in it is one long word. Which function of the "
                    "setup takes a whole list?",
                ),
            ),
            also_right=(
                "def balance(passages):\n"
                "    return sum(count_lines(tokenize([p]), open_words) - "
                "count_lines(tokenize([p]), secure_words) for p in passages)",
                "def balance(passages):\n    tokens = tokenize(passages)\n"
                "    more = sum(len(kwic(tokens, re.compile(e))) for e in open_words)\n"
                "    return more - sum(len(kwic(tokens, re.compile(e))) for e in secure_words)",
                "def balance(passages):\n    tokens = tokenize(passages)\n"
                "    more = kwic(tokens, re.compile('|'.join(open_words)))\n"
                "    return len(more) - len(kwic(tokens, re.compile('|'.join(secure_words))))",
            ),
        ),
        Task(
            name="deciding",
            asks="The entries of `open_words` without which it is no longer ahead in pillar E",
            points=2,
            hints=(
                "Try it with one entry by hand first: count the lines of the list without it.",
                "`[word for word in open_words if word != entry]` is the list without one entry.",
                "Go through `open_words` with `for entry in open_words:` and add the entry to the "
                "set if `count_lines(economy, rest) <= count_lines(economy, secure_words)`.",
            ),
            right=decisive,
            lead="For each entry: how many lines does the rest of the list have, and securing?",
            slips=(
                Slip(
                    "deciding = {e for e in open_words if count_lines(economy, "
                    "[w for w in open_words if w != e]) < count_lines(economy, secure_words)}",
                    "You kept only what puts opening behind. An entry without which both sides "
                    "are equal counts too: is opening ahead then?",
                ),
                Slip(
                    "deciding = {e for e in open_words if count_lines(accord, "
                    "[w for w in open_words if w != e]) <= count_lines(accord, secure_words)}",
                    "In the Accord as a whole opening is behind even with the full list, so "
                    "every entry comes out. Which tokens is the question about?",
                ),
                Slip(
                    "deciding = {e for e in secure_words if count_lines(economy, open_words) "
                    "<= count_lines(economy, [w for w in secure_words if w != e])}",
                    "Your set is empty. If you shortened `secure_words`, opening can only get "
                    "further ahead. Which list loses an entry here, and when is it no longer "
                    "ahead?",
                ),
                Slip(
                    "deciding = {e for e in open_words if count_lines(economy, "
                    "[w for w in open_words if w != e]) > count_lines(economy, secure_words)}",
                    "These are the entries that may go without any harm to the result. Which "
                    "side of the comparison is asked for?",
                ),
            ),
            also_right=(
                "lead = count_lines(economy, open_words) - count_lines(economy, secure_words)\n"
                "deciding = [e for e in open_words if count_lines(economy, [e]) >= lead]",
                "deciding = set()\nfor i, entry in enumerate(open_words):\n"
                "    rest = open_words[:i] + open_words[i + 1:]\n"
                "    if not count_lines(economy, rest) > count_lines(economy, secure_words):\n"
                "        deciding |= {entry}",
            ),
        ),
        Task(
            name="before",
            asks="A function: which words stand directly before a word, and how often",
            points=2,
            hints=(
                "Go through the passages; `tokenize([passage]).surface()` gives the words of one.",
                "`nltk.bigrams(words)` gives pairs; take those whose second word is the given one.",
                "`for first, second in nltk.bigrams(words): if second == word: found[first] += 1`.",
            ),
            calls=lambda: [
                (economic, "security"),
                (agreement.preamble, "security"),
                (economic, "continue"),
                (release, "indo-pacific"),
                (economic, "prosperity"),
                ([], "trade"),
            ],
            right=words_before,
            lead="Are all words in small letters, is it the word before, and is each passage taken "
            "by itself?",
            slips=(
                Slip(
                    "def before(passages, word):\n"
                    "    words = [form.lower() for form in tokenize(passages).surface()]\n"
                    "    return nltk.FreqDist(a for a, b in nltk.bigrams(words) if b == word)",
                    "E4 and E8 begin with *Continue*, and you count the last words of the "
                    "commitments before them. How can each passage be taken by itself?",
                ),
                Slip(
                    "def before(passages, word):\n    found = nltk.FreqDist()\n"
                    "    for passage in passages:\n"
                    "        words = [form.lower() for form in tokenize([passage]).surface()]\n"
                    "        found.update(b for a, b in nltk.bigrams(words) if a == word)\n"
                    "    return found",
                    "You return what stands behind the word. In a pair, which place has the word "
                    "that comes first?",
                ),
                Slip(
                    "def before(passages, word):\n    found = nltk.FreqDist()\n"
                    "    for passage in passages:\n"
                    "        words = tokenize([passage]).surface()\n"
                    "        found.update(a for a, b in nltk.bigrams(words) if b == word)\n"
                    "    return found",
                    "*Economic Security* of E4 is missing: it is written with capitals there. "
                    "Which method makes small letters?",
                ),
                Slip(
                    "def before(passages, word):\n    found = nltk.FreqDist()\n"
                    "    for passage in passages:\n"
                    "        words = [form.lower() for form in tokenize([passage]).surface()]\n"
                    "        found.update(p for p in nltk.bigrams(words) if p[1] == word)\n"
                    "    return found",
                    "The keys are pairs of words; only the first of each is wanted. How does one "
                    "take a pair apart?",
                ),
                Slip(
                    "def before(passages, word):\n    found = nltk.FreqDist()\n"
                    "    for passage in passages:\n"
                    "        words = passage.text.lower().split()\n"
                    "        found.update(a for a, b in nltk.bigrams(words) if b == word)\n"
                    "    return found",
                    "`split` leaves the marks on the words, so that *security,* with its comma is "
                    "another word. Which function knows what a word is?",
                ),
                Slip(
                    "def before(passages, word):\n    found = set()\n"
                    "    for passage in passages:\n"
                    "        words = [form.lower() for form in tokenize([passage]).surface()]\n"
                    "        found.update(a for a, b in nltk.bigrams(words) if b == word)\n"
                    "    return found",
                    "Here is which words they are; how often each comes is missing. What keeps "
                    "a count for each?",
                ),
            ),
            also_right=(
                "def before(passages, word):\n    found = {}\n"
                "    for passage in passages:\n"
                "        last = None\n"
                "        for form in tokenize([passage]).surface():\n"
                "            if form.lower() == word and last is not None:\n"
                "                found[last] = found.get(last, 0) + 1\n"
                "            last = form.lower()\n"
                "    return found",
            ),
        ),
        Task(
            name="nameless",
            asks="A function: how many passages name no actor and no instrument",
            points=2,
            hints=(
                "First the set of the passages that have a mention of another type than `place`.",
                "A passage names nobody if its `id` is not in that set.",
                "`sum(passage.id not in naming for passage in passages)` counts them.",
            ),
            calls=lambda: [
                (economic,),
                (agreement.pillars[0].commitments,),
                (agreement.pillars[2].commitments,),
                ([agreement["L1"], agreement["P1"], agreement["P4"]],),
                ([agreement["E3"]],),
                ([ARTICLE["p5"], ARTICLE["p13"]],),
                ([],),
            ],
            right=without_names,
            lead="Is it the table `coded`, do both kinds of names count, and places not?",
            slips=(
                Slip(
                    "def nameless(passages):\n"
                    '    kept = ~coded["type"].isin(["place", "instrument"])\n'
                    '    named = set(coded[kept]["passage"])\n'
                    "    return sum(p.id not in named for p in passages)",
                    "You counted passages without an actor. E8 names none, but it has the "
                    "*UK-Japan Digital Partnership*: what else is a name here?",
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    named = set(coded[coded["type"] != "place"]["passage"])\n'
                    "    return sum(p.id in named for p in passages)",
                    "These are the passages that do name something. What is the complement?",
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    named = set(coded["passage"])\n'
                    "    return sum(p.id not in named for p in passages)",
                    "The pillars come out right, since no commitment has a place alone. P4 has "
                    "*Euro-Atlantic* and *Indo-Pacific*, and you take it for a passage with names: "
                    "of which type are these?",
                ),
                Slip(
                    "found = find_mentions(agreement.passages, load_gazetteer()).table\n"
                    'named = set(found[found["type"] != "place"]["passage"])\n'
                    "def nameless(passages):\n"
                    "    return sum(p.id not in named for p in passages)",
                    f"This is what the program found, with {by_program()} for pillar E. It "
                    "overlooks the *Memorandum of Cooperation* of E5. Which table has it?",
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    named = set(coded[coded["type"] != "place"]["passage"])\n'
                    "    return sum(p.label not in named for p in passages)",
                    "Every passage comes out as nameless, even E3, which the cell above shows "
                    "with its names. How does the column `passage` write a passage, and how do "
                    "you?",
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    named = set(coded[coded["type"].isin(["actor", '
                    '"instrument"])]["passage"])\n'
                    "    return sum(p.id not in named for p in passages)",
                    "Only instruments counted as names (no type is called *actor*), and E1, which "
                    "names ministries, comes out as nameless. Which types are the actors of E1 and "
                    "E3?",
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    places = set(coded[coded["type"] == "place"]["passage"])\n'
                    '    named = set(coded["passage"]) - places\n'
                    "    return sum(p.id not in named for p in passages)",
                    "You struck out every passage that has a place, and E3 with them. What does E3 "
                    "name beside the *Indo-Pacific*?",
                ),
                *(
                    Slip(
                        "def nameless(passages):\n"
                        '    named = set(coded[coded["type"] != "place"]["passage"])\n'
                        "    without = sum(p.id not in named for p in passages)\n"
                        f"    return without / len(passages) if passages else {share_of_none}",
                        "These are shares, which one needs to compare the pillars; the function is "
                        "to return numbers. Which step turns one into the other?",
                    )
                    for share_of_none in ("0", 'float("nan")')
                ),
                Slip(
                    "def nameless(passages):\n"
                    '    named = set(coded[coded["type"] != "place"]["passage"])\n'
                    "    return [p.label for p in passages if p.id not in named]",
                    "You return which passages they are; the function is to say how many. What "
                    "gives the length of a list?",
                ),
            ),
            also_right=(
                "def nameless(passages):\n"
                "    rows = coded.query(\"type != 'place'\")\n"
                "    number = 0\n"
                "    for passage in passages:\n"
                '        if len(rows[rows["passage"] == passage.id]) == 0:\n'
                "            number += 1\n"
                "    return number",
                "def nameless(passages):\n"
                '    known = list(coded[coded["type"] != "place"]["passage"])\n'
                "    return len({p.id for p in passages} - set(known))",
            ),
        ),
        Choice(
            name="alone",
            asks="What may be said of the instruments that no actor stands beside",
            hints=(
                "An edge of this network means: named in the same commitment.",
                "Read E4 and E8. Who acts in their sentences? And does E5 mention an instrument?",
            ),
            right="c",
            options={
                "a": "Nobody in the two governments is responsible for these instruments; no "
                "minister stands in the list.",
                "b": "The two states have no part in these instruments, not even in the "
                "*UK-Japan Digital Partnership*.",
                "c": "The commitments that mention these instruments name no actor beside them; "
                "the work is left to a *we*.",
                "d": "These are all the instruments of the pillar that have no actor beside "
                "them, in whatever way one codes.",
            },
            because=(
                "Yes: the network knows who is named beside what, and in E4, E6 and E8 the "
                "subject is a *we* from the lead-in or from the sentence."
            ),
            wrong={
                "a": "Who is responsible may well be settled somewhere. What does an edge of this "
                "network stand for, and what can its absence mean?",
                "b": "The states stand in the name of the partnership itself. By which rule of "
                "the codebook is that not a mention of the states?",
                "d": "The list has what the program found. Read E5: which instrument stands "
                "there, and is it in the list?",
            },
        ),
        Task(
            name="once",
            asks="How many pairs of actors share exactly one commitment",
            points=2,
            hints=(
                "Project first: `bipartite.weighted_projected_graph(two_kinds, actors)`.",
                "Each of its edges has a weight, the number of commitments that both share.",
                'Go through `projected.edges(data="weight")`, which gives the two actors and the '
                "weight, and count where the weight is 1.",
            ),
            right=lambda: sum(number == 1 for number in pairs_of_actors().values()),
            lead="Is it the actors that are joined, and do you count the pairs whose weight is 1?",
            slips=(
                Slip(
                    "once = bipartite.projected_graph(two_kinds, actors).number_of_edges()",
                    "These are all the pairs. The UK and Japan share several commitments: what "
                    "does the weighted projection say of each pair?",
                ),
                Slip(
                    "projected = bipartite.weighted_projected_graph(two_kinds, actors)\n"
                    'once = sum(w > 1 for _, _, w in projected.edges(data="weight"))',
                    "These pairs share more than one commitment. Which pairs would fall apart if a "
                    "single commitment were struck out?",
                ),
                Slip(
                    "projected = bipartite.weighted_projected_graph(two_kinds, "
                    "set(two_kinds) - actors)\n"
                    'once = sum(w == 1 for _, _, w in projected.edges(data="weight"))',
                    "You joined commitments that share one actor. Which nodes does the second "
                    "argument keep?",
                ),
                Slip(
                    "once = two_kinds.number_of_edges()",
                    "This counts the lines between actors and commitments, before any projection. "
                    "Between which nodes are the pairs that are asked for?",
                ),
                Slip(
                    "once = sum(two_kinds.degree(actor) == 1 for actor in actors)",
                    "These are actors that stand in one commitment only. The question is about "
                    "pairs: in which graph is a pair an edge?",
                ),
                Slip(
                    "projected = bipartite.collaboration_weighted_projected_graph(two_kinds, "
                    "actors)\n"
                    'once = sum(w == 1 for _, _, w in projected.edges(data="weight"))',
                    "In this projection a commitment with many names adds less than one to each "
                    "pair. Which one counts the shared commitments as they are?",
                ),
            ),
            also_right=(
                "from itertools import combinations\n"
                "once = sum(len(list(nx.common_neighbors(two_kinds, a, b))) == 1 "
                "for a, b in combinations(sorted(actors), 2))",
            ),
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
                "lesson's lists the commitments of the pillar have 17 words of opening and 14 of "
                "securing. A coin would bring as large a difference, and without the entry trade "
                "the result turns, so it supports neither side. That something has taken the place "
                "of something else is a claim about time. It needs an earlier agreement of the "
                "same kind, and the press release of 2021 is none."
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
