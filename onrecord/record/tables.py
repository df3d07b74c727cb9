"""The tables of a record, for SQLite and PostgreSQL alike; docs/record.md explains them column by column.

Days are text ("2016-10-04") so that an unknown or open one is simply NULL and sorting is sorting text. A ``number`` is
a row's place in this one record, an ``id`` is the same in every record.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    func,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_name)s_fk",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s",
    }
)


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True)


def _refers(name: str, to: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{to}.number", ondelete="SET NULL" if null else "CASCADE"), nullable=null)


def _may_refer(name: str, to: str) -> Column[int]:
    """A reference that may be empty; the row goes with what it refers to."""
    return Column(name, Integer, ForeignKey(f"{to}.number", ondelete="CASCADE"))


#: What holds for the record as a whole: the key of its hashes, the day that it was begun.
meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

#: What read articles. ``firsthand`` is true of what isn't a model: a reader of transcripts, posts or documents, whose
#: articles say themselves who speaks.
models = Table(
    "models",
    metadata,
    _number(),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("firsthand", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("name", "version"),
)

#: One row a version of an article. ``current`` is true for the latest version of a URL, ``model`` is what read it last.
articles = Table(
    "articles",
    metadata,
    _number(),
    Column("id", String, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("authors", JSON, nullable=False),
    Column("published", String),
    Column("published_at", String),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    _refers("model", "models", null=True),
    Column("flag", String),
    Column("flag_note", Text),
    Column("added", String, nullable=False),
    Index(None, "url"),
    Index(None, "outlet", "published"),
    Index(None, "published"),
    Index(None, "added"),
)

#: A speaker of one article under the fullest name that the article gives. ``folded`` is the name without titles,
#: accents and case, ``context`` the walks of life that the article tells.
entities = Table(
    "entities",
    metadata,
    _number(),
    _refers("article", "articles"),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("context", Text, nullable=False),
    _refers("person", "people", null=True),
    UniqueConstraint("article", "name", "type", "named"),
    Index(None, "folded"),
    Index(None, "person"),
)

#: A person, organisation or group across articles. Those judged the same share ``canonical``, one of their numbers.
people = Table(
    "people",
    metadata,
    _number(),
    Column("id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("context", Text, nullable=False),
    Column("canonical", Integer, ForeignKey("people.number"), nullable=False),
    Index(None, "canonical"),
)

#: The names under which a person stands in articles; ``last`` is the word under which they are looked up.
names = Table(
    "names",
    metadata,
    Column("person", Integer, ForeignKey("people.number", ondelete="CASCADE"), primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("last", Text, nullable=False),
    Index(None, "folded"),
    Index(None, "last"),
    sqlite_with_rowid=False,
)

#: The same words in several articles.
clusters = Table("clusters", metadata, _number(), Column("id", String, nullable=False, unique=True))

#: What an article says that somebody said. Values that a person corrected stand here, the machine's in ``machine``.
#: ``shown`` is false for a statement that was rejected or whose article has a newer version. ``day`` is for
#: sorting: the first day that it may have been said; where that isn't told the day of publication; empty where neither.
statements = Table(
    "statements",
    metadata,
    _number(),
    Column("id", String, nullable=False, unique=True),
    _refers("article", "articles"),
    Column("kind", String, nullable=False),
    Column("act", String, nullable=False),
    Column("happened", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_type", String),
    Column("speaker_named", Boolean),
    Column("said", String),
    Column("said_earliest", String),
    Column("said_latest", String),
    Column("said_basis", String),
    Column("channel", String, nullable=False),
    Column("addressee", Text),
    Column("confidence", Float, nullable=False),
    Column("day", String, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("machine", JSON(none_as_null=True)),
    _refers("cluster", "clusters", null=True),
    Index(None, "article"),
    Index(None, "day", "number"),
    Index("statements_least_sure", "confidence", "number", sqlite_where=text("shown = 1"),
          postgresql_where=text("shown")),
    Index("statements_hidden", "number", sqlite_where=text("shown = 0"), postgresql_where=text("NOT shown")),
    Index("statements_cluster", "cluster", sqlite_where=text("cluster IS NOT NULL"),
          postgresql_where=text("cluster IS NOT NULL")),
)  # fmt: skip

#: Who speaks in a statement: place 0 is the speaker, the others share a joint statement.
mentions = Table(
    "mentions",
    metadata,
    Column("statement", Integer, ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    _refers("entity", "entities"),
    Index(None, "entity"),
    sqlite_with_rowid=False,
)

#: What people decided (``decisions`` knows what about): one table for corrections of statements, for who is who and for
#: changes of position. ``words`` and ``other_words`` hold on to the words of statements, which outlive the rows;
#: ``statement`` is NULL while they can't be found again. Taken back ones stay, with by whom and when.
decisions = Table(
    "decisions",
    metadata,
    _number(),
    Column("about", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("value", JSON, nullable=False),
    _may_refer("article", "articles"),
    Column("words", JSON(none_as_null=True)),
    _refers("statement", "statements", null=True),
    _may_refer("other_article", "articles"),
    Column("other_words", JSON(none_as_null=True)),
    _may_refer("person", "people"),
    _may_refer("other_person", "people"),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text),
    Column("batch", Integer, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", String),
    Index(None, "statement"),
    Index(None, "article"),
    Index(None, "other_article"),
    Index(None, "person"),
    Index(None, "other_person"),
)

#: Fingerprints of quoted words, so that the same words are found in other articles.
fingerprints = Table(
    "fingerprints",
    metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("statement", Integer, ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True),
    Index(None, "statement"),
    sqlite_with_rowid=False,
)

#: What lay at an article's address: as it was read (``state`` "kept"), or when somebody looked again ("same",
#: "changed", "gone", "unreachable"). ``packed`` is the body, compressed (zlib), ``hash`` its SHA-256.
captures = Table(
    "captures",
    metadata,
    _number(),
    _refers("article", "articles"),
    Column("url", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("status", Integer),
    Column("headers", JSON, nullable=False),
    Column("hash", String),
    Column("packed", LargeBinary),
    Index(None, "article"),
)

#: What is watched for: a search and feeds, and where else to tell what is new.
watches = Table(
    "watches",
    metadata,
    _number(),
    Column("name", String, nullable=False, unique=True),
    Column("words", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("feeds", JSON, nullable=False),
    Column("webhook", Text),
    Column("secret", String, nullable=False),
    Column("made", String, nullable=False),
)

#: What a watch has found; ``key`` (a keyed hash) is the same for what is told once only. ``told`` is NULL until it is.
news = Table(
    "news",
    metadata,
    _number(),
    _refers("watch", "watches"),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    _refers("article", "articles"),
    Column("statement", String),
    Column("at", String, nullable=False),
    Column("told", String),
    UniqueConstraint("watch", "key"),
    Index(None, "article"),
)

failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", String, nullable=False),
)

#: Keyed hashes of what was forgotten, so that it isn't added again.
forgotten = Table("forgotten", metadata, Column("hash", String, primary_key=True), Column("at", String, nullable=False))

#: Whether an article (joined to what read it) is a primary source: it has the speakers' words itself.
is_primary = func.coalesce(models.c.firsthand, false())
