import pickle

from loyalty.errors import Problem, ProgramInvalid, ProgramUnreadable

PERCENT = Problem(
    severity="error",
    code="unknown_field",
    path="offers[2].benefit.percnt",
    line=41,
    what="Unknown field `percnt`",
    mend="Did you mean `percent`?",
    what_zh="未知字段 `percnt`",
    mend_zh="是否应为 `percent`？",
)
NO_LINE = Problem(
    severity="warning",
    code="no_cap",
    path="offers[0]",
    line=None,
    what="No cap.",
    mend="",
    what_zh="没有上限。",
    mend_zh="",
)


def test_a_problem_names_place_fault_and_cure_in_one_line():
    assert PERCENT.text() == (
        "offers[2].benefit.percnt (line 41): Unknown field `percnt`. Did you mean `percent`?"
    )
    assert (
        PERCENT.text("zh") == "offers[2].benefit.percnt（第 41 行）：未知字段 `percnt`。是否应为 `percent`？"
    )


def test_a_problem_without_line_or_cure_leaves_them_out():
    assert NO_LINE.text("en") == "offers[0]: No cap."
    assert NO_LINE.text("zh") == "offers[0]：没有上限。"


def test_an_invalid_programme_lists_every_problem_at_once():
    error = ProgramInvalid(problems=[PERCENT, NO_LINE])
    assert error.problems == (PERCENT, NO_LINE)
    assert str(error).splitlines() == ["The programme has 2 problem(s):", PERCENT.text(), NO_LINE.text()]
    assert error.text("zh").splitlines() == ["会员计划有 2 个问题：", PERCENT.text("zh"), NO_LINE.text("zh")]


def test_an_invalid_programme_crosses_processes():
    again = pickle.loads(pickle.dumps(ProgramInvalid(problems=[PERCENT])))  # noqa: S301 - our own bytes
    assert again.problems == (PERCENT,)


def test_an_unreadable_programme_names_its_line_where_one_is_known():
    known = ProgramUnreadable(path="p.yaml", line=3, what="Duplicate key `id`.", mend="Keep one.")
    assert str(known) == "p.yaml, line 3: Duplicate key `id`. Keep one."
    assert known.text("zh") == "p.yaml 第 3 行：Duplicate key `id`.Keep one."
    unknown = ProgramUnreadable(
        path="p.yaml",
        line=None,
        what="Too large.",
        mend="Split it.",
        what_zh="文件过大。",
        mend_zh="请拆分。",
    )
    assert str(unknown) == "p.yaml: Too large. Split it."
    assert unknown.text("zh") == "p.yaml：文件过大。请拆分。"
