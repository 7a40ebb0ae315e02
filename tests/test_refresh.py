"""Refreshing stores notebooks in one normal form, or leaves them alone."""

import base64
import json

import nbformat
import refresh

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def stored(cells, minor=5):
    """Return a notebook as an editor may have left it."""
    metadata = {
        "kernelspec": {"name": "mine", "display_name": "My kernel"},
        "language_info": {"name": "python", "version": "3.8.1"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def code(source, **more):
    """Return a code cell that carries traces of an earlier run."""
    timing = {"execution": {"iopub.execute_input": "2026-01-01T00:00:00Z"}, "tags": ["kept"]}
    cell = {"cell_type": "code", "source": source, "metadata": timing}
    return cell | {"outputs": [], "execution_count": 7} | more


def write(path, notebook):
    """Store a notebook and return its path."""
    path.write_text(json.dumps(notebook), "utf-8")
    return path


def test_a_second_refresh_changes_no_byte(tmp_path, capsys):
    cells = [
        {"cell_type": "markdown", "source": "## Who is “we”?", "metadata": {}},
        code(["import sys\n", "print('a')\n", "sys.stdout.flush()\n", "print('b')"]),
        code(""),
        code("1 + 1", id="kept-id"),
        code("1 + 1"),
    ]
    path = write(tmp_path / "small.ipynb", stored(cells, minor=4))
    assert refresh.main([path]) == 0
    first = path.read_bytes()
    assert refresh.main([path]) == 0
    assert path.read_bytes() == first
    name = f"{tmp_path.name}/small.ipynb"
    assert capsys.readouterr().out == f"{name}: updated\n{name}: unchanged\n"
    assert list(tmp_path.iterdir()) == [path]


def test_the_normal_form(tmp_path):
    chunks = "for n in range(50):\n    print(n, flush=True)"
    cells = [code("print('a')"), code("print('a')"), code(""), code("1 + 1", id="kept-id")]
    cells.append(code(chunks, id="chunks"))
    path = write(tmp_path / "small.ipynb", stored(cells))
    assert refresh.main([path]) == 0
    content = path.read_text("utf-8")
    notebook = json.loads(content)
    nbformat.validate(notebook)
    assert content.endswith("}\n")
    assert [c["id"] for c in notebook["cells"]] == [
        "print-a",
        "print-a-2",
        "cell",
        "kept-id",
        "chunks",
    ]
    assert [c["execution_count"] for c in notebook["cells"]] == [1, 2, None, 3, 4]
    [printed] = notebook["cells"][4]["outputs"]
    assert "".join(printed["text"]).split() == [str(n) for n in range(50)]
    assert notebook["cells"][3]["outputs"][0]["execution_count"] == 3
    assert all(c["metadata"] == {"tags": ["kept"]} for c in notebook["cells"])
    assert notebook["metadata"]["kernelspec"] == refresh.KERNEL
    assert "version" not in notebook["metadata"]["language_info"]


def test_a_failing_notebook_stays_as_it_was(tmp_path, capsys):
    bad = write(tmp_path / "bad.ipynb", stored([code("1"), code("{}['x']", id="look-up")]))
    good = write(tmp_path / "good.ipynb", stored([code("1")]))
    before = bad.read_bytes()
    assert refresh.main([bad, good]) == 1
    assert bad.read_bytes() == before
    captured = capsys.readouterr()
    assert "bad.ipynb, cell look-up: KeyError: 'x'" in captured.err
    assert captured.out == f"{tmp_path.name}/good.ipynb: updated\n"


def test_the_picture_for_the_readme(tmp_path, monkeypatch):
    monkeypatch.setattr(refresh, "ROOT", tmp_path)
    monkeypatch.setattr(refresh, "PICTURE", tmp_path / "docs" / "overview.png")
    show = f"import base64\nfrom IPython.display import Image\nImage(base64.b64decode('{PIXEL}'))"
    tagged = code(show, metadata={"tags": [refresh.PICTURE_TAG]})
    path = write(tmp_path / "small.ipynb", stored([tagged]))
    assert refresh.main([path]) == 0
    assert refresh.PICTURE.read_bytes() == base64.b64decode(PIXEL)


def test_a_tag_without_a_picture_is_an_error(tmp_path, capsys):
    tag = {"tags": [refresh.PICTURE_TAG]}
    tagged = [code(source, metadata=tag) for source in ("1 + 1", "print('no picture')")]
    path = write(tmp_path / "small.ipynb", stored(tagged))
    assert refresh.main([path]) == 1
    assert "0 pictures are tagged" in capsys.readouterr().err


def test_what_a_reader_is_to_predict_is_folded(root):
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        before = nbformat.writes(notebook)
        assert '"outputs_hidden": true' in before, path.name
        refresh.fold_predicted(notebook.cells)
        assert nbformat.writes(notebook) == before, path.name
