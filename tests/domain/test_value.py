"""A value is what a frozen dataclass with slots is."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter

from genbot.domain.value import value


@value
class Taco:
    """Something to eat."""

    kinds: ClassVar[int] = 3
    name: str
    hot: bool = False
    with_: tuple[str, ...] = ()
    told: dict[str, int] = field(default_factory=dict)
    key: str = field(default="", repr=False, kw_only=True)

    def __str__(self) -> str:
        return self.name


@value
class Big(Taco):
    size: int = 2


@value
class Checked:
    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a name has to say something")

    def __repr__(self) -> str:
        return "mine"


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    hot: bool = False


def test_it_is_made_by_place_and_by_name():
    told = Taco("al pastor", True, with_=("onion",), key="k")

    assert (told.name, told.hot, told.with_, told.told, told.key) == (
        "al pastor", True, ("onion",), {}, "k",
    )  # fmt: skip
    assert Big("suadero", size=3).size == 3
    assert str(Big("suadero")) == "suadero"


def test_a_default_that_is_made_is_made_for_each():
    assert Taco("a").told is not Taco("a").told


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("a", True, (), {}, "k"), {}), (("a",), {"name": "b"}), (("a",), {"salt": 1})],
)
def test_what_does_not_fit_is_refused(given, named):
    with pytest.raises(TypeError, match="Taco"):
        Taco(*given, **named)


def test_it_never_changes():
    taco = Taco("a")

    for change in (lambda: setattr(taco, "name", "b"), lambda: delattr(taco, "name")):
        with pytest.raises(FrozenInstanceError):
            change()
    with pytest.raises(FrozenInstanceError):
        taco.other = 1
    assert not hasattr(taco, "__dict__")


def test_it_is_compared_by_what_it_holds():
    assert Checked("a") == Checked("a") != Checked("b")
    assert len({Checked("a"), Checked("a"), Checked("b")}) == 2
    assert Taco("a") != Big("a")
    assert Taco("a") != ("a", False, (), {}, "")


def test_it_is_told_like_a_dataclass():
    assert repr(Big("a", key="secret")) == "Big(name='a', hot=False, with_=(), told={}, size=2)"
    assert repr(Checked("a")) == "mine"
    assert repr(Plain("a")) == repr(value(type("Plain", (), dict(_of(Plain))))("a"))


def _of(kind: type) -> dict[str, Any]:
    return {
        "__annotations__": kind.__annotations__, "hot": False, "__module__": __name__,
        "__qualname__": kind.__qualname__,
    }  # fmt: skip


def test_what_works_with_dataclasses_works_with_it():
    taco = Taco("a", told={"b": 1})

    assert [one.name for one in fields(taco)] == ["name", "hot", "with_", "told", "key"]
    assert replace(taco, hot=True) == Taco("a", True, told={"b": 1})
    assert asdict(Checked("a")) == {"name": "a"}
    match taco:
        case Taco(name, hot):
            assert (name, hot) == ("a", False)


def test_it_is_copied_and_kept():
    taco, told = Big("a", key="k"), TypeAdapter(Big)

    assert copy.deepcopy(taco) == taco
    assert pickle.loads(pickle.dumps(taco)) == taco  # noqa: S301  our own
    assert told.validate_json(told.dump_json(taco)) == taco


def test_it_can_look_at_itself_when_it_is_made():
    with pytest.raises(ValueError, match="say something"):
        Checked("")
