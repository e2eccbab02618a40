"""What a reader copies from a how-to runs: the snippets of each page, one after the other, as they stand."""

import ast
import asyncio
import inspect
import os
import re
import subprocess
import sys

import pytest

from tests.databases import shop_database
from tests.house import how_to_hosts as hosts
from tests.house.tree import ROOT

PAGES = {path.stem: path for path in sorted((ROOT / "docs" / "how-to").glob("*.md"))}
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
HOSTS = {
    "bring-members-in": hosts.importing,
    "embed-in-a-shop": hosts.embedding,
    "embed-migrations": hosts.migrating,
    "give-coupons-by-themselves": hosts.at_work,
    "hand-out-coupons": hosts.handing_out,
    "make-coupon-codes": hosts.reading_codes,
    "run-a-programme": hosts.running,
    "take-an-order": hosts.ordering,
}
REPLAYS = {"compare-variants", "look-behind-a-figure", "simulate-a-draft"}
"""Pages whose snippets replay an order file of the reader's own: what they import is there."""
URL = "postgresql+psycopg://name:password@host/shop"
DJANGO = "from django.db import transaction"


def snippets(page):
    """The snippets of a page, each with its line."""
    text = PAGES[page].read_text(encoding="utf-8")
    return [(text[: found.start()].count("\n") + 2, found[1]) for found in SNIPPET.finditer(text)]


def run(page, line, code, names):
    """Run a snippet as if it stood in a file of the host's; `await` may stand alone, as in a worker."""
    tree = compile(code, f"{page}.md:{line}", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    found = eval(tree, names)  # noqa: S307 - our own pages
    if inspect.iscoroutine(found):
        asyncio.run(whole(found, names))


async def whole(awaited, names):
    """A worker's life: what it does, and its engine closed at the end."""
    await awaited
    await names["engine"].dispose()


def test_every_page_with_snippets_is_run():
    assert {page for page in PAGES if snippets(page)} == {*HOSTS, *REPLAYS}


@pytest.mark.parametrize("page", [page for page in HOSTS if page != "hand-out-coupons"])
def test_the_snippets_of_a_page_run_one_after_the_other(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = HOSTS[page](tmp_path)
    for line, code in snippets(page):
        if DJANGO not in code:
            driver = "sqlite+aiosqlite" if "async" in code else "sqlite"
            run(page, line, code.replace(URL, f"{driver}:///{tmp_path}{hosts.SHOP}"), names)


def test_coupons_are_handed_out_as_the_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with shop_database("PostgreSQL", tmp_path) as engine:
        names = hosts.handing_out(tmp_path, engine)
        for line, code in snippets("hand-out-coupons"):
            run("hand-out-coupons", line, code.replace("count=1_000_000", "count=100"), names)
        assert names["told"].coupon_id


def test_the_snippet_for_django_places_an_order(tmp_path):
    (code,) = [code for _, code in snippets("embed-in-a-shop") if DJANGO in code]
    paths = os.environ | {"PYTHONPATH": str(ROOT)}
    told = hosts.DJANGO + code + "\nprint(placed_orders())"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=tmp_path, env=paths, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout) == ("", "['7']\n")


@pytest.mark.parametrize("page", sorted(REPLAYS))
def test_what_a_page_imports_for_replays_is_there(page):
    for line, code in snippets(page):
        imports = [one for one in ast.parse(code).body if isinstance(one, ast.Import | ast.ImportFrom)]
        run(page, line, "\n".join(ast.unparse(one) for one in imports), {})
