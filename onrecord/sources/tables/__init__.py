"""Rows: tables of articles, of a transcript's turns, or of posts."""
