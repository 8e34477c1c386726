"""How a value is declared: a frozen dataclass with slots, whose methods are written once for all of them.

`dataclass` writes six functions for every class and has Python compile them: for two hundred classes
that took a fifth of a start, and most of them are never called.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_put = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[T]) -> type[T]:
    """What `@dataclass(frozen=True, slots=True)` makes of it, without writing anything; all that
    works with a dataclass works with it: `replace`, `fields`, `asdict`, `match`, pydantic."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    for name, ours in {"_held": fields(made), **METHODS}.items():
        if name not in kind.__dict__:
            setattr(made, name, ours)
    return made  # type: ignore[no-any-return]


def _init(self: Any, *given: Any, **named: Any) -> None:
    first = self.__match_args__[: len(given)]
    if len(first) < len(given) or not named.keys().isdisjoint(first):
        raise TypeError(f"{type(self).__name__}() was given too many values")
    named.update(zip(first, given, strict=True))
    for one in self._held:
        if one.name in named:
            _put(self, one.name, named.pop(one.name))
        elif one.default is not MISSING:
            _put(self, one.name, one.default)
        elif one.default_factory is not MISSING:
            _put(self, one.name, one.default_factory())
        else:
            raise TypeError(f"{type(self).__name__}() was not given {one.name!r}")
    if named:
        raise TypeError(f"{type(self).__name__}() knows no {', '.join(map(repr, named))}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _all(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in self._held]


def _is(self: Any, other: object) -> bool:
    return _all(self) == _all(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(_all(self)))


def _told(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in self._held if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _stays(self: Any, name: str, *new: Any) -> None:
    raise FrozenInstanceError(f"{name!r} of a value stays as it is")


def _restored(self: Any, state: list[Any]) -> None:
    for one, held in zip(self._held, state, strict=True):
        _put(self, one.name, held)


METHODS = {
    "__init__": _init, "__eq__": _is, "__hash__": _hash, "__repr__": _told,
    "__setattr__": _stays, "__delattr__": _stays,
    "__getstate__": _all, "__setstate__": _restored,  # so that it can be copied and pickled
}  # fmt: skip
