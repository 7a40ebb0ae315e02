"""Who protects whom? The tasks of set 05."""

import re
from dataclasses import dataclass, replace
from itertools import product

from accordlib import Mentions, load_corpus, parse_agreement
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook, forms

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
defence_pillar = agreement.pillars[0]
news, release, article = (
    corpus[name] for name in ("hiroshima-news", "press-release-2021", "article")
)
coded = corpus.annotations("mentions")
coding = coded.to_dict("records")
actors = [row for row in coding if row["type"] not in {"instrument", "place"}]


p13 = article["p13"]
size = p13.text.index(" they said")
beginning = replace(p13, id="article:beginning", text=p13.text[:size], end=p13.start + size)


def with_hedge(passages):
    """Return the labels of the passages whose text has one of the hedges as a whole word."""
    hedge = re.compile(r"\b(possible|possibility|potential|consider|explore|plan)\b", re.IGNORECASE)
    return [passage.label for passage in passages if hedge.search(passage.text)]


def shared_run(a, b):
    """Return how many words the longest run has that stands in both passages."""
    first, second = forms([a]), forms([b])
    best, before = 0, [0] * (len(second) + 1)
    for word in first:
        now = [0] * (len(second) + 1)
        for j, other in enumerate(second):
            now[j + 1] = before[j] + 1 if word == other else 0
        best, before = max([best, *now]), now
    return best


def ids_in(passage):
    """Return the ids of the actors that the hand coding has in a passage."""
    return {row["id"] for row in actors if row["passage"] == passage}


def beside(passages, actor):
    """Return who stands in a passage with an actor, by the hand coding."""
    together = [ids_in(p.id) for p in passages if actor in ids_in(p.id)]
    return set().union(*together) - {actor}


@dataclass(frozen=True, repr=False)
class Written(Mentions):
    """Mentions that are shown as the code with which a student gets the same actors."""

    code: str = ""

    def __repr__(self):
        """Return the code."""
        return self.code


PARAGRAPHS = "corpus['{}'].paragraphs"


def mentions_in(passages, code):
    """Return the mentions that the hand coding has in some passages."""
    rows = coded[coded["passage"].isin([p.id for p in passages])]
    return Written(passages, rows, f"find_mentions({code}, gazetteer)")


def states_in(prefix):
    """Return the states, and Taiwan, of the passages whose id begins like this."""
    return {
        row["id"]
        for row in coding
        if row["passage"].startswith(prefix) and row["type"] in {"state", "polity"}
    }


# Who protects, and under which hedge: the arrows of the lesson, checked against their passages.
ARROWS = (
    ("accord:P2", "UK and Japan", ""),
    ("accord:P4", "UK and Japan", "help"),
    ("accord:D1", "UK and Japan", ""),
    ("accord:D2", "Japan", "possible"),
    ("accord:E3", "UK and Japan", ""),
    ("accord:E3", "UK and Japan", ""),
    ("accord:G4", "UK and Japan", ""),
    ("accord:G9", "UK and Japan", ""),
    ("hiroshima-news:p6", "Japan", "possibility"),
    ("hiroshima-news:p8", "UK", ""),
    ("article:p8", "Japan", "whether or not"),
    ("press-release-2021:p3", "UK", ""),
    ("press-release-2021:p6", "UK", ""),
    ("press-release-2021:p10", "UK and Japan", ""),
)


def unhedged_arrows():
    """Return for each protector how many of its arrows have no hedge that its passage bears out."""
    found = dict.fromkeys((who for _, who, _ in ARROWS), 0)
    for place, who, hedge in ARROWS:
        name, label = place.split(":")
        passage = agreement[label] if name == "accord" else corpus[name][label]
        found[who] += not (hedge and hedge in passage.text)
    return found


def pairs_with_we():
    """Return the pairs of actors in the commitments if both countries stand in each of them."""
    casts = [ids_in(c.id) | {"uk", "japan"} for c in defence_pillar.commitments]
    return {(a, b) for cast in casts for a, b in product(cast, repeat=2) if a < b}


all_japan = sum("japan" in form for form in forms(agreement.passages))
casts = [ids_in(c.id) for c in defence_pillar.commitments]
pairs = len({(a, b) for cast in casts for a, b in product(cast, repeat=2) if a < b})

workbook = Workbook(
    "Who protects whom?",
    [
        Task(
            name="japan_anywhere",
            asks="How many tokens of the defence commitments have the letters *japan* in them",
            hints=(
                "*Japanese* goes on behind the letters, *NATO-Japan* has something before them.",
                "In a regular expression `.*` stands for any letters or none.",
                '`len(kwic(defence, re.compile("...")))`, with `.*` on both sides of *japan*.',
            ),
            right=lambda: sum("japan" in form for form in forms(defence_pillar.commitments)),
            lead="Do you find *Japanese*, *UK-Japan* and *Japan-UK*, and only in the commitments?",
            slips=(
                Slip(
                    'japan_anywhere = len(kwic(defence, "japan"))',
                    "More than one way gives this number: the tokens that are *Japan* and nothing "
                    "else, those that end in it behind a hyphen, the mentions of the coding. Look "
                    "at the lines: do you have *Japanese*, *UK-Japan*, *Japan Self-Defense*?",
                ),
                Slip(
                    'japan_anywhere = len(kwic(defence, "japan*"))',
                    "So many tokens begin with *Japan*; as many end with it, and as many "
                    "commitments have the letters. Which tokens does your way of counting leave "
                    "out?",
                ),
                Slip(
                    "japan_anywhere = len(kwic(tokenize(agreement.passages), "
                    're.compile(".*japan.*")))',
                    f"That is the whole Accord: {all_japan}. Which tokens are those of the defence "
                    "commitments?",
                ),
                Slip(
                    'japan_anywhere = len(set(kwic(defence, re.compile(".*japan.*"))'
                    '.table["node"]))',
                    "You counted different spellings. Does one of them stand there more than once?",
                ),
            ),
            also_right=(
                'japan_anywhere = sum("japan" in f.lower() for f in defence.surface())',
                'whole = " ".join(c.text for c in defence_pillar.commitments)\n'
                'japan_anywhere = whole.count("Japan")',
            ),
        ),
        Task(
            name="hedged",
            asks="A function `hedged(passages)`: the labels of the passages with a hedge",
            points=2,
            hints=(
                "Go through the passages one by one and ask of each: is one of its words listed?",
                "`words_of(passage)` gives the words, `passage.label` the label.",
                "`any(word in hedges for word in words_of(passage))` is true for a passage with a "
                "hedge; `append` its label to a list, or "
                "build the list in one line.",
            ),
            calls=lambda: [
                (list(defence_pillar.commitments),),
                (list(agreement.pillars[1].commitments),),
                (list(agreement.pillars[2].commitments),),
                (list(news.paragraphs),),
                (list(article.paragraphs),),
                (list(agreement.preamble),),
                (list(reversed(defence_pillar.commitments)),),
                ([beginning, article["p13"]],),
                ([],),
            ],
            right=with_hedge,
            lead="Does each passage with a listed word appear once, by its label, in order?",
            slips=(
                Slip(
                    "def hedged(passages):\n"
                    '    return [p.label for p in passages if "possible" in words_of(p)]',
                    "You look for *possible* alone. Which words does the list have beside it, and "
                    "what does D4 promise to do with measures?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return [p.id for p in passages if set(words_of(p)) & set(hedges)]",
                    "These are the ids, with the name of the text before the colon. Which "
                    "attribute has *D2* alone?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return [w for p in passages for w in words_of(p) if w in hedges]",
                    "You return the hedges themselves. In which commitments do they stand?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return len([p for p in passages if set(words_of(p)) & set(hedges)])",
                    "You return how many there are. To read them you need to know which: where "
                    "does a passage keep its label?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    found = {p.label for p in passages if set(words_of(p)) & set(hedges)}\n"
                    "    return sorted(found)",
                    "Your labels are in the order of the alphabet. If the passages are given from "
                    "D9 back to D1, in which order are their labels asked for?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return [p for p in passages if set(words_of(p)) & set(hedges)]",
                    "You return the passages themselves. Which attribute of them is the label?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return [p.label for p in passages if any(h in p.text for h in hedges)]",
                    "You search in the text, where *plan* is found in *planning*: P4 comes out. "
                    "What makes a token more than a string of letters?",
                ),
                Slip(
                    "def hedged(passages):\n"
                    "    return [p.label for p in passages if set(p.text.split()) & set(hedges)]",
                    "`split()` cuts at blanks only, so the *potential* at the end of a sentence in "
                    "E9 keeps its full stop. Which function of the setup gives the words?",
                ),
                Slip(
                    "def hedged(passages):\n    for p in passages:\n"
                    "        if any(w in hedges for w in words_of(p)):\n"
                    "            return [p.label]\n    return []",
                    "Your function ends at the first hedge that it meets. What does `return` do "
                    "inside a loop, and what becomes of D4?",
                ),
            ),
            also_right=(
                "def hedged(passages):\n"
                "    return [p.label for p in passages if set(words_of(p)) & set(hedges)]",
                "def hedged(passages):\n    found = []\n    for p in passages:\n"
                "        for h in hedges:\n"
                "            if len(kwic(tokenize([p]), h)) and p.label not in found:\n"
                "                found.append(p.label)\n    return found",
            ),
        ),
        Task(
            name="longest_run",
            asks="A function `longest_run(a, b)`: the words in the longest run of two passages",
            points=2,
            hints=(
                "The lesson tried runs of one word, of two words, and so on. When can you stop?",
                "`set(nltk.ngrams(words_of(a), size))` has all runs of one length of a passage; "
                "`&` keeps what two sets share.",
                "Count `size` up in a loop as long as the two sets share something. What they "
                "shared last has the length you want, 0 if they never did.",
            ),
            calls=lambda: [
                (agreement["P3"], agreement["L1"]),
                (agreement["P4"], agreement["D2"]),
                (news["p8"], agreement["D2"]),
                (news["p4"], agreement["P3"]),
                (release["p1"], agreement["D2"]),
                (news["p5"], agreement["P3"]),
                (news["p3"], agreement["D4"]),
            ],
            right=shared_run,
            lead="Do you compare words in small letters, and is it the longest run, in words?",
            slips=(
                Slip(
                    "def longest_run(a, b):\n    return len(set(words_of(a)) & set(words_of(b)))",
                    "You counted the words that stand in both passages, wherever they stand. Do "
                    "they stand in a row?",
                ),
                Slip(
                    "def longest_run(a, b):\n"
                    "    return len(set(nltk.ngrams(words_of(a), 2)) "
                    "& set(nltk.ngrams(words_of(b), 2)))",
                    "You counted how many pairs of words the passages share. How long is the "
                    "longest run, and what changes when `size` is more than two?",
                ),
                Slip(
                    "def longest_run(a, b):\n    size = 0\n    shared = True\n"
                    "    while shared:\n        size = size + 1\n"
                    "        shared = set(nltk.ngrams(words_of(a), size)) "
                    "& set(nltk.ngrams(words_of(b), size))\n    return size",
                    "One too many: the loop ends at the first length that the passages do *not* "
                    "share. Which length came before it?",
                ),
                Slip(
                    "def longest_run(a, b):\n    size = 0\n    shared = True\n"
                    "    while shared:\n        size = size + 1\n"
                    "        shared = set(nltk.ngrams(a.text, size)) "
                    "& set(nltk.ngrams(b.text, size))\n    return size - 1",
                    "You gave `ngrams` two texts, and it made runs of letters and blanks. Of what "
                    "should it be given two lists?",
                ),
                Slip(
                    "def longest_run(a, b):\n    n = 0\n"
                    "    for x, y in zip(words_of(a), words_of(b)):\n        if x != y:\n"
                    "            break\n        n += 1\n    return n",
                    "You compare from the first words on. L1 begins otherwise than P3: where in "
                    "the two passages does the vision stand?",
                ),
                Slip(
                    "def longest_run(a, b):\n    size = 0\n    shared = True\n"
                    "    while shared:\n        size = size + 1\n"
                    "        shared = set(nltk.ngrams(a.text.split(), size)) "
                    "& set(nltk.ngrams(b.text.split(), size))\n    return size - 1",
                    "You split at blanks: *Carrier* is not *carrier* then, and a comma belongs to "
                    "its word. What does `words_of` do about that?",
                ),
            ),
            also_right=(
                "def longest_run(a, b):\n    x, y = words_of(a), words_of(b)\n    best = 0\n"
                "    for i in range(len(x)):\n        for j in range(len(y)):\n            n = 0\n"
                "            while i + n < len(x) and j + n < len(y) and x[i + n] == y[j + n]:\n"
                "                n += 1\n            best = max(best, n)\n    return best",
                "from difflib import SequenceMatcher\n"
                "def longest_run(a, b):\n"
                "    m = SequenceMatcher(None, words_of(a), words_of(b), autojunk=False)\n"
                "    return max(block.size for block in m.get_matching_blocks())",
                "def longest_run(a, b):\n    best = 0\n"
                "    for size in range(1, len(words_of(a)) + 1):\n"
                "        if set(nltk.ngrams(words_of(a), size)) "
                "& set(nltk.ngrams(words_of(b), size)):\n"
                "            best = size\n    return best",
            ),
        ),
        Choice(
            name="third_countries",
            asks="What one may say about the third countries of D8",
            hints=(
                "What does D8 plan, and for whom? Which word names a quality of the countries?",
                "*Third* counts from two. Who are the two?",
            ),
            right="b",
            options={
                "a": "They are adversaries of the two; in a crisis nationals have to be brought "
                "away from there, and not from friends.",
                "b": "They are places where nationals of the two may be; on which side they "
                "stand, and where they lie, is not said.",
                "c": "They are partners in the Indo-Pacific, since the lead-in of the pillar, "
                "which D8 continues, names that region.",
                "d": "They are the countries that P2 names, Ukraine and Taiwan among them; no "
                "other passage speaks of a war or a crisis.",
            },
            because=(
                "Yes. *Third* says only that they are neither of the two. The evacuation is "
                "*potential*, and no cause of it is named."
            ),
            wrong={
                "a": "From what would the nationals be brought away? D8 names no cause. Could an "
                "earthquake in the country of a friend be a contingency?",
                "c": "Does the lead-in say where the commitments apply, or to which vision the two "
                "are committed? Does D8 itself name a region?",
                "d": "Has D8 a name in common with P2, or a word that refers back to it? What "
                "would you cite to show it?",
            },
        ),
        Task(
            name="left_out",
            asks="The states, Taiwan counted in, of the article that no defence commitment names",
            points=2,
            hints=(
                "A table of mentions has a column `type` and a column `id`.",
                '`article_mentions.table["type"].isin(["state", "polity"])` is true in '
                "the rows you want.",
                'From the set of their ids take away `set(pillar_mentions.table["id"])`, the ids '
                "of the pillar.",
            ),
            right=lambda: states_in("article:") - states_in("accord:D"),
            lead="Which ids have the two types in the article, and which of them has the pillar?",
            slips=(
                Slip(
                    "found = article_mentions.table\n"
                    "rows = found[found['type'].isin(['state', 'polity'])]\n"
                    "accord = find_mentions(agreement.passages, gazetteer)\n"
                    "left_out = set(rows['id']) - set(accord.table['id'])",
                    "You compared with the whole Accord. P2 names several states that no defence "
                    "commitment names. Which mentions are those of the pillar?",
                ),
                Slip(
                    "found = article_mentions.table\n"
                    "rows = found[found['type'] == 'state']\n"
                    "left_out = set(rows['id']) - set(pillar_mentions.table['id'])",
                    "One is missing: the codebook gives Taiwan a type of its own, so as to take no "
                    "side. Which type is that?",
                ),
                Slip(
                    "left_out = set(article_mentions.table['id'])"
                    " - set(pillar_mentions.table['id'])",
                    "You have persons, places and agreements as well. Which column keeps them "
                    "apart?",
                ),
                Slip(
                    "found = article_mentions.table\n"
                    "rows = found[found['type'].isin(['state', 'polity'])]\n"
                    "left_out = set(rows['id'])",
                    "You have all states of the article, the two partners among them. Do the "
                    "defence commitments name these?",
                ),
                Slip(
                    "found = article_mentions.table\n"
                    "rows = found[found['type'].isin(['state', 'polity'])]\n"
                    "left_out = set(rows['id']) & set(pillar_mentions.table['id'])",
                    "These are the ones that both texts name. Which operator leaves out what the "
                    "second set has?",
                ),
                Slip(
                    "found = article_mentions.table\n"
                    "rows = found[found['type'].isin(['state', 'polity'])]\n"
                    "left_out = set(rows['surface']) - set(pillar_mentions.table['surface'])",
                    "You compared spellings: *U.K.* and *UK* are two for you, and *Tokyo* is a "
                    "third state. Which column has one value for each state?",
                ),
            ),
            also_right=(
                "found = article_mentions.table\n"
                "left_out = [i for i, t in set(zip(found['id'], found['type'])) "
                "if t in ('state', 'polity') and i not in pillar_network]",
                "net = actor_network(find_mentions(corpus['article'].paragraphs, gazetteer))\n"
                "left_out = {n for n, t in net.nodes(data='type') "
                "if t == 'state' or t == 'polity'} - {'uk', 'japan'}",
            ),
        ),
        Task(
            name="unhedged",
            asks="How many arrows without a hedge each protector has",
            points=2,
            hints=(
                "The arrows are turned round. And the loop counts for every node, and every arrow.",
                "`add_edge(a, b)` draws an arrow from *a* to *b*. Who is at its beginning?",
                "`protection.edges[who, whom]` has the hedge of one arrow; count the arrows "
                'whose hedge is `"-"`, or add only those to the network and every protector as a '
                "node.",
            ),
            right=unhedged_arrows,
            lead="Do the arrows start at the protectors, and do you count those without a hedge?",
            slips=(
                Slip(
                    "protection = nx.DiGraph()\nfor place, who, whom, hedge in arrows:\n"
                    "    protection.add_edge(who, whom, hedge=hedge)\n"
                    "unhedged = {}\nfor who in ['UK and Japan', 'Japan', 'UK']:\n"
                    "    unhedged[who] = protection.out_degree(who)",
                    "The arrows are the right way round now, and you count all of them. What "
                    "becomes of the arrow of D2, which is only possible?",
                ),
                Slip(
                    "protection = nx.DiGraph()\nfor place, who, whom, hedge in arrows:\n"
                    "    protection.add_edge(who, whom, hedge=hedge)\n"
                    "unhedged = {}\nfor who in ['UK and Japan', 'Japan', 'UK']:\n"
                    "    unhedged[who] = protection.in_degree(who)",
                    "`in_degree` counts the arrows that end at a node. Does any arrow end at one "
                    "of the protectors, and where do theirs begin?",
                ),
                Slip(
                    "unhedged = {'UK and Japan': 0, 'Japan': 0, 'UK': 0}\n"
                    "for place, who, whom, hedge in arrows:\n"
                    "    if hedge != '-':\n        unhedged[who] += 1",
                    "These are the arrows *with* a hedge. Which sign stands where there is none?",
                ),
                Slip(
                    "protection = nx.DiGraph()\nfor place, who, whom, hedge in arrows:\n"
                    "    if hedge == '-':\n        protection.add_edge(who, whom)\n"
                    "unhedged = {n: d for n, d in protection.out_degree() if d}",
                    "The numbers are right, and one protector is missing. Who has arrows that are "
                    "all hedged, and which number belongs to it?",
                ),
                Slip(
                    "protection = nx.DiGraph()\nfor place, who, whom, hedge in arrows:\n"
                    "    protection.add_node(who)\n"
                    "    if hedge == '-':\n        protection.add_edge(who, whom)\n"
                    "unhedged = dict(protection.out_degree())",
                    "Your dictionary has the protected too, each with 0. Which of the nodes are "
                    "protectors?",
                ),
                Slip(
                    "unhedged = {'UK and Japan': 0, 'Japan': 0, 'UK': 0}\n"
                    "for place, who, whom, hedge in arrows:\n"
                    "    if hedge == '-' and place.startswith('accord'):\n"
                    "        unhedged[who] += 1",
                    "You counted in the Accord alone. From how many texts do the arrows of the "
                    "first cell come?",
                ),
            ),
            also_right=(
                "protection = nx.DiGraph()\nfor place, who, whom, hedge in arrows:\n"
                "    protection.add_node(who)\n"
                "    if hedge == '-':\n        protection.add_edge(who, whom)\n"
                "unhedged = {}\nfor who in ['UK and Japan', 'Japan', 'UK']:\n"
                "    unhedged[who] = protection.out_degree(who)",
                "unhedged = {'UK and Japan': 0, 'Japan': 0, 'UK': 0}\n"
                "for place, who, whom, hedge in arrows:\n"
                "    if hedge == '-':\n        unhedged[who] += 1",
            ),
        ),
        Task(
            name="joined_with",
            asks="A function `joined_with(found, actor)`: whom an actor is joined to, as a set",
            points=2,
            hints=(
                "Two steps: the network of these mentions, and in it the neighbours of one actor.",
                "`net.neighbors(actor)` goes through the neighbours; it needs an actor that is in "
                "the network.",
                "Begin with `net = actor_network(found)`, then ask `if actor not in net`.",
            ),
            calls=lambda: [
                (mentions_in(defence_pillar.commitments, "defence_pillar.commitments"), "nato"),
                (
                    mentions_in(defence_pillar.commitments[:2], "defence_pillar.commitments[:2]"),
                    "uk",
                ),
                (mentions_in(release.paragraphs, PARAGRAPHS.format(release.id)), "jmsdf"),
                (mentions_in(release.paragraphs, PARAGRAPHS.format(release.id)), "north-korea"),
                (mentions_in([agreement["P2"]], "[agreement['P2']]"), "china"),
                (
                    mentions_in(article.paragraphs[:4], PARAGRAPHS.format(article.id) + "[:4]"),
                    "nato",
                ),
                (mentions_in([], "[]"), "japan"),
            ],
            right=lambda found, actor: beside(found.passages, actor),
            lead="Is it the network of these mentions, its actors alone, both ends of its edges?",
            slips=(
                Slip(
                    "def joined_with(found, actor):\n"
                    "    net = actor_network(found)\n"
                    "    return {b for a, b in net.edges() if a == actor}",
                    "You take the edges in which the actor comes first. In which order does an "
                    "edge without direction write Japan and NATO?",
                ),
                Slip(
                    "def joined_with(found, actor):\n"
                    "    if actor not in pillar_network:\n        return set()\n"
                    "    return set(pillar_network.neighbors(actor))",
                    "You always ask the network of the pillar. What becomes of the mentions that "
                    "the function is given?",
                ),
                Slip(
                    "def joined_with(found, actor):\n"
                    "    net = actor_network(found)\n"
                    "    return net.neighbors(actor) if actor in net else set()",
                    "`neighbors` gives something that can be gone through only once. Which "
                    "function makes a set of it?",
                ),
                Slip(
                    "def joined_with(found, actor):\n"
                    "    net = actor_network(found)\n"
                    "    return set(net) - {actor}",
                    "You return every other actor of the passages. Is NATO named in one commitment "
                    "with the Carrier Strike Group?",
                ),
                Slip(
                    "def joined_with(found, actor):\n"
                    "    net = actor_network(found)\n"
                    "    return {x for edge in net.edges() if actor in edge for x in edge}",
                    "Your set has the actor itself in it. Is NATO joined to NATO?",
                ),
                Slip(
                    "def joined_with(found, actor):\n"
                    '    net = actor_network(found, within="sentence")\n'
                    "    return set(net.neighbors(actor)) if actor in net else set()",
                    "Your window is a sentence, and in P2 China has one to itself. Which window "
                    "does the task name?",
                ),
            ),
            also_right=(
                "def joined_with(found, actor):\n    others = set()\n"
                "    for a, b in actor_network(found).edges():\n"
                "        if a == actor:\n            others.add(b)\n"
                "        if b == actor:\n            others.add(a)\n    return others",
                "def joined_with(found, actor):\n"
                "    net = actor_network(found)\n"
                "    return [n for n in net if net.has_edge(n, actor)]",
            ),
        ),
        Choice(
            name="voyage",
            asks="Which sentence the lines on the carrier strike group carry",
            hints=(
                "Look for words of time in each line: *this year*, *future*, a year.",
                "Which option needs something that stands in no line?",
            ),
            right="d",
            options={
                "a": "The visit that the press release has for *this year* led to the exercises "
                "of D2: it is one and the same group that is named in both lines.",
                "b": "The group belongs to both of the countries, since it stands beside Japan "
                "in all of these lines, whichever of the texts the line is from.",
                "c": "Between the two deployments the group was not in the region: none of these "
                "lines, of whatever text, mentions a voyage between them.",
                "d": "A visit *this year*, a *future* deployment, and in the report a past and a "
                "pledged one with their years: what led to what, no line says.",
            },
            because=(
                "Yes. The lines give deployments and times. Which of them are the same, and "
                "whether one grew out of another, is the reader's inference."
            ),
            wrong={
                "a": "Does a line of D2 mention the earlier voyage? What comes after may have "
                "many causes: which words of the texts would show this one?",
                "c": "A few short texts and an agreement are silent. Would they have had to "
                "mention such a voyage if there had been one?",
                "b": "Which state stands as the possessor before the group, in the Accord and in "
                "the press release? And is Japan named in each line, as one who owns?",
            },
        ),
        Task(
            name="edges_with_we",
            asks="The number of edges of the pillar if both countries stand in every commitment",
            points=3,
            hints=(
                "Add the two countries to the actors of each commitment: `named | {...}`.",
                "`combinations(sorted(present), 2)` gives the pairs of a commitment; for NetworkX "
                "a pair that comes again is the same edge.",
                "In the loop `together.add_edges_from(combinations(sorted(named | {...}), 2))`, "
                "after it `together.number_of_edges()`.",
            ),
            right=lambda: len(pairs_with_we()),
            lead="Which actors are present in D2 and in D9 then, and is each pair counted once?",
            slips=(
                Slip(
                    "edges_with_we = pillar_network.number_of_edges()",
                    f"That is the network as it is, with {pairs} edges. With whom is Japan joined "
                    "in D2 if it is part of *we* there?",
                ),
                Slip(
                    "edges_with_we = 0\nfor c in defence_pillar.commitments:\n"
                    "    named = {a for a, places in pillar_network.nodes(data='passages') "
                    "if c.id in places}\n"
                    "    edges_with_we += len(list(combinations(named | {'uk', 'japan'}, 2)))",
                    "You added up the pairs of all commitments. The UK and Japan are a pair in "
                    "each of them: how many edges is that, and what grows instead?",
                ),
                Slip(
                    "edges_with_we = pillar_network.number_of_edges()"
                    " + len(defence_pillar.commitments)",
                    "You gave each commitment one new edge. The UK and Japan are joined already in "
                    "D1: are they joined anew in D3, or does something else grow? And what of D2?",
                ),
                Slip(
                    "pairs = set()\nfor c in defence_pillar.commitments:\n"
                    "    named = {a for a, places in pillar_network.nodes(data='passages') "
                    "if c.id in places}\n"
                    "    present = named | {'uk', 'japan'}\n"
                    "    pairs |= {(a, b) for a in present for b in present if a != b}\n"
                    "edges_with_we = len(pairs)",
                    "You have Japan with NATO and NATO with Japan. Does a co-mention have a "
                    "direction? What does `sorted` do about it?",
                ),
                Slip(
                    "pairs = set()\nfor c in defence_pillar.commitments:\n"
                    "    named = {a for a, places in pillar_network.nodes(data='passages') "
                    "if c.id in places}\n"
                    "    pairs |= set(combinations(sorted(named | {'uk'}), 2))\n"
                    "edges_with_we = len(pairs)",
                    "You let the UK stand in every commitment and Japan only where it is named. "
                    "Who are *we* in this pillar?",
                ),
                Slip(
                    "pairs = set()\nfor c in defence_pillar.commitments:\n"
                    "    named = {a for a, places in pillar_network.nodes(data='passages') "
                    "if c.id in places}\n"
                    "    pairs |= set(combinations(sorted(named | {'we'}), 2))\n"
                    "edges_with_we = len(pairs)",
                    "You made *we* an actor of its own. Which two actors does the task put in "
                    "its place?",
                ),
                Slip(
                    "everybody = sorted(set(pillar_network) | {'uk', 'japan'})\n"
                    "edges_with_we = len(list(combinations(everybody, 2)))",
                    "You joined every actor of the pillar to every other. Do NATO and the Carrier "
                    "Strike Group stand in one commitment?",
                ),
            ),
            also_right=(
                "found = {frozenset(e) for e in pillar_network.edges()}\n"
                "for a in pillar_network:\n    for b in ('uk', 'japan'):\n"
                "        if a != b:\n            found.add(frozenset([a, b]))\n"
                "edges_with_we = len(found)",
                "net = pillar_network.copy()\nfor actor in list(net):\n"
                "    for partner in ('uk', 'japan'):\n        if actor != partner:\n"
                "            net.add_edge(actor, partner)\n"
                "edges_with_we = net.number_of_edges()",
            ),
        ),
        Essay(
            name="alliance",
            asks="Whether the first pillar makes Britain and Japan allies who defend each other",
            points=3,
            hints=(
                "Read D2, D4 and the lead-in L1: who is to do what, and how firmly?",
                'Look up *ally*, *allies* and *alliance* in all of the texts: `kwic` takes `"all*"`'
                ", and you can leave out what is not meant.",
            ),
            rubric=(
                "A strong answer quotes the passages that come nearest (D2, D4, L1), says what "
                "they promise and with which reservation, keeps the words of the article apart "
                "from those of the Accord, and says what these texts cannot settle. A weak one "
                "argues about politics without a passage, or takes the absence of a word for the "
                "absence of a thing."
            ),
            sample=(
                "Two commitments come nearest. In D4 the two “consult each other on important "
                "regional and global security issues and consider measures in response”: that is "
                "talking and considering, and no measure is named. D2 has “the possible "
                "application of the Japan Self-Defense Forces’ asset protection measure”; it is "
                "possible only, it goes one way, and whose assets are meant is left open. The word "
                "*allies* stands in D9, of third parties: “our common allies and partners”. The "
                "article has an ally, as what Japanese officials say; it is not the Accord's word "
                "for the two. Whether the governments have bound themselves elsewhere, these texts "
                "cannot settle."
            ),
            checklist=(
                "I quote the passages of the pillar that come nearest to the claim.",
                "I say what they leave open or make conditional.",
                "I keep what the news texts say apart from what the Accord says.",
                "I say what the five texts cannot settle.",
            ),
        ),
    ],
)
