"""What did they promise? The tasks of set 02."""

import re
from collections import Counter
from math import comb

from accordlib import kwic, load_corpus, parse_agreement, tokenize
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
commitments = tokenize(agreement.commitments)
E11, LIMIT = agreement["E11"], 28
narrow = frozenset({"continue", "maintain", "affirm", "reaffirm", "elevate"})


def short_commitments():
    """Return the labels of the commitments below the limit, by their sizes."""
    sizes = zip(commitments.passages, commitments.sizes.tolist(), strict=True)
    return {passage.label for passage, size in sizes if size < LIMIT}


def modal_verbs():
    """Return how often each modal verb stands in the file of the Accord."""
    words = Counter(re.findall(r"[\w’-]+", corpus["accord"].text.lower()))
    return {word: words[word] for word in ("will", "can", "shall", "must", "should", "may")}


def of_several_sentences():
    """Return for each pillar the commitments with more than one row in the stored sentences."""
    rows = Counter(corpus.annotations("sentences")["passage"])
    return {
        pillar.label: sum(rows[commitment.id] > 1 for commitment in pillar.commitments)
        for pillar in agreement.pillars
    }


def after_we_will(text):
    """Return the words after *we will* that are not skipped, found with a pattern."""
    pattern = r"\bwe will (?:(?:also|better|further) )*([\w’-]+)"
    return re.findall(pattern, " ".join(text.split()).lower())


def opened_with(letter, verbs):
    """Return how many commitments of a pillar were annotated with one of these openings."""
    table = corpus.annotations("commitments")
    own = table[table["commitment"].str.startswith(letter)]
    return int(own["opening"].isin(list(verbs)).sum())


def chance_of_table(hits, size, other_hits, other_size):
    """Return how often chance deals a table that is no more likely than this one."""
    total = hits + other_hits
    deals = [comb(size, k) * comb(other_size, total - k) for k in range(total + 1)]
    return sum(n for n in deals if n <= deals[hits]) / comb(size + other_size, total)


def gap_cell(first="size - hits", second="other_size - other_hits", value="{}.pvalue", more=""):
    """Return a student's function for *p_of_gap* with one thing changed."""
    call = f"fisher_exact([[hits, {first}], [other_hits, {second}]]{more})"
    return f"def p_of_gap(hits, size, other_hits, other_size):\n    return {value.format(call)}"


def will_without_we():
    """Return the commitments in which *will* follows on another word than *we*."""
    return {
        commitment.label
        for commitment in agreement.commitments
        if re.search(r"(?<!\bwe )\bwill\b", commitment.text.lower())
    }


def several_cell(test, step, place=""):
    """Return a student's cell for *several*, with a condition and what is done where it holds."""
    return (
        f"several = {{}}\n{place}for pillar in agreement.pillars:\n"
        + ("" if place else "    number = 0\n")
        + f"    for commitment in pillar.commitments:\n        if {test}:\n            {step}\n"
        "    several[pillar.label] = number"
    )


def promised_cell(condition, skip=True, lower=".lower()", result="found", word="words[i]"):
    """Return a student's function for *promised* with one thing changed."""
    skipped = "('also', 'better', 'further')" if skip else "()"
    return (
        "def promised(text):\n"
        f"    words = [w for w in text{lower}.split() if w.lower() not in {skipped}]\n"
        "    found = []\n    for i in range(2, len(words)):\n"
        f"        if {condition}:\n            found.append({word})\n"
        f"    return {result}"
    )


def renewals_cell(condition, step="number = number + 1"):
    """Return a student's function for *renewals* with one thing changed."""
    return (
        "def renewals(letter, verbs):\n    number = 0\n"
        "    for commitment in agreement.commitments:\n"
        f"        if {condition}:\n            {step}\n    return number"
    )


SHORT = (
    "limit = 28\nshort = set()\nfor c in agreement.commitments:\n    if {test}:\n"
    "        short.add({what})"
)
MODALS = (
    'modals = {{}}\nfor word in ["will", "can", "shall", "must", "should", "may"]:\n'
    "    modals[word] = {value}"
)

workbook = Workbook(
    "What did they promise?",
    [
        Task(
            name="short",
            asks=f"The labels of the commitments that have fewer than {LIMIT} tokens",
            hints=(
                "`tokenize` takes a list of passages: a single one goes into square brackets.",
                '`len(tokenize([agreement["D4"]]))` is the number of tokens of D4. Which name has '
                "the commitment in the loop?",
                "The condition is true if that number is smaller than `limit`. A label is a part "
                'of its commitment: `agreement["D4"].label` is `"D4"`.',
            ),
            right=short_commitments,
            lead="What does your condition measure, and on which side of the limit is it true?",
            slips=(
                Slip(
                    SHORT.format(test="len(c.text) < limit", what="c.label"),
                    "Your set is empty: the condition was never true. What number does it compare "
                    "with the limit: that of the tokens of one commitment, or another?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) > limit", what="c.label"),
                    "G2, the longest of all, is in your set. On which side of the limit are the "
                    "short ones?",
                ),
                Slip(
                    SHORT.format(test="True", what="c.label"),
                    "All commitments are in your set, G2 with them: the condition is always true, "
                    "as dots in its place would be. What does it compare with the limit: tokens, "
                    "or something that there is little of?",
                ),
                Slip(
                    SHORT.format(test="len(c.text.split()) < limit", what="c.label"),
                    f"E11 is in your set: it has {len(tokenize([E11]))} tokens, and "
                    f"{len(E11.text.split())} words between blanks. Which of them do you count, "
                    "and is a number that equals the limit *fewer than* the limit?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) < limit", what="c"),
                    "The set holds whole commitments. To find them again a reader wants the label: "
                    "it is `commitment.label`. Where in your cell does it belong?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) < limit", what="c.id"),
                    "These are the ids, with the name of the text before the colon. Which part of "
                    "`accord:D4` is the label?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) < limit", what='"commitment.label"'),
                    "In quotation marks `commitment.label` is a piece of text, the same in each "
                    "round. How do you write the label of the commitment itself?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) < limit", what="c.text"),
                    "The set holds the texts. By what, shorter than its text, is a commitment "
                    "cited?",
                ),
                Slip(
                    SHORT.format(test="len(tokenize([c])) < limit", what="len(tokenize([c]))"),
                    "Your set holds the lengths. By what would a reader find the commitments "
                    "again?",
                ),
            ),
            also_right=(
                "short = {c.label for c in agreement.commitments if len(tokenize([c])) < 28}",
                "short = [p.label for p, n in zip(commitments.passages, commitments.sizes) "
                "if n < 28]",
            ),
        ),
        Task(
            name="modals",
            asks="How many times each modal verb stands in the whole Accord",
            hints=(
                "A frequency distribution is asked for a word in square brackets, as a "
                "dictionary is.",
                '`counts["security"]` is the number of times that *security* stands in the Accord.',
                "`word` is the word of this round: what has to stand in the square brackets?",
            ),
            right=modal_verbs,
            lead="Do you count whole words, in the whole Accord, for each word of the list?",
            slips=(
                Slip(
                    MODALS.format(value="len(kwic(commitments, word))"),
                    f"You counted in the commitments: {len(kwic(commitments, 'will'))} times "
                    "*will*. Where else does the Accord say what the two will do?",
                ),
                Slip(
                    MODALS.format(value='len(kwic(whole, "word"))'),
                    "All are nought: in quotation marks it is the word *word* that is looked for. "
                    "How do you pass on the name from the loop?",
                ),
                Slip(
                    MODALS.format(value="counts.freq(word)"),
                    "These are shares of all words. What gives the number of times itself?",
                ),
                Slip(
                    MODALS.format(value="counts"),
                    "Each word has the whole distribution. Which of its numbers is that of `word`?",
                ),
                Slip(
                    "modals = {}\nfor word in ['will', 'can', 'shall', 'must', 'should', 'may']:\n"
                    "    if counts[word] > 0:\n        modals[word] = counts[word]",
                    "The words that do not occur are missing, and a lawyer looks for these first. "
                    "What is the number of a word that stands nowhere?",
                ),
                Slip(
                    MODALS.format(value="kwic(whole, word)"),
                    "Each word has its concordance, and a number is asked for. What counts the "
                    "lines of a concordance?",
                ),
                Slip(
                    MODALS.format(value="corpus['accord'].text.lower().count(word)"),
                    "A search in the raw text finds *can* in *significant* as well. What makes a "
                    "token more than a string of letters?",
                ),
                Slip(
                    MODALS.format(value='kwic(whole, word).table["passage"].nunique()'),
                    "You counted passages that have the word. Is there one with more than one "
                    "*will*? Look at G2.",
                ),
            ),
            also_right=(
                MODALS.format(value="len(kwic(whole, word))"),
                MODALS.format(value="[form.lower() for form in whole.surface()].count(word)"),
                "modals = {w: len(kwic(whole, w)) "
                'for w in ("may", "should", "must", "shall", "can", "will")}',
            ),
        ),
        Task(
            name="several",
            asks="For each pillar, how many commitments have more than one sentence",
            points=2,
            hints=(
                "One mistake decides which commitments count, the other how they are added up.",
                "Every commitment has an arrow to at least one sentence. What is *more than one*?",
                "`number = tree.out_degree(...)` forgets what was there before; "
                "`number = number + ...` does not.",
            ),
            right=of_several_sentences,
            lead="Which commitments count, does the number grow, and does each pillar begin anew?",
            slips=(
                Slip(
                    several_cell("len(sentences(commitment)) > 0", "number = number + 1"),
                    "Now it adds up, but these are all commitments. Which condition is met by a "
                    "commitment of a single sentence?",
                ),
                Slip(
                    several_cell(
                        "len(sentences(commitment)) > 1", "number = len(sentences(commitment))"
                    ),
                    "The condition is right. But each number is the length of the last commitment "
                    "that meets it: what happens to the commitments found before?",
                ),
                Slip(
                    several_cell(
                        "len(sentences(commitment)) > 0",
                        "number = number + len(sentences(commitment))",
                    ),
                    "You added up all sentences of each pillar. Are sentences asked for, or "
                    "commitments, and which of them?",
                ),
                Slip(
                    several_cell("len(sentences(commitment)) > 1", "number = 1"),
                    "The condition is right. Each pillar gets one, however many commitments meet "
                    "it: what does `number = 1` do with what was counted before?",
                ),
                Slip(
                    several_cell(
                        "len(sentences(commitment)) > 1",
                        "number = number + len(sentences(commitment))",
                    ),
                    "You added up the sentences of these commitments. Are sentences asked for, or "
                    "commitments?",
                ),
                Slip(
                    several_cell(
                        "len(sentences(commitment)) > 1", "number = number + 1", "number = 0\n"
                    ),
                    "The numbers only grow: E contains what was counted in D. Where has the count "
                    "to begin again?",
                ),
                Slip(
                    several_cell("len(sentences(commitment)) > 2", "number = number + 1"),
                    "D2 has two sentences and is not counted. What does *more than one* mean for "
                    "the comparison?",
                ),
            ),
            also_right=(
                "several = {}\nfor letter in ['D', 'E', 'G']:\n    several[letter] = "
                "len([c for c in tree.successors(letter) if tree.out_degree(c) > 1])",
                "several = {p.label: sum(len(sentences(c)) > 1 for c in p.commitments) "
                "for p in agreement.pillars}",
                'several = {"D": 0, "E": 0, "G": 0}\nfor c in agreement.commitments:\n'
                "    if len(sentences(c)) >= 2:\n        several[c.pillar] += 1",
            ),
        ),
        Task(
            name="promised",
            asks="A function that lists the words that follow *we will* in a text",
            points=2,
            hints=(
                "In the loop `words[i]` is a word, `words[i - 1]` the one before it.",
                "Two words have to stand before it: join two comparisons with `and`.",
                '`words[i - 1] == "will"` is one of them; what is appended is the word itself.',
            ),
            calls=lambda: [
                (agreement["G2"].text,),
                (agreement["D7"].text,),
                (f"{agreement['E2'].text} {agreement['D9'].text}",),
                (agreement["P6"].text,),
                (agreement["L1"].text,),
                ("We will share what we know, and we will also listen to others.",),
                ("",),
            ],
            right=after_we_will,
            lead="Which two words stand before a word that is kept? Do you keep the word itself?",
            slips=(
                Slip(
                    promised_cell("words[i - 2] == 'we' and words[i - 1] == 'will'", word="..."),
                    "Your condition is right. Between the brackets of `append` there are still "
                    "dots: which word of the loop belongs there?",
                ),
                Slip(
                    promised_cell("words[i - 2] == 'we' and words[i - 1] == 'will'", word="i"),
                    "Your condition is right, and your list holds numbers: the places of the "
                    "words. Which word stands in the place `i`?",
                ),
                Slip(
                    promised_cell("words[i - 2] == 'we' and words[i - 1] == 'will'").replace(
                        "    return", "        return"
                    ),
                    "Your function ends after the first round of the loop, before anything is "
                    "found. How far is the line with `return` indented?",
                ),
                Slip(
                    promised_cell("words[i - 1] == 'we' and words[i] == 'will'"),
                    "Your list has *will* in it, the word that was looked for. Which word is to be "
                    "kept, and where do *we* and *will* stand, seen from it?",
                ),
                Slip(
                    promised_cell("words[i - 2] == 'we' and words[i - 1] == 'will'", skip=False),
                    "*Also* is in your list. Which words are to be skipped, and what stands after "
                    "them?",
                ),
                Slip(
                    promised_cell("words[i - 2] == 'we' and words[i - 1] == 'will'", lower=""),
                    "Some are missing: most sentences begin *We will*, with a capital. What makes "
                    "both spellings one?",
                ),
                Slip(
                    promised_cell(
                        "words[i - 2] == 'we' and words[i - 1] == 'will' and words[i] not in "
                        "('also', 'better', 'further')",
                        skip=False,
                    ),
                    "“We will also work together” leaves no trace in your list. Which word is to "
                    "be taken when the one after *will* is skipped?",
                ),
                Slip(
                    promised_cell("words[i - 2] == 'We' and words[i - 1] == 'will'"),
                    "Your list is always empty. The text was put into small letters: can `words` "
                    "hold what you compare with?",
                ),
                Slip(
                    promised_cell("words[i - 1] == 'will'"),
                    "In D7 it is a partnership that “will strengthen” something. Who has to stand "
                    "before *will*?",
                ),
                Slip(
                    promised_cell(
                        "words[i - 2] == 'we' and words[i - 1] == 'will'", result="found[:1]"
                    ),
                    "You return the first of them. How many sentences of G2 say what *we will* do?",
                ),
                Slip(
                    promised_cell(
                        "words[i - 2] == 'we' and words[i - 1] == 'will'", result="len(found)"
                    ),
                    "You return how many there are. Which words are they?",
                ),
                Slip(
                    promised_cell(
                        "words[i - 2] == 'we' and words[i - 1] == 'will'", result="sorted(found)"
                    ),
                    "The words are right and stand in the order of the alphabet. In which order "
                    "does the text promise them?",
                ),
            ),
            also_right=(
                "def promised(text):\n"
                "    return re.findall(r'we will (?:also |better |further )?(\\w+)', text.lower())",
                "def promised(text):\n    found = []\n"
                "    for piece in text.lower().split('we will ')[1:]:\n"
                "        rest = [w for w in piece.split() if w not in "
                "('also', 'better', 'further')]\n"
                "        found = found + rest[:1]\n    return found",
            ),
        ),
        Task(
            name="renewals",
            asks="A function: how many commitments of a pillar open with one of some verbs",
            points=2,
            hints=(
                "A commitment knows its pillar: `commitment.pillar` is the letter.",
                "`opening_verb(commitment) in verbs` asks whether the opening is on the list.",
                "Join both conditions with `and`; where they hold, `number` grows by one.",
            ),
            calls=lambda: [
                ("G", set(narrow)),
                ("D", {*narrow, "reinforce", "maximise"}),
                ("E", {"launch", "use", "utilise", "take"}),
                ("G", {"work"}),
                ("D", {"further", "proactively"}),
                ("E", set()),
            ],
            right=opened_with,
            lead="Does the pillar count, and is it the opening verb that you look up in the list?",
            slips=(
                Slip(
                    renewals_cell("opening_verb(commitment) in verbs"),
                    "You count in all pillars at once. Which part of a commitment says where it "
                    "stands?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.label == letter and opening_verb(commitment) in verbs"
                    ),
                    "Your function returns 0 for every pillar: the condition is never true, or "
                    "the new number is not kept. Show `commitment.label`, `commitment.pillar` and "
                    "`opening_verb(commitment)` for D6: are they what you compare with? And does "
                    "the line beneath begin with `number =`?",
                ),
                Slip(
                    "def renewals(letter, verbs):\n    number = 0\n"
                    "    for commitment in agreement.commitments:\n"
                    "        if commitment.pillar == letter and opening_verb(commitment) in verbs:"
                    "\n            number = number + 1\n        return number",
                    "Your function looks at D1 alone, the first commitment. `return` ends it: is "
                    "that line indented under `for`, or does it stand after the loop?",
                ),
                Slip(
                    "def renewals(letter, verbs):\n    number = 0\n"
                    "    for commitment in agreement.commitments:\n"
                    "        if commitment.pillar == letter and opening_verb(commitment) in verbs:"
                    "\n            number = number + 1\n            return number",
                    "Your function ends at the first commitment that it finds, and without one it "
                    "returns nothing. How far is the line with `return` indented?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.pillar == letter and opening_verb(commitment) in verbs",
                        step="number = 1",
                    ),
                    "However many are found, you return one. What becomes of the number that was "
                    "counted so far?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.pillar == letter and opening_verb(commitment) in narrow"
                    ),
                    "You look the verb up in `narrow`, the list of the lesson. Which list is "
                    "handed to the function?",
                ),
                Slip(
                    renewals_cell("commitment.pillar == letter"),
                    "This is the size of the pillar. What has the opening to do with the list?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.pillar == letter and "
                        "commitment.text.lower().split()[0] in verbs"
                    ),
                    "You look up the first word. D6 begins “Further reinforce”: which function "
                    "knows that *further* is no verb?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.pillar == letter and "
                        "any(v in commitment.text.lower() for v in verbs)"
                    ),
                    "You find the verbs anywhere in the text, and *use* even inside other words. "
                    "Which place of a commitment is asked about?",
                ),
                Slip(
                    renewals_cell(
                        "commitment.pillar == letter and opening_verb(commitment) not in verbs"
                    ),
                    "You count the commitments that do *not* open so. With an empty list, how "
                    "many should be found?",
                ),
            ),
            also_right=(
                "def renewals(letter, verbs):\n"
                "    return sum(opening_verb(c) in verbs for c in agreement.commitments "
                "if c.pillar == letter)",
                "def renewals(letter, verbs):\n    for pillar in agreement.pillars:\n"
                "        if pillar.label == letter:\n            opened = "
                "[opening_verb(c) for c in pillar.commitments]\n"
                "            return len([verb for verb in opened if verb in verbs])",
            ),
        ),
        Task(
            name="p_of_gap",
            asks="A function: the p of Fisher's exact test for two pillars of any size",
            points=2,
            hints=(
                "Each row of the table has those that renew, and those that do not.",
                "Of nine commitments six renew: how many do not? Which names hold these numbers?",
                "`size - hits` are the others of the first pillar; return "
                "`fisher_exact(table).pvalue`.",
            ),
            calls=lambda: [
                (0, 9, 6, 9),
                (5, 9, 6, 9),
                (7, 11, 6, 9),
                (3, 11, 0, 9),
                (3, 11, 8, 9),
                (0, 9, 0, 11),
            ],
            right=chance_of_table,
            lead="Do both rows of your table add up to the size of a pillar, and do you return p?",
            slips=(
                Slip(
                    gap_cell("size", "other_size"),
                    "Your rows hold the hits and all commitments, so that those which renew are "
                    "counted twice. What has to stand beside the hits?",
                ),
                Slip(
                    gap_cell(second="size - other_hits"),
                    "In your second row the size of the first pillar is at work. Try it with "
                    "pillars of eleven and nine: which size belongs into that row?",
                ),
                Slip(
                    gap_cell(value="{}"),
                    "You return all that SciPy found. Which part of it is p?",
                ),
                Slip(
                    gap_cell(value="{}.statistic"),
                    "You return the odds ratio, which says how large the gap is. What says how "
                    "often chance deals one like it?",
                ),
                Slip(
                    gap_cell(more=", alternative='less'"),
                    "You test in one direction only. Did you know before you looked which pillar "
                    "would be ahead?",
                ),
                Slip(
                    gap_cell(more=", alternative='greater'"),
                    "You test in one direction only, and in the other it gives a p of nearly one. "
                    "What does the test do if no direction is named?",
                ),
                Slip(
                    gap_cell(value="{}.pvalue < 0.05"),
                    "You return a verdict, true or false. Which number does it come from?",
                ),
            ),
            also_right=(
                gap_cell(value="{}[1]"),
                "def p_of_gap(hits, size, other_hits, other_size):\n"
                "    return fisher_exact([[hits, other_hits], "
                "[size - hits, other_size - other_hits]]).pvalue",
            ),
        ),
        Choice(
            name="affirm",
            asks="Which conclusion stands when *affirm* is doubtful as well",
            hints=(
                "Which outcome is missing from the table altogether?",
                "Is a share of lists the chance that something is true?",
            ),
            right="a",
            options={
                "a": "The first pillar leads on no list and is level on some, so that a report "
                "should name the verbs in doubt.",
                "b": "*Affirm* should stay in every list, since only then the lead of the third "
                "pillar holds without exception.",
                "c": "Fewer than half of the lists are significant, so the gap between D and G "
                "is more likely chance than not.",
                "d": "With some lists the third pillar does not lead, so what the lesson wrote "
                "about its own lists is refuted.",
            },
            because=(
                "Yes. The direction is never turned, but it can vanish: D and G are level where "
                "*affirm* and *work* are out and all the verbs of D are in. A reader needs to know "
                "which verbs were up for choice."
            ),
            wrong={
                "d": "The lesson spoke of 256 lists, with *affirm* in all of them. Are those lists "
                "among the ones counted here, and what do they show?",
                "c": "The lists were made by us and share most of their verbs. What would have to "
                "be drawn at random for such a share to be a probability?",
                "b": "A choice that is made for its result will find that result. What in G3 "
                "could be a reason for *affirm* instead?",
            },
        ),
        Task(
            name="other_will",
            asks="The commitments in which *will* has another subject than *we*",
            points=2,
            hints=(
                "The lines are sorted by the word before *will*: the other subjects come first.",
                "A relative pronoun can be a subject: what will strengthen something in D7?",
                "The lines from *discussions* to *This*: take the labels of all of these.",
            ),
            # D7 “a UK-Japan Cyber Partnership that will strengthen”, E5 “This MOC will cement”,
            # E7 “This will be facilitated”, E9 “Our discussions will focus”, G1 “Together the UK
            # and Japan will support”; every other *will* of the commitments follows on *we*.
            right=will_without_we,
            lead="What is the subject of each *will* that you chose, and which lines are left?",
            slips=(
                Slip(
                    'other_will = {"D1", "E5", "G1"}',
                    "D1 says “We will bring together”: who is the subject there? Then go down the "
                    "first lines of the table: which of them are still missing?",
                ),
                Slip(
                    'other_will = {"D1", "D2"}',
                    "These are the labels that the task gives as a form. Which word stands before "
                    "*will* in D1, and in which lines of the table is it another?",
                ),
                Slip(
                    'other_will = {"accord:D7", "accord:E5", "accord:E7", "accord:E9", '
                    '"accord:G1"}',
                    "These are the right commitments by their ids. Which part of an id is the "
                    "label?",
                ),
                Slip(
                    'other_will = {"E5", "E7", "E9", "G1"}',
                    "One is missing. In which line does *that* stand before *will*, and for what "
                    "does it stand?",
                ),
                Slip(
                    'other_will = {"G1"}',
                    "In G1 the two countries are named. But is a grammatical subject always "
                    "somebody? What will cement something in E5?",
                ),
                Slip(
                    'other_will = {"D7", "E5", "E7", "E9"}',
                    "All of these are things. Look for *Japan* directly before *will*: is *we* "
                    "the subject of that sentence?",
                ),
                Slip(
                    'other_will = {"D2", "D7", "E5", "E7", "E9", "G1"}',
                    "D2 has words before *we*: “In doing so, we will”. Does that change the "
                    "subject?",
                ),
                Slip(
                    "other_will = {c.label for c in agreement.commitments "
                    'if "we will" not in c.text.lower()}',
                    "These commitments do not say *we will*; many of them have no *will* at all, "
                    "and some that you need say both. Where does each *will* of the table stand?",
                ),
            ),
            also_right=(
                'other_will = ["E9", "G1", "E5", "D7", "E7"]',
                "other_will = {c.label for c in agreement.commitments "
                'if len(kwic(tokenize([c]), "will")) > len(kwic(tokenize([c]), "we will"))}',
            ),
        ),
        Choice(
            name="release_times",
            asks="What the search for years shows in the press release",
            hints=(
                "Read each line to the end: does it look ahead or back?",
                "Compare with “by the end of the year” in E5: which word sets the limit there?",
            ),
            right="b",
            options={
                "a": "The release has three lines where the Accord has two deadlines, so it is "
                "the firmer of the two documents.",
                "b": "Two lines announce what this year brings, one looks back; none says by "
                "when a thing is to be done, as E5 does.",
                "c": "None of the lines has a year in digits; nobody can ever say, therefore, of "
                "which times the release speaks.",
                "d": "The release has no deadline at all: a deadline has a year or the word "
                "*year* in it; the pattern finds both.",
            },
            because=(
                "Yes. The pattern finds words for times; whether a time is a limit for a promise "
                "you have to read. A visit that did not come would belie the release, but "
                "none of its lines sets a limit."
            ),
            wrong={
                "a": "A line of the concordance is not yet a deadline. What is to be finished in "
                "the line that begins *In recent*?",
                "c": "Lesson 01 worked out the year of the release from two clues. Is *this year* "
                "still without a meaning once a text has a date?",
                "d": "Could a text set a limit without either, for example by a month, or by an "
                "event? What would the pattern do with *before the summit*?",
            },
        ),
        Essay(
            name="protect",
            asks="Whether the Accord promises that Japan will protect British warships",
            points=3,
            hints=(
                "Find *will* in the second sentence of D2. Which verb comes after it?",
                "Go through the words from that verb to the measure, and mark each that loosens.",
            ),
            rubric=(
                "A strong answer says that *will* governs *enhance*, names both hedges, says what "
                "is not in D2 (whose assets, which, when), and grants that the measure is named "
                "at all. A weak one calls the headline false without quoting, or takes the "
                "hedges for emptiness."
            ),
            sample=(
                "What D2 promises is that “we will enhance our bilateral activities to a higher "
                "level”. The measure comes after two hedges, “with a view to the possible "
                "application of the Japan Self-Defense Forces’ asset protection measure”: it is "
                "in view, and it is possible. Neither ships nor anything British are named as "
                "what would be protected, and D2 has no date. The news report keeps the hedge, "
                "“the possibility of allowing”, and adds what D2 does not say: “UK assets, such "
                "as ships and aircraft”. Yet the headline has seen something: the measure is "
                "named, and in the longest commitment of the pillar. Whether it was applied "
                "later, D2 cannot say."
            ),
            checklist=(
                "I say which verb *will* governs in the second sentence of D2.",
                "I quote the words that stand between it and the protection.",
                "I name something that D2 leaves open.",
                "I say what the headline has rightly seen.",
            ),
        ),
    ],
)
