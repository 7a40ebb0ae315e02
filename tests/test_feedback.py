"""Every sentence that an exercise can say stands in ``feedback.txt``, so that a change is seen.

``python tests/test_feedback.py`` writes the file anew; read what changed before it is stored.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from accordlib.exercises import Choice, Essay, Task
from accordlib.exercises.families import sentences_of_families
from accordlib.exercises.sets import ExerciseSet

ROOT = Path(__file__).resolve().parents[1]
STORED = ROOT / "tests" / "feedback.txt"
MODULES = ("apart", "essays", "feedback", "judging", "panels", "plain", "predicting", "probing")
MODULES += ("progress", "session", "sets", "tasks", "../messages")
FEWEST = 3  # words of what counts as a sentence


def of_tasks() -> Iterator[tuple[str, str]]:
    """Yield what the tasks of all sets say, each with its place."""
    for path in sorted((ROOT / "exercises" / "checks").glob("[0-9]*.py")):
        for task in ExerciseSet(path.stem, ROOT / "exercises").workbook.tasks:
            said = [task.asks, *task.hints]
            if isinstance(task, Task):
                said += [task.lead, *(slip.says for slip in task.slips)]
            if isinstance(task, Choice):
                said += [task.because, *task.options.values(), *task.wrong.values()]
            if isinstance(task, Essay):
                said += [task.rubric, task.sample, *task.checklist]
            yield from ((f"{path.stem} {task.name}", text) for text in said)


def of_modules() -> Iterator[tuple[str, str]]:
    """Yield the texts in the code of the library's exercises, with braces for what is put in."""
    for name in MODULES:
        tree = ast.parse((ROOT / "accordlib" / "exercises" / f"{name}.py").read_text("utf-8"))
        inside = {part for node in ast.walk(tree) for part in parts_of_texts(node)}
        for node in ast.walk(tree):
            if node in inside or not isinstance(node, ast.JoinedStr | ast.Constant):
                continue
            text = template(node)
            if len(text.split()) >= FEWEST:
                yield Path(name).name, text


def parts_of_texts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield docstrings, and the parts of a text with places in it."""
    if isinstance(node, ast.JoinedStr):
        yield from (value for value in node.values if isinstance(value, ast.Constant))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value


def template(node: ast.AST) -> str:
    """Return a text of the code, with the code of what is put into it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value)}}}"
    return "".join(template(value) for value in node.values)


def sentences() -> list[str]:
    """Return all of it, a line for each."""
    families = ((f"family {name}", says) for name, says in sentences_of_families().items())
    found = [*of_tasks(), *families, *of_modules()]
    return [f"{place}: {' '.join(text.split())}" for place, text in dict.fromkeys(found)]


def test_every_sentence_is_stored():
    stored = STORED.read_text("utf-8").splitlines()
    now = sentences()
    said = "run `python tests/test_feedback.py` and read what changed"
    assert sorted(set(now) - set(stored)) == [], said
    assert sorted(set(stored) - set(now)) == [], said


if __name__ == "__main__":
    STORED.write_text("\n".join(sentences()) + "\n", "utf-8")
