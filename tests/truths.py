"""What a person sees of the files in ``tests/readers``, and how well a reading agrees with it.

A row of ``truth.txt`` is ``kind level|label|words``; the marks of notes stand in braces in the
words, and a cell of a table has its table, row and column for a level.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import LCSseq, Levenshtein

HERE = Path(__file__).parent / "readers"
FORMATS = (".docx", ".odt", ".rtf", ".html", ".pdf")
ASIDE = ("header", "footer", "note")
_MARK = re.compile(r"\{(.+?)\}")
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")
_OF_THE_WEB = ("page.html", "chromium.pdf", "weasyprint.pdf")


@dataclass(frozen=True)
class Line:
    """A paragraph as a person sees it."""

    kind: str
    level: str
    label: str
    words: str
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def shown(self) -> str:
        """The whole line, its label before it."""
        return f"{self.label} {self.words}".strip()


def files(*endings):
    """Return the files of all contents with some endings."""
    return sorted(x for x in HERE.glob("*/*.*") if x.suffix in (endings or FORMATS))


def truth(path, changes="accepted"):
    """Return the lines that a person sees in a file."""
    name = "truth" if changes == "accepted" else "rejected"
    own = path.with_name(f"{path.name}.txt")  # where its program lost something on the way
    file = own if own.is_file() else path.parent / f"{name}.txt"
    rows = file.read_text("utf-8").splitlines()
    return [_line(*row.split("|", 2), path.name) for row in rows]


def _line(kind, label, words, file):
    kind, level = re.fullmatch(r"(.*?) ?([\d.]*)", kind).groups()
    if kind == "list item" and file in _OF_THE_WEB:  # whose lists know no brackets
        label = re.sub(r"^\(?(\w+)\)$", r"\1.", label)
    notes, at = [], 0
    for match in _MARK.finditer(words):
        notes.append((match.start() - at, match[1]))
        at += len(match[0])
    return Line(kind, level, label, _MARK.sub("", words), tuple(notes))


def plain(text):
    """Return a text with single blanks, and without what is not seen."""
    return " ".join(text.replace("\u00ad", "").split())


def read(layout):
    """Return the lines of a layout in the form of the truth."""
    found = []
    for block in layout.blocks:
        level = ".".join(map(str, block.cell)) if block.cell else str(block.level or "")
        words = plain(block.words)
        notes = tuple((len(plain(block.words[:n])), mark) for n, mark in block.notes)
        found.append(Line(block.kind, level, block.label, words, notes))
    return found


def counted(text):
    """Return the words of a text: of two letters or more, numbers of three digits, kana, kanji."""
    words = (x for x in _WORD.findall(plain(text).replace("\u2011", "-")))
    return [x for x in words if len(x) > 2 or ord(x[0]) > 0x3000 or (len(x) == 2 and x.isalpha())]


@dataclass(frozen=True)
class Score:
    """How a text agrees with the truth: numbers of labels and words, shares of characters."""

    labels: int
    wrong_labels: int
    words: int
    lost: int
    doubled: int
    running: int
    in_order: int
    characters: int
    wrong_characters: int


def score(text, lines):
    """Return how well a plain text agrees with what a person sees."""
    running = [x for x in lines if x.kind not in ASIDE]
    seen = Counter(counted("\n".join(x.shown for x in lines if x.kind not in ("header", "footer"))))
    aside = Counter(counted("\n".join(x.shown for x in lines if x.kind in ("header", "footer"))))
    found = Counter(counted(text))
    body = [w for x in running for w in counted(x.words)]
    labelled = [x for x in lines if x.label and x.kind != "note"]
    shown = plain("\n".join(x.shown for x in lines if x.kind not in ("header", "footer")))
    return Score(
        len(labelled),
        sum(not _has_label(text, x) for x in labelled),
        seen.total(),
        (seen - found).total(),
        (found - seen - aside).total(),
        len(body),
        int(LCSseq.similarity(body, counted(text))),
        len(shown),
        int(Levenshtein.distance(shown, plain(text))),
    )


def _has_label(text, line):
    """Tell whether the label stands before the words, and nothing else that is like one."""
    begin = r"\s*".join(map(re.escape, line.words.replace(" ", "")[:24]))
    sign = r"[^\w\s]" if not re.search(r"\w", line.label) else re.escape(line.label)
    sign = sign.replace(r"\ ", r"\s+")
    return re.search(rf"(?:^|[\s|]){sign}[\s|]*{begin}", text, re.MULTILINE) is not None
