from loyalty.errors import BatchRefused, CodeError, CodeTooShort


def test_codes_that_are_too_short_are_refused_with_the_figures_and_the_least_length():
    error = CodeTooShort(length=8, least=13, live=1_000_000, tries_per_second=10, hits="24")
    assert isinstance(error, CodeError)
    assert str(error) == (
        "Codes of 8 random characters are too short: of 1000000 live ones about 24 would be found in a month "
        "at 10 tries a second. Take at least 13."
    )
    assert error.text("zh").endswith("请至少使用 13 位。")


def test_a_refused_batch_says_how_to_mend_it():
    error = BatchRefused(what="count", what_zh="数量", value=0, mend="Ask for one.", mend_zh="请至少要一个。")
    assert str(error) == "count cannot be 0. Ask for one."
    assert error.text("zh") == "数量不能为 0。请至少要一个。"
