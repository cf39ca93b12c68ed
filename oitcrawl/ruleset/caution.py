"""The sentence that must stand wherever an edition is shown or applied: what it is, and what it is not. Calm."""

from oitcrawl.ruleset.rule import RuleSet


def caution(rules: RuleSet, fiscal_year: int | None = None) -> str:
    """What has to be said of an edition, in Thai with the English beside it; empty when nothing has.

    Args:
        rules: the edition.
        fiscal_year: the Buddhist fiscal year that it is applied to; None when it is only shown.
    """
    notes = [rules.note] if rules.note else []
    if rules.provisional:
        notes.insert(0, "เกณฑ์ฉบับชั่วคราว (provisional edition)")
    if fiscal_year is not None and fiscal_year != rules.fiscal_year:
        notes.insert(
            0,
            f"ใช้เกณฑ์ฉบับปีงบประมาณ {rules.fiscal_year} ตรวจปีงบประมาณ {fiscal_year} ไม่ใช่เกณฑ์ทางการของปีนั้น "
            f"(edition {rules.fiscal_year} applied to FY{fiscal_year}, not an official text for that year)",
        )
    return " · ".join(notes)
