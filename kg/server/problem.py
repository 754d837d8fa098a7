"""What is wrong with a request, as its status and one line of text."""

from __future__ import annotations

from collections.abc import Mapping


class Problem(Exception):
    """Ends a request with an HTTP status and one line that says what is wrong and, where there is one, the cure."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(" ".join(message.split()))
        self.status = status
        self.headers = dict(headers or {})
