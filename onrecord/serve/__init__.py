"""The web page and the API of a record: one application over one record (the extra ``web``)."""
