"""One decision for all lines together: the labelling of a text that its features weigh most for.

It is the best path of Viterbi [1]_ through a linear chain. The weights are rows of
``data/grammar/lines.csv``: label, feature, weight. The margin of a line is how much the best
labelling weighs more than the best one that gives this line another label.

.. [1] Viterbi (1967). doi:10.1109/TIT.1967.1054010
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.files import fitting, grammar_rows

# What a line may be, and what may follow it.
LABELS = {
    "above": "above title",
    "title": "title front opening preamble heading item text signature",
    "front": "front opening preamble heading item text signature",
    "opening": "preamble opening front",
    "preamble": "preamble front opening heading item text closing rest signature",
    "heading": "heading item text rest",
    "item": "heading item text closing rest signature",
    "text": "heading item text closing rest signature",
    "closing": "closing rest signature heading item text",
    "signature": "signature more closing rest front opening preamble heading item text",
    "more": "signature more closing rest front opening preamble heading item text",
    "rest": "rest signature closing heading item text",
}
_AT_FIRST = {"above": 0, "title": 0, "front": -12}  # weights of labels of the first line
_AT_FIRST |= dict.fromkeys(("opening", "preamble", "heading", "item"), -6)
_NEVER = -1e4  # the weight of a succession that is not allowed: a hand may still ask for it
_REASONS = 2  # features that a reason names
_Weights = NDArray[np.float64]


@cache
def weights() -> tuple[dict[str, int], _Weights]:
    """Return the row of each feature, and the weights: a row a feature, a column a label."""
    number = fitting(r"-?\d+(?:\.\d+)?", "it is not a number")
    columns = {"label": fitting(LABELS), "feature": fitting(".+", "it is empty"), "weight": number}
    rows, names = list(grammar_rows("lines", columns, 2)), list(LABELS)
    features = {name: n for n, name in enumerate(dict.fromkeys(row[1] for row in rows))}
    table = np.zeros((len(features), len(names)))
    for label, feature, weight in rows:
        table[features[feature], names.index(label)] = float(weight)
    return features, table


def successions(rows: Mapping[str, int], table: _Weights) -> tuple[_Weights, _Weights]:
    """Return the weights of labels that follow labels, and of those that come first."""
    names = list(LABELS)
    follow = np.full((len(names), len(names)), _NEVER)
    for n, (name, after) in enumerate(LABELS.items()):
        weighed = table[rows[f"after {name}"]] if f"after {name}" in rows else np.zeros(len(names))
        for label in after.split():
            follow[n, names.index(label)] = weighed[names.index(label)]
    begin = np.array([_AT_FIRST.get(name, _NEVER) for name in names], float)
    return follow, begin


def label_lines(
    seen: Sequence[Sequence[str]], asked: Mapping[int, str]
) -> list[tuple[str, float, str]]:
    """Label lines by their features; return the label, the margin and the reason of each.

    `asked` are the labels of which lines must have one, by their place. Where there is one only,
    nothing is weighed, and the margin is infinite.
    """
    if not seen:
        return []
    rows, table = weights()
    known = [[rows[f] for f in dict.fromkeys(fs) if f in rows] for fs in seen]  # in their order
    emitted = np.array([table[some].sum(axis=0) for some in known])
    names = list(LABELS)
    for n, labels in asked.items():
        emitted[n, [x not in labels.split() for x in names]] += 2 * _NEVER
    best, margins, seconds = _decide(emitted, *successions(rows, table))
    said = []
    for n, chosen in enumerate(best):
        margin = np.inf if margins[n] > -_NEVER / 2 else float(margins[n])
        against = table[:, chosen] - table[:, seconds[n]]  # what weighs against the second
        weighed = {f: against[rows[f]] for f in seen[n] if f in rows}
        most = sorted((f for f in weighed if weighed[f] > 0), key=lambda f: -weighed[f])
        why = ", ".join(most[:_REASONS]) or "what stands around it"
        said.append((names[chosen], margin, why))
    return said


def _decide(emitted: _Weights, follow: _Weights, begin: _Weights) -> tuple[list[int], Any, Any]:
    """Return the best labels, their margins, and the label that is second at each line."""
    count = len(emitted)
    before, behind = np.empty_like(emitted), np.zeros_like(emitted)
    came = np.zeros(emitted.shape, int)
    before[0] = begin + emitted[0]
    for n in range(1, count):
        paths = before[n - 1][:, None] + follow
        came[n] = paths.argmax(axis=0)
        before[n] = paths.max(axis=0) + emitted[n]
    for n in range(count - 2, -1, -1):
        behind[n] = (follow + emitted[n + 1] + behind[n + 1]).max(axis=1)
    best = [int(before[-1].argmax())]
    for n in range(count - 1, 0, -1):
        best.append(int(came[n][best[-1]]))
    best.reverse()
    through = before + behind
    here = np.arange(count)
    top = through[here, best].copy()
    through[here, best] = -np.inf
    return best, top - through.max(axis=1), through.argmax(axis=1)
