"""Command lines with files, folders, databases and names that no command is meant for.

Each ends with one clear message and a code; with `--traceback` nothing but the library's own errors comes up.
"""

import argparse
from pathlib import Path

import pytest

from loyalty.cli import main
from loyalty.cli.entry import COMMANDS, parser
from loyalty.errors import LoyaltyError
from tests.faults.hostile import said
from tests.faults.in_memory import DOCUMENT, ORDERS, SCENARIOS

FILES = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "binary": bytes(range(256)) * 20,
    "nul": b"a,b\n\0,\0\n",
    "half.parquet": b"PAR1" + bytes(200),
    "packed.gz": b"\x1f\x8b\x08\x00" + bytes(50),
    "list.json": b"[1, 2, 3]",
    "deep.json": b"[" * 100_000,
    "nothing.json": b"null",
    "group.yaml": b"a: {b: [c, d]}\n",
    "tagged.yaml": b"!!python/object/apply:os.system [id]\n",
    "head.csv": b"order_id,ordered_at,sku,quantity,unit_price,currency\n",
    "wide.csv": b"order_id\n" + b"," * 5_000 + b"\n",
    "quote.csv": b'order_id,ordered_at\n"o1,2024\n',
    "twice.csv": b"order_id,order_id\no1,o1\n",
    "latin.csv": "order_id,größe\n1,ü\n".encode("latin-1"),
}
NAMES = ["", " ", ".", "..", "/", "missing", "x" * 300, "\udcff", "good.yaml/below", "-", "=", "~"]
FILES_ASKED = {
    "simulate": [
        "{x} --orders orders.csv",
        "good.yaml --orders {x}",
        "good.yaml --orders orders.csv --members {x}",
    ],
    "simulate ": [
        "good.yaml --orders orders.csv --mapping {x}",
        "good.yaml --orders orders.csv --baseline {x}",
        "good.yaml --orders orders.csv --out {x}/below",
    ],
    "orders check": [
        "{x}",
        "orders.csv --members {x}",
        "orders.csv --mapping {x}",
        "orders.csv --problems {x}/a",
    ],
    "explain": ["{x} --orders orders.csv --order o1", "good.yaml --orders {x} --order o1"],
    "review": ["{x}"],
    "check": ["{x}", "good.yaml {x}", "{x} scenarios.yaml"],
    "diff": ["{x} good.yaml", "good.yaml {x}"],
    "template": ["points_only --out {x}/below"],
    "codes make": ["--count 1 --out {x}/below"],
    "db upgrade": ["sqlite:///{x}/below"],
    "db check": ["sqlite:///{x}"],
    "nightly": ["sqlite:///{x} shop"],
    "verify": ["sqlite:///{x} shop"],
    "import": [
        "sqlite:///shop.db shop {x}",
        "sqlite:///{x} shop orders.csv",
        "sqlite:///shop.db shop orders.csv --secret-file {x}",
    ],
    "export": ["sqlite:///shop.db shop --out {x}/below", "sqlite:///{x} shop --out new"],
}
"""What each command does with a file or folder, `{x}` in its place."""
WORDS_ASKED = {
    "simulate": ["good.yaml --orders orders.csv --zone {x}", "good.yaml --orders orders.csv --formats {x}"],
    "simulate ": [
        "good.yaml --orders orders.csv --grid {x}",
        "good.yaml --orders orders.csv --map {x}",
        "good.yaml --orders orders.csv --margin {x}",
        "good.yaml --orders orders.csv --encoding {x}",
        "good.yaml --orders orders.csv --delimiter {x}",
        "good.yaml --orders orders.csv --price-basis gross_without --price-codes {x}",
    ],
    "orders check": ["orders.csv --zone {x}", "orders.csv --date-order {x}", "orders.csv --decimal-mark {x}"],
    "explain": [
        f"good.yaml --orders orders.csv --{name} {{x}}"
        for name in (
            *("order", "offer", "reason", "component", "tier", "track", "month", "channel", "category"),
            *("brand", "sku", "member", "group", "benefits", "over", "top"),
        )
    ],
    "template": ["{x}", "points_only --key {x}", "points_only --currency {x}", "points_only --time-zone {x}"],
    "template ": ["points_only --year {x}"],
    "codes make": [
        "--count {x} --out new",
        "--count 1 --out new --prefix {x}",
        "--count 1 --out new --live {x}",
    ],
    "codes check": ["{x}", "7K2M --prefix {x}", "7K2M --length {x}", "7K2M --alphabet {x}"],
    "db upgrade": ["{x}", "sqlite:///shop.db --schema {x}"],
    "db check": ["{x}", "sqlite:///shop.db --schema {x}"],
    "nightly": ["{x} shop", "sqlite:///shop.db {x}", "sqlite:///shop.db shop --batch {x}"],
    "verify": ["{x} shop", "sqlite:///shop.db {x}"],
    "import": [
        "{x} shop orders.csv",
        "sqlite:///shop.db {x} orders.csv",
        "sqlite:///shop.db shop orders.csv --batch {x}",
    ],
    "import ": ["sqlite:///shop.db shop orders.csv --expect {x}"],
    "export": [
        "{x} shop --out new",
        "sqlite:///shop.db {x} --out new",
        "sqlite:///shop.db shop --out new --formats {x}",
    ],
}
"""What each command does with a name, a number or an address, `{x}` in its place."""
WORDS = [
    *(
        "",
        " ",
        "nothing",
        "\udcff",
        "x" * 300,
        "-1",
        "0",
        "1.5",
        "9" * 300,
        "NaN",
        "None",
        "=",
        ",",
        "a=b",
    ),
    *(
        "sqlite://",
        "sqlite:////",
        "postgresql://127.0.0.1:1/x",
        "mysql+nothing://x",
        "://",
        "http://x",
        "金",
        "a=b",
    ),
]
LEFT = {"schema", "demo", "admin", "orders", "codes", "db"}
"""Commands that take no file, open pages, or only have others below them."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    (folder / "good.yaml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (folder / "scenarios.yaml").write_text(SCENARIOS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["db", "upgrade", "sqlite:///shop.db"]) == 0
    return folder


def not_said(error):
    """What is missing in what an error says."""
    try:
        said(error)
    except AssertionError:
        return f"{error.code}: {error.text('zh')[:100]} ({len(error.text())})"
    return None


def ended(argv, capsys):
    """What is wrong with how a command ended."""
    capsys.readouterr()
    try:
        code = main([*argv, "--traceback"])
    except LoyaltyError as error:
        return not_said(error)
    except Exception as error:  # noqa: BLE001 - what is being looked for
        return repr(error)[:300]
    told = capsys.readouterr()
    lines = told.err.strip().splitlines() or told.out.strip().splitlines()
    if code == 2 and len(lines) != 1 and told.err:
        return f"it said {lines[:3]!r}"
    return None if code in {0, 1, 2} and "Traceback" not in told.err else f"it ended with {code}"


def words(line, value):
    """A command line with a value in its place, whatever the value holds."""
    return [part.replace("{x}", value) for part in line.split()]


def wrongs(command, lines, values, capsys):
    tried = [(line, value) for line in lines for value in values]
    return {
        f"{command} {line} with {value[:40]!r}": wrong
        for line, value in tried
        if (wrong := ended([*command.split(), *words(line, value)], capsys))
    }


@pytest.mark.parametrize("command", FILES_ASKED)
def test_a_file_no_command_is_meant_for_is_one_clear_message(command, place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    assert wrongs(command, FILES_ASKED[command], [*FILES, "folder", *NAMES], capsys) == {}


@pytest.mark.parametrize("command", WORDS_ASKED)
def test_a_word_no_command_is_meant_for_is_one_clear_message(command, place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    assert wrongs(command, WORDS_ASKED[command], WORDS, capsys) == {}


def test_every_command_is_tried():
    (below,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    tried = {name.split()[0] for name in (*FILES_ASKED, *WORDS_ASKED)}
    assert set(below.choices) - tried <= LEFT
    assert len(below.choices) == len(COMMANDS)
    assert not Path("new").exists()
