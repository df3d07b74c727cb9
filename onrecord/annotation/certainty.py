"""How likely the speaker of a statement is the right one: a log-linear model over how the source is put."""

from __future__ import annotations

from ..models.log_linear import Features, probabilities, weights
from .scene import Scene, SceneStatement

_PRONOUNS = frozenset("he she his her him i they we you it my me their our its".split())
_RELATIVE = frozenset("who which that whose whom".split())


def speaker_features(scene: Scene, turn: SceneStatement) -> Features:
    """What speaks for and against a statement's speaker."""
    attribution, speaker = scene.attributions[turn.number], scene.resolved[turn.number].speaker
    words = " ".join(s.exact for s in attribution.source).lower().split()
    if speaker is None:
        return ["any", f"nobody:{'pronoun' if words and words[0] in _PRONOUNS else bool(words)}"]
    name = speaker.name.lower().split()
    if not words:
        form = "none"
    elif words[0] in _PRONOUNS and len(words) == 1:
        form = words[0]
    elif len(words) == 1 and words[0] in _RELATIVE:
        form = "who"
    elif set(name) <= set(words):
        form = "name"
    else:
        form = "short" if set(name) & set(words) else "nominal"
    features = ["any", f"form:{form}", f"form:{form}:{speaker.type}", f"type:{speaker.type}:{speaker.named}"]
    features += [
        f"kind:{attribution.kind}:{form in ('name', 'short')}",
        f"nested:{turn.nested}",
        f"cue:{bool(turn.cue)}",
    ]
    features += [f"named:{len(name) > 1}:{form}", f"shared:{len(scene.resolved[turn.number].others)}"]
    features += [
        f"first:{words[0] if words else ''}",
        f"head:{turn.line == 0}",
        f"spoken:{min(3, scene.spoken(turn.speaker))}",
    ]
    return features


def speaker_options(features: Features) -> list[Features]:
    """The same as a choice: wrong or right."""
    return [[], features]


def speaker_sure(scene: Scene, turn: SceneStatement) -> float:
    """The probability that a statement's speaker is right."""
    return probabilities(speaker_options(speaker_features(scene, turn)), weights("speaker"))[1]
