"""The report of an import as lines for a terminal, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from loyalty.live.imports.report import ImportReport

ALWAYS: Final = ("points", "debt", "levels", "credit", "coupons")
IF_ANY: Final = ("orders", "lines", "spent", "uses", "holds", "shared", "budgets")
"""What few imports bring is told only where it comes."""


def lines(report: ImportReport, *, language: str, write: bool) -> list[str]:
    """What came, what did not and why, and what to do now; `write`: whether that was asked for."""
    return list(_lines(report, _WORDS[language], language, write=write))


def _lines(report: ImportReport, words: dict[str, str], language: str, *, write: bool) -> Iterator[str]:
    from loyalty.live.imports.report import as_written

    yield words["files"].format(files=", ".join(f"{name} {count:,}" for name, count in report.files.items()))
    yield words["rows"].format(report=report)
    yield words["wrote" if report.wrote else "would"].format(report=report)
    for total in (*ALWAYS, *(one for one in IF_ANY if report.told[one])):
        comes = as_written(total, report.told[total] - report.left_out[total], report.decimals)
        out = as_written(total, report.left_out[total], report.decimals)
        yield words["total"].format(name=words[total], comes=comes, out=out)
    for offer, count in report.coupons_by_offer.items():
        yield words["offer"].format(offer=offer, count=count)
    for problem in report.problems:
        chinese = language == "zh"
        sentence, mend = (problem.zh, problem.mend_zh) if chinese else (problem.en, problem.mend)
        action = words[problem.action]
        yield words["problem"].format(action=action, code=problem.code, rows=problem.rows, sentence=sentence)
        yield words["mend"].format(mend=mend, places=", ".join(problem.examples))
    for difference in report.differences:
        yield words["difference"].format(difference=difference, name=words[difference.name])
    yield words[_ended(report, write=write)]


def _ended(report: ImportReport, *, write: bool) -> str:
    if report.wrote:
        return "stopped" if report.stopped else "done"
    if write or report.differences:
        return "refused_all"
    return "dry_refused" if report.rows_refused else "dry"


_WORDS: Final = {
    "en": {
        "files": "Files (rows): {files}",
        "rows": "Rows: {report.rows_in:,} in, {report.rows_used:,} used, {report.rows_refused:,} refused, "
        "{report.rows_left_out:,} left out.",
        "would": "Members: {report.written:,} would come, {report.already:,} came before, "
        "{report.refused:,} held back.",
        "wrote": "Members: {report.written:,} came, {report.already:,} came before, "
        "{report.refused:,} held back.",
        "total": "  {name}: {comes} (left out: {out})",
        "members": "members",
        "points": "points",
        "debt": "points owed",
        "levels": "levels",
        "credit": "rows of tier credit",
        "coupons": "coupons",
        "orders": "orders",
        "lines": "lines of orders",
        "spent": "points that orders spent",
        "uses": "uses of limits",
        "holds": "open checkouts",
        "shared": "uses of limits for all",
        "budgets": "budgets",
        "offer": "    {offer}: {count:,}",
        "problem": "{action} · {code} · {rows:,} rows: {sentence}",
        "mend": "    {mend} ({places})",
        "refused": "refused",
        "left_out": "left out",
        "noted": "noted",
        "difference": "Control total of {name}: {difference.expected} expected, {difference.found} found.",
        "dry": "Nothing was written. Add --write --actor NAME to bring them in.",
        "dry_refused": "Nothing was written. Mend the refused rows, or add --without-refused.",
        "refused_all": "Nothing was written: mend what is refused or differs first.",
        "stopped": "Stopped; the same command goes on.",
        "done": "Done.",
    },
    "zh": {
        "files": "文件（行数）：{files}",
        "rows": "共 {report.rows_in:,} 行：使用 {report.rows_used:,}，拒绝 {report.rows_refused:,}，"
        "略去 {report.rows_left_out:,}。",
        "would": "会员：将导入 {report.written:,}，此前已导入 {report.already:,}，暂缓 {report.refused:,}。",
        "wrote": "会员：已导入 {report.written:,}，此前已导入 {report.already:,}，暂缓 {report.refused:,}。",
        "total": "  {name}：{comes}（略去：{out}）",
        "members": "会员",
        "points": "积分",
        "debt": "欠积分",
        "levels": "等级",
        "credit": "成长值行",
        "coupons": "优惠券",
        "orders": "订单",
        "lines": "订单行",
        "spent": "订单使用的积分",
        "uses": "已用次数",
        "holds": "未完成的结算",
        "shared": "共用限额已用次数",
        "budgets": "预算",
        "offer": "    {offer}：{count:,}",
        "problem": "{action} · {code} · {rows:,} 行：{sentence}",
        "mend": "    {mend}（{places}）",
        "refused": "拒绝",
        "left_out": "略去",
        "noted": "提示",
        "difference": "{name}的控制总数：应为 {difference.expected}，实为 {difference.found}。",
        "dry": "未写入任何内容。加上 --write --actor 姓名 即可导入。",
        "dry_refused": "未写入任何内容。请修正被拒绝的行，或加上 --without-refused。",
        "refused_all": "未写入任何内容：请先处理被拒绝或不一致之处。",
        "stopped": "已停止；再次运行同一命令即可继续。",
        "done": "完成。",
    },
}
