"""A document while somebody is typing: what is wrong with it, and what it says once it is right."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from loyalty.errors import Problem, ProgramInvalid, ProgramUnreadable
from loyalty.rules.document import load_program_with_lines
from loyalty.rules.findings import ROOT, Lines
from loyalty.rules.program import Program
from loyalty.rules.review import review


@dataclass(frozen=True, slots=True)
class Checked:
    """The programme, where the document is one, and everything found."""

    program: Program | None
    problems: tuple[Problem, ...]

    def count(self, severity: str) -> int:
        """How many findings are of this severity."""
        return sum(problem.severity == severity for problem in self.problems)


def checked(content: str, *, now: datetime) -> Checked:
    """The document read, checked and reviewed; `now` tells which windows are over."""
    program, lines, problems = _loaded(content)
    if program is None:
        return Checked(None, problems)
    return Checked(program, review(program, lines=lines, now=now))


def title(content: str, *, stem: str, language: str) -> str:
    """A programme's name in the language, else in the other, else the file's own."""
    program = _loaded(content)[0]
    if program is None:
        return stem
    first, second = program.name, program.name_zh
    if language == "zh":
        first, second = second, first
    return first or second or stem


@lru_cache(maxsize=64)
def _loaded(content: str) -> tuple[Program | None, Lines, tuple[Problem, ...]]:
    """Reading is the dear part, and a page is drawn many times over the same text."""
    try:
        program, lines = load_program_with_lines(content)
    except ProgramInvalid as error:
        return None, {}, error.problems
    except ProgramUnreadable as error:
        return None, {}, (_as_problem(error),)
    return program, lines, ()


def _as_problem(error: ProgramUnreadable) -> Problem:
    fields = error.fields
    line = fields["line"]
    return Problem(
        severity="error",
        code=error.code,
        path=ROOT,
        line=line if isinstance(line, int) else None,
        what=str(fields["what"]),
        mend=str(fields["mend"]),
        what_zh=str(fields.get("what_zh", fields["what"])),
        mend_zh=str(fields.get("mend_zh", fields["mend"])),
    )
