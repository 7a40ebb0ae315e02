"""How does a text become a network? The tasks of set 04."""

from itertools import product

from accordlib import load_corpus, parse_agreement
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])
coding = corpus.annotations("mentions").to_dict("records")
actors = [row for row in coding if row["type"] not in {"instrument", "place"}]


def ids_in(passage):
    """Return the ids of the actors that the coding has in a passage, one a mention."""
    return [row["id"] for row in actors if row["passage"] == passage]


def names_in(passage):
    """Return the names of the actors in a passage as they are written, each once."""
    return {row["surface"] for row in actors if row["passage"] == passage}


def pairs_in(passage):
    """Return the pairs of different actors in a passage."""
    return {(a, b) for a, b in product(ids_in(passage), repeat=2) if a < b}


def only_from(passage):
    """Return the pairs that no other passage of the Accord has."""
    others = {p.id for p in agreement.passages} - {passage}
    return pairs_in(passage) - {pair for other in others for pair in pairs_in(other)}


def passages_with(actor, document):
    """Return the passages of a document that mention an actor, by the coding."""
    passages = {row["passage"] for row in actors if row["id"] == actor}
    return [p for p in passages if p.startswith(f"{document}:")]


def beside(actor, document):
    """Return the actors that stand in a passage with an actor, by the coding."""
    return {id for p in passages_with(actor, document) for id in ids_in(p)} - {actor}


def kappa_of_novelty():
    """Return Cohen's kappa of the two codings of novelty, from its definition."""
    a, b = (list(corpus.annotations(f"commitments-coder-{c}")["novelty"]) for c in "ab")
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
    chance = sum(a.count(value) * b.count(value) for value in set(a)) / len(a) ** 2
    return (observed - chance) / (1 - chance)


def silent_commitments():
    """Return for each pillar how many commitments have no actor in the coding."""
    return {
        letter: sum(not ids_in(c.id) for c in pillar.commitments)
        for letter, pillar in zip("DEG", agreement.pillars, strict=True)
    }


total = len({pair for p in agreement.passages for pair in pairs_in(p.id)})
e1 = len(pairs_in("accord:E1"))
p8 = names_in("hiroshima-news:p8")
article = {p for row in actors for p in [row["passage"]] if p.startswith("article:")}
level = 0.05
article_edges = len({pair for p in article for pair in pairs_in(p)})

workbook = Workbook(
    "How does a text become a network?",
    [
        Task(
            name="lost_edges",
            asks="How many edges of the Accord's network stand on E1 alone",
            hints=(
                "An edge survives if another passage mentions its two actors together as well.",
                "`stands_on` has a tuple of ids for each edge. What does the tuple of an edge look "
                "like that E1 alone gives?",
                'Count the elements of `stands_on` that are equal to `("accord:E1",)`; the comma '
                "makes the brackets a tuple.",
            ),
            right=lambda: len(only_from("accord:E1")),
            lead="Which edges have E1 among their passages, and which of them nothing else?",
            slips=(
                Slip(
                    'lost_edges = len([p for p in stands_on if "accord:E1" in p])',
                    f"You counted the edges to which E1 contributes, {e1}. Is there one among "
                    "them that other passages would keep alive?",
                ),
                Slip(
                    'lost_edges = len([p for p in stands_on if p != ("accord:E1",)])',
                    f"That is how many of the {total} edges would remain. Which are gone?",
                ),
                Slip(
                    'ministries = ["dbt", "desnz", "dsit", "meti"]\n'
                    "lost_edges = len([a for a, b in accord_network.edges() "
                    "if a in ministries and b in ministries])",
                    "You counted the edges of the ministries among themselves. Whom else does E1 "
                    "name, and does it join them to the ministries?",
                ),
                Slip(
                    'lost_edges = len([p for p in stands_on if p == "accord:E1"])',
                    "You found none. Each element of `stands_on` is a tuple, also if there is only "
                    "one passage in it. With what do you have to compare it?",
                ),
            ),
            also_right=(
                'lost_edges = stands_on.count(("accord:E1",))',
                'lost_edges = 0\nfor p in stands_on:\n    if "accord:E1" in p and len(p) == 1:\n'
                "        lost_edges += 1",
                "rest = find_mentions([p for p in agreement.passages if p.label != 'E1'], "
                "gazetteer)\n"
                "lost_edges = accord_network.number_of_edges() - "
                "actor_network(rest).number_of_edges()",
            ),
        ),
        Task(
            name="count_edges",
            asks="A function `count_edges(actors)`: the edges that one passage contributes",
            points=2,
            hints=(
                "A pair is two different actors; who is mentioned twice makes no second pair.",
                "`set(actors)` has each actor once. With how many others is each of n joined?",
                "Each of n actors meets n - 1 others, and every pair is counted twice that way.",
            ),
            calls=lambda: [
                (ids_in("accord:D2"),),
                (ids_in("accord:G5"),),
                (ids_in("accord:P2"),),
                (["japan", "japan"],),
                (["uk", "japan"],),
                (["uk"],),
                ([],),
            ],
            right=lambda actors: len({(a, b) for a, b in product(actors, repeat=2) if a < b}),
            lead="How many different actors are in the list, and how many pairs do they make?",
            slips=(
                Slip(
                    "def count_edges(actors):\n    n = len(actors)\n    return n * (n - 1) // 2",
                    "P2 comes out right, G5 does not: you made pairs of mentions. How many "
                    "different actors does G5 name?",
                ),
                Slip(
                    "def count_edges(actors):\n    n = len(set(actors))\n    return n * (n - 1)",
                    "You counted UK with Japan and Japan with UK. Has a co-mention a direction?",
                ),
                Slip(
                    "def count_edges(actors):\n    n = len(set(actors))\n"
                    "    return n * (n + 1) // 2",
                    "A passage that names the UK alone gets an edge from you. With whom would the "
                    "UK be joined there?",
                ),
                Slip(
                    "def count_edges(actors):\n    return len(set(actors))",
                    "You return the number of different actors, that is, of nodes. How many lines "
                    "can be drawn between them?",
                ),
                Slip(
                    "def count_edges(actors):\n    return max(len(set(actors)) - 1, 0)",
                    "You string the actors together like beads, each to the next one. In D2, is "
                    "the first actor joined to the last one too?",
                ),
                Slip(
                    "from itertools import combinations\ndef count_edges(actors):\n"
                    "    return len(set(combinations(sorted(actors), 2)))",
                    "A passage that names Japan twice and nobody else gets an edge from you: that "
                    "of Japan with itself. What must become of a second mention before you make "
                    "pairs?",
                ),
                Slip(
                    "from itertools import combinations\ndef count_edges(actors):\n"
                    "    return len(set(combinations(actors, 2)))",
                    "G5 names Japan twice, and among your pairs is that of Japan with itself; "
                    "other pairs of G5 are there in both orders. How often should an actor stand "
                    "in the list that you make pairs of?",
                ),
            ),
            also_right=(
                "from itertools import combinations\ndef count_edges(actors):\n"
                "    return len(list(combinations(set(actors), 2)))",
                "def count_edges(actors):\n    n = len(set(actors))\n    return sum(range(n))",
            ),
        ),
        Task(
            name="actors_p8",
            asks="The names of the actors in the news report's paragraph p8, as a set",
            hints=(
                "Go through the paragraph word by word: what has a capital inside a sentence?",
                "A navy with its country's possessive before it gives two mentions, not one.",
                "A set is written in braces, `{..., ...}`, with each name in quotation marks. The "
                "carrier strike group is not written as a name here.",
            ),
            right=lambda: names_in("hiroshima-news:p8"),
            lead="Who acts and is written as a name, without article and *'s*, not inside a "
            "longer name, and is it there once?",
            slips=(
                Slip(
                    'actors_p8 = {"UK", "Japan", "Maritime Self-Defense Force", '
                    '"carrier strike group"}',
                    "You have the carrier strike group. The Accord writes it with capitals; how "
                    "does this paragraph write it, and what does the first rule say of that?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Japan", "Maritime Self-Defense Force", "Indo-Pacific"}',
                    "You have the Indo-Pacific. What does it do in the paragraph: act, or lie at "
                    "the end of a voyage?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Japan", "Maritime Self-Defense Force", "Indo-Pacific", '
                    '"carrier strike group"}',
                    "You have whatever is named. Which of them is a destination, and which is "
                    "written without capitals?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Japan", "Japan\'s Maritime Self-Defense Force"}',
                    "You took the possessive into the name of the navy. What do the rules say of "
                    "*'s*, and where does the name begin then?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Japan\'s Maritime Self-Defense Force"}',
                    "The rule of the longest name made one mention of the navy and its country. "
                    "Does that rule or the rule for possessives decide here? And with whom are "
                    "the exercises held?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Maritime Self-Defense Force"}',
                    "One actor is missing that the paragraph names more than once. With whom are "
                    "the exercises held, and whose is the navy?",
                ),
                Slip(
                    'actors_p8 = {"UK", "Japan"}',
                    "You have the states. Which name of a force does the paragraph have, and is "
                    "the country's possessive a part of it?",
                ),
                Slip(
                    'actors_p8 = {"uk", "japan", "jmsdf"}',
                    "These are ids, as the tables have them. How are the names written in the "
                    "paragraph?",
                ),
                Slip(
                    'actors_p8 = {"The UK", "Japan", "Maritime Self-Defense Force"}',
                    "The actors are found, but one of them begins with *The*. Is that word a part "
                    "of the name, by the rules above?",
                ),
                Slip(
                    'actors_p8 = ["UK", "Japan", "Japan", "Maritime Self-Defense Force", "UK"]',
                    "You list the mentions, one after the other. A set has each name once: which "
                    "names stand in your list twice?",
                ),
            ),
            also_right=(
                'actors_p8 = ["Japan", "Maritime Self-Defense Force", "UK"]',
                "coded = corpus.annotations('mentions')\n"
                "rows = coded[(coded['passage'] == 'hiroshima-news:p8') "
                "& (coded['type'] != 'place')]\n"
                "actors_p8 = set(rows['surface'])",
            ),
        ),
        Task(
            name="recall",
            asks="A function `recall(mine, coded)`: the share of the coded names that were found",
            points=2,
            hints=(
                "Two numbers: how many names are in both sets, and how many were to be found.",
                "`mine & coded` is the set of the names that both have.",
                "Test for `not coded` first; then return `len(mine & coded) / len(...)`.",
            ),
            calls=lambda: [
                ({"UK", "Japan", "British Armed Forces"}, names_in("accord:D2")),
                ({"Russia", "Ukraine", "China", "East China Sea"}, names_in("accord:P2")),
                ({"NATO", "Japan", "Indo-Pacific"}, names_in("accord:D9")),
                ({"UK", "Japan"}, names_in("accord:G5")),
                (set(), names_in("accord:E1")),
                ({"Japan"}, names_in("accord:D4")),
            ],
            right=lambda mine, coded: (
                sum(name in mine for name in coded) / len(coded) if coded else None
            ),
            lead="Of the names that the coding has, what share does the reader have too?",
            slips=(
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine & coded) / len(mine) if mine and coded else None",
                    "You divide by what the reader wrote: the share of it that is right. What is "
                    "this measure called in the lesson, and by what does recall divide?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine & coded) / len(mine) if mine else 0",
                    "You divide by what the reader wrote, and test whether the reader wrote "
                    "something. By what does recall divide, and when is that nothing?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine) / len(coded) if coded else None",
                    "You compare lengths. In P2 the reader wrote *East China Sea*, which is not "
                    "coded as an actor: should it raise the recall?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine & coded) / len(mine | coded) if coded else None",
                    "You divide by the names of either. A reader who adds a wrong name to D9 "
                    "loses recall with you. Has anything been missed there?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine & coded) / len(coded) if coded else 0",
                    "D4 names nobody, and you give the reader 0 for it. What was there to find?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(mine & coded) / len(coded) if mine and coded else None",
                    "The reader of E1 wrote nothing, and you return None, as if the recall could "
                    "not be told. E1 does name actors: what share of them does this reader have?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return len(coded - mine) / len(coded) if coded else None",
                    "That is the share that was missed. What did the reader of D9 miss?",
                ),
                Slip(
                    "def recall(mine, coded):\n"
                    "    return 100 * len(mine & coded) / len(coded) if coded else None",
                    "You return a percentage. The share of a reader who misses nothing in D9 is "
                    "what number?",
                ),
                *(
                    Slip(
                        "def recall(mine, coded):\n"
                        f"    return round(len(mine & coded) / len(coded), {n}) if coded else None",
                        "You round. What is lost of the share in G5, and who needs the rounding: "
                        "the table that one reads or the number that one goes on with?",
                    )
                    for n in (1, 2, 3)
                ),
                Slip(
                    "def recall(mine, coded):\n    return len(mine & coded) if coded else None",
                    "You return how many were found. Found out of how many?",
                ),
            ),
            also_right=(
                "def recall(mine, coded):\n    if len(coded) == 0:\n        return None\n"
                "    found = [name for name in coded if name in mine]\n"
                "    return len(found) / len(coded)",
                "def recall(mine, coded):\n"
                "    return 1 - len(coded - mine) / len(coded) if coded else None",
            ),
        ),
        Task(
            name="novelty",
            asks="Cohen's kappa of two coders who judged how new each commitment is",
            points=2,
            hints=(
                "Kappa asks how much of the agreement that chance left open was reached.",
                "`AnnotationTask(choices)` takes the list as it is. The lesson asked it for the "
                "share of equal choices and for kappa.",
                "`AnnotationTask(choices).kappa()` is the number.",
            ),
            right=kappa_of_novelty,
            lead="Is it `kappa` that you asked of the `AnnotationTask`, for these choices?",
            slips=(
                Slip(
                    "novelty = AnnotationTask(choices).avg_Ao()",
                    "This is the share of equal choices. How often would two coders who mostly "
                    "choose *continuing* agree without reading?",
                ),
                Slip(
                    'novelty = AnnotationTask(choices).Ae_kappa("a", "b")',
                    "You have the agreement that chance would bring. What did the lesson do with "
                    "it and with the agreement observed?",
                ),
                Slip(
                    "task = AnnotationTask(choices)\n"
                    'novelty = task.avg_Ao() - task.Ae_kappa("a", "b")',
                    "You took off what chance would bring. By what was the rest divided in the "
                    "lesson, so that full agreement comes out as 1?",
                ),
                Slip(
                    "novelty = AnnotationTask(choices).pi()",
                    "This is Scott's pi, which gives both coders the same frequencies. Which "
                    "method takes those that each coder has?",
                ),
                Slip(
                    "novelty = AnnotationTask(choices).alpha()",
                    "This is Krippendorff's alpha, which corrects for the small number of items. "
                    "Which coefficient is asked for?",
                ),
                Slip(
                    "novelty = AnnotationTask(choices).S()",
                    "This is Bennett's S: chance chooses every value equally often. How often do "
                    "these coders choose *new*, and how often *continuing*?",
                ),
                *(
                    Slip(
                        f"novelty = round(AnnotationTask(choices).kappa(), {n})",
                        "You round. Two decimals are enough to print, and too few to tell kappa "
                        "from its sister pi: what does NLTK give?",
                    )
                    for n in (1, 2, 3)
                ),
            ),
            also_right=(
                "task = AnnotationTask(data=choices)\n"
                'chance = task.Ae_kappa("a", "b")\n'
                "novelty = (task.avg_Ao() - chance) / (1 - chance)",
                'novelty = AnnotationTask(choices).kappa_pairwise("a", "b")',
            ),
        ),
        Task(
            name="silent",
            asks="For each pillar the number of commitments that name no actor",
            points=2,
            hints=(
                "There are two mistakes: one decides what counts as named, one whom you count.",
                "`accord_mentions.table` has instruments and places too; its column `type` tells "
                "them apart, and lesson 04 left them out with `isin`.",
                'Keep the rows with `~table["type"].isin(["instrument", "place"])`, and count the '
                "commitments whose id is `not in named`.",
            ),
            right=silent_commitments,
            lead="Which types of mention are actors, are those counted that name none, and are the "
            "keys the letters of the pillars?",
            slips=(
                Slip(
                    'named = set(accord_mentions.table["passage"])\nsilent = {}\n'
                    'for letter, pillar in zip("DEG", agreement.pillars):\n'
                    "    silent[letter] = len([c for c in pillar.commitments "
                    "if c.id not in named])",
                    "You counted the commitments without a mention of any type. D7 is not among "
                    "them, because it names a partnership. Is that an actor?",
                ),
                Slip(
                    "table = accord_mentions.table\n"
                    'named = set(table[~table["type"].isin(["instrument", "place"])]["passage"])\n'
                    'silent = {}\nfor letter, pillar in zip("DEG", agreement.pillars):\n'
                    "    silent[letter] = len([c for c in pillar.commitments if c.id in named])",
                    "The types are right. You counted the commitments that name an actor, D1 "
                    "among them. Which were asked for?",
                ),
                Slip(
                    "table = accord_mentions.table\n"
                    'named = set(table[table["type"] == "state"]["passage"])\n'
                    'silent = {}\nfor letter, pillar in zip("DEG", agreement.pillars):\n'
                    "    silent[letter] = len([c for c in pillar.commitments "
                    "if c.id not in named])",
                    "You kept the states alone. G6 names G7 and G20, E7 a committee: are these "
                    "actors by the codebook?",
                ),
                Slip(
                    "table = accord_mentions.table\n"
                    'named = set(table[~table["type"].isin(["instrument", "place"])]["passage"])\n'
                    'silent = {}\nfor letter, pillar in zip("DEG", agreement.pillars):\n'
                    "    without = [c for c in pillar.commitments if c.id not in named]\n"
                    "    silent[letter] = len(without) / len(pillar.commitments)",
                    "These are the shares, which one needs to compare the pillars; "
                    "`silent` is to hold the numbers of commitments. Which line divides?",
                ),
                Slip(
                    "table = accord_mentions.table\n"
                    'named = set(table[~table["type"].isin(["instrument", "place"])]["passage"])\n'
                    "silent = {}\nfor pillar in agreement.pillars:\n"
                    "    silent[pillar] = len([c for c in pillar.commitments if c.id not in "
                    "named])",
                    "The keys of your dictionary are pillars, whole objects with all their "
                    "commitments. Which attribute of a pillar is its letter?",
                ),
            ),
            also_right=(
                "sides = bipartite_network(accord_mentions)\n"
                'silent = {"D": 0, "E": 0, "G": 0}\n'
                'for node, side in sides.nodes(data="side"):\n'
                '    if side == "commitment" and sides.degree(node) == 0:\n'
                '        silent[node.split(":")[1][0]] += 1',
                "silent = {}\nnamed = {p for _, d in accord_network.nodes(data=True) "
                "for p in d['passages']}\n"
                "for i, letter in enumerate('DEG'):\n"
                "    ids = {c.id for c in agreement.pillars[i].commitments}\n"
                "    silent[letter] = len(ids - named)",
            ),
        ),
        Choice(
            name="army_us",
            asks="What the edge between the British Army and the US stands for",
            hints=(
                "Read the words between the two marks.",
                "Who trains with whom, according to the sentence? Write it down as arrows.",
            ),
            right="b",
            options={
                "a": "The British Army and forces of the US train together on Japanese soil, as "
                "an edge between them has to mean.",
                "b": "The passage says what each does with Japanese forces; that the two do "
                "anything together it does not say.",
                "c": "The US takes part in the exercise series that the passage names; none of "
                "its actors is there for another reason.",
                "d": "The edge is a mistake of the gazetteer; the US is not named in the "
                "passage, or only in another name.",
            },
            because=(
                "Yes. Both train with Japanese forces, and *other than* sets one beside the other. "
                "The edge records the comparison, not a relation of the two."
            ),
            wrong={
                "a": "*To train with* has an object in this sentence. With whom does the British "
                "Army train, and with whom the US?",
                "c": "The series stands in the sentence after that on the US. Which armies does "
                "that sentence name?",
                "d": "Look at the marks: the two letters stand there. The mention is right. What "
                "may still be wrong about what you read into an edge?",
            },
        ),
        Choice(
            name="own_forces",
            asks="Why Japan is not joined to its own forces in the network of the Accord",
            hints=(
                'Read D2, `agreement["D2"]`, and mark each *Japan* and each *UK*.',
                "The UK has a possessive in D2. How does D2 write whose the Self-Defense Forces "
                "are?",
            ),
            right="a",
            options={
                "a": "In D2 *Japan* stands only inside the longer name of its forces, where the "
                "rule of the longest name hides it.",
                "b": "The gazetteer overlooked a mention of Japan in D2 that the coding has, so "
                "that one edge of the network is lost.",
                "c": "The Accord's wording puts the Self-Defense Forces closer to the UK than to "
                "Japan, as the network now shows.",
                "d": "The window is too narrow; it takes one that is larger than the passage for "
                "any two actors of D2 to meet.",
            },
            because=(
                "Yes. The UK stands in D2 as a possessor and is a mention; Japan stands there only "
                "inside a name. A rule of the coding has become a gap in the network."
            ),
            wrong={
                "c": "The network has *co-mentions under a codebook*. Whose are the forces "
                "according to their name, and why did that name not count for Japan?",
                "b": "Lesson 04 scored the gazetteer: no actor of the Accord was missed. Look at "
                "the coding of D2: has it a mention of Japan?",
                "d": "The forces of both countries and the UK do meet in the passage D2. What "
                "would be found of Japan in that passage by the rules of the codebook?",
            },
        ),
        Task(
            name="with_china",
            asks="Who is joined to China in the article and not in the Accord, as a set of ids",
            points=2,
            hints=(
                'The paragraphs of the article are `corpus["article"].paragraphs`; mentions '
                "first, then the network.",
                '`accord_network.neighbors("china")` goes through the actors that are joined to '
                "China; "
                "`set(...)` collects them.",
                'The difference of two sets is `set(article_network.neighbors("china")) - '
                'set(accord_network.neighbors("china"))`.',
            ),
            right=lambda: beside("china", "article") - beside("china", "accord"),
            lead="Is it the article's network, all of China's edges, minus those of the Accord?",
            slips=(
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                    'with_china = set(article_network.neighbors("china"))',
                    "You have all of China's neighbours in the article. Russia is one of them: is "
                    "it joined to China in the Accord as well?",
                ),
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                    'with_china = set(article_network.neighbors("china")) '
                    '& set(accord_network.neighbors("china"))',
                    "These are the ones that both texts put beside China. Which operator keeps "
                    "what is in the first set alone?",
                ),
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                    "with_china = {b for a, b in article_network.edges() "
                    'if a == "china"} - set(accord_network.neighbors("china"))',
                    "You took the edges in which China stands first. An edge has no direction: "
                    "what about those in which it stands second?",
                ),
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer), within="sentence")\n'
                    'with_china = set(article_network.neighbors("china")) '
                    '- set(accord_network.neighbors("china"))',
                    "That is what one gets with sentences as windows: the long list of visits in "
                    "p2 has no China in its sentence. Which window is asked for?",
                ),
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                    'with_china = set(accord_network.neighbors("china")) '
                    '- set(article_network.neighbors("china"))',
                    "You subtracted the other way round: who is beside China in the Accord and not "
                    "in the article. Which set has to stand first?",
                ),
                Slip(
                    "article_network = actor_network("
                    'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                    'with_china = set(article_network) - set(accord_network.neighbors("china"))',
                    "A network by itself is all its nodes, so you have everybody whom the article "
                    "joins to anybody, China included. How are the neighbours of one actor asked "
                    "for?",
                ),
            ),
            also_right=(
                "article_network = actor_network("
                'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                "with_china = [a for a in article_network if article_network.has_edge(a, 'china') "
                "and not accord_network.has_edge(a, 'china')]",
                "article_network = actor_network("
                'find_mentions(corpus["article"].paragraphs, gazetteer))\n'
                "with_china = set()\nfor a, b in article_network.edges():\n"
                "    if 'china' in (a, b):\n        with_china |= {a, b}\n"
                "for a, b in accord_network.edges():\n"
                "    if 'china' in (a, b):\n        with_china -= {a, b}\n"
                "with_china -= {'china'}",
                "# The rewrite has the same neighbours, as the task says.\n"
                'rewrite = actor_network(find_mentions(corpus["article-rewrite"].paragraphs, '
                "gazetteer))\n"
                'with_china = [a for a in rewrite.neighbors("china") '
                'if a not in accord_network.neighbors("china")]',
            ),
        ),
        Task(
            name="corrected",
            asks="China's strength in the article when a long list counts no more than a short one",
            points=2,
            hints=(
                "NetworkX has a projection for each kind of weight; the lesson used two.",
                "`nx.bipartite.collaboration_weighted_projected_graph(sides, article_actors)` "
                "gives Newman's weights.",
                'Of the projected network ask `.degree("china", weight="weight")`.',
            ),
            right=lambda: sum(len(set(ids_in(p))) > 1 for p in passages_with("china", "article")),
            lead="Which projection did you use, and did you add up the weights?",
            slips=(
                Slip(
                    "projected = nx.bipartite.weighted_projected_graph(sides, article_actors)\n"
                    'corrected = projected.degree("china", weight="weight")',
                    "Here every companion in every paragraph counts one, so the list of p2 weighs "
                    "most. Which projection divides by the length of the list?",
                ),
                Slip(
                    "projected = nx.bipartite.collaboration_weighted_projected_graph("
                    "sides, article_actors)\n"
                    'corrected = projected.degree("china")',
                    "You counted China's edges. They have weights now: how is `degree` told to "
                    "add them up?",
                ),
                Slip(
                    "projected = nx.bipartite.overlap_weighted_projected_graph("
                    "sides, article_actors)\n"
                    'corrected = projected.degree("china", weight="weight")',
                    "This projection divides the shared paragraphs by all that either is named "
                    "in. Which one divides by the number of actors in the paragraph?",
                ),
                Slip(
                    "projected = nx.bipartite.collaboration_weighted_projected_graph("
                    "sides, article_actors)\n"
                    'corrected = dict(projected.degree(weight="weight"))',
                    "You have the strengths of all actors. Which one is asked for?",
                ),
                Slip(
                    "projected = nx.bipartite.collaboration_weighted_projected_graph("
                    "sides, article_actors)\n"
                    'corrected = projected.degree("uk", weight="weight")',
                    "This is the UK's strength. Whose is asked for?",
                ),
            ),
            also_right=(
                'corrected = sides.degree("china")',
                "projected = nx.bipartite.collaboration_weighted_projected_graph("
                "sides, sorted(article_actors))\n"
                "corrected = sum(edge['weight'] for edge in projected['china'].values())",
                "corrected = 0\nfor paragraph in sides['china']:\n"
                "    others = sides.degree(paragraph) - 1\n"
                "    corrected += others * (1 / others)",
            ),
        ),
        Task(
            name="far",
            asks="The shortest path from NATO to the WTO in the network of the Accord, as a list",
            hints=(
                "NetworkX finds it; you name the network, the beginning and the end.",
                "Type `nx.shortest` and press Tab.",
                '`nx.shortest_path(accord_network, "nato", "wto")` is a list of ids.',
            ),
            right=lambda: ["nato", *beside("nato", "accord"), *beside("wto", "accord"), "wto"],
            lead="Does your list begin with NATO, end with the WTO, and follow edges?",
            slips=(
                Slip(
                    'far = nx.shortest_path_length(accord_network, "nato", "wto")',
                    "This is the number of edges on the way. Which function gives the way itself?",
                ),
                Slip(
                    'far = nx.shortest_path(accord_network, "wto", "nato")',
                    "You started at the WTO. An edge has no direction, but the list asked for has: "
                    "where does it begin?",
                ),
                Slip(
                    'far = nx.shortest_path(accord_network, "nato", "wto")[1:-1]',
                    "These are the actors between the two. What else belongs to the path?",
                ),
                Slip(
                    'far = set(nx.shortest_path(accord_network, "nato", "wto"))',
                    "The ids are right, but a set has no order. In what are they to be kept?",
                ),
                Slip(
                    'far = nx.has_path(accord_network, "nato", "wto")',
                    "There is a path, that is true. Over whom does it lead?",
                ),
                Slip(
                    'far = nx.shortest_path(accord_network, "nato")',
                    "Without an end NetworkX gives the paths to everybody. Which one is asked for?",
                ),
                Slip(
                    'far = nx.shortest_path(accord_network, "nato", "wto", weight="weight")',
                    "Here a weight counts as a distance, so the line UK – Japan is the longest of "
                    "all, and the way goes round it. Is a heavy edge far or near?",
                ),
                Slip(
                    'far = ["nato", "wto"]',
                    "No passage names these two together, so no edge joins them. Over whom does "
                    "the way lead?",
                ),
            ),
            also_right=(
                'far = ["nato", "japan", "uk", "wto"]',
                'far = next(nx.all_shortest_paths(accord_network, source="nato", target="wto"))',
                'far = nx.bidirectional_shortest_path(accord_network, "nato", "wto")',
            ),
        ),
        Choice(
            name="chance",
            asks="Which sentence about China and Russia the null model of the article carries",
            points=2,
            hints=(
                f"Among {article_edges} edges, how many with a p of at most {level} could chance "
                "give?",
                "A p is computed as if chance had shuffled. Can it then say how probable it is "
                "that chance did?",
            ),
            right="b",
            options={
                "a": "That the article joins China and Russia is significant: its p is among the "
                "smallest of all; the article, then, presents the two as allies.",
                "b": "The article names China and Russia together more often than most shuffles "
                "do; among so many edges that is no surprise, so read the passages.",
                "c": "The p of the table is the probability that China and Russia stand together "
                "by chance; it is small, so the article joins them on purpose.",
                "d": "Taiwan and Ukraine have the largest z of all the edges in the table, and so "
                "their edge is the surest; no p of the others counts, then.",
            },
            because=(
                f"Yes. Of {article_edges} edges chance could give up to "
                f"{level * article_edges:.1f} a p of {level} or less, which the adjusted p allows "
                "for. And of the two passages one is about concern over both states, the other "
                "about a drill of both."
            ),
            wrong={
                "a": f"How many of {article_edges} edges would fall below {level} if the mentions "
                "were shuffled? And has a co-mention a sign: what do p2 and p7 say of the two?",
                "c": "p_more is the share of shuffles that have at least as many windows in "
                "common. The shuffles take chance for granted: can they say how likely chance is?",
                "d": "They are named together in one window, and z takes counts of nought and one "
                "for a bell curve. What did the lesson say should be read instead?",
            },
        ),
        Essay(
            name="broker",
            asks="What the UK's high betweenness shows, and what it does not",
            points=3,
            hints=(
                "Which actors are joined to the UK and not to Japan? `accord_network.neighbors` "
                "tells.",
                "`evidence(accord_network, ...)` shows the passage of each such edge. What would "
                "change if Japan counted inside longer names?",
            ),
            rubric=(
                "A strong answer says that paths of co-mentions carry nothing, names passages on "
                "which the UK's place rests, quotes the Accord, and shows one choice (the longest "
                "name, the window) that would move the value. A weak one says only that numbers "
                "must be read with care, or replaces one broker by another."
            ),
            sample=(
                "Betweenness counts shortest paths over co-mentions; nothing flows along them, so "
                "there is nothing to broker. The ministries are joined to Japan itself, in E1. "
                "Much of the UK's value comes from actors that are "
                "joined to it and not to Japan, each in a single passage: the forces in D2, the "
                "WTO in E3, its own Prime Minister in a signature line. E3 speaks of the trading "
                "system “with the WTO at its core” and does not say that Japan needs anyone to "
                "reach it. In D2 Japan is missing because the codebook counts only the longest "
                "name, “Japan Self-Defense Forces”. Were Japan counted there too, it would be "
                "joined to its own forces, and paths that now lead through the UK would be direct."
            ),
            checklist=(
                "I say what a path means in a network of co-mentions, and what it does not mean.",
                "I name at least two passages on which the UK's edges rest.",
                "I quote the Accord and give the passage.",
                "I name a choice of the coding or the window that would change the value.",
            ),
        ),
    ],
)
