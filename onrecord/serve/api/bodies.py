"""What the API is sent: parameters and bodies, checked before anything is done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ...statement import Act, ChannelType, Happened, Kind, SpeakerType
from ..views.question import LONGEST, LONGEST_WORDS, MOST, USUAL

#: Words of a person: no NUL, which PostgreSQL doesn't store.
_NO_NUL = r"^[^\x00]*$"
#: Most characters of a draft.
LONGEST_DRAFT = 1_000_000
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_NO_NUL)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=_NO_NUL)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=5_000_000, pattern=_NO_NUL)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
IdInPath = Annotated[Id, Path(description="The id, as other answers give it.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many.")]
After = Annotated[str | None, Query(max_length=100, description="The `next` of the answer before: what follows it.")]


def _in_the_calendar(day: str) -> str:
    date.fromisoformat(day)
    return day


Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_in_the_calendar)]


class _Strict(BaseModel):
    """Unknown names are told, not passed over."""

    model_config = ConfigDict(extra="forbid")


class ErrorTold(BaseModel):
    """What went wrong, by a word for programs and a sentence for people, and what to do about it."""

    code: str
    message: str
    remedy: str | None = None


class ErrorBody(BaseModel):
    """The one body of all errors."""

    error: ErrorTold


class Search(_Strict):
    """A search: words and the filters of the command line. Days are written 2025, 2025-11 or 2025-11-07."""

    q: str = Field("", max_length=LONGEST_WORDS, description='Words, "phrases" and -exclusions.')
    speaker: str | None = Field(None, max_length=LONGEST, description="Who says it: a name, or its last word.")
    person: Id | None = Field(None, description="Who says it: a person's id.")
    said_from: str | None = Field(None, max_length=40)
    said_to: str | None = Field(None, max_length=40)
    published_from: str | None = Field(None, max_length=40)
    published_to: str | None = Field(None, max_length=40)
    channel: list[ChannelType] = Field([], max_length=20)
    kind: list[Kind] = Field([], max_length=20)
    act: list[Act] = Field([], max_length=20)
    happened: list[Happened] = Field([], max_length=20)
    outlet: str | None = Field(None, max_length=LONGEST)
    to: str | None = Field(None, max_length=LONGEST, description="To whom it was said.")
    article: Id | None = Field(None, description="The article that reports it.")
    cluster: Id | None = Field(None, description="The cluster of the same words in several articles.")
    min_confidence: float | None = Field(None, ge=0, le=1, description="How sure a statement must be.")
    sure: str | None = Field(None, max_length=LONGEST, description="Fields that must be sure: speaker,date=0.9.")

    sort: Literal["best", "newest"] | None = Field(None, description="Which finds of words stand first.")

    def pairs(self) -> list[tuple[str, str]]:
        """Convert to the parameters of an address."""
        given = self.model_dump(exclude_none=True).items()
        return [(name, str(v)) for name, value in given for v in (value if isinstance(value, list) else [value])]


class SearchPage(Search):
    """A search, a page of it."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="At most so many.")
    after: str | None = Field(None, max_length=100, description="The `next` of the answer before: what follows it.")


class SpeakerGiven(_Strict):
    """Who said it."""

    name: Line
    type: SpeakerType = "person"


class Changes(_Strict):
    """What is right instead. A field that is null says that the article doesn't tell; one that is absent stays."""

    speaker: SpeakerGiven | None = None
    said: Annotated[str, StringConstraints(max_length=40, pattern=_NO_NUL)] | None = Field(None, description="EDTF.")
    addressee: Line | None = None
    channel: ChannelType = "unspecified"
    kind: Kind = "direct"
    act: Act = "said"
    happened: Happened = "yes"
    words: Note = Field("", description="As the article prints them; ` … ` between pieces.")

    def given(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(include=self.model_fields_set)


class DecisionBody(_Strict):
    """What an editor says of a statement. `version` is that of the statement that they looked at."""

    statement: Id
    verdict: Literal["accept", "fix", "reject", "skip"]
    changes: Changes | None = None
    why: Note | None = None
    version: Id | None = None


class Withdrawal(_Strict):
    """Takes back what an editor said last of a statement."""

    statement: Id
    version: Id | None = None


class PeopleJudgement(_Strict):
    """Two people (by id) are the same or different, or one gets a name to be shown."""

    verdict: Literal["same", "different", "rename"]
    person: Id
    other: Id | None = None
    name: Line | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.verdict == "rename") != (self.name is not None) or (self.verdict == "rename") != (self.other is None):
            raise ValueError("same and different take person and other, rename takes person and name")
        return self


class NewArticle(_Strict):
    """An article to add: its text, or its address on the web; what is told here goes before what the page says."""

    text: Text | None = None
    url: Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\x00\s]+$")] | None = None
    title: Line | None = None
    outlet: Line | None = None
    published: Day | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.text is None and self.url is None:
            raise ValueError("give the text or the url")
        return self


class SourceGiven(_Strict):
    """A text to compare a draft with, such as an interview's transcript."""

    text: Text
    name: Line = "source"


class DraftBody(_Strict):
    """A draft to check: its text, and the day on which it is to be published."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_DRAFT, pattern=_NO_NUL)]
    name: Line = "draft"
    published: Day | None = None
    sources: list[SourceGiven] = Field([], max_length=10)
