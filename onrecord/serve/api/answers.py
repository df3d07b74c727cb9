"""Answers in JSON that a client can keep and ask about again (ETag)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from fastapi import Request
from starlette.responses import Response


def answer(request: Request, value: Any) -> Response:
    """A value in JSON with its ETag; only that it is unchanged where the client has it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    # weak: the same value may be sent packed or not
    etag = f'W/"{sha256(body).hexdigest()[:20]}"'
    if etag in (tag.strip() for tag in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, media_type="application/json", headers={"ETag": etag})
