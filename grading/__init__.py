"""Marks for a class: notebooks that were handed in, run apart and judged. See docs/lecturers."""
