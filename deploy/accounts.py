"""Linux accounts for a class: one a student, with a home that only its owner reads."""

import csv
import grp
import os
import pwd
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from accordlib import AccordError

STUDENTS, LECTURERS = "accord-students", "accord-lecturers"
LOGIN = re.compile(r"[a-z][a-z0-9-]{0,30}[a-z0-9]")
SYLLABLES = [c + v for c in "bdfghklmnprstvz" for v in "aeiou"]


def login_of(student: str) -> str:
    """Return the name with which a student of the roster logs in."""
    login = student.strip().lower()
    if not LOGIN.fullmatch(login):
        raise AccordError(
            f"{student!r} cannot be the name of an account: use 2 to 32 letters a to z, digits and "
            "hyphens, a letter first. Change it in the roster; nothing was made."
        )
    return login


def new_password() -> str:
    """Return a password of four words that can be said and typed, 50 bits."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(2)) for _ in range(4))


def members(group: str) -> set[str]:
    try:
        found = grp.getgrnam(group)
    except KeyError:
        return set()
    return {*found.gr_mem} | {p.pw_name for p in pwd.getpwall() if p.pw_gid == found.gr_gid}


def run(*command: str, given: str = "") -> None:
    """Run a program of the system; tell in plain words what it refuses."""
    if shutil.which(command[0]) is None:
        raise AccordError(f"{command[0]} is missing: install the package passwd of Debian.")
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    if done.returncode:
        raise AccordError(f"{command[0]} says: {done.stderr.strip() or done.returncode}")


def ensure_groups() -> None:
    for group in (STUDENTS, LECTURERS):
        run("groupadd", "--force", "--system", group)


def expect_free(logins: Iterable[str]) -> None:
    """Refuse names that belong to somebody who is not of this class, and names given twice."""
    logins = list(logins)
    if double := sorted({name for name in logins if logins.count(name) > 1}):
        raise AccordError(f"The roster has {', '.join(double)} more than once: nothing was made.")
    known = {p.pw_name for p in pwd.getpwall()} - members(STUDENTS)
    if taken := sorted(known & {*logins}):
        raise AccordError(
            f"This machine has {', '.join(taken)} already, and not as students of this class. Give "
            "these students another id in the roster; nothing was made."
        )


def add_students(students: dict[str, str], passwords: Path) -> list[str]:
    """Make the accounts that are missing of some students, names by login, and return them.

    Their passwords stand in a file for root only, to be handed out row by row and deleted.
    """
    expect_free(students)
    ensure_groups()
    new = [login for login in students if login not in members(STUDENTS)]
    for login in new:
        run("useradd", "--create-home", "--shell", "/bin/bash", "--gid", STUDENTS, login)
        password = new_password()
        run("chpasswd", given=f"{login}:{password}\n")
        _write_down(passwords, login, students[login], password)
    for login in students:
        Path(pwd.getpwnam(login).pw_dir).chmod(0o700)  # useradd leaves it open to all
    return new


def _write_down(passwords: Path, *row: str) -> None:
    is_new = not passwords.exists()
    handle = os.open(passwords, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerows([("login", "name", "password")] * is_new)
        rows.writerow(row)


def add_lecturers(logins: Iterable[str]) -> None:
    """Let accounts that exist see what students hand in."""
    ensure_groups()
    for login in logins:
        if login in members(STUDENTS) or login not in {p.pw_name for p in pwd.getpwall()}:
            raise AccordError(
                f"{login} is no account of a lecturer: make one with adduser {login}, then start "
                "again."
            )
        run("usermod", "--append", "--groups", LECTURERS, login)


def make_boxes(folder: Path, logins: Iterable[str]) -> None:
    """Make for each student the folder to hand in to: the student's, and lecturers can read it."""
    folder.mkdir(parents=True, exist_ok=True)
    lecturers = grp.getgrnam(LECTURERS).gr_gid
    os.chown(folder, -1, lecturers)
    folder.chmod(0o751)  # lecturers see whose boxes there are
    for login in logins:
        box = folder / login
        box.mkdir(exist_ok=True)
        os.chown(box, pwd.getpwnam(login).pw_uid, lecturers, follow_symlinks=False)
        box.chmod(0o2750)  # what is laid into it belongs to the same group


def remove_students(logins: Iterable[str]) -> None:
    for login in sorted({*logins} & members(STUDENTS)):
        subprocess.run(["pkill", "-KILL", "-u", login], check=False)
        run("userdel", "--remove", login)
