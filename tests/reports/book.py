"""Reads a workbook back as a spreadsheet does: the ZIP, its XML, nothing of the library that wrote it."""

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Read:
    """One cell: its text or its number as written, its number format, whether it is a text."""

    text: str
    format: str
    is_text: bool


class Book:
    """Sheets by name, cells by (row, column) from 0."""

    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.strings = self._strings()
        self.formats = self._formats()
        self.paths = self._paths()

    def xml(self, name):
        return ET.fromstring(self.zip.read(name))  # noqa: S314 - written a moment ago by the test itself

    def _strings(self):
        if "xl/sharedStrings.xml" not in self.names:
            return []
        return [
            "".join(part.text or "" for part in one.iter(f"{SPREADSHEET}t"))
            for one in self.xml("xl/sharedStrings.xml")
        ]

    def _formats(self):
        styles = self.xml("xl/styles.xml")
        known = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{SPREADSHEET}numFmt")}
        used = styles.find(f"{SPREADSHEET}cellXfs")
        return [known.get(one.get("numFmtId"), one.get("numFmtId")) for one in used]

    def _paths(self):
        relations = {one.get("Id"): one.get("Target") for one in self.xml("xl/_rels/workbook.xml.rels")}
        sheets = self.xml("xl/workbook.xml").find(f"{SPREADSHEET}sheets")
        return {one.get("name"): "xl/" + relations[one.get(RELATION)] for one in sheets}

    def sheet(self, name):
        return self.xml(self.paths[name])

    def cells(self, name):
        """Every cell that holds something."""
        found = {}
        for cell in self.sheet(name).iter(f"{SPREADSHEET}c"):
            value = cell.find(f"{SPREADSHEET}v")
            if value is None:
                continue
            is_text = cell.get("t") == "s"
            text = self.strings[int(value.text)] if is_text else value.text
            found[place(cell.get("r"))] = Read(text, self.formats[int(cell.get("s", "0"))], is_text)
        return found

    def table(self, name, head):
        """Rows below the row whose first cell reads `head`, as lists of cells, up to an empty row."""
        cells = self.cells(name)
        top = next(row for (row, column), cell in sorted(cells.items()) if column == 0 and cell.text == head)
        width = 1 + max(column for row, column in cells if row == top)
        rows = []
        for row in range(top + 1, 1 + max(row for row, _ in cells)):
            line = [cells.get((row, column)) for column in range(width)]
            if not any(line):
                break
            rows.append(line)
        return [cells[top, column].text for column in range(width)], rows


def place(reference):
    """(row, column) from 0 of `B7`."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1
