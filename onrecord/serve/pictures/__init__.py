"""Pictures, made on the server as SVG: ``counts`` over time and ``stances``; a table beside each tells the same."""
