"""Numbered changes of the record's tables."""
