"""What changed when the article was rewritten? The tasks of set 08."""

from dataclasses import replace
from functools import cache

from accordlib import (
    align_sentences,
    find_changes,
    load_corpus,
    sentences,
    tokenize,
)
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
article = corpus["article"]
rewrite = corpus["article-rewrite"]
coded = corpus.annotations("changes")
harmful = [row for row in coded.itertuples() if row.harm == "yes"]
taiwan = sentences(article["p7"])[2], sentences(rewrite["p7"])[2]
FIRST = ("name", "number", "quotation")
STEMMA = [  # that of the notebook
    ("article", "rewrite"),
    ("article", "digest"),
    ("rewrite", "blog"),
    ("blog", "translation"),
]


@cache
def found():
    """Return the changes that the program finds between the two versions."""
    return list(find_changes(align_sentences(article, rewrite)).itertuples())


def plain_words(text):
    """Return the words of a text in small letters, without the marks around them."""
    cleared = "".join(c if c.isalnum() or c in "’-" else " " for c in text.lower())
    return cleared.split()


def figures(text):
    """Return the whole numbers that stand in a text in digits."""
    return set(map(int, "".join(c if c in "0123456789" else " " for c in text).split()))


def surviving():
    """Return the article's quotations whose words stand one after the other in the rewrite."""
    there = [plain_words(p.text) for p in rewrite.paragraphs]
    quotations = [part.split("”")[0] for part in article.text.split("“")[1:]]
    kept = []
    for quotation in quotations:
        words = plain_words(quotation)
        size = len(words)
        if any(line[i : i + size] == words for line in there for i in range(len(line))):
            kept.append(quotation)
    return kept


def touched(types):
    """Return how many harmful coded changes a found change of these types touches."""
    chosen = [change for change in found() if change.type in types]
    count = 0
    for row in harmful:
        for change in chosen:
            apart = (
                change.original_end <= row.article_start or row.article_end <= change.original_start
            ) and (
                change.rewrite_end <= row.rewrite_start or row.rewrite_end <= change.rewrite_start
            )
            if not apart:
                count += 1
                break
    return count


def containment(source, text, n):
    """Return which share of the different runs of n words in a text stand in a source."""
    runs = dict.fromkeys(zip(*(text[i:] for i in range(n)), strict=False))
    inside = set(zip(*(source[i:] for i in range(n)), strict=False))
    return sum(run in inside for run in runs) / len(runs) if runs else None


def inheriting(arrows, text):
    """Return the texts that have an error which was made in one of them."""
    copies = (inheriting(arrows, copy) for made_from, copy in arrows if made_from == text)
    return {text}.union(*copies)


def words_of(name):
    """Return the words of a document as types, one after the other."""
    return [form.lower() for form in tokenize(corpus[name].paragraphs).surface()]


def harm_slip(condition):
    """Return a student's function that counts the rows for which a condition holds."""
    return (
        "def harm_in(passage):\n"
        '    rows = coded[coded["harm"] == "yes"].itertuples()\n'
        f"    return sum({condition} for row in rows)"
    )


def run_slip(body):
    """Return a student's function for containment that ends in some lines."""
    return (
        "def containment(source, text, n):\n"
        "    a = [tuple(source[i : i + n]) for i in range(len(source) - n + 1)]\n"
        "    b = [tuple(text[i : i + n]) for i in range(len(text) - n + 1)]\n" + body
    )


def harm_calls():
    """Return passages of the article with many, few and no harmful changes."""
    budget = sentences(article["p7"])[3]
    change = next(row.article_start for row in harmful if row.article_start > budget.start)
    words = article.text[budget.start : change]
    before = replace(budget, id="beginning", text=words, end=change)
    paragraphs = [article[label] for label in ("p1", "p4", "p8", "p12", "p13")]
    cut = change + 3  # inside the change *to 2 percent of*
    head = replace(before, text=article.text[budget.start : cut], end=cut)
    tail = replace(budget, text=article.text[cut : budget.end], start=cut)
    parts = (budget, before, head, tail, article.furniture[0])
    return [(passage,) for passage in (*paragraphs, *parts)]


workbook = Workbook(
    "What changed when the article was rewritten?",
    [
        Task(
            name="lost_words",
            asks="The types of the article's sentence on Taiwan that the rewrite's has not",
            hints=(
                "What is deleted at one place may be inserted at another.",
                "`tokenize([old]).types` has the types of the sentence, each once.",
                "`set(...) - set(...)` leaves what stands in the first set only.",
            ),
            right=lambda: set(plain_words(taiwan[0].text)) - set(plain_words(taiwan[1].text)),
            lead="Is each of these words missing from the whole sentence of the rewrite?",
            slips=(
                Slip(
                    "lost_words = set(tokenize([new]).types) - set(tokenize([old]).types)",
                    "These are the words that have come in. From which side must you subtract to "
                    "see what has gone?",
                ),
                Slip(
                    "lost_words = {w for e in compare_words(old.text, new.text).changes "
                    "for w in e.original.lower().split()}",
                    "You took everything between `[-` and `-]`. Are *last* and *summer* gone from "
                    "the sentence, or do they stand in another place of it?",
                ),
                Slip(
                    "lost_words = set(tokenize([old]).surface()) - set(tokenize([new]).surface())",
                    "*Beijing* has its capital here: `surface()` keeps the spelling of the text. "
                    "Types were asked for. What did lesson 03 call a type?",
                ),
                Slip(
                    "lost_words = set(tokenize([old]).types) & set(tokenize([new]).types)",
                    "`&` keeps what both sentences have, so these are the survivors. Which sign "
                    "takes one set away from another?",
                ),
            ),
            also_right=(
                "there = tokenize([new]).types\n"
                "lost_words = [t for t in tokenize([old]).types if t not in there]",
                "moved = {'last', 'summer'}\n"
                "lost_words = {w for e in compare_words(old.text, new.text).changes "
                "for w in e.original.lower().split()} - moved",
            ),
        ),
        Task(
            name="figures",
            asks="A function `figures(text)`: the set of the numbers written in digits",
            points=2,
            hints=(
                r"In a pattern `\d` is one digit; a `+` behind it makes it one or more.",
                "`re.findall(pattern, text)` gives a list of strings.",
                "`{int(digits) for digits in ...}` makes a set of whole numbers of them.",
            ),
            calls=lambda: [
                (article["p1"].text,),
                (article["p4"].text,),
                (article["p7"].text,),
                (rewrite["p7"].text,),
                (rewrite["p12"].text,),
                ("The budget rises to 2 percent, not by 2%.",),
                ("A run of digits such as 20232024 is one number.",),
                ("It keeps 1.5 degrees within reach.",),
                ("",),
            ],
            right=figures,
            lead="Which runs of digits does the text have, and is each a whole number in your set?",
            slips=(
                Slip(
                    'def figures(text):\n    return set(re.findall(r"\\d+", text))',
                    "Your set holds strings such as `'20'`. What makes a whole number of a string "
                    "of digits?",
                ),
                Slip(
                    'def figures(text):\n    return {int(d) for d in re.findall(r"\\d", text)}',
                    "You have taken single digits: 1902 has fallen to pieces. What does the "
                    "pattern need so that it takes a whole run?",
                ),
                Slip(
                    "def figures(text):\n"
                    '    return {int(d) for d in re.findall(r"\\b\\d+\\b", text)}',
                    r"A `\b` asks for the edge of a word. In *G7* the figure is behind a letter: "
                    "is there an edge before it?",
                ),
                Slip(
                    "def figures(text):\n"
                    "    return {int(word) for word in text.split() if word.isdigit()}",
                    "Only words that are nothing but digits are found. What about the point after "
                    "*1902*, the sign in `2%` and the word in `11-nation`?",
                ),
                Slip(
                    "def figures(text):\n"
                    '    return {int(d) for d in re.findall(r"\\d{1,4}", text)}',
                    "Your numbers end after some digits, and a run may be longer than any in "
                    "these texts. Which sign in a pattern sets no upper limit?",
                ),
                Slip(
                    'def figures(text):\n    return [int(d) for d in re.findall(r"\\d+", text)]',
                    "A list keeps a figure as often as it is said. If a text says the same figure "
                    "twice, how often should it be in a set?",
                ),
            ),
            also_right=(
                'def figures(text):\n    return {int(d) for d in re.split(r"\\D+", text) if d}',
                "def figures(text):\n    found = set()\n"
                '    for match in re.finditer("[0-9]+", text):\n'
                "        found.add(int(match[0]))\n    return found",
            ),
        ),
        Choice(
            name="same_figures",
            asks="What it shows that both versions have the same figures",
            hints=(
                "Compare the last sentence of p7 in both versions: which figures, which words "
                "before them?",
                "A comparison that finds nothing has looked for something. For what did this one?",
            ),
            right="c",
            options={
                "a": "The figures of the rewrite can be relied on as they stand; nothing but "
                "words was changed between the two.",
                "b": "The comparison is at fault: a change such as `to 2 percent` to `by 2%`, "
                "not a small one, has to be seen.",
                "c": "No figure was lost and none invented; what a figure says, and of what, may "
                "have been changed all the same.",
                "d": "Whoever keeps each and every figure must have worked with the article open "
                "on the desk beside the rewrite.",
            },
            because=(
                "Yes. The comparison is right about what it looks at, and the preposition that "
                "turns a level into a rise is not a figure."
            ),
            wrong={
                "a": "Put the two sentences on the budget in p7 side by side. Does the reader of "
                "the rewrite learn the level of the budget or its rise?",
                "b": "The function does what was asked of it: the same digits stand in both. Is a "
                "preposition a figure? What would you add to the comparison to see it?",
                "d": "Two texts can agree in their figures in other ways too: both may go back to "
                "a third. Which finding of lesson 01 showed kinship, and could it show more?",
            },
        ),
        Task(
            name="survived",
            asks="The article's quotations whose wording the rewrite has kept",
            points=2,
            hints=(
                "In p3 of the rewrite a quotation mark has moved by a word. Which quotation does "
                "that hide from `in`?",
                "*Fully supports* has the letters of *fully support*. Compare words, not letters.",
                'Turn both sides into words in small letters with a blank around each: `" " + '
                '" ".join(re.findall(r"\\w+", text.lower())) + " "`.',
            ),
            right=surviving,
            lead="Do marks and capitals still matter, and does each quotation end with a word?",
            slips=(
                Slip(
                    'quotations = re.findall("“([^”]*)”", article.text)\n'
                    'wording = " ".join(p.text for p in rewrite.paragraphs)\n'
                    'wording = wording.replace("“", "").replace("”", "")\n'
                    "survived = [quotation for quotation in quotations if quotation in wording]",
                    "The marks are out of the way now. Read p14 of the rewrite: what does it have "
                    "after the last letter of *fully support*?",
                ),
                Slip(
                    'quotations = re.findall("“([^”]*)”", article.text)\n'
                    'wording = " ".join(p.text for p in rewrite.paragraphs)\n'
                    "survived = [quotation for quotation in quotations if quotation in wording]",
                    "The marks around the quotation are out of the search, and those inside the "
                    "rewrite still stand in the way. Read p3 and p14 of the rewrite: what has been "
                    "missed, and what was taken although its last word has changed?",
                ),
            ),
            also_right=(
                "from accordlib import verify_quotation\n"
                'survived = [text for text in re.findall("“([^”]*)”", article.text)\n'
                '    if verify_quotation(text, rewrite.paragraphs).status == "verbatim"]',
                "def clean(text):\n"
                '    return re.sub("[“”,.]", "", text.lower())\n'
                'wording = clean(" ".join(p.text for p in rewrite.paragraphs))\n'
                'survived = [t for t in re.findall("“([^”]*)”", article.text)\n'
                '            if re.search(rf"\\b{clean(t)}\\b", wording)]',
            ),
        ),
        Task(
            name="harm_in",
            asks="A function `harm_in(passage)`: how many harmful changes begin in a passage",
            points=2,
            hints=(
                'Keep the rows with `coded["harm"] == "yes"` first.',
                "A passage has `start` and `end`; the rows have `article_start`.",
                "`((starts >= passage.start) & (starts < passage.end)).sum()` counts the rows "
                "for which both hold.",
            ),
            calls=harm_calls,
            right=lambda passage: len(
                [row for row in harmful if row.article_start in range(passage.start, passage.end)]
            ),
            lead="Which rows did you keep, and which offsets did you compare with the passage?",
            slips=(
                Slip(
                    "def harm_in(passage):\n"
                    '    starts = coded["article_start"]\n'
                    "    return int(((starts >= passage.start) & (starts < passage.end)).sum())",
                    f"You counted all {len(coded)} rows of `coded` in their passages, the harmless "
                    "ones too. Which column says whether a change does harm?",
                ),
                Slip(
                    harm_slip("passage.start <= row.rewrite_start < passage.end"),
                    "`rewrite_start` counts characters of the rewrite. In which of the two texts "
                    "does the passage stand?",
                ),
                Slip(
                    harm_slip("row.article_text in passage.text"),
                    "You looked for the words anywhere. *Ono* stands in more than one paragraph: "
                    "was it changed to *Ono Ono* in each? What says where a change stands?",
                ),
                Slip(
                    harm_slip("passage.start < row.article_start < passage.end"),
                    "A change that begins with the first letter of the passage is missing. What "
                    "does *at or after* mean for the comparison?",
                ),
                Slip(
                    harm_slip("passage.start <= row.article_start <= passage.end"),
                    "A change that begins where the passage ends is counted too: `beginning` has "
                    "one. Is the character at `passage.end` still in the passage?",
                ),
                Slip(
                    harm_slip("row.article_start >= passage.start"),
                    "You count from the beginning of the passage to the end of the article. Where "
                    "does the passage end?",
                ),
            ),
            also_right=(
                harm_slip("passage.start <= row.article_start < passage.end"),
                "def harm_in(passage):\n"
                "    first, last = passage.start, passage.end - 1\n"
                '    rows = coded.query("harm == \'yes\'")["article_start"]\n'
                "    return len([s for s in rows if first <= s <= last])",
            ),
        ),
        Task(
            name="first_reading",
            asks="How many harmful changes a change of the types name, number, quotation touches",
            points=2,
            hints=(
                "Two loops: for each harmful row of `coded`, is there a change that touches it?",
                '`program["type"].isin([...])` chooses the changes of several types.',
                "`any(touches(change, row) for change in early.itertuples())` is true for a row "
                "that at least one of them touches.",
            ),
            right=lambda: touched(FIRST),
            lead="Which types of the program did you take? Do you count coded changes, only the "
            "harmful ones, each at most once?",
            slips=(
                Slip(
                    'rows = coded[coded["harm"] == "yes"]\n'
                    'first_reading = int(rows["type"].isin(["name", "number", "quotation"]).sum())',
                    "Those are types that the coders gave. You would not have them before the "
                    "reading: which table has the types of the program?",
                ),
                Slip(
                    'rows = list(coded[coded["harm"] == "yes"].itertuples())\n'
                    "first_reading = sum(any(touches(c, row) for c in program.itertuples()) "
                    "for row in rows)",
                    f"All {len(found())} changes are still in. The lesson has told you that they "
                    "touch everything. Which of them did you want to read first?",
                ),
                Slip(
                    'early = program[program["type"].isin(["name", "number", "quotation"])]\n'
                    'rows = list(coded[coded["harm"] == "yes"].itertuples())\n'
                    "first_reading = sum(any(touches(c, row) for row in rows) "
                    "for c in early.itertuples())",
                    "You counted the program's changes that touch some harm. Two of them can touch "
                    "one coded change. Which of the two lists does the question count?",
                ),
                Slip(
                    'early = program[program["type"].isin(["name", "number", "quotation"])]\n'
                    'rows = list(coded[coded["harm"] == "yes"].itertuples())\n'
                    "first_reading = sum(touches(c, row) "
                    "for c in early.itertuples() for row in rows)",
                    "You counted pairs: a coded change that is touched by two of the program's "
                    "changes is in twice. Which word stops at the first that touches: `sum` or "
                    "`any`?",
                ),
                Slip(
                    'early = program[program["type"].isin(["name", "number", "quotation"])]\n'
                    "first_reading = len(early)",
                    "So many changes you would have to read. How many of the coders' harmful "
                    "changes would you meet on the way?",
                ),
                Slip(
                    'early = program[program["type"].isin(["name", "number", "quotation"])]\n'
                    "first_reading = sum(any(touches(c, row) for c in early.itertuples()) "
                    "for row in coded.itertuples())",
                    "Every row of `coded` was asked, harmless ones too. Which rows matter to a "
                    "reader who looks for harm?",
                ),
            ),
            also_right=(
                "rows = list(coded.query(\"harm == 'yes'\").itertuples())\n"
                "hit = set()\n"
                "for change in program.itertuples():\n"
                '    if change.type in ("name", "number", "quotation"):\n'
                "        hit |= {row.Index for row in rows if touches(change, row)}\n"
                "first_reading = len(hit)",
            ),
        ),
        Task(
            name="containment",
            asks="A function `containment(source, text, n)`: which share of a text's runs is there",
            points=2,
            hints=(
                "`set(ngrams(text, n))` has each run of n words once.",
                "Make such a set of both lists: `here` of `text`, `there` of `source`.",
                "With the sets `here` and `there`: `len(here & there) / len(here)`, unless `here` "
                "is empty.",
            ),
            calls=lambda: [
                ("a b a b c".split(), "a b a b d".split(), 2),
                (["free", "and", "open"], ["open", "and", "free"], 1),
                (words_of("article"), words_of("article-rewrite"), 3),
                (words_of("press-release-2021"), words_of("hiroshima-news"), 2),
                (["and", "open"], ["free", "and", "open"], 1),
                ([], ["defence"], 1),
                (["defence", "and", "security"], ["defence"], 2),
            ],
            right=containment,
            lead="Which runs do you divide by, how often does a repeated run count, and what is "
            "the last run of a text?",
            slips=(
                Slip(
                    run_slip(
                        "    return len(set(a) & set(b)) / len(set(a) | set(b)) if b else None"
                    ),
                    "You divided by the runs that stand in either text: that is Jaccard's measure. "
                    "Whose runs does containment ask about?",
                ),
                Slip(
                    "def containment(source, text, n):\n"
                    "    return len(set(source) & set(text)) / len(set(text)) if text else None",
                    "You compared single words, and n plays no part. What is a run of n words, and "
                    "where does the first one end?",
                ),
                Slip(
                    run_slip("    return sum(run in a for run in b) / len(b) if b else None"),
                    "A run that stands in the text twice was counted twice. What makes each run "
                    "count once?",
                ),
                Slip(
                    run_slip("    return len(set(a) & set(b)) / len(set(a)) if a else None"),
                    "This is the share of the source that the text took over. The question is how "
                    "much of the text stands in the source: by what do you divide?",
                ),
                Slip(
                    run_slip("    return len(set(a) & set(b)) / len(set(b)) if b else 0"),
                    "For a text without a run of n words you return 0. That would say that none of "
                    "its runs stands in the source. Does it have any?",
                ),
                *(
                    Slip(
                        run_slip(
                            "    return round(len(set(a) & set(b)) / len(set(b)), "
                            f"{digits}) if b else None"
                        ),
                        "Right but for the rounding. Shares of long texts can differ in any "
                        "decimal place: what does the task say about it?",
                    )
                    for digits in (1, 2, 3)
                ),
                Slip(
                    "def containment(source, text, n):\n"
                    "    a = {tuple(source[i : i + n]) for i in range(len(source) - n)}\n"
                    "    b = {tuple(text[i : i + n]) for i in range(len(text) - n)}\n"
                    "    return len(a & b) / len(b) if b else None",
                    "The last run of each list is missing. Take a list of one word and `n = 1`: "
                    "how often does your loop run?",
                ),
            ),
            also_right=(
                run_slip("    return len(set(a) & set(b)) / len(set(b)) if b else None"),
                "def containment(source, text, n):\n"
                "    there = list(ngrams(source, n))\n"
                "    here = set(ngrams(text, n))\n"
                "    if not here:\n        return None\n"
                "    return sum(run in there for run in here) / len(here)",
                "def containment(source, text, n):\n"
                "    def runs(words):\n"
                '        return {" ".join(words[i : i + n]) '
                "for i in range(len(words)) if i + n <= len(words)}\n"
                "    mine = runs(text)\n"
                "    if len(mine) == 0:\n        return None\n"
                "    return 1 - len(mine - runs(source)) / len(mine)",
            ),
        ),
        Choice(
            name="borrowed",
            asks="Which reading of the report's overlap with its possible sources holds",
            hints=(
                "How many words has the Accord, how many the report? By what does Jaccard divide?",
                "Find the longest run that the report shares with the Accord. Is it between "
                "quotation marks, and what does that tell you about where it came from?",
            ),
            right="a",
            options={
                "a": "The report shares more runs with the Accord than with the others. "
                "`jaccard_3` hides it, as most runs of a long text have no place in a short.",
                "b": "`jaccard_3` is next to nothing in every row, and so the report owes its "
                "wording to none of the texts that it is compared with in the table.",
                "c": "The report was copied from the Accord, just as the rewrite was from the "
                "article, since both have runs of three words from their source.",
                "d": "The report shares runs with the article and with the press release as "
                "well, and so its author must have had both of them on the desk.",
            },
            because=(
                "Yes. The report quotes and retells the Accord; asked from its own side, it shares "
                "several times as many runs with it as with the others. Which of them are "
                "quotations and which names of states, the figure does not say: that takes reading."
            ),
            wrong={
                "b": "Jaccard is small whenever one text is many times as long as the other. "
                "What does `containment_3` say, which divides by the report's runs alone?",
                "c": "Most of the report's runs are *not* in the Accord. Compare the pair of the "
                "lesson, where every sentence has a partner: what does the report have in place "
                "of that?",
                "d": "*Japan and the UK* may stand in any text on these two states. Can a run "
                "like that show what lay on a desk?",
            },
        ),
        Choice(
            name="turned_round",
            asks="Which measures notice that the paragraphs were put into another order",
            hints=(
                "Does any run of words cross the end of a paragraph?",
                'Try it: `Document("turned", "\\n".join(p.text for p in '
                "reversed(rewrite.paragraphs)))` is a text for `overlap`; Document comes from "
                "accordlib.",
            ),
            right="b",
            options={
                "a": "All of the measures fall: once the order of the paragraphs is another, "
                "hardly one of the sentences still stands beside its old partner.",
                "b": "`jaccard_1`, `jaccard_3` and `longest_run` stay exactly as they are; only "
                "what follows both texts from beginning to end notices anything.",
                "c": "`jaccard_1` stays, since it counts single words, whereas `jaccard_3` and "
                "`longest_run` fall, since runs of words have an order in a text.",
                "d": "None of the measures changes at all, whatever it may look at: the words "
                "are the same as before; only their order is another by then.",
            },
            because=(
                "Yes. Runs do not cross a paragraph, so they are the same runs as before. The "
                "order of the whole is another witness, and the lesson's argument needs both."
            ),
            wrong={
                "a": "Take one run inside p5, any you like. Does it still stand in the text when "
                "p5 stands elsewhere? Which measures only ask that?",
                "c": "Runs have an order of their own, inside the paragraph. Was anything changed "
                "there?",
                "d": "The words are the same. Does the lesson not also use a method that may not "
                "change the order? What would that one do?",
            },
        ),
        Task(
            name="inherit",
            asks="A function `inherit(arrows, text)`: all texts with an error made in one of them",
            points=2,
            hints=(
                "A copy of a copy has the error too: how far along the arrows can one go?",
                "`nx.descendants(stemma, text)` is the set of all that can be reached from a text.",
                "The text in which the error was made is not among its own descendants: "
                "`{text} | ...` adds it.",
            ),
            calls=lambda: [
                (STEMMA, "article"),
                (STEMMA, "rewrite"),
                (STEMMA, "digest"),
                (STEMMA[:1], "article"),
                ([("lost text", "article"), ("lost text", "rewrite")], "lost text"),
            ],
            right=inheriting,
            lead="Is the text itself in your set, are the copies of copies, and nobody upstream?",
            slips=(
                Slip(
                    "def inherit(arrows, text):\n"
                    "    return nx.descendants(nx.DiGraph(arrows), text)",
                    "These are the copies, near and far. In which text was the error made, and is "
                    "that one among them?",
                ),
                Slip(
                    "def inherit(arrows, text):\n"
                    "    return {text} | set(nx.DiGraph(arrows).successors(text))",
                    "You went one arrow far. What of the blog, which was made from the rewrite?",
                ),
                Slip(
                    "def inherit(arrows, text):\n"
                    "    return {text} | nx.ancestors(nx.DiGraph(arrows), text)",
                    "You followed the arrows backwards, to what a text was made from. Can an error "
                    "get into the text that was there before it?",
                ),
                Slip(
                    "def inherit(arrows, text):\n"
                    "    return {text} | nx.descendants(nx.Graph(arrows).to_directed(), text)",
                    "That is every text joined to this one, whichever way the arrows point. "
                    "Which of them were made from it?",
                ),
            ),
            also_right=(
                "def inherit(arrows, text):\n    return set(nx.bfs_tree(nx.DiGraph(arrows), text))",
                "def inherit(arrows, text):\n    having = [text]\n"
                "    for one in having:\n"
                "        having += [copy for made_from, copy in arrows if made_from == one]\n"
                "    return set(having)",
            ),
        ),
        Essay(
            name="harmless",
            asks="What the share of harmless differences says about a rewrite, and what not",
            points=3,
            hints=(
                "A share has a denominator. What is it here, and what is it in the conclusion?",
                "With `harm_in` of the fifth task you can count sentences that a reader may trust.",
            ),
            rubric=(
                "A strong answer says that differences were counted and not statements, offers "
                "another unit (sentences, readers misled, facts), quotes one place of both "
                "versions where a small change does much harm, and says whose judgement the codes "
                "are. A weak one only says that errors are bad."
            ),
            sample=(
                "The editor counts differences, not statements: a share of harmless differences is "
                "not a share of reliable text, and a reader does not know which are which. Counted "
                "by sentences, a harmful change begins in more than half of the article's. One is "
                'enough: the budget was to rise "to 2 percent of its GDP" in p7 of the article, '
                'and rises "by 2% of GDP" in the rewrite. The codes are also a judgement of '
                "machine coders by a codebook, and a spokesperson for a spokeswoman may be a loss "
                "to somebody else. Where the article can be had, I would cite the article."
            ),
            checklist=(
                "I say what the denominator of the share is.",
                "I name another unit in which harm could be counted.",
                "I quote one place in both versions, with its paragraph.",
                "I say whose judgement *harmless* is.",
            ),
        ),
    ],
)
