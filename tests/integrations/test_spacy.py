"""onrecord within a spaCy pipeline."""

from __future__ import annotations

import tomllib
from importlib import import_module
from importlib.metadata import entry_points

import pytest

import onrecord
from onrecord.statement import Statement
from tests.command_line import EXAMPLES, ROOT

spacy = pytest.importorskip("spacy", reason="spaCy isn't installed (the extra spacy)")
KEY = "onrecord"

STORY = (EXAMPLES / "2025-11-10-ferry.txt").read_text(encoding="utf-8")
ASTRAL = "Rain 🌧 fell on Harrow Falls.\n\n“The bridge 🌉 will stay shut,” Mayor Imelda Roscoe told reporters on Monday."


@pytest.fixture(scope="module")
def nlp():
    import_module("onrecord.integrations.spacy")  # what the entry point loads where onrecord is installed
    made = spacy.blank("en")
    made.add_pipe("onrecord", config={"threads": 1})
    return made


@pytest.mark.parametrize("text", [STORY, ASTRAL, "", "   ", "Nothing is said here."])
def test_a_doc_tells_what_annotate_tells(nlp, text: str) -> None:
    doc = nlp(text)
    expected = onrecord.annotate(onrecord.Article("doc", text), onrecord.Model.load()) if text.strip() else []
    assert [Statement.from_dict(s).words for s in doc._.statements] == [s.words for s in expected]
    assert [t.text for t in doc] == [t.text for t in spacy.blank("en")(text)]
    assert len(doc.spans[KEY]) == sum(len(s.source) + len(s.cue) + len(s.content) for s in expected)


def test_spans_are_labelled_and_belong_to_statements(nlp) -> None:
    doc = nlp(ASTRAL)
    (found,) = doc._.statements
    assert {(span.label_, span.text) for span in doc.spans[KEY]} == {
        ("SOURCE", "Mayor Imelda Roscoe"), ("CUE", "told"), ("CONTENT", "“The bridge 🌉 will stay shut,”"),
    }  # fmt: skip
    assert {span.id_ for span in doc.spans[KEY]} == {found["id"]}


def test_a_day_of_publication_dates_statements(nlp) -> None:
    doc = nlp.make_doc(ASTRAL)
    doc._.published = "2025-11-07"
    assert nlp(doc)._.statements[0]["said"]["edtf"] == "2025-11-03"


def test_it_goes_through_bytes_and_batches(nlp) -> None:
    docs = list(nlp.pipe([ASTRAL, STORY, ASTRAL], batch_size=2))
    assert docs[0]._.statements == docs[2]._.statements
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(docs[1].to_bytes())
    assert again._.statements == docs[1]._.statements
    assert [(s.text, s.label_, s.id_) for s in again.spans[KEY]] == [
        (s.text, s.label_, s.id_) for s in docs[1].spans[KEY]
    ]
    kept = spacy.tokens.DocBin(store_user_data=True)
    for doc in docs:
        kept.add(doc)
    read = list(spacy.tokens.DocBin().from_bytes(kept.to_bytes()).get_docs(nlp.vocab))
    for before, after in zip(docs, read, strict=True):  # a DocBin gives lists back as tuples
        assert [Statement.from_dict(s) for s in after._.statements] == [
            Statement.from_dict(s) for s in before._.statements
        ]
    assert [len(d.spans[KEY]) for d in read] == [len(d.spans[KEY]) for d in docs]


def test_it_stands_beside_other_components(nlp) -> None:
    both = spacy.blank("en")
    both.add_pipe("sentencizer")
    both.add_pipe("onrecord", last=True)
    doc = both(ASTRAL)
    assert len(list(doc.sents)) == 2
    assert doc._.statements


def test_spacy_finds_it_by_its_entry_point() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["spacy_factories"]
    module, _, name = points["onrecord"].partition(":")
    assert (
        getattr(import_module(module), name)(spacy.blank("en"), "onrecord", "en-fast", 1).__class__.__name__
        == "StatementFinder"
    )
    installed = [p for p in entry_points(group="spacy_factories") if p.name == "onrecord"]
    assert all(p.value == points["onrecord"] for p in installed)
