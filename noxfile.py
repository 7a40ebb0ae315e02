"""Every job of the course: ``python3 course.py JOB`` or ``nox -s JOB -- ARGUMENTS``."""

import hashlib
import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nox

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv"
nox.options.reuse_existing_virtualenvs = True
nox.options.download_python = "never"
nox.options.sessions = ["test"]

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.txt"
INPUTS = (LOCK, ROOT / "pyproject.toml", ROOT / "noxfile.py")
SOURCES = ("notebooks", "exercises/solutions")
STRICT_NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")
# Three, so that two cores have work while a kernel or a browser is waited for. Files in order:
# short ones, the notebooks, come last, so that no process waits long.
PARALLEL = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
# Measures what is reached, and costs no time; the branches of the tests themselves are not asked.
SLIPCOVER = ("python", "-P", "-W", "ignore:Unable to activate pytest", "-m", "slipcover")
LEAST_REACHED = "95"  # of 100 lines and branches of the library

# Jupyter reads and writes inside the checkout only: its configuration in .jupyter, its data
# in .course. PYTHONHASHSEED stays unset: stored outputs have to hold under any hash seed.
JUPYTER = {
    "JUPYTER_CONFIG_DIR": str(ROOT / ".jupyter"),
    "JUPYTER_DATA_DIR": str(ROOT / ".course" / "jupyter"),
    "JUPYTER_PREFER_ENV_PATH": "1",
    "IPYTHONDIR": str(ROOT / ".jupyter" / "ipython"),
    "MPLBACKEND": None,
}
OFFLINE = {
    **JUPYTER,
    "PYTHONPATH": str(ROOT / "tests" / "offline"),
    "PYTHONDONTWRITEBYTECODE": None,  # or each kernel compiles all packages anew
    "ACCORD_NO_PROGRESS": "1",
}


def install(session: nox.Session, *extras: str) -> None:
    """Install accordlib and some extras, unless the environment already has what is wanted."""
    stamp = Path(session.virtualenv.location) / "accord.sha256"
    inputs = b"".join(path.read_bytes() for path in INPUTS)
    wanted = hashlib.sha256(inputs + repr(extras).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return
    stamp.unlink(missing_ok=True)
    target = f".[{','.join(extras)}]"
    pins = ("--constraint", str(LOCK), "--build-constraint", str(LOCK))
    session.install("--exact", *pins, "--editable", target, "editables")
    stamp.write_text(wanted, "ascii")


def selected(session: nox.Session, names: list[str], folders: tuple[str, ...]) -> list[str]:
    """Return the notebooks whose number, name or path is given; without names, all of them."""
    every = sorted(path for folder in folders for path in (ROOT / folder).glob("*.ipynb"))
    if not every:
        session.error("there is no notebook to work on")
    chosen = [path for path in every if not names]
    for name in names:
        stem = Path(name).name.removesuffix(".ipynb")
        found = [path for path in every if path.stem == stem or path.stem.startswith(f"{stem}_")]
        if not found:
            session.error(
                f"no notebook is called {name}: there are {', '.join(p.stem for p in every)}"
            )
        chosen += found
    return [path.relative_to(ROOT).as_posix() for path in chosen]


def in_kernels(notebooks: list[str]) -> list[str]:
    """Leave out the solved sets of lessons that are there: they run in the lessons' kernels."""
    lesson_of = {path: path.replace(SOURCES[1], SOURCES[0]) for path in notebooks}
    return [path for path, lesson in lesson_of.items() if lesson == path or lesson not in lesson_of]


def arguments(session: nox.Session) -> list[str]:
    """Return the arguments of a job that runs in this folder; paths count from the user's."""
    paths = {given: Path(session.invoked_from, given) for given in session.posargs}
    elsewhere = Path(session.invoked_from) != ROOT
    there = {given for given, path in paths.items() if elsewhere and path.exists()}
    return [str(paths[given]) if given in there else given for given in session.posargs]


def check_style(session: nox.Session) -> None:
    """Run the linter and the formatter's check."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@contextmanager
def checked_types(session: nox.Session) -> Iterator[None]:
    """Run the type checker beside what the block runs, and say at its end what was found."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    checker = subprocess.Popen([shutil.which("mypy", path=session.bin)], cwd=ROOT, **pipes)
    try:
        yield
    finally:
        said, _ = checker.communicate()
        session.log(f"mypy: {said.decode(errors='replace').strip()}")
    if checker.returncode:
        session.error("the types are wrong: see what mypy says above")


@nox.session
def lab(session: nox.Session) -> None:
    """Open your copy of the course, my-course, in JupyterLab (--no-browser: only its server)."""
    sys.path.insert(0, str(ROOT / "tools"))
    copies = importlib.import_module("copies")
    try:
        copies.begin(ROOT)
    except copies.CopyError as problem:
        session.error(str(problem))
    paths = {given: Path(session.invoked_from, given).resolve() for given in session.posargs}
    given = [str(copies.copy_of(ROOT, p)) if p.exists() else g for g, p in paths.items()]
    install(session, "lab")
    stop = {"interrupt_timeout": 30, "terminate_timeout": 10}
    session.run("jupyter", "lab", *given, env=JUPYTER, **stop)


@nox.session(venv_backend="none")
def update(session: nox.Session) -> None:
    """Lay a new edition beside your work in my-course: update [FOLDER]."""
    session.run("python", str(ROOT / "tools" / "copies.py"), *arguments(session), external=True)


@nox.session
def study(session: nox.Session) -> None:
    """Write a report on an agreement: study FILE --out FOLDER (--help: what else)."""
    install(session, "lab")
    with session.chdir(session.invoked_from):  # relative paths count from where the user stands
        session.run("python", "-P", "-m", "accordlib", "study", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """Prove everything: style, types, library, data, stored outputs, prose; no network."""
    install(session, "test")
    check_style(session)
    given, notebooks = arguments(session), in_kernels(selected(session, [], SOURCES))
    reached = str(Path(session.virtualenv.location) / "reached.json")
    command = (*SLIPCOVER, "--json", "--out", reached, "-m", "pytest", *PARALLEL, *STRICT_NBVAL)
    with checked_types(session):
        session.run(*command, "tests", *notebooks, *given, env=OFFLINE)
    if not given:  # a part of the tests would reach a part only
        floor = ("--merge", reached, "--out", reached, "--fail-under", LEAST_REACHED)
        session.run(*SLIPCOVER, *floor)


@nox.session
def versions(session: nox.Session) -> None:
    """Run the tests with other versions than the lock's: versions lowest-direct, or highest."""
    resolution, *rest = session.posargs or ["highest"]
    session.install("--upgrade", "--resolution", resolution, "--editable", ".[test]")
    session.run("pytest", *PARALLEL, "tests", *rest, env=OFFLINE)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try random examples instead of the fixed ones, others each time and twenty times as many."""
    install(session, "test")
    chosen = ("-m", "hypothesis", "tests", *arguments(session))
    session.run("pytest", *PARALLEL, *chosen, env=OFFLINE | {"ACCORD_EXAMPLES": "random"})


@nox.session
def validate(session: nox.Session) -> None:
    """Compare the stored outputs of all notebooks, or of those named, with a new run."""
    install(session, "test")
    notebooks = in_kernels(selected(session, session.posargs, SOURCES))
    session.run("pytest", *PARALLEL, *STRICT_NBVAL, *notebooks, env=OFFLINE)


@nox.session
def refresh(session: nox.Session) -> None:
    """Run all notebooks, or those named, and store their outputs; make the exercises anew."""
    install(session, "test")
    notebooks = selected(session, session.posargs, SOURCES)
    session.run("python", "tools/refresh.py", *notebooks, env=OFFLINE)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and types of the library, the tools and the notebooks' code."""
    install(session, "test")
    check_style(session)
    session.run("mypy")


@nox.session
def mutants(session: nox.Session) -> None:
    """Try small changes of the library on its tests: mutants ROOM ... (--help: what else)."""
    install(session, "test")
    session.run("python", "tools/mutation.py", *session.posargs, env=OFFLINE)


@nox.session(venv_backend="none")
def lock(session: nox.Session) -> None:
    """Pin every package of every extra in requirements.txt (--upgrade: to the newest)."""
    from uv import find_uv_bin

    session.run(
        find_uv_bin(),
        *("pip", "compile", "pyproject.toml", "--all-extras", "--universal"),
        *("--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"),
        *("--custom-compile-command", "python3 course.py lock", "--output-file", LOCK.name),
        *session.posargs,
        external=True,
    )


@nox.session
def site(session: nox.Session) -> None:
    """Build the course as pages in the folder site, from the stored outputs."""
    install(session, "site")
    session.run("python", "tools/website.py", str(ROOT / "site"), env=OFFLINE)


@nox.session
def slides(session: nox.Session) -> None:
    """Make slides for 50 and 90 minutes and sheets to print, in the folder slides."""
    install(session, "site")
    session.run("python", "tools/slides.py", str(ROOT / "slides"), env=OFFLINE)


@nox.session
def grade(session: nox.Session) -> None:
    """Mark a class: grade FOLDER --set 03 --roster FILE --out FOLDER (--help: what else)."""
    install(session, "lab")
    with session.chdir(session.invoked_from):  # relative paths count from where the user stands
        session.run("python", "-m", "grading", *session.posargs, env={"PYTHONPATH": str(ROOT)})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed and memory beside the alternatives."""
    install(session, "bench")
    with session.chdir(session.invoked_from):  # relative paths count from where the user stands
        session.run("python", str(ROOT / "benchmarks" / "run.py"), *session.posargs)


@nox.session
def documents(session: nox.Session) -> None:
    """Compare readers of files with what a person sees; the other tools are not pinned."""
    others = (
        *("python-docx", "mammoth", "docx2python", "pypandoc_binary", "odfpy", "striprtf"),
        *("pypdf", "pdfminer.six", "pdfplumber", "trafilatura", "readability-lxml"),
        *("beautifulsoup4", "rapidfuzz"),
    )
    session.install("--editable", ".[documents]", *others)
    session.run("python", "benchmarks/documents.py")


@nox.session
def room(session: nox.Session) -> None:
    """Open a room for a class on this Linux machine: room --roster FILE (--help: what else)."""
    install(session, "lab", "room")
    with session.chdir(session.invoked_from):  # relative paths count from where the user stands
        session.run("python", str(ROOT / "deploy" / "room.py"), *session.posargs)


@nox.session
def prove_room(session: nox.Session) -> None:
    """Try a room with simulated students on this Linux machine, as root (--students 30)."""
    install(session, "lab", "room")
    session.run("python", str(ROOT / "deploy" / "prove.py"), *session.posargs)
