"""From a scan to what people read: the agency report, its sheets and the overview of all agencies."""

from oitcrawl.report.publish import publish, publish_overview

__all__ = ["publish", "publish_overview"]
