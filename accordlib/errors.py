"""The one error that every public function of accordlib raises for bad input."""


class AccordError(Exception):
    """Bad input: the message says what is wrong, where, and what to do about it."""
