"""Counts the minutes of each lesson from its cells and writes them where they are told.

Every cell is marked by a tag: ``path-50`` belongs to both paths through a lesson, ``path-90`` to
the longer one only, ``path-run`` is run and not read (it draws, say), ``path-home`` is for after
class. Whatever is not read in class is run all the same, since later cells need it. The metadata
``task`` of a cell says what a class does there besides, and for how many minutes.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATHS = (50, 90)
TAGS = ("path-50", "path-90", "path-run", "path-home")
WORDS_A_MINUTE = 180
PREDICTION = 2.0  # think, three say it aloud, run
RUN, SHOWN, FIGURE = 0.05, 0.2, 0.75  # press the keys; wait and look; read a figure
MOST_WORDS = 90  # of a result: a long table is looked at and not read
START, HALF_TIME = 5, {50: 2, 90: 5}  # seats and log-in; the catch-up cell, and a break in 90
LONG_ENOUGH = 8  # minutes left over in which a class can begin the exercises
BEGIN, END = "<!-- by the clock -->", "<!-- end of the clock -->"


@dataclass(frozen=True)
class Piece:
    """A stretch of a lesson within one section, with its minutes when it is done in class."""

    section: str
    tag: str
    teaching: float
    tasks: tuple[tuple[str, float, int], ...] = ()  # what, minutes, the shortest path with it
    run: float = 0.0
    half_time: bool = False

    def on(self, path: int) -> tuple[float, float]:
        """Return the minutes of teaching and of tasks on a path."""
        if self.tag not in {"path-50", f"path-{path}"}:
            return self.run, 0.0
        return self.teaching, sum(minutes for _, minutes, first in self.tasks if first <= path)


def words(source: str) -> int:
    """Count the words that a reader sees of Markdown, code or a result.

    >>> words("**Two**<!-- = 1 + 1 --> [lines](x.md) of *text*")
    4
    """
    seen = re.sub(r"(?m)<!--(?s:.*?)-->|^\| \*\*Time\*\*.*$", "", source)
    seen = re.sub(r"\]\([^)]*\)|<[^>]+>", " ", seen)
    return len(re.findall(r"[\w’'-]*\w[\w’'-]*", seen))


def tag_of(cell: dict) -> str:
    return next((tag for tag in cell["metadata"].get("tags", []) if tag in TAGS), "")


def heading(part: str) -> str | None:
    """Return the title of a part of Markdown that opens a section."""
    found = re.match(r"#{1,3} (.*)", part)
    return re.sub(r"<!--.*?-->|\*", "", found[1]).strip() if found else None


def result(cell: dict) -> tuple[int, bool]:
    """Return how many words a code cell shows, and whether it shows a picture."""
    data = [output.get("data", {}) for output in cell["outputs"]]
    texts = [
        output.get("text", one.get("text/plain", ""))
        for output, one in zip(cell["outputs"], data, strict=True)
    ]
    picture = any("image/png" in one for one in data)
    return sum(words("".join(text)) for text in texts), picture


def code_minutes(cell: dict) -> float:
    """Return how long it takes to read a code cell, to run it and to read what it shows."""
    shown, picture = result(cell)
    if picture:  # nobody reads aloud how a figure is drawn
        return RUN + SHOWN + FIGURE
    read = words("".join(cell["source"])) + min(shown, MOST_WORDS)
    return RUN + SHOWN + read / WORDS_A_MINUTE


def asks(cell: dict) -> bool:
    """Tell whether a code cell asks for a prediction."""
    return cell["cell_type"] == "code" and bool(
        re.search(r"\bpredict\w*\(", "".join(cell["source"]))
    )


def pieces(cells: list[dict]) -> Iterator[Piece]:
    """Yield the stretches of a lesson in their order."""
    section = ""
    for cell, after in zip(cells, [*cells[1:], {"cell_type": "", "source": ""}], strict=True):
        source, tag = "".join(cell["source"]), tag_of(cell)
        given = cell["metadata"].get("task")
        task = ((given["what"], given["minutes"], given.get("path", 50)),) if given else ()
        if cell["cell_type"] == "code":
            task += (("predict", PREDICTION, 50),) * asks(cell)
            half = cell["id"] == "catch-up"
            yield Piece(section, tag, code_minutes(cell), task, RUN, half)
            continue
        parts = re.split(r"(?m)^(?=#{1,3} )", source)
        for part in filter(None, parts):
            section = heading(part) or section
            prompts = len(re.findall(r"(?m)^\*\*Predict", part)) - (
                asks(after) and part is parts[-1]
            )
            predictions = (("predict", PREDICTION, 50),) * max(prompts, 0)
            yield Piece(section, tag, words(part) / WORDS_A_MINUTE, predictions)
        if task:
            yield Piece(section, tag, 0.0, task)


@dataclass(frozen=True)
class Lesson:
    """A lesson with the minutes of its sections."""

    path: Path
    parts: tuple[Piece, ...]

    @classmethod
    def read(cls, path: Path) -> "Lesson":
        return cls(path, tuple(pieces(json.loads(path.read_text("utf-8"))["cells"])))

    def sections(self) -> list[str]:
        """Return the sections that a class comes to, in their order."""
        return list(dict.fromkeys(part.section for part in self.parts if part.tag != "path-home"))

    def minutes(self, path: int, section: str | None = None) -> tuple[float, float]:
        """Return the minutes of teaching and of tasks, of a section or of the whole lesson."""
        found = [p.on(path) for p in self.parts if section in {None, p.section}]
        return sum(t for t, _ in found), sum(t for _, t in found)

    def read_on(self, path: int) -> list[str]:
        """Return the sections of which something is read in class on a path."""
        read = {p.section for p in self.parts if p.tag in {"path-50", f"path-{path}"}}
        return [section for section in self.sections() if section in read]

    def left(self, path: int) -> float:
        """Return the minutes left on a path after the lesson itself."""
        return path - START - HALF_TIME[path] - sum(self.minutes(path))

    def tasks(self, section: str) -> str:
        """Name what a class does in a section."""
        found = [(p.tag, *task) for p in self.parts if p.section == section for task in p.tasks]
        named = [
            f"{what} ({minutes:g}{', 90 only' * (tag == 'path-90' or first == 90)})"
            for tag, what, minutes, first in found
            if what != "predict" and tag != "path-home"
        ]
        guesses = [tag for tag, what, *_ in found if what == "predict" and tag != "path-home"]
        short = sum(tag == "path-50" for tag in guesses)
        count = (
            f"predict {short}" if short == len(guesses) else f"predict {short} or {len(guesses)}"
        )
        return "; ".join([count] * bool(guesses) + named)


def clock(minutes: float) -> str:
    """Return a time after the beginning: 65.4 is ``1:05``.

    >>> clock(65.4)
    '1:05'
    """
    return f"{round(minutes) // 60}:{round(minutes) % 60:02}"


def both(short: float, long: float) -> str:
    """Return minutes for both paths in one cell of a table."""
    first, second = (
        f"{round(some)}" if some >= 0.5 else "<1" if some > 0.1 else "–" for some in (short, long)
    )
    return first if first == second else f"{first} / {second}"


def run_sheet(lesson: Lesson) -> str:
    """Return the table by the clock of both paths."""
    rows = [
        "| In 50 | In 90 | Section | Teaching | Tasks | What the class does |",
        "|---|---|---|---|---|---|",
        f"| 0:00 | 0:00 | *seats, log-in, the notebook open* | {START} | – | |",
    ]
    now = dict.fromkeys(PATHS, float(START))
    half = next((p.section for p in lesson.parts if p.half_time), None)
    for section in lesson.read_on(90):
        spent = {path: lesson.minutes(path, section) for path in PATHS}
        starts = [clock(now[path]) if section in lesson.read_on(path) else "run" for path in PATHS]
        (t50, k50), (t90, k90) = spent[50], spent[90]
        rows.append(
            f"| {starts[0]} | {starts[1]} | {section} | {both(t50, t90)} | {both(k50, k90)} "
            f"| {lesson.tasks(section)} |"
        )
        now = {path: now[path] + sum(spent[path]) for path in PATHS}
        if section == half:
            rows.append(
                f"| {clock(now[50])} | {clock(now[90])} | *half-time: the catch-up cell; in 90 a"
                f" break* | – | {both(HALF_TIME[50], HALF_TIME[90])} | |"
            )
            now = {path: now[path] + HALF_TIME[path] for path in PATHS}
    rows.append(f"| {clock(now[50])} | {clock(now[90])} | {ending(lesson)} |")
    return "\n".join(rows)


def ending(lesson: Lesson) -> str:
    """Return the last row: what is left for questions, or for the exercises."""
    short, long = (max(0.0, lesson.left(path)) for path in PATHS)
    what = "*questions; in 90 the exercises are begun*" if long >= LONG_ENOUGH else "*questions*"
    return f"{what} | – | {both(short, long)} |"


def time_row(lesson: Lesson) -> str:
    """Return the row of a lesson's header that tells its time."""
    told = []
    for path in PATHS:
        teaching, tasks = map(round, lesson.minutes(path))
        told.append(f"{path} minutes ({teaching} to read and run, {tasks} for tasks)")
    later = [f"*{s}*" for s in lesson.read_on(90) if s not in lesson.read_on(50)]
    rest = f". In 50 run without reading: {', '.join(later)}" if later else ""
    return f"| **Time** | {' or '.join(told)}{rest} |"


def replaced(text: str, pattern: str, new: str) -> str:
    """Return a text with something new where a pattern is found."""
    after, found = re.subn(pattern, lambda _: new, text, count=1, flags=re.DOTALL)
    if not found:
        raise SystemExit(f"There is no place for the minutes: {pattern}")
    return after


def in_notebook(lesson: Lesson) -> tuple[Path, str]:
    """Return the notebook and what it should hold, with the row of its header."""
    row = json.dumps(time_row(lesson), ensure_ascii=False)[1:-1]
    text = lesson.path.read_text("utf-8")
    return lesson.path, replaced(text, r"\| \*\*Time\*\* \|[^\n]*?(?=\\n\",)", row)


def on_page(lesson: Lesson) -> tuple[Path, str]:
    """Return the lecturers' page and what it should hold, with the run-sheet."""
    page = ROOT / "docs" / "lecturers" / f"{lesson.path.stem}.md"
    sheet = f"{BEGIN}\n{run_sheet(lesson)}\n{END}"
    return page, replaced(page.read_text("utf-8"), f"{BEGIN}.*{END}", sheet)


def update(path: Path) -> list[str]:
    """Write the minutes of a lesson where they are told; return the files that changed."""
    lesson = Lesson.read(path)
    pages = [in_notebook(lesson), on_page(lesson)]
    changed = [(place, text) for place, text in pages if place.read_text("utf-8") != text]
    for place, text in changed:
        place.write_text(text, "utf-8")
    return [place.name for place, _ in changed]


def main(names: list[str]) -> None:
    for path in [Path(name) for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb")):
        print(f"{path.stem}: {' and '.join(update(path)) or 'unchanged'}")


if __name__ == "__main__":
    main(sys.argv[1:])
