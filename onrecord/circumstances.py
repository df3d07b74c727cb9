"""What act a statement is and whether it happened, read off its cue."""

from __future__ import annotations

import re

from .statement import Act, Attribution, Happened

# Stems of cue verbs for each act, first match wins. The acts are those of the annotation guide; the verbs are the
# commonest reporting verbs of English in the order of how sure they make the act.
_ACTS: tuple[tuple[Act, str], ...] = (
    ("denied",
        r"den(?:y|ie[sd]|ying|ial)|dismiss|reject|disput|refut|disavow|rebut",
    ),
    ("promised",
        r"promis|vow|pledg|threaten|swore|swear|guarantee|commit(?:ted|ment)",
    ),
    ("accused",
        r"accus|blam|alleg|fault",
    ),
    ("asked",
        r"ask|question|wonder|inquir|request|queried|beg",
    ),
    ("ordered",
        r"order|instruct|demand|direct(?:ed|s|ing)\b|command|requir|ban(?:ned|s)?\b|rul(?:ed|es"
        r"|ing)\b|decree|decid|decision",
    ),
    ("agreed",
        r"agree|concede|acknowledg|admit|conced|accept|confess",
    ),
    ("wrote",
        r"wr(?:ote|it)|tweet|post|e-?mail|blog|text(?:ed|ing)|sign(?:ed|s)\b",
    ),
    ("felt",
        r"want|hope|hoping|fear|lov|like[sd]?\b|feel|felt|worr|wish|concern|afraid|prefer|happy"
        r"|proud|regret|enjoy|hate|desire",
    ),
    ("intends",
        r"plan|inten[dt]|aim|seek|sought|prepar|consider(?:ing)\b|going to|mean(?:s|t)? to|determin"
        r"|set to",
    ),
    ("thought",
        r"think|thought|believ|know|knew|consider|expect|view|see[sn]?\b|saw|assum|suspect"
        r"|understand|understood|doubt|estimat|predict|deem|imagin|find|found|guess|convinced"
        r"|remember|perceiv|recogni[sz]|realiz|confident|learn|heard|hear",
    ),
    ("other",
        r"support|oppos|endors|approv|vot(?:e|ed|es|ing) |favor|back(?:s|ed|ing)?\b|applaud|condemn"
        r"|celebrat",
    ),
    ("showed",
        r"show|indicat|reveal|suggest|demonstrat|poll|data|prove",
    ),
)  # fmt: skip
_ACT_PATTERNS = tuple((act, re.compile(rf"\b(?:{stems})", re.IGNORECASE)) for act, stems in _ACTS)
_NOT = re.compile(
    r"\b(?:not|never|no longer|declin\w+|refus\w+|without|fail(?:ed|s|ing)?|neither|nor|unable|stopped short)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:den(?:y|ied|ies|ying)|dismiss)", re.IGNORECASE)
_MAYBE = re.compile(
    r"\b(?:would|could|might|may|should|must|if|can|will|shall|unless|whether|need(?:s|ed)? to|have to|has to|had to"
    r"|'ll|’ll)\b",
    re.IGNORECASE,
)


def act_of(attribution: Attribution) -> Act:
    """Name the act that the cue's words tell; "said" where they tell no other."""
    cue = " ".join(s.exact for s in attribution.cue)
    for act, pattern in _ACT_PATTERNS:
        if pattern.search(cue):
            return act
    return "said"


def happened(attribution: Attribution) -> Happened:
    """Tell whether the act happened: "no" ("declined to say"), "hypothetical" ("might say"), else "yes"."""
    cue = " ".join(s.exact for s in attribution.cue)
    if _NOT.search(cue) and not _DENIAL.search(cue):
        return "no"
    return "hypothetical" if _MAYBE.search(cue) else "yes"
