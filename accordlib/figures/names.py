"""What actors are called in a figure."""

from __future__ import annotations

from functools import cache

from accordlib.actors.gazetteer import abbreviates, load_gazetteer
from accordlib.tables import records

_LONG = 24  # characters; a longer name gives way to its abbreviation
_SPELT = 4  # letters; shorter ids of the gazetteer are abbreviations, such as uk
_SMALL = {"and", "at", "for", "in", "of", "on", "the", "to"}


def actor_name(id: str) -> str:
    """Return an actor's name as people write it; that of a node of a document is its label.

    The project's gazetteer has the names; other ids are made of the words of the text.
    """
    if ":" in id:
        return id.partition(":")[2]
    names = _gazetteer_names()
    if id in names or id != id.lower():
        return names.get(id, id)
    return " ".join(
        w if w in _SMALL else w.upper() if w in names and len(w) < _SPELT else w.capitalize()
        for w in id.split("-")
    )


@cache
def _gazetteer_names() -> dict[str, str]:
    return {r.id: _name_or_abbreviation(r.name, r.aliases) for r in records(load_gazetteer())}


def _name_or_abbreviation(name: str, aliases: str) -> str:
    found = (a.strip() for a in aliases.split("|"))
    capitals = (a for a in found if a.isalpha() and a.isupper() and abbreviates(a, name))
    return name if len(name) <= _LONG else next(capitals, name)
