"""One document at a time: web pages, plain text, PDF, DOCX.

``document`` says whether it is an article or a transcript.
"""
