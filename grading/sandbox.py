"""A room with nothing in it for one student's code: bubblewrap, limits, and a watch over both."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError

ROOT = Path(__file__).resolve().parents[1]
_LOOK = 0.2  # seconds between two looks at the processes
_SETTING_UP, _GRACE = 130.0, 4.0  # seconds until a first line, and beyond the limits inside
_SET_UP = b'{"cell": -1}\n'  # the last line while a cell of the master runs
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
INSTALL = (
    "On Debian and Ubuntu: apt install bubblewrap. On Windows, macOS and where it may not be used "
    "grade in a container; docs/lecturers/marking.md has the commands."
)


@dataclass(frozen=True)
class Limits:
    """What a notebook may use; memory and processes are counted for all that it starts."""

    seconds: float = 300
    seconds_a_cell: float = 20
    seconds_a_call: float = 5
    memory: int = 2_000_000_000
    processes: int = 64
    disk: int = 50_000_000
    output: int = 12_000_000


@dataclass(frozen=True)
class Ended:
    how: str  # "well", or what was wrong: "time", "memory", "processes", "output", "early"
    written: bytes


def command(limits: Limits) -> list[str]:
    """Return the command that runs `inside` in a room of its own.

    It sees the system's and Python's own files and the library with its texts, all to be read
    only, and an empty folder of limited size. It sees no network, no process of anybody else, and
    nothing of the exercises.
    """
    program = shutil.which("bwrap")
    if not program:
        raise AccordError(f"bubblewrap (bwrap) is needed and not installed. {INSTALL}")
    inside = Path(__file__).with_name("inside.py")
    seen = {path: path for path in ("/usr", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts")}
    pythons = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    pythons -= {"/usr", "/bin", "/lib"}
    seen |= {str(Path(p).resolve()): str(Path(p).absolute()) for p in pythons}
    binds = []
    for here, there in sorted(seen.items()):
        binds += ["--ro-bind-try", here, there]
        if ROOT.is_relative_to(there):  # the course may stand in one of them, and is not to be seen
            binds += ["--tmpfs", str(ROOT)]
    seen = {str(ROOT / name): f"/course/{name}" for name in ("accordlib", "data")}
    seen[str(inside)] = "/course/inside.py"
    binds += [part for here, there in seen.items() for part in ("--ro-bind", here, there)]
    for name in ("lib", "lib32", "lib64", "bin", "sbin"):
        path = Path("/", name)
        if path.is_symlink():
            binds += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            binds += ["--ro-bind", str(path), str(path)]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "/course",
        "MPLBACKEND": "agg",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "IPYTHONDIR": "/tmp/ipython",
        "ACCORD_NO_PROGRESS": "1",
    }
    variables = [part for pair in environment.items() for part in ("--setenv", *pair)]
    return [
        *(program, "--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent"),
        *("--new-session", "--cap-drop", "ALL", "--clearenv", "--hostname", "marking"),
        *("--size", str(limits.disk), "--tmpfs", "/tmp"),  # first: the course may stand below it
        *(*binds, "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--remount-ro", "/", "--chdir", "/tmp", *variables),
        *(sys.executable, "-s", "-P", "/course/inside.py"),
    ]


def check() -> None:
    """Refuse to go on where no such room can be made; nothing is ever run outside of one."""
    if sys.platform != "linux":
        raise AccordError(f"Students' code is only run shut in, which needs Linux. {INSTALL}")
    room = command(Limits())
    look = f"import os, sys, accordlib; sys.exit(os.path.exists({str(ROOT / 'exercises')!r}))"
    room[room.index(sys.executable) :] = [sys.executable, "-c", look]
    done = subprocess.run(room, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it gives no reason"])[-1]
        raise AccordError(
            f"bubblewrap cannot shut a process in here: {said:.200}. Where user namespaces are "
            f"switched off, whoever runs the machine can allow them. {INSTALL}"
        )


def run_shut_in(job: dict[str, Any], limits: Limits) -> Ended:
    """Run one job in a room of its own, end it where it goes too far, and return what it wrote."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command(limits), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, close_fds=True
    ) as room:
        try:
            if room.stdin:  # the room reads it all before any of the student's code runs
                with suppress(BrokenPipeError), room.stdin:
                    room.stdin.write(json.dumps({**job, **asdict(limits)}).encode())
            ended = _watched(room, limits)
            if ended.how == "well":
                with suppress(subprocess.TimeoutExpired):
                    room.wait(1)
            return ended
        finally:
            room.kill()


def _watched(room: subprocess.Popen[bytes], limits: Limits) -> Ended:
    """Read until the end of the output; stop at a limit."""
    if room.stdout is None:
        return Ended("early", b"")
    end, size = time.monotonic() + limits.seconds, 0
    parts: list[bytes] = []
    longest = limits.seconds_a_cell + limits.seconds_a_call + _GRACE  # without a line
    look, quiet = 0.0, time.monotonic() + _SETTING_UP
    while True:
        now = time.monotonic()
        if now > min(end, quiet):
            return Ended("time", b"".join(parts))
        if now > look:
            look = now + _LOOK
            if how := _too_much(room.pid, limits):
                return Ended(how, b"".join(parts))
        if not select.select([room.stdout], [], [], _LOOK)[0]:
            continue
        part = os.read(room.stdout.fileno(), 1 << 16)
        if not part:
            return Ended("well", b"".join(parts))
        quiet = time.monotonic() + (_SETTING_UP if part.endswith(_SET_UP) else longest)
        parts.append(part)
        size += len(part)
        if size > limits.output:
            return Ended("output", b"".join(parts))


def _too_much(pid: int, limits: Limits) -> str:
    """Say of which there is too much in the room, processes or memory; empty if of none."""
    threads, pages = map(sum, zip(*_family(pid), strict=True))
    if threads > limits.processes:
        return "processes"
    return "memory" if pages * _PAGE > limits.memory else ""


def _family(pid: int) -> list[tuple[int, int]]:
    """Return for a process and its descendants the number of threads and the pages."""
    known = {pid: (0, 0, 0)}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_bytes().rpartition(b")")[2].split()
            except OSError:
                continue
            known[int(entry.name)] = (int(fields[1]), int(fields[17]), int(fields[21]))
    inside = {pid}
    while more := {n for n in known if known[n][0] in inside} - inside:
        inside |= more
    return [known[number][1:] for number in inside]
