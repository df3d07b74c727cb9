"""What pages and API show: functions that give plain values, the same to both."""

from .articles import article
from .holdings import front, sources
from .persons import directory, person, suggestions, two_people
from .positions import on_subject, subjects
from .question import Question
from .reviewing import review
from .statements import found, statement

__all__ = [
    "Question", "article", "directory", "found", "front", "on_subject", "person", "review", "sources",
    "statement", "subjects", "suggestions", "two_people",
]  # fmt: skip
