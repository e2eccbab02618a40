"""What a shop says about its order file where the file is silent: columns, constants, conventions.

It is a small document (YAML or JSON) that is kept beside the export, or the same in Python. Unknown keys are
refused with the nearest known one: a misspelt key that is silently ignored would be a wrong amount.
"""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loyalty.errors import LogUnreadable, ProgramUnreadable
from loyalty.rules.reading import read

DateOrder: TypeAlias = Literal["year_first", "day_first", "month_first", "excel", "unix_s", "unix_ms"]
MoneyUnit: TypeAlias = Literal["minor", "major"]
Level: TypeAlias = Literal["line", "order"]
Refunds: TypeAlias = Literal["rows", "columns"]
PaidAmount: TypeAlias = Literal["before_refunds", "after_refunds"]
DecimalMark: TypeAlias = Literal[".", ","]


def _as_text(value: object) -> object:
    """A number in YAML is the text that was written: `quantity: 1`, `not_paid: [0]`."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


Text: TypeAlias = Annotated[str, BeforeValidator(_as_text)]


class FileMapping(BaseModel):
    """How one kind of order file is to be read; whatever is left out is decided by the file itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    columns: dict[str, str | None] = Field(
        default={}, description="our column: the file's column; nothing (~) leaves a recognised column out"
    )
    constants: dict[str, Text] = Field(default={}, description="our column: the one value for all rows")
    date_order: DateOrder | dict[str, DateOrder] | None = Field(
        default=None, description="how dates are written; by column where they differ"
    )
    zone: str | None = Field(default=None, description="IANA zone of times without an offset")
    decimal_mark: DecimalMark | None = Field(default=None, description="what stands before the decimals")
    money: MoneyUnit | dict[str, MoneyUnit] | None = Field(
        default=None, description="whether amounts are minor units (cents) or major ones; by column if mixed"
    )
    discounts: Level | None = Field(default=None, description="whose discount a row tells: line or order")
    refunds: Refunds | None = Field(
        default=None, description="refunds are rows of their own, or columns beside the sale"
    )
    paid_amount: PaidAmount | None = Field(
        default=None, description="whether the amount paid still holds what was refunded later"
    )
    not_paid: list[Text] | None = Field(
        default=None, description="statuses of orders that do not count; all others do"
    )
    return_prefix: str | None = Field(default=None, description="order ids that begin so are returns")
    members: dict[str, str | None] = Field(
        default={}, description="our column of the members file: its column there; ~ leaves it out"
    )
    encoding: str | None = Field(
        default=None, description="of a CSV: utf-8, gb18030, utf-16, windows-1252, …"
    )
    delimiter: str | None = Field(
        default=None, pattern=r"^[\x00-\x7f]$", description="of a CSV: what stands between cells"
    )

    @classmethod
    def of(cls, columns: Mapping[str, str | None]) -> Self:
        """`our column: their column`, or `our column: =value` for all rows."""
        constants = {
            ours: theirs[1:].strip()
            for ours, theirs in columns.items()
            if theirs is not None and _is_constant(theirs)
        }
        rest = {ours: theirs for ours, theirs in columns.items() if ours not in constants}
        return cls(columns=rest, constants=constants)

    def over(self, below: "FileMapping") -> "FileMapping":
        """This mapping, and where it is silent the other one."""
        said = {
            name: getattr(self, name) for name in self.model_fields_set if getattr(self, name) is not None
        }
        merged = below.model_dump(exclude_none=True) | said
        columns = {ours: theirs for ours, theirs in below.columns.items() if ours not in self.constants}
        constants = {ours: value for ours, value in below.constants.items() if ours not in self.columns}
        merged |= {"columns": columns | self.columns, "constants": constants | self.constants}
        merged |= {"members": below.members | self.members}
        return FileMapping(**merged)


def file_mapping(given: "FileMapping | Mapping[str, str | None] | str | Path | None") -> FileMapping:
    """The mapping that a caller means: the model, a dictionary of columns, or the path of a document.

    Raises LogUnreadable for a document that is none, or that says something unknown.
    """
    match given:
        case None:
            return FileMapping()
        case FileMapping():
            return given
        case Mapping():
            return FileMapping.of(given)
        case _:
            return _document(Path(given))


def _document(path: Path) -> FileMapping:
    try:
        tree, _ = read(path, None)
    except ProgramUnreadable as error:
        raise LogUnreadable(path=path, **_told(error)) from error
    if tree.problems:
        first = tree.problems[0]
        mend, mend_zh = f"{_end(first.mend, '.')} (line {first.line})", f"{_end(first.mend_zh, '。')}"
        raise LogUnreadable(
            path=path,
            what=_end(first.what, "."),
            mend=mend,
            what_zh=_end(first.what_zh, "。"),
            mend_zh=mend_zh,
        )
    if not isinstance(tree.value, dict):
        raise _refused(path, "it holds no keys.", "其中没有任何键。", mend=(_FORM, _FORM_ZH))
    values = {name: value for name, value in tree.value.items() if value is not None}
    try:
        return FileMapping.model_validate(_split(values))
    except ValidationError as error:
        raise _explained(path, error.errors()[0], values) from None


def _split(values: dict[str, Any]) -> dict[str, Any]:
    """A document may also write a constant among the columns: `currency: =CNY`."""
    columns = values.get("columns")
    if not isinstance(columns, dict) or not isinstance(values.get("constants", {}), dict):
        return values
    fixed = {ours: theirs[1:].strip() for ours, theirs in columns.items() if _is_constant(theirs)}
    if not fixed:
        return values
    rest = {ours: theirs for ours, theirs in columns.items() if ours not in fixed}
    return values | {"columns": rest, "constants": values.get("constants", {}) | fixed}


def _is_constant(theirs: object) -> bool:
    return isinstance(theirs, str) and theirs.startswith("=")


def _explained(path: Path, fault: Any, values: Mapping[str, Any]) -> LogUnreadable:  # noqa: ANN401 - pydantic's own
    """The first thing that is wrong, in a sentence with the way out."""
    key = str(fault["loc"][0])
    place = ".".join(str(step) for step in fault["loc"] if str(step) in _words(values))
    if fault["type"] == "extra_forbidden":
        known = list(FileMapping.model_fields)
        near = get_close_matches(key, known, n=1)
        mend = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(known)}."
        mend_zh = f"您是否指 {near[0]!r}？" if near else f"可用的键：{', '.join(known)}。"
        return _refused(path, f"the key {key!r} is unknown.", f"未知的键 {key!r}。", mend=(mend, mend_zh))
    field = FileMapping.model_fields[key]
    form = _FORMS.get(key, field.description or "")
    what, what_zh = f"{place or key} is not written as it must be.", f"{place or key} 的写法不对。"
    return _refused(path, what, what_zh, mend=(f"Write {form}.", f"请写成：{_FORMS_ZH.get(key, form)}。"))


def _words(values: Any) -> set[str]:  # noqa: ANN401 - whatever a document says
    if isinstance(values, Mapping):
        return set(values) | {word for value in values.values() for word in _words(value)}
    return set()


def _refused(path: Path, what: str, what_zh: str, *, mend: tuple[str, str]) -> LogUnreadable:
    return LogUnreadable(path=path, what=what, what_zh=what_zh, mend=mend[0], mend_zh=mend[1])


def _told(error: ProgramUnreadable) -> dict[str, str]:
    """The sentences about a document that cannot be read, with its line."""
    facts = error.fields
    line = f" (line {facts['line']})" if facts["line"] is not None else ""
    line_zh = f"（第 {facts['line']} 行）" if facts["line"] is not None else ""
    return {
        "what": f"{str(facts['what']).rstrip('.')}{line}.",
        "mend": str(facts["mend"]),
        "what_zh": f"{str(facts['what_zh']).rstrip('。')}{line_zh}。",
        "mend_zh": str(facts["mend_zh"]),
    }


def _end(text: str, stop: str) -> str:
    return text if text.endswith(("?", "？", ".", "。")) else text + stop


_FORM: Final = "Write keys such as `columns:` with `order_id: Invoice` below it."
_FORM_ZH: Final = "请写成键值形式，例如 `columns:` 下写 `order_id: Invoice`。"
_DATES: Final = "year_first, day_first, month_first, excel, unix_s or unix_ms"
_FORMS: Final = {
    "columns": "our column: their column, as in `order_id: Invoice`",
    "constants": "our column: one value, as in `currency: CNY`",
    "members": "our column: the members file's column, as in `joined_at: Since`",
    "date_order": _DATES,
    "decimal_mark": '"." or ","',
    "money": "minor or major, or `line_net: minor` by column",
    "discounts": "line or order",
    "refunds": "rows or columns",
    "paid_amount": "before_refunds or after_refunds",
    "not_paid": "a list of statuses, as in [cancelled, pending]",
    "return_prefix": "a text in quotes",
    "zone": "a zone such as Asia/Shanghai",
    "encoding": "an encoding such as gb18030",
    "delimiter": 'one sign in quotes, as in ";"',
}
_FORMS_ZH: Final = {
    "columns": "系统列名: 文件列名，例如 `order_id: 订单编号`",
    "constants": "系统列名: 固定值，例如 `currency: CNY`",
    "members": "系统列名: 会员文件的列名，例如 `joined_at: 注册时间`",
    "date_order": _DATES.replace(" or ", "、").replace(", ", "、"),
    "decimal_mark": '"." 或 ","',
    "money": "minor（分）或 major（元），也可按列写 `line_net: minor`",
    "discounts": "line（按行）或 order（按订单）",
    "refunds": "rows（单独成行）或 columns（单独成列）",
    "paid_amount": "before_refunds（未扣退款）或 after_refunds（已扣退款）",
    "not_paid": "状态列表，例如 [已取消, 待付款]",
    "return_prefix": "加引号的文本",
    "zone": "时区，例如 Asia/Shanghai",
    "encoding": "编码，例如 gb18030",
    "delimiter": '加引号的一个符号，例如 ";"',
}
