"""What a simulation found, for people: a page to read and print, a workbook, and all figures as JSON.

They read the result's plain dictionary (`shape`), not the simulator, and price nothing: all that they add up
is in it.
"""

from loyalty.reports.document import FORMATS, Format, ReportPaths, write_report
from loyalty.reports.html import render
from loyalty.reports.workbook import workbook

__all__ = ["FORMATS", "Format", "ReportPaths", "render", "workbook", "write_report"]
