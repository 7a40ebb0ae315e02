"""Which words set one pillar apart? The tasks of set 03b."""

from math import comb, log2

from nltk import FreqDist

from accordlib import load_corpus, parse_agreement, stopwords
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook, forms

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
stop = stopwords()


def in_eight():
    """Return the content words that stand in at least eight commitments."""
    sets = [set(forms([commitment])) - stop for commitment in agreement.commitments]
    return {w for words in sets for w in words if sum(w in other for other in sets) >= 8}


def as_many(dealt, observed):
    """Return the share of deals with at least as many as were observed."""
    return sum(n for number, n in dealt.items() if number >= observed) / sum(dealt.values())


RATIO = """def log_ratio(count, size, reference_count, reference_size):
    if not count or not reference_count:
        return None
    return {}"""
MANY = "def as_many(dealt, observed):\n    return {}"
INSIDE = "def all_inside(having, size, total):\n    return {}"

workbook = Workbook(
    "Which words set one pillar apart?",
    [
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
                + [(corpus["article"].paragraphs + agreement.pillars[0].commitments,)]
            ),
            right=lambda passages: sum(w in {"defence", "defense"} for w in forms(passages)),
            lead="Do both spellings count, with capitals too, and only as whole tokens?",
            slips=(
                Slip(
                    "def defence_words(passages):\n"
                    "    words = ' '.join(p.text for p in passages).lower().split()\n"
                    "    return words.count('defence') + words.count('defense')",
                    "`split()` leaves commas and full stops on the words, as in *defense,* of the "
                    "news report. Which function of the lesson makes tokens or finds them?",
                ),
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
                    "word, and brackets are not letters: only `*` stands for other letters. What "
                    "would count one spelling, and what the other?",
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
            name="log_ratio",
            asks="A function that returns the log ratio of two rates",
            points=2,
            hints=(
                "First two rates, each a count divided by its size; then one divided by the other.",
                "`log2` is the binary logarithm. It has no value for nought.",
                "The condition is `count == 0 or reference_count == 0`.",
            ),
            calls=lambda: [
                (5, 386, 1, 1199),
                (3, 386, 9, 1199),
                (1, 100, 1, 100),
                (0, 386, 14, 1199),
                (7, 386, 0, 1199),
                (2, 50, 8, 100),
            ],
            right=lambda a, n, b, m: log2((a / n) / (b / m)) if a and b else None,
            lead="Which two rates do you compare, in which order, and with which logarithm?",
            slips=(
                *(
                    Slip(
                        RATIO.format(
                            "round(log2((count / size) / (reference_count / reference_size)), "
                            f"{places})"
                        ),
                        "The formula is right, and you round what it gives. What does a table "
                        "need that a further calculation does not?",
                    )
                    for places in (1, 2, 3)
                ),
                Slip(
                    RATIO.format("log2(count / size) / log2(reference_count / reference_size)"),
                    "You divide two logarithms. The log ratio is the logarithm of a ratio: which "
                    "step comes first?",
                ),
                Slip(
                    RATIO.format("(count / size) / (reference_count / reference_size)"),
                    "You return the ratio itself. Twice as often should be 1: what is missing?",
                ),
                Slip(
                    RATIO.format("log2((reference_count / reference_size) / (count / size))"),
                    "The sign is the other way round. Which of the two is the target?",
                ),
                Slip(
                    RATIO.format("log2(count / reference_count)"),
                    "You compare counts. The two parts differ in length: what makes them rates?",
                ),
                Slip(
                    "from math import log\n"
                    + RATIO.format("log((count / size) / (reference_count / reference_size))"),
                    "That is the natural logarithm, and twice as often gives 0.69. Which one is "
                    "asked for?",
                ),
                Slip(
                    "from math import log10\n"
                    + RATIO.format("log10((count / size) / (reference_count / reference_size))"),
                    "That is the logarithm to base ten, and twice as often gives 0.30. Which one "
                    "is asked for?",
                ),
                Slip(
                    "def log_ratio(count, size, reference_count, reference_size):\n"
                    "    if not count or not reference_count:\n        return 0\n"
                    "    return log2((count / size) / (reference_count / reference_size))",
                    "For a missing word you return 0, which says that the rates are equal. Are "
                    "they?",
                ),
                Slip(
                    "def log_ratio(count, size, reference_count, reference_size):\n"
                    "    a, b = max(count, 0.5), max(reference_count, 0.5)\n"
                    "    return log2((a / size) / (b / reference_size))",
                    "You count a missing word as a half, as the helper does. Here there is no "
                    "ratio: what is to be returned?",
                ),
            ),
            also_right=(
                RATIO.format(
                    "log2(count) - log2(size) - log2(reference_count) + log2(reference_size)"
                ),
            ),
        ),
        Task(
            name="widest",
            asks="The content words that stand in at least eight commitments",
            hints=(
                "The degree of a word is the number of commitments that have it.",
                "`network.degree(word)` is a number, and *at least* is `>=`.",
                "The condition is `network.degree(word) >= ...`.",
            ),
            right=in_eight,
            lead="Do you count commitments and not tokens, and is exactly eight among them?",
            slips=(
                Slip(
                    "widest = {word for word in content_words if network.degree(word) > 8}",
                    "Words in exactly eight commitments are missing. What does *at least* mean?",
                ),
                Slip(
                    "widest = {word for word in content_words "
                    'if network.degree(word, weight="weight") >= 8}',
                    "With the weight you count tokens: *nuclear* is there, with ten tokens in "
                    "three commitments. What is a line without its weight?",
                ),
                Slip(
                    "widest = {node for node in network if network.degree(node) >= 8}",
                    "The commitments are nodes too, and D1 has many words. Which nodes are asked "
                    "for?",
                ),
                Slip(
                    "widest = {word for word in content_words if network.degree(word) <= 8}",
                    "These are the words in few commitments. Which way round is the comparison?",
                ),
                Slip(
                    "widest = len([w for w in content_words if network.degree(w) >= 8])",
                    "The number is right. Which words are they?",
                ),
            ),
            also_right=(
                "counted = FreqDist()\nfor commitment in agreement.commitments:\n"
                "    counted.update(set(tokenizer.tokenize(commitment.text.lower())) - stop)\n"
                "widest = [word for word, number in counted.items() if number > 7]",
            ),
        ),
        Task(
            name="as_many",
            asks="A function that returns the share of deals with at least as many as observed",
            points=2,
            hints=(
                "Deals with more than were observed count too.",
                "`dealt[3]` is the number of deals with three; `for number in dealt` gives keys.",
                "`dealt.N()` is the number of all deals.",
            ),
            calls=lambda: [
                (FreqDist({0: 1990, 1: 4335, 2: 2895, 3: 725, 4: 55}), 4),
                (FreqDist({0: 1990, 1: 4335, 2: 2895, 3: 725, 4: 55}), 2),
                (FreqDist({0: 5, 1: 3, 2: 2}), 0),
                (FreqDist({0: 5, 1: 3, 2: 2}), 3),
                (FreqDist({1: 6, 3: 2}), 2),
            ],
            right=as_many,
            lead="Which deals do you count, and what do you divide by?",
            slips=(
                Slip(
                    MANY.format("sum(dealt[n] for n in dealt if n > observed) / dealt.N()"),
                    "Deals with exactly as many as observed are missing. What is *at least*?",
                ),
                Slip(
                    MANY.format("dealt[observed] / dealt.N()"),
                    "You count the deals with exactly as many. Those with more are at least as "
                    "striking: do they not count too?",
                ),
                Slip(
                    MANY.format("sum(dealt[n] for n in dealt if n >= observed)"),
                    "You return the number of the deals. What is it a share of?",
                ),
                Slip(
                    MANY.format("sum(dealt[n] for n in dealt if n >= observed) / 10_000"),
                    "Ten thousand deals come out right, fewer do not. How does `dealt` say how "
                    "many deals there were?",
                ),
                Slip(
                    MANY.format("sum(dealt[n] for n in dealt if n >= observed) / dealt.B()"),
                    "`B()` is the number of different results. How many deals were there?",
                ),
                Slip(
                    MANY.format("sum(n >= observed for n in dealt) / len(dealt)"),
                    "You count results and not deals. How often did each result come up?",
                ),
                Slip(
                    MANY.format("sum(dealt[n] for n in dealt if n <= observed) / dealt.N()"),
                    "You count the deals with as many or fewer. Which end is the rare one?",
                ),
            ),
            also_right=(MANY.format("sum(dealt.freq(n) for n in dealt if n >= observed)"),),
        ),
        Task(
            name="all_inside",
            asks="A function that returns the chance that all cards with a word fall together",
            points=2,
            hints=(
                "Think of the cards with the word: in how many ways can they lie?",
                "All the ways: choose `having` among `total`. The ways wanted: among `size`.",
                "One `comb(...)` divided by another, each with `having` as its second number.",
            ),
            calls=lambda: [
                (4, 9, 29),
                (5, 11, 29),
                (1, 9, 29),
                (0, 9, 29),
                (3, 2, 10),
                (10, 10, 12),
            ],
            right=lambda having, size, total: comb(size, having) / comb(total, having),
            lead="How many ways are there in all, and in how many does every card lie inside?",
            slips=(
                Slip(
                    INSIDE.format("(size / total) ** having"),
                    "You let each card fall anew, as if the pillar never filled up. After one "
                    "card is inside, how many places are left?",
                ),
                Slip(
                    INSIDE.format("comb(size, having) / comb(total, size)"),
                    "Below the line you choose a whole hand, above it only the cards with the "
                    "word. What has to be chosen both times?",
                ),
                Slip(
                    INSIDE.format("having / size"),
                    "That is the share of the pillar that has the word. What would chance give?",
                ),
                Slip(
                    INSIDE.format("size / total"),
                    "That is the chance of one card. How many have to fall inside?",
                ),
                Slip(
                    INSIDE.format(
                        "comb(total, having) / comb(size, having) if having <= size else 0"
                    ),
                    "Your chance is greater than one. What belongs above the line?",
                ),
            ),
            also_right=(
                "def all_inside(having, size, total):\n    chance = 1\n"
                "    for k in range(having):\n        chance *= max(size - k, 0) / (total - k)\n"
                "    return chance",
            ),
        ),
        Choice(
            name="typical",
            asks="Which sentence about *defence* and *space* you would defend",
            hints=(
                'Look where the occurrences stand: `kwic(agreement.commitments, "space")`.',
                "A test of tokens takes the words for independent draws. Are six of one paragraph?",
            ),
            right="c",
            options={
                "a": "The first pillar speaks of defence and of space significantly more than "
                "the others, as the adjusted p of both proves.",
                "b": "*Defence* is proved typical of the first pillar; it has more tokens there "
                "than *space* and fails in none of the tests.",
                "c": "*Defence* occurs in four commitments and *space* in one; neither is proof "
                "of what sets the first pillar apart.",
                "d": "Words with so few occurrences say nothing about a pillar; neither of the "
                "two should be mentioned in an essay.",
            },
            because=(
                "Yes. The counts are facts of the text. With the commitment as unit four of nine "
                "is what the most striking of many words may reach by chance."
            ),
            wrong={
                "a": "Six times in one commitment and seven times across the pillar: are these the "
                "same evidence for *the pillar*? The adjusted p cannot tell, can you?",
                "b": "More tokens, yes. In how many commitments, and did it pass the shuffle of "
                "them as the most striking of all words?",
                "d": "The occurrences are there and may be described. What may one not do with "
                "them: count them, or generalise from them?",
            },
        ),
        Choice(
            name="not_circular",
            asks="Which of four comparisons is not circular",
            hints=(
                "Ask of each word: who chose it, and had he seen the part that it is tested on?",
                "A heading sorts commitments, whether it is printed or not.",
            ),
            right="a",
            options={
                "a": "Name *resilience* before you look, and count the passages that have it in "
                "the Accord and in the press release.",
                "b": "Count *economic* in the economic pillar and in the other two, and test the "
                "difference with a shuffle of commitments.",
                "c": "List the words that only the global pillar has, then test each of them on "
                "the commitments of the same pillar.",
                "d": "Take the headings off the pillars, find the key words of each part, and "
                "show that they agree with its heading.",
            },
            because=(
                "Yes: the word was named first, and neither text was sorted by it. Whether two "
                "texts are enough for a conclusion is another question."
            ),
            wrong={
                "b": "The unit is well chosen. But by what were the commitments sorted into that "
                "pillar, if not by being economic?",
                "c": "The words were found in these commitments. What can a test on the same "
                "commitments still find out?",
                "d": "The headings are off, and the commitments still lie where they were put. Who "
                "put them there, and why?",
            },
        ),
        Essay(
            name="proved",
            asks="What a p of a word does and does not prove about cyberspace",
            points=3,
            hints=(
                'Look at the lines: `kwic(agreement.commitments, "cyber")`.',
                "How many words were compared before this one was picked out?",
            ),
            rubric=(
                "A strong answer names the unit (four tokens, one commitment), the number of words "
                "compared, what was not corrected, and quotes D7. It says what remains true. A "
                "weak one only doubts statistics, or argues about cyberspace without the text."
            ),
            sample=(
                "The word was picked out of more than five hundred, and p was not raised for their "
                "number. All four tokens stand in D7, so that by commitments it is one of nine, "
                "which chance gives easily. Four tokens of one paragraph are one decision. What D7 "
                "says is to “Establish a UK-Japan Cyber Partnership”; whether that militarises "
                "anything, no count can show. One may say that the Accord treats cyber matters in "
                "its defence pillar and in one commitment."
            ),
            checklist=(
                "I say in how many commitments the tokens stand.",
                "I say among how many words this one was found.",
                "I quote D7 and say what it promises.",
                "I say what remains true after the criticism.",
            ),
        ),
    ],
)
