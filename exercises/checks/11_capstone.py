"""Two texts, three methods, an argument: the steps of the capstone project."""

from functools import cache

from accordlib import find_quotations, load_corpus, parse_agreement, tokenize
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
passages = {name: list(document.paragraphs) for name, document in corpus.items()}
passages["accord"] = list(parse_agreement(corpus["accord"]).passages)
mentions = corpus.annotations("mentions").to_dict("records")
fits_one = {
    "voices": ["hiroshima-news", "press-release-2021", "article", "article-rewrite"],
    "claims": ["accord", "hiroshima-news"],
    "changes": ["article", "article-rewrite"],
    "promises": ["accord"],
} | {method: list(corpus) for method in ("words", "names", "dates")}


@cache
def forms(text):
    """Return the tokens of a text in small letters."""
    return [form.lower() for form in tokenize(passages[text]).surface()]


def allowed(texts, methods):
    """Return whether two texts and three methods keep the rules."""
    if len(texts) != 2 or texts[0] == texts[1] or len(methods) != 3:
        return False
    good = {m for m in methods for t in [fits_one.get(m, [])] if texts[0] in t and texts[1] in t}
    return len(good) == len(methods)


def named_in(text, names):
    """Return how many passages mention one of some entities, out of all passages."""
    ids = {row["passage"] for row in mentions if row["id"] in names}
    return sum(p.id in ids for p in passages[text]), len(passages[text])


@cache
def quoted_in(text):
    """Return how many words the library finds in quotations, out of all words."""
    found = find_quotations(corpus[text]).to_dict("records")
    inside = " ".join(row["text"] for row in found if row["kind"] != "label").split()
    return len(inside), len(" ".join(p.text for p in passages[text]).split())


def security_rate():
    """Return the occurrences of *security* for each thousand tokens in two texts."""
    return {
        text: 1000 * forms(text).count("security") / len(forms(text))
        for text in ("accord", "hiroshima-news")
    }


partner = ["partner", "partners", "partnership"]
DIFFERENT = "len(set(texts)) != 2 or len(set(methods)) != methods_needed"
BOTH = f"{DIFFERENT} or len(texts) != 2 or len(methods) != methods_needed"
FITTING = "all(set(texts) <= fits.get(m, set()) for m in methods)"


def allowed_slip(counting, fitting):
    """Return a student's function that counts in one way and asks for a fit in another."""
    return (
        "def allowed(texts, methods):\n"
        f"    if {counting}:\n        return False\n"
        f"    return {fitting}"
    )


workbook = Workbook(
    "Capstone: two texts, three methods, an argument",
    [
        Essay(
            name="question",
            quotes=False,
            asks="A question about two texts, what you expect, and what would speak against it",
            points=2,
            hints=(
                "Begin with *Does ... as ... does?* Such a question can be answered with no.",
                "Which count, out of what, would make you say that you were wrong?",
            ),
            rubric=(
                "A strong question names both texts and one difference that could be absent, and "
                "says which finding would refute the expectation. A weak one asks what is "
                "important, or has its answer in it."
            ),
            sample=(
                "Does the press release of 2021 give the partnership of the UK and Japan an "
                "opponent by name, as the article of 2023 does, and in whose words? I expect that "
                "the article names China, and that Japanese officials are quoted with it. I "
                "should give this up if both texts named the same third states in a similar share "
                "of their paragraphs, or if no quotation in the article had the name."
            ),
            checklist=(
                "My question names two texts and one difference between them.",
                "It could be answered with no.",
                "I say what I would have to find to give my expectation up.",
            ),
        ),
        Task(
            name="allowed",
            asks="A function `allowed(texts, methods)` that says whether a choice keeps the rules",
            points=2,
            hints=(
                "`len(texts)` is the number of texts, `len(set(texts))` that of different texts: a "
                "list that repeats one has more of the first.",
                "A method fits both texts if `set(texts) <= fits[method]`.",
                "`fits.get(method, set())` is empty for a method that nobody knows, and no pair "
                "of texts fits into an empty set; `all(... for method in methods)` asks for all.",
            ),
            calls=lambda: [
                (["article", "press-release-2021"], ["words", "names", "voices"]),
                (["accord", "hiroshima-news"], ["claims", "words", "dates"]),
                (["accord", "article"], ["words", "names", "voices"]),
                (["article", "article-rewrite"], ["changes", "voices", "words"]),
                (["accord", "hiroshima-news"], ["words", "names", "promises"]),
                (["article", "article"], ["words", "names", "dates"]),
                (["article", "hiroshima-news"], ["words", "words", "names"]),
                (["article", "hiroshima-news"], ["words", "names"]),
                (["article", "hiroshima-news"], ["words", "names", "dates", "voices"]),
                (["article", "hiroshima-news"], ["words", "names", "feelings"]),
                (["article", "accord"], ["words", "changes", "claims"]),
                (["article", "leader"], ["words", "names", "dates"]),
                (["article", "article", "hiroshima-news"], ["words", "names", "dates"]),
                (["article", "hiroshima-news"], ["words", "words", "names", "dates"]),
                ([], []),
            ],
            right=allowed,
            lead="Go through the rules one by one: which of them does this choice break or keep?",
            slips=(
                Slip(
                    allowed_slip(DIFFERENT, FITTING),
                    "Your function is content with a list that has a text or a method twice, if "
                    "enough different ones are left. What does the rule say of the article, once "
                    "more the article, and the news report?",
                ),
                *(
                    Slip(
                        allowed_slip(counting, FITTING.replace("all(", "any(")),
                        "One method that fits is enough for you. Can you compare the quotations of "
                        "the Accord with those of the article, if the Accord has none?",
                    )
                    for counting in (DIFFERENT, BOTH)
                ),
                Slip(
                    allowed_slip("len(texts) != 2 or len(methods) != methods_needed", FITTING),
                    "You let the article be compared with itself. What does the rule say about "
                    "the two texts, and about the methods?",
                ),
                *(
                    Slip(
                        allowed_slip(counting, FITTING.replace("<=", "&")),
                        "You ask whether a method fits *one* of the texts. The claims are those of "
                        "the news report: what would they say about the article?",
                    )
                    for counting in (DIFFERENT, BOTH)
                ),
                Slip(
                    "def allowed(texts, methods):\n    return " + FITTING,
                    "You look at what fits and not at how many there are. What do you return for "
                    "two empty lists, and is that a project?",
                ),
                Slip(
                    allowed_slip(DIFFERENT.replace("s)) != m", "s)) < m"), FITTING),
                    "More methods than asked for get through. Does the rule say *at least*?",
                ),
                *(
                    Slip(
                        f"def allowed(texts, methods):\n    return not ({counting})",
                        "You count the texts and the methods. Which voices would you compare in "
                        "the Accord, and which dictionary knows about that?",
                    )
                    for counting in (DIFFERENT, BOTH)
                ),
            ),
            also_right=(
                "def allowed(texts, methods):\n"
                "    if len(texts) != 2 or texts[0] == texts[1]:\n        return False\n"
                "    if len(methods) != 3 or len(set(methods)) != 3:\n        return False\n"
                "    for method in methods:\n"
                "        for text in texts:\n"
                "            if method not in fits or text not in fits[method]:\n"
                "                return False\n"
                "    return True",
            ),
        ),
        Essay(
            name="choice",
            quotes=False,
            asks="Two texts, three methods, and the reasons for them",
            points=2,
            hints=(
                "In what do your two texts differ besides the one thing that you ask about?",
                "For each method: which sentence of your answer will rest on it?",
            ),
            rubric=(
                "A strong choice ties each method to a part of the question and names in what "
                "else the two texts differ: year, author, kind, length. A weak one takes what "
                "runs."
            ),
            sample=(
                "Both texts report a meeting of the two sides, one as a release, one as an "
                "article. The names say which third states there are and in how many paragraphs, "
                "the words what the relation is called, and the voices whether an official or the "
                "reporter says it. They differ in year, author and kind, so I shall not be able "
                "to say which of these makes a difference."
            ),
            checklist=(
                "My own `allowed` returns True for my choice.",
                "For each method I say what it can add to the answer.",
                "I say in what else my two texts differ.",
            ),
        ),
        Task(
            name="words_in",
            asks="A function `words_in(text, words)`: tokens of some types, out of all tokens",
            points=2,
            hints=(
                "`term_frequencies(tokens[text])` has a row for each type, with its count.",
                '`.set_index("term")["count"]` looks counts up by type; `.get(word, 0)` gives 0 '
                "for a type that is missing.",
                "`return a, b` returns a pair: the sum of the counts, and `tokens[text].total`.",
            ),
            calls=lambda: [
                ("press-release-2021", list(partner)),
                ("article", list(partner)),
                ("accord", ["defence", "defense"]),
                ("hiroshima-news", ["security"]),
                ("article-rewrite", []),
                ("article", ["ally", "zeitgeist"]),
            ],
            right=lambda text, words: (sum(f in words for f in forms(text)), len(forms(text))),
            lead="Is the first number a count of whole tokens, and the second all tokens?",
            slips=(
                Slip(
                    "def words_in(text, words):\n"
                    "    return sum(len(kwic(tokens[text], word)) for word in words)",
                    "The counts are right, and nobody can compare them. What does the Accord have "
                    "more of than the news report, besides the word?",
                ),
                Slip(
                    "def words_in(text, words):\n"
                    "    n = sum(len(kwic(tokens[text], word)) for word in words)\n"
                    "    return n / tokens[text].total",
                    "You divided already. The pair keeps both numbers, so that a reader sees "
                    "whether a share rests on two occurrences or on twenty. Which two are they?",
                ),
                Slip(
                    "def words_in(text, words):\n"
                    "    running = ' '.join(p.text for p in passages[text]).lower()\n"
                    "    return sum(running.count(w) for w in words), tokens[text].total",
                    "You search for letters: *partnership* has *partner* in it and is counted "
                    "under both. What is a token?",
                ),
                Slip(
                    "def words_in(text, words):\n"
                    "    n = sum(len(kwic(tokens[text], word)) for word in words)\n"
                    "    return n, sum(len(p.text.split()) for p in passages[text])",
                    "You count tokens and divide by stretches between white space. Are *1902.* "
                    "and *UK-Japan* the same sort of unit in both?",
                ),
                Slip(
                    "def words_in(text, words):\n"
                    '    t = term_frequencies(tokens[text]).set_index("term")["range"]\n'
                    "    return int(sum(t.get(w, 0) for w in words)), tokens[text].total",
                    "`range` is the number of passages that have the word. What do you do with a "
                    "passage that has it twice?",
                ),
                Slip(
                    "def words_in(text, words):\n    for word in words:\n"
                    "        return len(kwic(tokens[text], word)), tokens[text].total",
                    "Only the first word of the list is counted: a function ends at its first "
                    "`return`. Where has it to stand if all the words are to be added up?",
                ),
                Slip(
                    "def words_in(text, words):\n    forms = tokens[text].surface()\n"
                    "    return sum(forms.count(word) for word in words), len(forms)",
                    "The heading of the first pillar has *Defence* with a capital, and you miss "
                    "it. Which tool of lesson 03 folds capitals?",
                ),
                Slip(
                    "def words_in(text, words):\n"
                    "    n = sum(len(kwic(tokens[text], word)) for word in words)\n"
                    "    return tokens[text].total, n",
                    "Both numbers are right, and they stand the wrong way round. Which comes "
                    "first, the count or what it is out of?",
                ),
            ),
            also_right=(
                "def words_in(text, words):\n"
                "    return sum(len(kwic(tokens[text], w)) for w in words), tokens[text].total",
                "def words_in(text, words):\n"
                "    forms = [f.lower() for f in tokens[text].surface()]\n"
                "    return [len([f for f in forms if f in words]), len(forms)]",
            ),
        ),
        Task(
            name="named_in",
            asks="A function `named_in(text, names)`: passages that mention one, out of all",
            points=2,
            hints=(
                "First the rows of `mentions` for this text, then those with one of the ids.",
                '`mentions["id"].isin(names)` keeps several ids at once.',
                '`found["passage"].nunique()` is the number of different passages; '
                "`len(passages[text])` is what they are out of.",
            ),
            calls=lambda: [
                ("article", ["china"]),
                ("article", ["china", "russia"]),
                ("press-release-2021", ["china"]),
                ("press-release-2021", ["royal-navy", "north-korea"]),
                ("accord", ["russia", "ukraine", "china"]),
                ("hiroshima-news", []),
            ],
            right=named_in,
            lead="Does each passage count once, and are passages without any name in the second?",
            slips=(
                Slip(
                    "def named_in(text, names):\n"
                    '    f = mentions[mentions["document"] == text]\n'
                    '    return len(f[f["id"].isin(names)]), len(passages[text])',
                    "You counted mentions. p7 of the article mentions China in two sentences: how "
                    "many passages is that?",
                ),
                Slip(
                    "def named_in(text, names):\n"
                    '    f = mentions[mentions["document"] == text]\n'
                    '    n = f[f["id"].isin(names)]["passage"].nunique()\n'
                    '    return n, f["passage"].nunique()',
                    "Your denominator has only passages in which somebody is named. Where are "
                    "those that name nobody?",
                ),
                Slip(
                    "def named_in(text, names):\n"
                    '    f = mentions[mentions["document"] == text]\n'
                    '    n = sum(f[f["id"] == name]["passage"].nunique() for name in names)\n'
                    "    return n, len(passages[text])",
                    "P2 of the Accord names China, Russia and Ukraine, and you count it for each "
                    "of them. What does the task say about a passage that mentions several?",
                ),
                Slip(
                    "def named_in(text, names):\n"
                    "    n = sum(any(name in p.text.lower() for name in names) "
                    "for p in passages[text])\n"
                    "    return n, len(passages[text])",
                    "You search the text for the id itself. How is *royal-navy* written in the "
                    "press release, and which table has that worked out?",
                ),
                Slip(
                    "def named_in(text, names):\n"
                    '    found = mentions[mentions["id"].isin(names)]\n'
                    '    return found["passage"].nunique(), len(passages[text])',
                    "You count the passages of all texts together: the article alone does not "
                    "name China so often. Which column says where a mention stands?",
                ),
                Slip(
                    "def named_in(text, names):\n"
                    '    found = mentions[mentions["document"] == text]\n'
                    '    n = found[found["id"].isin(names)]["passage"].nunique()\n'
                    "    return n, len(corpus[text].paragraphs)",
                    "For the Accord the denominator is not that of `passages`, which has its "
                    "title too. Which of the two did the setup prepare, and for what?",
                ),
            ),
            also_right=(
                "def named_in(text, names):\n"
                '    ids = set(mentions[mentions["id"].isin(names)]["passage"])\n'
                "    return sum(p.id in ids for p in passages[text]), len(passages[text])",
            ),
        ),
        Task(
            name="quoted_in",
            asks="A function `quoted_in(text)`: words in quotations, out of all words",
            points=2,
            hints=(
                "First the rows of `quotations` for this text without the labels.",
                "`len(words.split())` for each text in the column `text`, added up.",
                "The second number: `sum(len(p.text.split()) for p in passages[text])`.",
            ),
            calls=lambda: [
                ("article",),
                ("article-rewrite",),
                ("press-release-2021",),
                ("hiroshima-news",),
                ("accord",),
            ],
            right=quoted_in,
            lead="Which rows are quotations, and are both numbers words between white space?",
            slips=(
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[quotations["document"] == text]["text"]\n'
                    "    return (sum(len(t.split()) for t in f), "
                    "sum(len(p.text.split()) for p in passages[text]))",
                    "Whom does the news report quote with *The Hiroshima Accord.* in its p3? Look "
                    "at the column `kind`.",
                ),
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[(quotations["document"] == text) & '
                    '(quotations["kind"] == "speech")]["text"]\n'
                    "    return (sum(len(t.split()) for t in f), "
                    "sum(len(p.text.split()) for p in passages[text]))",
                    "The press release comes out with no quoted word, though Wallace and Raab "
                    "speak in it. Of which kind are their paragraphs?",
                ),
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[(quotations["document"] == text) & '
                    '(quotations["kind"] != "label")]\n'
                    "    return len(f), sum(len(p.text.split()) for p in passages[text])",
                    "You count quotations and divide by words. One of them is a whole paragraph, "
                    "another *fully support*: in which unit are they comparable?",
                ),
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[(quotations["document"] == text) & '
                    '(quotations["kind"] != "label")]["text"]\n'
                    "    return sum(len(t.split()) for t in f), tokens[text].total",
                    "Above you count words between white space, below tokens. Which of the two "
                    "does the task ask for in both places?",
                ),
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[(quotations["document"] == text) & '
                    '(quotations["kind"] != "label")]["text"]\n'
                    "    return sum(len(t) for t in f), sum(len(p.text) for p in passages[text])",
                    "`len` of a string counts its characters. What has to happen to the string "
                    "before its words can be counted?",
                ),
                Slip(
                    "def quoted_in(text):\n"
                    '    f = quotations[(quotations["document"] == text) & '
                    '(quotations["kind"] != "label")]["text"]\n'
                    "    return sum(len(t.split()) for t in f), len(corpus[text].text.split())",
                    "The quotations are right. Your denominator is the whole file, with headlines "
                    "and an advertisement in it. Where are the passages without furniture?",
                ),
            ),
            also_right=(
                "from accordlib import find_quotations\n"
                "def quoted_in(text):\n"
                "    f = find_quotations(corpus[text])\n"
                "    f = f[f['kind'] != 'label']\n"
                "    return (f['text'].str.split().str.len().sum() if len(f) else 0, "
                "len(' '.join(p.text for p in passages[text]).split()))",
            ),
        ),
        Task(
            name="heights",
            asks="The heights of two bars: *security* for each thousand tokens in two texts",
            digits=2,
            hints=(
                "There are two mistakes: one is what is counted, the other what is drawn.",
                "*security,* with its comma is not the string *security*; `kwic` counts tokens.",
                "`1000 * len(kwic(tokens[name], 'security')) / tokens[name].total`",
            ),
            right=security_rate,
            lead="Is every occurrence counted, capitals and all, and by what is it divided?",
            slips=(
                Slip(
                    'heights = {n: len(kwic(tokens[n], "security")) '
                    'for n in ["accord", "hiroshima-news"]}',
                    "Now every occurrence is counted. The one text has "
                    f"{len(forms('accord'))} tokens, the other {len(forms('hiroshima-news'))}. "
                    "What would make the bars comparable?",
                ),
                Slip(
                    "heights = {}\n"
                    'for name in ["accord", "hiroshima-news"]:\n'
                    '    words = " ".join(p.text for p in passages[name]).split()\n'
                    '    heights[name] = 1000 * words.count("security") / tokens[name].total',
                    "These are rates now, and too low: P1 has *security* with a comma behind it. "
                    "What does `split()` do with the comma?",
                ),
                Slip(
                    'heights = {n: 1000 * tokens[n].surface().count("security") / tokens[n].total '
                    'for n in ["accord", "hiroshima-news"]}',
                    "Almost: names such as *Economic Security Dialogue* in E4 are not counted. "
                    "What is the difference between a form and a type?",
                ),
                Slip(
                    'heights = {n: len(kwic(tokens[n], "security")) / tokens[n].total '
                    'for n in ["accord", "hiroshima-news"]}',
                    "That is the share of one token. For how many tokens is the rate asked?",
                ),
                Slip(
                    "heights = {}\n"
                    'for name in ["accord", "hiroshima-news"]:\n'
                    '    running = " ".join(p.text for p in passages[name]).lower()\n'
                    '    heights[name] = 1000 * running.count("security") / tokens[name].total',
                    "You search for letters, and the report's p9 has *cyber-security*, a token of "
                    "its own. What finds whole tokens only?",
                ),
                Slip(
                    "heights = {}\n"
                    'for name in ["accord", "hiroshima-news"]:\n'
                    "    total = sum(len(p.text.split()) for p in passages[name])\n"
                    '    heights[name] = 1000 * len(kwic(tokens[name], "security")) / total',
                    "Above are tokens, below stretches between white space. In which unit is the "
                    "rate asked for?",
                ),
                *(
                    Slip(
                        "heights = {}\n"
                        'for name in ["accord", "hiroshima-news"]:\n'
                        '    lines = kwic(tokens[name], "security")\n'
                        "    rate = 1000 * len(lines) / tokens[name].total\n"
                        f"    heights[name] = {rounded}",
                        "Right but for the rounding. How many decimals does the task ask for at "
                        "least?",
                    )
                    for rounded in ("round(rate, 1)", "round(rate)", "int(rate)")
                ),
            ),
            also_right=(
                "heights = {}\nfor name in ['accord', 'hiroshima-news']:\n"
                "    found = term_frequencies(tokens[name]).set_index('term')\n"
                "    heights[name] = round(found.loc['security', 'per_thousand'], 2)",
            ),
        ),
        Choice(
            name="reach",
            asks="Which sentence the counts allow in a conclusion",
            hints=(
                "Which of the sentences speak of the texts, and which of what is behind them?",
                "In how many ways do the two texts differ besides the names in them?",
            ),
            right="c",
            options={
                "a": "In February 2021 the UK government had no concern about China; of its "
                "paragraphs, not one mentions it, nor hints at it.",
                "b": "Between February 2021 and January 2023 the partnership was turned against "
                "China, which one text omits and the other names.",
                "c": "The article names China and the release does not; they differ in year, "
                "author and kind too, so the count cannot say why.",
                "d": "The article is biased: a neutral text would not have named China either, "
                "or as rarely as the release of the government did.",
            },
            because=(
                "Yes: it says what the texts do and names what the comparison cannot hold apart."
            ),
            wrong={
                "a": "The press release does not name China. Which sentence of it says what the "
                "government was or was not concerned about?",
                "b": "One text is a government's, the other a reporter's. With one text of each "
                "year, how would you tell a change in time from a difference of kind?",
                "d": "Why should the government's text be the measure of neutrality? Who chose "
                "what the press release leaves out?",
            },
        ),
        Essay(
            name="text",
            asks="The text of about 600 words",
            points=10,
            words=500,
            hints=(
                "Write the paragraph on the method whose result surprised you first.",
                "For every figure: out of what? For every conclusion: which passage?",
                "Read the rubric in CAPSTONE.md against your draft, criterion by criterion.",
            ),
            rubric=(
                "A strong text answers its question, gives every figure with its denominator, "
                "reads the passages behind the figures and lets them correct the count, and says "
                "what the comparison cannot hold apart. A weak one lists counts and explains them "
                "by motives that no text gives. The page CAPSTONE.md has the whole rubric."
            ),
            sample=(
                "My question is whether a text about the partnership of the UK and Japan "
                "gives it an opponent, and who says so. I compare the UK government's press "
                "release of February 2021 with the news article of January 2023. The answer "
                "would be no if both named the same third states in a similar share of their "
                "paragraphs. The texts differ in date, author and kind, so a difference "
                "between them can have several causes. "
                "First I counted the paragraphs that mention a state, from the annotated "
                "mentions, in which *Beijing* counts as China and *Moscow* as Russia. China "
                "stands in 3 of the article's 14 paragraphs and Russia in 2; the press "
                "release names neither in any of its 13. It is not without a threat: it has "
                "“monitoring illicit ship-to-ship transfers by North Korea” (p12). That is "
                "one paragraph, and an example of cooperation. What the deployment is for is "
                "said in Wallace's words (p6): “to uphold the rules-based international "
                "system and promote our shared security and prosperity”. The article puts its"
                " reason into the first sentence, where Japan sees the UK as an ally “in its "
                "pushback against China in the Indo-Pacific” (p1). With so few paragraphs one"
                " more or less moves the share by 7 per hundred. I rely on the contrast of "
                "some and none, and on the place. "
                "Second I counted words. For the military side I took *defence* and *defense*"
                " together, since the texts spell differently: 7 of 451 tokens in the press "
                "release (15.5 per thousand) and 8 of 503 in the article (15.9). By this word"
                " neither is the more military text. What differs is the name of the "
                "relation. *Partner*, *partners* and *partnership* occur 5 times in the press"
                " release (11.1 per thousand) and never in the article, which has *ally* and "
                "*alliances*, each once; the press release has neither. In my figure the bars"
                " of the first group belong to the one text and those of the second to the "
                "other. The concordance corrects me twice. In p6 the partners are those “in "
                "the region”, not Japan alone. And *alliances* is Ono's word, “We are ready "
                "to strengthen our security alliances” (p11), whereas *ally* is the "
                "reporter's, ascribed to “senior Japanese officials”. "
                "Third I asked who speaks. Of the words of the press release 135 of 453 are "
                "quoted, of the article's 141 of 506: about the same share. The speakers "
                "differ. The press release quotes two British ministers and nobody else. In "
                "the article 68 of the 141 words are Ono's, if one follows the coders, who "
                "take *the spokesperson* of p12 to be Ono, and 48 British; of the other 25 it"
                " says *they*. Then I read the quotations for states. None of the 14 in the "
                "article names China or Russia. Ono says that the environment is “really "
                "severe so that we have no choice” (p8); the names stand in the paragraph "
                "before, in the reporter's words. "
                "So the answer is yes, with a condition. The article gives the partnership an"
                " opponent and the press release does not. But the article names it only in "
                "the reporter's words, once ascribed to unnamed officials and otherwise to "
                "nobody. I had expected an official to say it. In neither text does a quoted "
                "official name China. "
                "The limits are these. Two texts are not two governments, and not the press. "
                "The press release may be silent because of its year, its author or its kind,"
                " and I cannot separate these; a Japanese release on the same meeting would "
                "help, or a British one of January 2023. A count of names misses what is "
                "meant and not named: “the rules-based international system” may have a state"
                " in mind. The mentions and quotations that I used were coded by machine, and"
                " I checked only the paragraphs quoted here."
            ),
            checklist=(
                "My text answers the question that I asked, also if the answer is no.",
                "Every figure has its denominator, and small counts are called small.",
                "I quote both texts and give the passage each time.",
                "I report at least one thing that reading added to, or took from, a count.",
                "I give no motive to anybody that no text states.",
            ),
        ),
        Essay(
            name="limits",
            quotes=False,
            asks="The decision that could most easily have turned the answer, tried out",
            points=3,
            hints=(
                "Which passages or forms did you leave out at the start, and who decided that?",
                "Add one word, or one headline, and run the table again.",
            ),
            rubric=(
                "A strong answer tries one decision out, reports what changed, and names something "
                "that no count could show in these texts. A weak one says that the sample is small."
            ),
            sample=(
                "I counted passages without headlines. The headline of the article has China by "
                "name, as the one whom Japan *seeks to push back against*. With it one more place "
                "has the name, and the headline of the press release, which says that the UK "
                "*commits to deeper defence and security cooperation with Japan*, has none: the "
                "contrast grows. The answer on voices would turn sooner: I take p1 to be the "
                "reporter's words, though it says whose view it is. No table shows why a text is "
                "silent."
            ),
            checklist=(
                "I name one decision of mine that could have been made otherwise.",
                "I tried it and say what happened to the figures.",
                "I say what no table could show here.",
            ),
        ),
    ],
)
