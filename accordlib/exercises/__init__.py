"""Guided exercises that answer at once: `exercise` for students, the rest to write sets with."""

from accordlib.exercises.session import Exercise, exercise
from accordlib.exercises.tasks import Choice, Essay, Slip, Task, Workbook, forms

__all__ = ["Choice", "Essay", "Exercise", "Slip", "Task", "Workbook", "exercise", "forms"]
