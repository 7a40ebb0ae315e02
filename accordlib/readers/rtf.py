"""RTF files: the text as a page shows it; labels of lists stand in them as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from accordlib.errors import AccordError
from accordlib.readers import records
from accordlib.readers.numerals import KNOWN, bullet, plain_sign
from accordlib.readers.records import Block, DraftReading, Layout, Line

_RTF = KNOWN["rtf"]
_SKIPPED, _READ_ON = set(_RTF["skipped"].split()), set(_RTF["read_on"].split())
_RTF_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)|\\",
    re.DOTALL,
)
_ENDS_LINES = ("par", "sect", "cell", "nestcell", "row", "nestrow", "\r", "\n")
_FURIGANA = re.compile(r"\\s\\up *\d+ *\(([^()]*)\) *[,;]([^()]*)\)")  # as an equation
_MOST_GROUPS = 2_000


@dataclass
class _Flow:
    """What is put together: the body, a note, a header."""

    kind: str = ""
    blocks: list[Block] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    mark: str = ""  # of a note, if it is the author's own
    tables: list[list[int]] = field(default_factory=list)  # that are open: number, row, column


@dataclass
class _State:
    """What a group says of the text in it."""

    flow: _Flow
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


def read_rtf(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a file; tracked changes are ``accepted`` or ``rejected``."""
    reader = _Rtf(changes != "rejected")
    if not reader.read(content, name):
        said = f"{name} is damaged or was not loaded whole: brackets are open at its end."
        raise AccordError(f"{said} Open it in its program and save it anew.")
    if changes is None and reader.tracked:
        raise records.ask_which(name)
    return reader.layout()


class _Rtf(DraftReading):
    """Goes through one file from its beginning to its end."""

    def __init__(self, accepted: bool) -> None:
        super().__init__(accepted)
        self.tracked = False
        self._body = _Flow()
        self._state = _State(self._body)
        self._groups: list[_State] = []
        self._formats = {"footnote": "decimal", "endnote": "lowerRoman"}
        self._page = "cp1252"
        self._fonts, self._font_names, self._styles = (dict[int, str]() for _ in range(3))
        self._fields: list[str] = []
        self._bytes, self._text = b"", ""  # not decoded yet, not put where it belongs yet
        self._star = self._auto = False  # whether the next note is numbered
        self._left = 0  # characters that stand for one of Unicode, and are passed over

    def layout(self) -> Layout:
        return self.layout_of(self._body.blocks)

    def read(self, content: bytes, name: str) -> bool:
        """Go through a file; tell whether all its groups end."""
        at = 0
        while match := _RTF_TOKEN.match(content, at):
            at = match.end()
            word, number, byte, sign, bracket, text = match.groups()
            if word == b"bin":
                at += max(int(number or 0), 0)
            elif byte or text:
                self._say(bytes.fromhex(byte.decode()) if byte else text)
            elif match[0].strip():
                self._decode()
                if bracket:
                    if len(self._groups) > _MOST_GROUPS:
                        raise AccordError(f"{name} has more brackets within each other than texts.")
                    (self._open if bracket == b"{" else self._close)()
                elif word or sign:
                    said = (word or sign).decode("latin-1")
                    self._word(said, None if number is None else int(number))
        self._decode()
        if self._state.flow is self._body:
            self._end("par")
        return not self._groups

    def _open(self) -> None:
        self._flush()
        self._groups.append(self._state)
        self._state = replace(self._state, begun=len(self._state.flow.line.words))
        self._star, self._left = False, 0

    def _close(self) -> None:
        """End a group, and with it perhaps a note, a header, the name of a style, a field."""
        self._flush()
        if not self._groups:
            return
        inner, outer = self._state, self._groups.pop()
        if inner.flow is not outer.flow:
            self._end("par")
        self._state, self._left = outer, 0
        if inner.flow is not outer.flow:
            self._finished(inner.flow)
        if inner.into == "field" and outer.into != "field":
            self._furigana()

    def _finished(self, flow: _Flow) -> None:
        line = self._state.flow.line
        if flow.kind in self.around:
            self.around[flow.kind] += flow.blocks
        elif flow.kind == "box":
            line.boxes += flow.blocks
        else:
            mark = flow.mark or self.counted(flow.kind, self._formats[flow.kind])
            line.notes.append((len(line.words), mark))
            self.notes += records.as_note(flow.blocks, mark, f"{flow.kind} {mark}")

    def _word(self, word: str, number: int | None) -> None:
        state, star = self._state, self._star
        self._star = word == "*"
        if word != "u" and word not in _RTF["signs"]:
            self._flush()
        if word == "u" and number is not None:
            self._add(chr(number % 65536))
            self._left = state.uc
        elif word in _RTF["signs"]:
            self._add(_RTF["signs"][word])
        elif word in _ENDS_LINES:
            self._end(word)
        elif self._begins(word, star):
            pass
        elif word in _RTF["switches"]:
            setattr(state, _RTF["switches"][word], number != 0)
        elif word == "chftn":
            self._auto |= state.flow is self._body
        elif word in ("ffl", "ffres", "ffdefres") and state.into == "field":
            self._add(f"\v{word}{'' if number is None else number} ")
        elif word in _RTF["resets"]:
            self._state = replace(state, **_RTF["resets"][word])
        elif word == "intbl":
            state.depth = max(state.depth, int(number != 0))
        elif word in _RTF["numbers"] and number is not None:
            most = {"itap": 20, "ilvl": 8}.get(word, 99_999)
            setattr(state, _RTF["numbers"][word], min(max(number, 0), most))
        elif word == "ansicpg" and number in (*range(1250, 1259), 932, 936, 949, 950, 437, 850):
            self._page = f"cp{number}"
        elif word == "fcharset" and number is not None and state.into == "fonts":
            self._fonts[state.font] = _RTF["charsets"].get(str(number), "")
        elif found := re.fullmatch("(a?)ftnn(ar|alc|auc|rlc|ruc|chi)", word):
            sort = "endnote" if found[1] else "footnote"
            self._formats[sort] = _RTF["note_numerals"][found[2]]

    def _begins(self, word: str, star: bool) -> bool:
        """Tell whether a word begins something of its own, and begin that."""
        state = self._state
        if state.into == "skip" and word != "shptxt":
            return True
        skips = word in _SKIPPED or (star and word not in _READ_ON)
        if into := _RTF["into"].get(word):
            state.into = into
            if into == "label":
                state.flow.line.label = ""
            elif into == "field":
                self._fields.append("")
        elif word == "footnote" and state.into == "text":
            self._note_begins()
        elif word == "ftnalt" and state.flow.kind == "footnote":
            state.flow.kind = "endnote"
        elif word in ("shptxt", "dptxbxtext"):
            state.into, state.flow = "text", _Flow("box")
        elif re.fullmatch("(?:header|footer)[lrf]?", word) and state.flow is self._body:
            state.flow = _Flow(word[:6])
        elif skips or (state.chosen and word == "fldrslt"):
            state.into = "skip"
        else:
            return False
        return True

    def _note_begins(self) -> None:
        """Begin a note; its mark is the next number, or what the author wrote before it."""
        state = self._state
        line, own = state.flow.line, ""
        auto, self._auto = self._auto, False
        if self._left_out(state) or state.flow is not self._body:
            state.into = "skip"
            return
        if not auto and self._groups and self._groups[-1].raised:
            begun = self._groups[-1].begun
            own, line.words = line.words[begun:].strip(), line.words[:begun]
        state.flow, state.raised = _Flow("footnote", mark=own), False

    def _left_out(self, state: _State) -> bool:
        self.tracked |= state.put_in or state.taken_out
        return (state.taken_out and self.accepted) or (state.put_in and not self.accepted)

    def _say(self, text: bytes) -> None:
        passed = min(self._left, len(text))
        self._left -= passed
        self._bytes += text[passed:]

    def _decode(self) -> None:
        found, self._bytes = self._bytes, b""
        page = (self._state.into != "fonts" and self._fonts.get(self._state.font)) or self._page
        if page == "symbol":
            self._add("".join(chr(0xF000 + n) if n > 32 else chr(n) for n in found))
        elif found:
            self._add(found.decode(page, "replace"))

    def _add(self, text: str) -> None:
        state = self._state
        if state.into == "label":
            state.flow.line.label += plain_sign(text, "Wingdings")
        elif state.into == "style":
            self._styles[state.style] = self._styles.get(state.style, "") + text
        elif state.into == "fonts":
            self._font_names[state.font] = self._font_names.get(state.font, "") + text
        elif state.into == "field":
            self._fields[-1] += text
        elif state.into == "text":
            self._text += text

    def _flush(self) -> None:
        if text := self._text:
            self._text = ""
            shown = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self._shown(shown, self._state)

    def _shown(self, text: str, state: _State) -> None:
        """Add characters of the text, as far as the page shows them."""
        if state.put_in or state.taken_out:
            self.change(text, state.put_in)
        if self._left_out(state):
            return
        font = self._font_names.get(state.font, "")
        self.add(text, state.flow.line, state.hidden, state.raised, font)

    def _furigana(self) -> None:
        """Read what a field draws above others, as Word writes furigana, or lets one choose."""
        instruction = self._fields.pop() if self._fields else ""
        if self._state.into != "text":
            return
        if chosen := _form_choice(instruction):
            self._state.chosen = True  # what the file says of its result is passed over
            self._shown(chosen, self._state)
        elif found := _FURIGANA.search(instruction):
            self.furigana(found[2], found[1])
            self._state.flow.line.words += found[2]

    def _end(self, word: str) -> None:
        self._flush()
        state = self._state
        flow = state.flow
        if state.into != "text":
            return
        if word in ("row", "nestrow"):
            depth = 2 if word == "nestrow" else 1
            for table in flow.tables[depth - 1 : depth]:
                table[1:] = [table[1] + 1, 1]
            del flow.tables[depth:]
            return
        if word == "par" and self._left_out(state):
            return  # the next paragraph goes on with this one
        depth = {"cell": 1, "nestcell": max(2, state.depth)}.get(word, state.depth)
        del flow.tables[depth:]
        while len(flow.tables) < depth:
            self.tables += 1
            flow.tables.append([self.tables, 1, 1])
        cell = tuple(flow.tables[-1]) if flow.tables else ()
        self.next_paragraph(cell)
        flow.blocks += self._made(flow, cell)
        flow.line = Line()
        if word in ("cell", "nestcell"):
            flow.tables[-1][2] += 1

    def _made(self, flow: _Flow, cell: tuple[int, ...]) -> Iterator[Block]:
        """Yield a paragraph, and what stands in its boxes."""
        state, line = self._state, flow.line
        name = self._styles.get(state.style, "").partition(";")[0].strip()
        line.label, line.cell = bullet(line.label.strip()), cell
        depth = state.level + 1 if line.label else 0
        line.kind, line.level = records.kind_and_level(name, state.outline, depth, cell)
        yield from self.made(line)
        yield from line.boxes


def _form_choice(instruction: str) -> str:
    """Return what the page shows of a list or a box in which a reader chooses."""
    said = dict(re.findall("\v(ffres|ffdefres)([0-9]+)", instruction))
    given = said.get("ffres", "25")  # which stands for none
    number = int(said.get("ffdefres", "0") if given == "25" else given)
    if "FORMCHECKBOX" in instruction:
        return "☒" if number else "☐"
    entries = re.findall("\vffl ?([^\v]*)", instruction) if "FORMDROPDOWN" in instruction else []
    return "".join(entries[number : number + 1]).strip()
