"""How well quotations are located: ``python tests/located/measure.py [design]``.

Prints for each kind of quotation how many were called what they are (recall), for each status how
many of those so called are (precision), with Wilson's 95% intervals, on the five texts and on the
agreements and treaties beside the project; for the quotations that were held back, or with the word
*design* for those on which the method was designed.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from library import SHARED, accord, corpus
from quoting import STATUS, halves, is_right, looked_up
from scipy.stats import binomtest

from accordlib import Document

FOLDERS = ("agreements", "agreements-more", "treaties", "texts")
NOT_ENGLISH = ("README", "netherlands-morocco-french", "rights-of-the-child-zh")


def beside() -> dict[str, Document]:
    """Return the texts that stand beside the project."""
    files = sorted(path for folder in FOLDERS for path in (SHARED / folder).glob("*.*"))
    documents = [Document.from_file(path) for path in files if path.stem not in NOT_ENGLISH]
    return {document.id: document for document in documents}


def share(right: int, of: int) -> str:
    low, high = binomtest(right, of).proportion_ci(method="wilson") if of else (0, 1)
    return f"{right} of {of} [{low:.2f}, {high:.2f}]"


def show(name: str, texts: dict, seed: int) -> None:
    quotes = halves(texts, seed)["design" not in sys.argv]
    found = looked_up(quotes, texts)
    both = list(zip(quotes, found, strict=True))
    of, right = (
        Counter(q.kind for q in quotes),
        Counter(q.kind for q, at in both if is_right(q, at)),
    )
    print(f"\n{name}: {len(texts)} texts, {len(quotes)} quotations")
    for kind, number in of.items():
        print(f"  {kind:14}", share(right[kind], number))
    for status in dict.fromkeys(STATUS.get(kind, kind) for kind in of):
        called = [STATUS.get(q.kind, q.kind) == status for q, at in both if at.status == status]
        print(f"  called {status:10}", share(sum(called), len(called)))
    turned = [q.kind == "negated" for q, at in both if at.negation in ("added", "lost")]
    print("  negation      ", share(sum(turned), len(turned)))
    for least, most in ((6, 7), (8, 11), (12, 99)):
        some = [
            is_right(q, at) for q, at in both if q.kind == "altered" and least <= q.words <= most
        ]
        print(f"  altered, {least} to {most} words", share(sum(some), len(some)))
    for quote, at in both:
        if not is_right(quote, at):
            print("   ", quote.kind, quote.edits, "|", quote.text, "|", quote.passages, "|", at)


if __name__ == "__main__":
    show("The five texts", {**corpus(), "accord": accord()}, 1)
    show("Texts beside the project", beside(), 2)
