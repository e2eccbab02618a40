"""What a simulation found, for people: a page to read and print, a workbook, and all figures as JSON."""

from loyalty.reports.document import FORMATS, Format, ReportPaths, write_report
from loyalty.reports.html import render
from loyalty.reports.workbook import workbook

__all__ = ["FORMATS", "Format", "ReportPaths", "render", "workbook", "write_report"]
