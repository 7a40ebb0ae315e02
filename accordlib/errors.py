"""The error that every public function raises for bad input, and the checks that raise it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set, ValuesView
from numbers import Integral
from typing import Any, TypeVar

_Kind = TypeVar("_Kind")


class AccordError(Exception):
    """Bad input: the message says what is wrong, where, and what to do about it."""


class UnknownNameError(AccordError, KeyError):
    """Something was asked for by a name that is not there; a KeyError to mappings."""

    __str__ = Exception.__str__


def expect(value: object, kind: type[_Kind], what: str, hint: str) -> _Kind:
    """Return a value of the kind that is expected; refuse any other, with a hint.

    ``expect(document, Document, "find_quotations()", "Give corpus['article'].")``
    """
    if not isinstance(value, kind):
        raise AccordError(f"{what} takes {_a(kind)}, not {named(value)}. {hint}")
    return value


def expect_one_of(value: object, options: Collection[Any], name: str) -> None:
    """Refuse a value that is not among the options."""
    if not any(type(value) is type(option) and value == option for option in options):
        known = ", ".join(map(repr, options))
        raise AccordError(f"{name} is {value!r:.80}; it must be one of {known}.")


def expect_number(value: object, least: float, name: str, most: float | None = None) -> int:
    """Return a whole number from `least` to `most`, as one of Python's; refuse what is none."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):  # type: ignore[operator]
        limits = f"of at least {least}" if most is None else f"from {least} to {most}"
        raise AccordError(f"{name} is {value!r:.80}; it must be a whole number {limits}.")
    return int(value)  # type: ignore[call-overload,no-any-return]


def expect_words(words: object, name: str = "words") -> tuple[str, ...]:
    """Return several words; refuse a single one, and what is no text."""
    if isinstance(words, str):
        raise AccordError(
            f"Several {name} are expected. Put the single one into a list: [{words!r:.80}]."
        )
    listed: tuple[Any, ...] = tuple(words) if is_listing(words) else (words,)  # type: ignore[arg-type]
    for word in listed:
        if not isinstance(word, str):
            raise AccordError(f"{name} must be a list of texts, without {named(word)}.")
    return listed


def is_listing(value: object) -> bool:
    """Tell whether a value lists things: a list, a set, a column; no table, graph or text."""
    column = hasattr(value, "tolist") and hasattr(value, "__len__")
    listed = isinstance(value, Sequence | Set | ValuesView | Iterator)
    return column or (listed and not isinstance(value, str))


def named(value: object) -> str:
    """Name the type of a value, as a message calls it."""
    return "None" if value is None else _a(type(value))


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: ``1 token``, ``1,234 tokens``, ``2 signatories``."""
    return f"{count:,} {noun if count == 1 else re.sub('y$', 'ie', noun) + 's'}"


def _a(kind: type) -> str:
    return f"{'an' if kind.__name__[0] in 'AEIOUaeio' else 'a'} {kind.__name__}"
