"""Write the page of reasons anew: `python -m tests.engine.reasons_page`."""

from loyalty.engine.reasons import reasons_page
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "reference" / "reasons.md"

if __name__ == "__main__":
    PAGE.write_text(reasons_page(), encoding="utf-8")
