"""What are we reading? The tasks of set 01."""

from datetime import date

from accordlib import load_corpus, parse_agreement
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
provenance = corpus.provenance()
stated = provenance[provenance["basis"] == "stated"]
release = corpus["press-release-2021"]
article = corpus["article"]


def with_a_headline():
    """Return how many files have a headline among their furniture."""
    kinds = [{item.kind for item in document.furniture} for document in corpus.values()]
    return sum("headline" in kind for kind in kinds)


def words_without_furniture():
    """Return the number of words of the article's file that stand outside its furniture."""
    text = article.text
    for item in article.furniture:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return len(text.split())


def falls_on(day, weekday):
    """Tell whether a date falls on a weekday, counted from Monday, 2 January 2023."""
    week = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    if day.count("-") < 2:
        return None
    distance = date(*map(int, day.split("-"))) - date(2023, 1, 2)
    return week.index(weekday) == distance.days % 7


def spoken_paragraphs():
    """Return the paragraphs of the press release that were annotated as a speaker's block."""
    table = corpus.annotations("quotations")
    blocks = table[(table["document"] == release.id) & (table["kind"] == "block")]
    starts = set(blocks["start"])
    return {paragraph.label for paragraph in release.paragraphs if paragraph.start in starts}


def words_in_marks(text):
    """Return the words between quotation marks, reading the text mark by mark."""
    words, inside, piece = 0, "", ""
    for character in text:
        if inside and character == inside:
            words += len(f"x{piece}x".split())
            inside, piece = "", ""
        elif inside:
            piece += character
        elif character in '“"':
            inside = {"“": "”", '"': '"'}[character]
    return words


def meeting_point():
    """Return the documents that share an event, other than the two versions of one story."""
    table = corpus.annotations("events")
    together = [set(group) for _, group in table.groupby("event")["document"]]
    return set().union(
        *(g for g in together if len(g) > 1 and not g <= {"article", "article-rewrite"})
    )


workbook = Workbook(
    "What are we reading?",
    [
        Task(
            name="titled",
            asks="In how many files the title stands in the file itself",
            hints=(
                "The column `basis` says whether a value is stated or inferred.",
                "Count the rows of the table above in which `basis` is `stated`.",
                "`len(provenance.query(\"field == 'title' and ...\"))` counts such rows.",
            ),
            right=with_a_headline,
            lead="What does the column `basis` say of a title that stands in the file?",
            slips=(
                Slip(
                    "titled = len(provenance.query(\"field == 'title'\"))",
                    "Every document has a row for its title. Which column says whether the title "
                    "was found in the file or given by somebody later?",
                ),
                Slip(
                    "titled = len(provenance.query(\"field == 'title' and basis == 'inferred'\"))",
                    "You counted the titles that somebody inferred. What does the table call one "
                    "that stands in the file?",
                ),
                Slip(
                    "titled = len(provenance.query(\"basis == 'stated'\"))",
                    f"You counted all that is stated, {len(stated)} "
                    "rows: speakers, places and dates are among them. Which field is asked for?",
                ),
            ),
            also_right=(
                "table = provenance[provenance['field'] == 'title']\n"
                "titled = (table['basis'] == 'stated').sum()",
                "titled = 4",
            ),
        ),
        Task(
            name="article_words",
            asks="The number of words of the article without its furniture",
            hints=(
                "Which part of a document is read here: the furniture, or what is left without it?",
                "In each round of the loop the name gets a new value. What became of the old one?",
                "Loop over `article.paragraphs`, and add: `article_words = article_words + ...`.",
            ),
            right=words_without_furniture,
            lead="Do you read the article's paragraphs, count words, and keep what was counted?",
            slips=(
                Slip(
                    "article_words = 0\nfor line in article.paragraphs:\n"
                    "    article_words = len(line.text.split())",
                    "You read the paragraphs; but this is the length of the last one. What does "
                    "each round of the loop do with the words counted so far?",
                ),
                Slip(
                    "article_words = 0\nfor line in article.furniture:\n"
                    "    article_words = article_words + len(line.text.split())",
                    "Now it adds up, but these are the words of the headline, the advertisement "
                    "and the link. Which part of the document is the article?",
                ),
                Slip(
                    "article_words = len(article.text.split())",
                    f"The whole file has {len(article.text.split())} words, and “You may like” is "
                    "among them. What does `article.paragraphs` leave out?",
                ),
                Slip(
                    "article_words = 0\nfor line in article.paragraphs:\n"
                    "    article_words = article_words + len(line.text)",
                    "Without `split()` a text is as long as its characters. What did the cell "
                    "count before?",
                ),
                Slip(
                    "article_words = len(tokenize(article.paragraphs))",
                    "These are tokens, which leave out a dash and cut other words than white "
                    "space does. How does the overview of the lesson count?",
                ),
                Slip(
                    "article_words = len(article.paragraphs)",
                    "This is the number of paragraphs. How many words has each of them?",
                ),
            ),
            also_right=(
                "article_words = sum(len(p.text.split()) for p in article.paragraphs)",
                "furniture = sum(len(f.text.split()) for f in article.furniture)\n"
                "article_words = len(article.text.split()) - furniture",
                'article_words = len(" ".join(p.text for p in article.paragraphs).split())',
            ),
        ),
        Task(
            name="fits",
            asks="A function `fits(day, weekday)`: whether a date falls on that weekday",
            points=2,
            hints=(
                "`name` is the weekday on which the date falls. With what is it to be compared?",
                "`==` compares two texts and gives `True` or `False`.",
                "`return None` in the first place, `return name == ...` in the second.",
            ),
            calls=lambda: [
                (corpus["article"].date, "Wednesday"),
                (corpus["article-rewrite"].date, "Friday"),
                (corpus["accord"].date, "Thursday"),
                (corpus["press-release-2021"].date, "Monday"),
                ("2022-12", "Thursday"),
                ("", "Monday"),
            ],
            right=falls_on,
            lead="Which weekday is the date, which was asked about, and is the day known at all?",
            slips=(
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return None\n"
                    "    return names_of_days[date.fromisoformat(day).weekday()]",
                    "You return the weekday of the date. The question is whether it is the one "
                    "that the text names: what do you compare?",
                ),
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return False\n"
                    "    return names_of_days[date.fromisoformat(day).weekday()] == weekday",
                    "For December without a day you say *no*. Is a claim refuted when it cannot "
                    "be checked?",
                ),
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return None\n"
                    "    return names_of_days[date.fromisoformat(day).weekday()] != weekday",
                    "You return `True` where the weekday differs. What should a mismatch give?",
                ),
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return None\n"
                    "    return names_of_days[date.fromisoformat(day).isoweekday() % 7] == weekday",
                    "Your days are one late: `isoweekday()` counts Monday as one. Which number "
                    "has Monday in `names_of_days`?",
                ),
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return None\n"
                    "    return weekday in names_of_days",
                    "You return `True` for every date, whichever weekday is asked about. Which two "
                    "names of weekdays are to be compared?",
                ),
                Slip(
                    "def fits(day, weekday):\n    if len(day) < 10:\n        return None\n"
                    "    return day == weekday",
                    "You return `False` for every date. A text such as `2023-01-11` never equals "
                    "the name of a weekday: which name in the function holds the weekday of the "
                    "date?",
                ),
                Slip(
                    "def fits(day, weekday):\n    return True",
                    "You return `True` for every date, even for one without a day. Which two names "
                    "of weekdays are to be compared, and what is there to compare if no day is "
                    "known?",
                ),
            ),
            also_right=(
                "def fits(day, weekday):\n    try:\n"
                "        return date.fromisoformat(day).weekday() == names_of_days.index(weekday)\n"
                "    except ValueError:\n        return None",
                "def fits(day, weekday):\n    if day.count('-') != 2:\n        return None\n"
                "    if date.fromisoformat(day).isoweekday() == names_of_days.index(weekday) + 1:\n"
                "        return True\n    return False",
            ),
        ),
        Task(
            name="spoken",
            asks="The paragraphs of the press release that are a minister's own words",
            points=2,
            hints=(
                "Speech is announced by a line that ends in a colon. How far does it reach?",
                "Print more of a paragraph: `release['p6']` shows the whole of it.",
                "After Wallace's line two paragraphs belong to him, and so it is with Raab.",
            ),
            # p5 and p6 follow on “Defence Secretary Ben Wallace said:” (p4), p8 and p9 on
            # “Foreign Secretary Dominic Raab said:” (p7); p10 tells of four ministers again.
            right=spoken_paragraphs,
            lead="Is each of these a minister's own words, and have you found both ministers?",
            slips=(
                Slip(
                    'spoken = {"p4", "p7"}',
                    "These lines announce the speech: they name the speaker and end in a colon. "
                    "Where does the speech stand?",
                ),
                Slip(
                    'spoken = {"p5", "p8"}',
                    "Each of these opens a speech. Read p6 and p9: whose *our* is that?",
                ),
                Slip(
                    'spoken = {"p4", "p5", "p6", "p7", "p8", "p9"}',
                    "The stretch is right, but in it are two lines that the ministers did not "
                    "speak. Which of them name a minister and end in a colon?",
                ),
                Slip(
                    'spoken = {"p3", "p5", "p6", "p8", "p9"}',
                    "In p3 the ministers “reaffirmed” something. Are these their words, or is it "
                    "said of them?",
                ),
                Slip(
                    'spoken = {"p5", "p6", "p8", "p9", "p10"}',
                    "In p10 “The four ministers agreed” something. Who says *they* of the "
                    "ministers: a minister, or the release?",
                ),
            ),
            also_right=(
                'spoken = ["p5", "p6", "p8", "p9"]',
                "middle = release.paragraphs[3:9]\n"
                'spoken = {p.label for p in middle if not p.text.endswith(":")}',
            ),
        ),
        Task(
            name="quoted_words",
            asks="A function that counts the words between quotation marks of either kind",
            points=2,
            hints=(
                "Build the second pattern like the first, with the straight mark in all places.",
                "Write a straight mark inside single ones: `'\"'`. `[^\"]*` is all up to the next.",
                "In the loop `quotation` is one text: `quotation.split()` is the list of its "
                "words, and `len(...)` says how long a list is.",
            ),
            calls=lambda: [
                (corpus["article"].text,),
                (corpus["hiroshima-news"].text,),
                (release.text,),
                (agreement["P1"].text,),
                (
                    f"{corpus['article-rewrite']['p8'].text} {corpus['hiroshima-news']['p4'].text} "
                    f"{corpus['hiroshima-news']['p5'].text}",
                ),
                ('“Yes”, she said. "We will", he said twice.',),
                ("",),
            ],
            right=words_in_marks,
            lead="Are both kinds of marks in, are words counted, does a quotation end at its mark?",
            slips=(
                Slip(
                    "def quoted_words(text):\n"
                    "    return sum(len(q.split()) for q in re.findall('“[^”]*”', text))",
                    "The article comes out right, the news report at nought. Which marks does the "
                    "report have around “the closest of partners”?",
                ),
                Slip(
                    "def quoted_words(text):\n"
                    '    return sum(len(q.split()) for q in re.findall(\'"[^"]*"\', text))',
                    "The news report comes out right, the article at nought. Which marks does the "
                    "article have?",
                ),
                Slip(
                    "def quoted_words(text):\n"
                    "    return len(re.findall('“[^”]*”', text) + re.findall('\"[^\"]*\"', text))",
                    "You count quotations. One of them may be a single word or a long sentence: "
                    "how many words stand in each?",
                ),
                Slip(
                    "def quoted_words(text):\n    words = 0\n"
                    "    for q in re.findall('“[^”]*”', text) + re.findall('\"[^\"]*\"', text):\n"
                    "        words = words + len(q.split())\n        return words",
                    "Your function ends in the first round of the loop, with one quotation. How "
                    "far is the line with `return` indented?",
                ),
                Slip(
                    "def quoted_words(text):\n    words = 0\n"
                    "    for q in re.findall('“[^”]*”', text) + re.findall('\"[^\"]*\"', text):\n"
                    "        words = len(q.split())\n    return words",
                    "These are the words of the last quotation. What does each round of the loop "
                    "do with the words counted so far?",
                ),
                Slip(
                    "def quoted_words(text):\n"
                    "    found = re.findall('“[^”]*”', text) + re.findall('\"[^\"]*\"', text)\n"
                    "    return sum(len(q) for q in found)",
                    "You add up characters. What makes words of a text?",
                ),
                Slip(
                    "def quoted_words(text):\n"
                    "    found = re.findall('“.*”', text) + re.findall('\".*\"', text)\n"
                    "    return sum(len(q.split()) for q in found)",
                    "`.*` runs on to the last mark of a line. In p11 of the article “Ono said, "
                    "and” stands between two quotations: who speaks there?",
                ),
            ),
            also_right=(
                "def quoted_words(text):\n    words = 0\n"
                '    for q in re.findall(\'“[^”]*”|"[^"]*"\', text):\n'
                "        words = words + len(q.split())\n    return words",
                "def quoted_words(text):\n"
                "    straight = text.replace('“', '\"').replace('”', '\"').split('\"')\n"
                "    return sum(len(piece.split()) for piece in straight[1::2])",
            ),
        ),
        Choice(
            name="stray_our",
            asks="What *our* without quotation marks shows in the press release",
            hints=(
                "Which paragraphs are these lines from, and who speaks in them?",
                "A test for quotation marks finds speech only where speech has marks.",
            ),
            right="d",
            options={
                "a": "The press release, like the rewrite, was made from an older text in which "
                "quotations still had their marks.",
                "b": "*Our* is here what the UK government says of itself, not of Japan: it is "
                "the one that published the release.",
                "c": "The lesson's argument about the rewrite has collapsed: the trace also "
                "stands in a text that rewrites nothing.",
                "d": "An older text cannot be told: ministers speak here in whole paragraphs, "
                "and the test looks at marks alone.",
            },
            because=(
                "Yes. Each *our* is Wallace's or Raab's, and the layout says so. The test asks "
                "whether *our* has a speaker, and marks are only one sign of a speaker."
            ),
            wrong={
                "a": "In the rewrite nobody is left to whom *our* could belong. Read the line "
                "before p5 and the line before p8: is the speaker lost here too?",
                "b": "All these lines come from p6, p8 and p9. What stands before these "
                "paragraphs, and does it announce the government or a person?",
                "c": "Was the argument that the marks are missing, or that *our* has no speaker? "
                "Compare p5 of the rewrite with p6 of the release.",
            },
        ),
        Task(
            name="shared_event",
            asks="The two documents, not versions of each other, that share a row of the timeline",
            hints=(
                "Leave the columns of the article and of the rewrite aside at first.",
                "Look at the rows of the year of the press release: which ship sails there?",
                "`events[events['event'] == ...]` lists the documents that mention one event.",
            ),
            right=meeting_point,
            lead="Are these two ids, with a circle each in one row, and not versions of one story?",
            slips=(
                Slip(
                    'shared_event = {"article", "article-rewrite"}',
                    "These share rows because one was made from the other. Which row joins texts "
                    "that were written apart?",
                ),
                Slip(
                    'shared_event = {"accord", "hiroshima-news"}',
                    "The Accord and the report both speak of the Carrier Strike Group. But has "
                    "the Accord's “future deployment” a date, and hence a circle?",
                ),
                Slip(
                    'shared_event = {"hiroshima-news", "press release 2021"}',
                    "One of these is no id: they have neither capitals nor blanks. How does "
                    "`list(corpus)` spell it?",
                ),
                Slip(
                    'shared_event = {"accord", "press-release-2021"}',
                    "Both name the Carrier Strike Group in their words. In which row of the "
                    "figure has the Accord a circle for it?",
                ),
                Slip(
                    'shared_event = {"accord", "hiroshima-news", "press-release-2021"}',
                    "All of these name the Carrier Strike Group. A row of the timeline needs a "
                    "date: which of them gives none for the voyage?",
                ),
            ),
            also_right=(
                'shared_event = ["press-release-2021", "hiroshima-news"]',
                'table = events[events["event"].str.startswith("Carrier Strike Group goes")]\n'
                'shared_event = set(table["document"])',
            ),
        ),
        Choice(
            name="direction",
            asks="Which pair of readings speaks for the rewrite as the later text",
            hints=(
                "Kinship and direction are two questions. Which pairs answer the first only?",
                "For each pair, tell the story both ways. Where does one of the stories limp?",
            ),
            right="b",
            options={
                "a": "Both texts spell the prime minister's name *Kashida* in their tenth "
                "paragraph and *Kishida* in others.",
                "b": "The article has “to be deployed to Japan and vice versa.” The rewrite has "
                "“to deploy in Japan. vice versa.”",
                "c": "The article has *U.K.* with its full stops from beginning to end, and the "
                "rewrite has *UK* without them.",
                "d": "The article has the name as “Fumio Kishida” in its second paragraph; the "
                "rewrite has “Kishida Fumio” there.",
            },
            because=(
                "Yes. A stump such as *vice versa.* is what is left when a sentence is cut up; "
                "to write it first one would hardly have a reason. An editor who mended it is not "
                "excluded: it is a ground, beside others, and not a proof."
            ),
            wrong={
                "a": "A shared error shows that the texts are kin. Which of them had it first, "
                "does the error tell you?",
                "c": "A house style may drop the points, and another may put them in. From which "
                "of the two spellings can you explain the other, and not the reverse?",
                "d": "Family name first or last: an editor may change either into the other. Is "
                "one of the two orders a mistake?",
            },
        ),
        Essay(
            name="reliable",
            asks="Whether a stated date makes the rewrite the better witness",
            points=3,
            hints=(
                "Where in the file does the date stand, and who may have put it there?",
                "Trusted for what: the date, the facts, or what people said? Compare p8 of both.",
            ),
            rubric=(
                "A strong answer grants that the date stands in the file, says that it is "
                "furniture of unknown origin, keeps the date apart from the accuracy of the text, "
                "compares one place of both texts, and names what is missing for trust in either. "
                "A weak one only turns the claim round and trusts the article."
            ),
            sample=(
                "It is right that “date 2023-01-12” stands in the file and that the article has "
                "no date. But the line is furniture, and whoever collected the page may have "
                "added it, so that we do not know who states the date. A date also vouches for "
                "itself alone: a text can be dated and inaccurate. Where the article has “said "
                "Ono, the Japanese prime minister’s spokesperson” (p8), the rewrite has “Japanese "
                "Prime Minister Ono Ono”, and puts other words between the marks. That speaks for "
                "the article as a witness for what was said. To trust either we would have to know "
                "who published it, and to compare the quotations with the statements of those who "
                "are quoted."
            ),
            checklist=(
                "I say what in the claim is right.",
                "I say where the date stands and that its origin is not known.",
                "I compare a place of the rewrite with the article, and quote it.",
                "I say what I would have to know in order to trust either text.",
            ),
        ),
    ],
)
