"""Speed and memory; not part of the wheel."""
