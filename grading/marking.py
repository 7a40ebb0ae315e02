"""From what was handed in to marks: collect, draw the calls, run, judge, write."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from accordlib.errors import AccordError, counted
from accordlib.texts.files import write_whole

from .batch import Batch, drawn_calls, kept_json, warming_up
from .collecting import handed_in
from .notebooks import Master, read_master
from .results import EMPTY, MARKED, Result, number
from .roster import read_roster
from .sandbox import ROOT, Limits, check
from .submissions import Rules, Submission, submissions

EXERCISES = ROOT / "exercises"
Says = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    folder: Path
    set: str
    roster: Path
    out: Path
    rules: Rules = field(default_factory=Rules)
    seed: int | None = None
    workers: int = os.cpu_count() or 1
    limits: Limits = field(default_factory=Limits)


def masters(name: str) -> tuple[Master, list[Master]]:
    """Return the set of this number or name, and the others."""
    paths = sorted(EXERCISES.glob("[0-9]*.ipynb"))
    found = [p for p in paths if p.stem == name or p.stem.startswith(f"{name}_")]
    if len(found) != 1:
        raise AccordError(
            f"There is no set {name!r}. There are: {', '.join(p.stem for p in paths)}."
        )
    return read_master(found[0]), [read_master(path) for path in paths if path != found[0]]


def grade(job: Job, say: Says = print) -> list[Result]:
    """Mark a class; what was done before for the same files and seed is not done again."""
    check()
    master, others = masters(job.set)
    roster = read_roster(job.roster)
    work = job.out / "work"
    seed = _begun(job, master.name)
    found, aside = submissions(handed_in(job.folder, job.out), roster, master, others, job.rules)
    todo = [one for one in found if not one.trouble]
    said = [f"{counted(aside, 'file')} of other sets left aside."] * bool(aside)
    ahead = f"{len(found)} students and files, {len(todo)} notebooks of {master.name} to run."
    say("\n".join([*said, ahead]))
    path = work / f"calls-{seed}.json"
    with warming_up(master):
        if (calls := kept_json(path)) is None:
            calls = drawn_calls(master.name, seed)
            write_whole(path, json.dumps(calls).encode())
    batch = Batch(work, master, calls, job.limits)
    for done, _ in enumerate(batch.run(todo, job.workers), 1):
        _bar(done, len(todo), say)
    # From here on no student's code runs, and right answers are read for the first time.
    from .reports import write_reports

    results = write_reports(job, master, calls, found, batch)
    _log(job, seed, batch, results, said)
    points = [result.points for result in results if result.status == MARKED]
    mean = f", {number(sum(points) / len(points))} points on average" if points else ""
    empty = sum(result.status == EMPTY for result in results)
    untouched = f"; {empty} not attempted" * bool(empty)
    marked = f"{counted(len(points), 'notebook')} marked{mean}{untouched}"
    say(f"{marked}. See {job.out / 'lecturer.html'}.")
    return results


def _begun(job: Job, name: str) -> int:
    """Make the folder of a run, or find in it the seed of the one that was begun there."""
    path = job.out / "work" / "run.json"
    if not path.is_file():
        if job.out.exists() and any(job.out.iterdir()):
            raise AccordError(f"{job.out} is not empty and not of a run: choose another folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        job.out.chmod(0o700)  # marks are for whoever grades
        seed = secrets.randbelow(10**9) if job.seed is None else job.seed
        write_whole(path, json.dumps({"set": name, "seed": seed}).encode())
    kept = kept_json(path)
    if not kept or kept.keys() != {"set", "seed"}:
        raise AccordError(
            f"{path} is not whole, and the seed of the run stood in it. Write "
            f'{{"set": "{name}", "seed": N}} into it, with the seed that log.txt names, or choose '
            "another folder."
        )
    if kept["set"] != name or job.seed not in {None, kept["seed"]}:
        raise AccordError(
            f"{job.out} has the marks of {kept['set']} with seed {kept['seed']}: choose another "
            "folder for this run."
        )
    return int(kept["seed"])


def _bar(done: int, most: int, say: Says) -> None:
    """Show how far a run has come: a bar on a screen, a line now and then in a file."""
    filled = round(30 * done / most)
    line = f"[{'#' * filled}{'.' * (30 - filled)}] {done} of {most}"
    if sys.stderr.isatty():
        print(f"\r{line}", end="\n" if done == most else "", file=sys.stderr, flush=True)
    elif done == most or done % max(1, most // 10) == 0:
        say(line)


def _log(job: Job, seed: int, batch: Batch, results: Sequence[Result], said: Sequence[str]) -> None:
    """Write what was done, without names: students by their ids, files by their keys."""
    lines = [f"{datetime.now():%Y-%m-%d %H:%M} set {job.set}, seed {seed}", *said]
    for result in results:
        run = None if result.submission.trouble else batch.kept(result.submission)
        ended = f"{run.seconds:.1f} s, ended {run.how}, {result.points:g} points" if run else ""
        lines.append(f"{result.id}: {ended or result.status}")
    write_whole(job.out / "log.txt", ("\n".join(lines) + "\n").encode())


def hand_back_place(submission: Submission) -> PurePosixPath:
    """Return where a student's page goes in the folder that is handed back.

    That is the folder in which the notebook came, as Moodle wants it; no part of it leads out.
    """
    parts: list[str] = []
    if submission.handed:
        parts = list(PurePosixPath(submission.handed.path).parts[:-1])
        parts = [p for p in parts if not p.casefold().endswith(".zip") and p.strip(". /\\")]
    clean = [
        "".join(c for c in part if c.isprintable() and c not in '/\\:*?"<>|') for part in parts
    ]
    kept = [part[:120] for part in clean if part.strip(". ")][-4:]
    own = [] if kept and submission.sender.moodle else [submission.key]
    return PurePosixPath(*kept, *own)
