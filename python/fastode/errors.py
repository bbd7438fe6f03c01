"""What a call may end with."""

from typing import List, Optional


class FastOdeError(Exception):
    """Any of the errors below."""


class UnavailableError(FastOdeError):
    """Nobody answers at the address, or not in time."""


class RefusedError(FastOdeError):
    """The request cannot be done; the text says why. Of a spec, nothing was stored."""

    def __init__(self, message: str, status: int, problems: Optional[List[str]] = None) -> None:
        super().__init__(message)
        #: Status of the answer.
        self.status = status
        #: The problems of a spec, one line each.
        self.problems = problems or []


class NotFoundError(RefusedError):
    """There is no such experiment or trial."""


class NotAllowedError(RefusedError):
    """No token that works, or a role that may not."""
