"""What a network owes to chance and to choices: null model and stability of ranks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from accordlib.actors.mentions import ACTORS, Mentions
from accordlib.actors.networks import MEASURES, actor_network, measured, units
from accordlib.errors import AccordError
from accordlib.words.keyness import benjamini_hochberg

if TYPE_CHECKING:
    import pandas as pd

_TRADES = 5


@dataclass(frozen=True, repr=False, eq=False)
class NullModel:
    """An observed network beside networks made by chance. Made by `null_model`.

    Attributes
    ----------
    edges : DataFrame
        One row a pair of actors that is joined in the network. Columns: ``a``, ``b``,
        ``observed`` (windows shared), ``mean`` and ``sd`` in the shuffles, ``z`` (not a number
        where the shuffles do not vary), ``p_more`` and ``p_less`` (how often a shuffle has at
        least, or at most, as many), ``p_two_sided`` (twice the smaller of the two, at most 1),
        ``p_adjusted`` (that, adjusted for the number of pairs). Greatest z first.
    measures : DataFrame
        The first six of these figures for the network: ``edges`` (pairs joined), ``transitivity``, ``largest`` (actors
        in the largest component). Indexed by ``measure``.
    shuffles : int
        How many.
    """

    edges: pd.DataFrame
    measures: pd.DataFrame
    shuffles: int

    def __repr__(self) -> str:
        return f"{self.shuffles:,} shuffles\n{self.measures.round(3).to_string()}"


def null_model(graph: nx.Graph[str], shuffles: int = 1000, seed: int = 0) -> NullModel:
    """Shuffle who is mentioned where, and compare.

    Each shuffle keeps in how many windows every actor is mentioned and how many actors every
    window mentions, and is otherwise random: the curveball algorithm (Strona et al. 2014, Nature
    Communications 5, 4114), five trades a window between one shuffle and the next. p is
    ``(1 + r) / (1 + n)`` for r of n shuffles (Davison and Hinkley 1997, equation 4.11).

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`; its ``minimum`` applies to the shuffles too.
    shuffles : int
        How many to make.
    seed : int
        For the trades.

    Returns
    -------
    NullModel

    Raises
    ------
    AccordError
        If `shuffles` is below 1.
    """
    import pandas as pd

    if shuffles < 1:
        raise AccordError(f"shuffles is {shuffles}; it must be at least 1.")
    actors, minimum = sorted(graph), graph.graph["minimum"]
    number = {actor: n for n, actor in enumerate(actors)}
    rows = [{number[a] for a in unit} for unit in units(graph) if unit]
    together = _together(rows, len(actors))
    observed = _measures(together, minimum)
    pairs = [tuple(sorted((number[a], number[b]))) for a, b in graph.edges]
    left, right = (np.array([p[k] for p in pairs], int) for k in (0, 1))
    weights = np.empty((shuffles, len(pairs)))
    values = np.empty((shuffles, len(observed)))
    for n, shuffled in zip(range(shuffles), _curveball(rows, seed), strict=False):
        counts = _together(shuffled, len(actors))
        weights[n] = counts[left, right]
        values[n] = list(_measures(counts, minimum).values())
    edges = pd.DataFrame({"a": [actors[i] for i in left], "b": [actors[i] for i in right]})
    edges = edges.join(_compared(together[left, right], weights))
    edges["p_two_sided"] = np.minimum(2 * edges[["p_more", "p_less"]].min(axis=1), 1.0)
    edges["p_adjusted"] = benjamini_hochberg(edges["p_two_sided"].to_numpy(float))
    measures = _compared(np.array(list(observed.values())), values)
    measures.index = pd.Index(list(observed), name="measure")
    order = ["z", "observed", "a", "b"]
    edges = edges.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return NullModel(edges, measures, shuffles)


def stability(
    mentions: Mentions, gazetteer: pd.DataFrame, measure: str = "strength"
) -> pd.DataFrame:
    """Rank the actors under every choice that could have been made otherwise.

    The base is a network within paragraphs with all edges. Varied are the window (sentence,
    commitment), the minimum weight (2, 3), the list of aliases (``states``: bodies, forces and
    persons count as the state they belong to; ``full names``: only preferred names and
    abbreviations, no adjectives, capitals or surnames), and the text (each window that names two
    actors or more is left out once).

    Parameters
    ----------
    mentions : Mentions
        From `find_mentions` or from annotations.
    gazetteer : DataFrame
        From `load_gazetteer`; it says what belongs to what.
    measure : {"strength", "degree", "betweenness", "pagerank"}
        What to rank by.

    Returns
    -------
    DataFrame
        One row for each choice and actor of the network under it. Columns: ``varied`` (``base``,
        ``window``, ``minimum``, ``aliases``, ``left out``), ``choice``, ``actor``, ``value``,
        ``rank`` (1 is the greatest; ties share the better rank).

    Raises
    ------
    AccordError
        If the measure is unknown.
    """
    import pandas as pd

    if measure not in MEASURES:
        raise AccordError(f"No measure {measure!r}. Choose one of: {', '.join(MEASURES)}.")
    tables = []
    for varied, choice, graph in _variations(mentions, gazetteer):
        values = pd.Series(measured(graph)[measure], dtype=float)
        table = pd.DataFrame({"actor": values.index, "value": values.to_numpy()})
        table["rank"] = table["value"].rank(ascending=False, method="min").astype(int)
        table.insert(0, "choice", choice)
        table.insert(0, "varied", varied)
        tables.append(table.sort_values(["rank", "actor"]))
    return pd.concat(tables, ignore_index=True)


def _variations(
    mentions: Mentions, gazetteer: pd.DataFrame
) -> Iterator[tuple[str, str, nx.Graph[str]]]:
    base = actor_network(mentions)
    yield "base", "paragraph", base
    yield "window", "sentence", actor_network(mentions, "sentence")
    if any(p.kind == "commitment" for p in mentions.passages):
        yield "window", "commitment", actor_network(mentions, "commitment")
    for minimum in (2, 3):
        yield "minimum", str(minimum), actor_network(mentions, minimum=minimum)
    yield "aliases", "states", actor_network(_as_states(mentions, gazetteer))
    yield "aliases", "full names", actor_network(_full_names(mentions, gazetteer))
    for id in sorted({id for _, _, ids in base.edges(data="passages") for id in ids}):
        rest = tuple(p for p in mentions.passages if p.id != id)
        table = mentions.table[mentions.table["passage"] != id].reset_index(drop=True)
        yield "left out", id, actor_network(Mentions(rest, table))


def _as_states(mentions: Mentions, gazetteer: pd.DataFrame) -> Mentions:
    owners = dict(zip(gazetteer["id"], gazetteer["belongs_to"], strict=True))
    types = dict(zip(gazetteer["id"], gazetteer["type"], strict=True))

    def state(id: str) -> str:
        seen: set[str] = set()
        while id and types.get(id) != "state" and id not in seen:
            seen.add(id)
            id = owners.get(id, "")
        return id if types.get(id) == "state" else ""

    actors = mentions.select(ACTORS)
    table = actors.table.copy()
    states = [state(id) for id in table["id"]]
    table["type"] = ["state" if s else t for t, s in zip(table["type"], states, strict=True)]
    table["id"] = [s or id for id, s in zip(table["id"], states, strict=True)]
    return Mentions(actors.passages, table)


def _full_names(mentions: Mentions, gazetteer: pd.DataFrame) -> Mentions:
    names = dict(zip(gazetteer["id"], gazetteer["name"], strict=True))
    keep = [
        m.surface == names.get(m.id, m.surface) or m.surface.replace(".", "").isupper()
        for m in mentions.rows()
    ]
    chosen = mentions.table[np.array(keep, dtype=bool)].reset_index(drop=True)
    return Mentions(mentions.passages, chosen)


def _curveball(rows: list[set[int]], seed: int) -> Iterator[list[set[int]]]:
    """Yield the rows again and again, after trades that keep all row and column sums."""
    rng = random.Random(seed)
    rows = [set(row) for row in rows]
    while True:
        for _ in range(_TRADES * len(rows) if len(rows) > 1 else 0):
            first, second = rng.sample(rows, 2)
            only_first, only_second = sorted(first - second), sorted(second - first)
            if only_first and only_second:
                pool = only_first + only_second
                rng.shuffle(pool)
                first.difference_update(only_first)
                first.update(pool[: len(only_first)])
                second.difference_update(only_second)
                second.update(pool[len(only_first) :])
        yield rows


def _together(rows: list[set[int]], actors: int) -> NDArray[np.int64]:
    """Return the matrix of how many rows each two actors share."""
    incidence = np.zeros((len(rows), actors), np.int64)
    for n, row in enumerate(rows):
        incidence[n, list(row)] = 1
    shared: NDArray[np.int64] = incidence.T @ incidence
    np.fill_diagonal(shared, 0)
    return shared


def _measures(together: NDArray[np.int64], minimum: int) -> dict[str, float]:
    joined = (together >= minimum).astype(np.int64)
    degree = joined.sum(axis=0)
    triples = int((degree * (degree - 1)).sum())
    closed = int(np.einsum("ij,ji->", joined @ joined, joined))
    return {
        "edges": int(joined.sum()) // 2,
        "transitivity": closed / triples if triples else 0.0,
        "largest": max(map(len, nx.connected_components(nx.from_numpy_array(joined))), default=0),
    }


def _compared(observed: NDArray[Any], shuffled: NDArray[np.float64]) -> pd.DataFrame:
    import pandas as pd

    n = len(shuffled)
    mean, sd = shuffled.mean(axis=0), shuffled.std(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sd > 1e-12, (observed - mean) / sd, np.nan)
    return pd.DataFrame(
        {
            "observed": observed,
            "mean": mean,
            "sd": sd,
            "z": z,
            "p_more": (1 + (shuffled >= observed).sum(axis=0)) / (1 + n),
            "p_less": (1 + (shuffled <= observed).sum(axis=0)) / (1 + n),
        }
    )
