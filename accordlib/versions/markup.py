"""What differs between two texts, marked in HTML so that it can be seen, and heard, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accordlib.versions.edits import Edit

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
                _mark(f"[{sign}{note}{words}{sign}]", tag, small=not _has_word(words)),
                after,
            ]
            after_mark = not after
    return "".join(parts)


def _mark(text: str, tag: str, *, small: bool) -> str:
    """Return a mark whose signs are not torn from its first and last word at the end of a line."""
    first, *rest = text.split(" ")
    if not rest:
        whole = _TOGETHER.format(f"<{tag}>{escape(text)}</{tag}>")
    else:
        *middle, last = rest
        inner = [_TOGETHER.format(escape(first)), *map(escape, middle)]
        whole = f"<{tag}>{' '.join([*inner, _TOGETHER.format(escape(last))])}</{tag}>"
    return f"<small>{whole}</small>" if small else whole


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def enclosed(
    text: str,
    spans: Sequence[tuple[int, int]],
    before: str,
    after: str,
    shown: Callable[[str], str],
) -> str:
    """Return a text with something before and after each stretch of it."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [shown(text[end:start]), before, shown(text[start:stop]), after]
        end = stop
    return "".join([*pieces, shown(text[end:])])
