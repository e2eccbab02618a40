"""Errors about programme documents: every finding at once, each with its place and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from loyalty.errors.base import LoyaltyError, is_chinese

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding in a document; `path` is dotted (`offers[2].benefit.percent`), `line` counts from 1."""

    severity: Severity
    code: str
    path: str
    line: int | None
    what: str
    mend: str
    what_zh: str
    mend_zh: str

    def text(self, language: str = "en") -> str:
        """`path (line N): what. mend.` in the language asked for."""
        if is_chinese(language):
            place = self.path if self.line is None else f"{self.path}（第 {self.line} 行）"
            return f"{place}：{_sentence(self.what_zh, '。')}{_sentence(self.mend_zh, '。')}"
        place = self.path if self.line is None else f"{self.path} (line {self.line})"
        return f"{place}: {_sentence(self.what, '.')} {_sentence(self.mend, '.')}".rstrip()


class ProgramError(LoyaltyError):
    """A programme document that cannot be used."""

    code = "program_error"
    en = "The programme cannot be used."
    zh = "会员计划无法使用。"


class DocumentInvalid(ProgramError):
    """A document is readable and says something it must not; `problems` lists all of it."""

    code = "document_invalid"
    en = "The document has {count} problem(s):\n{problems}"
    zh = "文档有 {count} 个问题：\n{problems}"

    def __init__(self, *, problems: Sequence[Problem]) -> None:
        """Keep the findings in the order given."""
        super().__init__(problems=tuple(problems), count=len(problems))
        self.problems: tuple[Problem, ...] = tuple(problems)

    def text(self, language: str = "en") -> str:
        """A heading, then one line per finding."""
        lines = "\n".join(problem.text(language) for problem in self.problems)
        template = self.zh if is_chinese(language) else self.en
        return template.format(count=len(self.problems), problems=lines)

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuilt from its findings."""
        return _invalid, (type(self), self.problems)


class ProgramInvalid(DocumentInvalid):
    """A programme document with findings against it."""

    code = "program_invalid"
    en = "The programme has {count} problem(s):\n{problems}"
    zh = "会员计划有 {count} 个问题：\n{problems}"


class ScenariosInvalid(DocumentInvalid):
    """A scenario document with findings against it."""

    code = "scenarios_invalid"
    en = "The scenarios have {count} problem(s):\n{problems}"
    zh = "场景有 {count} 个问题：\n{problems}"


class ProgramUnreadable(ProgramError):
    """The document is no YAML or JSON this library reads; `line` may be None."""

    code = "program_unreadable"
    en = "{path}, line {line}: {what} {mend}"
    zh = "{path} 第 {line} 行：{what}{mend}"

    def text(self, language: str = "en") -> str:
        """The sentence, without a line where none is known."""
        sentence = super().text(language)
        if self.fields["line"] is not None:
            return sentence
        return sentence.replace(", line None:", ":", 1).replace(" 第 None 行：", "：", 1)


class MergeConflict(ProgramError):
    """Two drafts changed the same sections, each in its own way."""

    code = "merge_conflict"
    en = "Both drafts changed {sections}, each in its own way. Settle it in one of them, then merge again."
    zh = "两份草稿都修改了 {sections} 且内容不同。请先在其中一份中处理，再合并。"


def _sentence(text: str, stop: str) -> str:
    return text if not text or text.endswith((".", "?", "!", "。", "？", "！")) else text + stop


def _invalid(kind: type[DocumentInvalid], problems: tuple[Problem, ...]) -> DocumentInvalid:
    return kind(problems=problems)
