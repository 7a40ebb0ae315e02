"""What differs between two texts, marked in HTML so that it can be seen, and heard, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

_SIDES = (("original", "-", "del", "deleted"), ("rewrite", "+", "ins", "inserted"))
_HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"
_TOGETHER = '<span style="white-space:nowrap">{}</span>'


def marked_html(operations: Iterable[Edit], *, old: bool = True, new: bool = True) -> str:
    """Return one text or both as HTML, with what differs between ``[- -]`` and ``[+ +]``.

    A mark keeps together with the word at its side, has a blank before a mark that follows at
    once, and is small where it holds no letter or digit. White space around what differs stands
    outside the mark, and a difference of white space alone is not marked. A screen reader says
    ``deleted`` or ``inserted``.
    """
    parts: list[str] = []
    after_mark = False
    for e in operations:
        if e.operation == "equal":
            parts.append(escape(e.original if old else e.rewrite))
            after_mark = False
            continue
        for side, sign, tag, said in _SIDES:
            text = getattr(e, side)
            if not text or not (old if side == "original" else new):
                continue
            words = text.strip()
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            if not words:
                parts.append(text)
                continue
            note = f"moved {e.move}: " if e.move else ""
            parts += [
                before or " " * after_mark,
                f'<span style="{_HIDDEN}">{said}: </span>',
                _mark(f"[{sign}{note}{words}{sign}]", tag, small=not any(map(str.isalnum, words))),
                after,
            ]
            after_mark = not after
    return "".join(parts)


def _mark(text: str, tag: str, *, small: bool) -> str:
    """Return a mark whose signs are not torn from its first and last word at the end of a line."""
    first, *rest = map(escape, text.split(" "))
    if rest:
        *middle, last = rest
        inner = " ".join([_TOGETHER.format(first), *middle, _TOGETHER.format(last)])
        whole = f"<{tag}>{inner}</{tag}>"
    else:
        whole = _TOGETHER.format(f"<{tag}>{first}</{tag}>")
    return f"<small>{whole}</small>" if small else whole


class Edit(NamedTuple):
    """One operation of an edit script; a row of `Edits.table`.

    Attributes
    ----------
    operation : str
        ``equal``, ``delete``, ``insert``, ``replace`` or ``moved``.
    original, rewrite : str
        The text on either side, white space included; empty where there is none.
    original_start, original_end, rewrite_start, rewrite_end : int
        Character offsets in the two texts.
    move : int
        0, or a number that the two ends of a move share.
    """

    operation: str
    original: str
    rewrite: str
    original_start: int
    original_end: int
    rewrite_start: int
    rewrite_end: int
    move: int = 0


def marked(operations: Sequence[Edit], *, old: bool = True, new: bool = True) -> str:
    """Return one text or both with ``[-deleted-]`` and ``[+inserted+]`` words."""
    parts = []
    for e in operations:
        if e.operation == "equal":
            parts.append(e.original)
            continue
        note = f"moved {e.move}:" if e.move else ""
        for wanted, text, sign in ((old, e.original, "-"), (new, e.rewrite, "+")):
            if wanted and text:
                blank = " " * bool(note and not text[0].isspace())
                parts.append(f"[{sign}{note}{blank}{text}{sign}]")
    return "".join(parts)
