"""What all answers of GEN have in common: how much we forgive in what it says."""

import math
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticUseDefault


def _or_default(value: Any, fits: ValidatorFunctionWrapHandler) -> Any:
    try:
        return fits(value)
    except ValidationError:
        raise PydanticUseDefault from None


Loose = WrapValidator(_or_default)
"""Marks a field that only decorates: when it does not fit, its default stands in."""


Word = Annotated[str | None, Loose]


def _those_that_fit(value: Any, fits: ValidatorFunctionWrapHandler) -> Any:
    try:
        return fits(value)
    except ValidationError:
        told = [one for one in value if one is not None] if isinstance(value, list) else None
        found = [one for at in told or () for one in _alone(at, fits)]
        if told == [] or found:
            return found
        raise


def _alone(value: Any, fits: ValidatorFunctionWrapHandler) -> list[Any]:
    try:
        return list(fits([value]))
    except ValidationError:
        return []


Each = WrapValidator(_those_that_fit)
"""Marks a list whose members stand by themselves: what does not fit is left out, unless nothing does."""


def _spoken(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    said = (told.get(name) for name in ("message", "error", "reason"))
    return next((one for one in said if isinstance(one, str)), None)


Reason = Annotated[str | None, BeforeValidator(_spoken), Loose]
"""Why something failed: a text, or an object with one inside."""


class Unread(list[Any]):
    """Stands, empty, for a list that did not fit: nobody may write it back."""


def _or_unread(value: Any, fits: ValidatorFunctionWrapHandler) -> Any:
    try:
        return fits(value)
    except ValidationError:
        return Unread()


Whole = WrapValidator(_or_unread)
"""Marks a list that is changed by writing the whole of it: one that does not fit is `Unread`."""


class Shape(BaseModel):
    """An answer, or a part of one, with only the fields we use.

    Unknown fields are ignored, null and NaN mean absent, a number will do for a text (ids are integers
    on some pages and strings on others), and the whole may come bare or under the name given as
    `class UserJob(Shape, wrapped_in="user_job")`.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        defer_build=True,
    )
    wrapped_in: ClassVar[str | None] = None

    def __init_subclass__(cls, *, wrapped_in: str | None = None, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.wrapped_in = wrapped_in or cls.wrapped_in

    @model_validator(mode="before")
    @classmethod
    def _forgive(cls, told: Any) -> Any:
        if not isinstance(told, dict):
            return told
        if cls.wrapped_in and isinstance(inner := told.get(cls.wrapped_in), dict):
            beside = {name: at for name, at in told.items() if name != cls.wrapped_in}
            told = beside | inner
        return {name: at for name, at in told.items() if not _absent(at)}


def _absent(value: Any) -> bool:
    """Python reads `NaN` and `Infinity` as numbers; as a text they would pass for an id."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))
