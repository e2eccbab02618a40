"""An integer that refuses to become wider than compiled code can hold."""

from typing import Final, Self

LIMIT: Final = 2**62


class TooWideError(AssertionError):
    """A step of the arithmetic left the range that is safe in 64 bits."""


class Watched(int):
    """An int whose every sum, difference, product and quotient is checked against 2^62."""

    __slots__ = ()

    def __new__(cls, value: int) -> Self:
        if not -LIMIT <= value <= LIMIT:
            raise TooWideError(value)
        return super().__new__(cls, value)


def _checked(name: str) -> None:
    plain = getattr(int, name)

    def method(self: Watched, *others: int) -> object:
        result = plain(self, *others)
        return Watched(result) if type(result) is int else result

    setattr(Watched, name, method)


for _operation in ("add", "sub", "mul", "floordiv", "mod"):
    _checked(f"__{_operation}__")
    _checked(f"__r{_operation}__")
for _name in ("__lshift__", "__neg__", "__rshift__", "__and__", "__or__"):
    _checked(_name)
