"""Doors for programs in which people already work: AI assistants (MCP) and spaCy."""
