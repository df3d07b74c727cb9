"""Questions in plain words: who is meant, how they come into it, on what, when."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from onrecord.record.persons import BorneName, names_among
from onrecord.record.store import Record
from onrecord.search.asked import Asked, understand
from onrecord.text.person_names import fold, last_word
from tests.stories import fill

#: Two share a last name, one has a hyphen, one the family's name first, one is a word of every day, one no person.
PEOPLE = (
    "Imelda Roscoe", "Tom Farrow", "Nadia Brandt", "Otto Brandt", "Ines Vidal-Okafor", "Zhang Haoran", "Paul Bridge",
    "Siobhan O'Dwyer",
)  # fmt: skip
BODIES = ("Water",)


def known(words: Iterable[str]) -> list[BorneName]:
    asked = set(words)
    all_names = [
        BorneName(fold(name), last_word(fold(name)), name, kind, name.startswith("Zhang"))
        for names, kind in ((PEOPLE, "person"), (BODIES, "organisation"))
        for name in names
    ]
    return [n for n in all_names if n.last in asked or (n.family_first and n.folded.split()[0] in asked)]


def asked(typed: str) -> Asked:
    return understand(typed, known)


@pytest.mark.parametrize(
    ("typed", "person", "part", "words"),
    [
        ("Imelda Roscoe", "Imelda Roscoe", "speaker", ""),
        ("roscoe", "Imelda Roscoe", "speaker", ""),
        ("Roscoe toll", "Imelda Roscoe", "speaker", "toll"),
        ("Roscoe on the bridge toll", "Imelda Roscoe", "speaker", "bridge toll"),
        ("toll Roscoe", "Imelda Roscoe", "speaker", "toll"),
        ("what did Imelda Roscoe say about the toll?", "Imelda Roscoe", "speaker", "toll"),
        ("what did imelda roscoe say about the toll", "Imelda Roscoe", "speaker", "toll"),
        ("what has Roscoe said about the new ferry", "Imelda Roscoe", "speaker", "new ferry"),
        ("did Roscoe ever promise a second bridge", "Imelda Roscoe", "speaker", "second bridge"),
        ("has roscoe ever backed a toll?", "Imelda Roscoe", "speaker", "toll"),
        ("Was Farrow for or against the ferry?", "Tom Farrow", "speaker", "ferry"),
        ("how did Farrow respond to the strike", "Tom Farrow", "speaker", "strike"),
        ("when did Tom Farrow warn that the bridge may close", "Tom Farrow", "speaker", "warn bridge may close"),
        ("Roscoe's views on school meals", "Imelda Roscoe", "speaker", "school meals"),
        ("Mayor Roscoe's position on the harbour", "Imelda Roscoe", "speaker", "harbour"),
        ("quotes by Roscoe on dredging", "Imelda Roscoe", "speaker", "dredging"),
        ("vidal okafor rent", "Ines Vidal-Okafor", "speaker", "rent"),
        ("Vidal-Okafor on rent", "Ines Vidal-Okafor", "speaker", "rent"),
        ("what did Zhang say about exams", "Zhang Haoran", "speaker", "exams"),
        ("Zhang Haoran exams", "Zhang Haoran", "speaker", "exams"),
        ("O’Dwyer on nurses’ pay", "Siobhan O'Dwyer", "speaker", "nurses pay"),
        ("Nadia Brandt on schools", "Nadia Brandt", "speaker", "schools"),
        ("Senator Nadia Brandt schools", "Nadia Brandt", "speaker", "schools"),
        ("Paul Bridge on football", "Paul Bridge", "speaker", "football"),
        ("did Bridge say he would leave", "Paul Bridge", "speaker", "leave"),
        # somebody is spoken of
        ("what do people say about Roscoe", "Imelda Roscoe", "subject", ""),
        ("who said what about Imelda Roscoe", "Imelda Roscoe", "subject", ""),
        ("claims about Tom Farrow and the ferry", "Tom Farrow", "subject", "ferry"),
        ("complaints against Farrow", "Tom Farrow", "subject", "complaints"),
        # nobody is meant, or nobody knows who
        ("school closures", None, "speaker", "school closures"),
        ("anything on potholes?", None, "speaker", "potholes"),
        ("what is being said about the casino", None, "speaker", "casino"),
        ("who said the river would flood", None, "speaker", "river flood"),
        ("Brandt on schools", None, "speaker", "schools"),  # two of this name
        ("new bridge for the harbour", None, "speaker", "new bridge for the harbour"),  # no name within a sentence
        ("water rates", None, "speaker", "water rates"),
        ("Quill on schools", None, "speaker", "Quill on schools"),  # not in the record
        ("", None, "speaker", ""),
        ("?!", None, "speaker", ""),
    ],
)  # fmt: skip
def test_who_and_what(typed: str, person: str | None, part: str, words: str) -> None:
    found = asked(typed)
    assert (found.person, found.part, found.words.replace("’", "")) == (person, part, words)


def test_all_who_may_be_meant_are_told() -> None:
    assert asked("what did Brandt say about schools").people == ("Nadia Brandt", "Otto Brandt")


@pytest.mark.parametrize(
    ("typed", "first", "last", "words"),
    [
        ("Roscoe on the toll in 2016", 2016, 2016, "toll"),
        ("Roscoe toll 2016", 2016, 2016, "toll"),
        ("what did Roscoe say about the toll in March 2016", 2016, 2016, "toll"),
        ("Roscoe toll march 2016", 2016, 2016, "toll"),
        ("Roscoe on the toll from 2014 to 2016", 2014, 2016, "toll"),
        ("Roscoe on the toll between 2014 and 2016", 2014, 2016, "toll"),
        ("Roscoe toll 2014-2016", 2014, 2016, "toll"),
        ("Roscoe on the toll since 2014", 2014, None, "toll"),
        ("Roscoe on the toll after 2014", 2015, None, "toll"),
        ("Roscoe on the toll before 2014", None, 2013, "toll"),
        ("Roscoe on the toll until 2014", None, 2014, "toll"),
        ("Roscoe on the toll in the 1990s", 1990, 1999, "toll"),
        ("Roscoe on 2500 jobs", None, None, "2500 jobs"),  # a number, not a year
    ],
)
def test_when(typed: str, first: int | None, last: int | None, words: str) -> None:
    found = asked(typed)
    assert (found.first_year, found.last_year, found.words) == (first, last, words)


@pytest.mark.parametrize(
    ("typed", "person", "words"),
    [
        ("“We never promised a date”", None, '"We never promised a date"'),
        ('"We never promised Roscoe a date"', None, '"We never promised Roscoe a date"'),  # all of it was said
        ("did Roscoe say “we never promised a date”?", "Imelda Roscoe", '"we never promised a date"'),
        ('find where someone said "a toll is a tax"', None, '"a toll is a tax"'),
    ],
)
def test_quotations_are_looked_for_as_they_stand(typed: str, person: str | None, words: str) -> None:
    found = asked(typed)
    assert (found.person, found.words) == (person, words)


def test_names_of_a_record(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
        names = names_among(record, ["roscoe", "toll"])
        assert [(n.folded, n.type) for n in names] == [("imelda roscoe", "person")]
        found = understand("what did roscoe say about the toll", lambda words: names_among(record, words))
        assert found.person == names[0].person
