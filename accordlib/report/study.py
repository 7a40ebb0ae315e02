"""One agreement from one end to the other: `study` gathers what the other functions return."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, get_args

import networkx as nx
import pandas as pd

from accordlib.actors.chance import null_model
from accordlib.actors.finding import find_mentions
from accordlib.actors.gazetteer import candidate_names, expect_gazetteer, gazetteer_start
from accordlib.actors.measures import centralities, stability
from accordlib.actors.mentions import Mentions
from accordlib.actors.networks import Evidence, Window, actor_network, evidence_of
from accordlib.agreement.parsing import parse_agreement
from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, counted, expect, expect_one_of, expect_words, named
from accordlib.figures.counts import plot_lengths, plot_term_frequencies
from accordlib.figures.networks import plot_network, plot_stability
from accordlib.figures.picture import Picture
from accordlib.figures.places import plot_commitments, plot_dispersion
from accordlib.promises.coding import code_commitments
from accordlib.report.results import Study, with_words
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage, unknown_name
from accordlib.texts.scripts import is_unspaced
from accordlib.words.frequencies import dispersion, term_frequencies
from accordlib.words.segmentation import divided_by
from accordlib.words.token_rule import fold, stopwords
from accordlib.words.tokens import Tokens, tokenize

RESAMPLES, SHUFFLES, SEED = 200, 1000, 0
_DRAWN, _LONGEST_TITLE = 6, 250
_NOT_CODED = 0.2  # a share above which strengths are not to be compared
_Value = TypeVar("_Value")


def study(
    document: Document,
    gazetteer: pd.DataFrame | None = None,
    *,
    within: Window = "paragraph",
    stop: Collection[str] | None = None,
    overrides: Mapping[int, str] | None = None,
    progress: Callable[[str], object] | None = None,
) -> Study:
    """Run structure, terms, actors, network and promises on one agreement.

    It does nothing that the functions under See Also and the plots do not do. What one of them
    refuses is left out, and `Study.notes` says why. Where the layout is not understood, the
    paragraphs take the place of the agreement's parts, and there are no promises. Passages whose
    words cannot be told, as those of Chinese, have no length and are left out of what is counted.

    Parameters
    ----------
    document : Document
        The agreement, for example from ``Document.from_file``.
    gazetteer : DataFrame, optional
        From `load_gazetteer`. Without it there are no mentions and no network, but
        ``tables["candidates"]`` lists what such a list could begin with.
    within : {"paragraph", "commitment", "sentence"}
        In which window two actors have to be mentioned to be joined, as in `actor_network`.
    stop : collection of str, optional
        Words to leave out of the tables of terms, though not of their denominators. By default
        `stopwords`.
    overrides : Mapping[int, str], optional
        What lines are that the parser reads wrongly, as `parse_agreement` takes it.
    progress : callable, optional
        It is called with the name of each step before the step is taken; ``print``, for example.

    Returns
    -------
    Study

    Raises
    ------
    AccordError
        If something else than a document is given, it has no words, its ``pillar_labels`` do not
        fit its parts, there is no such window, or the gazetteer is not one.

    See Also
    --------
    parse_agreement, tokenize, term_frequencies, dispersion, find_mentions, actor_network
    centralities, null_model, stability, evidence, code_commitments, candidate_names

    Examples
    --------
    >>> made = study(load_corpus()["accord"])
    >>> made.tables["parts"][["part", "commitments"]].values.tolist()
    [['D', 9], ['E', 11], ['G', 9]]
    >>> list(made.pictures)
    ['lengths', 'terms', 'dispersion', 'promises']
    """
    expect(document, Document, "study()", "Give Document.from_file('my-agreement.txt').")
    expect_one_of(within, get_args(Window), "within")
    if gazetteer is not None:
        expect_gazetteer(gazetteer, "study()")
    left_out = expect_words(stopwords() if stop is None else stop, "stop words")
    say = progress if progress is not None else (lambda step: None)
    if not callable(say) or isinstance(say, type):
        raise AccordError(f"progress is {named(progress)}; give a function, such as print.")
    made = _Making(document, frozenset(map(fold, left_out)), within, overrides, say)
    made.structure()
    made.terms()
    made.actors(gazetteer)
    made.promises(gazetteer)
    found = (made.agreement, made.passages, made.parameters(gazetteer))
    shown = (made.tables, made.pictures)
    return Study(document, *found, *shown, made.evidence, tuple(made.notes), made.graph)


class _Named(dict[Any, _Value]):
    """What a study holds by name; another name is an error that lists those there are."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, name: object) -> _Value:
        if isinstance(name, tuple) and name[::-1] in self:
            return self[name[::-1]]
        raise unknown_name(self.kind, name, map(str, self), "this study")


def _to_check(coded: pd.DataFrame, agreement: Agreement) -> pd.DataFrame:
    """Return concrete steps, what may be one, and what was not coded, with their words."""
    named = coded["precision"].isin(["act or thing", "quantity or date"])
    why = {
        "a concrete step": coded["strength"].ge(4).fillna(False),
        "not coded": coded["kind"] == "not coded",
        "perhaps a concrete step": named & coded["strength"].eq(3).fillna(False),
    }
    rows = [coded[found].assign(why=name) for name, found in why.items()]
    columns = ["commitment", "on_page", "why", "strength", "because", "text"]
    return with_words(pd.concat(rows), agreement)[columns].reset_index(drop=True)


@dataclass
class _Making:
    """A study while it is being made."""

    document: Document
    stop: frozenset[str]
    within: Window
    overrides: Mapping[int, str] | None
    say: Callable[[str], object]

    def __post_init__(self) -> None:
        self.tables: dict[str, pd.DataFrame] = _Named("table")
        self.pictures: dict[str, Picture] = _Named("picture")
        self.evidence: dict[tuple[str, str], Evidence] = _Named("line between")
        self.notes: list[str] = []
        self.graph: nx.Graph[str] | None = None
        self.agreement: Agreement | None = None
        self.passages: tuple[Passage, ...] = self.document.paragraphs
        self.say("parts")
        try:
            self.agreement = parse_agreement(self.document, self.overrides)
            self.passages = self.agreement.passages
        except AccordError as error:
            if self.document.pillar_labels or self.overrides is not None:
                raise
            self.notes.append(f"promises and parts: {error}")
        divided = list(zip(self.passages, divided_by(self.passages), strict=True))
        untold = [reason for _, reason in divided if isinstance(reason, str)]
        self.tokens: Tokens = tokenize([p for p, by in divided if not isinstance(by, str)])
        self.sizes = dict(zip((p.id for p in self.tokens.passages), self.tokens.sizes, strict=True))
        if untold:
            without = f"{len(untold)} of {counted(len(divided), 'passage')}"
            self.notes.append(f"lengths and terms of {without}: {untold[0]}")
        elif not len(self.tokens):
            raise AccordError(f"{self.document.id!r} has no words, so there is nothing to study.")

    def add(self, into: dict[str, _Value], name: str, make: Callable[[], _Value]) -> None:
        """Add the table or the picture that a function returns, or a note with its error."""
        self.say(name if into is self.tables else f"picture of {name}")
        try:
            into[name] = make()
        except AccordError as error:
            self.notes.append(f"{name}: {error}")

    def structure(self) -> None:
        """Say what the text is and which parts it has."""
        document, tokens = self.document, self.tokens
        whole, blanks = self.length(self.passages), not is_unspaced(document.text)
        row = {
            "id": document.id,
            "title": document.title or self.title(),
            "date": document.date,
            "kind": document.kind,
            "words": len(document.text.split()) if blanks else whole,
            "tokens": tokens.total if self.sizes else None,
            "types": len(tokens.types) if self.sizes else None,
            "passages": len(self.passages),
        }
        whole_numbers = dict.fromkeys(("words", "tokens", "types"), "Int64")
        self.tables["text"] = pd.DataFrame([row]).astype(whole_numbers)
        if document.repairs:
            self.tables["repairs"] = pd.DataFrame(document.repairs)
        if self.agreement is not None:
            parts = [
                (p.label, p.title.text if p.title else "", p.commitments)
                for p in self.agreement.pillars
            ]
            self.tables["parts"] = pd.DataFrame(
                [(label, title, len(own), self.length(own)) for label, title, own in parts],
                columns=["part", "title", "commitments", "tokens"],
            ).astype({"tokens": "Int64"})
            self.tables["recognised"] = self.agreement.report()
            commitments = tokens.filter(passages=lambda p: p.kind == "commitment")
            if commitments.passages:
                self.add(self.pictures, "lengths", lambda: plot_lengths(commitments))
        rows = [
            (p.id, p.kind, p.pillar, self.length([p]), p.start, p.end, p.text)
            for p in self.passages
        ]
        columns = ["passage", "kind", "part", "tokens", "start", "end", "text"]
        self.tables["passages"] = pd.DataFrame(rows, columns=columns).astype({"tokens": "Int64"})

    def length(self, passages: Iterable[Passage]) -> int | None:
        """Return how many tokens passages have; None if the words of one cannot be told."""
        sizes = [self.sizes.get(p.id) for p in passages]
        return None if None in sizes else int(sum(filter(None, sizes)))

    def title(self) -> str:
        """Return what stands where a title should be, or the id if that is running text."""
        first = (self.agreement and self.agreement.title) or self.passages[0]
        text = " ".join(first.text.split())
        is_title = len(text) <= _LONGEST_TITLE and not text.endswith(".")
        return text if is_title else self.document.id

    def terms(self) -> None:
        """Count the words, in all and part by part."""
        if not self.sizes:
            return
        kept = self.tokens.filter(words=lambda word: word not in self.stop)
        if len(kept) == len(self.tokens) and is_unspaced(self.document.text):
            self.notes.append("stop words: the list has none of this text; give some as `stop`.")
        self.say("terms")
        self.tables["terms"] = term_frequencies(kept)
        if self.agreement is not None:
            self.tables["terms_by_part"] = term_frequencies(kept, by="pillar")
        self.add(self.tables, "dispersion", lambda: dispersion(kept))
        self.add(self.pictures, "terms", lambda: plot_term_frequencies(self.tables["terms"]))
        words = self.tables["terms"]["term"].head(_DRAWN).tolist()
        self.add(self.pictures, "dispersion", lambda: plot_dispersion(self.tokens, words))

    def actors(self, gazetteer: pd.DataFrame | None) -> None:
        """Find who is mentioned and join them; offer names that nobody has listed."""
        self.say("mentions and candidates")
        mentions, missing = None, "no gazetteer was given."
        try:
            mentions = None if gazetteer is None else find_mentions(self.passages, gazetteer)
        except AccordError as error:
            if len(self.sizes) == len(self.passages):
                raise
            missing = str(error)
        self.add(self.tables, "candidates", lambda: candidate_names(self.passages, mentions))
        if "candidates" in self.tables:
            self.tables["gazetteer_start"] = gazetteer_start(self.tables["candidates"])
            missing += " The table of candidates lists what one could begin with."
        if gazetteer is None or mentions is None:
            self.notes.append(f"actors and network: {missing}")
            return
        self.tables["mentions"] = mentions.table
        ids, surfaces = set(mentions.table["id"]), set(mentions.table["surface"])
        rows = zip(*(gazetteer[c] for c in ("id", "name", "aliases", "acts_for")), strict=True)
        unseen = [  # what acts for a state is mentioned as that
            id not in ids and not (state in ids and surfaces & {name, *aliases.split("|")})
            for id, name, aliases, state in rows
        ]
        self.tables["unmentioned"] = gazetteer[unseen].reset_index(drop=True)
        self.network(mentions)
        if len(self.tables.get("centralities", ())):
            ranks = partial(stability, mentions, gazetteer, within=self.within)
            self.add(self.tables, "stability", ranks)
            self.add(self.pictures, "stability", lambda: plot_stability(self.tables["stability"]))

    def network(self, mentions: Mentions) -> None:
        """Join the actors, with evidence, intervals and a null model."""
        graph = self.graph = actor_network(mentions, self.within)
        self.add(self.tables, "centralities", lambda: centralities(graph, RESAMPLES, SEED))
        self.add(self.tables, "edges", lambda: null_model(graph, SHUFFLES, SEED).edges)
        pairs = sorted(graph.edges(data="weight"), key=lambda edge: (-edge[2], edge[:2]))
        self.say("evidence")
        joined = [edge[:2] for edge in pairs]
        self.evidence.update(zip(joined, evidence_of(graph, joined), strict=True))
        rows = [(*pair, p.id, p.text) for pair, e in self.evidence.items() for p in e.passages]
        self.tables["evidence"] = pd.DataFrame(rows, columns=["a", "b", "passage", "text"])
        self.add(self.pictures, "network", lambda: plot_network(graph, SEED))

    def promises(self, gazetteer: pd.DataFrame | None) -> None:
        """Code the commitments, and list what a reader should check first."""
        if (agreement := self.agreement) is None:
            return
        front = [*filter(None, [agreement.title]), *agreement.preamble, *agreement.signatories]
        parties = list[str]()
        if gazetteer is not None and (found := self.tables.get("mentions")) is not None:
            named_there = found["id"][found["passage"].isin([p.id for p in front])]
            known = gazetteer[gazetteer["id"].isin(named_there)]
            names = (known["name"] + "|" + known["aliases"]).str.cat(sep="|").split("|")
            parties = list(filter(None, map(str.strip, names)))
        self.add(self.tables, "promises", lambda: code_commitments(agreement, parties))
        coded = self.tables.get("promises")
        if coded is None or coded.empty:
            return
        self.tables["to_check"] = _to_check(coded, agreement)
        lost = (coded["kind"] == "not coded").mean()
        if lost > _NOT_CODED:
            self.notes.append(
                f"promises: {lost:.0%} of the commitments are not coded, so their strengths say "
                "little about the whole and should not be compared with those of another text."
            )
        self.add(self.pictures, "promises", lambda: plot_commitments(coded))

    def parameters(self, gazetteer: pd.DataFrame | None) -> dict[str, str]:
        """Say on which choices the results rest."""
        from accordlib import __version__

        digest = hashlib.sha256(self.document.text.encode("utf-8", "surrogatepass")).hexdigest()
        found = self.document.inferred.get("encoding")
        encoding = {"encoding of the file": f"{found['value']}, {found['reason']}"} if found else {}
        return {
            "document": self.document.id,
            **encoding,
            "SHA-256 of the text in UTF-8": digest,
            "accordlib": __version__,
            "passages": "paragraphs" if self.agreement is None else "parts of the agreement",
            "stop list": counted(len(self.stop), "word"),
            "gazetteer": "none" if gazetteer is None else f"{len(gazetteer):,} entities",
            "window of the network": self.within,
            "bootstrap resamples": str(RESAMPLES),
            "shuffles of the null model": str(SHUFFLES),
            "seed": str(SEED),
        }
