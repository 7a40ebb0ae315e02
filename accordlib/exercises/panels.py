"""The panels in which exercises answer: HTML in a notebook, plain text in a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

# A symbol, and the colour of the bar at the left: contrast above 3 to 1 on white and on black.
# Words are in the colour of the page, whichever theme it has.
LOOKS = {
    "correct": ("✓", "#1b8a5a"),
    "not yet": ("→", "#c0650a"),
    "not attempted": ("○", "#7a7a7a"),
    "your code raised": ("!", "#d0393e"),
}
OTHER = ("•", "#3a7fbf")


@dataclass(frozen=True, repr=False)
class Panel:
    """A heading, some sentences, and perhaps lines of code, a list or a table."""

    state: str  # one of the four, or another heading
    text: str = ""  # words between backquotes are code
    name: str = ""  # of the task
    items: Sequence[str] | Mapping[str, str] = ()  # shown with numbers, or with their letters
    code: str = ""
    rows: Sequence[Sequence[str]] = ()  # the first is the head
    folds: Sequence[tuple[str, str, str]] = ()  # unfolds by a click: its name, text and code

    def __repr__(self) -> str:
        symbol = LOOKS.get(self.state, OTHER)[0]
        title = f"{symbol} {self.state}" + (f" · {self.name}" if self.name else "")
        parts = [title, self.text, *(f"{mark}. {item}" for mark, item in self._marked_items())]
        parts += [self.code, *_lines(self.rows)]
        return "\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        symbol, colour = LOOKS.get(self.state, OTHER)
        name = f" <code>{escape(self.name)}</code>" if self.name else ""
        head = (
            f'<p><strong><span aria-hidden="true">{symbol}</span> '
            f"{escape(self.state)}</strong>{name}</p>"
        )
        body = f"<p>{_marked(self.text)}</p>" if self.text else ""
        if self.items:
            items = "".join(f"<li>{_marked(item)}</li>" for _, item in self._marked_items())
            body += f'<ol type="{"a" if isinstance(self.items, Mapping) else 1}">{items}</ol>'
        if self.code:
            body += f"<pre>{escape(self.code)}</pre>"
        if self.rows:
            body += _rows_as_html(self.rows)
        for summary, text, code in self.folds:
            inside = f"<p>{_marked(text)}</p>" + (f"<pre>{escape(code)}</pre>" if code else "")
            body += f"<details><summary>{escape(summary)}</summary>{inside}</details>"
        style = f"border-left: 6px solid {colour}; padding: 0.2em 1em"
        return f'<div role="status" style="{style}">{head}{body}</div>'

    def _marked_items(self) -> list[tuple[str, str]]:
        if isinstance(self.items, Mapping):
            return sorted(self.items.items())
        return [(str(number), item) for number, item in enumerate(self.items, 1)]


def _marked(text: str) -> str:
    """Return text as HTML: code between backquotes, emphasis between asterisks."""
    pieces = re.split(r"`([^`]+)`", escape(text, quote=False))
    pieces[::2] = [re.sub(r"\*(\w[^*]*?)\*(?!\w)", r"<em>\1</em>", piece) for piece in pieces[::2]]
    pieces[1::2] = [f"<code>{piece}</code>" for piece in pieces[1::2]]
    return "".join(pieces)


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]


def _rows_as_html(rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col" style="text-align: left">{_marked(c)}</th>' for c in rows[0])
    body = ""
    for first, *rest in rows[1:]:
        cells = "".join(f'<td style="text-align: left">{_marked(c)}</td>' for c in rest)
        body += f'<tr><th scope="row" style="text-align: left">{_marked(first)}</th>{cells}</tr>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
