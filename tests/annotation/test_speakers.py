"""Who a source is: short stories of invented people, each attribution marked by its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.annotation.speakers import Resolved, resolve_speakers
from onrecord.statement import Attribution, Span
from onrecord.text.outline import Outline

#: Source, cue, content: the content is its first place in the story, the others stand nearest to it.
Marked = tuple[str, str, str]
TOLL = "the toll is gone"


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    start = text.index(content)
    end = start + len(content)

    def nearest(words: str) -> tuple[Span, ...]:
        if not words:
            return ()
        places = [m.span() for m in re.finditer(rf"(?!(?<=\w)\w){re.escape(words)}(?!(?<=\w)\w)", text)]
        a, b = min((p for p in places if p[1] <= start or p[0] >= end), key=lambda p: max(start - p[1], p[0] - end))
        return (Span.of(text, a, b),)

    return Attribution(nearest(source), nearest(cue), (Span(start, end, content),), "indirect", 1.0)


def speakers(text: str, *marked: Marked, authors: tuple[str, ...] = ()) -> list[Resolved]:
    article = Article(source="x", text=text, authors=authors)
    return resolve_speakers(article, [attribution(text, *m) for m in marked], Outline(text)).speakers


#: Reason, story, the source of "... said the toll is gone", the speaker's name.
PERSONS = [
    ("surname", "Mayor Ana Ortega opened the bridge at noon. Ortega said the toll is gone.", "Ortega", "Ana Ortega"),
    ("first name", "Ana Ortega and her husband, Luis Ortega, run the bakery. Luis said the toll is gone.", "Luis", "Luis Ortega"),
    ("courtesy title", "Mayor Ana Ortega opened the bridge at noon. Ms. Ortega said the toll is gone.", "Ms. Ortega", "Ana Ortega"),
    ("title and full name", "Council member Gordon Pell said the toll is gone.", "Council member Gordon Pell", "Gordon Pell"),
    ("initials", "J. T. Vale opened the bridge at noon. Vale said the toll is gone.", "Vale", "J. T. Vale"),
    ("middle initial", "Thomas R. Vale opened the bridge. Thomas Vale said the toll is gone.", "Thomas Vale", "Thomas R. Vale"),
    ("nickname", "William Ortega opened the bridge. Bill Ortega said the toll is gone.", "Bill Ortega", "William Ortega"),
    ("nickname in marks", "Josephine “Josie” Tarrant worked at the mill. Tarrant said the toll is gone.", "Tarrant", "Josephine “Josie” Tarrant"),
    ("he", "Mayor Ana Ortega met Tomas Vale at the bridge. He said the toll is gone.", "He", "Tomas Vale"),
    ("she", "Mayor Ana Ortega met Tomas Vale at the bridge. She said the toll is gone.", "She", "Ana Ortega"),
    ("a chain of she", "Ana Ortega opened the bridge. She thanked the crew. She said the toll is gone.", "She", "Ana Ortega"),
    ("who", "Ana Ortega, who said the toll is gone, left at noon.", "who", "Ana Ortega"),
    ("who, behind an apposition", "Ana Ortega, a baker in Velden, who said the toll is gone, left at noon.", "who", "Ana Ortega"),
    ("the senator", "Sen. Ana Ortega met Mayor Tomas Vale at the bridge. The senator said the toll is gone.", "The senator", "Ana Ortega"),
    ("the mayor", "Sen. Ana Ortega met Mayor Tomas Vale at the bridge. The mayor said the toll is gone.", "The mayor", "Tomas Vale"),
    ("the office stands in front", "The mayor of Velden, Ana Ortega, met Tomas Vale. The mayor said the toll is gone.", "The mayor", "Ana Ortega"),
    ("an office, then a name given for it", "The magistrate of the day, a young officer named Tomas Vale, met Ana Ortega. The magistrate said the toll is gone.", "The magistrate", "Tomas Vale"),
    ("work that no list of sources has", "Caterer Ana Ortega met Tomas Vale. The caterer said the toll is gone.", "The caterer", "Ana Ortega"),
    ("the vice president is another", "President Ana Ortega met Vice President Clara Vale. The president said the toll is gone.", "The president", "Ana Ortega"),
    ("a headline means whom its story names first", "Ortega says the toll is gone\n\nAna Ortega said no more. Her sister, Clara Ortega, sang.", "Ortega", "Ana Ortega"),
    ("a role, then who bears it", "A judge said the toll is gone. Nobody came. Judge Ana Ortega read it out.", "A judge", "Ana Ortega"),
    ("a role in a headline", "Mayor: the pier is old. Mayor said the toll is gone\n\nIt rained. It blew. It rained. It blew. It rained. Mayor Ana Ortega left.", "Mayor", "Ana Ortega"),
    ("a role from an apposition", "Ana Ortega, a baker, met Tomas Vale, a teacher. The teacher said the toll is gone.", "The teacher", "Tomas Vale"),
    ("age", "Tomas Vale, 42, lives by the bridge. The 42-year-old said the toll is gone.", "The 42-year-old", "Tomas Vale"),
    ("named later", f"It is true that {TOLL}, Ortega said. Ana Ortega, the mayor, opened the bridge.", "Ortega", "Ana Ortega"),
    ("she, named later in the sentence", f"When she said {TOLL}, Ana Ortega, the mayor, wept.", "she", "Ana Ortega"),
    ("in the headline only", "Ana Ortega Opens the Bridge at Harrow Falls\n\nOrtega said the toll is gone.", "Ortega", "Ana Ortega"),
    ("in a plain headline only", "Mayor Ana Ortega opens bridge without toll\n\nOrtega said the toll is gone.", "Ortega", "Ana Ortega"),
    ("the husband", "Ana Ortega and her husband, Luis Ortega, run the bakery. Mr. Ortega said the toll is gone.", "Mr. Ortega", "Luis Ortega"),
    ("the wife", "Ana Ortega and her husband, Luis Ortega, run the bakery. Ms. Ortega said the toll is gone.", "Ms. Ortega", "Ana Ortega"),
    ("a name behind its role", "Tomas Vale left. Vale's lawyer, Ana Ortega, said the toll is gone.", "Vale's lawyer, Ana Ortega,", "Ana Ortega"),
    ("the organisation in an apposition", f"Ana Ortega, chief executive of Larkin Ferries, said {TOLL}.", "Ana Ortega, chief executive of Larkin Ferries,", "Ana Ortega"),
    ("a professor of a university", "Professor Gordon Pell of Tarn University said the toll is gone.", "Professor Gordon Pell of Tarn University", "Gordon Pell"),
    ("letters behind", "Ana Ortega QC said the toll is gone.", "Ana Ortega QC", "Ana Ortega"),
    ("the name ends the phrase", "Its president, Ana Ortega, said the toll is gone.", "Its president, Ana Ortega,", "Ana Ortega"),
    ("behind a board's name", "A spokesman for the Harrow Falls Port Board, Tomas Vale, said the toll is gone.", "A spokesman for the Harrow Falls Port Board, Tomas Vale,", "Tomas Vale"),
    ("the name behind the role", "Clara Bell waited. Asked by the judge, Ana Ortega, the clerk said the toll is gone.", "the judge", "Ana Ortega"),
    ("an office in a compound", "Mayor-elect Ana Ortega said the toll is gone.", "Mayor-elect Ana Ortega", "Ana Ortega"),
    ("a phrase set in front", "Tomas Vale spoke first. On Thursday, Gordon Pell gave evidence for an hour. He said the toll is gone.", "He", "Gordon Pell"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "source", "name"), PERSONS, ids=[p[0] for p in PERSONS])
def test_person(reason: str, text: str, source: str, name: str) -> None:
    (found,) = speakers(text, (source, "said", TOLL))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.type, found.speaker.named) == (name, "person", True)
    assert found.others == ()
    mention = found.speaker.mention
    assert mention is not None
    assert text[mention.start : mention.end] == mention.exact == name


#: Reason, story, source, name.
ORGANISATIONS = [
    ("behind what it is", "Aircraft manufacturer Brindle said the toll is gone.", "Aircraft manufacturer Brindle", "Brindle"),
    ("full name", "The Larkin Transport Agency said the toll is gone.", "The Larkin Transport Agency", "Larkin Transport Agency"),
    ("the agency", "The Larkin Transport Agency closed the pier. The agency said the toll is gone.", "The agency", "Larkin Transport Agency"),
    ("the council", "The Harrow Falls City Council met at noon. The council said the toll is gone.", "The council", "Harrow Falls City Council"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "source", "name"), ORGANISATIONS, ids=[row[0] for row in ORGANISATIONS])
def test_organisation(reason: str, text: str, source: str, name: str) -> None:
    (found,) = speakers(text, (source, "said", TOLL))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.type, found.speaker.named) == (name, "organisation", True)


def test_a_source_that_begins_with_a_comma() -> None:
    (found,) = speakers("It rained, the mayor said the toll is gone.", (", the mayor", "said", TOLL))
    assert found.speaker is not None


def test_what_a_name_is_may_stand_behind_it() -> None:
    (found,) = speakers("The Brindle news agency said the toll is gone.", ("The Brindle news agency", "said", TOLL))
    assert names(found) == ["Brindle"]


def test_it_is_the_organisation_that_spoke_before() -> None:
    text = "The Larkin Ferry Company said the pier is old. It said the toll is gone."
    found = speakers(text, ("The Larkin Ferry Company", "said", "the pier is old"), ("It", "said", TOLL))
    assert [f.speaker and f.speaker.name for f in found] == ["Larkin Ferry Company"] * 2


UNNAMED = [
    ("two who bear the role", "A judge said the toll is gone. Judge Ana Ortega and Judge Tomas Vale came.", "A judge", "person"),
    ("somebody's kin", "My father said the toll is gone. His father Tomas Vale left.", "My father", "person"),
    ("some, with an example", "Some Republicans, including Senator Ana Ortega, said the toll is gone.", "Some Republicans", "group"),
    ("people of a body", "Republicans on the Larkin Rules Committee said the toll is gone.", "Republicans on the Larkin Rules Committee", "group"),
    ("people of a country", "Ana Ortega spoke of Mexico. Many Mexicans said the toll is gone.", "Many Mexicans", "group"),
    ("a source keeps out of print", "Ana Ortega left. The source said the toll is gone.", "The source", "person"),
    ("an office that readers know the holder of", "Ana Ortega, the transport minister, left. The prime minister said the toll is gone.", "The prime minister", "person"),
    ("somebody", "Ana Ortega left. Someone said the toll is gone.", "Someone", "person"),
    ("one of several", "Fans met Tomas Vale. One said the toll is gone.", "One", "person"),
    ("a person", "A witness said the toll is gone.", "A witness", "person"),
    ("somebody's lawyer is not somebody", "Tomas Vale left. Vale's lawyer said the toll is gone.", "Vale's lawyer", "person"),
    ("a spokeswoman", "A spokeswoman for Larkin Ferries Inc. said the toll is gone.", "A spokeswoman for Larkin Ferries Inc.", "person"),
    ("an organisation", "The ferry company said the toll is gone.", "The ferry company", "organisation"),
    ("her campaign", "Ana Ortega ran for mayor. Her campaign said the toll is gone.", "Her campaign", "organisation"),
    ("a document", "The report said the toll is gone.", "The report", "document"),
    ("a group", "Several voters said the toll is gone.", "Several voters", "group"),
    ("people", "Some people said the toll is gone.", "Some people", "group"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "source", "kind"), UNNAMED, ids=[row[0] for row in UNNAMED])
def test_unnamed_source_is_kept_as_printed(reason: str, text: str, source: str, kind: str) -> None:
    (found,) = speakers(text, (source, "said", TOLL))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.type, found.speaker.named) == (source, kind, False)


JOINT = [
    ("two surnames", "Ana Ortega and Tomas Vale opened the bridge. Ortega and Vale said the toll is gone.", "Ortega and Vale", ["Ana Ortega", "Tomas Vale"]),
    ("three", "Ana Ortega, Tomas Vale and Clara Bell said the toll is gone.", "Ana Ortega, Tomas Vale and Clara Bell", ["Ana Ortega", "Tomas Vale", "Clara Bell"]),
]  # fmt: skip


def names(found: Resolved) -> list[str]:
    return [s.name for s in (found.speaker, *found.others) if s is not None]


@pytest.mark.parametrize(("reason", "text", "source", "expected"), JOINT, ids=[row[0] for row in JOINT])
def test_joint_statement(reason: str, text: str, source: str, expected: list[str]) -> None:
    (found,) = speakers(text, (source, "said", TOLL))
    assert names(found) == expected


def test_they_are_the_two_who_spoke_before() -> None:
    text = "Ana Ortega and Tomas Vale said the bridge is safe. They said the toll is gone."
    found = speakers(text, ("Ana Ortega and Tomas Vale", "said", "the bridge is safe"), ("They", "said", TOLL))
    assert names(found[1]) == ["Ana Ortega", "Tomas Vale"]


OPEN = [
    ("nobody named", "It rained all day. She said the toll is gone.", "She"),
    ("nobody of that gender", "Ana Ortega left. He said the toll is gone.", "He"),
    ("no source", "It was said that the toll is gone.", ""),
    ("two sisters", "Ana Ortega and her sister Clara Ortega run the bakery. Ortega said the toll is gone.", "Ortega"),
    ("two women", "Clara Bell and Ana Ortega met at the mill. At noon she said the toll is gone.", "she"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "source"), OPEN)
def test_two_as_likely_are_left_open(reason: str, text: str, source: str) -> None:
    (found,) = speakers(text, (source, "said", TOLL))
    assert found.speaker is None or (not found.speaker.named and found.speaker.name == source)


def test_i_inside_a_quotation_is_its_speaker() -> None:
    text = "Mayor Ana Ortega said: “I think the toll is gone.”"
    found = speakers(text, ("Mayor Ana Ortega", "said", "“I think the toll is gone.”"), ("I", "think", TOLL))
    assert [names(f) for f in found] == [["Ana Ortega"]] * 2


def test_i_inside_a_quotation_with_its_speaker_behind() -> None:
    text = "“I think the toll is gone,” Mayor Ana Ortega said."
    found = speakers(text, ("Mayor Ana Ortega", "said", "“I think the toll is gone,”"), ("I", "think", TOLL))
    assert [names(f) for f in found] == [["Ana Ortega"]] * 2


def test_i_inside_a_quote_in_the_quote_is_not_the_speaker() -> None:
    text = "Mayor Ana Ortega said: “My sister told me, ‘I think the toll is gone.’”"
    found = speakers(
        text,
        ("Mayor Ana Ortega", "said", "“My sister told me, ‘I think the toll is gone.’”"),
        ("My sister", "told me", "‘I think the toll is gone.’"),
        ("I", "think", TOLL),
    )
    assert names(found[2]) == ["My sister"]


def test_i_in_a_column_is_its_author() -> None:
    marked = ("I", "believe", TOLL)
    assert names(*speakers("I believe the toll is gone.", marked, authors=("Dana Whitlock",))) == ["Dana Whitlock"]
    (unknown,) = speakers("I believe the toll is gone.", marked)
    assert unknown.speaker is not None
    assert not unknown.speaker.named


def test_answers_of_an_interview() -> None:
    text = (
        "Ana Ortega is the mayor of Harrow Falls. She talked with us.\n\nQ: Is the toll gone?\n\nA: It went in June."
        "\n\nQ: And the bridge?\n\nA: I think the bridge is safe.\n"
    )
    found = speakers(text, ("A", ":", "It went in June."), ("I", "think", "the bridge is safe"))
    assert [names(f) for f in found] == [["Ana Ortega"]] * 2


QUESTIONS = "**Is the toll gone?**\nIt went in June.\n\n**And the bridge?**\nI think the bridge is safe.\n\n**Sure?**\nYes.\n\n**Why?**\nAsk.\n"
LABELLED = (
    "**Host:** Is the toll gone?\n\n**Ana:** It went.\n\n**Host:** Safe?\n\n**Ana:** I think the bridge is safe.\n"
)


@pytest.mark.parametrize("interview", [QUESTIONS, LABELLED], ids=["questions in bold type", "names before answers"])
def test_i_in_an_interview_is_who_is_asked(interview: str) -> None:
    text = f"Interview by Tomas Vale\n\nAna Ortega is the mayor of Harrow Falls. She talked with us.\n\n{interview}"
    (found,) = speakers(text, ("I", "think", "the bridge is safe"), authors=("Tomas Vale",))
    assert names(found) == ["Ana Ortega"]


def test_she_goes_on_with_a_person_just_introduced() -> None:
    text = "Ana Ortega left. A nurse said the pier is old. “It creaks,” she said."
    found = speakers(text, ("A nurse", "said", "the pier is old"), ("she", "said", "It creaks"))
    assert [f.speaker and f.speaker.name for f in found] == ["A nurse"] * 2


def test_she_goes_on_with_an_office_that_nobody_is_named_for() -> None:
    text = "Ana Ortega left. The prime minister said the pier is old. She said the toll is gone."
    found = speakers(text, ("The prime minister", "said", "the pier is old"), ("She", "said", TOLL))
    assert [f.speaker and f.speaker.name for f in found] == ["The prime minister"] * 2


@pytest.mark.parametrize(
    ("between", "name"),
    [("", "Brindle Inc."), ("It rained. It blew. It rained. It blew. ", "The company")],
    ids=["it has just spoken", "far from there"],
)
def test_the_company_is_the_one_that_spoke_last(between: str, name: str) -> None:
    text = f"Brindle Inc. said the pier is old. {between}The company said the toll is gone."
    found = speakers(text, ("Brindle Inc.", "said", "the pier is old"), ("The company", "said", TOLL))
    assert found[1].speaker is not None
    assert found[1].speaker.name == name


def test_she_is_who_was_named_since() -> None:
    text = "A nurse said the pier is old. Ana Ortega nodded. “It creaks,” she said."
    found = speakers(text, ("A nurse", "said", "the pier is old"), ("she", "said", "It creaks"))
    assert [f.speaker and f.speaker.name for f in found] == ["A nurse", "Ana Ortega"]


@pytest.mark.parametrize("cue", ["and added that", ", adding that"])
def test_second_cue_of_one_source(cue: str) -> None:
    text = f"Ana Ortega said the bridge is safe {cue} the toll is gone.".replace(" ,", ",")
    found = speakers(text, ("Ana Ortega", "said", "the bridge is safe"), ("", cue.split()[1], TOLL))
    assert [names(f) for f in found] == [["Ana Ortega"]] * 2


def test_order_of_the_attributions_is_kept() -> None:
    text = "Ana Ortega said the pier is old. Tomas Vale said the toll is gone."
    first, second = ("Ana Ortega", "said", "the pier is old"), ("Tomas Vale", "said", TOLL)
    assert [names(f) for f in speakers(text, second, first)] == [["Tomas Vale"], ["Ana Ortega"]]


# -- any text ----------------------------------------------------------------------------------------------------------

WORDS = (
    "Ana", "Ana Ortega", "Mr. Vale", "Ortega’s", "the mayor", "A witness", "he", "She", "who", "They", "I", "it", "said", "told",
    "reporters", "on Monday", "in 2019", "yesterday", "never", "“", "”", "'", ",", ".", ". ", "\n\n", "\nQ:", "\nA:", "🙂", "𝔸𝔫𝔞",
    "interview", "tweeted", "(HFTA)", "\xa0",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=60)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Article, list[Attribution]]:
    """Any text and any attributions in it: source and cue may be missing and stand anywhere."""
    text = draw(TEXTS)
    words = [Span.of(text, *m.span()) for m in re.finditer(r"\S+", text)]
    if not words:
        return Article(source="x", text=text), []
    word = st.sampled_from(words)
    some = st.lists(word, max_size=1).map(tuple)
    made = st.builds(Attribution, some, some, st.tuples(word), st.sampled_from(["direct", "indirect"]), st.just(1.0))
    published = draw(st.none() | st.just("2025-11-12"))
    return Article(source="x", text=text, published=published), draw(st.lists(made, max_size=6))


@settings(max_examples=60)
@given(stories())
def test_any_text_raises_nothing(story: tuple[Article, list[Attribution]]) -> None:
    article, attributions = story
    found = resolve_speakers(article, attributions, Outline(article.text)).speakers
    assert len(found) == len(attributions)
    for speaker in (s for f in found for s in (f.speaker, *f.others) if s is not None):
        if speaker.mention is not None:
            assert article.text[speaker.mention.start : speaker.mention.end] == speaker.mention.exact


# -- the whole chain ---------------------------------------------------------------------------------------------------


def test_annotate_fills_the_speaker(model: Model) -> None:
    text = (
        "Mayor Ana Ortega met Tomas Vale, a baker, at the bridge.\n\n“The toll is gone,” Ortega said.\n\n"
        "Vale said the bridge is a ruin. He added that he never crosses it.\n\nA witness said that it shook."
    )
    found = annotate(Article(source="x", text=text), model)
    assert [s.speaker and (s.speaker.name, s.speaker.named) for s in found] == [
        ("Ana Ortega", True),
        ("Tomas Vale", True),
        ("Tomas Vale", True),
        ("A witness", False),
    ]
    for statement in found:
        mention = statement.speaker and statement.speaker.mention
        assert mention is not None
        assert text[mention.start : mention.end] == mention.exact
