"""Which words carry the Accord? The tasks of set 03."""

from collections import Counter

from accordlib import kwic, load_corpus, parse_agreement, stopwords
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook, forms

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
stop = stopwords()


def often_in_global():
    """Return the content words that occur at least six times in the commitments of G."""
    words = forms(agreement.pillars[2].commitments)
    return {w for w in words if words.count(w) >= 6} - stop


def company_of_security():
    """Return the content words that stand within four tokens of *security* twice or more."""
    near = []
    for passage in corpus["press-release-2021"].paragraphs:
        words = forms([passage])
        nodes = {i for i, word in enumerate(words) if word == "security"}
        around = {j for i in nodes for j in range(max(0, i - 4), min(len(words), i + 5))}
        near += [words[j] for j in around - nodes]
    return {word for word in near if near.count(word) > 1} - stop


ROUNDED = (
    "The rate is right and has been rounded. It is asked for as it is: whoever uses it may want "
    "to round later, and by how much? Which call can go?"
)
NEAR = 'near = collocates({call})\nsecurity_company = set(near["collocate"]) - stop'
COUNTED = """by_pillar = ConditionalFreqDist()
for commitment in agreement.commitments:
    for word in tokenizer.tokenize(commitment.text.lower()):
        if {kept}:
            by_pillar[commitment.pillar][word] += 1
"""
ONCE = """def once(passages):
    counts = FreqDist()
    for passage in passages:
        for word in tokenizer.tokenize(passage.text):
            counts[{key}] += 1
    return {result}"""
LINES = """def all_lines(passages, word):
    text = Text(tokenize(passages).surface())
    return {}"""

workbook = Workbook(
    "Which words carry the Accord?",
    [
        Task(
            name="count_security",
            asks="How many times the type *security* stands in the commitments",
            hints=(
                "The concordance has one line for each occurrence.",
                "`commitments` holds the tokens of the commitments alone.",
                "`len(kwic(..., ...))` counts lines: put the right tokens and the word into it.",
            ),
            right=lambda: forms(agreement.commitments).count("security"),
            lead="Which passages did you tokenize, and does each line have exactly this type?",
            slips=(
                Slip(
                    'count_security = " ".join(p.text for p in agreement.commitments)'
                    '.count("security")',
                    "You found the spelling with a small letter. Three more have a capital, as in "
                    "*Economic Security Dialogue*: do they belong to the type?",
                ),
                Slip(
                    'count_security = " ".join(p.text for p in agreement.commitments)'
                    '.split().count("security")',
                    "`split()` cuts at blanks and leaves the commas on: *security,* is no "
                    "*security* for it. Which function of the set-up finds tokens?",
                ),
                Slip(
                    'count_security = len(kwic(commitments, "secur*"))',
                    "With the star you also count *secure*. Which type exactly is asked for?",
                ),
                Slip(
                    'count_security = len({w for w in commitments.types if w == "security"})',
                    "You counted the type, and a type is there once. How many tokens has it?",
                ),
                Slip(
                    'count_security = len(kwic(agreement, "security"))',
                    f"That is the count of the whole Accord, {len(kwic(agreement, 'security'))}, "
                    "with the preamble and the headings. Which tokens are the commitments alone?",
                ),
                Slip(
                    "count_security = len({line.id for line in agreement.commitments "
                    'if "security" in line.text.lower()})',
                    "You counted commitments that have the word, not its occurrences. Is there a "
                    "commitment that says it twice?",
                ),
                Slip(
                    "count_security = term_frequencies(commitments)"
                    '.query("term == \'security\'")["per_thousand"].item()',
                    "That is the rate for each thousand tokens. Which column of the table has the "
                    "number of occurrences?",
                ),
            ),
            also_right=(
                'count_security = commitments.surface().count("security") '
                '+ commitments.surface().count("Security")',
                "count_security = term_frequencies(commitments)"
                '.set_index("term").loc["security", "count"]',
            ),
        ),
        Task(
            name="rate",
            asks="A function `rate(count, total)`: occurrences for each thousand tokens",
            points=2,
            hints=(
                "First the share of the text that the word makes up, then that of a thousand.",
                "A function hands its result back with `return`; what it prints is lost.",
                "`count / total` is the share of one token. The first `return` is for the text "
                "that has no tokens.",
            ),
            calls=lambda: [(12, 1585), (3, 386), (0, 659), (1, 17), (0, 0)],
            right=lambda count, total: 1000 * count / total if total else None,
            lead="What is the rate of 1 occurrence in 1,000 tokens, and what does yours return?",
            slips=(
                Slip(
                    "def rate(count, total):\n    return 100 * count / total if total else None",
                    "You return a percentage. A thousand tokens are asked for: what has to change?",
                ),
                Slip(
                    "def rate(count, total):\n    return count / total if total else None",
                    "You return the share of one token. For how many tokens is a rate given here?",
                ),
                Slip(
                    "def rate(count, total):\n    return 1000 * count / total if total else 0",
                    "In a text without tokens you return 0. Nought occurrences in no text and "
                    "nought in a long one: do they say the same?",
                ),
                Slip(
                    "def rate(count, total):\n    return 1000 * count / total if count else None",
                    "You return `None` where the word does not occur. A text with tokens has a "
                    "rate, and 0 occurrences give the rate 0: which of the two numbers must not be "
                    "nought?",
                ),
                Slip(
                    "def rate(count, total):\n    return 1000 * count // total if total else None",
                    "`//` throws the remainder away: 17 tokens with one occurrence lose almost a "
                    "whole one. Which operator keeps the decimals?",
                ),
                *(
                    Slip(
                        "def rate(count, total):\n    return "
                        f"round(1000 * count / total, {digits}) if total else None",
                        ROUNDED,
                    )
                    for digits in range(5)
                ),
            ),
            also_right=(
                "rate = lambda c, n: None if not n else c / (n / 1000)",
                "def rate(count, total):\n    try:\n        return count / total * 1000\n"
                "    except ZeroDivisionError:\n        return None",
            ),
        ),
        Task(
            name="global_words",
            asks="The content words that occur at least six times in the commitments of pillar G",
            hints=(
                "There are three mistakes: one decides which words, one how often, one where.",
                "`word in stop` keeps grammar; `> 6` leaves out what occurs exactly six times.",
                "`by_pillar` has one distribution for each pillar, and its key is the letter.",
            ),
            right=often_in_global,
            lead="Which words do you keep, in which pillar, and what about exactly six?",
            slips=(
                Slip(
                    COUNTED.format(kept="word not in stop")
                    + 'global_words = [w for w, n in by_pillar["D"].items() if n >= 6]',
                    "These are words of the defence commitments. Under which letter does the "
                    "distribution of the global pillar stand?",
                ),
                Slip(
                    COUNTED.format(kept="word not in stop")
                    + 'global_words = [w for w, n in by_pillar["G"].items() if n > 6]',
                    "Words with exactly six occurrences are missing. What does *at least* mean "
                    "for the comparison?",
                ),
                Slip(
                    COUNTED.format(kept="word")
                    + 'global_words = [w for w, n in by_pillar["G"].items() if n >= 6]',
                    "*The* and *and* are in your list. What does the condition have to leave out?",
                ),
                Slip(
                    COUNTED.format(kept="word in stop")
                    + 'global_words = [w for w, n in by_pillar["G"].items() if n >= 6]',
                    "You kept the stop words and left out the content. Which word turns a "
                    "condition round?",
                ),
                Slip(
                    COUNTED.format(kept="word not in stop")
                    + "global_words = {w for p in by_pillar for w, n in by_pillar[p].items() "
                    "if n >= 6}",
                    "You looked in all three pillars: *defence* is in the list. Which pillar is "
                    "asked for?",
                ),
                Slip(
                    COUNTED.format(kept="word not in stop")
                    + 'global_words = {w: n for w, n in by_pillar["G"].items() if n >= 6}',
                    "The words are right, and you have kept the counts beside them. Can you leave "
                    "only the words?",
                ),
                Slip(
                    COUNTED.format(kept="word not in stop")
                    + 'global_words = by_pillar["G"].most_common(6)',
                    "These are six words with their counts. Is six the number of words that are "
                    "asked for, or the least count of each?",
                ),
            ),
            also_right=(
                "g = tokenize(agreement.pillars[2].commitments)\n"
                "f = term_frequencies(g)\n"
                'global_words = {t for t, n in zip(f["term"], f["count"]) '
                "if n >= 6 and t not in stopwords()}",
            ),
        ),
        Task(
            name="once",
            asks="A function that returns how many types occur once in some passages",
            points=2,
            hints=(
                "Two spellings with and without a capital have to become one key.",
                "`counts.hapaxes()` is the list of words that occur once; a number is asked for.",
                "`counts[word.lower()] += 1` in the loop; then the length, `len(...)`, of a list.",
            ),
            calls=lambda: [
                (agreement.passages,),
                (agreement.preamble,),
                (agreement.pillars[2].commitments,),
                (corpus["article"].paragraphs,),
                (corpus["hiroshima-news"].paragraphs,),
            ],
            right=lambda passages: sum(n == 1 for n in Counter(forms(passages)).values()),
            lead="Is it one number, do capitals not matter, and are the passages taken together?",
            slips=(
                Slip(
                    ONCE.format(key="word", result="len(counts.hapaxes())"),
                    "You have more than there are: *Security* and *security* were counted apart. "
                    "What makes them one key?",
                ),
                Slip(
                    ONCE.format(key="word.lower", result="len(counts.hapaxes())"),
                    "Nearly each token became a type of its own: `word.lower` names the method and "
                    "does not call it. What do you write behind it to call it?",
                ),
                Slip(
                    ONCE.format(key="word.lower()", result="counts.hapaxes()"),
                    "You return the words themselves. How many are they?",
                ),
                Slip(
                    ONCE.format(key="word.lower()", result="counts.B()"),
                    "`B()` is the number of all types. Which of them occur once?",
                ),
                Slip(
                    ONCE.format(key="word.lower()", result="counts.N()"),
                    "`N()` is the number of tokens. Which types occur once?",
                ),
                Slip(
                    "def once(passages):\n    total = 0\n    for passage in passages:\n"
                    "        words = tokenizer.tokenize(passage.text.lower())\n"
                    "        total += len(FreqDist(words).hapaxes())\n    return total",
                    "You count anew in each passage. A word that stands once in two passages "
                    "occurs twice: where should the distribution be made?",
                ),
                Slip(
                    ONCE.format(key="word.lower()", result="len(counts.hapaxes()) / counts.B()"),
                    "That is the share of the types. How many are they?",
                ),
            ),
            also_right=(
                "def once(passages):\n"
                "    words = [w.lower() for w in tokenize(passages).surface()]\n"
                "    return sum(words.count(word) == 1 for word in set(words))",
            ),
        ),
        Task(
            name="all_lines",
            asks="A function that counts all lines of NLTK's concordance of a word",
            points=2,
            hints=(
                "`concordance_list` does not mind capitals, and it stops somewhere.",
                "Its argument `lines` says how many lines to make at most.",
                "`len(text.concordance_list(word, lines=...))`; a text never has more lines than "
                "tokens, and `len(text)` is their number.",
            ),
            calls=lambda: [
                (agreement.passages, "security"),
                (agreement.passages, "the"),
                (agreement.commitments, "ai"),
                (agreement.passages, "energy"),
                (corpus["press-release-2021"].paragraphs, "resilience"),
            ],
            right=lambda passages, word: forms(passages).count(word),
            lead="Are words with capitals among the lines, and all lines beyond the default?",
            slips=(
                Slip(
                    LINES.format("len(text.concordance_list(word))"),
                    "For frequent words you stop at 25. Which argument raises that number?",
                ),
                Slip(
                    LINES.format("text.count(word)"),
                    "`count` takes the spelling exactly. What happens to *Security*?",
                ),
                Slip(
                    LINES.format("text.count(word) + text.count(word.capitalize())"),
                    "Two spellings are not all: how does the Accord write *AI*?",
                ),
                Slip(
                    LINES.format("len(text.concordance_list(word, lines=100))"),
                    "A hundred lines are enough for most words. How often does *the* occur?",
                ),
                Slip(
                    LINES.format("text.concordance_list(word, lines=len(text))"),
                    "You return the lines themselves. How many are they?",
                ),
                Slip(
                    LINES.format("text.concordance(word)"),
                    "`concordance` prints lines and returns nothing. Which method returns them?",
                ),
            ),
            also_right=(
                "def all_lines(passages, word):\n    return len(kwic(passages, word))",
                LINES.format("[w.lower() for w in text].count(word)"),
            ),
        ),
        Choice(
            name="widespread",
            asks="Which statement the table of dispersion carries",
            hints=(
                "`count` says how often, `range` in how many passages.",
                "DPnorm is near nought for a word that is spread like the text itself.",
            ),
            right="c",
            options={
                "a": "*Cyber* occurs in one passage only; what the word stands for here, the "
                "Accord therefore neglects.",
                "b": "*Nuclear* is more important to the Accord than *together*; not its count "
                "but its DPnorm says so.",
                "c": "*Together* is spread over many passages and *nuclear* over few; both are "
                "about equally frequent.",
                "d": "*Nuclear* is spread more evenly than *together* over the passages, as its "
                "DPnorm is nearer to one.",
            },
            because=(
                "Yes: the counts are of one order, and range and DPnorm both say that *together* "
                "is spread wider."
            ),
            wrong={
                "b": "DPnorm measures how unevenly a word is spread. Where in the table would "
                "importance stand?",
                "a": "One passage is what the table says. Who says that an agreement neglects what "
                "it treats in one place? Read D7 before you conclude that.",
                "d": "Which end of the scale is even: nought or one? Look at `range` as well.",
            },
        ),
        Task(
            name="security_company",
            asks="The collocates of *security* in the press release, as a set",
            points=2,
            hints=(
                "`collocates(tokens, word, window)` gives a table; look at its columns.",
                "By default it reports what stands there at least twice; the docstring says so.",
                "The column `collocate` becomes a set with `set(...)`; a set minus another, such "
                "as `stop`, leaves out what stands in the other.",
            ),
            right=company_of_security,
            lead="Is it the press release, is the window four tokens, are the stop words gone?",
            slips=(
                Slip(
                    NEAR.format(call='release, "security", 4, minimum=1'),
                    "You kept every neighbour, also those that stand there once. What does the "
                    "argument `minimum` do?",
                ),
                Slip(
                    'near = collocates(release, "security", 4).query("observed > 2")\n'
                    'security_company = set(near["collocate"]) - stop',
                    "You kept what stands there more than twice. Is a word that stands there "
                    "exactly twice asked for?",
                ),
                Slip(
                    'near = collocates(release, "security", 4)\n'
                    'security_company = set(near["collocate"])',
                    "*And* and *for* are neighbours of many nouns. What did you want to leave out?",
                ),
                Slip(
                    "content = release.filter(words=lambda word: word not in stop)\n"
                    'security_company = set(collocates(content, "security", 4)["collocate"])',
                    "You took the stop words out first. The words that remain move closer "
                    "together: how far apart were they in the release? When is the place for "
                    "leaving out?",
                ),
                Slip(
                    'near = collocates(release, "security", 4, minimum=1).query("count > 1")\n'
                    'security_company = set(near["collocate"]) - stop',
                    "You chose by `count`, how often a word occurs at all. Which column says how "
                    "often it stands near *security*?",
                ),
                Slip(
                    'security_company = set(collocates(release, "security", 4)) - stop',
                    "A set made from a whole table holds the names of its columns. Which column "
                    "has the words?",
                ),
                Slip(
                    NEAR.format(call='release, "security"'),
                    "This is the company within five tokens, as in the lesson. How wide is the "
                    "window here?",
                ),
                Slip(
                    NEAR.format(call='release, "security", 3'),
                    "This is the company within three tokens. How wide is the window here?",
                ),
                Slip(
                    NEAR.format(call='agreement, "security", 4'),
                    "This is the company that *security* keeps in the Accord. Which tokens are "
                    "those of the press release?",
                ),
            ),
            also_right=(
                'n = collocates(release, "security", 4).query("observed > 1")["collocate"]\n'
                "security_company = [w for w in n if w not in stopwords()]",
            ),
        ),
        Essay(
            name="obsessed",
            asks="What a count would and would not show about an Accord obsessed with security",
            points=3,
            hints=(
                "A comparison of two words needs both counts and one denominator.",
                "Read the concordance of *security*: which security is meant, where?",
            ),
            rubric=(
                "A strong answer names counts with their denominator, says which forms of *peace* "
                "it takes in, quotes a place where *security* means something else than defence, "
                "and parts what is said from what is cared about. A weak one repeats the claim or "
                "only doubts it."
            ),
            sample=(
                "The comparison needs a rate and a list of forms: peace may also be peaceful, and "
                "security may be economic or energy security. The rate is higher in the preamble "
                "than in the commitments, so the reasons have more of the word than the promises. "
                "In E5 the Accord wants “to bolster our energy security”, a matter of minerals. A "
                "frequent word shows what is talked about. Whether the governments care, or do "
                "anything, no count can show."
            ),
            checklist=(
                "I give or ask for a rate with its denominator, not a bare count.",
                "I say which forms count as *peace* or as *security*.",
                "I quote at least one place of the Accord and give its passage.",
                "I say what no count of words could show.",
            ),
        ),
    ],
)
