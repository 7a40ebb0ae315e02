"""Open a room for a class on this machine: accounts, limits and JupyterHub.

    sudo python3 course.py room --roster class.csv --lecturer NAME

Stop it with Ctrl+C, or leave it to systemd; started again it makes the accounts that are new in
the roster and lays the present edition of the course beside what students have written.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import accounts
import limits

from accordlib import AccordError

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent
sys.path.insert(0, str(COURSE))
from grading.roster import read_roster  # noqa: E402

SYSTEMD = Path("/run/systemd/system")  # there where it runs
PROXY = HERE / "proxy"
SIZES = {"M": 2**20, "G": 2**30}


def size(text: str) -> int:
    """Return a number of bytes from ``512M`` or ``1G``."""
    try:
        return int(float(text[:-1]) * SIZES[text[-1:].upper()])
    except (KeyError, ValueError):
        raise argparse.ArgumentTypeError(f"{text!r}: write a size such as 768M or 1.5G") from None


def parser() -> argparse.ArgumentParser:
    told = argparse.ArgumentParser(prog="python3 course.py room", description=__doc__)
    told.add_argument("--roster", type=Path, required=True, help="CSV: id, name, e-mail, section")
    told.add_argument("--lecturer", action="append", default=[], help="an account of this machine")
    told.add_argument("--folder", type=Path, default=Path("/srv/accord-class"))
    told.add_argument("--address", default="127.0.0.1", help="where the room is reached")
    told.add_argument("--port", type=int, default=8000)
    told.add_argument("--certificate", type=Path, help="for any address but 127.0.0.1")
    told.add_argument("--key", type=Path, help="of the certificate")
    told.add_argument("--memory", type=size, default="1G", help="of a student (1G)")
    told.add_argument("--processors", type=float, default=1.0, help="of a student (1)")
    told.add_argument("--idle", type=int, default=60, help="minutes until an idle server ends")
    return told


def expect_safe(told: argparse.Namespace) -> None:
    """Refuse what would show passwords or files to others, before anything is made."""
    if os.name != "posix" or os.geteuid() != 0:
        raise AccordError("A room has accounts of its own: start it with sudo, on Linux.")
    if told.address != "127.0.0.1" and not (told.certificate and told.key):
        raise AccordError(
            "Passwords would go through the network as plain text. Give --certificate and --key, "
            "or keep 127.0.0.1 and let a web server with a certificate stand before the room."
        )
    for file in filter(None, (told.certificate, told.key)):
        if not file.is_file():
            raise AccordError(f"{file} is no file: name the certificate and its key.")
    if told.processors <= 0 or told.idle <= 0:
        raise AccordError("--processors and --idle have to be above 0.")


def expect_readable() -> None:
    """Refuse a course that students could not read, or could change."""
    test = [sys.executable, "-c", "import accordlib, jupyterlab, jupyterhub"]
    nobody = {"user": "nobody", "extra_groups": [], "env": {"PATH": os.defpath}, "cwd": "/"}
    done = subprocess.run(test, capture_output=True, text=True, **nobody)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:]
        raise AccordError(
            f"Students could not read the course in {COURSE} ({' '.join(said)}). Put its folder "
            "where everybody can read, for example into /opt, let everybody read it (chmod -R "
            "a+rX) and delete .course and .nox in it; then start again."
        )
    for path in (COURSE, COURSE / "accordlib", COURSE / "exercises", HERE):
        if path.stat().st_mode & 0o022:
            raise AccordError(
                f"Others may write to {path}: chmod -R go-w {COURSE}, then start again."
            )


def students_of(path: Path) -> dict[str, str]:
    return {accounts.login_of(student.id): student.name for student in read_roster(path).students}


def program(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def install_proxy() -> None:
    """Install the proxy as pinned, unless it is there."""
    wanted = (PROXY / "package-lock.json").read_text("utf-8")
    stamp = PROXY / "node_modules" / "installed-lock.json"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [program("npm"), "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=PROXY,
        env=os.environ | path,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AccordError(f"The proxy could not be installed: {done.stderr.strip()[-600:]}")
    stamp.write_text(wanted, "utf-8")


def open_room(told: argparse.Namespace) -> list[str]:
    """Make what is missing; return the command that starts the hub."""
    limits.tree()
    students = students_of(told.roster)
    expect_readable()
    accounts.expect_free(students)
    install_proxy()
    state, boxes = told.folder / "state", told.folder / "handed-in"
    state.mkdir(parents=True, exist_ok=True)
    told.folder.chmod(0o711)
    state.chmod(0o700)
    new = accounts.add_students(students, told.folder / "passwords.csv")
    accounts.add_lecturers(told.lecturer)
    accounts.make_boxes(boxes, students)
    if new:
        print(f"{len(new)} new accounts; hand out and delete {told.folder / 'passwords.csv'}.")
    settings = {k: str(v) if isinstance(v, Path) else v for k, v in vars(told).items()}
    settings |= {"students": sorted(students), "boxes": str(boxes)}
    (state / "settings.json").write_text(json.dumps(settings), "utf-8")
    return [program("jupyterhub"), "--config", str(HERE / "jupyterhub_config.py")]


def main(arguments: list[str]) -> int:
    """Open the room and become its hub."""
    told = parser().parse_args(arguments)
    try:
        expect_safe(told)
        if SYSTEMD.exists() and not limits.is_ours():
            command = limits.by_systemd([sys.executable, __file__, *arguments])
            os.execvp(command[0], command)
        command = open_room(told)
    except (AccordError, OSError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    state = told.folder / "state"
    os.chdir(state)
    os.environ["ACCORD_ROOM"] = str(state / "settings.json")
    os.execv(command[0], command)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
