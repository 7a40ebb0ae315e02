"""A student's server: held to its limits, with the course laid into the student's home."""

import asyncio
import os
import pwd
import subprocess
import sys
from pathlib import Path

import accounts
import limits
from jupyterhub.spawner import LocalProcessSpawner

COURSE = Path(__file__).resolve().parents[1]
GROUPS = limits.tree()


class LimitedSpawner(LocalProcessSpawner):
    """A server as a process of its student, in a control group with the student's limits."""

    @property
    def group(self) -> limits.Group:
        return GROUPS.group(self.user.name)

    def make_preexec_fn(self, name):
        """Return what the new process does first: enter the group, then become the student.

        Lecturers have no limits: marking runs notebooks of 2 GB, some at once.
        """
        become = super().make_preexec_fn(name)
        group, is_student = self.group, name in accounts.members(accounts.STUDENTS)
        if is_student:
            group.limit(limits.Limits(self.mem_limit, self.cpu_limit))

        def enter():
            if is_student:
                group.enter()
            os.umask(0o077)
            become()

        return enter

    async def stop(self, now=False):
        await super().stop(now)
        self.group.end()


def lay_course(person: pwd.struct_passwd) -> str:
    """Close a home to others and lay the course into it as its owner; return what went wrong."""
    home = Path(person.pw_dir)
    home.chmod(0o700)
    lay = (
        "import sys, copies, pathlib; copies.update(pathlib.Path.home(), pathlib.Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", lay, str(COURSE)],
        user=person.pw_uid,
        group=person.pw_gid,
        extra_groups=[],
        umask=0o077,
        cwd=home,
        env={"HOME": str(home), "PYTHONPATH": str(COURSE / "tools"), "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


async def prepare_home(spawner: LimitedSpawner) -> None:
    """Lay the present edition of the course beside what the student has written."""
    person = pwd.getpwnam(spawner.user.name)
    if problem := await asyncio.to_thread(lay_course, person):
        error = RuntimeError(problem)
        error.jupyterhub_message = f"The course could not be laid into your home: {problem}"
        raise error
