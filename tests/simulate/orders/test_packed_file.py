from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.simulate.orders.packed_file import STAMP_BYTES, PackedFile, write_packed

ARRAYS = {
    "small": np.array([1, -1, 3], np.int8),
    "large": np.arange(1000),
    "none": np.empty(0, np.int32),
    "same": np.broadcast_to(np.int16(7), 5),
}
TABLES = {"names": pl.DataFrame({"id": ["小明", None, ""]}), "nothing": pl.DataFrame()}


def put(path: Path, **changes: object) -> bool:
    return write_packed(
        path, **({"facts": {"a": 1}, "arrays": ARRAYS, "tables": TABLES, "stamp": [1]} | changes)
    )


def opened(path: Path) -> PackedFile:
    found = PackedFile.opened(path)
    assert found is not None
    return found


def test_what_was_put_in_comes_out(tmp_path: Path):
    assert put(tmp_path / "a")
    found = opened(tmp_path / "a")
    assert (found.facts, found.stamp()) == ({"a": 1}, [1])
    assert set(found.arrays()) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert found.array(name).tolist() == array.tolist()
        assert found.array(name).dtype == array.dtype
    assert found.table("names").equals(TABLES["names"])
    assert found.table("nothing").shape == (0, 0)


def test_nobody_writes_into_what_was_packed(tmp_path: Path):
    put(tmp_path / "a")
    with pytest.raises(ValueError, match="read-only"):
        opened(tmp_path / "a").array("large")[0] = 5


def test_one_number_throughout_takes_the_room_of_one(tmp_path: Path):
    put(tmp_path / "a", arrays={"same": np.broadcast_to(np.int64(7), 10**6)})
    assert (tmp_path / "a").stat().st_size < 10_000
    assert opened(tmp_path / "a").array("same").size == 10**6


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_a_damaged_header_or_a_file_cut_off_is_no_packed_file(tmp_path: Path, data):
    put(tmp_path / "a", arrays={"small": ARRAYS["small"]}, tables={})
    content = bytearray((tmp_path / "a").read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        content[data.draw(st.integers(0, 48 + 100))] ^= data.draw(st.integers(1, 255))
    (tmp_path / "b").write_bytes(content)
    assert PackedFile.opened(tmp_path / "b") is None


@pytest.mark.parametrize("content", [b"", b"LOYPACK\x01", b"PAR1" * 100, b"\0" * 100])
def test_another_file_is_no_packed_file(tmp_path: Path, content: bytes):
    (tmp_path / "a").write_bytes(content)
    assert PackedFile.opened(tmp_path / "a") is None
    assert PackedFile.opened(tmp_path / "missing") is None
    assert PackedFile.opened(tmp_path) is None


def test_the_stamp_changes_in_place_and_nothing_else_does(tmp_path: Path):
    put(tmp_path / "a")
    before = opened(tmp_path / "a")
    before.restamp([2, 3])
    after = opened(tmp_path / "a")
    assert after.stamp() == [2, 3]
    assert after.array("large").tolist() == ARRAYS["large"].tolist()


def test_a_stamp_that_was_written_by_halves_is_none(tmp_path: Path):
    put(tmp_path / "a")
    content = bytearray((tmp_path / "a").read_bytes())
    content[-STAMP_BYTES] ^= 1
    (tmp_path / "a").write_bytes(content)
    assert opened(tmp_path / "a").stamp() is None


def test_a_stamp_without_room_is_none(tmp_path: Path):
    put(tmp_path / "a", stamp=["x" * STAMP_BYTES])
    assert opened(tmp_path / "a").stamp() is None


def test_a_writer_that_fails_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path):
    put(tmp_path / "a")
    with pytest.raises(TypeError):
        put(tmp_path / "a", stamp={object()})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert opened(tmp_path / "a").facts == {"a": 1}


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path):
    (tmp_path / "file").touch()
    assert not put(tmp_path / "file" / "a")


def test_an_open_file_stays_whole_while_another_takes_its_place(tmp_path: Path):
    put(tmp_path / "a")
    first = opened(tmp_path / "a")
    put(tmp_path / "a", facts={"a": 2}, arrays={"large": np.zeros(1000, np.int64)})
    assert first.array("large").tolist() == ARRAYS["large"].tolist()
    assert opened(tmp_path / "a").facts == {"a": 2}


def test_a_packed_file_is_its_owners_unless_more_is_said(tmp_path: Path):
    for mode in (0o600, 0o644):
        put(tmp_path / "a", mode=mode)
        assert (tmp_path / "a").stat().st_mode & 0o777 == mode
    put(tmp_path / "b")
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
