"""What pages and API show: functions that give plain values, the same to both."""

from .answer import Reading, answer
from .articles import article
from .holdings import front, sources
from .persons import (
    beside_each_other,
    directory,
    most_quoted_of_each_type,
    names_begun,
    person,
    suggestions,
    two_people,
)
from .question import Question
from .reviewing import review
from .statements import found, statement
from .tray import tray

__all__ = [
    "Question", "Reading", "answer", "article", "beside_each_other", "directory", "found", "front",
    "most_quoted_of_each_type", "names_begun", "person", "review", "sources", "statement", "suggestions", "tray",
    "two_people",
]  # fmt: skip
