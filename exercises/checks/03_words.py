"""Which words carry the Accord? The tasks of set 03."""

from accordlib import (
    kwic,
    load_corpus,
    parse_agreement,
    stopwords,
    tokenize,
)
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
accord = tokenize(agreement.passages)
commitments = tokenize(agreement.commitments)
stop = stopwords()
release = tokenize(corpus["press-release-2021"].paragraphs)


def forms(passages):
    """Return the tokens of some passages as spelt, in small letters, one after the other."""
    return [form.lower() for form in tokenize(passages).surface()]


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

workbook = Workbook(
    "Which words carry the Accord?",
    [
        Task(
            name="count_security",
            asks="How many times the type *security* stands in the commitments",
            hints=(
                "The concordance has one line for each occurrence.",
                "`commitments` holds the tokens of the commitments, `accord` those of the Accord.",
                "`len(kwic(..., ...))` counts lines: put the right tokens and the word into it.",
            ),
            right=lambda: forms(agreement.commitments).count("security"),
            lead="Which passages did you tokenize, and does each line have exactly this type?",
            slips=(
                Slip(
                    'count_security = len(kwic(accord, "security"))',
                    f"That is the count of the whole Accord: {len(kwic(accord, 'security'))}, with "
                    "the preamble and the headings. Which tokens are the commitments alone?",
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
                "A row is a word in a pillar. Two conditions are joined with `&`, each in brackets "
                'of its own; one is `by_pillar["count"] >= 6`.',
            ),
            right=often_in_global,
            lead="Which words do you keep, in which pillar, and what about exactly six?",
            slips=(
                Slip(
                    "table = term_frequencies(commitments.filter(words=lambda w: w not in stop), "
                    'by="pillar")\nglobal_words = list(table[table["count"] >= 6]["term"])',
                    "These are the words of all three pillars, some of them twice. Which column "
                    "says where a row belongs?",
                ),
                Slip(
                    "table = term_frequencies(commitments.filter(words=lambda w: w not in stop), "
                    'by="pillar")\nglobal_words = list(table[(table["count"] > 6) & '
                    '(table["pillar"] == "G")]["term"])',
                    "Words with exactly six occurrences are missing. What does *at least* mean "
                    "for the comparison?",
                ),
                Slip(
                    'table = term_frequencies(commitments, by="pillar")\nglobal_words = list('
                    'table[(table["count"] >= 6) & (table["pillar"] == "G")]["term"])',
                    "*The* and *and* are in your list. What does the filter have to leave out?",
                ),
                Slip(
                    "table = term_frequencies(commitments.filter(words=lambda w: w not in stop), "
                    'by="pillar")\nglobal_words = table[(table["count"] >= 6) & '
                    '(table["pillar"] == "G")]',
                    "The rows are right, and you have kept the table. Which of its columns has the "
                    "words?",
                ),
                Slip(
                    "table = term_frequencies(commitments.filter(words=lambda w: w not in stop))\n"
                    'global_words = list(table[table["count"] >= 6]["term"])',
                    "You counted the three pillars together: *cooperation* is in the list. How "
                    "did the cell keep them apart before?",
                ),
            ),
            also_right=(
                "g = tokenize(agreement.pillars[2].commitments)\n"
                "f = term_frequencies(g)\n"
                'global_words = {t for t, n in zip(f["term"], f["count"]) '
                "if n >= 6 and t not in stopwords()}",
            ),
        ),
        Choice(
            name="widespread",
            asks="Which statement the table of dispersion carries",
            hints=(
                "`count` says how often, `range` in how many passages.",
                "DPnorm is near nought for a word that is spread like the text itself.",
            ),
            right="b",
            because=(
                "Yes: the counts are of one order, and range and DPnorm both say that *together* "
                "is spread wider."
            ),
            wrong={
                "a": "DPnorm measures how unevenly a word is spread. Where in the table would "
                "importance stand?",
                "c": "One passage is what the table says. Who says that an agreement neglects what "
                "it treats in one place? Read D5 before you conclude that.",
                "d": "Which end of the scale is even: nought or one? Look at `range` as well.",
            },
        ),
        Task(
            name="defence_words",
            asks="A function that counts *defence* and *defense* in some passages",
            points=2,
            hints=(
                "The concordance of a word has one line for each time that it stands there, with a "
                "capital or without.",
                '`len(kwic(tokens, "security"))` counts one word. Two spellings are two counts.',
                "What is returned is a sum: `len(...) + len(...)`, each with one of the spellings.",
            ),
            calls=lambda: (
                [(corpus[name].paragraphs,) for name in ("accord", "article", "hiroshima-news")]
                + [(agreement.preamble,), (agreement.pillars[2].commitments,)]
            ),
            right=lambda passages: sum(w in {"defence", "defense"} for w in forms(passages)),
            lead="Do both spellings count, with capitals too, and only as whole tokens?",
            slips=(
                Slip(
                    "def defence_words(passages):\n"
                    '    return len(kwic(tokenize(passages), "defence"))',
                    "British texts come out right, American ones at nought. Which spelling does "
                    "the article use?",
                ),
                Slip(
                    "def defence_words(passages):\n"
                    '    return len(kwic(tokenize(passages), "defense"))',
                    "The article comes out right, the Accord at nought. Which spelling does the "
                    "Accord use?",
                ),
                Slip(
                    "def defence_words(passages):\n    tokens = tokenize(passages)\n"
                    '    return len(kwic(tokens, "defence" + "defense"))',
                    "Your function finds nothing in any text. With `+` two words become one long "
                    "word, and only `*` stands for other letters. What would count one spelling, "
                    "and what the other?",
                ),
                Slip(
                    "def defence_words(passages):\n"
                    '    return len(kwic(tokenize(passages), "defen*"))',
                    "The star takes in more than a change of spelling: the article has *defend* "
                    "too. Which two words exactly are asked for?",
                ),
                Slip(
                    "def defence_words(passages):\n"
                    "    text = ' '.join(p.text for p in passages).lower()\n"
                    "    return text.count('defence') + text.count('defense')",
                    "A search in the raw text also finds *self-defense*. What makes a token more "
                    "than a string of letters?",
                ),
                Slip(
                    "def defence_words(passages):\n"
                    "    forms = tokenize(passages).surface()\n"
                    "    return forms.count('defence') + forms.count('defense')",
                    "Some are missing: those with a capital, as in *Defence Secretary*. What does "
                    "`surface()` keep that a type does not?",
                ),
                Slip(
                    "def defence_words(passages):\n"
                    '    t = term_frequencies(tokenize(passages)).set_index("term")["range"]\n'
                    '    return int(t.get("defence", 0) + t.get("defense", 0))',
                    "You added up `range`, the number of passages. Which column counts tokens?",
                ),
            ),
            also_right=(
                "import re\ndef defence_words(passages):\n"
                '    return len(kwic(tokenize(passages), re.compile("defen[cs]e")))',
                "def defence_words(passages):\n"
                '    t = term_frequencies(tokenize(passages)).set_index("term")["count"]\n'
                '    return int(t.get("defence", 0) + t.get("defense", 0))',
                "def defence_words(passages):\n"
                "    return sum(f.lower() in ('defence', 'defense') "
                "for f in tokenize(passages).surface())",
            ),
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
                    NEAR.format(call='release, "security"'),
                    "This is the company within five tokens, as in the lesson. How wide is the "
                    "window here?",
                ),
                Slip(
                    NEAR.format(call='release, "security", 3'),
                    "This is the company within three tokens. How wide is the window here?",
                ),
                Slip(
                    NEAR.format(call='accord, "security", 4'),
                    "This is the company that *security* keeps in the Accord. Which tokens are "
                    "those of the press release?",
                ),
            ),
            also_right=(
                'n = collocates(release, "security", 4).query("observed > 1")["collocate"]\n'
                "security_company = [w for w in n if w not in stopwords()]",
            ),
        ),
        Choice(
            name="typical",
            asks="Which sentence about keyness you would defend",
            hints=(
                'Look where the occurrences of each word stand: `kwic(commitments, "space")`.',
                "A test takes the words for independent draws. Are six of one paragraph?",
            ),
            right="b",
            because=(
                "Yes. The count is a fact of the text; what it is typical of depends on where the "
                "occurrences stand."
            ),
            wrong={
                "a": "Six times in one commitment and seven times across the pillar: are these the "
                "same evidence for *the pillar*? The test cannot tell, you can.",
                "c": "The occurrences are there and may be described. What may one not do with "
                "them: count them, or generalise from them?",
            },
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
