"""pyproject.toml, environment.yml and requirements.txt say the same."""

import ast
import re
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONDA_NAMES = {"lazy-loader": "lazy-loader", "matplotlib": "matplotlib-base"}
PIP_ONLY = {"chardet", "lxml", "nupunkt", "pypdf", "pypdfium2"}
PIP_ONLY |= {"sudachidict-small", "sudachipy", "textalloc"}
PIN = re.compile(r"^([A-Za-z0-9._-]+(?:\[[a-z,]+\])?)==([^\s;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def files(request):
    """Return the three files' contents."""
    root = request.config.rootpath
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    conda = yaml.safe_load((root / "environment.yml").read_text("utf-8"))
    return project, conda, (root / "requirements.txt").read_text("utf-8")


def ranges(requirements):
    """Return name and range of each requirement, the name in its canonical form."""
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(r.name): r.specifier for r in parsed}


def needed(names):
    """Return the names of some distributions and of all that they require here."""
    found, open_names = set(), set(names)
    while open_names:
        name = canonicalize_name(open_names.pop())
        found.add(name)
        wanted = [Requirement(text) for text in distribution(name).requires or []]
        here = [r.name for r in wanted if not r.marker or r.marker.evaluate({"extra": ""})]
        open_names |= {canonicalize_name(other) for other in here} - found
    return found


def of_students(project):
    """Return what the library and the job `lab` require."""
    return project["project"]["dependencies"] + project["project"]["optional-dependencies"]["lab"]


def imported(path):
    """Return the packages that a module imports."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names += [a.name for node in nodes if isinstance(node, ast.Import) for a in node.names]
    return {name.partition(".")[0] for name in names}


def test_students_can_run_nbval_in_their_own_environment(files, root):
    project, conda, _ = files
    wanted = ranges(of_students(project))
    named = {"jupyterlab", "networkx", "matplotlib", "nltk", "nbval"}
    assert named <= set(wanted)
    listed = ranges(entry for entry in conda["dependencies"] if isinstance(entry, str))
    assert {CONDA_NAMES.get(name, name) for name in named} <= set(listed)

    there = needed(set(wanted) - {"jupyterlab"})
    assert {"pytest", "ipykernel", "nbformat"} <= there
    ours = {p.stem: p for folder in ("tools", "tests") for p in (root / folder).glob("*.py")}
    asked, open_paths = set(), [root / "conftest.py", ours["readable"]]
    while open_paths:
        new = imported(open_paths.pop()) - asked - sys.stdlib_module_names
        open_paths += [ours[name] for name in new & set(ours)]
        asked |= new
    providing = packages_distributions()
    for name in asked - {*ours, "accordlib"}:
        assert {canonicalize_name(d) for d in providing[name]} & there, name


def test_conda_has_the_same_ranges(files):
    project, conda, _ = files
    wanted = ranges(of_students(project))
    conda_wanted = {CONDA_NAMES.get(n, n): s for n, s in wanted.items() if n not in PIP_ONLY}
    listed = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    found = ranges(listed)
    assert str(found.pop("python")) == project["project"]["requires-python"]
    assert str(found.pop("pip")) == ""
    assert found == conda_wanted


def test_the_jobs_of_students_and_tests_have_the_extra_for_japanese(files):
    project, _, _ = files
    extras = project["project"]["optional-dependencies"]
    assert extras["japanese"]
    assert set(extras["japanese"]) <= set(extras["lab"]) & set(extras["test"])


def test_conda_installs_the_checkout_itself(files):
    project, conda, _ = files
    [pip] = [entry["pip"] for entry in conda["dependencies"] if isinstance(entry, dict)]
    assert "-e ." in pip
    rest = ranges(entry for entry in pip if entry != "-e .")
    wanted = ranges(of_students(project))
    assert rest == {name: wanted[name] for name in PIP_ONLY}


def test_pins_satisfy_every_range(files):
    project, _, lock = files
    extras = project["project"]["optional-dependencies"].values()
    wanted = ranges(sum(extras, project["project"]["dependencies"]))
    pins = [(canonicalize_name(name.partition("[")[0]), v) for name, v in PIN.findall(lock)]
    assert set(wanted) <= {name for name, _ in pins}
    outside = [f"{n}=={v}" for n, v in pins if n in wanted and v not in wanted[n]]
    assert not outside


def test_the_build_is_pinned_as_in_the_lock(files):
    project, _, lock = files
    [build] = project["build-system"]["requires"]
    assert build in [f"{name}=={version}" for name, version in PIN.findall(lock)]


def test_every_pin_has_hashes(files):
    _, _, lock = files
    entries = re.split(r"\n(?=\S)", "\n".join(t for t in lock.splitlines() if "#" not in t[:5]))
    assert len(entries) == len(PIN.findall(lock))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}$", entry) for entry in entries)


def test_the_lock_names_no_index_and_no_address(files):
    _, _, lock = files
    assert not re.search(r"://|^\s*-[-\w]*(?:index|find|host)|^-", lock, re.MULTILINE)
    assert " @ " not in lock
