"""The words of a text that name a day or a longer time, and the days they mean.

A hand-written grammar: the text is looked through for words such as "Monday", "week" or "2016"; around these it is read
word by word, with rules by an expression's first word, and the longest reading counts. News looks back, so "Monday" is
the most recent one, the day of publication included; only "next", "coming" and "tomorrow" look ahead. Clock times are
no days. Values are EDTF (Library of Congress, 2019), level 1.
"""

from .grammar import TimeExpression, find_times
from .periods import days

__all__ = ["TimeExpression", "days", "find_times"]
