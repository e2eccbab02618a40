import pytest

from loyalty.reports.workbook import workbook
from tests.reports.book import SPREADSHEET, Book
from tests.reports.sample import Size, result


def texts(told, *, language="en"):
    book = Book(workbook(told, language=language))
    return [cell.text for _, cell in sorted(book.cells(next(iter(book.paths))).items())]


def test_the_first_sheet_tells_the_answer_in_words_and_figures():
    said = texts(result())
    assert said[0] == "What the programme would cost"
    assert any(text.startswith("• On 72,511 orders from 2024-01-01") for text in said)
    assert "566945.94" in said
    assert (
        "1,000 orders re-run through the live engine: 0 differences. "
        "What the checkout would give is what this report counts."
    ) in said


def test_each_draft_has_its_own_head():
    said = texts(result(Size(drafts=2)))
    assert [text for text in said if text.startswith("Draft ")] == [
        "Draft 1: Corner shop club",
        "Draft 2: Corner shop club, lean",
    ]


def test_it_leads_to_every_other_sheet():
    book = Book(workbook(result(), language="zh"))
    first, *others = book.paths
    links = [one.get("location") for one in book.sheet(first).iter(f"{SPREADSHEET}hyperlink")]
    assert links == [f"'{name}'!A1" for name in others]


@pytest.mark.parametrize("scale", [1, 10**12])
def test_a_headline_of_any_length_can_be_written(scale):
    assert "Net cost" in texts(result(Size(scale=scale)))
