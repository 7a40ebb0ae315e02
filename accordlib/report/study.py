"""One agreement from one end to the other: `study` gathers what the other functions return."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from accordlib.actors.finding import find_mentions
from accordlib.actors.gazetteer import candidate_names, expect_gazetteer, gazetteer_start
from accordlib.actors.measures import centralities, null_model, stability
from accordlib.actors.networks import Evidence, Window, actor_network, evidence
from accordlib.agreement.parsing import parse_agreement
from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, UnknownNameError, expect, expect_one_of, expect_words
from accordlib.figures.counts import plot_lengths, plot_term_frequencies
from accordlib.figures.networks import plot_network, plot_stability
from accordlib.figures.picture import Picture
from accordlib.figures.places import plot_commitments, plot_dispersion
from accordlib.promises.coding import code_commitments
from accordlib.report.folder import save
from accordlib.report.page import page
from accordlib.report.results import Results
from accordlib.report.tables import evidence_table, passage_table, structure_tables, text_table
from accordlib.report.wording import methods_paragraph
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage
from accordlib.words.frequencies import dispersion, term_frequencies
from accordlib.words.token_rule import fold, stopwords
from accordlib.words.tokens import Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

    from accordlib.actors.mentions import Mentions

RESAMPLES, SHUFFLES, SEED = 200, 1000, 0
_DRAWN = 6
_Value = TypeVar("_Value")


class Study(Results):
    """What `study` found in one document.

    Attributes
    ----------
    document : Document
        What was studied.
    agreement : Agreement or None
        Its parts; None where `parse_agreement` does not understand the layout.
    passages : tuple of Passage
        What was counted and searched: the parts of the agreement, else the paragraphs.
    parameters : Mapping of str to str
        Every choice that the results depend on, and the identity of the text.
    tables : Mapping of str to DataFrame
        By name: ``text`` (what was studied), ``parts``, ``recognised`` and ``passages``
        (structure), ``terms``, ``terms_by_part``, ``dispersion``, ``promises``; with a gazetteer
        ``mentions``, ``unmentioned`` (its rows that were found nowhere), ``centralities``,
        ``edges``, ``evidence`` and ``stability``; ``candidates`` and ``gazetteer_start``.
    pictures : Mapping of str to Picture
        By name: ``lengths``, ``terms``, ``dispersion``, ``network``, ``stability``, ``promises``.
    evidence : Mapping of (str, str) to Evidence
        For each two actors that are joined, the passages on which that stands, most of them first.
    notes : tuple of str
        What could not be made, and why.
    """

    @property
    def methods(self) -> str:
        """A paragraph for a paper that says how the results were made."""
        return methods_paragraph(self)

    def html(self) -> str:
        """Return the report as one page that needs no other file."""
        return page(self)

    def save(self, folder: str | Path) -> Path:
        """Write the report and its tables into a folder.

        A full disk or an interruption leaves nothing behind.

        Parameters
        ----------
        folder : str or Path
            A new or empty folder, or an earlier report in which nothing was added or changed.

        Returns
        -------
        Path
            The page, ``report.html``.

        Raises
        ------
        AccordError
            If the folder holds anything else, or cannot be written.
        """
        return save(self, folder)


def study(
    document: Document,
    gazetteer: pd.DataFrame | None = None,
    *,
    within: Window = "sentence",
    stop: Collection[str] | None = None,
) -> Study:
    """Run structure, terms, actors, network and promises on one agreement.

    It does nothing that the functions under See Also and the plots do not do. What one of them
    refuses is left out, and `Study.notes` says why. Where the layout is not understood, the
    paragraphs take the place of the agreement's parts, and there are no promises.

    Parameters
    ----------
    document : Document
        The agreement, for example from ``Document.from_file``.
    gazetteer : DataFrame, optional
        From `load_gazetteer`. Without it there are no mentions and no network, but
        ``tables["candidates"]`` lists what such a list could begin with.
    within : {"sentence", "commitment", "paragraph"}
        In which window two actors have to be mentioned to be joined.
    stop : collection of str, optional
        Words to leave out of the tables of terms, though not of their denominators. By default
        `stopwords`.

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
    made = _Making(document, frozenset(map(fold, left_out)), within)
    made.structure()
    made.terms()
    made.actors(gazetteer)
    made.promises()
    found = (made.agreement, made.passages, made.parameters(gazetteer))
    return Study(document, *found, made.tables, made.pictures, made.evidence, tuple(made.notes))


class _Named(dict[Any, _Value]):
    """What a study holds by name; another name is an error that lists those there are."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, name: object) -> _Value:
        if isinstance(name, tuple) and name[::-1] in self:
            return self[name[::-1]]
        known = ", ".join(map(str, self)) or "none"
        raise UnknownNameError(f"No {self.kind} {name!r} in this study. There is: {known}.")


class _Making:
    """A study while it is being made."""

    def __init__(self, document: Document, stop: frozenset[str], within: Window) -> None:
        self.document = document
        self.stop = stop
        self.within: Window = within
        self.tables: dict[str, pd.DataFrame] = _Named("table")
        self.pictures: dict[str, Picture] = _Named("picture")
        self.evidence: dict[tuple[str, str], Evidence] = _Named("line between")
        self.notes: list[str] = []
        self.agreement: Agreement | None = None
        self.passages: tuple[Passage, ...] = document.paragraphs
        try:
            self.agreement = parse_agreement(document)
            self.passages = self.agreement.passages
        except AccordError as error:
            if document.pillar_labels:
                raise
            self.notes.append(f"promises and parts: {error}")
        self.tokens: Tokens = tokenize(self.passages)
        if not len(self.tokens):
            raise AccordError(f"{document.id!r} has no words, so there is nothing to study.")

    def add(self, into: dict[str, _Value], name: str, make: Callable[[], _Value]) -> None:
        """Add the table or the picture that a function returns, or a note with its error."""
        try:
            into[name] = make()
        except AccordError as error:
            self.notes.append(f"{name}: {error}")

    def structure(self) -> None:
        """Say what the text is and which parts it has."""
        self.tables["text"] = text_table(self.document, self.agreement, self.tokens)
        if self.agreement is not None:
            self.tables |= structure_tables(self.agreement)
            commitments = self.agreement.commitments
            self.add(self.pictures, "lengths", lambda: plot_lengths(tokenize(commitments)))
        self.tables["passages"] = passage_table(self.tokens)

    def terms(self) -> None:
        """Count the words, in all and part by part."""
        kept = self.tokens.filter(words=lambda word: word not in self.stop)
        self.tables["terms"] = term_frequencies(kept)
        if self.agreement is not None:
            self.tables["terms_by_part"] = term_frequencies(kept, by="pillar")
        self.add(self.tables, "dispersion", lambda: dispersion(kept))
        self.add(self.pictures, "terms", lambda: plot_term_frequencies(self.tables["terms"]))
        words = self.tables["terms"]["term"].head(_DRAWN).tolist()
        self.add(self.pictures, "dispersion", lambda: plot_dispersion(self.tokens, words))

    def actors(self, gazetteer: pd.DataFrame | None) -> None:
        """Find who is mentioned and join them; offer names that nobody has listed."""
        mentions = None if gazetteer is None else find_mentions(self.passages, gazetteer)
        self.tables["candidates"] = candidate_names(self.passages, mentions)
        self.tables["gazetteer_start"] = gazetteer_start(self.tables["candidates"])
        if gazetteer is None or mentions is None:
            note = "The table of candidates lists what one could begin with."
            self.notes.append(f"actors and network: no gazetteer was given. {note}")
            return
        self.tables["mentions"] = mentions.table
        unseen = ~gazetteer["id"].isin(mentions.table["id"])
        self.tables["unmentioned"] = gazetteer[unseen].reset_index(drop=True)
        self.network(mentions)
        if len(self.tables.get("centralities", ())):
            ranks = partial(stability, mentions, gazetteer, within=self.within)
            self.add(self.tables, "stability", ranks)
            self.add(self.pictures, "stability", lambda: plot_stability(self.tables["stability"]))

    def network(self, mentions: Mentions) -> None:
        """Join the actors, with evidence, intervals and a null model."""
        graph = actor_network(mentions, self.within)
        self.add(self.tables, "centralities", lambda: centralities(graph, RESAMPLES, SEED))
        self.add(self.tables, "edges", lambda: null_model(graph, SHUFFLES, SEED).edges)
        pairs = sorted(graph.edges(data="weight"), key=lambda edge: (-edge[2], edge[:2]))
        self.evidence.update({(a, b): evidence(graph, a, b) for a, b, _ in pairs})
        self.tables["evidence"] = evidence_table(self.evidence)
        self.add(self.pictures, "network", lambda: plot_network(graph, SEED))

    def promises(self) -> None:
        """Code the commitments."""
        if (agreement := self.agreement) is not None:
            self.add(self.tables, "promises", lambda: code_commitments(agreement))
            self.add(self.pictures, "promises", lambda: plot_commitments(self.tables["promises"]))

    def parameters(self, gazetteer: pd.DataFrame | None) -> dict[str, str]:
        """Say on which choices the results rest."""
        from accordlib import __version__

        digest = hashlib.sha256(self.document.text.encode("utf-8", "surrogatepass")).hexdigest()
        return {
            "document": self.document.id,
            "SHA-256 of the text in UTF-8": digest,
            "accordlib": __version__,
            "passages": "paragraphs" if self.agreement is None else "parts of the agreement",
            "stop list": f"{len(self.stop)} words",
            "gazetteer": "none" if gazetteer is None else f"{len(gazetteer):,} entities",
            "window of the network": self.within,
            "bootstrap resamples": str(RESAMPLES),
            "shuffles of the null model": str(SHUFFLES),
            "seed": str(SEED),
        }
