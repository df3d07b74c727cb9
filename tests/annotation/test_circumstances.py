"""When, where and to whom a statement was made, and whether: short stories of invented people."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.annotation.acts import ACTS, HAPPENED
from onrecord.annotation.anchors import FEATURES, Anchor, table
from onrecord.annotation.circumstances import Choice, Circumstances, choose, find_circumstances
from onrecord.annotation.cues import tense_of
from onrecord.annotation.scene import Scene, low_text
from onrecord.annotation.speakers import resolve_speakers
from onrecord.annotation.when import time_anchors
from onrecord.annotation.where import channel_anchors
from onrecord.annotation.whom import addressee_anchors
from onrecord.statement import Attribution, Said, Span
from onrecord.text.outline import Outline
from tests.annotation.test_speakers import TOLL, Marked, attribution, stories

#: A Wednesday.
PUBLISHED = "2025-11-12"


def staged(article: Article, attributions: list[Attribution]) -> Scene:
    story = resolve_speakers(article, attributions, Outline(article.text))
    return Scene(article, attributions, story.speakers, story.discourse)


def told(text: str, *marked: Marked, published: str | None = PUBLISHED) -> Scene:
    return staged(Article(source="x", text=text, published=published), [attribution(text, *m) for m in marked])


def circumstances(text: str, *marked: Marked) -> list[Circumstances]:
    return find_circumstances(told(text, *marked))


def dates(text: str, *marked: Marked, published: str | None = PUBLISHED) -> list[tuple[str, str] | None]:
    found = find_circumstances(told(text, *marked, published=published))
    return [f.said and (f.said.edtf, f.said.basis) for f in found]


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
    (found,) = circumstances(text, ("Ana Ortega", "said", f"that {TOLL}"))
    assert found.said == Said(
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
    ("Ana Ortega told the council that the toll is gone.", "Ana Ortega", "told", "speech", "council", "the council"),
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
    text = "A ferry runs aground\n\nThe ferry company said in a statement that nobody was hurt. In an interview with the Harrow Falls Courier, Ana Ortega said that the pier is old."
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
    scene = told(
        text,
        ("Tomas Vale", "said", "the pier is old"),
        ("Ana Ortega", "said", TOLL),
        ("She", "added", "that she paid it"),
    )
    assert [t.number for t in scene.turns] == [1, 2, 0]
    assert [t.speaker for t in scene.turns] == ["Ana Ortega", "Ana Ortega", "Tomas Vale"]
    assert [t.sentence for t in scene.turns] == [0, 1, 2]
    assert [scene.spoken(n) for n in ("Ana Ortega", "Tomas Vale", "Clara Bell", None)] == [2, 1, 0, 0]
    arrays = scene.arrays
    ortega, vale = arrays.number["Ana Ortega"], arrays.number["Tomas Vale"]
    assert arrays.speaker.tolist() == [ortega, ortega, vale]
    assert arrays.spoke[:, ortega].tolist() == [True, True, False]
    assert arrays.named[2, vale]
    assert not arrays.named[0, vale]
    at = text.index(TOLL)
    assert scene.covered[at]
    assert not scene.covered[0]
    places = np.array([at, at]), np.array([at + 8, at + 8])
    assert arrays.in_content(np.array([0, 1]), *places).tolist() == [True, False]
    assert arrays.nearest_turn(*places, np.array([0, 0]))[0].tolist() == [0, 0]
    assert arrays.columns["before"].tolist() == [99, 1, 99]


def test_a_cue_inside_a_content_is_nested() -> None:
    text = "Ana Ortega said that Tomas Vale thinks the pier is old."
    scene = told(
        text,
        ("Ana Ortega", "said", "that Tomas Vale thinks the pier is old"),
        ("Tomas Vale", "thinks", "the pier is old"),
    )
    assert [t.nested for t in scene.turns] == [False, True]


def row(scene: Scene, anchor: Anchor, turn: int) -> dict[str, float]:
    """What is known of a statement beside an anchor."""
    found = table(scene, [anchor], [], {})
    (k,) = np.flatnonzero((found.turn == turn) & (found.anchor == 0))
    return dict(zip(FEATURES, found.features[k].tolist(), strict=True))


def test_none_is_always_a_candidate() -> None:
    scene = told(SPEECH, *SPOKEN)
    (monday,) = time_anchors(scene)
    assert SPEECH[monday.start : monday.end] == "Monday"
    assert monday.kind == "weekday"
    assert table(scene, [], [], {}).anchor.tolist() == [-1, -1, -1]
    assert table(scene, [monday], [], {}).anchor.tolist() == [0, -1, 0, -1, 0, -1]


def test_what_a_row_tells() -> None:
    scene = told(SPEECH, *SPOKEN)
    (monday,) = time_anchors(scene)
    own, later = row(scene, monday, 0), row(scene, monday, 2)
    assert (own["gap"], own["same_speaks"], own["between"], own["clauses"]) == (0, 1, 0, 0)
    assert (later["gap"], later["same_between"], later["attached_same"], later["attached_back"]) == (-2, 1, 1, 2)


def test_nothing_to_choose_from_is_none() -> None:
    assert choose(table(told(SPEECH, *SPOKEN), [], [], {}), np.ones(3, np.float32)) == [Choice(None, 1.0)] * 3
    assert choose(table(told(SPEECH), [], [], {}), np.ones(0, np.float32)) == []


def test_two_places_that_tell_the_same_count_together() -> None:
    scene = told(SPEECH, *SPOKEN[:1])
    anchors = [Anchor(at, at + 3, value, "") for at, value in ((0, "a"), (5, "b"), (9, "b"))]
    found = table(scene, anchors, [], {})
    (first,) = choose(found, np.array([0.35, 0.3, 0.25, 0.1], np.float32))
    assert first.anchor is anchors[1]
    assert first.chance == pytest.approx(0.55)
    assert choose(found, np.array([0.2, 0.1, 0.1, 0.6], np.float32)) == [Choice(None, pytest.approx(0.6))]


#: Text, and the phrase that may be an audience, cut cleanly (None: there is none).
AUDIENCES = [
    ("Ortega wrote in a letter to shareholders dated Feb. 12 that the toll is gone.", "shareholders"),
    ("Ortega told the boat exchange struck by the storm that the toll is gone.", "the boat exchange"),
    ("Ortega told Mr. Vale on Monday that the toll is gone.", "Mr. Vale"),
    ("Ortega told about 40 supporters that the toll is gone.", "about 40 supporters"),
    ("Ortega told me the toll is gone.", "me"),
    ("Ortega told both of them that the toll is gone.", "both of them"),
    ("Ortega told this newspaper that the toll is gone.", "this newspaper"),
    ("Asked by Ms. Vale about the toll, Ortega said it is gone.", "Ms. Vale"),
    ("Asked by the mayor said to be ill, Ortega left.", "the mayor"),
    ("Ortega told men I’d met that the toll is gone.", "men"),
    ("Ortega spoke with June Vale about the toll.", "June Vale"),
    ("Ortega wrote to June 9 events.", None),
    ("Ortega asked the mayor four times.", "the mayor"),
    ("Ortega wrote back.", None),
    ("Asked by Tomas Vale about the toll, Ortega said it is gone.", "Tomas Vale"),
    ("The jurors heard that the toll is gone.", "The jurors"),
    ("Ortega objects to every dollar of the toll.", None),
    ("Ortega spoke to in private.", None),
]


@pytest.mark.parametrize(("text", "phrase"), AUDIENCES)
def test_audiences_cut_cleanly(text: str, phrase: str | None) -> None:
    found = [text[a.start : a.end] for a in addressee_anchors(told(text))]
    assert (phrase in found) if phrase else not found


#: Text, and a channel that its words may tell.
FORMS = [
    ("Ortega wrote on Bluesky that the toll is gone.", "post"),
    ("Ortega said on Telegram that the toll is gone.", "post"),
    ("Ortega told the Commons that the toll is gone.", "speech"),
    ("In his opening statement, Ortega said the toll is gone.", "testimony"),
    ("On an earnings call, Ortega said the toll is gone.", "speech"),
    ("Ortega said at a council meeting that the toll is gone.", "speech"),
    ("Ortega said in a WhatsApp group that the toll is gone.", "message"),
    ("Ortega told the inquest that the toll is gone.", "testimony"),
    ("On VBC’s “This Morning,” Ortega said the toll is gone.", "interview"),
    ("Reached by phone, Ortega said the toll is gone.", "interview"),
]


@pytest.mark.parametrize(("text", "channel"), FORMS)
def test_words_of_modern_forms_are_known(text: str, channel: str) -> None:
    assert channel in {a.value for a in channel_anchors(told(text))}


#: Text published on PUBLISHED, and the days that its words may tell.
HANGING = [
    ("The vote fell on Monday. Later that day Ortega spoke.", ["2025-11-10", "2025-11-10"]),
    ("The vote fell on Monday. A day earlier, Ortega spoke.", ["2025-11-10", "2025-11-09"]),
    ("The vote fell on Monday. The next morning, Ortega spoke.", ["2025-11-10", "2025-11-11"]),
    ("Ortega drew on the council’s own 2019 report, its 2013 study and the 2012 vote.", ["2013", "2012"]),
    ("A day earlier, Ortega spoke.", []),
]


@pytest.mark.parametrize(("text", "days"), HANGING)
def test_days_told_by_another(text: str, days: list[str]) -> None:
    assert [a.written for a in sorted(time_anchors(told(text)), key=lambda a: a.start)] == days


#: Text with a statement "... said the toll is gone", and the days that may tell when it was said.
LIVES = [
    ("Ana Ortega, whose son died on Monday, said the toll is gone.", []),
    ("Ana Ortega, who has led the school since 2011, said the toll is gone.", []),
    ("Ana Ortega, who left on Monday, said the toll is gone on Tuesday.", ["2025-11-11"]),
    ("Ana Ortega, who said the toll is gone on Monday, left.", ["2025-11-10"]),
    ("At the rally, which was on Monday, Ana Ortega said the toll is gone.", ["2025-11-10"]),
    ("On Tuesday Brindle, which closed on Monday, said the toll is gone.", ["2025-11-11"]),
]


@pytest.mark.parametrize(("text", "days"), LIVES)
def test_days_of_a_life_are_no_days_of_speaking(text: str, days: list[str]) -> None:
    source = "who" if "who said" in text else "Brindle" if "Brindle" in text else "Ana Ortega"
    scene = told(text, (source, "said", "the toll is gone"))
    assert [a.written for a in sorted(time_anchors(scene), key=lambda a: a.start)] == days


@pytest.mark.parametrize(
    ("source", "channel"),
    [
        ("Some reports", "news"),
        ("Local media", "news"),
        ("Forbes magazine", "news"),
        ("Two reports by Brindle", "document"),
    ],
)
def test_the_news_at_large_is_news(source: str, channel: str) -> None:
    scene = told(f"{source} said the toll is gone.", (source, "said", "the toll is gone"))
    assert channel in {a.value for a in channel_anchors(scene)}


# -- any text ----------------------------------------------------------------------------------------------------------


def check(scene: Scene) -> None:
    found = find_circumstances(scene)
    assert len(found) == len(scene.attributions)
    spans = [f.channel.span for f in found]
    spans += [x.span for f in found for x in (f.said, f.addressee) if x is not None]
    text = scene.text
    for span in spans:
        assert span is None or (text[span.start : span.end] == span.exact != "")
    assert all(f.act in ACTS and f.happened in HAPPENED for f in found)
    assert all((f.channel.type == "unspecified") == (f.channel.span is None) for f in found)


@settings(max_examples=60)
@given(stories())
def test_any_text_raises_nothing(story: tuple[Article, list[Attribution]]) -> None:
    check(staged(*story))


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
    check(staged(article, attributions))


# -- the whole chain ---------------------------------------------------------------------------------------------------


def test_annotate_fills_the_circumstances(model: Model) -> None:
    text = (
        "“The toll is gone,” Mayor Ana Ortega told reporters on Tuesday.\n\n"
        "Tomas Vale, a baker, declined to say whether he would pay.\n\n"
        "Clara Bell has long denied that the bridge is a ruin."
    )
    first, second, third = annotate(Article(source="x", text=text, published=PUBLISHED), model)
    assert first.said is not None
    assert (first.said.edtf, first.said.basis) == ("2025-11-11", "own")
    assert (first.channel.type, first.addressee and first.addressee.name) == ("briefing", "reporters")
    assert [s.happened for s in (first, second, third)] == ["yes", "no", "yes"]
    assert [s.act for s in (first, third)] == ["said", "denied"]
    assert third.channel.type == "unspecified"
    assert third.said is third.addressee is None


@pytest.mark.parametrize("text", ["", "\n", "Yes", "“", "“”", "“Yes.” “No.”", "🙂 “𝔸” 🙂", "said " * 5000])
def test_annotate_on_odd_text(text: str, model: Model) -> None:
    for statement in annotate(Article(source="x", text=text, published=PUBLISHED), model):
        for span in (*statement.source, *statement.cue, *statement.content):
            assert text[span.start : span.end] == span.exact


@pytest.mark.parametrize("text", ["Ana Ortega SAID So.", "İSTANBUL’da Ana Ortega", "ẞ 𝔸 İ", ""])
def test_lower_case_keeps_places(text: str) -> None:
    low = low_text(text)
    assert len(low) == len(text)
    assert all(a in (b, b.lower()) for a, b in zip(low, text, strict=True))
