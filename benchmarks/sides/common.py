"""What all sides share: the texts, the names, the words asked for, and plain results."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

FREQUENT, RARE, NODE = "the", "hiroshima", "security"
WINDOW, SHOWN, MINIMUM, NAMES = 5, 100, 2, 1000
GAZETTEER = Path(__file__).resolve().parents[2] / "data" / "annotations" / "gazetteer.csv"

# accordlib's rule, for the sides that do not import accordlib.
RULE = r"""(?x)
    \w+
    (?: ['’ʼ‐‑.,+\u0300-\u036f-]
        (?: (?<=['’ʼ‐‑-]) \w+ | (?<=\d[.,+]) (?=\d) \w+
          | (?<=\b[^\W\d_]\.) (?:[^\W\d_]\.)+ | (?<=[\u0300-\u036f]) \w* ) )*
    (?: % (?<=\d%) | ° (?<=\d°) \w? )?
"""
_FOLD = str.maketrans("’ʼ‐‑", "''--")


def folded(word: str) -> str:
    """Return the type of a token."""
    return word.lower().translate(_FOLD)


def texts(folder: Path) -> list[str]:
    """Read the texts of a folder."""
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]


def names() -> dict[str, str]:
    """Return a thousand names and aliases with the ids of what they name."""
    found: dict[str, str] = {}
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] != "person":
                for alias in (row["name"], *row["aliases"].split("|")):
                    if alias.strip() and len(found) < NAMES:
                        found.setdefault(alias.strip(), row["id"])
    return {form: id for name, id in found.items() for form in spellings(name)}


def spellings(name: str) -> Iterable[str]:
    """Return a name with straight and curly apostrophes, with one hyphen and another."""
    forms = {name}
    for signs in ("'’ʼ", "-‐‑"):
        forms = {re.sub(f"[{signs}]", sign, form) for form in forms for sign in signs}
    return sorted(forms)


def pattern(forms: Iterable[str]) -> str:
    """Return a pattern of whole names, the longest first, tried only where one can begin."""
    firsts = "".join(sorted({form[0] for form in forms}))
    longest = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return rf"\b(?=[{firsts}])(?<!_)(?:{longest})(?![^\W_])"


def joined(rows: Iterable[Iterable[str]]) -> Counter[tuple[str, str]]:
    """Count the rows that two ids share."""
    return Counter(pair for row in rows for pair in combinations(sorted(set(row)), 2))


def joined_columns(table, key: str, value: str) -> dict:
    """Return two columns of a table as a dictionary."""
    return dict(zip(table[key], table[value], strict=True))
