"""What a simulation found, for people: a page to read and print, and the same figures as JSON."""

from loyalty.reports.document import ReportPaths, write_report
from loyalty.reports.html import render

__all__ = ["ReportPaths", "render", "write_report"]
