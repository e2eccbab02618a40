import copy
import pickle

import pytest

from loyalty.errors import BadCart, FloatRefused, LoyaltyError, NotATime, OverReturn, UnknownMember
from loyalty.errors.base import is_chinese, quoted


def test_an_error_reads_as_its_english_sentence_without_the_code():
    error = OverReturn(order_id="A1", line_id="2", asked=3, left=1)
    assert str(error) == "Order A1, line 2: 3 cannot be returned, only 1 is left. Return at most that."
    assert error.code not in str(error)


def test_an_error_reads_in_chinese_for_every_chinese_tag():
    error = OverReturn(order_id="A1", line_id="2", asked=3, left=1)
    assert error.text("zh") == "订单 A1 第 2 行：要求退 3，仅剩 1 可退。最多只能退这些。"
    assert error.text("zh-CN") == error.text("zh_Hans") == error.text("ZH") == error.text("zh")


def test_other_languages_fall_back_to_english():
    error = FloatRefused(value="x")
    assert error.text("de") == error.text("zha") == error.text("en") == str(error)


def test_a_chinese_field_replaces_its_english_one_in_the_chinese_sentence_only():
    error = BadCart(
        where="lines[0]", what="no SKU.", mend="Name it.", what_zh="缺少 SKU。", mend_zh="请填写。"
    )
    assert error.text("en") == "Cart, lines[0]: no SKU. Name it."
    assert error.text("zh") == "购物车 lines[0]：缺少 SKU。请填写。"


def test_fields_can_be_read_back():
    error = FloatRefused(value="x")
    assert error.fields == {"value": "x"}


def test_a_sentence_never_lacks_a_field_because_the_error_cannot_be_made_without_it():
    with pytest.raises(TypeError, match="OverReturn needs the fields asked, left, line_id"):
        OverReturn(order_id="A1")


@pytest.mark.parametrize("through", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301 - our own bytes
def test_an_error_crosses_processes_with_its_fields(through):
    error = through(OverReturn(order_id="A1", line_id="2", asked=3, left=1))
    assert type(error) is OverReturn
    assert error.fields == {"order_id": "A1", "line_id": "2", "asked": 3, "left": 1}


def test_the_root_speaks_too():
    assert str(LoyaltyError()) == "The library refused what it was given."


@pytest.mark.parametrize(("tag", "chinese"), [("zh", True), ("zh-TW", True), ("en", False), ("", False)])
def test_a_language_tag_is_chinese_by_its_first_part(tag, chinese):
    assert is_chinese(tag) is chinese


def test_what_somebody_sent_is_not_repeated_at_any_length():
    error = UnknownMember(member="x" * 1_000_000)
    for language in ("en", "zh"):
        assert len(error.text(language)) < 1_000
        assert "xxx…" in error.text(language)
    assert len(error.fields["member"]) == 1_000_000
    assert "x" * 9_000 in UnknownMember(member="x" * 9_000).text()


def test_a_place_that_the_sentence_does_not_speak_of_stands_before_it():
    error = FloatRefused(value="x", where="adjust(points)")
    assert error.text() == f"adjust(points): {FloatRefused(value='x')}"
    assert error.text("zh") == f"adjust(points)：{FloatRefused(value='x').text('zh')}"
    assert copy.copy(error).text() == error.text()


@pytest.mark.parametrize("value", ["x" * 1_000_000, ["x" * 1_000_000], 10**5000, [10**5000]], ids=range(4))
def test_what_is_too_long_is_shown_by_its_beginning(value):
    assert len(NotATime(value=value).text()) < 400
    assert len(NotATime(value=value).text("zh")) < 400


def test_a_value_is_quoted_by_its_beginning_whatever_it_is():
    assert [quoted(one) for one in ("a", None, 10**5000)] == ["'a'", "None", "int…"]
    assert len(quoted("x" * 1_000)) == 80
