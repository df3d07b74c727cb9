"""Statements without words for their source: "..., Ortega said, adding that ..."."""

from __future__ import annotations

from .story import Resolved, ToldStory


def speaker_unstated(story: ToldStory, k: int) -> Resolved:
    """Whoever governs the cue of attribution ``k`` in its sentence."""
    attribution = story.attributions[k]
    if not attribution.cue:
        return Resolved(None)
    cue = attribution.cue[0]
    participle = cue.exact.split()[0].lower().endswith("ing")
    before = story.text[max(0, cue.start - 6) : cue.start].split()
    if not participle and not (before and before[-1].lower() in ("and", "but")):
        return Resolved(None)
    sentences = story.discourse.sentences
    here = sentences.at(cue.start)
    cues = {j: a.cue[0].start for j in story.done if (a := story.attributions[j]).source and a.cue}
    near = [j for j, start in cues.items() if start < cue.start and sentences.at(start) == here]
    if near:
        return story.done[max(near, key=lambda j: cues[j])]
    return _subject(story, sentences.starts[here], cue.start) if participle else Resolved(None)


def _subject(story: ToldStory, start: int, end: int) -> Resolved:
    """The person with whose name a sentence begins."""
    people = (n for n in story.cast.between(start, end) if story.cast.entity(n).kind == "person")
    subject = next(people, None)
    if subject is None or story.text[start : subject.full_start].strip(' \xa0“"'):
        return Resolved(None)
    return story.named([story.cast.entity(subject)])
