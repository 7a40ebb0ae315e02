"""Does the news say what the Accord says? The tasks of set 09."""

from functools import cache

from accordlib import (
    load_corpus,
    parse_agreement,
    stopwords,
    tokenize,
)
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
report = corpus["hiroshima-news"]
claims = list(corpus.annotations("claims").itertuples())
quotations = list(corpus.annotations("quotations").itertuples())
# From P3, with *difficulties* for *challenges*.
ALTERED = "stand shoulder to shoulder in tackling the unprecedented global difficulties we now face"


def omitted():
    """Return the words of P3 that the report leaves out of its quotation in p5."""
    inside = report["p5"].text.split('"')[1]
    before, after = (part.strip(" .") for part in inside.split("..."))
    return agreement["P3"].text.split(before)[1].split(after)[0].split()


def spoken_share(document):
    """Return the share of a document's words in the quotations that the coders found."""
    rows = [r for r in quotations if r.document == document.id and r.kind != "label"]
    quoted = [document.text[r.start : r.end].split() for r in rows]
    words = " ".join(p.text for p in document.paragraphs).split()
    return sum(map(len, quoted)) / len(words)


@cache
def forms(text):
    """Return the words of a text in small letters, without the marks around them."""
    kept = "".join(c.lower() if c.isalnum() or c in "-'’" else " " for c in text)
    return kept.split()


def places(quotation):
    """Return the labels of the passages that have the words one after the other."""
    wanted = forms(quotation)
    size = len(wanted)
    return [
        p.label
        for p in agreement.passages
        if any(forms(p.text)[i : i + size] == wanted for i in range(len(forms(p.text))))
    ]


def verdicts(rows):
    """Return how often each verdict occurs in some claims."""
    seen = [row.verdict for row in rows]
    return {verdict: seen.count(verdict) for verdict in seen}


def of_the_uk():
    """Return the claims of the paragraphs that begin with the words *The UK*."""
    return [c for c in claims if report[c.passage.split(":")[1]].text[:6] == "The UK"]


def covered():
    """Return for each pillar the share of its commitments that some claim was matched with."""
    loci = {c.locus for c in claims}
    shares = {}
    for letter in "DEG":
        ids = [c.id for c in agreement.commitments if c.id.split(":")[1].startswith(letter)]
        shares[letter] = sum(identity in loci for identity in ids) / len(ids)
    return shares


@cache
def types_of_accord():
    """Return every type of the Accord."""
    return {form.lower().replace("’", "'") for form in tokenize(agreement.passages).surface()}


def strangers(passage):
    """Return the types of a passage that are neither stop words nor types of the Accord."""
    here = {form.lower().replace("’", "'") for form in tokenize([passage]).surface()}
    return {word for word in here if word not in types_of_accord() and word not in stopwords()}


def words_heard(rows, speaker):
    """Return how many words of a speaker are quoted in all texts together."""
    return sum(words for _, person, words in rows if person == speaker)


def coded_rows():
    """Return text, speaker and number of words of each quotation that the coders found."""
    spoken = [r for r in quotations if r.kind != "label"]
    return [(r.document, r.speaker, len(r.text.split())) for r in spoken]


def heard_slip(edge, result):
    """Return a student's function that makes the edges, and the result, in some way."""
    return (
        "def heard(rows, speaker):\n    network = nx.DiGraph()\n"
        f"    for text, person, words in rows:\n{edge}"
        f"    if speaker not in network:\n        return 0\n    return {result}"
    )


SUMMED = (
    "        if not network.has_edge(text, person):\n"
    "            network.add_edge(text, person, words=0)\n"
    '        network[text][person]["words"] += words\n'
)


def absent_shares():
    """Return the share of absent claims in both codings and in the reconciled table."""
    shares = {}
    for key, name in (("a", "claims-coder-a"), ("b", "claims-coder-b"), ("reconciled", "claims")):
        found = list(corpus.annotations(name)["verdict"])
        shares[key] = found.count("absent") / len(found)
    return shares


def share_slip(line, rows="find_quotations(document).query(\"kind != 'label'\")"):
    """Return a student's function for the share that ends in some line."""
    return (
        "def spoken_share(document):\n"
        f'    spoken = {rows}["text"]\n'
        "    quoted = sum(len(text.split()) for text in spoken)\n"
        "    words = sum(len(p.text.split()) for p in document.paragraphs)\n"
        f"    return {line}"
    )


def cut_slip(value):
    """Return a student's cell that fills the dictionary with some value for each table."""
    return (
        'tables = {"a": coder_a, "b": coder_b, "reconciled": report_claims}\n'
        f"absent_shares = {{name: {value} for name, t in tables.items()}}"
    )


def cover_slip(value):
    """Return a student's cell that gives some value for each pillar."""
    return (
        'labels = list(report_claims["locus"].str.partition(":")[2])\n'
        f"covered = {{p.label: {value} for p in agreement.pillars}}"
    )


def badly_rounded(cell, share):
    """Return the slips of a student whose shares are percentages or have too few decimals."""
    percent = "These are percentages. Between which two numbers does a share lie?"
    return [
        Slip(cell(f"100 * {share}"), percent),
        Slip(cell(f"round(100 * {share}, 1)"), percent),
        Slip(cell(f"round(100 * {share})"), percent),
        Slip(
            cell(f"round({share}, 1)"),
            "You rounded too far: one decimal hides how much the shares differ. How many decimals "
            "does the task leave you?",
        ),
    ]


workbook = Workbook(
    "Does the news say what the Accord says?",
    [
        Task(
            name="left_out",
            asks="How many words of P3 the dots in the report's quotation stand for",
            hints=(
                "`verify_quotation(quotation, agreement.passages)` gives a verdict; the lesson "
                "looks at one of its attributes.",
                "`omitted` has one string for each place with dots, so here it has one.",
                "`verdict.omitted[0].split()` is the list of the words.",
            ),
            right=lambda: len(omitted()),
            lead="Which words of P3 stand between the two parts of the quotation?",
            slips=(
                Slip(
                    "verdict = verify_quotation(quotation, agreement.passages)\n"
                    "left_out = len(verdict.omitted)",
                    "That is how many times something was left out: `omitted` is a tuple with one "
                    "string for each place with dots. What does its first string hold?",
                ),
                Slip(
                    "verdict = verify_quotation(quotation, agreement.passages)\n"
                    "left_out = len(verdict.omitted[0])",
                    "The length of a string is its number of characters. How do you make a list of "
                    "words of it?",
                ),
                Slip(
                    "left_out = len(quotation.split())",
                    "You counted the words that the report kept, with the dots as one of them. "
                    "Which words of P3 stand where the dots are?",
                ),
                Slip(
                    'left_out = len(quotation.split("...")[1].split())',
                    "Those are the words that the quotation has after the dots. Which words of P3 "
                    "stand between its two parts?",
                ),
                Slip(
                    'left_out = len(agreement["P3"].text.split()) - len(quotation.split()) + 1',
                    "This is everything in P3 that the report does not quote. P3 has a sentence "
                    "before this one: was that left out at the dots?",
                ),
            ),
            also_right=(
                "verdict = verify_quotation(quotation, agreement.passages)\n"
                'left_out = verdict.omitted[0].count(" ") + 1',
                'text = agreement["P3"].text\n'
                'middle = text[text.index("tackling") : text.index("advancing")]\n'
                "left_out = len(middle.split())",
            ),
        ),
        Task(
            name="spoken_share",
            asks="A function `spoken_share(document)`: which share of its words is quoted",
            points=2,
            hints=(
                "`find_quotations(document).query(\"kind != 'label'\")` leaves the labels out.",
                "Add up `len(text.split())` over the texts of the quotations, and the same over "
                "the paragraphs.",
                "`sum(len(p.text.split()) for p in document.paragraphs)` is the denominator.",
            ),
            calls=lambda: [
                (corpus[name],)
                for name in (
                    "press-release-2021",
                    "hiroshima-news",
                    "article",
                    "article-rewrite",
                    "accord",
                )
            ],
            right=spoken_share,
            lead="Which rows of the table did you add up, and what did you divide by?",
            slips=(
                Slip(
                    share_slip("quoted / words", "find_quotations(document)"),
                    "The labels are in. Nobody *says* “2+2” or the name of the Accord when it is "
                    "introduced: which column tells such rows from the others?",
                ),
                Slip(
                    share_slip("quoted / len(document.text.split())"),
                    "`document.text` is the whole file, with headline and advertising. Where is "
                    "the running text alone?",
                ),
                Slip(
                    share_slip("len(spoken) / len(document.paragraphs)"),
                    "You divided quotations by paragraphs. A quotation of two words and one of "
                    "forty weigh the same then. What was to be counted on both sides?",
                ),
                Slip(
                    share_slip("round(quoted / words, 2)"),
                    "You rounded. Whoever reckons on with the share reckons on with your rounding: "
                    "how does the function hand over the number as it is?",
                ),
                Slip(
                    share_slip("quoted / len(tokenize(document.paragraphs))"),
                    "Above the line you have stretches between white space, below it tokens. Does "
                    "a lone dash count on both sides?",
                ),
                Slip(
                    share_slip(
                        "sum(spoken.str.len()) / sum(len(p.text) for p in document.paragraphs)"
                    ),
                    "The length of a string is its number of characters, so this is a share of "
                    "characters. What makes words of a string?",
                ),
                Slip(
                    share_slip("100 * quoted / words"),
                    "You return a percentage. Between which two numbers does a share lie?",
                ),
                Slip(
                    share_slip(
                        "quoted / words",
                        "find_quotations(document).query(\"kind == 'speech'\")",
                    ),
                    "You kept `speech` alone. The ministers of the press release speak without "
                    "marks, and the report quotes a document: which kinds are those?",
                ),
            ),
            also_right=(
                share_slip("quoted / words"),
                "def spoken_share(document):\n"
                "    n = 0\n"
                "    for row in find_quotations(document).itertuples():\n"
                '        n += len(row.text.split()) if row.kind != "label" else 0\n'
                '    return n / len(" ".join(p.text for p in document.paragraphs).split())',
            ),
        ),
        Task(
            name="places",
            asks="A function `places(quotation)`: all passages of the Accord that have it verbatim",
            points=2,
            hints=(
                "Go through `agreement.passages` and ask about one passage at a time.",
                "`verify_quotation(quotation, [passage]).status` is `verbatim` if the words stand "
                "there one after the other.",
                "Append `passage.label` to a list for each passage with that status.",
            ),
            calls=lambda: [
                ("a free and open Indo-Pacific",),
                ("global strategic partnership",),
                ("supply chain",),
                ("the closest of partners",),
                (ALTERED,),
                ("red socks",),
            ],
            right=places,
            lead="Is each passage asked by itself, and do only whole words count?",
            slips=(
                Slip(
                    "def places(quotation):\n"
                    "    found = verify_quotation(quotation, agreement.passages)\n"
                    '    return [found.passage.split(":")[1]] if found.passage else []',
                    "Asked about all passages at once, `verify_quotation` stops at the first. "
                    "Which passages did it not look at?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.label for p in agreement.passages "
                    "if quotation.lower() in p.text.lower()]",
                    "D1 speaks of *supply chains*, and your search takes that for *supply chain*. "
                    "What does `verify_quotation` compare, letters or words?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.label for p in agreement.passages if quotation in p.text]",
                    "A search in the raw text minds capitals, and half a word is enough for it. Is "
                    "*Global Strategic Partnership* another formula when it is spelt small?",
                ),
                Slip(
                    "import re\n"
                    "def places(quotation):\n"
                    "    def words(text):\n"
                    "        return ' ' + ' '.join(re.findall(r\"\\w+\", text.lower())) + ' '\n"
                    "    return [p.label for p in agreement.passages "
                    "if words(quotation) in words(p.text)]",
                    "Your words end at a hyphen, so that *Supply-chain* in G2 is two of them. "
                    "`verify_quotation` takes what a hyphen joins for one word. What does it say "
                    "of G2?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.id for p in agreement.passages if "
                    'verify_quotation(quotation, [p]).status == "verbatim"]',
                    "You return ids, such as `accord:P3`. Which attribute of a passage is the "
                    "part behind the colon?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.label for p in agreement.commitments if "
                    'verify_quotation(quotation, [p]).status == "verbatim"]',
                    "The commitments are searched, and nothing else. Where does the vision of a "
                    "free and open Indo-Pacific stand besides?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.label for p in agreement.passages if "
                    'verify_quotation(quotation, [p]).status != "absent"]',
                    "You leave out what is absent, and keep what is altered: P3 speaks of global "
                    "*challenges*, the quotation of *difficulties*. Which of the statuses means "
                    "that the words stand there as they are?",
                ),
                Slip(
                    "def places(quotation):\n"
                    "    return [p.label for p in agreement.passages "
                    "if verify_quotation(quotation, [p])]",
                    "You name every passage, even for *red socks*: a verdict is an object, and "
                    "`if` takes any object for true, whatever it says. Which attribute says it?",
                ),
            ),
            also_right=(
                "def places(quotation):\n"
                "    found = []\n"
                "    for passage in agreement.passages:\n"
                '        if verify_quotation(quotation, [passage]).status == "verbatim":\n'
                "            found.append(passage.label)\n"
                "    return found",
                "import re\n"
                "def places(quotation):\n"
                "    def words(text):\n"
                "        return ' ' + ' '.join(re.findall(r\"[\\w’'-]+\", text.lower())) + ' '\n"
                "    return [p.label for p in agreement.passages "
                "if words(quotation) in words(p.text)]",
            ),
        ),
        Choice(
            name="dots",
            asks="What the verdict on a quotation with dots shows",
            hints=(
                "Read D8 in full, and `omitted` in the verdict.",
                "Planning for what, and for whose citizens? What are the third countries in D8?",
            ),
            right="d",
            options={
                "a": "The quotation is in order as it stands: its words are in D8 in this order, "
                "and dots are a usual sign for words left out.",
                "b": "The verdict is a mistake of the program: a quotation that says something "
                "else than its source should be called absent.",
                "c": "A quotation that is not verbatim, word for word and mark for mark, is no "
                "quotation from the Accord, whatever it has left.",
                "d": "The words stand there in this order; whether dots keep the sense is seen "
                "only in what they leave out, and here they do not.",
            },
            because=(
                "Yes. In D8 the planning is for an evacuation of their own nationals; the third "
                "countries are where these people are. No rule about words sees that."
            ),
            wrong={
                "a": "Each word stands there. Does a reader of the quotation learn from it for "
                "what the two states plan?",
                "b": "The words do stand in D8, in this order. Could a program that compares words "
                "know what the words between them did for the sense?",
                "c": "Is there a word in the quotation that D8 does not have? The lesson's own "
                "example from the report is an ellipsis too: was that not from the Accord?",
            },
        ),
        Task(
            name="uk_said",
            asks="The verdicts of the claims in the paragraphs that begin with *The UK*",
            hints=(
                "Find the ids of those paragraphs: `passage.text.startswith(...)`.",
                '`report_claims["passage"].isin(ids)` chooses the rows of several passages.',
                '`report_claims[...]["verdict"].value_counts().to_dict()` makes the dictionary.',
            ),
            right=lambda: verdicts(of_the_uk()),
            lead="Which paragraphs did you take, and how many claims stand in them?",
            slips=(
                Slip(
                    'uk_said = report_claims["verdict"].value_counts().to_dict()',
                    "Those are all claims of the report. Which of them stand in paragraphs that "
                    "begin with *The UK*?",
                ),
                Slip(
                    'chosen = report_claims["claim"].str.startswith("The UK")\n'
                    'uk_said = report_claims[chosen]["verdict"].value_counts().to_dict()',
                    "You took the claims that begin with *The UK* themselves. To whom does the "
                    "*It* of p8 refer, and where do the claims stand that were cut off behind it?",
                ),
                Slip(
                    'chosen = report_claims["note"].str.contains("Attributed to the UK")\n'
                    'uk_said = report_claims[chosen]["verdict"].value_counts().to_dict()',
                    "A claim is missing. If you chose by the notes: is there a claim in p8 whose "
                    "note says something else? If you chose by *The UK said*: how does p10 begin?",
                ),
                Slip(
                    'uk = [p.id for p in report.paragraphs if p.text.startswith("The UK")]\n'
                    'uk_said = report_claims[~report_claims["passage"].isin(uk)]["verdict"]'
                    ".value_counts().to_dict()",
                    "`~` turns the choice round: these are the claims of the other paragraphs. An "
                    "interesting table to put beside the one asked for. What is missing from it?",
                ),
                Slip(
                    'uk = [p.id for p in report.paragraphs if "UK" in p.text]\n'
                    'uk_said = report_claims[report_claims["passage"].isin(uk)]["verdict"]'
                    ".value_counts().to_dict()",
                    "These paragraphs *mention* the UK, p5 and p6 among them. Who speaks in p5: "
                    "the UK, or the Accord?",
                ),
                Slip(
                    'uk = [p.id for p in report.paragraphs if p.text.startswith("The UK")]\n'
                    'found = report_claims[report_claims["passage"].isin(uk)]["verdict"]\n'
                    "uk_said = found.value_counts(normalize=True).to_dict()",
                    "These are shares of the right claims. The task asks for their numbers: what "
                    "does `value_counts` give when it is asked for nothing else?",
                ),
                *(
                    Slip(
                        'uk = [p.id for p in report.paragraphs if p.text.startswith("The UK")]\n'
                        "found = "
                        'list(report_claims[report_claims["passage"].isin(uk)]["verdict"])\n'
                        f"uk_said = {{v: found.count(v) for v in {names}}}",
                        "The claims are the right ones. You also list verdicts that none of them "
                        "has, with a nought: which entries are left if only verdicts that occur "
                        "are kept?",
                    )
                    for names in (
                        'set(report_claims["verdict"])',
                        '("verbatim", "supported", "partly", "absent", "contradicted")',
                    )
                ),
            ),
            also_right=(
                "uk_said = {}\n"
                "for row in report_claims.itertuples():\n"
                '    label = row.passage.split(":")[1]\n'
                '    if report[label].text.startswith("The UK"):\n'
                "        uk_said[row.verdict] = uk_said.get(row.verdict, 0) + 1",
                'uk_said = report_claims[report_claims["passage"].isin(["hiroshima-news:p8", '
                '"hiroshima-news:p9", "hiroshima-news:p10"])]["verdict"].value_counts()',
            ),
        ),
        Task(
            name="covered",
            asks="The share of each pillar's commitments that the coders matched with a claim",
            points=2,
            digits=2,
            hints=(
                "The cell counts claims and not commitments, counts titles and the preamble with "
                "them, and divides by nothing.",
                "Make a set of the labels: a commitment that decides two claims is in it once.",
                "For each `pillar` in `agreement.pillars`: how many of `pillar.commitments` have "
                "a `label` in that set, divided by `len(pillar.commitments)`.",
            ),
            right=covered,
            lead="Is each commitment counted once, and is each pillar divided by its own number?",
            slips=(
                Slip(
                    cover_slip("sum(c.label in labels for c in p.commitments)"),
                    "Each commitment counts once now, but these are numbers, not shares. How many "
                    "commitments has each pillar?",
                ),
                Slip(
                    cover_slip(
                        "sum(labels.count(c.label) for c in p.commitments) / len(p.commitments)"
                    ),
                    "D2 decides more than one claim and was counted each time. What holds each "
                    "label only once?",
                ),
                Slip(
                    cover_slip(
                        "sum(c.label in labels for c in p.commitments) / len(agreement.commitments)"
                    ),
                    "You divided by all commitments of the Accord. Of which whole is the share of "
                    "a pillar asked?",
                ),
                Slip(
                    'loci = set(report_claims["locus"])\n'
                    "covered = {p.label: sum(c.label in loci for c in p.commitments) "
                    "/ len(p.commitments) for p in agreement.pillars}",
                    "Nothing was found at all. A locus is an id such as `accord:P3`: is a label "
                    "such as `P3` ever equal to one?",
                ),
                Slip(
                    cover_slip("sum(c.label in labels for c in p.commitments) / len(set(labels))"),
                    "You divided by the passages that the coders matched, those of the preamble "
                    "and the titles with them. Of which whole is the share of a pillar asked?",
                ),
                *badly_rounded(
                    cover_slip, "sum(c.label in labels for c in p.commitments) / len(p.commitments)"
                ),
            ),
            also_right=(
                cover_slip(
                    "round(sum(c.label in labels for c in p.commitments) / len(p.commitments), 2)"
                ),
                "covered = {}\n"
                'for letter in ("D", "E", "G"):\n'
                "    ids = {c.id for c in agreement.commitments if c.pillar == letter}\n"
                '    covered[letter] = len(ids & set(report_claims["locus"])) / len(ids)',
            ),
        ),
        Task(
            name="strangers",
            asks="A function `strangers(passage)`: its content types that the Accord has not",
            points=2,
            hints=(
                "`tokenize([passage]).types` are the types of one passage.",
                "From a set you can subtract one set after the other.",
                "`set(tokenize([passage]).types) - accord_types`, and then the stop list `stop`.",
            ),
            calls=lambda: [
                (report["p6"],),
                (report["p7"],),
                (report["p8"],),
                (report["p11"],),
                (corpus["article"]["p4"],),
                (agreement["D2"],),
            ],
            right=strangers,
            lead="Are they types, are the stop words out, and was the whole Accord asked?",
            slips=(
                Slip(
                    "def strangers(passage):\n"
                    "    return set(tokenize([passage]).types) - accord_types",
                    "Words such as *such* or *it* are in your set if the Accord happens not to "
                    "have them. Which list takes out the words of grammar?",
                ),
                Slip(
                    "def strangers(passage):\n"
                    "    return set(tokenize([passage]).surface()) - accord_types - stop",
                    "`surface()` keeps capitals, and *Japan* with a capital is no type of the "
                    "Accord. In which form are the types?",
                ),
                Slip(
                    "def strangers(passage):\n"
                    "    known = set(tokenize(agreement.commitments).types)\n"
                    "    return set(tokenize([passage]).types) - known - stop",
                    "You compared with the commitments alone. P4 has *peace and stability*: are "
                    "these words strangers to the Accord?",
                ),
                Slip(
                    "def strangers(passage):\n"
                    '    text = corpus["accord"].text.lower()\n'
                    "    return {w for w in tokenize([passage]).types "
                    "if w not in text and w not in stop}",
                    "You searched the letters of the Accord. *Ships* is found in *partnerships*, "
                    "*red* in *shared*: are those the words that you mean?",
                ),
                Slip(
                    "def strangers(passage):\n"
                    "    return (set(tokenize([passage]).types) & accord_types) - stop",
                    "These are the words that the passage and the Accord share. Which sign leaves "
                    "what the Accord has not?",
                ),
                Slip(
                    "def strangers(passage):\n"
                    "    here = {form.lower() for form in tokenize([passage]).surface()}\n"
                    "    return here - accord_types - stop",
                    "Small letters alone do not make types: D2 prints *UK’s* with a curly "
                    "apostrophe and becomes a stranger in its own Accord. What gives the types of "
                    "a passage, apostrophe and all?",
                ),
            ),
            also_right=(
                "def strangers(passage):\n"
                "    content = tokenize([passage]).filter(words=lambda w: w not in stop)\n"
                "    return [t for t in content.types if t not in accord_types]",
                "def strangers(passage):\n"
                "    types = tokenize([passage]).types\n"
                "    return set(types).difference(accord_types, stopwords())",
            ),
        ),
        # The paragraphs to be read are article:p12 (ends with the spokesperson), p13 (Kishida and
        # Sunak, they said) and p14 (they ... fully support the British government's engagement).
        Choice(
            name="they",
            asks="Which speaker to write down for *they said* in the article",
            hints=(
                "Try each reading in p14: who would *fully support* whom?",
                "A table of speakers can keep a doubt or hide it.",
            ),
            right="a",
            options={
                "a": "*They*, as the text has it: p13 suggests the two, but p14 would have Sunak "
                "support his own government, and in p12 a spokesperson spoke.",
                "b": "Kishida and Sunak: p13 names the two of them just before *they said*, and "
                "p14 goes on with *they*, so the speakers are the same in both.",
                "c": "Hikariko Ono: she is the spokesperson who was speaking in p12 just before, "
                "and it is Japan's view that is being given in p13 and p14.",
                "d": "Nobody at all: a quotation whose speaker has no name should be left out of "
                "a table of speakers; nobody can check a pronoun there.",
            },
            because=(
                "Yes. The text does not settle it, and the coders kept *they* too. The rewrite "
                "did settle it, for p13: there *Kishida and Sunak* are the ones who said it."
            ),
            wrong={
                "b": "That fits p13. Try it in p14: does Sunak say there that he supports the "
                "British government's engagement?",
                "c": "One person, and *they*: it could be, in p12 she is *the spokesperson*. "
                "Does anything in p13 say that it is she who is meant, and no longer the two "
                "whom it names?",
                "d": "Then the list would have fewer quotations than the text, and its reader "
                "could not see the doubt. What else could the table say about the speaker?",
            },
        ),
        Task(
            name="heard",
            asks="A function `heard(rows, speaker)`: how many words of a speaker are quoted",
            points=2,
            hints=(
                "`network.add_edge(text, person, words=0)` makes an edge that says nothing yet.",
                'Make the edge only if it is not there, then `network[text][person]["words"] += '
                "words`.",
                '`network.in_degree(speaker, weight="words")` adds up the edges that come in.',
            ),
            calls=lambda: [
                (coded_rows(), "Hikariko Ono"),
                (coded_rows(), "Rishi Sunak"),
                (coded_rows(), "Dominic Raab"),
                (coded_rows()[:3], "Fumio Kishida"),
                ([("a", "b", 2), ("c", "b", 5), ("a", "b", 1)], "b"),
            ],
            right=words_heard,
            lead="Are several rows of one pair added, all texts counted, and words not edges?",
            slips=(
                Slip(
                    heard_slip(
                        "        network.add_edge(text, person, words=words)\n",
                        'network.in_degree(speaker, weight="words")',
                    ),
                    "A later row of the same text and speaker overwrites the earlier one. What "
                    "must happen to the words that the edge has already?",
                ),
                Slip(
                    heard_slip(SUMMED, "network.in_degree(speaker)"),
                    "That is the number of texts that quote the speaker. Which argument makes "
                    "`in_degree` add up words?",
                ),
                Slip(
                    heard_slip(SUMMED, 'network.out_degree(speaker, weight="words")'),
                    "Nothing goes out from a speaker: the arrows come from the texts. Which degree "
                    "counts what comes in?",
                ),
                Slip(
                    heard_slip(
                        SUMMED,
                        'max(e["words"] for _, _, e in network.in_edges(speaker, data=True))',
                    ),
                    "You took the text that quotes the speaker most. What of the words in the "
                    "other texts?",
                ),
                Slip(
                    "def heard(rows, speaker):\n"
                    "    return sum(person == speaker for text, person, words in rows)",
                    "You counted quotations. A quotation of two words and one of forty weigh the "
                    "same then: what was to be added up?",
                ),
            ),
            also_right=(
                "def heard(rows, speaker):\n    network = nx.MultiDiGraph()\n"
                "    for text, person, words in rows:\n"
                "        network.add_edge(text, person, words=words)\n"
                "    if speaker not in network:\n        return 0\n"
                '    return network.in_degree(speaker, weight="words")',
                "def heard(rows, speaker):\n"
                "    return sum(words for text, person, words in rows if person == speaker)",
            ),
        ),
        Task(
            name="absent_shares",
            asks="The share of absent claims in both codings and in the reconciled table",
            digits=2,
            hints=(
                '`FreqDist(table["verdict"])` counts the verdicts of a table.',
                '`.freq("absent")` divides the count by all that was counted: by the rows of that '
                "table.",
                'Begin with `absent_shares = {"a": ..., "b": ..., "reconciled": ...}`.',
            ),
            right=absent_shares,
            lead="Is each share divided by the rows of its own table, and only *absent* counted?",
            slips=(
                Slip(
                    cut_slip('int((t["verdict"] == "absent").sum())'),
                    "Those are numbers of rows. The coders have different numbers of rows in all: "
                    "by what must each be divided before you compare?",
                ),
                Slip(
                    cut_slip('(t["verdict"] == "absent").sum() / len(report_claims)'),
                    "You divided everything by the rows of the reconciled table. Into how many "
                    "claims did coder a cut the report?",
                ),
                Slip(
                    cut_slip('t["verdict"].isin(["absent", "partly"]).mean()'),
                    "*Partly* is in. The Accord says some of what such a claim says: is that the "
                    "same as not saying it?",
                ),
                *badly_rounded(cut_slip, '(t["verdict"] == "absent").mean()'),
                Slip(
                    cut_slip('(t["verdict"] == "absent").mean()')
                    + '\nabsent_shares["stored"] = absent_shares.pop("reconciled")',
                    "The shares are right. Which three keys does the task ask for?",
                ),
                Slip(
                    cut_slip('(t["verdict"] != "absent").mean()'),
                    "`!=` counts the claims that the Accord does have, in one way or another. "
                    "Which rows were asked for?",
                ),
            ),
            also_right=(
                cut_slip('(t["verdict"] == "absent").mean()'),
                "def share(table):\n"
                '    return table["verdict"].value_counts(normalize=True)["absent"]\n'
                'absent_shares = {"b": share(coder_b), "reconciled": share(report_claims), '
                '"a": share(coder_a)}',
            ),
        ),
        Essay(
            name="unreliable",
            asks="What the absent claims say about the report, and what they do not",
            points=3,
            hints=(
                "Absent from what? Read the claims with this verdict and who they are ascribed to.",
                "Further up you have counted these claims by paragraph and with other ways to cut.",
            ),
            rubric=(
                "A strong answer separates *not in the Accord* from *untrue*, says to whom the "
                "report ascribes the absent claims and quotes it, and names what the share "
                "depends on: the cut, the coders, the source that was asked. A weak one defends "
                "or attacks the broadcaster in general."
            ),
            sample=(
                "Absent means that the Accord does not say it, not that nobody does. All the "
                "absent claims stand in paragraphs that begin with the UK: "
                '"The UK said it will double the number of troops" is p8, and the report does not '
                "ascribe it to the document. To show that something was made up one would have to "
                "look at what the UK said; the lesson cites its announcement. The share also "
                "depends on the cut: the sentence on the carrier strike group is one claim to one "
                "coder and several in the reconciled table. What one can blame is smaller: a "
                "hurried reader may take the year for a promise of the Accord, since its sentence "
                'begins with a mere "It".'
            ),
            checklist=(
                "I say what *absent* means, and absent from what.",
                "I say to whom the report ascribes the absent claims.",
                "I quote the report at least once, with its paragraph.",
                "I name one decision on which the share depends.",
            ),
        ),
    ],
)
