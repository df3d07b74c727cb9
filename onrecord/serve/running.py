"""Runs the application."""

from __future__ import annotations

import webbrowser

import uvicorn

from .app import create_app


def run(place: str, *, host: str, port: int, browse: bool) -> None:
    """Serve a record until interrupted."""
    app = create_app(place)
    if browse:
        webbrowser.open(f"http://{host}:{port}/")
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False, log_level="warning")
