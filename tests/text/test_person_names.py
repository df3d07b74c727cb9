"""Names as news prints them, and pairs of names, each with the answer and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.text.person_names import PersonName, compare, compare_names, fold
from onrecord.text.titles import is_title, split_titles, title_gender

HERE = Path(__file__).parent
#: Rows that are wrong today, most of which can't be told from the name alone ("Major Tillman Rudd").
FORMS_WRONG, PAIRS_WRONG = 3, 12


def rows(file: str) -> Iterator[tuple[str, str, str, str]]:
    for line in (HERE / file).read_text(encoding="utf-8").splitlines()[1:]:
        one, two, three, why = line.split("\t")  # fields hold quotation marks as they are
        yield one, two, three, why


def test_titles_are_taken_off() -> None:
    table = list(rows("name_forms.tsv"))
    wrong = [
        (printed, split, why)
        for printed, name, titles, why in table
        if ((split := split_titles(printed)).name, split.titles) != (name, titles)
    ]
    assert len(table) > 200
    assert len(wrong) <= FORMS_WRONG, wrong


def test_pairs() -> None:
    table = list(rows("name_pairs.tsv"))
    found = [(one, other, want, compare(one, other), why) for one, other, want, why in table]
    assert len(table) > 270
    assert not [row for row in found if row[2] == "no" and row[3] == "yes"], "merged wrongly"
    wrong = [row for row in found if row[2] != row[3]]
    assert len(wrong) <= PAIRS_WRONG, wrong


def test_order_of_a_pair_is_nothing() -> None:
    for one, other, _, why in rows("name_pairs.tsv"):
        assert compare(one, other) == compare(other, one), why


@pytest.mark.parametrize(
    ("word", "gender", "why"),
    [
        ("then-Congresswoman", "f", "then- before an office"),
        ("Mayor-elect", "-", "-elect behind an office"),
        ("vice-president-elect", "-", "both"),
        ("under-secretary-general", "-", "modifiers around an office"),
        ("actor-turned-senator", "-", "what somebody turned into"),
        ("commander-in-chief", "-", "-in-chief"),
        ("ex-Chairwoman", "f", "the office tells the gender"),
        ("58-year-old", "-", "an age"),
        ("Sens.", "-", "a plural, short"),
        ("MP", "-", "letters in capitals"),
        ("mp", None, "the same letters small"),
        ("Bishop-Cole", None, "a surname that begins like an office"),
        ("Marsh", None, "a surname"),
        ("elect", None, "a part of a compound alone"),
    ],
)
def test_compounds(word: str, gender: str | None, why: str) -> None:
    assert title_gender(word) == gender, why
    assert is_title(word) == (gender is not None)


@pytest.mark.parametrize(
    ("name", "folded", "why"),
    [
        ("Mayor-elect Juno Castaway", "juno castaway", "a compound before a name"),
        ("then-Gov. Juno Castaway Jr.", "juno castaway jr", "the generation stays"),
        ("Søren Bækgård", "soren baekgard", "letters that no accent makes"),
        ("C.J. Rademaker", "c j rademaker", "closed initials are two"),
        ("the Harrow Police Department", "harrow police department", "a body keeps its words"),
        ("the former governor", "former governor", "a role keeps its words"),
        ("judge halecroft", "halecroft", "as somebody types it"),
        ("Attorney General's Department", "attorney general department", "no title before a name"),
        ("King", "king", "a surname alone"),
    ],
)
def test_fold(name: str, folded: str, why: str) -> None:
    assert fold(name) == folded, why


@pytest.mark.parametrize(
    ("one", "other", "likeness", "why"),
    [
        ("ann holt", "ann holt", "yes", "one name"),
        ("ann holt jr", "ann holt", "maybe", "one without the generation"),
        ("ann holt jr", "ann holt sr", "no", "two generations"),
        ("holt", "ann holt", "maybe", "a bare surname"),
        ("a holt", "ann holt", "yes", "an initial"),
        ("b holt", "ann holt", "no", "another initial"),
        ("karen tillery", "karen vossler-tillery", "yes", "a surname taken on"),
        ("karen vossler-amand", "karen vossler-tillery", "no", "two surnames taken on"),
        ("gideon farrowby", "gideon farroby", "maybe", "a letter of a long surname"),
        ("gideon fare", "gideon fary", "no", "a letter of a short one"),
    ],
)
def test_folded_names(one: str, other: str, likeness: str, why: str) -> None:
    assert compare_names(PersonName.of(one), PersonName.of(other)) == likeness, why
