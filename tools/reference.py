"""Counts what stands in each agreement of a folder: tools/reference.py FOLDER --source TEXT.

The rows of the folder in data/reference/agreements.csv are made anew, those of others stay. The
texts are read and not kept. What cannot be counted is named, with the reason.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pandas as pd

from accordlib import (
    AccordError,
    Agreement,
    Document,
    code_commitments,
    find_names,
    load_gazetteer,
    parse_agreement,
    sentences,
    stopwords,
    tokenize,
)

TABLE = Path(__file__).resolve().parents[1] / "data" / "reference" / "agreements.csv"
WORDS = "will shall may must agree commit undertake security cooperation partnership energy trade"
SPELLINGS = {word: {word} for word in WORDS.split()} | {
    "defence": {"defence", "defense"},
    "resilience": {"resilience", "resilient"},
}
CODED = ("kind", "modality", "strength")  # columns of code_commitments, where it has them
PARTIES = ("state", "organisation", "polity")
DATES = ("%B %d, %Y", "%d %B %Y", "%d %B, %Y")
FEW = 8  # words of a line that is no sentence
HEAD = 6  # lines in which a date may stand alone
ENGLISH = 0.25  # least share of words of the stop list


def date_of(path: Path, text: str) -> str:
    """Return the day that the file's name begins with, or that a line at the top is; or nothing."""
    if found := re.match(r"\d{4}-\d\d-\d\d", path.stem):
        with suppress(ValueError):
            return date.fromisoformat(found[0]).isoformat()
    for line in [line.strip() for line in text.splitlines() if line.strip()][:HEAD]:
        for form in DATES:
            try:
                return datetime.strptime(line, form).date().isoformat()
            except ValueError:
                pass
    return ""


@cache
def states() -> pd.DataFrame:
    """Return states and organisations of the gazetteer, read once."""
    names = load_gazetteer()
    return names[names["type"].isin(PARTIES)]


def parties_of(agreement: Agreement) -> str:
    """Return who is named in the title or, where that names no two, in the first sentence."""
    title = [passage for passage in agreement.passages if passage.kind == "title"]
    rest = [p for p in agreement.passages if p.kind != "title" and len(p.text.split()) > FEW]
    found: list[str] = []
    for place in (title, sentences(rest[:1])[:1]):
        if len(found) < 2 and place:
            ids = find_names(tokenize(place), states()).table["id"]
            names = ids.map(states().set_index("id")["name"])
            found = list(dict.fromkeys([*found, *names]))
    return "; ".join(found)


def shares_of(agreement: Agreement) -> Iterator[tuple[str, float]]:
    """Yield the share of each code among the commitments; a missing one is called none."""
    if not agreement.commitments:
        return
    coded = code_commitments(agreement)
    for column in CODED:
        if column in coded:
            codes = coded[column].astype(object).where(coded[column].notna(), "none").astype(str)
            for code, share in codes.value_counts(normalize=True).items():
                yield f"{column}_{code}".replace(" ", "_"), round(share, 4)


def counted(path: Path, source: str) -> dict[str, object]:
    """Return the row of a text. AccordError: it cannot be counted."""
    document = Document.from_file(path)
    agreement = parse_agreement(document)
    tokens = tokenize(agreement.passages)
    words = pd.Series([word.lower() for word in tokens.surface()])
    if not words.isin(stopwords()).mean() >= ENGLISH:
        raise AccordError("It is not in English, and the words that are counted are.")
    titles = [passage.text for passage in agreement.passages if passage.kind == "title"]
    lengths = pd.Series(
        [len(tokenize([passage])) for passage in agreement.commitments], dtype=float
    )
    first = titles or document.text.split("\n")[:1]
    row: dict[str, object] = {
        "text": path.stem,
        "folder": path.parent.name,
        "source": source,
        "title": " ".join(" ".join(first).split()),
        "date": date_of(path, document.text),
        "parties": parties_of(agreement),
        "words": len(words),
        "parts": len(agreement.pillars),
        "commitments": len(agreement.commitments),
        "median_length": lengths.median(),
    }
    row |= shares_of(agreement)
    for word, forms in SPELLINGS.items():
        row[f"per_1000_{word}"] = round(1000 * words.isin(forms).mean(), 2)
    return row


def counted_folder(folder: Path, source: str) -> pd.DataFrame:
    """Return a row for each text of a folder, sorted by name; say which are left out."""
    rows = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".txt", ".md") and path.name != "README.md":
            try:
                rows.append(counted(path, source))
            except AccordError as error:
                print(f"{path.name} is left out. {error}")
    return pd.DataFrame(rows)


def joined(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return both tables, of a folder that both have the new rows; a share that is missing is 0."""
    kept = old[~old["folder"].isin(new["folder"])] if len(old) else old
    table = pd.concat([kept, new], ignore_index=True).sort_values(["folder", "text"])
    groups = tuple(f"{column}_" for column in CODED)
    shares = sorted(name for name in table if name.startswith(groups))
    some = table["commitments"] > 0
    table.loc[some, shares] = table.loc[some, shares].fillna(0)
    others = [name for name in table if name not in shares]
    place = others.index("median_length") + 1
    return table[[*others[:place], *shares, *others[place:]]]


def main(arguments: list[str], table: Path = TABLE) -> int:
    """Count a folder and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", default="", help="where the texts come from")
    given = parser.parse_args(arguments)
    folder = given.folder.resolve()
    if not folder.is_dir():
        print(f"{given.folder} is no folder. Give the folder in which the texts are.")
        return 1
    try:
        old = pd.read_csv(table) if table.is_file() else pd.DataFrame()
        sources = {*old["source"][old["folder"] == folder.name].fillna("")} if len(old) else set()
    except (ValueError, KeyError):
        print(f"{table} is no table of agreements: restore it, or take it away.")
        return 1
    if sources - {given.source}:
        said = ", ".join(sorted(sources))
        print(f"A folder {folder.name!r} is counted already, of the source {said!r}.")
        print("Give that as --source to count it anew, or another name to the folder.")
        return 1
    new = counted_folder(folder, given.source)
    if new.empty:
        print(f"No text of {given.folder} could be counted.")
        return 1
    table.parent.mkdir(parents=True, exist_ok=True)
    joined(old, new).to_csv(table, index=False, lineterminator="\n")
    print(f"{len(new)} texts are counted.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
