"""Exercises and predictions that answer at once: `exercise`, `predict`; the rest to write them."""

from accordlib.exercises.predicting import predict
from accordlib.exercises.session import Exercise, exercise, where_i_stand
from accordlib.exercises.tasks import Choice, Essay, Slip, Task, Workbook, forms

__all__ = [
    "Choice",
    "Essay",
    "Exercise",
    "Slip",
    "Task",
    "Workbook",
    "exercise",
    "forms",
    "predict",
    "where_i_stand",
]
