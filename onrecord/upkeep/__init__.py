"""Keeping a record sound: ``verify`` checks, repairs and copies it, ``forget`` takes out for good."""
