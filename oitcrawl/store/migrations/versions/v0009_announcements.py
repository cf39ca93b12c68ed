"""What was announced to whom, so that nobody is told the same thing twice."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "announcements",
        sa.Column("recipient", sa.Text, primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("occasion", sa.String(20), nullable=False),
        sa.Column("planned", sa.String(40), nullable=False),
        sa.Column("ended", sa.String(40)),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "told",
        sa.Column("recipient", sa.Text, primary_key=True),
        sa.Column("agency", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Take them away; after that everybody is told where things stand, once more."""
    op.drop_table("told")
    op.drop_table("announcements")
