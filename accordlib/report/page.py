"""A study as one HTML page that needs no other file and no network."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from accordlib.figures.picture import Picture
from accordlib.report.wording import CITATION, FIGURES, LEGENDS, START, methods_paragraph

if TYPE_CHECKING:
    import pandas as pd

    from accordlib.report.results import Results

_PAIRS, _PASSAGES, _UNSEEN = 8, 3, 10
_LARGE = 10  # from here on one decimal is enough
_LONG = 120  # characters; longer cells are given room
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
h1, h2, h3, caption, nav, th { font-family: "Helvetica Neue", Arial, sans-serif; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid #767676; padding-top: 1rem; }
a { color: #00538a; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; max-width: min(58rem, 92vw); }
th, td { border-bottom: 1px solid #b0b0b0; padding: .25rem .6rem; text-align: left;
  vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.text { min-width: 22rem; }
.wide { overflow-x: auto; margin: 1rem 0; background:
  linear-gradient(90deg, #fff 2rem, #fff0) left / 4rem 100% no-repeat local,
  linear-gradient(270deg, #fff 2rem, #fff0) right / 4rem 100% no-repeat local,
  linear-gradient(90deg, #0006, #0000) left / 1rem 100% no-repeat scroll,
  linear-gradient(270deg, #0006, #0000) right / 1rem 100% no-repeat scroll; }
figure { margin: 1.5rem 0; }
img { max-width: 100%; height: auto; }
mark { background: #fff2b3; color: inherit; }
blockquote { margin: .6rem 0 .6rem 1rem; padding-left: .8rem; border-left: 3px solid #767676; }
dt { font-weight: bold; }
.more { color: #595959; font-size: .9rem; }
@media print { td.text { min-width: 22rem; }
.wide { overflow: visible; } h2 { break-after: avoid; } }
"""


def page(study: Results) -> str:
    """Return the report as HTML; what comes from the text is escaped."""
    sections = [
        (title, "".join(parts))
        for title, parts in (
            ("What is missing", _missing(study)),
            ("The text", _tables(study, "text")),
            ("Structure", _structure(study)),
            ("Words", _words(study)),
            ("Actors and network", _network(study)),
            ("Evidence", _evidence(study)),
            ("Promises", _promises(study)),
            ("Names to consider", _candidates(study)),
            ("How to report this", _reporting(study)),
            ("Parameters", _parameters(study)),
            ("Files", _files(study)),
        )
    ]
    made = [(title, content) for title, content in sections if content]
    links = "".join(f'<li><a href="#{_anchor(t)}">{escape(t)}</a></li>' for t, _ in made)
    body = "".join(
        f'<section aria-labelledby="{_anchor(t)}"><h2 id="{_anchor(t)}">{escape(t)}</h2>{content}'
        "</section>\n"
        for t, content in made
    )
    title = escape(f"Study of {study.title}")
    return _printable(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="accordlib {escape(study.parameters["accordlib"])}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<nav aria-label="Contents"><ul>{links}</ul></nav>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )


def _printable(text: str) -> str:
    """Replace the characters that HTML forbids."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z]+", "-", title.lower())


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"


def _missing(study: Results) -> Iterator[str]:
    if study.notes:
        yield f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in study.notes)}</ul>\n"


def _structure(study: Results) -> Iterator[str]:
    yield from _tables(study, "parts")
    yield from _pictures(study, "lengths")
    yield from _tables(study, "recognised")
    yield _paragraph(
        f"All {len(study.passages):,} passages that were counted stand in passages.csv, with "
        "their kind, their length and where they begin and end."
    )


def _words(study: Results) -> Iterator[str]:
    yield from _tables(study, "terms")
    yield from _pictures(study, "terms", "dispersion")
    yield from _tables(study, "dispersion")


def _network(study: Results) -> Iterator[str]:
    if "mentions" not in study.tables:
        return
    mentions = study.tables["mentions"]
    yield _paragraph(
        f"{len(mentions):,} mentions of {mentions['id'].nunique():,} actors, instruments and "
        f"places. Two actors are joined if one {study.parameters['window of the network']} "
        "mentions both."
    )
    unseen = study.tables["unmentioned"]["name"].tolist()
    if unseen:
        shown = ", ".join(unseen[:_UNSEEN]) + (" and others" if len(unseen) > _UNSEEN else "")
        yield _paragraph(
            f"{len(unseen):,} of the {study.parameters['gazetteer']} of the gazetteer are found "
            f"nowhere: {shown}. A misspelt name would be among them. All are in unmentioned.csv."
        )
    yield from _pictures(study, "network")
    yield from _tables(study, "centralities")
    yield from _pictures(study, "stability")
    yield from _tables(study, "edges")


def _evidence(study: Results) -> Iterator[str]:
    pairs = list(study.evidence.items())
    if not pairs:
        return
    yield _paragraph(
        f"What the strongest lines of the network stand on: {min(len(pairs), _PAIRS)} of "
        f"{len(pairs):,} lines, with at most {_PASSAGES} passages each, the names in brackets. "
        "All of them are in evidence.csv."
    )
    for (a, b), found in pairs[:_PAIRS]:
        yield f"<h3>{escape(a)} and {escape(b)} (weight {len(found)})</h3>\n"
        yield type(found)(found.passages[:_PASSAGES], found.marks[:_PASSAGES])._repr_html_()


def _promises(study: Results) -> Iterator[str]:
    if study.agreement is None or "promises" not in study.tables:
        return
    yield from _pictures(study, "promises")
    texts = {c.label: c.text for c in study.agreement.commitments}
    coded = study.tables["promises"]
    yield _table("promises", coded.assign(text=[texts[label] for label in coded["commitment"]]))
    yield _paragraph(
        "The rule reads verbs and patterns and was written for the Hiroshima Accord. Code some of "
        "these by hand before you quote its numbers."
    )


def _candidates(study: Results) -> Iterator[str]:
    yield _paragraph(START)
    yield from _tables(study, "candidates")


def _reporting(study: Results) -> Iterator[str]:
    yield _paragraph("A paragraph on methods to begin with, which holds for this page only:")
    yield f"<blockquote>{escape(methods_paragraph(study))}</blockquote>\n"
    yield _paragraph(CITATION)


def _parameters(study: Results) -> Iterator[str]:
    rows = (f"<dt>{escape(n)}</dt><dd>{escape(v)}</dd>" for n, v in study.parameters.items())
    yield f"<dl>{''.join(rows)}</dl>\n"


def _files(study: Results) -> Iterator[str]:
    yield _paragraph("The tables in full, in UTF-8, beside this page:")
    rows = (
        f'<li><a href="{name}.csv">{name}.csv</a>: {len(table):,} '
        f"{'row' if len(table) == 1 else 'rows'}; {escape(', '.join(map(str, table)))}</li>"
        for name, table in study.tables.items()
    )
    yield f"<ul>{''.join(rows)}</ul>\n"


def _pictures(study: Results, *names: str) -> Iterator[str]:
    for name in names:
        if name in study.pictures:
            yield _picture(study.pictures[name], FIGURES[name])


def _picture(picture: Picture, caption: str) -> str:
    bundle, _ = picture._repr_mimebundle_()
    data = base64.b64encode(bundle["image/png"]).decode("ascii")
    said = escape(picture.description)
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{said}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>\n"
        f"<details><summary>This figure in words</summary><p>{said}</p></details>\n"
    )


def _tables(study: Results, *names: str) -> Iterator[str]:
    for name in names:
        if name in study.tables and len(study.tables[name]):
            yield _table(name, study.tables[name])


def _table(name: str, table: pd.DataFrame) -> str:
    legend = LEGENDS[name]
    shown = (table[list(legend.columns)] if legend.columns else table).head(legend.rows)
    shown = shown[[c for c in shown if not (shown[c].astype(str) == "").all()]]
    head = "".join(f'<th scope="col"{_kind(shown[c])}>{escape(str(c))}</th>' for c in shown)
    first, *rest = shown
    heads = [f'<th scope="row">{said}</th>' for said in _said(shown[first])]
    lines = zip(heads, *(_cells(shown[c]) for c in rest), strict=True)
    rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in lines)
    hidden = len(table) - legend.rows
    more = (
        f'<p class="more">The first {legend.rows} of {len(table):,} rows; all are in '
        f"{name}.csv.</p>\n"
    )
    caption = escape(legend.caption)
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"</div>\n{more if hidden > 0 else ''}"
    )


def _cells(values: pd.Series[Any]) -> list[str]:
    """Return the cells of a column."""
    return [f"<td{_kind(values)}>{said}</td>" for said in _said(values)]


def _kind(values: pd.Series[Any]) -> str:
    if values.dtype.kind in "if":
        return ' class="number"'
    return ' class="text"' if max(map(len, map(str, values)), default=0) > _LONG else ""


def _said(values: pd.Series[Any]) -> list[str]:
    """Return a column as text, its numbers with the same decimals."""
    if values.dtype.kind not in "if":
        return [escape(" ".join(str(value).replace(";", "; ").split())) for value in values]
    numbers = [float(value) for value in values]
    finite = [abs(number) for number in numbers if math.isfinite(number)]
    decimals = 3 if max(finite, default=0) < _LARGE else 1
    if all(number.is_integer() for number in finite):
        decimals = 0
    return [f"{n:,.{decimals}f}" if math.isfinite(n) else "–" for n in numbers]
