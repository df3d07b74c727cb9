"""What things are called, the same in a terminal, a report and a page.

``values`` of statements, ``findings`` of a check, ``citations`` to quote a statement elsewhere.
"""
