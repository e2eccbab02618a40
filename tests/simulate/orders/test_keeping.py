import os
import threading
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders import keeping
from loyalty.simulate.orders.intake import Reading
from loyalty.simulate.orders.keeping import SUFFIX, place_of
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import back, frame, sale

ROWS = [sale("A", coupon_code="TEN", note="x"), sale("B", sku=None), back("R", channel="web")]


def orders(folder: Path) -> Path:
    path = folder / "orders.parquet"
    frame(ROWS).write_parquet(path)
    return path


def stages(path: Path, **options: object) -> tuple[OrderLog, list[str]]:
    """The log, and what was done to get it."""
    told: list[Reading] = []
    found = OrderLog.read(path, **({"packed": "beside"} | options), progress=told.append)
    return found, list(dict.fromkeys(one.stage for one in told))


READ = ["reading", "packing", "opening"]
OPENED = ["opening"]


def test_a_second_run_reads_nothing_and_finds_the_same(tmp_path: Path):
    path = orders(tmp_path)
    plain = OrderLog.read(path, extras=("note",))
    first, how = stages(path, extras=("note",))
    assert how == READ
    second, how = stages(path, extras=("note",))
    assert how == OPENED
    for found in (first, second):
        assert found.content_hash == plain.content_hash
        assert found.doc_ids.to_list() == plain.doc_ids.to_list()
        assert found.problems == plain.problems
        assert found.extras["note"].to_list() == plain.extras["note"].to_list()
        assert (found.files, found.name, found.currency) == (plain.files, plain.name, plain.currency)
        assert found.by_member.tolist() == plain.by_member.tolist()


def test_the_rows_that_were_left_out_ride_along(tmp_path: Path):
    path = orders(tmp_path)
    stages(path)
    found, _ = stages(path)
    assert found.problem_rows is not None
    assert found.problem_rows.rows.tolist() == [1]
    assert found.problem_rows.orders.to_list() == ["B"]


@pytest.mark.parametrize(
    "options",
    [{"zone": "Asia/Shanghai"}, {"mapping": {"channel": "note"}}, {"extras": ("note",)}, {"members": True}],
)
def test_other_wishes_are_read_anew(tmp_path: Path, options: dict[str, object]):
    path = orders(tmp_path)
    stages(path)
    if "members" in options:
        (tmp_path / "members.csv").write_text("member_id,town\nm1,Rome\n", encoding="utf-8")
        options = {"members": tmp_path / "members.csv"}
    found, how = stages(path, **options)
    assert how == READ
    assert found.content_hash == OrderLog.read(path, **options).content_hash


def test_another_content_under_the_same_name_is_read_anew(tmp_path: Path):
    path = orders(tmp_path)
    before, _ = stages(path)
    frame([*ROWS, sale("C")]).write_parquet(path)
    after, how = stages(path)
    assert how == READ
    assert len(after.doc_ids) == len(before.doc_ids) + 1


def test_a_changed_members_file_is_read_anew(tmp_path: Path):
    path, members = orders(tmp_path), tmp_path / "members.csv"
    members.write_text("member_id,town\nm1,Rome\n", encoding="utf-8")
    stages(path, members=members)
    members.write_text("member_id,town\nm1,Oslo\n", encoding="utf-8")
    found, how = stages(path, members=members)
    assert (how, found.member_attributes) == (READ, {"town": ["Oslo"]})


def test_a_touched_or_copied_file_is_known_by_its_content_once_and_by_its_look_after_that(tmp_path: Path):
    path = orders(tmp_path)
    stages(path)
    long_ago = path.stat().st_mtime_ns - 10**12
    os.utime(path, ns=(long_ago, long_ago))
    assert stages(path)[1] == OPENED


def test_other_code_reads_anew(tmp_path: Path, monkeypatch):
    path = orders(tmp_path)
    stages(path)
    monkeypatch.setattr(keeping, "_code", lambda: "edited")
    assert stages(path)[1] == READ


@pytest.mark.parametrize("damage", [b"", b"LOYPACK\x01garbage", b"\0" * 5000])
def test_a_damaged_packed_file_is_made_anew_without_a_word(tmp_path: Path, damage: bytes):
    path = orders(tmp_path)
    plain, _ = stages(path)
    packed = tmp_path / f"orders.parquet{SUFFIX}"
    packed.write_bytes(damage or packed.read_bytes()[:-1])
    found, how = stages(path)
    assert (how, found.content_hash) == (READ, plain.content_hash)
    assert stages(path)[1] == OPENED


def test_no_file_is_written_unless_it_is_asked_for(tmp_path: Path):
    OrderLog.read(orders(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["orders.parquet"]


def test_a_file_that_cannot_be_used_leaves_no_packed_file(tmp_path: Path):
    path = tmp_path / "orders.parquet"
    frame([sale(sku=None)]).write_parquet(path)
    with pytest.raises(LogUnreadable):
        stages(path)
    assert [one.name for one in tmp_path.iterdir()] == ["orders.parquet"]


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path):
    path = orders(tmp_path)

    def change(reading: Reading) -> None:
        if reading.stage == "packing":
            os.utime(path, ns=(1, 1))

    found = OrderLog.read(path, packed="beside", progress=change)
    assert found.doc_ids.to_list() == ["A", "R"]
    assert [one.name for one in tmp_path.iterdir()] == ["orders.parquet"]


def test_a_folder_that_is_not_for_writing_is_left_alone(tmp_path: Path, monkeypatch):
    folder = tmp_path / "theirs"
    folder.mkdir()
    path = orders(folder)
    folder.chmod(0o555)
    monkeypatch.setenv("LOYALTY_CACHE", str(tmp_path / "ours"))
    try:
        assert stages(path)[1] == READ
        assert stages(path)[1] == OPENED
        assert [one.name for one in folder.iterdir()] == ["orders.parquet"]
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(("mode", "kept"), [(0o600, 0o600), (0o640, 0o640), (0o666, 0o644)])
def test_orders_are_no_more_open_packed_than_they_were(tmp_path: Path, mode: int, kept: int):
    path = orders(tmp_path)
    path.chmod(mode)
    stages(path)
    assert (tmp_path / f"orders.parquet{SUFFIX}").stat().st_mode & 0o777 == kept


def test_where_packed_files_lie(tmp_path: Path):
    path = tmp_path / "orders.csv"
    assert place_of([path], "none") is None
    assert place_of([path], "beside") == tmp_path / f"orders.csv{SUFFIX}"
    assert place_of([path], tmp_path / f"mine{SUFFIX}") == tmp_path / f"mine{SUFFIX}"
    one, two = (place_of([tmp_path / name / "orders.csv"], tmp_path / "packed") for name in "ab")
    assert one is not None
    assert two is not None
    assert one.parent == two.parent == tmp_path / "packed"
    assert one != two


def test_several_builders_at_once_all_get_the_log_and_leave_one_file(tmp_path: Path):
    path = orders(tmp_path)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(OrderLog.read(path, packed="beside").content_hash))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [OrderLog.read(path).content_hash] * 4
    assert sorted(one.name for one in tmp_path.iterdir()) == ["orders.parquet", f"orders.parquet{SUFFIX}"]


def test_text_ids_and_costs_are_kept_as_they_are(tmp_path: Path):
    rows = [sale("007", line_cost=300), sale("b", line_cost=None)]
    path = tmp_path / "orders.parquet"
    frame(rows).with_columns(pl.col("line_cost").cast(pl.Int64)).write_parquet(path)
    plain = OrderLog.read(path)
    stages(path)
    found, how = stages(path)
    assert how == OPENED
    assert found.doc_ids.to_list() == ["007", "b"]
    assert (plain.line_cost is None) == (found.line_cost is None)
    if found.line_cost is not None:
        assert found.line_cost.tolist() == plain.line_cost.tolist()
