"""The control words of RTF: what they stand for, and what a group of them says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from accordlib.readers.records import Block, Line

RTF_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)|\\",
    re.DOTALL,
)
LINE_ENDS = ("par", "sect", "cell", "nestcell", "row", "nestrow")
EQUATION_FURIGANA = re.compile(r"\\s\\up *\d+ *\(([^()]*)\) *[,;]([^()]*)\)")
MOST_GROUPS = 2_000


def form_choice(instruction: str) -> str:
    """Return what the page shows of a list or a box in which a reader chooses."""
    said = dict(re.findall("\v(ffres|ffdefres)([0-9]+)", instruction))
    given = said.get("ffres", "25")  # which stands for none
    number = int(said.get("ffdefres", "0") if given == "25" else given)
    if "FORMCHECKBOX" in instruction:
        return "☒" if number else "☐"
    entries = re.findall("\vffl ?([^\v]*)", instruction) if "FORMDROPDOWN" in instruction else []
    return "".join(entries[number : number + 1]).strip()


@dataclass
class Flow:
    """What is put together: the body, a note, a header."""

    kind: str = ""
    blocks: list[Block] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    label: str = ""
    mark: str = ""  # of a note
    tables: list[list[int]] = field(default_factory=list)  # that are open: number, row, column


@dataclass
class GroupState:
    """What a group says of the text in it."""

    flow: Flow
    into: str = "text"  # or: skip, label, style, fonts, field
    begun: int = 0  # characters of the paragraph where the group begins
    uc: int = 1
    font: int = -1
    hidden: bool = False
    raised: bool = False
    put_in: bool = False
    taken_out: bool = False
    chosen: bool = False  # whether it is a form's field whose choice is already shown
    style: int = 0
    outline: int = 9
    level: int = 0
    depth: int = 0  # of the table in which it stands
