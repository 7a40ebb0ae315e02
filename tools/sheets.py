"""Makes the sheets for the lessons that work on paper, from the texts of the course."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from accordlib import Passage, load_corpus, parse_agreement

ROOT = Path(__file__).resolve().parents[1]
STYLE = (ROOT / "tools" / "sheets.css").read_text("utf-8")
SCALE = ("1 values", "2 renews", "3 cooperates", "4 new step", "5 with a date")
VERDICTS = ("verbatim", "supported", "partly", "absent", "contradicted")
CLAIMS = [0, 8, 9, 10, 11, 13]  # the six of lesson 09

corpus = load_corpus()
agreement = parse_agreement(corpus["accord"])


def page(title: str, task: str, body: str) -> str:
    """Return a sheet as a page that needs nothing else."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><main><p class=name>Name: ______________________</p>"
        f"<h1>{title}</h1><p>{task}</p>\n{body}\n</main></body></html>\n"
    )


def row(cells: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def table(heads: dict[str, int], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose heads are given with their share of the width, in per cent."""
    widths = "".join(f'<col style="width:{width}%">' for width in heads.values())
    return f"<table>{widths}{row(heads, 'th')}{''.join(map(row, rows))}</table>"


def shown(passage: Passage) -> str:
    return f"<b>{passage.label}</b> {html.escape(passage.text)}"


def cards(note: Callable[[str], str]) -> str:
    """Return a card for each commitment, with what a function notes on it."""
    made = (f"<div><b>{c.label}</b>{note(c.text)}</div>" for c in agreement.commitments)
    return f'<div class="cards">{"".join(made)}</div>'


def opening(text: str) -> str:
    return f"{html.escape(' '.join(text.split()[:9]))} …"


def accord(*labels: str) -> list[Passage]:
    return [agreement[label] for label in labels]


def lesson_02() -> str:
    lines = "<p>My renewing verbs: " + "_" * 62 + "</p>"
    task = "Underline each opening verb; write down the verbs that only renew. Then cut and deal."
    return page("02 Twenty-nine openings", task, lines + cards(opening))


def lesson_03b() -> str:
    task = "Cut. The cards with a circle have the word <i>defence</i>. Deal nine; do all four come?"
    circle = '<span style="font-size:22pt">○</span>'
    return page(
        "03b Cards to deal", task, cards(lambda t: circle if re.search(r"\bdefence\b", t) else "")
    )


def lesson_04() -> str:
    names = table({"Name, as it stands": 45, "Kind of actor": 30, "Sure?": 25}, [[""] * 3] * 8)
    task = (
        "Write down every actor that D2 names: states (also as adjectives), armed forces, "
        "ministries, persons, organisations. Then compare in pairs."
    )
    return page("04 Who is in D2?", task, f"<p>{shown(agreement['D2'])}</p>{names}")


def lesson_05() -> str:
    news, press = corpus["hiroshima-news"]["p8"], corpus["press-release-2021"]["p3"]
    texts = [*map(shown, accord("D2", "P4", "G4"))]
    texts += [f"News report, {shown(news)}", f"Press release, {shown(press)}"]
    heads = {"Text": 48, "Who": 12, "Whom": 14, "With what": 14, "Hedge": 12}
    task = "Who protects whom? Fill a row for each sentence that keeps something from harm or loss."
    return page("05 Arrows by hand", task, table(heads, [[text, "", "", "", ""] for text in texts]))


def lesson_06() -> str:
    lists = table({"Words of opening": 50, "Words of securing": 50}, [["<br>" * 12] * 2])
    economy = agreement.pillars[1].commitments
    rest = "".join(f"<p>{shown(commitment)}</p>" for commitment in economy)
    task = (
        "First the two lists, without looking at the text. Fold the sheet here until they are full."
    )
    return page(
        "06 Opened or secured?", task, f'{lists}<h2 style="break-before:page">E1 to E11</h2>{rest}'
    )


def lesson_07() -> str:
    places = " ".join(f"{n} ________" for n in range(1, 5))
    order = f"<p>My order of <i>energy, climate, nuclear, food</i>: {places}</p>"
    task = "Which of four words is most frequent? Then cut, mark what renews, and deal 9, 11 and 9."
    return page("07 Words and labels", task, order + cards(opening))


def lesson_08() -> str:
    pairs = zip(
        corpus["article"].paragraphs[:4], corpus["article-rewrite"].paragraphs[:4], strict=True
    )
    heads = {"Article": 36, "Rewrite": 36, "Harmless": 14, "Harmful": 14}
    task = (
        "Write each difference into one of the boxes. Harmful: a reader of the rewrite would "
        "believe what the article does not say, or could not know what it says."
    )
    return page(
        "08 Two versions, p1 to p4",
        task,
        table(heads, [[shown(a), shown(b), "", ""] for a, b in pairs]),
    )


def lesson_09() -> str:
    claims = corpus.annotations("claims").loc[CLAIMS]
    rows = [
        [f"{r.passage.split(':')[1]} {html.escape(r.claim.strip())}", ""]
        for r in claims.itertuples()
    ]
    source = "".join(f"<p>{shown(passage)}</p>" for passage in accord("D2", "D7", "E1", "P4"))
    p8 = f"<h2>The report's p8</h2><p>{shown(corpus['hiroshima-news']['p8'])}</p>"
    task = f"A verdict for each: {', '.join(VERDICTS)}. Underline the words on which it rests."
    claims_table = table({"Claim of the report": 75, "Verdict": 25}, rows)
    return page("09 Six claims", task, f"{claims_table}{p8}<h2>From the Accord</h2>{source}")


def lesson_10() -> str:
    ten = accord("D1", "D4", "D5", "E1", "E5", "E8", "G1", "G2", "G5", "G9")
    task = f"A step for each, by its strongest undertaking: {'; '.join(SCALE)}. Alone, in silence."
    heads = {"Commitment": 85, "Step": 15}
    return page("10 Ten commitments", task, table(heads, [[shown(c), ""] for c in ten]))


def lesson_11() -> str:
    text = (ROOT / "data" / "fictional" / "merrow-pasted.txt").read_text("cp1252")
    lines = "\n".join(f"{n:3} {html.escape(line)}" for n, line in enumerate(text.splitlines(), 1))
    task = "An invented agreement. Strike out what belongs to no part; mark headings and bullets."
    return page("11 A pasted text", task, f"<pre>{lines}</pre>")


def sheets() -> Iterator[tuple[str, str]]:
    """Yield the name of each lesson that works on paper, and its sheet."""
    for name, make in sorted(globals().items()):
        if name.startswith("lesson_"):
            yield name.removeprefix("lesson_"), make()
