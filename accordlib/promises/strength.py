"""How strong a promise is: commitments coded by rule, and how far two coders agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from accordlib.agreement.parts import Agreement, Commitment
from accordlib.errors import AccordError
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

STANCE = frozenset("recognise value welcome appreciate note share".split())
RENEWING = frozenset("reaffirm affirm maintain continue uphold reiterate".split())
CREATING = frozenset("launch establish create introduce conclude found adopt develop".split())

_ADVERB = r"(?:further|also|better|\w+ly)"
_WE_WILL = re.compile(rf"\b(?:we|the UK and Japan) will (?:{_ADVERB} )*(?P<verb>[a-z-]+)", re.I)
_OPENING = re.compile(rf"(?:{_ADVERB} )*(?P<verb>[a-z-]+)", re.I)
_COMPLETED = (
    r"(?:commit to (?:\w+ly )?|continue to |work (?:closely |collectively )?together (?:\w+ )?to |"
    r"explore options to (?:\w+ )?|cooperate to )"
)
_COMPLETION = re.compile(rf"\b{_COMPLETED}(?P<verb>[a-z-]+)", re.I)
_NOUN = (
    "Dialogue|Partnership|Arrangement|Agreement|Memorandum|Programme|Treaty|Framework|Initiative|"
    "dialogue|partnership|arrangement|agreement|memorandum|programme|framework|initiative"
)
_THING = (
    rf"(?:an?|the) (?:(?!(?:to|that|which|will|and|including)\b)[\w(–)’-]+,? (?:and )?){{0,14}}?"
    rf"(?:{_NOUN})\b(?: (?:of|for) [A-Z]\w+)*(?: \([^)]*\))?"
)
_CREATED = re.compile(
    rf"\b(?:{'|'.join(sorted(CREATING))})(?:,[^,]*,)? (?P<thing>{_THING})", re.IGNORECASE
)
_NEW = re.compile(rf"(?P<thing>\ba new (?:[\w,-]+ (?:and )?){{0,6}}?(?:{_NOUN})\b)")
_THROUGH = re.compile(r"through (?P<thing>an? [A-Z]\w+ of [A-Z]\w+(?: \([A-Z]+\))?)")
_DEADLINE = re.compile(r"\bby (?:the end of (?:the|this|next) year|20\d\d)(?: at the latest)?")
_COLUMNS = "commitment opening operative strength novelty deadline deliverable because".split()


def code_commitments(agreement: Agreement) -> pd.DataFrame:
    """Code each commitment of an agreement by stated rules.

    - The *opening* verb is the first word that is not an adverb (``-ly``, ``further``, ``also``).
    - *Operative* verbs are the opening verb, the verb after ``we will``, and the infinitive that
      completes ``commit to``, ``continue to``, ``work together to``, ``explore options to`` or
      ``cooperate to``. Verbs joined to these by ``and`` are not found: that needs a parser.
    - *Strength*: 4 if something that does not exist yet is made: a verb of making (`CREATING`)
      with a dialogue, partnership, arrangement or the like for its object, ``a new ...`` of that
      kind, or ``through a Memorandum of ...``; 5 if the same sentence has a deadline. Otherwise 2
      if every operative verb is one of renewing (`RENEWING`) or completes ``continue to``, 1 if
      every one is one of stance (`STANCE`), and 3 in all other cases.
    - *Novelty*: ``new`` from strength 4 on, ``continuing`` if the opening verb renews, or ``both``;
      ``open`` where neither is said.
    - A *deadline* is ``by the end of the year`` or ``by`` a year.

    Commissives are the speech acts that bind the speaker to act (Searle 1976, Language in Society
    5); the scale is the project's own, see ``CODEBOOK-commitments.md``.

    Parameters
    ----------
    agreement : Agreement
        From `parse_agreement`.

    Returns
    -------
    DataFrame
        One row a commitment. Columns: ``commitment`` (label), ``opening``, ``operative`` (verbs
        separated by ``;``), ``strength`` (1 to 5), ``novelty``, ``deadline`` and ``deliverable``
        (words of the text, separated by ``;``, or empty), ``because`` (the words that led to the
        strength; at 5 the thing and its date, separated by ``;``; at 3, where no other rule
        applies, the first word that was read as a verb and is in none of the lists).

    Raises
    ------
    AccordError
        If something else than an agreement is given.
    """
    import pandas as pd

    if not isinstance(agreement, Agreement):
        raise AccordError(
            f"code_commitments() codes an Agreement, not {type(agreement).__name__}: give "
            "parse_agreement(corpus['accord'])."
        )
    return pd.DataFrame([_coded(c) for c in agreement.commitments], columns=_COLUMNS)


def _coded(commitment: Commitment) -> tuple[object, ...]:
    verbs = list(_operative(commitment))
    opening = verbs[0][0] if verbs else ""
    things, deadlines = [], []
    dated = ""
    for words in _unbroken(commitment):
        made = [m["thing"] for p in (_CREATED, _NEW, _THROUGH) if (m := p.search(words))]
        due = [m[0] for m in _DEADLINE.finditer(words)]
        things += made[:1]
        deadlines += due
        if made and due:
            dated = dated or f"{made[0]};{due[0]}"
    if things:
        strength, because = (5, dated) if dated else (4, things[0])
    elif verbs and all(verb in RENEWING or renews for verb, renews in verbs):
        strength, because = 2, opening
    elif verbs and all(verb in STANCE for verb, _ in verbs):
        strength, because = 1, opening
    else:
        rest = (v for v, renews in verbs if not renews and v not in RENEWING | STANCE)
        strength, because = 3, next(rest, opening)
    return (
        commitment.label,
        opening,
        ";".join(verb for verb, _ in verbs),
        strength,
        _novelty(bool(things), opening),
        ";".join(deadlines),
        ";".join(things),
        because,
    )


def _operative(commitment: Commitment) -> Iterator[tuple[str, bool]]:
    """Yield the operative verbs, each with whether it completes ``continue to``."""
    for n, words in enumerate(_unbroken(commitment)):
        matches = [*_WE_WILL.finditer(words), *_COMPLETION.finditer(words)]
        if n == 0 and (first := _OPENING.match(words)):
            matches.append(first)
        for match in sorted(matches, key=lambda m: m.start("verb")):
            continues = match[0].lower().startswith("continue to ")
            yield match["verb"].lower(), continues


def _unbroken(commitment: Commitment) -> Iterator[str]:
    """Yield the sentences, each on one line."""
    return (" ".join(sentence.text.split()) for sentence in sentences(commitment))


def _novelty(is_new: bool, opening: str) -> str:
    if is_new:
        return "both" if opening in RENEWING else "new"
    return "continuing" if opening in RENEWING else "open"
