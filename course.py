"""Run a job of the course with nothing but Python: ``python3 course.py lab``.

A private environment in the folder ``.course`` holds nox and uv, as pinned in
``requirements.txt``; nox runs the job. ``python3 course.py`` lists the jobs.
"""

import hashlib
import importlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".course"
LOCK = ROOT / "requirements.txt"
STAMP = HOME / "lock.sha256"
SCRIPTS = HOME / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)


class CourseError(Exception):
    """Something the user can mend, said in plain words."""


def program(name):
    """Return the path of a program in the private environment."""
    return str(SCRIPTS / (name + (".exe" if os.name == "nt" else "")))


def run(command, failure):
    """Run a command; when it fails, raise a CourseError that ends with what it said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-6:]
        raise CourseError("\n".join([failure, "", "What the installer said:", *said]))


def check_python():
    """Refuse a Python that is too old or cannot make environments."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise CourseError(
            f"This course needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {found}.\n"
            "Install a newer Python and start again with it, for example: python3.13 course.py lab"
        )
    missing = [name for name in ("venv", "ensurepip") if not importlib.util.find_spec(name)]
    if missing:
        raise CourseError(
            f"This Python lacks its module {' and '.join(missing)}.\n"
            "On Debian and Ubuntu install the package python3-venv (apt install python3-venv),\n"
            "elsewhere reinstall Python with all its parts. Then start again."
        )


def pinned(name):
    """Return the lines of the lock that pin one package, hashes included."""
    found = re.search(rf"^{name}==(?:.*\\\n)*.*\n", LOCK.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise CourseError(
            f"requirements.txt does not pin {name}: restore the file from the repository."
        )
    return found[0]


def prepare():
    """Make the private environment, unless it already fits the lock."""
    if not LOCK.is_file():
        raise CourseError("requirements.txt is missing: restore the file from the repository.")
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text("ascii") == wanted and Path(program("nox")).is_file():
        return
    print("Preparing the course (only now and after an update) ...", flush=True)
    STAMP.unlink(missing_ok=True)
    python = program("python")
    run(
        [sys.executable, "-m", "venv", "--clear", str(HOME)],
        "Python could not make its private environment in the folder .course.\n"
        "On Debian and Ubuntu install the package python3-venv; elsewhere check that the\n"
        "folder of the course can be written to.",
    )
    offline = (
        "The course could not fetch its packages. The first start needs the internet:\n"
        "check the connection (and the proxy, if your institution has one), then start again."
    )
    (HOME / "uv.txt").write_text(pinned("uv"), "utf-8")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(HOME / "uv.txt")], offline)
    uv = [program("uv"), "pip", "install", "--quiet", "--python", python]
    run([*uv, "--constraint", str(LOCK), "nox[uv]"], offline)
    STAMP.write_text(wanted, "ascii")


def jobs():
    """Return the jobs of the noxfile with their first line of explanation."""
    source = (ROOT / "noxfile.py").read_text("utf-8")
    found = re.findall(
        r'^@nox\.session\b.*\ndef (\w+)\(.*\n    """(.*?)\.?"""', source, re.MULTILINE
    )
    return dict(found)


def check_text(arguments):
    """Refuse to study a file that cannot be read, before an environment is made for it."""
    if {"-h", "--help"} & set(arguments):
        return
    pairs = zip(["", *arguments], arguments, strict=False)
    values = [a for before, a in pairs if not re.fullmatch(r"--\w[^=]*", before)]
    names = [value for value in values if not value.startswith("-")]
    if not names:
        raise CourseError("Name the text: python3 course.py study FILE --out FOLDER")
    path = Path(os.path.expanduser(names[0])).absolute()  # noqa: PTH111 (its own fails for ~nobody)
    try:
        with path.open("rb") as file:
            if file.read(1):
                return
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    raise CourseError(f"{path} is empty. Choose another file.")


def usage():
    """Return the list of the jobs."""
    lines = (f"  {name:9} {text}" for name, text in jobs().items())
    return "\n".join(["Usage: python3 course.py JOB [ARGUMENTS]", "", "Jobs:", *lines])


def hand_over(command):
    """Become the command, which so gets every signal; Windows has to wait for it instead."""
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    running = subprocess.Popen(command)
    while True:
        try:
            return running.wait()
        except KeyboardInterrupt:
            continue


def main(arguments):
    """Run one job and return its exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    job, *rest = arguments
    try:
        check_python()
        if job not in jobs():
            raise CourseError(f"There is no job called {job!r}.\n\n{usage()}")
        rest = rest[1:] if rest[:1] == ["--"] else rest
        if job == "update":  # needs no environment, and so no network
            sys.path.insert(0, str(ROOT / "tools"))
            return importlib.import_module("copies").main(rest)
        if job == "study":
            check_text(rest)
        prepare()
    except CourseError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    nox = [program("python"), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py")]
    return hand_over([*nox, "--session", job, "--", *rest])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
