"""Predictions inside a lesson: made before the result, answered at once by the texts, and kept.

The answers are in ``exercises/predictions/NN_lesson.py``: functions, named as the predictions, that
compute from the texts a number, a word (or several that will do) or a letter, and a sentence on it.
"""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from accordlib.exercises.panels import Panel
from accordlib.exercises.probing import watched
from accordlib.exercises.progress import Progress, kept_in
from accordlib.exercises.session import ExerciseError
from accordlib.exercises.sets import places
from accordlib.texts.passages import unknown_name

_FORMS = {
    "number": "It is a number and has no quotation marks: `number=12`.",
    "word": 'It is a word in quotation marks: `word="treaty"`.',
    "letter": 'It is one of the letters above, in quotation marks: `letter="b"`.',
}
_OPTIONS = "abcde"  # of options at most
_LONGEST_GUESS, MOST = 60, 1_000_000
NEAR = 0.1  # of the true number: as near as that is right


def predict(name: str, **prediction: Any) -> Panel:
    """Predict something before you look.

    Parameters
    ----------
    name : str
        The lesson and the prediction, such as ``"00 security"``.
    number, word, letter
        One of them: your prediction. As long as it is ``...`` nothing is told.

    Returns
    -------
    Panel
        What the texts say. The first prediction is kept in ``my_progress.json``.
    """
    watched()  # from now on errors are short, whoever started the kernel
    if len(prediction) != 1 or not prediction.keys() <= _FORMS.keys():
        forms = ", ".join(f"`{form}=`" for form in _FORMS)
        raise ExerciseError(f"Write one prediction behind the name: {forms}.")
    [(form, said)] = prediction.items()
    answer, options = _answer_to(name)
    if said is ...:
        text = f"Write your {form} in place of the three dots, then run this cell again."
        return Panel("not predicted yet", text, name)
    guess = _in_form(form, said)
    truth, sentence = answer()
    asked = "letter" if truth in [*_OPTIONS] else "word"
    if form != (asked := asked if isinstance(truth, str | tuple) else "number"):
        raise ExerciseError(f"No {form} is asked for here. {_FORMS[asked]}")
    if form == "letter" and guess not in options:
        raise ExerciseError(f"Give one of the letters above: {', '.join(options)}.")
    right, shown = is_right(guess, truth), truth[0] if isinstance(truth, tuple) else truth
    told = f"You say `{guess}`{', and that is near' * right}; it is `{shown}`."
    if right and (form != "number" or guess == truth):
        told = f"`{shown}`, as you predicted."
    return Panel("the texts say", f"{told} {sentence} {_keep(name, guess, right)}".strip(), name)


def is_right(guess: Any, truth: Any) -> bool:
    """Tell whether a prediction agrees with the truth: a number if it is near.

    >>> is_right("the Japan", ("japan", "tokyo")), is_right(19, 20), is_right(15, 20)
    (True, True, False)
    """
    if isinstance(guess, str):
        words = truth if isinstance(truth, tuple) else (truth,)
        said, *true = (re.sub("^(the|an?) ", "", str(w).casefold()) for w in (guess, *words))
        return said in true
    return bool(abs(guess - truth) <= NEAR * abs(truth))


def _in_form(form: str, said: Any) -> Any:
    """Return a prediction in the form that it is compared in."""
    if form == "number":
        if isinstance(said, int | float) and not isinstance(said, bool) and abs(said) < MOST:
            return said
    elif isinstance(said, str) and 0 < len(said.strip()) <= _LONGEST_GUESS:
        word = " ".join(said.split()).strip(" ()[]*.,:;“”\"'")
        if form == "word" and word:
            return word
        if form == "letter" and word[:1].isalpha() and not word[1:2].isalpha():
            return word[0].lower()
    raise ExerciseError(_FORMS[form])


def _keep(name: str, guess: Any, right: bool) -> str:
    """Keep the first prediction; return how many were right so far."""
    progress = Progress(kept_in(), "predictions")
    if progress.get(name, "said") is None:
        progress.put(name, "state", "right" if right else "wrong")
        progress.put(name, "said", str(guess))
    if progress.trouble or not progress.keeps:
        return progress.trouble
    states = [record.get("state") for record in progress.records.values()]
    return f"Right so far: {states.count('right')} of {len(states)} first predictions."


def _answer_to(name: str) -> tuple[Callable[[], tuple[Any, str]], str]:
    """Return the function that computes the answer to a prediction, and the letters to choose."""
    lesson, _, key = str(name).partition(" ")
    for place in places(Path.cwd()):
        for path in sorted((place / "exercises" / "predictions").glob(f"{lesson}_*.py")):
            found = answers(path)
            if key in found:
                return found[key], _options(place / "notebooks" / f"{path.stem}.ipynb", name)
            known = (f"{lesson} {other}" for other in found)
            raise unknown_name("prediction", str(name), known, path.stem)
    raise ExerciseError(
        f"There is no prediction {str(name)[:60]!r} for a notebook in this folder. Open it in the "
        "folder my-course of the course."
    )


def _options(lesson: Path, name: str) -> str:
    """Return the letters of the options above a prediction; all if they cannot be found."""
    if not lesson.is_file():
        return _OPTIONS
    cells = ["".join(cell["source"]) for cell in json.loads(lesson.read_bytes())["cells"]]
    above = next((a for a, cell in pairwise(cells) if f'predict("{name}"' in cell), "")
    return "".join(re.findall(r"\(([a-e])\) ", above.rpartition("**Predict.**")[2])) or _OPTIONS


def answers(path: Path) -> dict[str, Callable[[], tuple[Any, str]]]:
    """Return the answers to the predictions of a lesson by their names."""
    names = runpy.run_path(str(path))
    own = (n for n, value in names.items() if getattr(value, "__module__", "") == "<run_path>")
    return {name: names[name] for name in own if not name.startswith("_")}
