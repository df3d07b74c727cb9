"""Everything onrecord raises on purpose::

    OnrecordError
    ├── UsageError           the call itself can't be carried out
    │   └── MetadataError    the --metadata file can't be used
    ├── InputError           one article can't be read; the others can
    │   ├── UnreadableError  no article text in it
    │   ├── LanguageError    not in a language that the model reads
    │   ├── FetchError       a URL that can't or mustn't be fetched
    │   │   └── StatusError  the server refused it
    │   └── ForgottenError   it was taken out of the record for good
    ├── ModelError           the model folder is missing, damaged or of another version
    └── RecordError          the record can't be opened, or not written just now
        ├── DamagedError     what is stored can't be read
        ├── UnreachableError the server of the database doesn't answer just now
        ├── UnknownError     nothing in the record has this id or name
        └── ConflictError    somebody else has changed it meanwhile

Each says what happened, with what value, and carries the remedy: what to do about it.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose: ``message`` says what happened, ``remedy`` what to do."""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


class UsageError(OnrecordError):
    """The call can't be carried out as given."""


class MetadataError(UsageError):
    """The metadata file can't be used."""


class InputError(OnrecordError):
    """One article can't be read; the others can."""


class UnreadableError(InputError):
    """There is no article text in it."""


class LanguageError(InputError):
    """The text isn't in a language that the model reads."""


class FetchError(InputError):
    """A URL that can't or mustn't be fetched."""


class StatusError(FetchError):
    """The server refused to give a page; ``status`` is what it answered (404, 503, ...)."""

    def __init__(self, message: str, status: int, *, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
        self.args = (message, status)  # what it is made of again in another process


class ModelError(OnrecordError):
    """The model folder is missing, damaged or of another version."""


class ForgottenError(InputError):
    """It was taken out of the record for good."""


class RecordError(OnrecordError):
    """The record can't be opened, or not written just now."""


class DamagedError(RecordError):
    """What is stored can't be read: the file is damaged."""


class UnreachableError(RecordError):
    """The server of the database doesn't answer just now."""


class UnknownError(RecordError):
    """Nothing in the record has this id or name."""


class ConflictError(RecordError):
    """Somebody else has changed it since it was looked at."""
