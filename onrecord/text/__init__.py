"""What a text is made of, before anybody asks who speaks: quotation marks, sentences, words, names, titles.

``quotes`` finds what stands between marks, ``sentences`` where sentences begin, ``outline`` holds both for the steps
that ask again; ``words`` makes words comparable, ``names`` finds names by their shape, ``person_names`` says whether
two can be one person's, ``roles`` what is printed beside a name. ``lexicon`` reads the word lists of ``resources/``,
each with a comment on its origin.
"""
