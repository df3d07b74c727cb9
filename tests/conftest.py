"""How long the fuzz tests run: short in CI, a hundred times as long under ``make soak``."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("short", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=10_000)
settings.load_profile("soak" if os.environ.get("ONRECORD_SOAK") else "short")
