"""Errors a user can meet: one sentence that says what happened and what to do next. Everything else is a bug."""


class UserError(Exception):
    """Something of the user's world is not as needed; `str(error)` is already in the user's language.

    The command line prints the sentence and ends with `status`; the window shows it in a banner.
    """

    status = 1


class WrongUse(UserError):
    """The command was called in a way that cannot be meant."""

    status = 2
