"""The tables as version 6 had them; of a database of version 1 to 5, the tables that it lacks."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = None


def upgrade() -> None:
    """Make what is not there; what is there stays as it is."""
    _scans()
    _texts()
    _harvests()
    _visits()


def downgrade() -> None:
    """Below there is nothing to go back to: versions 1 to 5 only lack some of the tables, and read the others."""


def _scans() -> None:
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("agency", sa.String(200), nullable=False),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("finished", sa.String(40), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("edition", sa.String(80), nullable=False),
        sa.Column("rules_digest", sa.String(100), nullable=False),
        sa.Column("engine", sa.String(40), nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("scan", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_index("scans_of_agency", "scans", ["agency", "finished"], if_not_exists=True)
    op.create_table(
        "outlines",
        sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agency", sa.String(200), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_index("outlines_of_agency", "outlines", ["agency", "scan"], if_not_exists=True)
    op.create_table(
        "glances",
        sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(40), nullable=False, unique=True),
        sa.Column("agency", sa.String(200), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        if_not_exists=True,
    )
    op.create_index("reviews_of_agency", "reviews", ["agency", "number"], if_not_exists=True)


def _texts() -> None:
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("media", sa.String(20), nullable=False),
        sa.Column("reader", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "transcripts",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("leaf", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("region", sa.String(20), primary_key=True),
        sa.Column("engine", sa.String(200), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "pictures",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("leaf", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seen", sa.String(40), nullable=False),
        sa.Column("picture", sa.LargeBinary, nullable=False),
        sa.Column("thumb", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )


def _harvests() -> None:
    op.create_table(
        "harvests",
        sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("judged_from", sa.Integer),
        sa.Column("head", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "harvest_parts",
        sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("agency", sa.String(200), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("charset", sa.Text, nullable=False),
        sa.Column("disposition", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("first_seen", sa.String(40), nullable=False),
        sa.Column("last_seen", sa.String(40), nullable=False),
        sa.Column("last_asked", sa.String(40), nullable=False),
        sa.Column("last_changed", sa.String(40), nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("quiet", sa.Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "rounds",
        sa.Column("agency", sa.String(200), primary_key=True),
        sa.Column("scan", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("swept", sa.String(40), nullable=False),
        if_not_exists=True,
    )
