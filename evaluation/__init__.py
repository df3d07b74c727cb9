"""Scores annotate() on corpora and guards the figures; not part of the wheel."""
