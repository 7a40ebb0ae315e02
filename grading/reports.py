"""Judges what the runs gave and writes what comes of it. No student's code runs any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordlib.exercises.sets import find_set
from accordlib.exercises.tasks import Essay
from accordlib.texts.files import write_whole

from .batch import BUSY, Batch, Run
from .collecting import content
from .essays import Essays
from .judging import Judge
from .likeness import likeness
from .marking import EXERCISES, Job, hand_back_place
from .notebooks import Master, read_cells, rebuilt
from .pages import feedback_page, lecturer_page, likeness_page
from .results import Result
from .submissions import Submission
from .tables import write_canvas, write_marks, write_moodle


def write_reports(
    job: Job, master: Master, calls: Mapping[str, str], found: Sequence[Submission], batch: Batch
) -> list[Result]:
    """Return the marks of all submissions; write tables, pages and the queue of essays."""
    of = find_set(master.name, EXERCISES)
    judge = Judge(of, calls)
    results = [_judged(judge, master, submission, batch, job) for submission in found]
    tasks, most = judge.tasks, sum(task.points for task in judge.tasks)
    essays = [task for task in tasks if isinstance(task, Essay)]
    if essays:
        results = Essays(job.out / "essays", essays).marked(results)
    names = [task.name for task in tasks]
    write_marks(job.out / "marks.csv", results, names, most)
    write_moodle(job.out / "moodle.csv", results)
    write_canvas(job.out / "canvas.csv", results, of.workbook.title, most)
    for result in results:
        if result.submission.handed is not None:
            _hand_back(job, result, feedback_page(result, tasks, of.workbook.title))
    title = f"Set {master.name}: {of.workbook.title}"
    write_whole(job.out / "lecturer.html", lecturer_page(results, tasks, title))
    alike = likeness(results, tasks, {task.name: of.rights(task) for task in tasks})
    write_whole(job.out / "likeness.html", likeness_page(alike, f"{title}: likeness"))
    return results


def _judged(judge: Judge, master: Master, submission: Submission, batch: Batch, job: Job) -> Result:
    handed = submission.handed
    if submission.trouble or handed is None:
        return Result(submission, (), job.rules)
    run = batch.kept(submission) or Run(how=BUSY)
    if run.how == BUSY:
        notes = (*submission.notes, "not run to its end, the machine was busy: mark it again")
        submission = replace(submission, notes=notes)
    shown = read_cells(content(handed))
    cells = {task: shown[at] for task, at in rebuilt(master, shown).answers.items()}
    return Result(submission, judge.marks(run.evidence, cells, shown, run.stopped), job.rules)


def _hand_back(job: Job, result: Result, page: bytes) -> None:
    own = job.out / "feedback" / f"{result.submission.key}.html"
    back = job.out / "hand_back" / hand_back_place(result.submission) / "feedback.html"
    for path in (own, back):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page)
