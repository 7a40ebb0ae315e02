"""`read`: a text with its parts, its names and a search box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accordlib.actors.finding import find_mentions
from accordlib.actors.gazetteer import load_gazetteer
from accordlib.actors.mentions import WHERE_MENTIONS, Mentions
from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, counted, expect
from accordlib.texts.documents import Document
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.views.view import View, plot_few_lengths
from accordlib.words.tokens import Tokens, tokenize


def read(
    passages: Passage | Iterable[Passage] | HasPassages, mentions: Mentions | None = None
) -> View:
    """Show a text to read and to search: its parts in the margin, its names underlined by type.

    The search box takes a word, a phrase or a part of a word with ``*``, as `kwic` does, and finds
    the same lines. They are lit in the text, and are strokes beside it: whoever clicks one, or
    chooses it by the arrow keys, stands at its sentence.

    Parameters
    ----------
    passages : Passage, iterable of Passage, Document or Agreement
        The text.
    mentions : Mentions, optional
        The names to underline. By default those that `find_mentions` finds with `load_gazetteer`.

    Returns
    -------
    View
        Its words are the passages. If the words of a text cannot be told apart, as those of
        Chinese, it says so in place of the search box.

    Raises
    ------
    AccordError
        If there is no passage, or the mentions are of other passages.

    See Also
    --------
    kwic, find_mentions

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> read(agreement).words.splitlines()[0][-36:]
    '45 passages, 2,363 tokens, 95 names.'
    """
    chosen = passages_of(passages, "read()")
    if not chosen:
        raise AccordError("There is nothing to read: no passage was given.")
    found = find_mentions(chosen, load_gazetteer()) if mentions is None else mentions
    expect(found, Mentions, "mentions", WHERE_MENTIONS)
    names = _names_in(chosen, found)
    try:
        tokens, why = tokenize(chosen), ""
    except AccordError as error:
        tokens, why = None, str(error)
    parts = [_part_of_text(p, names[p.id]) for p in chosen]
    title = _title(passages, chosen)
    said = [counted(len(chosen), "passage")]
    if tokens is not None:
        for n, part in enumerate(parts):
            part["tokens"] = _packed(tokens, n)
        said.append(counted(tokens.total, "token"))
    said.append(counted(sum(map(len, names.values())), "name"))
    data = {
        "parts": parts,
        "names": found.table.attrs.get("names", {}),
        "vocabulary": tokens.vocabulary if tokens is not None else (),
        "unsearched": why,
    }
    words = "\n".join([f"{title}. {', '.join(said)}.", *map(repr, chosen)])
    return View("read", title, data, words, plot_few_lengths(chosen))


def _title(given: object, chosen: tuple[Passage, ...]) -> str:
    """Return the title of what is read, or the ids of its documents."""
    document = given.document if isinstance(given, Agreement) else given
    named = document.title.strip() if isinstance(document, Document) else ""
    return " ".join(named.split()) or ", ".join(dict.fromkeys(p.document for p in chosen))


def _names_in(chosen: tuple[Passage, ...], mentions: Mentions) -> dict[str, list[Any]]:
    """Return for each passage where names stand in it, with their types and ids."""
    begins, names = {p.id: p.start for p in chosen}, {p.id: list[Any]() for p in chosen}
    for m in mentions.rows():
        if m.passage in begins:
            at = begins[m.passage]
            names[m.passage].append([m.start - at, m.end - at, m.type, m.id])
    if len(mentions) and not any(names.values()):
        raise AccordError(
            "The mentions are of other passages than those to read. "
            "Give find_mentions(passages, gazetteer) of the same ones."
        )
    return names


def _part_of_text(p: Passage, names: list[Any]) -> dict[str, Any]:
    ends = [[s.start - p.start, s.end - p.start] for s in sentences(p)]
    facts = {"id": p.id, "label": p.label or p.id, "kind": p.kind, "pillar": p.pillar}
    return facts | {"language": p.language, "text": p.text, "sentences": ends, "names": names}


def _packed(tokens: Tokens, number: int) -> list[int]:
    """Return the tokens of a passage as numbers, most of them only the place of their type.

    Before a token that does not begin one character after the last one, or is not as long as its
    type, stand -1 and how many characters lie between, and how long it is.
    """
    first, last = tokens.bounds[number : number + 2].tolist()
    packed, at = list[int](), tokens.passages[number].start - 1
    columns = (column[first:last].tolist() for column in (tokens.ids, tokens.starts, tokens.ends))
    for id, start, end in zip(*columns, strict=True):
        if start != at + 1 or end - start != len(tokens.vocabulary[id]):
            packed += [-1, start - at, end - start]
        packed.append(id)
        at = end
    return packed
