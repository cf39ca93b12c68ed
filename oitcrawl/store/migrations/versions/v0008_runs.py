"""What scans that nobody sits beside need: runs, begun and ended, and who holds the night."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "runs",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("planned", sa.String(40)),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("finished", sa.String(40)),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
    )
    op.create_index("runs_of_agency", "runs", ["agency", "started"])
    op.create_table(
        "locks",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("since", sa.String(40), nullable=False),
        sa.Column("beat", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Take them away; scans stay."""
    op.drop_table("locks")
    op.drop_index("runs_of_agency", "runs")
    op.drop_table("runs")
