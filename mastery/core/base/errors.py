"""The one kind of error a person sees: a line that says what to do."""


class MasteryError(Exception):
    """Something could not be done; the text is one clear line for the person.

    The command line prints it and exits with 1, the interface shows it as a notice.
    """


class MayHaveArrived(MasteryError):
    """Nobody knows whether a mail arrived: the server went away before it answered."""


class BadInput(MasteryError):
    """What was typed cannot be understood; the command line exits with 2."""


_LONGEST = 1000
"""Letters of a message."""


def brief(message: str) -> str:
    """The message; if it is too long to read, its beginning and its end, which says what to do."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 3 :]}"
