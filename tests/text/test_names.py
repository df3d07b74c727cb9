"""Names in a story and whom they name: the cast, and whom "he" and "she" stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotation.coreference import Discourse, resolve_pronouns
from onrecord.annotation.entities import Cast, Entity, acronym
from onrecord.text.names import Name
from onrecord.text.outline import Outline

#: Reason, text, and every entity: kind, fullest name, words of its mentions.
CASTS = [
    ("surname", "Mayor Ana Ortega spoke. Ortega left.", [("person", "Ana Ortega", ["Ana Ortega", "Ortega"])]),
    ("first name", "Ana Ortega spoke. Ana left.", [("person", "Ana Ortega", ["Ana Ortega", "Ana"])]),
    ("courtesy title", "Ana Ortega spoke. Ms. Ortega left.", [("person", "Ana Ortega", ["Ana Ortega", "Ortega"])]),
    ("short before full", "Mr. Vale spoke. Tomas Vale left.", [("person", "Tomas Vale", ["Vale", "Tomas Vale"])]),
    ("possessive", "Ana Ortega’s car broke. Ortega's bus came.", [("person", "Ana Ortega", ["Ana Ortega", "Ortega"])]),
    ("initials", "J. T. Vale spoke. Vale left.", [("person", "J. T. Vale", ["J. T. Vale", "Vale"])]),
    ("initials together", "J.T. Vale spoke. Vale left.", [("person", "J.T. Vale", ["J.T. Vale", "Vale"])]),
    ("middle initial", "Tomas R. Vale spoke. Tomas Vale left.", [("person", "Tomas R. Vale", ["Tomas R. Vale", "Tomas Vale"])]),
    ("nickname", "William Ortega spoke. Bill Ortega left.", [("person", "William Ortega", ["William Ortega", "Bill Ortega"])]),
    ("nickname first", "Liz Tarrant spoke. Elizabeth Tarrant left.", [("person", "Elizabeth Tarrant", ["Liz Tarrant", "Elizabeth Tarrant"])]),
    ("nickname in marks", "Josephine “Josie” Tarrant spoke.", [("person", "Josephine “Josie” Tarrant", ["Josephine “Josie” Tarrant"])]),
    ("particles", "Dr. Luis de la Cruz met Ana van der Berg.", [("person", "Luis de la Cruz", ["Luis de la Cruz"]), ("person", "Ana van der Berg", ["Ana van der Berg"])]),
    ("capitals in the headline", "ANA ORTEGA WINS VOTE IN VELDEN\n\nAna Ortega won on Monday.", [("person", "Ana Ortega", ["ANA ORTEGA", "Ana Ortega"])]),
    ("an organisation and a short form", "The Larkin Ferry Commission met.", [("organisation", "Larkin Ferry Commission", ["Larkin Ferry Commission"])]),
    ("no weekday, no opener", "Yesterday it rained. On Monday nobody came. However, they ate.", []),
    ("two who share a first name", "Clara Bell met Clara Vale. Clara left.", [("person", "Clara Bell", ["Clara Bell"]), ("person", "Clara Vale", ["Clara Vale"])]),
    ("a body named after its members", "The Truckers' Association met. The Port Users’ Forum did not.", [("organisation", "Truckers' Association", ["Truckers' Association"]), ("organisation", "Port Users’ Forum", ["Port Users’ Forum"])]),
    ("a body and what it is for", "The Commission on Harbour Safety met. The Center for River Research did. The commission left on Monday.", [("organisation", "Commission on Harbour Safety", ["Commission on Harbour Safety"]), ("organisation", "Center for River Research", ["Center for River Research"])]),
    ("a body on a day is no field", "The Larkin Commission met on Monday.", [("organisation", "Larkin Commission", ["Larkin Commission"])]),
    ("a body of two fields", "The House Rules and Public Ethics Committee met.", [("organisation", "House Rules and Public Ethics Committee", ["House Rules and Public Ethics Committee"])]),
    ("two who met are two", "The Larkin Council and Ana Ortega met.", [("organisation", "Larkin Council", ["Larkin Council"]), ("person", "Ana Ortega", ["Ana Ortega"])]),
    ("an acronym with stops", "The federal Ports and Harbours Commission sued. The P.H.C. won.", [("organisation", "Ports and Harbours Commission", ["Ports and Harbours Commission", "P.H.C."])]),
    ("a firm by its first word", "Brindle Energy closed. On Monday Brindle opened.", [("organisation", "Brindle Energy", ["Brindle Energy", "Brindle"])]),
    ("an office and its field", "Secretary of the Air Force James Holt left. Minister of Education Perpetua Zandvoort did not. Secretary of State Vale sang.", [("person", "James Holt", ["James Holt"]), ("person", "Perpetua Zandvoort", ["Perpetua Zandvoort"]), ("person", "Vale", ["Vale"])]),
    ("an office whose field is cut off", "Ana Ortega met the Secretary of the. She met the Minister of.", [("person", "Ana Ortega", ["Ana Ortega"])]),
    ("an envoy and where to", "Ambassador to the United States Ana Ortega left.", [("person", "Ana Ortega", ["Ana Ortega"])]),
    ("a body with a number", "CPSA Local 88 met.", [("organisation", "CPSA Local 88", ["CPSA Local 88"])]),
    ("a firm with its stop", "Brindle Inc. met.", [("organisation", "Brindle Inc.", ["Brindle Inc."])]),
    ("two words of one surname", "Seán Ó Conghaile left. Ó Conghaile sang.", [("person", "Seán Ó Conghaile", ["Seán Ó Conghaile", "Ó Conghaile"])]),
    ("work before a rare first name", "Publican Noelene Hart left.", [("person", "Noelene Hart", ["Noelene Hart"])]),
    ("what opens a sentence is no name", "Cross-examined by Ana Ortega, he left. Locked-out workers sang.", [("person", "Ana Ortega", ["Ana Ortega"])]),
    ("spouses told apart by titles", "Ana Ortega and Luis Ortega bake bread every night. Mr. Ortega left early. Ms. Ortega stayed.", [("person", "Ana Ortega", ["Ana Ortega", "Ortega"]), ("person", "Luis Ortega", ["Luis Ortega", "Ortega"])]),
]  # fmt: skip


def shape(cast: Cast) -> list[tuple[str, str, list[str]]]:
    return [(e.kind, e.fullest, [cast.text[n.start : n.end] for n in e.mentions]) for e in cast.entities]


@pytest.mark.parametrize(("reason", "text", "expected"), CASTS, ids=[c[0] for c in CASTS])
def test_cast(reason: str, text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert shape(Cast(text)) == expected


def test_father_and_son_are_two() -> None:
    cast = Cast("William J. Vale Jr. met his old father, William J. Vale Sr., when the mill opened again at noon.")
    assert [e.fullest.rstrip(".") for e in cast.entities] == ["William J. Vale Jr", "William J. Vale Sr"]


def test_acronym_goes_to_the_full_name() -> None:
    cast = Cast("The Harrow Falls Transport Authority (HFTA) shut the pier at noon. HFTA left.")
    assert [e.fullest for e in cast.entities] == ["Harrow Falls Transport Authority"]


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        (("Harrow", "Falls", "Transport", "Authority"), "HFTA"),
        (("Board", "of", "Elections"), "BE"),
        (("H.F.T.A.",), "HFTA"),
        (("HFTA",), "HFTA"),
        (("Velden",), "Velden"),
    ],
)
def test_acronym(words: tuple[str, ...], letters: str) -> None:
    assert acronym(words) == letters


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Ana Ortega spoke.", "f"),
        ("Tomas Vale spoke.", "m"),
        ("Mr. Vale spoke.", "m"),
        ("Mrs. Vale spoke.", "f"),
        ("Congresswoman J. T. Vale spoke.", "f"),
        ("Sen. J. T. Vale spoke.", "-"),
    ],
)
def test_gender_is_told_by_title_or_first_name(text: str, gender: str) -> None:
    assert [e.gender for e in Cast(text).entities] == [gender]


def test_titles_are_roles() -> None:
    assert Cast("Sen. Ana Ortega spoke. Senator Ortega left.").entities[0].roles == {"sen", "senator"}


def test_where_mentions_stand() -> None:
    text = "Ana Ortega met Tomas Vale. Ortega left."
    cast = Cast(text)

    def words(names: list[Name]) -> list[str]:
        return [" ".join(n.words) for n in names]

    assert words(cast.between(0, text.index("Tomas"))) == ["Ana Ortega"]
    assert words(cast.before(text.index("Ortega left"), 5)) == ["Tomas Vale", "Ana Ortega"]
    assert words(cast.before(len(text), 1)) == ["Ortega"]
    assert cast.before(0, 5) == []


#: Text, and each pronoun with whom it stands for.
PRONOUNS = [
    ("gender tells", "Ana Ortega met Tomas Vale. He gave her a map.", [("He", "Tomas Vale"), ("her", "Ana Ortega")]),
    ("subject and object", "Ana Ortega met Tomas Vale. She thanked him.", [("She", "Ana Ortega"), ("him", "Tomas Vale")]),
    ("owner", "Ana Ortega sold her house.", [("her", "Ana Ortega")]),
    ("reflexive", "Tomas Vale hurt himself.", [("himself", "Tomas Vale")]),
    ("a chain", "Clara Bell is a baker. Her bread is good. She lives in Velden.", [("Her", "Clara Bell"), ("She", "Clara Bell")]),
    ("a name with a title only", "Mr. Vale met Ms. Bell. She left.", [("She", "Bell")]),
    ("nobody named", "It rained all day. She left.", []),
    ("nobody of that gender", "Ana Ortega left. He stayed.", []),
]  # fmt: skip


def discourse(text: str) -> Discourse:
    return Discourse(Outline(text), Cast(text))


def referents(text: str) -> list[tuple[str, str]]:
    found: dict[int, Entity] = resolve_pronouns(discourse(text))
    return [(text[k:].split(maxsplit=1)[0].strip("."), e.fullest) for k, e in sorted(found.items())]


@pytest.mark.parametrize(("reason", "text", "expected"), PRONOUNS, ids=[p[0] for p in PRONOUNS])
def test_pronoun(reason: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert referents(text) == expected


def test_candidates_agree_in_gender() -> None:
    text = "Ana Ortega met Tomas Vale and Clara Bell. She left."
    at = text.index("She")
    found = discourse(text).candidates(at, at + 3, "f", "subject")
    assert {e.fullest for e, _ in found} == {"Ana Ortega", "Clara Bell"}


PIECES = (
    "Ana", "Ortega", "Mr.", "Sen.", "Jr.", "O’Neill’s", "HFTA", "(HFTA)", "of", "the", "de la", "J.", "he", "She", "said",
    "“", "”", "'", ".", ",", "—", "\n", "\r\n\n", "\xa0", "𝔸𝔫𝔞", "🙂", "Éva", "ß", "\u200b", "ORTEGA WINS VOTE", "", "7",
)  # fmt: skip
ODD = [
    "", " ", "\n\n", "x", "Ana", "“", "“”", "””””", "“Yes.”", "🙂🙂", "𝔸𝔫𝔞 𝔒𝔯𝔱𝔢𝔤𝔞", "Mr.", "Sen. Jr.", "he", ". . .", "Of the",
]  # fmt: skip


def check_mentions(text: str) -> None:
    cast = Cast(text)
    for name in cast.mentions:
        assert 0 <= name.full_start <= name.start < name.end <= len(text)
        assert text[name.start : name.end].casefold().split()[0].startswith(name.words[0].casefold()[:1])
        assert name in cast.entity(name).mentions
    for place, entity in resolve_pronouns(Discourse(Outline(text), cast)).items():
        assert text[place : place + 2].lower() in ("he", "sh", "hi")
        assert entity in cast.entities


@pytest.mark.parametrize("text", ODD)
def test_odd_text_raises_nothing(text: str) -> None:
    check_mentions(text)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=60))
def test_mentions_are_slices_of_any_text(text: str) -> None:
    check_mentions(text)


def test_a_very_long_line() -> None:
    check_mentions("Ana Ortega met Tomas Vale and told him that she left the HFTA. " * 400)
