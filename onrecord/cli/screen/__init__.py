"""How results look in a terminal: ``statements`` and ``positions`` draw, commands print."""
