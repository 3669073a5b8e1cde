"""Errors that a person can act on."""


class Refusal(Exception):  # noqa: N818 - it is what the product does, in its own word
    """What was asked cannot be done as asked; the message says what was expected, what was found and what to do."""
