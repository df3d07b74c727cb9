"""What routes are given: the record, and who asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from ..record.store import Record
from .access import Access, Visitor
from .desk import Desk


def the_access(request: Request) -> Access:
    """Who decides who asks."""
    access: Access = request.app.state.access
    return access


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _visitor(request: Request) -> Visitor:
    return the_access(request).visitor(request)


#: The open record. Routes that use it are plain ``def``: they run in a thread and may wait for the database.
TheRecord = Annotated[Record, Depends(_record)]
#: Where all that takes long is handed in. Routes that use it are ``async``: who waits for it holds no thread.
TheDesk = Annotated[Desk, Depends(_desk)]
#: Who asks: may read.
Reader = Annotated[Visitor, Depends(_visitor)]


def _editor(visitor: Reader) -> Visitor:
    return visitor.as_editor()


#: Who asks: may write, too.
Editor = Annotated[Visitor, Depends(_editor)]
