"""Whether the speaker of a draft is the speaker of a source's words: a row for each of yes, no and unknown."""

from __future__ import annotations

import pytest

from onrecord.check.same_speaker import SourceVoice, same_speaker
from onrecord.statement import Speaker

ROWS = [
    # draft's speaker, source's voice, others in the draft, others in the source, match, reason
    ("Ann Holt", "Ann Holt", "", "", "yes", "the same name"),
    ("Ann Holt", "ANN HOLT", "", "", "yes", "the same in capitals"),
    ("Ann Holt", "Mayor Ann Holt", "", "", "yes", "a title is no part of a name"),
    ("Bill Marsh", "William Marsh", "", "", "yes", "a short form"),
    ("Ann Holt", "Ben Holt", "", "", "unknown", "one surname: a first name may be a slip"),
    ("Holt", "HOLT", "", "", "yes", "two bare surnames"),
    ("Holt", "Holt", "Ben Marsh", "Ben Marsh", "yes", "two bare surnames, others beside them"),
    ("Ann Holt", "HOLT", "", "", "yes", "a bare surname, and nobody else whom it fits"),
    ("Ann Holt", "HOLT", "", "Ben Holt", "unknown", "a bare surname that fits somebody else in the source"),
    ("Ann Holt", "HOLT", "", "Ann Holt", "yes", "the source names her in full elsewhere"),
    ("Ann Holt", "HOLT", "Ben Holt", "", "yes", "a rival in the draft says nothing of a source's surname"),
    ("Holt", "Ann Holt", "Ben Holt", "", "unknown", "the draft's surname fits somebody else there"),
    ("Holt", "Ann Holt", "Ann Holt", "", "yes", "the draft names her in full elsewhere"),
    ("Holt", "Ann Holt", "", "Ben Holt", "yes", "a rival in the source says nothing of a draft's surname"),
    ("Holt", "Ann Holt", "Holt", "", "yes", "itself is no rival"),
    ("Ann Holt", "Ben Marsh", "", "", "no", "two full names of two people"),
    ("Ann Holt", "Marsh", "", "", "unknown", "a bare surname may be a second one"),
    ("Holt", "Ben Marsh", "", "", "unknown", "the same the other way"),
    ("Holt", "Marsh", "", "", "unknown", "two bare surnames that differ"),
    ("Holt", "Marsh", "", "Holt", "no", "the source tells the two voices apart"),
    ("Holt", "Marsh", "", "Ann Holt", "no", "the source tells them apart, one by her full name"),
    ("Ann Holt", "Marsh", "", "Ann Holt", "no", "and so it does where the draft has it"),
    ("Ann Holt", "Marsh", "", "Ben Holt", "unknown", "another Holt tells nothing of this one"),
    ("Holt", "Marsh", "", "Ben Farrow", "unknown", "nor does another voice"),
    ("Holt", "Marsh", "Holt", "Marsh", "unknown", "the voice itself tells nothing, and the draft isn't the source"),
    ("Ana Holt Ferrer", "Ana Holt", "", "", "unknown", "a second surname left out"),
    ("Zhou Min", "Min Zhou", "", "", "unknown", "the family name first"),
    ("Ana Maria Ferrer", "Ana Maria Holt", "", "", "unknown", "two words in common"),
    ("Ann Holt Ferrer", "Holt Ann", "", "", "unknown", "the same words but one"),
    ("Ann Holt Ferrer", "Ben Holt Marsh", "", "", "no", "a surname in common that ends neither"),
    ("Holt Ferrer", "Holt", "", "", "unknown", "a surname in common, and no more of the other"),
    ("Ann Ferrer", "Ann Holt", "", "", "no", "a first name in common is many people's"),
    ("Ann Holt", "The Governor", "", "", "unknown", "an office is held by somebody"),
    ("Ann Holt", "THE COURT", "", "Ann Holt", "unknown", "so is a court's"),
    ("the governor", "Ben Marsh", "", "", "unknown", "the same in the draft"),
    ("", "Ben Marsh", "", "", "unknown", "nobody is named in the draft"),
    ("Ann Holt", "", "", "", "unknown", "nor in the source"),
    ("Ann Holt", "—", "", "", "unknown", "no name at all"),
    ("Ann Holt", None, "", "", "unknown", "nobody is known to speak in the source"),
]  # fmt: skip


@pytest.mark.parametrize(("here", "there", "in_draft", "in_source", "match", "reason"), ROWS)
def test_two_names(here: str, there: str | None, in_draft: str, in_source: str, match: str, reason: str) -> None:
    drafts, sources = ([n for n in names.split(", ") if n] for names in (in_draft, in_source))
    speaker, voice = Speaker(here, "person", True, None), SourceVoice(there)
    found = same_speaker([speaker], voice, in_draft=[here, *drafts], in_source=[*([there] if there else []), *sources])
    assert found == match, reason


@pytest.mark.parametrize(
    ("here", "there", "match", "reason"),
    [
        (Speaker("Ann Holt", "person", True, None), SourceVoice("Ben Marsh", type=None), "no", "a voice is a person's"),
        (Speaker("Harrow Council", "organisation", True, None), SourceVoice("Ben Marsh"), "unknown",
         "an authority's words are given by its people"),
        (Speaker("Ann Holt", "person", True, None), SourceVoice("Harrow Council", type="organisation"), "unknown",
         "and the other way"),
        (Speaker("Ann Holt", "person", False, None), SourceVoice("Ben Marsh"), "unknown", "the draft names nobody"),
        (Speaker("Ann Holt", "person", True, None), SourceVoice("Ben Marsh", named=False), "unknown", "Speaker 2"),
        (Speaker("Ann Holt", "person", True, None), SourceVoice("Ann Holt", named=False), "unknown", "a stand-in"),
    ],
)  # fmt: skip
def test_who_is_no_person_with_a_name(here: Speaker, there: SourceVoice, match: str, reason: str) -> None:
    assert same_speaker([here], there, in_draft=[here.name], in_source=[there.name or ""]) == match, reason


@pytest.mark.parametrize(
    ("speakers", "match", "reason"),
    [
        (["Ben Marsh", "Ann Holt"], "yes", "one of them said it"),
        (["Ben Marsh", "Ben Holt"], "unknown", "one of them may have"),
        (["Ben Marsh", "Tom Farrow"], "no", "none of them did"),
        ([], "unknown", "nobody is told"),
    ],
)
def test_a_joint_statement(speakers: list[str], match: str, reason: str) -> None:
    people = [Speaker(name, "person", True, None) for name in speakers]
    assert same_speaker(people, SourceVoice("Ann Holt"), in_draft=speakers, in_source=["Ann Holt"]) == match, reason
