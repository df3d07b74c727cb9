"""What act a statement is, and whether it happened at all.

Classes of a log-linear model over the cue and what stands around it; its strongest features are a list of verbs.
"""

from __future__ import annotations

import re
from typing import get_args

from ..models.log_linear import Features, likeliest_class
from ..statement import Act, Attribution, Happened
from .cues import acts_of_word, tense_of
from .scene import Scene, SceneStatement
from .speakers import Resolved

ACTS: tuple[Act, ...] = get_args(Act)
HAPPENED: tuple[Happened, ...] = get_args(Happened)


def act_features(attribution: Attribution, resolved: Resolved) -> Features:
    """What speaks for one act or another."""
    cue = " ".join(s.exact for s in attribution.cue).lower().replace("’", "'")
    words = re.findall(r"[\w'-]+", cue)
    told = [acts_of_word(w) for w in words]
    acts = [a for found in told for a in found]
    content = attribution.content[0].exact.lower().split()[:1] if attribution.content else []
    features = ["any", f"kind:{attribution.kind}", f"tense:{tense_of(cue)}", f"begins:{content[0] if content else ''}"]
    features += [f"word:{w}" for w in words] + [f"stem:{w[:5]}" for w in words]
    features += [f"list:{a}" for a in sorted(set(acts))] + [f"last:{a}" for a in acts[-1:]]
    features += [f"cue:{cue}", f"end:{words[-1] if words else ''}"]
    features.append(f"source:{resolved.speaker.type if resolved.speaker else 'nobody'}")
    return features


def act_of(attribution: Attribution, resolved: Resolved) -> Act:
    """Name the act of an attribution; "said" where nothing tells another."""
    return ACTS[likeliest_class(act_features(attribution, resolved), "act", ACTS)]


_NOT = re.compile(
    r"\b(?:not|never|no longer|no|declin\w+|refus\w+|without|fail(?:ed|s|ing)?|neither|nor|unable|stopped short"
    r"|avoid\w*|rarely|unclear|silent|nothing|hardly|reluctan\w+|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:would|could|might|may|should|must|if|can|will|shall|unless|whether|need(?:s|ed)?|have to|has to|had to"
    r"|want\w*|plan\w*|expected|likely|going to|supposed|ready|hop\w+|urg\w+|ask\w*|call\w* on|try\w*|tried|let"
    r"|please|to)\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)


_NOBODY_SPEAKS = re.compile(r"(?:nobody|no one|neither|none)\b")


def happened_features(scene: Scene, turn: SceneStatement) -> Features:
    """What speaks for and against a statement's having been made."""
    attribution = scene.attributions[turn.number]
    cue = turn.cue
    sentence = scene.sentences.starts[turn.sentence] if len(scene.sentences) else 0
    before = scene.text[max(sentence, turn.start - 60) : turn.start].lower()
    near = re.findall(r"[\w'’-]+", before)[-3:]
    end = scene.sentences.ends[turn.sentence] if len(scene.sentences) else len(scene.text)
    features = ["any", f"tense:{turn.tense}", f"kind:{attribution.kind}", f"nested:{turn.nested}"]
    features += [f"not:{m.group().lower()}" for m in _NOT.finditer(cue)] + (["not"] if _NOT.search(cue) else [])
    features += [f"maybe:{m.group().lower()}" for m in _MAYBE.finditer(cue)] + (["maybe"] if _MAYBE.search(cue) else [])
    features += [f"near:{w}" for w in near] + [f"next:{w}" for w in near[-1:]]
    features += [f"before:{m.group().lower()}" for m in _MAYBE.finditer(before)]
    features += [f"before:{m.group().lower()}" for m in _NOT.finditer(before)]
    features += [f"cue:{w}" for w in cue.split()[:6]] + [f"first:{w}" for w in cue.split()[:1]]
    asked = scene.text[sentence:end].rstrip(' ”’"').endswith("?")
    features.append(f"question:{asked}")
    features.append(f"source:{bool(attribution.source)}:{turn.tense}")
    if attribution.source:
        who = " ".join(s.exact for s in attribution.source).lower().split()
        features += [f"who:{who[0]}", f"after:{attribution.source[0].start > turn.start}"]
    return features


def happened(scene: Scene, turn: SceneStatement) -> Happened:
    """Tell whether a statement was made: "no" ("declined to say"), "hypothetical" ("might say"), else "yes"."""
    source = " ".join(s.exact for s in scene.attributions[turn.number].source).lower()
    if _NOBODY_SPEAKS.match(source):
        return "no"
    return HAPPENED[likeliest_class(happened_features(scene, turn), "happened", HAPPENED)]
