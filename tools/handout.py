"""Makes the notebook that students open from the solutions: the same cells without solutions."""

import re

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor


def student_notebook(solutions: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a copy without the cells tagged ``solution``, outputs and comments in the prose."""
    remove = TagRemovePreprocessor(remove_cell_tags={"solution"})
    notebook = nbformat.from_dict(solutions)
    for preprocess in (remove, ClearOutputPreprocessor()):
        notebook, _ = preprocess.preprocess(notebook, {})
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"<!--.*?-->", "", cell.source, flags=re.DOTALL)
    return notebook
