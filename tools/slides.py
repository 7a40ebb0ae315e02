"""Makes slides and printable sheets from the lessons, each page complete in itself.

A slide has a question, an answer of a sentence or two, a task or one figure; all of it stands in
the notebook, and the tags of the cells say which path it belongs to.
"""

import html
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mistune
from minutes import PATHS, ROOT, Lesson, heading, tag_of
from sheets import sheets

HERE = Path(__file__).resolve().parent
MOST_WORDS, MOST_LEAD, SHORT = 36, 24, 12
SKIPPED = {"Recap", "What this cannot tell you", "Exercises", "Further reading"}
TOLD = re.compile(r"<details><summary>What the text says</summary>(.*?)</details>", re.DOTALL)
SENTENCE = re.compile(
    r"(?:(?<=[.?!:])|(?<=[.?!:][”*_)])|(?<=[.?!:][”*_)][”*_)]))\s+(?=[A-Z“*`\[(])(?![^()]*\))"
)


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, the section it belongs to, and what it shows as HTML."""

    kind: str
    section: str
    body: str

    def html(self, number: int) -> str:
        top = f"<h2>{html.escape(self.section)}</h2>" if self.section else ""
        return f'<section class="{self.kind}" id="s{number}">{top}{self.body}</section>'


def plain(source: str) -> str:
    """Return Markdown without comments, links, boxes and sentences in brackets."""
    text = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    text = re.sub(r"<details>.*?</details>|^>.*$|^\|.*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(?<!\S)\([A-Z][^()]*[.?!]\)\s*", "", text).strip()


def length(text: str) -> int:
    return len(re.findall(r"\w[\w’'-]*", text))


def beginning(text: str, most: int = MOST_WORDS) -> str:
    """Return as many whole sentences from the beginning as a slide can hold, at least one.

    >>> beginning("One two. Three four. Five.", 4)
    'One two. Three four.'
    """
    kept = ""
    for sentence in SENTENCE.split(text):
        longer = f"{kept} {sentence}".strip()
        if kept and length(longer) > most:
            break
        kept = longer
    whole = SENTENCE.split(kept)
    return " ".join(whole[:-1]) if kept.endswith(":") and len(whole) > 1 else kept


def ending(text: str, most: int = MOST_WORDS) -> str:
    """Return as many whole sentences from the end as a slide can hold, at least one.

    >>> ending("One two. Three four. Is it five?", 5)
    'Three four. Is it five?'
    """
    kept = ""
    for sentence in reversed(SENTENCE.split(text)):
        longer = f"{sentence} {kept}".strip()
        if kept and length(longer) > most:
            break
        kept = longer
    return kept


def paragraphs(source: str) -> list[str]:
    """Return the paragraphs of Markdown that a slide may quote."""
    found = (" ".join(part.split()) for part in re.split(r"\n\s*\n", plain(source)))
    return [part for part in found if part and not part.startswith(("#", "```", "- ", "1. "))]


def rendered(text: str) -> str:
    return str(mistune.html(text))


def image(output: dict) -> str:
    """Return the figure of an output with its description."""
    alt = output["metadata"].get("image/png", {}).get("alt", "")
    data = "".join("".join(output["data"]["image/png"]).split())
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}">'


def items(source: str) -> list[str]:
    """Return the points of a list, each by its bold lead or its first sentence."""
    found = re.findall(r"^- (.+(?:\n(?!- |\n).+)*)", plain(source), re.MULTILINE)
    leads = (re.match(r"\*\*(.+?)\*\*", item) for item in found)
    return [
        lead[1][:-1]
        if lead and lead[1].endswith(".")
        else beginning(" ".join(item.split()), 1).rstrip(":")
        for lead, item in zip(leads, found, strict=True)
    ]


def of_prose(part: str, section: str, answering: bool) -> Iterator[Slide]:
    """Yield the slides of a stretch of prose: an answer, a beginning, what is to be predicted."""
    if section in SKIPPED:
        if points := items(part):
            listed = "".join(f"<li>{rendered(point)}</li>" for point in points)
            many = " many" * (length(" ".join(points)) > MOST_WORDS)
            yield Slide(f"points{many}", section, f"<ul>{listed}</ul>")
        return
    opens = heading(part) is not None
    folded = TOLD.search(part)
    if answering and folded:
        yield Slide("answer", section, rendered(beginning(" ".join(plain(folded[1]).split()))))
        answering = False
    said = [text for text in paragraphs(part) if not text.startswith("**Predict")]
    asked = [text for text in paragraphs(part) if text.startswith("**Predict")]
    leads_on = opens and len(said) == 1 and any(length(text) <= SHORT for text in asked)
    if said and (opens or answering) and not leads_on:
        yield Slide("answer" if answering else "topic", section, rendered(beginning(said[0])))
    before = ""
    for text in paragraphs(part):
        if text.startswith("**Predict"):
            question = ending(re.sub(r"^\*\*Predict\.?\*\*,?\s*", "", text))
            lead = (
                ending(before, MOST_LEAD)
                if before and before[0] != "(" and length(question) < SHORT
                else ""
            )
            small = rendered(lead).replace("<p>", "<p class=before>")
            yield Slide(
                "predict", section, f"<p class=label>Predict</p>{small}{rendered(question)}"
            )
        before = text


def slides(lesson: Path, path: int) -> Iterator[Slide]:
    """Yield the slides of a lesson on one path."""
    cells = json.loads(lesson.read_text("utf-8"))["cells"]
    section, answering, number = "", False, lesson.stem.partition("_")[0]
    for cell in cells:
        source, on = "".join(cell["source"]), tag_of(cell) in {"path-50", f"path-{path}"}
        if cell["id"] == "half-time":
            yield Slide("task", "Half-time", "<p>Restart the kernel and run the folded cell.</p>")
        if cell["cell_type"] == "code":
            if on:
                shown = (o for o in cell["outputs"] if "image/png" in o.get("data", {}))
                yield from (Slide("figure", "", image(output)) for output in shown)
        else:
            for part in filter(None, re.split(r"(?m)^(?=#{1,3} )", source)):
                title, section = not section, heading(part) or section
                if title:
                    yield Slide(
                        "title",
                        "",
                        f"<h1>{html.escape(section)}</h1><p>Lesson {number}, {path} minutes</p>",
                    )
                elif on:
                    found = list(of_prose(part, section, answering))
                    yield from found
                    answering = bool(found) and found[-1].kind == "predict"
        task = cell["metadata"].get("task")
        if on and task and task.get("path", 50) <= path:
            what = html.escape(task["what"][0].upper() + task["what"][1:])
            yield Slide(
                "task", section, f"<p>{what}</p><p class=label>{task['minutes']} minutes</p>"
            )


def page(lesson: Path, path: int) -> str:
    """Return the slides of a lesson as one page that needs nothing else."""
    body = "\n".join(slide.html(n) for n, slide in enumerate(slides(lesson, path), 1))
    frame = (HERE / "slides.html").read_text("utf-8")
    title = html.escape(Lesson.read(lesson).sections()[0])
    return frame.replace("{{title}}", title).replace("{{slides}}", body)


def main(folder: Path) -> None:
    """Write the slides of every lesson on both paths, and the sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    for lesson in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for path in PATHS:
            (folder / f"{lesson.stem}-{path}.html").write_text(page(lesson, path), "utf-8")
    for name, sheet in sheets():
        (folder / f"{name}-sheet.html").write_text(sheet, "utf-8")
    print(f"{len(list(folder.glob('*.html')))} pages in {folder.name}: open one in a browser.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
