"""What retention and many writers need: days on which texts were kept, a name for each scan, longer codes."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
_WITH_AGENCY = ("scans", "outlines", "visits", "rounds", "reviews")
_WITH_DAYS = ("contents", "transcripts")
_scans = sa.table(
    "scans", sa.column("id", sa.Integer), sa.column("agency"), sa.column("scan", sa.LargeBinary), sa.column("uid")
)


def upgrade() -> None:
    """Add columns, and give each scan its name, the same in each copy of this database."""
    for table in _WITH_DAYS:
        op.add_column(table, sa.Column("kept", sa.String(10)))
    op.add_column("scans", sa.Column("uid", sa.String(64)))
    _name_scans(op.get_bind())
    op.create_index("scans_by_uid", "scans", ["uid"], unique=True)
    _retype(sa.Text())


def downgrade() -> None:
    """Take the columns away; scans and texts stay."""
    op.drop_index("scans_by_uid", "scans")
    op.drop_column("scans", "uid")
    for table in _WITH_DAYS:
        op.drop_column(table, "kept")
    _retype(sa.String(200))


def _name_scans(connection: sa.Connection) -> None:
    for number in connection.execute(sa.select(_scans.c.id)).scalars().all():
        one = _scans.c.id == number
        agency, data = connection.execute(sa.select(_scans.c.agency, _scans.c.scan).where(one)).one()
        uid = hashlib.sha256(f"{number} {agency} ".encode("utf-8", "replace") + data).hexdigest()
        connection.execute(_scans.update().where(one).values(uid=uid))


def _retype(kind: sa.types.TypeEngine[str]) -> None:
    """The codes of agencies are host names, of up to 253 letters; SQLite never minded their length."""
    if op.get_bind().dialect.name != "sqlite":
        for table in _WITH_AGENCY:
            op.alter_column(table, "agency", type_=kind)
