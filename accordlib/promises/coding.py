"""How strong a promise is, by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.scripts import is_unspaced
from accordlib.texts.sentences import sentences

STANCE = frozenset("recognise value welcome appreciate note share".split())
RENEWING = frozenset("reaffirm affirm maintain continue uphold reiterate".split())
CREATING = frozenset("launch establish create introduce conclude found adopt develop".split())

_ADVERB = r"(?:further|also|better|\w+ly)"
_WE_WILL = re.compile(rf"\b(?:we|the UK and Japan) will (?:{_ADVERB} )*(?P<verb>[a-z-]+)", re.I)
_OPENING = re.compile(rf"(?:{_ADVERB} )*(?P<verb>[a-z-]+)", re.I)
_COMPLETION = re.compile(
    r"(?i)\b(?:commit to (?:\w+ly )?|continue to |explore options to (?:\w+ )?|cooperate to |"
    r"work (?:closely |collectively )?together (?:\w+ )?to )(?P<verb>[a-z-]+)"
)
_NOUNS = "Dialogue Partnership Arrangement Agreement Memorandum Programme Framework Initiative"
_NOUN = "|".join(["Treaty", *_NOUNS.split(), *_NOUNS.lower().split()])
_THING = (
    rf"(?:an?|the) (?:(?!(?:to|that|which|will|and|including)\b)[\w(–)'-]+,? (?:and )?){{0,14}}?"
    rf"(?:{_NOUN})\b(?: (?:of|for) [A-Z]\w+)*(?: \([^)]*\))?"
)
_CREATED = re.compile(rf"(?i)\b(?:{'|'.join(CREATING)})(?:,[^,]*,)? (?P<thing>{_THING})")
_NEW = re.compile(rf"(?P<thing>\ba new (?:[\w,-]+ (?:and )?){{0,6}}?(?:{_NOUN})\b)")
_THROUGH = re.compile(r"through (?P<thing>an? [A-Z]\w+ of [A-Z]\w+(?: \([A-Z]+\))?)")
_DEADLINE = re.compile(r"\bby (?:the end of (?:the|this|next) year|20\d\d)(?: at the latest)?")
CODES = "commitment opening operative strength novelty deadline deliverable because".split()


def code_commitments(agreement: Agreement | Passage | Iterable[Passage]) -> pd.DataFrame:
    """Code each commitment of an agreement by stated rules.

    Commissives bind the speaker to act [1]_; the scale is the project's own (see
    ``CODEBOOK-commitments.md``), and the rules stand in ``docs/methods.md``.

    Parameters
    ----------
    agreement : Agreement, Passage, or iterable of Passage
        Of an agreement its commitments are coded, else each passage.

    Returns
    -------
    DataFrame
        One row a commitment: ``commitment`` (label), ``opening`` (verb), ``operative`` (verbs,
        separated by ``;``), ``strength`` (1 stance, 2 renewing, 3 other acts, 4 something new,
        5 that with a date), ``novelty`` (``new``, ``continuing``, ``both``, ``open``), ``deadline``
        and ``deliverable`` (words of the text), ``because`` (what led to the strength).

    Raises
    ------
    AccordError
        If something else is given, such as a Document, whose paragraphs are no commitments; or if
        a commitment is in Japanese or another script without blanks: the verbs are English.

    See Also
    --------
    coder_reliability : Whether two codings agree.

    References
    ----------
    .. [1] Searle, J. R. (1976). https://doi.org/10.1017/S0047404500006837

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> code_commitments(agreement).head(2)[["commitment", "opening", "strength", "novelty"]]
      commitment   opening  strength novelty
    0         D1  maximise         3    open
    1         D2   realise         3    open
    """
    if isinstance(agreement, Document):
        raise AccordError(
            "code_commitments() codes an Agreement, not Document: give parse_agreement(document), "
            "or document.paragraphs to code every paragraph."
        )
    whole = agreement.commitments if isinstance(agreement, Agreement) else agreement
    commitments = passages_of(whole, "code_commitments()")
    if foreign := [c.id for c in commitments if is_unspaced(c.text)]:
        raise AccordError(
            f"The rules of code_commitments() know English verbs only, and {foreign[0]!r} is in "
            "another script. Code it by hand, with CODEBOOK-commitments.md, or code the English "
            "version and set the two beside each other with parallel_text()."
        )
    coded = map(_coded, commitments)
    return pd.DataFrame(coded, columns=CODES)


def _coded(commitment: Passage) -> tuple[object, ...]:
    lines = [folding.text for folding in fold_layout([s.text for s in sentences(commitment)])]
    verbs = list(_operative(lines))
    opening = verbs[0][0] if verbs else ""
    things, deadlines, dated = list[str](), list[str](), list[str]()
    for words in lines:
        made = [m["thing"] for p in (_CREATED, _NEW, _THROUGH) if (m := p.search(words))][:1]
        due = [m[0] for m in _DEADLINE.finditer(words)]
        things += made
        deadlines += due
        dated += [f"{thing};{due[0]}" for thing in made if due]
    if things:
        strength, because = (5, dated[0]) if dated else (4, things[0])
    elif verbs and all(verb in RENEWING or renews for verb, renews in verbs):
        strength, because = 2, opening
    elif verbs and all(verb in STANCE for verb, _ in verbs):
        strength, because = 1, opening
    else:
        rest = (v for v, renews in verbs if not renews and v not in RENEWING | STANCE)
        strength, because = 3, next(rest, opening)
    novelty = "new" if things else "open"
    if opening in RENEWING:
        novelty = "both" if things else "continuing"
    operative, due_by, made_of = map(";".join, ((verb for verb, _ in verbs), deadlines, things))
    return commitment.label, opening, operative, strength, novelty, due_by, made_of, because


def _operative(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the operative verbs, each with whether it completes ``continue to``."""
    for n, words in enumerate(lines):
        matches = [*_WE_WILL.finditer(words), *_COMPLETION.finditer(words)]
        if n == 0 and (first := _OPENING.match(words)):
            matches.append(first)
        for match in sorted(matches, key=lambda m: m.start("verb")):
            yield match["verb"].lower(), match[0].lower().startswith("continue to ")
