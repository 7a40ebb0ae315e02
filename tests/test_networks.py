"""Networks against hand counts, published examples, brute force and exhaustive enumeration."""

import math
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from fractions import Fraction
from io import StringIO
from itertools import accumulate, chain, combinations, islice, pairwise, permutations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import annotated, gazetteer, mentions, passages, real_gazetteer
from scipy import stats

from accordlib import (
    AccordError,
    Mentions,
    Passage,
    actor_network,
    bipartite_network,
    centralities,
    communities,
    evidence,
    find_mentions,
    null_model,
    plot_network,
    stability,
)
from accordlib.actors.chance import _curveball, _network_measures
from accordlib.actors.measures import MEASURES
from accordlib.actors.mentions import ACTORS, ENTITY_TYPES, MENTION_COLUMNS
from accordlib.actors.networks import adjusted_mutual_information
from accordlib.actors.paths import betweenness

NOBODY = mentions("nothing", "here")
# Which letters a passage mentions.
PASSAGES = st.lists(st.sets(st.sampled_from("ABCDEF")), max_size=8)


def network(*texts: str, minimum: int = 1, **options) -> nx.Graph:
    return actor_network(mentions(*texts, **options), minimum=minimum)


def weights(graph: nx.Graph) -> dict[str, int]:
    return {"".join(sorted((a, b))): w for a, b, w in graph.edges(data="weight")}


def by_actor(table: pd.DataFrame, column: str) -> dict:
    return dict(zip(table["actor"], table[column], strict=True))


def plain_weights(sets) -> Counter[str]:
    return Counter(a + b for s in sets for a, b in combinations(sorted(map(str.lower, s)), 2))


# The network of actors


def test_nodes_say_what_they_are_and_where():
    graph = network("A met B, and A met C.", "B met A.", "C", "nobody", types={"c": "body"})
    assert graph.edges["a", "b"] == {"weight": 2, "passages": ("d:p1", "d:p2")}
    assert list(graph.graph["windows"]) == ["d:p1", "d:p2", "d:p3", "d:p4"]
    assert dict(graph.nodes(data=True)) == {
        "a": {"type": "state", "mentions": 3, "passages": ("d:p1", "d:p2")},
        "b": {"type": "state", "mentions": 2, "passages": ("d:p1", "d:p2")},
        "c": {"type": "body", "mentions": 2, "passages": ("d:p1", "d:p3")},
    }


@given(PASSAGES, st.integers(1, 3))
def test_weights_are_those_of_a_plain_count(sets, minimum):
    graph = network(*(" ".join(s) for s in sets), minimum=minimum)
    assert set(graph) == {letter.lower() for s in sets for letter in s}
    assert weights(graph) == {p: n for p, n in plain_weights(sets).items() if n >= minimum}
    for _, _, edge in graph.edges(data=True):
        assert len(edge["passages"]) == edge["weight"]


def test_actors_only_are_in_the_network():
    types = dict(zip("abcdefghij", ENTITY_TYPES, strict=True))
    graph = network("A B C D E F G H I J", types=types)
    assert list(graph.nodes(data="type")) == list(zip("abcdefgh", ACTORS, strict=True))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: network("A B", minimum=0), "minimum is 0;"),
        (lambda: actor_network(NOBODY, "page"), "within is 'page'.*commitment.*paragraph"),
        (lambda: bipartite_network(NOBODY, "places"), "to is 'places'.*commitments.*instruments"),
        (lambda: centralities(network("A B"), resamples=0), "resamples is 0"),
        (lambda: evidence(network("A B"), "a", "z"), "No actor 'z' in the network.*: a, b"),
        (lambda: evidence(network("A B"), "z", "a"), "No actor 'z' in the network.*: a, b"),
        (lambda: null_model(network("A B"), -3), "shuffles is -3;"),
        (lambda: stability(NOBODY, NAMES, ""), "measure is ''.*degree', 'strength"),
    ],
)
def test_a_number_or_choice_that_cannot_be_is_answered_with_those_that_can(call, message):
    with pytest.raises(AccordError, match=message):
        call()


SENTENCES = ("A spoke here. B met C here.", "A met B here.", "B was here. Then B met A here.")


@pytest.mark.parametrize(
    ("within", "expected", "nodes"),
    [
        ("paragraph", {"ab": 3, "ac": 1, "bc": 1}, {"a": 3, "b": 4, "c": 1}),
        ("sentence", {"ab": 2, "bc": 1}, {"a": 3, "b": 4, "c": 1}),
        ("commitment", {"ab": 2}, {"a": 2, "b": 3}),
    ],
)
def test_each_window_counts_its_own_units(within, expected, nodes):
    graph = actor_network(mentions(*SENTENCES, kinds="pcc"), within)
    assert weights(graph) == expected
    assert dict(graph.nodes(data="mentions")) == nodes


def test_passages_that_touch_and_two_documents_do_not_share_their_mentions():
    touching = (Passage("d:p1", "A", "d", 0, 1), Passage("d:p2", "B", "d", 1, 2))
    both = (*touching, *passages("A B", document="x"), *passages("A B", document="y"))
    rows = [
        (p.id, p.start + n, p.start + n + 1, letter, letter.lower(), "state")
        for p in both
        for n, letter in enumerate(p.text)
        if letter != " "
    ]
    graph = actor_network(Mentions(both, pd.DataFrame(rows, columns=list(MENTION_COLUMNS))))
    assert graph.edges["a", "b"]["passages"] == ("x:p1", "y:p1")
    assert graph.nodes["b"]["passages"] == ("d:p2", "x:p1", "y:p1")


# Evidence


def test_evidence_is_each_passage_of_the_edge_with_every_mention_of_both_marked():
    shown = evidence(network("A met B, not C.", "C, A", "B, then A, then B."), "b", "a")
    assert len(shown) == 2
    assert [p.id for p in shown.passages] == ["d:p1", "d:p3"]
    assert shown.marks == (((0, 1), (6, 7)), ((0, 1), (8, 9), (16, 17)))
    assert repr(shown) == "d:p1: [A] met [B], not C.\nd:p3: [B], then [A], then [B]."


def test_evidence_in_a_sentence_has_the_marks_at_their_places_there():
    shown = evidence(actor_network(mentions(*SENTENCES), "sentence"), "a", "b")
    assert repr(shown) == "d:p2.s1: [A] met [B] here.\nd:p3.s2: Then [B] met [A] here."


def test_actors_of_no_gazetteer_are_named_as_the_text_first_has_them():
    texts = "THE SECRETARIAT OF THE ISC AND MARN", "The Secretariat of the\nISC met Marn."
    found = find_mentions(passages(*texts), gazetteer("marn,Marn,state"))
    graph = actor_network(found, "sentence")
    assert graph.nodes["secretariat-of-the-isc"]["name"] == "Secretariat of the ISC"
    ranks = stability(found, gazetteer("marn,Marn,state"))
    assert ranks.attrs["names"]["secretariat-of-the-isc"] == "Secretariat of the ISC"
    assert ranks.attrs["names"]["marn"] == "Marn"


def test_evidence_in_html_is_escaped():
    html = evidence(network("<A> & <B>"), "a", "b")._repr_html_()
    assert html == (
        "<blockquote>&lt;<mark>[A]</mark>&gt; &amp; &lt;<mark>[B]</mark>&gt; "
        "<cite>(d:p1)</cite></blockquote>"
    )


def test_two_actors_that_are_not_joined_have_no_evidence():
    graph = network("A B", "C", "A B")
    assert len(evidence(graph, "a", "c")) == 0
    for shown in (repr(evidence(graph, "a", "c")), evidence(graph, "a", "c")._repr_html_()):
        assert "No window in common." in shown
    assert len(evidence(network("A B", "A C", "A C", minimum=2), "a", "b")) == 0


# Graphs from elsewhere


def incomplete() -> nx.Graph:
    graph = network("A B").copy()
    graph.add_node("stranger")
    return graph


FOREIGN = [
    nx.karate_club_graph,
    nx.Graph,
    lambda: bipartite_network(mentions("A B", kinds="c")),
    lambda: nx.DiGraph(network("A B")),
    incomplete,
    lambda: None,
    lambda: mentions("A B"),
]


@pytest.mark.parametrize("function", [centralities, communities, null_model, evidence])
@pytest.mark.parametrize("make", FOREIGN)
def test_another_graph_is_refused_with_the_function_that_makes_one(function, make):
    arguments = ("a", "b") if function is evidence else ()
    with pytest.raises(AccordError, match=rf"{function.__name__}\(\) takes .*Make one: actor_netw"):
        function(make(), *arguments)


# Two kinds of nodes


def test_actors_are_joined_to_the_commitments_that_name_them():
    graph = bipartite_network(
        mentions("A B A", "C", "B D", "nobody", kinds="cpcc", types={"d": "place"})
    )
    sides = dict.fromkeys(("d:p1", "d:p3", "d:p4"), "commitment") | dict.fromkeys("ab", "actor")
    assert dict(graph.nodes(data="side")) == sides
    assert weights(graph) == {"ad:p1": 2, "bd:p1": 1, "bd:p3": 1}
    assert graph.edges["a", "d:p1"]["passages"] == ("d:p1",)
    assert graph.degree["d:p4"] == 0


def test_actors_are_joined_to_the_instruments_beside_them():
    types = {"x": "instrument", "y": "instrument", "p": "place", "b": "body"}
    graph = bipartite_network(mentions("A X A B", "A X", "Y", "B P", types=types), "instruments")
    sides = dict.fromkeys("xy", "instrument") | dict.fromkeys("ab", "actor")
    assert dict(graph.nodes(data="side")) == sides
    assert graph.nodes["b"]["type"] == "body"
    assert weights(graph) == {"ax": 2, "bx": 1}
    assert graph.edges["a", "x"]["passages"] == ("d:p1", "d:p2")
    assert graph.degree["y"] == 0


@pytest.mark.parametrize("to", ["commitments", "instruments"])
def test_an_actor_without_an_edge_is_treated_as_described(to):
    graph = bipartite_network(mentions("A", "X", kinds="pp", types={"x": "instrument"}), to)
    assert graph.number_of_edges() == 0
    assert sorted(graph) == ([] if to == "commitments" else ["a", "x"])
    assert len(bipartite_network(NOBODY, to)) == 0


# Centralities

# Krackhardt (1990), Assessing the political landscape, Administrative Science Quarterly 35(2):
# the kite of ten, where degree, and betweenness put different people first.
KITE = "AB AC AD AF BD BE BG CD CF DE DF DG EG FG FH GH HI IJ".split()
KITE_DEGREES = dict(zip("abcdefghij", (4, 4, 3, 6, 3, 5, 5, 3, 2, 1), strict=True))


def test_centralities_of_the_kite_are_the_published_ones():
    table = centralities(network(*map(" ".join, KITE)), resamples=5)
    assert by_actor(table, "degree") == by_actor(table, "strength") == KITE_DEGREES
    between = by_actor(table, "betweenness")
    # Heather lies on 14 of the 36 pairs' shortest paths, Ike on 8.
    assert between["h"] == pytest.approx(14 / 36)
    assert between["i"] == pytest.approx(8 / 36)
    assert max(between, key=between.get) == "h"
    assert between["f"] == between["g"] == pytest.approx(25 / 3 / 36)
    assert all(between[letter] == 0 for letter in "cej")


def pagerank(graph: nx.Graph, damping: float = 0.85) -> dict[str, float]:
    """Solve the equation of Brin and Page (1998); an actor without an edge leads everywhere."""
    nodes, n = list(graph), len(graph)
    matrix = nx.to_numpy_array(graph, nodes)
    sums = matrix.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, matrix / np.where(sums > 0, sums, 1), 1 / n)
    ranks = np.linalg.solve(np.eye(n) - damping * steps.T, np.full(n, (1 - damping) / n))
    return dict(zip(nodes, ranks, strict=True))


@given(PASSAGES.filter(any))
def test_each_measure_is_that_of_plain_arithmetic(sets):
    graph = network(*(" ".join(s) for s in sets))
    table = centralities(graph, resamples=1)
    pairs = plain_weights(sets)
    assert list(table["actor"]) == sorted(
        graph, key=lambda a: (-sum(n for p, n in pairs.items() if a in p), a)
    )
    for row in table.itertuples():
        assert row.degree == sum(row.actor in pair for pair in pairs)
        assert row.strength == sum(n for pair, n in pairs.items() if row.actor in pair)
        assert row.betweenness == pytest.approx(plain_betweenness(sorted(graph), pairs, row.actor))
        assert row.pagerank == pytest.approx(pagerank(graph)[row.actor], abs=1e-5)


def plain_betweenness(nodes: list[str], pairs: Counter[str], middle: str) -> float:
    """Try every simple path between every two other nodes."""
    others = [a for a in nodes if a != middle]
    total = 0.0
    for a, b in combinations(others, 2):
        inner = [x for x in nodes if x not in (a, b)]
        paths = [
            (a, *between, b)
            for size in range(len(inner) + 1)
            for between in permutations(inner, size)
        ]
        lengths = {}
        for path in paths:
            steps = ["".join(sorted(step)) for step in pairwise(path)]
            if all(pairs[step] for step in steps):
                lengths[path] = round(sum(1 / pairs[step] for step in steps), 9)
        if lengths:
            best = [p for p, length in lengths.items() if length == min(lengths.values())]
            total += sum(middle in path for path in best) / len(best)
    return total / math.comb(len(others), 2) if len(others) > 1 else 0.0


def test_measures_describe_the_network_after_the_minimum():
    table = centralities(network("A B", "A B", "A C", minimum=2), resamples=50)
    assert by_actor(table, "degree") == {"a": 1, "b": 1, "c": 0}
    assert by_actor(table, "degree_high")["c"] <= 1
    # Two of three windows are a and b's: a resample has the one of a and c twice at times.
    assert by_actor(table, "strength_low")["b"] == 0


# Resamples of two windows: the first twice, both (in two orders), the second twice.
RESAMPLES = [("AB", "AB"), ("AB", "BC"), ("BC", "AB"), ("BC", "BC")]


@pytest.mark.parametrize("measure", MEASURES)
def test_intervals_are_the_percentiles_over_all_possible_resamples(measure):
    table = centralities(network("A B", "B C"), resamples=400)
    values = {"a": [], "b": [], "c": []}
    for drawn in RESAMPLES:
        again = network(*map(" ".join, drawn))
        measured = {
            "degree": dict(again.degree()),
            "strength": dict(again.degree(weight="weight")),
            "betweenness": {"b": 1.0} if set(drawn) == {"AB", "BC"} else {},
            "pagerank": pagerank(again),
        }[measure]
        for actor in values:
            values[actor].append(measured.get(actor, 0))
    for end, extreme in (("low", min), ("high", max)):
        expected = {actor: extreme(v) for actor, v in values.items()}
        assert by_actor(table, f"{measure}_{end}") == pytest.approx(expected, abs=1e-5)


def test_intervals_of_the_real_network_contain_the_values_and_are_seeded():
    graph = actor_network(annotated(), "commitment")
    table = centralities(graph, resamples=100, seed=1)
    assert table.equals(centralities(graph, resamples=100, seed=1))
    assert not table.equals(centralities(graph, resamples=100, seed=2))
    assert (table["strength_low"] <= table["strength"]).all()
    assert (table["strength"] <= table["strength_high"]).mean() > 0.9


@pytest.mark.parametrize("text", ["nobody", "A"])
def test_one_actor_or_none_is_central_to_nothing(text):
    table = centralities(network(text))
    measures = [f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high")]
    assert list(table) == ["actor", "type", "mentions", *measures]
    expected = [["a", 1, 0, 0, 0]] * (text == "A")
    columns = ["actor", "mentions", "degree", "strength", "betweenness"]
    assert table[columns].to_numpy().tolist() == expected


# Communities


def groups(found) -> list[str]:
    return ["".join(actors) for _, actors in found.table.groupby("community")["actor"]]


def test_the_largest_community_is_the_first_and_an_isolated_actor_is_the_last():
    found = communities(network("A B", "C D E", "F"))
    assert groups(found) == ["cde", "ab", "f"]
    assert by_actor(found.table, "community") == {"c": 1, "d": 1, "e": 1, "a": 2, "b": 2, "f": 3}


def test_an_actor_is_at_home_in_the_pillar_that_mentions_it_in_most_windows():
    found = communities(network("A B", "A B", "B C", "C", "C", "X", pillars="DEEGG "))
    assert by_actor(found.table, "pillar") == {"a": "D", "b": "E", "c": "G", "x": " "}


def test_communities_that_are_the_pillars_agree_with_them():
    found = communities(network("A B C", "A B C", "D E F", "D E F", pillars="DDEE"))
    assert found.agreement == pytest.approx(1)
    mixed = communities(network("A B", "B", "B", "C D", "D", "D", pillars="DEEDEE"))
    assert by_actor(mixed.table, "pillar") == {"a": "D", "b": "E", "c": "D", "d": "E"}
    # None of log 2 is shared; one arrangement in three shares all of it.
    assert mixed.agreement == pytest.approx((0 - 1 / 3) / (1 - 1 / 3))


def test_modularity_and_agreement_of_the_real_network_are_those_of_their_definitions():
    graph = actor_network(annotated())
    found = communities(graph)
    number = by_actor(found.table, "community")
    total = graph.size(weight="weight")
    inside = Counter()
    ends = Counter()
    for a, b, weight in graph.edges(data="weight"):
        inside[number[a]] += weight * (number[a] == number[b])
        ends[number[a]] += weight
        ends[number[b]] += weight
    modularity = sum(inside[c] / total - (ends[c] / 2 / total) ** 2 for c in ends)
    assert found.modularity == pytest.approx(modularity)
    assert set(number) == set(graph)
    assert communities(graph).table.equals(found.table)


@pytest.mark.parametrize("texts", [("A",), ("A", "B")])
def test_a_network_without_edges_has_no_modularity(texts):
    found = communities(network(*texts))
    assert math.isnan(found.modularity)
    assert len(found.table) == len(groups(found))
    assert "modularity nan" in repr(found)


# Adjusted mutual information


def mutual(a, b) -> float:
    n = len(a)
    rows, columns, cells = Counter(a), Counter(b), Counter(zip(a, b, strict=True))
    return sum(k / n * math.log(n * k / rows[i] / columns[j]) for (i, j), k in cells.items())


def exact(a, b) -> float:
    """Average the mutual information over every arrangement of the second partition."""
    expected = np.mean([mutual(a, order) for order in permutations(b)])
    mean = (mutual(a, a) + mutual(b, b)) / 2
    return (mutual(a, b) - expected) / (mean - expected)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("aabb", "abab"),
        ("aabbc", "aabcc"),
        ("aaabbb", "aabbcc"),
        ("aaaabc", "abcabc"),
        ("abcdee", "aabbcc"),
        ("aaabbcc", "aabbbca"),
    ],
)
def test_adjusted_mutual_information_is_that_of_all_permutations(a, b):
    assert adjusted_mutual_information(a, b) == pytest.approx(exact(a, b))


def test_one_group_shares_nothing_with_groups_of_one():
    assert adjusted_mutual_information("aaaa", "abcd") == 0


# The null model


def matrices(rows: list[int], columns: list[int]) -> list[tuple[frozenset[int], ...]]:
    """Return every assignment of actors to windows with these row and column sums."""
    choices = [map(frozenset, combinations(range(len(columns)), size)) for size in rows]
    return [
        chosen
        for chosen in product(*map(list, choices))
        if [sum(i in row for row in chosen) for i in range(len(columns))] == columns
    ]


MARGINS = [
    ([2, 1, 1], [2, 1, 1]),
    ([2, 2, 2], [1, 2, 2, 1]),
    ([3, 2, 1], [2, 2, 1, 1]),
    ([2, 2, 1, 1], [3, 1, 1, 1]),
    ([4, 2, 2, 1, 1], [4, 3, 1, 1, 1]),
]


def shuffled(rows: Iterable[Iterable[int]], seed: int) -> Iterator[tuple[frozenset[int], ...]]:
    """Yield the rows as they are after each shuffle."""
    rows = [sorted(row) for row in rows]
    sizes = [len(row) for row in rows]
    for flat in _curveball(np.array(list(chain(*rows)), int), sizes, seed):
        ends = pairwise([0, *accumulate(sizes)])
        yield tuple(frozenset(flat[start:end].tolist()) for start, end in ends)


@pytest.mark.parametrize(("rows", "columns"), MARGINS)
def test_shuffles_reach_every_matrix_of_the_same_margins_equally_often(rows, columns):
    every = matrices(rows, columns)
    assert len(every) >= 5
    counts = Counter(islice(shuffled(every[0], 1), 300 * len(every)))
    assert set(counts) == set(every)
    assert stats.chisquare([counts[chosen] for chosen in every]).pvalue > 0.001


@given(st.lists(st.sets(st.integers(0, 6)), max_size=8), st.integers(0, 5))
def test_a_shuffle_keeps_who_is_mentioned_how_often_and_how_many_each_passage_names(rows, seed):
    before = Counter(i for row in rows for i in row)
    for found in islice(shuffled(rows, seed), 5):
        assert [len(row) for row in found] == [len(row) for row in rows]
        assert Counter(i for row in found for i in row) == before


# Three windows; all matrices of the same margins are tried.
OBSERVED = ("A B", "B C", "C D", "A B E")


def enumerated() -> list[Counter]:
    letters = "abcde"
    rows = [[letters.index(x) for x in text.lower().split()] for text in OBSERVED]
    columns = [sum(i in row for row in rows) for i in range(5)]
    return [
        plain_weights({letters[i] for i in row} for row in chosen)
        for chosen in matrices([len(row) for row in rows], columns)
    ]


def test_means_deviations_and_p_of_edges_are_those_of_all_matrices():
    shuffles = 6000
    table = null_model(network(*OBSERVED), shuffles).edges
    every = enumerated()
    assert len(every) > 50
    assert set(table["a"] + table["b"]) == {"ab", "ae", "be", "bc", "cd"}
    for row in table.itertuples():
        values = np.array([matrix[row.a + row.b] for matrix in every])
        assert row.observed == {"ab": 2}.get(row.a + row.b, 1)
        assert row.mean == pytest.approx(values.mean(), abs=5 * values.std() / shuffles**0.5)
        assert row.sd == pytest.approx(values.std(), rel=0.06)
        assert row.z == pytest.approx((row.observed - row.mean) / row.sd)
        assert row.p_more == pytest.approx((values >= row.observed).mean(), abs=0.03)
        assert row.p_less == pytest.approx((values <= row.observed).mean(), abs=0.03)


@pytest.mark.parametrize("minimum", [1, 2])
def test_measures_of_the_network_are_those_of_all_matrices(minimum):
    shuffles = 6000
    table = null_model(network(*OBSERVED, minimum=minimum), shuffles).measures
    assert list(table.index) == ["edges", "transitivity", "largest"]
    values = []
    for matrix in enumerated():
        graph = nx.Graph([tuple(pair) for pair, n in matrix.items() if n >= minimum])
        graph.add_nodes_from("abcde")
        values.append(plain_measures(graph))
    observed = plain_measures(network(*OBSERVED, minimum=minimum))
    for k, row in enumerate(table.itertuples()):
        column = np.array(values)[:, k]
        assert row.observed == pytest.approx(observed[k])
        assert row.mean == pytest.approx(column.mean(), abs=5 * column.std() / shuffles**0.5 + 1e-9)
        assert row.sd == pytest.approx(column.std(), rel=0.06, abs=1e-9)
        assert row.p_more == pytest.approx((column >= observed[k] - 1e-9).mean(), abs=0.03)


def plain_measures(graph: nx.Graph) -> tuple[float, float, float]:
    largest = max(map(len, nx.connected_components(graph)))
    return graph.number_of_edges(), nx.transitivity(graph), largest


@pytest.mark.parametrize("size", [1, 8, 30, 70])
def test_measures_of_large_networks_are_those_of_networkx(size):
    rng = np.random.default_rng(size)
    for share in (0, 0.01, 0.03, 0.1, 0.9):
        counts = np.triu(rng.binomial(3, share, (size, size)), 1)
        graph = nx.from_numpy_array(counts >= 2)
        measures = _network_measures(counts.ravel(), size, minimum=2)
        assert measures == pytest.approx(plain_measures(graph), abs=1e-12)


@pytest.mark.parametrize("shuffles", [1, 9])
def test_p_counts_the_observed_network_among_the_shuffles(shuffles):
    result, every = null_model(network("A B", "A B", "C D", "C D"), shuffles), 1 + shuffles
    for p in result.edges[["p_more", "p_less"]].to_numpy().ravel():
        assert p * every == pytest.approx(round(p * every))
        assert 1 / every <= p <= 1
    # Every shuffle is at least or at most the observed value, and may be both.
    assert (result.edges["p_more"] + result.edges["p_less"] >= 1 + 1 / every - 1e-9).all()
    assert result.shuffles == shuffles


def test_adjusted_p_is_scipys_of_twice_the_smaller_side():
    table = null_model(actor_network(annotated()), 99, 1).edges
    assert table.equals(null_model(actor_network(annotated()), 99, 1).edges)
    assert not table.equals(null_model(actor_network(annotated()), 99, 2).edges)
    both = np.minimum(2 * np.minimum(table["p_more"], table["p_less"]), 1)
    assert table["p_two_sided"].to_numpy() == pytest.approx(both)
    assert table["p_adjusted"].to_numpy() == pytest.approx(stats.false_discovery_control(both))
    z = table["z"].dropna()
    assert (z.diff().dropna() <= 0).all()
    assert len(z) > 50


def test_windows_that_name_nobody_change_no_shuffle():
    parted = chain(*((text, "nobody") for text in OBSERVED))
    found = [null_model(network(*texts), 20) for texts in (OBSERVED, parted)]
    assert found[0].edges.equals(found[1].edges)
    assert found[0].measures.equals(found[1].measures)


@pytest.mark.parametrize("texts", [("A B C",), ("A B", "A B"), ("A B", "A B C", "A")])
def test_what_cannot_vary_has_no_z_and_p_1(texts):
    result = null_model(network(*texts), 20)
    for table in (result.edges, result.measures):
        assert table["z"].isna().all()
        assert (table["p_more"] == 1).all()
        assert (table["p_less"] == 1).all()
        assert (table["observed"] == table["mean"]).all()


def test_a_fraction_that_cannot_vary_has_no_z():
    # Whoever goes with c, there is a triangle with one more edge: 3 of 5 triples are closed.
    row = null_model(network("A B C", "C D"), 1000).measures.loc["transitivity"]
    assert row["observed"] == pytest.approx(0.6)
    assert row["sd"] == pytest.approx(0)
    assert math.isnan(row["z"])
    assert (row["p_more"], row["p_less"]) == (1, 1)


@pytest.mark.parametrize("use", [communities, plot_network, centralities, null_model])
def test_a_network_that_was_changed_so_that_it_misleads_is_refused(use):
    graph = actor_network(annotated())
    wrong = [nx.relabel_nodes(graph, {"uk": 5})]
    drawn_anew = use in (centralities, null_model)
    for weight in (0, -1, float("nan"), "1", None, *[50] * drawn_anew):
        wrong.append(graph.copy())
        wrong[-1].edges["uk", "japan"]["weight"] = weight
    wrong += [nx.restricted_view(graph, [], [("uk", "japan")])] * drawn_anew
    for changed in wrong:
        with pytest.raises(AccordError, match=r"actor_network\("):
            use(changed)


def test_evidence_of_an_actor_that_was_renamed_is_refused_not_left_unmarked():
    graph = nx.relabel_nodes(actor_network(annotated()), {"uk": "UK"})
    with pytest.raises(AccordError, match="No actor 'UK'"):
        evidence(graph, "UK", "japan")


@pytest.mark.parametrize("function", [communities, null_model])
def test_a_network_without_actors_is_refused_with_a_way_out(function):
    with pytest.raises(
        AccordError, match=rf"{function.__name__}\(\) needs actors.*candidate_names"
    ):
        function(network("nothing"))


@pytest.mark.parametrize("texts", [("A",), ("A", "B")])
def test_a_network_without_edges_has_a_null_model_without_edges(texts):
    result = null_model(network(*texts), 5)
    assert result.edges.empty
    assert list(result.edges)[:2] == ["a", "b"]
    assert result.measures.loc["edges", ["observed", "mean", "sd"]].tolist() == [0, 0, 0]
    assert repr(result).startswith("5 shuffles\n")


# Stability

NAMES = gazetteer(
    "u, United U, state, , , U",
    "j, J, state",
    "m, M, body, u",
    "n, N, force, m",
    "p, P, person, j",
    "l, L, place, u, u",
    "i, I, instrument, j",
    "o, O, organisation",
    "q, Q, body, o",
)
NAMED_TYPES = dict(zip(NAMES["id"], NAMES["type"], strict=True))


def named(*texts: str, **options) -> Mentions:
    return mentions(*texts, types=NAMED_TYPES, **options)


def chosen(table: pd.DataFrame, varied: str, choice: str | None = None) -> dict[str, float]:
    rows = table[table["varied"] == varied]
    return by_actor(rows if choice is None else rows[rows["choice"] == choice], "value")


@pytest.mark.parametrize("measure", MEASURES)
def test_base_values_and_ranks_are_those_of_the_centralities(measure):
    table = stability(annotated(), real_gazetteer(), measure)
    assert list(table) == ["varied", "choice", "actor", "value", "rank"]
    base = table[table["varied"] == "base"]
    value = by_actor(centralities(actor_network(annotated()), resamples=1), measure)
    assert by_actor(base, "value") == pytest.approx(value)
    ranks = {a: 1 + sum(v > value[a] + 1e-12 for v in value.values()) for a in value}
    assert by_actor(base, "rank") == ranks


def test_every_choice_is_varied_and_every_joining_window_left_out_once():
    some = named("U J", "U", "J M", "nobody", kinds="cpcp")
    table = stability(some, NAMES)
    assert table.groupby("varied")["choice"].unique().map(list).to_dict() == {
        "base": ["paragraph"],
        "window": ["sentence", "commitment"],
        "minimum": ["2", "3"],
        "aliases": ["states", "full names"],
        "left out": ["d:p1", "d:p3"],
    }
    assert "commitment" not in set(stability(named("U J"), NAMES)["choice"])


@pytest.mark.parametrize("within", ["paragraph", "sentence", "commitment"])
def test_the_base_has_the_window_that_is_asked_for(within):
    some = named("U J here. M was here.", "U J", "U M", kinds="ccp")
    table = stability(some, NAMES, within=within)
    graph = actor_network(some, within)
    assert set(table.loc[table["varied"] == "base", "choice"]) == {within}
    assert chosen(table, "base") == dict(graph.degree(weight="weight"))
    assert within not in set(table.loc[table["varied"] == "window", "choice"])
    joining = {id for *_, ids in graph.edges(data="passages") for id in ids}
    assert set(table.loc[table["varied"] == "left out", "choice"]) == joining


def test_values_follow_each_choice():
    table = stability(named("U J here. M was here.", "U J", "U M", "U J"), NAMES)
    assert chosen(table, "base") == {"u": 5, "j": 4, "m": 3}
    assert chosen(table, "window", "sentence") == {"u": 4, "j": 3, "m": 1}
    assert chosen(table, "minimum", "2") == {"u": 5, "j": 3, "m": 2}
    assert chosen(table, "minimum", "3") == {"u": 3, "j": 3, "m": 0}
    assert chosen(table, "left out", "d:p1") == {"u": 3, "j": 2, "m": 1}


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (("M J", "U P", "Q J"), {"u": 2, "j": 3, "q": 1}),
        (("N J",), {"u": 1, "j": 1}),
        (("L J", "I U"), {"u": 0, "j": 0}),
    ],
)
def test_what_belongs_to_a_state_is_counted_as_it_but_places_and_instruments(texts, values):
    assert chosen(stability(named(*texts), NAMES), "aliases", "states") == values


def test_full_names_leave_out_adjectives_and_surnames_but_keep_abbreviations():
    names = gazetteer(
        "uk, United Kingdom, state, , , UK | U.K. | British",
        "japan, Japan, state, , , Japanese",
        "rishi-sunak, Rishi Sunak, person, uk, , Sunak",
    )
    text = passages("Rishi Sunak met Japan.", "Sunak met Japanese.", "UK, Japan", "U.K., Japan")
    table = stability(find_mentions(text, names), names)
    assert chosen(table, "base") == {"rishi-sunak": 2, "japan": 4, "uk": 2}
    assert chosen(table, "aliases", "full names") == {"rishi-sunak": 1, "japan": 3, "uk": 2}


@pytest.mark.parametrize(
    "some", [NOBODY, find_mentions([], NAMES), mentions("X", types={"x": "place"})]
)
def test_without_actors_there_are_no_ranks(some):
    table = stability(some, NAMES)
    assert table.empty
    assert list(table) == ["varied", "choice", "actor", "value", "rank"]


def test_nothing_changes_the_mentions_or_the_network_it_is_given():
    table, graph = annotated().table.copy(), actor_network(annotated())
    before = nx.Graph(graph)
    for measure in (centralities, communities, null_model):
        measure(graph, 3)
    evidence(graph, "uk", "japan")
    stability(annotated(), real_gazetteer())
    bipartite_network(annotated())
    assert nx.utils.graphs_equal(graph, before)
    assert annotated().table.equals(table)


def test_a_drawing_does_not_depend_on_the_order_of_sets():
    """Strings have another hash in this process, whose seed is random."""
    code = (
        "from accordlib import *; a = parse_agreement(load_corpus()['accord']);"
        "n = actor_network(find_mentions(a.passages, load_gazetteer()));"
        "print([(t.get_text(), t.get_position()) for t in plot_network(n).figure.axes[0].texts])"
    )
    command = [sys.executable, "-c", code]
    drawn = subprocess.check_output(command, env=os.environ | {"PYTHONHASHSEED": "1"}, text=True)
    with redirect_stdout(StringIO()) as here:
        exec(code, {})
    assert here.getvalue() == drawn


@pytest.mark.parametrize("primes", [(), (41, 43, 47, 53, 59, 61, 67, 71, 73, 79)])
def test_betweenness_is_that_of_networkx_in_fractions(primes):
    """The common multiple of so many primes is beyond what a float tells apart."""
    rng = random.Random(7)
    for size in (0, 1, 2, 3, 9, 20, 40):
        graph = nx.gnp_random_graph(size, 0.3, seed=size)
        for edge in graph.edges:
            graph.edges[edge]["weight"] = rng.choice([1, 2, 4, 5, 10, 20] * 5 + [*primes])
        plain = nx.betweenness_centrality(
            graph, weight=lambda a, b, edge: Fraction(1, edge["weight"])
        )
        weights = nx.to_numpy_array(graph) if size else np.empty((0, 0))
        assert betweenness(weights) == pytest.approx(list(plain.values()), abs=1e-12)


def test_paths_of_equal_length_are_equal():
    """1/10 + 1/5 and 1/4 + 1/20 differ as floats: half of the paths pass through each middle."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 10), ("b", "d", 5), ("a", "c", 4), ("c", "d", 20)])
    graph.add_edge("d", "e", weight=1)
    found = dict(zip(graph, betweenness(nx.to_numpy_array(graph)), strict=True))
    expected = {"a": 0, "b": 1 / 6, "c": 1 / 6, "d": 2 / 3, "e": 0}
    assert found == pytest.approx(expected, abs=1e-12)
