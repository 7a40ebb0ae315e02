"""Limits of memory, processors and processes for a group of processes, kept by the Linux kernel.

A control group holds a student's server with all that it starts; nothing inside can leave it or
raise its limits. Version 2 of control groups is used where it has the three controllers, else
version 1 (kernel documentation, admin-guide/cgroup-v1 and admin-guide/cgroup-v2).
"""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from accordlib import AccordError

CONTROLLERS = ("memory", "cpu", "pids")
MOUNTED = Path("/sys/fs/cgroup")
HUB = "accord-hub"  # the group of the hub itself
PERIOD = 100_000  # microseconds
SECONDS_TO_END = 5


@dataclass(frozen=True)
class Limits:
    """What one student may use: bytes of memory, processors, processes with their threads."""

    memory: int
    processors: float
    processes: int = 400

    def settings(self) -> dict[str, dict[str, str]]:
        """Return what is written into which file, by version and file."""
        quota = str(int(self.processors * PERIOD))
        memory, processes = str(self.memory), str(self.processes)
        return {
            "1": {
                "memory.limit_in_bytes": memory,
                "memory.memsw.limit_in_bytes": memory,
                "cpu.cfs_period_us": str(PERIOD),
                "cpu.cfs_quota_us": quota,
                "pids.max": processes,
            },
            "2": {
                "memory.max": memory,
                "memory.swap.max": "0",
                "cpu.max": f"{quota} {PERIOD}",
                "pids.max": processes,
            },
        }


@dataclass(frozen=True)
class Group:
    """A control group: a folder for each controller, or one for all."""

    version: str
    folders: tuple[Path, ...]

    def group(self, name: str) -> "Group":
        """Return the group of a name below this one; it need not exist."""
        return Group(self.version, tuple(folder / f"accord-{name}" for folder in self.folders))

    def limit(self, limits: Limits) -> None:
        """Make the group, if need be, and set its limits."""
        for folder in self.folders:
            folder.mkdir(exist_ok=True)
            for name, value in limits.settings()[self.version].items():
                if (folder / name).exists():  # swap is not counted on every machine
                    (folder / name).write_text(value)

    def enter(self) -> None:
        """Put this process, and all that it will start, into the group."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    def processes(self) -> set[int]:
        found: set[int] = set()
        for folder in self.folders:
            with suppress(FileNotFoundError):
                found |= {int(line) for line in (folder / "cgroup.procs").read_text().split()}
        return found

    def memory(self) -> int:
        """Return the most memory that the group has used, in bytes."""
        names = {"1": "memory.max_usage_in_bytes", "2": "memory.peak"}
        files = (folder / names[self.version] for folder in self.folders)
        return next((int(file.read_text()) for file in files if file.exists()), 0)

    def end(self) -> None:
        """End every process of the group, whatever it was started by, and remove it."""
        until = time.monotonic() + SECONDS_TO_END
        while (left := self.processes()) and time.monotonic() < until:
            for process in left:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.02)
        for folder in self.folders:
            with suppress(OSError):  # still busy: the next start finds it again
                folder.rmdir()


def _own_folders(said: str, mounted: Path) -> dict[str, Path]:
    """Return where each controller has this process; version 2 under an empty name."""
    found = {}
    for line in said.splitlines():
        _, names, path = line.split(":", 2)
        for name in names.split(","):
            found[name] = mounted / name / path.removesuffix(f"/{HUB}").lstrip("/")
    if "" in found and not (found[""] / "cgroup.controllers").exists():
        found[""] = mounted / "unified" / found[""].relative_to(mounted)
    return found


def tree(said: str | None = None, mounted: Path = MOUNTED) -> Group:
    """Return the group in which this process runs, to make others below it.

    In version 2 a group with groups below it may hold no process: those of this group move into
    one of their own.
    """
    own = _own_folders(Path("/proc/self/cgroup").read_text() if said is None else said, mounted)
    if all((own.get(name, Path("-")) / "cgroup.procs").exists() for name in CONTROLLERS):
        return Group("1", tuple(own[name] for name in CONTROLLERS))
    whole = own.get("", Path("-"))
    has = whole / "cgroup.controllers"
    try:
        if {*CONTROLLERS} <= {*has.read_text().split()}:
            _hand_down(whole)
            return Group("2", (whole,))
    except OSError:
        pass  # not ours to divide
    raise AccordError(
        "This machine hands no control groups for memory, processors and processes to the room, so "
        "that one student could stop the work of all. In a container, let its engine hand them to "
        "it; elsewhere use a Linux with systemd, or one of the hubs in docs/lecturers/class.md."
    )


def is_ours() -> bool:
    """Tell whether systemd has handed the group of this process to whoever runs in it."""
    try:
        own = _own_folders(Path("/proc/self/cgroup").read_text(), MOUNTED)[""]
        return os.getxattr(own, "trusted.delegate") == b"1"
    except (OSError, KeyError):
        return False


def by_systemd(command: list[str]) -> list[str]:
    """Return the command that lets systemd run another one in a group that is its own."""
    talks = "--pty" if sys.stdin.isatty() else "--pipe"
    own = ("--quiet", "--collect", "--wait", "--same-dir", "--property=Delegate=yes")
    return ["systemd-run", *own, talks, *command]


def _hand_down(whole: Path) -> None:
    """Let the groups below one have its controllers."""
    if whole.resolve() != MOUNTED:  # only the root of all groups may keep processes
        inner = whole / HUB
        inner.mkdir(exist_ok=True)
        for process in (whole / "cgroup.procs").read_text().split():
            with suppress(ProcessLookupError):
                (inner / "cgroup.procs").write_text(process)
    wanted = " ".join(f"+{name}" for name in CONTROLLERS)
    (whole / "cgroup.subtree_control").write_text(wanted)
