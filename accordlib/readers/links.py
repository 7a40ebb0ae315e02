"""Blocks of links in a web page that are no text: its table of contents, and links for sharing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NEVER_LINKS = {"html", "body", "main", "article"}  # never only links
_INNER = {"li", "tr", "td", "th", "tbody"}  # parts of a list or a table
_SHARES_AT = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)"
    r"|linkedin\.com/(?:share|cws)|whatsapp\.com/send|whatsapp://|//wa\.me/|reddit\.com/submit"
    r"|//t\.me/share|line\.me/\S*share|hatena\.ne\.jp/(?:entry|add)|pinterest\.\w+/pin/create"
    r"|^mailto:\?|^javascript:(?:window\.)?print",
    re.I,
)
_SHARES = re.compile(r"(?i)(?:share|tweet|print|e-?mail)(?: (?:this|on|via|by|to|with)\b.{0,25})?")
_SAID_OF_SHARING = re.compile(r"[\W_]*(?:(?:share|print|send)\b[^.]{0,25}?)?[\W_]*", re.I)
_SAID_OF_CONTENTS = re.compile(r"(?i)[\W\d_]*(?:(?:table of )?contents|on this page|目次)?[\W\d_]*")


def blocks_of_links(root: Any) -> dict[Any, str]:
    """Return the largest nodes with nothing but such links, each with what it is called."""
    ends = set[str | None]()
    for head in root.iter(*_HEADING_TAGS):
        before, around = head.getprevious(), head.getparent()
        nodes = (*head.iter(), around if before is None else before)
        ends |= {x.get(key) for x in nodes if x is not None for key in ("id", "name")}
    links = [x for x in root.iter("a") if next(x.iterancestors(*_HEADING_TAGS), None) is None]
    inward = {x for x in links if x.get("href", "")[:1] == "#" and x.get("href")[1:] in ends}
    sharing = {x for x in links if _is_for_sharing(x)}
    found = {
        node: "the table of contents is left out"
        for node in {*_around(inward, _SAID_OF_CONTENTS)}
        if next(node.iter("li"), None) is not None and len(list(node.iter("a"))) > 1
    }
    return found | dict.fromkeys(_around(sharing, _SAID_OF_SHARING), "links for sharing, left out")


def _is_for_sharing(link: Any) -> bool:
    said, at = " ".join("".join(link.itertext()).split()), link.get("href", "")
    return bool(_SHARES_AT.search(at) or (at[:1] in ("", "#") and _SHARES.fullmatch(said)))


def _around(links: set[Any], said: re.Pattern[str]) -> Iterator[Any]:
    """Yield the largest nodes that have these links, what is `said` of them and nothing else."""
    known = dict[Any, bool]()
    for link in links:
        node = largest = link
        while (node := node.getparent()) is not None and node.tag not in _NEVER_LINKS:
            if node not in known:
                rest = " ".join("".join(node.xpath(".//text()[not(ancestor::a)]")).split())
                known[node] = links.issuperset(node.iter("a")) and bool(said.fullmatch(rest))
            if not known[node]:
                break
            largest = largest if node.tag in _INNER else node
        yield largest
