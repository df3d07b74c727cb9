"""When, where and to whom a statement was made, and whether: short stories of invented people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from onrecord import Article
from onrecord.annotation import annotate
from onrecord.annotation.anchors import Anchor, Ranker
from onrecord.annotation.circumstances import ACTS, HAPPENED, Circumstances, find_circumstances
from onrecord.annotation.scene import Scene, tense_of
from onrecord.annotation.speakers import Resolved, resolve_speakers
from onrecord.annotation.when import time_anchors, when_said
from onrecord.dates import find_times
from onrecord.statement import Attribution, Said, Span
from tests.annotation.test_speakers import TOLL, Marked, attribution, model, stories

#: A Wednesday.
PUBLISHED = "2025-11-12"


def staged(article: Article, attributions: list[Attribution]) -> tuple[Scene, list[Resolved]]:
    story = resolve_speakers(article, attributions)
    resolved = story.speakers
    return Scene(article, attributions, resolved, story.discourse), resolved


def told(text: str, *marked: Marked, published: str | None = PUBLISHED) -> tuple[Scene, list[Resolved]]:
    return staged(Article(source="x", text=text, published=published), [attribution(text, *m) for m in marked])


def circumstances(text: str, *marked: Marked) -> list[Circumstances]:
    return find_circumstances(*told(text, *marked))


def dates(text: str, *marked: Marked, published: str | None = PUBLISHED) -> list[tuple[str, str] | None]:
    scene, _ = told(text, *marked, published=published)
    return [said and (said.edtf, said.basis) for said in when_said(scene)]


# -- when --------------------------------------------------------------------------------------------------------------

#: Reason, story, date; the story is published on PUBLISHED.
OWN = [
    ("weekday before", "Mayor Ana Ortega said on Tuesday that the toll is gone.", "2025-11-11"),
    ("weekday of the week before", "Mayor Ana Ortega said on Friday that the toll is gone.", "2025-11-07"),
    ("yesterday", "Yesterday Mayor Ana Ortega said that the toll is gone.", "2025-11-11"),
    ("last month", "Last month, Mayor Ana Ortega said that the toll is gone.", "2025-10"),
    ("a year", "In 2019, Mayor Ana Ortega said that the toll is gone.", "2019"),
    ("years ago", "Mayor Ana Ortega said two years ago that the toll is gone.", "2023"),
    ("a day with its year", "Mayor Ana Ortega said on June 13, 2020, that the toll is gone.", "2020-06-13"),
    ("at an event", "At the debate on Monday, Mayor Ana Ortega said that the toll is gone.", "2025-11-10"),
    ("another event's day in the sentence before", "The bridge fell on Sunday. In a statement on Tuesday, Mayor Ana Ortega said that the toll is gone.", "2025-11-11"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "day"), OWN, ids=[o[0] for o in OWN])
def test_date_of_its_own_clause(reason: str, text: str, day: str) -> None:
    assert dates(text, ("Mayor Ana Ortega", "said", f"that {TOLL}")) == [(day, "own")]


def test_date_behind_the_content() -> None:
    text = "The toll is gone, Ana Ortega said Monday."
    assert dates(text, ("Ana Ortega", "said", "The toll is gone")) == [("2025-11-10", "own")]


def test_date_tells_its_words() -> None:
    text = "Ana Ortega said on Tuesday that the toll is gone."
    scene, _ = told(text, ("Ana Ortega", "said", f"that {TOLL}"))
    (said,) = when_said(scene)
    assert said == Said(
        "2025-11-11", "2025-11-11", "2025-11-11", "own", Span.of(text, text.index("Tuesday"), text.index(" that"))
    )


def test_each_statement_has_its_own_date() -> None:
    text = "Ana Ortega said on Monday that the toll is gone. Tomas Vale said on Tuesday that the pier is old."
    found = dates(text, ("Ana Ortega", "said", f"that {TOLL}"), ("Tomas Vale", "said", "that the pier is old"))
    assert found == [("2025-11-10", "own"), ("2025-11-11", "own")]


def test_a_later_statement_of_the_same_speaker_has_its_own_date() -> None:
    text = "Tomas Vale said last year that the mast was not needed. On Monday he said the mast should be built."
    found = dates(
        text, ("Tomas Vale", "said", "that the mast was not needed"), ("he", "said", "the mast should be built")
    )
    assert found == [("2024", "own"), ("2025-11-10", "own")]


SPEECH = "Mayor Ana Ortega said in a speech on Monday that the toll is gone. “The bridge is safe,” she said. She promised that nobody would pay."
SPOKEN: list[Marked] = [
    ("Mayor Ana Ortega", "said", f"that {TOLL}"),
    ("she", "said", "“The bridge is safe,”"),
    ("She", "promised", "that nobody would pay"),
]


def test_date_carries_over_within_a_speech() -> None:
    assert dates(SPEECH, *SPOKEN) == [("2025-11-10", "own"), ("2025-11-10", "event"), ("2025-11-10", "event")]


def test_date_of_a_speech_told_before_it() -> None:
    text = "Mayor Ana Ortega gave a speech in Harrow Falls on Monday. “The toll is gone,” Ortega said."
    assert dates(text, ("Ortega", "said", "“The toll is gone,”")) == [("2025-11-10", "event")]


def test_date_does_not_carry_over_to_another_speaker() -> None:
    text = f"{SPEECH}\n\nTomas Vale, a baker, says the bridge is a ruin. He thinks the toll should stay."
    others = [("Tomas Vale, a baker,", "says", "the bridge is a ruin"), ("He", "thinks", "the toll should stay")]
    assert dates(text, *SPOKEN, *others)[3:] == [None, None]


def test_no_weekday_without_a_day_of_publication() -> None:
    text = "Ana Ortega said Monday that the toll is gone."
    assert dates(text, ("Ana Ortega", "said", f"that {TOLL}"), published=None) == [None]


UNDATED = [
    ("no date", "Ana Ortega said the toll is gone.", TOLL),
    ("a later vote", "Ana Ortega said the toll is gone. The council will vote on Dec. 3, 2025.", TOLL),
    ("a date in a quotation", "“We dropped the toll in June 2019,” Ana Ortega said.", "“We dropped the toll in June 2019,”"),
    ("next week", "Ana Ortega, who will open the bridge next week, said the toll is gone.", TOLL),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "content"), UNDATED)
def test_dates_not_to_be_taken(reason: str, text: str, content: str) -> None:
    assert dates(text, ("Ana Ortega", "said", content)) == [None]


# -- where and to whom -------------------------------------------------------------------------------------------------

#: Story, source, cue, channel, words that tell it, addressee.
OCCASIONS = [
    ("Ana Ortega told reporters that the toll is gone.", "Ana Ortega", "told", "briefing", "reporters", "reporters"),
    ("Ana Ortega said at a news conference that the toll is gone.", "Ana Ortega", "said", "briefing", "news conference", None),
    ("Ana Ortega told a crowd of supporters at a rally in Velden that the toll is gone.", "Ana Ortega", "told", "speech", "crowd", "a crowd"),
    ("Ana Ortega said at a rally in Velden that the toll is gone.", "Ana Ortega", "said", "speech", "rally", None),
    ("Ana Ortega said in an interview that the toll is gone.", "Ana Ortega", "said", "interview", "interview", None),
    ("Ana Ortega said in an interview with the Harrow Falls Courier that the toll is gone.", "Ana Ortega", "said", "interview", "interview", "the Harrow Falls Courier"),
    ("Ana Ortega told the Harrow Falls Courier that the toll is gone.", "Ana Ortega", "told", "interview", "Harrow Falls Courier", "the Harrow Falls Courier"),
    ("Ana Ortega tweeted on Tuesday that the toll is gone.", "Ana Ortega", "tweeted", "post", "tweeted", None),
    ("Ana Ortega wrote on Facebook that the toll is gone.", "Ana Ortega", "wrote", "post", "Facebook", None),
    ("Ana Ortega said in a statement that the toll is gone.", "Ana Ortega", "said", "statement", "statement", None),
    ("At the debate on Monday, Ana Ortega said that the toll is gone.", "Ana Ortega", "said", "debate", "debate", None),
    ("Ana Ortega testified at a hearing that the toll is gone.", "Ana Ortega", "testified", "testimony", "hearing", None),
    ("Ana Ortega said in an email that the toll is gone.", "Ana Ortega", "said", "message", "email", None),
    ("The report said that the toll is gone.", "The report", "said", "document", "report", None),
    ("A Velden University poll found that the toll is gone.", "A Velden University poll", "found", "poll", "poll", None),
    ("Ana Ortega told the council that the toll is gone.", "Ana Ortega", "told", "unspecified", "", "the council"),
    ("Ana Ortega told Tomas Vale that the toll is gone.", "Ana Ortega", "told", "unspecified", "", "Tomas Vale"),
    ("Ana Ortega thinks that the toll is gone.", "Ana Ortega", "thinks", "unspecified", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "channel", "words", "addressee"), OCCASIONS)
def test_occasion(text: str, source: str, cue: str, channel: str, words: str, addressee: str | None) -> None:
    (found,) = circumstances(text, (source, cue, f"that {TOLL}"))
    assert found.channel.type == channel
    assert words in found.channel.span.exact if found.channel.span else words == ""
    assert (found.addressee and found.addressee.name) == addressee


def test_a_name_that_begins_like_a_preposition_is_nobody_told() -> None:
    (found,) = circumstances("“The toll is gone,” said Tobias Anker.", ("Tobias Anker", "said", "“The toll is gone,”"))
    assert found.addressee is None


def test_briefing_carries_over() -> None:
    text = "Mayor Ana Ortega met reporters at a news conference on Tuesday. “The toll is gone,” she told reporters. “The bridge is safe,” she said."
    found = circumstances(text, ("she", "told", "“The toll is gone,”"), ("she", "said", "“The bridge is safe,”"))
    assert [f.channel.type for f in found] == ["briefing", "briefing"]
    assert [f.addressee and f.addressee.name for f in found] == ["reporters", "reporters"]


def test_occasion_does_not_carry_over_to_another_speaker() -> None:
    text = "The ferry company said in a statement that nobody was hurt. In an interview with the Harrow Falls Courier, Ana Ortega said that the pier is old."
    found = circumstances(
        text, ("The ferry company", "said", "that nobody was hurt"), ("Ana Ortega", "said", "that the pier is old")
    )
    assert [f.channel.type for f in found] == ["statement", "interview"]
    assert [f.addressee and f.addressee.name for f in found] == [None, "the Harrow Falls Courier"]


# -- what act, and did it happen ---------------------------------------------------------------------------------------

ACT = [
    ("said", "said", "that the bridge is a ruin"),
    ("wrote", "wrote", "that the bridge is a ruin"),
    ("believes", "thought", "that the bridge is a ruin"),
    ("fears", "felt", "that the bridge will fall"),
    ("plans", "intends", "to close the bridge"),
    ("asked", "asked", "whether the bridge is safe"),
    ("ordered", "ordered", "that the bridge be closed"),
    ("promised", "promised", "that the bridge will stand"),
    ("denied", "denied", "that he had closed the bridge"),
    ("agreed", "agreed", "that the bridge is a ruin"),
    ("accused", "accused", "the council of lying"),
]


@pytest.mark.parametrize(("cue", "act", "content"), ACT)
def test_act(cue: str, act: str, content: str) -> None:
    (found,) = circumstances(f"Tomas Vale {cue} {content}.", ("Tomas Vale", cue, content))
    assert (found.act, found.happened) == (act, "yes")


def test_a_document_shows() -> None:
    (found,) = circumstances(f"The report shows that {TOLL}.", ("The report", "shows", f"that {TOLL}"))
    assert (found.act, found.happened) == ("showed", "yes")


#: Whether it happened, cue, content.
HAPPENINGS = [
    ("yes", "said", "that the bridge is not safe"),
    ("yes", "said", "he would never close the bridge"),
    ("no", "declined to say", "whether the bridge is safe"),
    ("no", "refused to say", "whether the bridge is safe"),
    ("no", "never said", "that the bridge is safe"),
    ("no", "has never said", "that the bridge is safe"),
    ("no", "did not say", "whether the bridge is safe"),
    ("no", "didn’t say", "whether the bridge is safe"),
    ("no", "wouldn't say", "whether the bridge is safe"),
    ("no", "does not think", "that the bridge is safe"),
    ("no", "did not respond", "to a request for comment"),
    ("hypothetical", "would have to explain", "why the bridge fell"),
    ("hypothetical", "might argue", "that the bridge is safe"),
    ("hypothetical", "could say", "that the bridge is safe"),
    ("hypothetical", "may tell", "the council that the bridge is safe"),
]


@pytest.mark.parametrize(("value", "cue", "content"), HAPPENINGS)
def test_happened(value: str, cue: str, content: str) -> None:
    (found,) = circumstances(f"Tomas Vale {cue} {content}.", ("Tomas Vale", cue, content))
    assert found.happened == value


def test_an_if_behind_is_hypothetical() -> None:
    text = "The council will vote if Vale says the bridge is safe."
    (found,) = circumstances(text, ("Vale", "says", "the bridge is safe"))
    assert found.happened == "hypothetical"


# -- the scene and its anchors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "tense"),
    [
        ("said", "past"),
        ("told", "past"),
        ("has said", "perfect"),
        ("had argued", "pluperfect"),
        ("says", "present"),
        ("would say", "modal"),
        ("adding", "ing"),
        ("to say", "to"),
        ("according to", "ing"),
        (":", "other"),
        ("", "none"),
    ],
)
def test_tense(cue: str, tense: str) -> None:
    assert tense_of(cue) == tense


def test_scene_answers() -> None:
    text = "Ana Ortega said the toll is gone. She added that she paid it. Tomas Vale said the pier is old."
    scene, _ = told(
        text,
        ("Tomas Vale", "said", "the pier is old"),
        ("Ana Ortega", "said", TOLL),
        ("She", "added", "that she paid it"),
    )
    assert [t.number for t in scene.turns] == [1, 2, 0]
    assert [t.speaker for t in scene.turns] == ["Ana Ortega", "Ana Ortega", "Tomas Vale"]
    assert [t.sentence for t in scene.turns] == [0, 1, 2]
    assert scene.speaking(1) == [scene.turns[1]]
    assert scene.named(2) == {"Tomas Vale"}
    assert [scene.share(n) for n in ("Ana Ortega", "Tomas Vale", "Clara Bell", None)] == [2, 1, 0, 0]
    assert scene.others_between(0, 2, "Tomas Vale") == 1
    assert scene.others_between(2, 0, "Ana Ortega") == 0
    at = text.index(TOLL)
    assert scene.quoted(at)
    assert not scene.quoted(0)
    assert scene.in_own_content(scene.turns[0], at, at + 8)
    assert not scene.in_own_content(scene.turns[1], at, at + 8)


def test_a_cue_inside_a_content_is_nested() -> None:
    text = "Ana Ortega said that Tomas Vale thinks the pier is old."
    scene, _ = told(
        text,
        ("Ana Ortega", "said", "that Tomas Vale thinks the pier is old"),
        ("Tomas Vale", "thinks", "the pier is old"),
    )
    assert [t.nested for t in scene.turns] == [False, True]


def test_none_is_always_a_candidate() -> None:
    scene, _ = told(SPEECH, *SPOKEN)
    (monday,) = time_anchors(scene, find_times(scene.text, scene.article.published))
    assert SPEECH[monday.start : monday.end] == "Monday"
    assert monday.kind == "weekday"
    for anchors, expected in ([], [None]), ([monday], [monday, None]):
        found = Ranker(scene, anchors).candidates(scene.turns[0])
        assert [anchor for anchor, _ in found] == expected
        assert all(features for _, features in found)


def test_nothing_to_choose_from_is_none() -> None:
    scene, _ = told(SPEECH, *SPOKEN)
    assert Ranker(scene, []).decide(scene.turns[0], {}) is None


def test_weights_decide() -> None:
    scene, _ = told(SPEECH, *SPOKEN)
    at = SPEECH.index("speech")
    anchor = Anchor(at, at + 6, "speech", "speech")
    ranker = Ranker(scene, [anchor])
    assert ranker.decide(scene.turns[0], {"kind:speech": 5.0}) is anchor
    assert ranker.decide(scene.turns[0], {"none": 5.0}) is None


# -- any text ----------------------------------------------------------------------------------------------------------


def check(scene: Scene, resolved: list[Resolved]) -> None:
    found, said = find_circumstances(scene, resolved), when_said(scene)
    assert len(found) == len(said) == len(scene.attributions)
    spans = [f.channel.span for f in found]
    spans += [x.span for x in (*said, *(f.addressee for f in found)) if x is not None]
    text = scene.text
    for span in spans:
        assert span is None or (text[span.start : span.end] == span.exact != "")
    assert all(f.act in ACTS and f.happened in HAPPENED for f in found)
    assert all((f.channel.type == "unspecified") == (f.channel.span is None) for f in found)


@settings(max_examples=60)
@given(stories())
def test_any_text_raises_nothing(story: tuple[Article, list[Attribution]]) -> None:
    check(*staged(*story))


def test_a_line_of_5000_words() -> None:
    text = "Ana Ortega told reporters on Monday that the toll is gone and Tomas Vale left the rally in Velden. " * 270
    article = Article(source="x", text=text, published=PUBLISHED)
    attributions = [
        Attribution(
            (Span.of(text, m.start(), m.start() + 10),),
            (Span.of(text, m.start() + 11, m.start() + 15),),
            (Span.of(text, m.start() + 36, m.start() + 52),),
            "indirect",
            1.0,
        )
        for m in re.finditer("Ana Ortega told", text)
    ]
    check(*staged(article, attributions))


# -- the whole chain ---------------------------------------------------------------------------------------------------


def test_annotate_fills_the_circumstances() -> None:
    text = (
        "“The toll is gone,” Mayor Ana Ortega told reporters on Tuesday.\n\n"
        "Tomas Vale, a baker, declined to say whether he would pay.\n\n"
        "Clara Bell denied that the bridge is a ruin."
    )
    first, second, third = annotate(Article(source="x", text=text, published=PUBLISHED), model())
    assert first.said is not None
    assert (first.said.edtf, first.said.basis) == ("2025-11-11", "own")
    assert (first.channel.type, first.addressee and first.addressee.name) == ("briefing", "reporters")
    assert [s.happened for s in (first, second, third)] == ["yes", "no", "yes"]
    assert [s.act for s in (first, third)] == ["said", "denied"]
    assert third.channel.type == "unspecified"
    assert third.said is third.addressee is None


@pytest.mark.parametrize("text", ["", "\n", "Yes", "“", "“”", "“Yes.” “No.”", "🙂 “𝔸” 🙂", "said " * 5000])
def test_annotate_on_odd_text(text: str) -> None:
    for statement in annotate(Article(source="x", text=text, published=PUBLISHED), model()):
        for span in (*statement.source, *statement.cue, *statement.content):
            assert text[span.start : span.end] == span.exact
