"""The error that every public function of accordlib raises for bad input."""


class AccordError(Exception):
    """Bad input: the message says what is wrong, where, and what to do about it."""


class UnknownNameError(AccordError, KeyError):
    """Something was asked for by a name that is not there; a KeyError to mappings."""

    __str__ = Exception.__str__
