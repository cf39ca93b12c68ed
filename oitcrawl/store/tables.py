"""Our tables, as this version wants them; how a database of an older one comes there is told in ``migrations``."""

from typing import Final

import sqlalchemy as sa

SCHEMA: Final = 9  # raise it with each revision in migrations/versions, which has the same number


# What `store export` and `import` must know; other tables are carried row by row, the first of a key staying.
OF_SCAN: Final = {"of_scan": True}  # of a column: it holds a scan's number, which differs from store to store
HERE_ONLY: Final = {"carry": "none"}  # of a table: made again where it is lacking
BY_AGENCY: Final = {"carry": "agency"}  # of a table: an agency's rows belong together


class Words(sa.types.TypeDecorator[str]):
    """Text from the web: what a database server refuses in text (NUL, half a surrogate pair) is replaced."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - of its face
        """``value`` as every database takes it."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


meta = sa.MetaData()
schema_version = sa.Table("oitcrawl_schema", meta, sa.Column("version", sa.Integer, nullable=False), info=HERE_ONLY)
scans = sa.Table(
    "scans",
    meta,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("agency", Words, nullable=False),
    sa.Column("started", sa.String(40), nullable=False),  # ISO 8601 in UTC: the same order in every database
    sa.Column("finished", sa.String(40), nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("edition", sa.String(80), nullable=False),
    sa.Column("rules_digest", sa.String(100), nullable=False),
    sa.Column("engine", sa.String(40), nullable=False),
    sa.Column("partial", sa.Boolean, nullable=False),
    sa.Column("counts", Words, nullable=False),  # JSON: status -> number of items
    sa.Column("scan", sa.LargeBinary, nullable=False),  # the scan's own JSON, compressed
    sa.Column("uid", sa.String(64)),  # the same in every store; one scan is never kept twice
    sa.Index("scans_by_uid", "uid", unique=True),
    sa.Index("scans_of_agency", "agency", "finished"),
)
outlines = sa.Table(  # scans in a few words, made when they are first asked for
    "outlines",
    meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False, info=OF_SCAN),
    sa.Column("agency", Words, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # statuses and why they differ, as compressed JSON
    sa.Index("outlines_of_agency", "agency", "scan"),
    info=HERE_ONLY,
)
contents = sa.Table(
    "contents",
    meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("media", sa.String(20), nullable=False),
    sa.Column("reader", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("kept", sa.String(10)),  # the day, UTC; nothing for what versions before 7 kept
)
transcripts = sa.Table(
    "transcripts",
    meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("leaf", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("region", sa.String(20), primary_key=True),
    sa.Column("engine", sa.String(200), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),  # what recognition made of it, as compressed JSON
    sa.Column("kept", sa.String(10)),  # as of contents
)
pictures = sa.Table(
    "pictures",
    meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("leaf", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seen", sa.String(40), nullable=False),  # ISO 8601
    sa.Column("picture", sa.LargeBinary, nullable=False),  # WebP
    sa.Column("thumb", sa.LargeBinary, nullable=False),  # WebP
)
harvests = sa.Table(
    "harvests",
    meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False, info=OF_SCAN),
    sa.Column("source", sa.Integer, nullable=False, info=OF_SCAN),  # the scan whose parts hold the harvest
    sa.Column("judged_from", sa.Integer, info=OF_SCAN),  # the scan that was judged again
    sa.Column("head", sa.LargeBinary, nullable=False),  # coverage and agency, as compressed JSON
)
harvest_parts = sa.Table(
    "harvest_parts",
    meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False, info=OF_SCAN),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # addresses and what was read of them, as compressed JSON
)
visits = sa.Table(  # what each agency's addresses came to when they were last asked
    "visits",
    meta,
    sa.Column("agency", Words, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", Words, nullable=False),
    sa.Column("final_url", Words, nullable=False),
    sa.Column("etag", Words, nullable=False),
    sa.Column("last_modified", Words, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content_type", Words, nullable=False),
    sa.Column("charset", Words, nullable=False),
    sa.Column("disposition", Words, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("outcome", Words, nullable=False),  # what it came to, as JSON
    sa.Column("first_seen", sa.String(40), nullable=False),  # moments as in scans
    sa.Column("last_seen", sa.String(40), nullable=False),
    sa.Column("last_asked", sa.String(40), nullable=False),
    sa.Column("last_changed", sa.String(40), nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("quiet", sa.Integer, nullable=False),  # times in a row that it had not changed
    info=BY_AGENCY,
)
rounds = sa.Table(  # the last whole scan of each agency, which the next one builds upon
    "rounds",
    meta,
    sa.Column("agency", Words, primary_key=True),
    sa.Column("scan", sa.Integer, nullable=False, info=OF_SCAN),
    sa.Column("terms", Words, nullable=False),  # under which it was made; other terms begin anew
    sa.Column("swept", sa.String(40), nullable=False),  # when everything was asked for last
    info=BY_AGENCY,
)
reviews = sa.Table(  # what people said of items; rows are only added
    "reviews",
    meta,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("uid", sa.String(40), nullable=False, unique=True),
    sa.Column("agency", Words, nullable=False),
    sa.Column("slug", sa.String(80), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),  # a moment as in scans
    sa.Column("data", Words, nullable=False),  # the word, as JSON
    sa.Index("reviews_of_agency", "agency", "number"),
)
glances = sa.Table(  # of each scan what an overview tells; made again where it is lacking
    "glances",
    meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False, info=OF_SCAN),
    sa.Column("data", sa.LargeBinary, nullable=False),  # compressed JSON
    info=HERE_ONLY,
)
runs = sa.Table(  # scans that were begun without a person beside them, by a schedule or a queue
    "runs",
    meta,
    sa.Column("token", sa.String(64), primary_key=True),  # the scan that it brings has this uid
    sa.Column("agency", Words, nullable=False),
    sa.Column("planned", sa.String(40)),  # moments as in scans
    sa.Column("started", sa.String(40), nullable=False),
    sa.Column("finished", sa.String(40)),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("cause", Words, nullable=False),
    sa.Column("holder", sa.String(64), nullable=False),  # token of the lock under which it is made
    sa.Index("runs_of_agency", "agency", "started"),
)
locks = sa.Table(  # who does what only one may do at a time
    "locks",
    meta,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("token", sa.String(64), nullable=False),
    sa.Column("host", Words, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("what", Words, nullable=False),
    sa.Column("since", sa.String(40), nullable=False),
    sa.Column("beat", sa.String(40), nullable=False),  # a sign of life
    info=HERE_ONLY,
)
announcements = sa.Table(  # what was announced to whom; written down before it is sent
    "announcements",
    meta,
    sa.Column("recipient", Words, primary_key=True),  # the reference as the agencies file has it, never a secret
    sa.Column("digest", sa.String(64), primary_key=True),  # of what is told
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("occasion", sa.String(20), nullable=False),
    sa.Column("planned", sa.String(40), nullable=False),  # moments as in scans
    sa.Column("ended", sa.String(40)),
    sa.Column("cause", Words, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # by agency what the recipient knows then, compressed JSON
)
told = sa.Table(  # what each recipient knows of each agency
    "told",
    meta,
    sa.Column("recipient", Words, primary_key=True),
    sa.Column("agency", Words, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),  # compressed JSON
)
