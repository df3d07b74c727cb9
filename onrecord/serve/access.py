"""Who may read and who may write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from fastapi import Request

from .failures import RefusedError

Role = Literal["reader", "editor"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, by the name that stands beside what they decide."""

    name: str
    role: Role

    def as_editor(self) -> Self:
        """The same, who may write. Raises RefusedError."""
        if self.role != "editor":
            raise RefusedError(403, "not_editor", f"{self.name} may read but not write", "ask for an editor's token")
        return self


class Access:
    """Decides who asks."""

    def __init__(self, everybody: Visitor | None) -> None:
        self._everybody = everybody

    @classmethod
    def open_to_all(cls, name: str = "somebody") -> Self:
        """Whoever reaches the server is its owner: for a server that only this machine can reach."""
        return cls(Visitor(name, "editor"))

    def visitor(self, request: Request) -> Visitor:
        """Who asks. Raises RefusedError."""
        assert self._everybody is not None
        return self._everybody
