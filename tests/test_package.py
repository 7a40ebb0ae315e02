"""The package as a whole: light, complete, documented, and at home outside the checkout."""

import inspect
import re
import subprocess
import sys
import zipfile
from functools import cache

import pandas as pd
import pytest
from library import DATA, ROOT, accord, corpus, exported, real_tokens, tokens

import accordlib
from accordlib.texts.files import data_folder

ISSUE = """
AccordError Passage Document Corpus load_corpus Agreement Pillar Commitment Signatory
parse_agreement sentences Tokens tokenize term_frequencies keyness dispersion tfidf kwic collocates
Picture plot_timeline plot_term_frequencies plot_zipf plot_keyness plot_dispersion stopwords
""".split()
HEAVY = ("jinja2", "matplotlib", "pandas", "networkx", "nltk", "numpy", "scipy", "nupunkt")
CLASSES = [name for name in exported() if inspect.isclass(getattr(accordlib, name))]
FUNCTIONS = [name for name in exported() if name not in CLASSES]

RAISING = [n for n in FUNCTIONS if "raise Accord" in inspect.getsource(getattr(accordlib, n))]


def python(code: str, **kwargs) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, **kwargs)
    assert done.returncode == 0, done.stderr
    return done.stdout


# The names


def test_every_promised_name_can_be_imported():
    assert [name for name in ISSUE if not hasattr(accordlib, name)] == []
    assert set(ISSUE) <= set(exported())


def test_all_is_what_the_stub_exports():
    assert sorted(accordlib.__all__) == sorted(exported())
    assert set(exported()) <= set(dir(accordlib))


def test_every_name_comes_from_the_module_that_the_stub_says():
    for name in exported():
        assert getattr(accordlib, name).__module__.startswith("accordlib.")


def test_the_import_is_light():
    found = python(
        "import sys, accordlib; print(*{name.partition('.')[0] for name in sys.modules})", cwd=ROOT
    )
    assert "accordlib" in found.split()
    assert set(HEAVY).isdisjoint(found.split())


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("a.parse_agreement(a.load_corpus()['accord'])", {"numpy"}),
        ("print(a.kwic(a.tokenize(a.load_corpus()['accord']), 'security'))", {"numpy"}),
        ("a.overlap(*[a.load_corpus()['article']] * 2)", {"numpy", "pandas", "nupunkt"}),
        (
            "a.null_model(a.actor_network(a.find_mentions(a.load_corpus()['accord'],"
            " a.load_gazetteer())), 2)",
            {"numpy", "pandas", "networkx"},
        ),
    ],
)
def test_a_step_imports_nothing_heavy_that_it_does_not_need(code, needed):
    shown = "print(*{name.partition('.')[0] for name in sys.modules})"
    found = python(f"import sys, accordlib as a; {code}\n{shown}", cwd=ROOT).split("\n")[-2]
    assert set(HEAVY) & set(found.split()) == needed


def test_the_version_is_the_one_of_the_project():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'\nversion = "{accordlib.__version__}"\n' in text


# The documentation


def sections(thing: object) -> dict[str, str]:
    """Return the sections of a docstring in the style of numpydoc."""
    parts = re.split(r"^(\w[\w ]*)\n-+\n", inspect.getdoc(thing), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def entries(section: str) -> set[str]:
    """Return the names that a section describes."""
    lines = re.findall(r"^([\w, ]+) :", section, flags=re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_documents_its_parameters_and_what_it_returns(name):
    function = getattr(accordlib, name)
    found = sections(function)
    assert found[""].strip()
    assert entries(found.get("Parameters", "")) == set(inspect.signature(function).parameters)
    assert found["Returns"].strip()


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_documents_its_fields(name):
    kind = getattr(accordlib, name)
    found = sections(kind)
    assert found[""].strip()
    own = {n for n in vars(kind).get("__annotations__", {}) if not n.startswith("_")}
    assert entries(found.get("Attributes", "")) >= own
    if kind is accordlib.Corpus:
        assert entries(found["Parameters"]) == {"documents", "folder"}


@pytest.mark.parametrize("name", CLASSES)
def test_public_methods_have_docstrings(name):
    for method, value in vars(getattr(accordlib, name)).items():
        if not method.startswith("_") and (callable(value) or isinstance(value, property)):
            assert inspect.getdoc(value), f"{name}.{method}"


@pytest.mark.parametrize("name", RAISING)
def test_an_error_that_a_function_raises_is_documented(name):
    assert "AccordError" in sections(getattr(accordlib, name))["Raises"]


@cache
def tables() -> dict[str, pd.DataFrame]:
    pillars = [real_tokens().filter(passages=lambda p, x=x: p.pillar == x) for x in "DE"]
    return {
        "term_frequencies": accordlib.term_frequencies(real_tokens()),
        "dispersion": accordlib.dispersion(real_tokens()),
        "keyness": accordlib.keyness(*pillars),
        "tfidf": accordlib.tfidf(real_tokens()).drop(columns="passage"),
        "collocates": accordlib.collocates(real_tokens(), "security"),
        "Corpus.overview": corpus().overview().reset_index(),
        "Corpus.provenance": corpus().provenance(),
        "Concordance": accordlib.kwic(tokens("a"), "a").table,
    }


@pytest.mark.parametrize("name", tables())
def test_every_column_of_a_table_is_documented(name):
    owner, _, method = name.partition(".")
    thing = getattr(accordlib, owner)
    found = sections(getattr(thing, method) if method else thing)
    text = found.get("Returns", found.get("Attributes", ""))
    assert [c for c in tables()[name] if f"``{c}``" not in text] == []


# Installed


def test_an_editable_install_reads_the_data_of_the_checkout():
    assert data_folder() == DATA
    assert accordlib.load_corpus().folder == DATA


TRY = """
import accordlib, pathlib, sys
from accordlib.texts.files import data_folder
place = pathlib.Path(accordlib.__file__).resolve().parent
agreement = accordlib.parse_agreement(accordlib.load_corpus()["accord"])
assert len(agreement.commitments) == 29
assert accordlib.stopwords()
assert len(accordlib.load_corpus().annotations("events"))
print(place, data_folder(), sep="\\n")
"""


def build(target: str, folder) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr or done.stdout


def run_outside(setup: str, folder) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys, site; {setup}\n{TRY}"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build("wheel", folder)
    [path] = folder.glob("*.whl")
    return path


def test_a_wheel_works_outside_the_checkout_with_its_own_data(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    place, data = run_outside(f"sys.path.insert(0, {str(tmp_path)!r})", tmp_path)
    assert place == str(tmp_path / "accordlib")
    assert data == str(tmp_path / "accordlib" / "data")


def test_a_wheel_holds_all_data_and_nothing_but_the_package(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        data = {f"accordlib/{p.relative_to(ROOT).as_posix()}" for p in DATA.rglob("*.*")}
        assert data <= names
        assert {"accordlib/py.typed", "accordlib/__init__.pyi"} <= names
        parts = ("page.html.j2", "methods.txt.j2", "report.css")
        assert {f"accordlib/report/{name}" for name in parts} <= names
        assert {name.partition("/")[0] for name in names} == {"accordlib"}
        for path in DATA.rglob("*.*"):
            name = f"accordlib/{path.relative_to(ROOT).as_posix()}"
            assert archive.read(name) == path.read_bytes()


def test_an_editable_wheel_leads_back_to_the_checkout(tmp_path):
    pytest.importorskip("hatchling")
    pytest.importorskip("editables")
    code = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [path] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "site")
    place, data = run_outside(f"site.addsitedir({str(tmp_path / 'site')!r})", tmp_path)
    assert place == str(ROOT / "accordlib")
    assert data == str(DATA)


def test_the_library_names_the_accord_in_its_example_ids():
    # Labels such as accord:D2 stand in docstrings and in the lessons: they have to exist.
    named = set(re.findall(r"accord:([A-Z]\d)", accordlib.Passage.__doc__ or ""))
    assert named
    assert all(accord()[label] for label in named)
