"""Invented news, marked blind to the code: see the READMEs of tests/quoted and tests/changed."""

import csv
import json
import re
from pathlib import Path

from accordlib import Document, align_sentences, find_changes, find_quotations

HERE = Path(__file__).parent
EDGE = " \t\r\n.,;:?!…-–—\u00a0\u202f\"'“”‘’„«»‚"
DETERMINER = re.compile(r"(?i)^(?:a|an|the|one|some|another|his|her|its|their|our|my|your|own)\s+")
TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
RIGHT_SPEAKERS, RIGHT_TYPES = 0.92, 0.92  # a little below what is reached


def rows(path: str) -> list[dict[str, str]]:
    with (HERE / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def plain(speaker: str) -> str:
    words = speaker.replace("’", "'").strip()
    while DETERMINER.match(words):
        words = DETERMINER.sub("", words)
    return words.casefold()


def is_right(row: dict[str, str], speaker: str) -> bool:
    """Tell whether a speaker is the marked one, or said as the marking allows."""
    said = plain(speaker)
    names = {plain(name) for name in (row["speaker"], *row["also"].split(";")) if name}
    if not names or row["form"] == "none":
        return not said or said in names
    longer = any(said.startswith(f"{n} ") or n.startswith(f"{said} ") for n in names if said)
    return said in names or (row["form"] == "office" and longer)


def test_quotations_and_speakers_of_invented_news():
    marked = rows("quoted/quotations.csv")
    spans = found = speakers = right = 0
    for name in sorted({row["text"] for row in marked}):
        text = (HERE / f"quoted/{name}.txt").read_text("utf-8")
        table = find_quotations(Document(name, text))
        got = {trimmed(text, row.start, row.end): row.speaker for row in table.itertuples()}
        for row in (row for row in marked if row["text"] == name):
            place = trimmed(text, int(row["start"]), int(row["end"]))
            spans += 1
            found += place in got
            if row["kind"] == "speech":
                speakers += 1
                right += place in got and is_right(row, got[place])
    assert found >= 0.98 * spans
    assert right >= RIGHT_SPEAKERS * speakers


def tokens(text: str, start: int, end: int) -> set[int]:
    return {m.start() for m in TOKEN.finditer(text) if m.start() < end and start < m.end()}


def places(text: str, words: str) -> list[set[int]]:
    """Return the tokens of some words, wherever these stand in a text."""
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    found = found or [m.span() for m in re.finditer(re.escape(words), text)]
    return [tokens(text, *span) for span in found] if words.strip() else [set()]


def likeness(one: tuple[set[int], set[int]], other: tuple[set[int], set[int]]) -> float:
    shared = sum(len(a & b) for a, b in zip(one, other, strict=True))
    return shared / sum(len(a | b) for a, b in zip(one, other, strict=True)) if shared else 0.0


def test_changes_of_invented_pairs():
    """Every difference is reported, and with the marked type or the second one that fits."""
    marked = touched = right = reported = invented = 0
    for pair in rows("changed/pairs.csv"):
        before, after = pair["before"], pair["after"]
        table = find_changes(align_sentences(Document("a", before), Document("b", after)))
        found = [
            (
                (
                    tokens(before, row.original_start, row.original_end),
                    tokens(after, row.rewrite_start, row.rewrite_end),
                ),
                row.type,
            )
            for row in table.itertuples()
        ]
        used = set()
        for kind, old, new, also in json.loads(pair["changes"]):
            sides = [(a, b) for a in places(before, old) for b in places(after, new)]
            alike = [
                (max(likeness(side, stretch) for side in sides), name in (kind, also), n)
                for n, (stretch, name) in enumerate(found)
            ]
            used |= {n for share, _, n in alike if share}
            best = max(alike, default=(0.0, False, 0))
            marked += 1
            touched += best[0] > 0
            right += best[0] > 0 and best[1]
        reported += len(found)
        invented += len(found) - len(used)
    assert touched == marked
    assert invented <= 0.01 * reported
    assert right >= RIGHT_TYPES * marked
