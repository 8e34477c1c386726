"""How an endpoint of GEN is declared: a frozen value that knows its path and its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import GenericAlias
from typing import (
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    Protocol,
    Self,
    TypeVar,
    get_args,
    get_origin,
)
from urllib.parse import quote

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SecretStr,
    SerializationInfo,
    ValidationError,
    model_validator,
)

from genbot.gen import limits
from genbot.gen.errors import Impossible

T = TypeVar("T")
V = TypeVar("V")

IN_QUERY = "in the query"
Query = Annotated[V, IN_QUERY]
"""Marks a field that a write sends in the query, like the `agent_id` of every engine call."""

Text = Annotated[str, Field(min_length=1)]
"""A text that has to say something: what the pages call required is never empty."""
Link = Annotated[str, Field(pattern=r"^https?://\S+$")]
Page = Annotated[int, Field(ge=0)]

Host = Literal["api", "agent"]
VERBS = ("get", "post", "put", "patch", "delete")
BODILESS = ("get", "delete")


def _tell(secret: SecretStr, info: SerializationInfo) -> str:
    return secret.get_secret_value() if info.context == IN_CLEAR else str(secret)


IN_CLEAR = "in clear"
Secret = Annotated[SecretStr, PlainSerializer(_tell)]
"""A key that goes over the wire and nowhere else: dumps and reprs show stars."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A small file sent as one part of a form; large ones go through `CreateDirectUpload`."""

    name: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


class Part(BaseModel):
    """A piece of a body. What GEN's pages forbid cannot be made: it raises Impossible, an error like
    GEN's own no, whose words are for people. Unknown names are refused, as GEN would refuse them.

    Building is deferred to first use: a hundred calls are declared, few of them are ever made.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True
    )

    def __init__(self, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as unfit:
            raise Impossible(*limits.broken(unfit)) from None

    @classmethod
    def model_validate(cls, obj: Any, **how: Any) -> Self:
        """The same from a mapping."""
        return cls(**obj)


@dataclass(frozen=True, slots=True)
class Wire:
    """What one call looks like on its way: everything but the host's address and the key."""

    method: str
    path: str
    query: Mapping[str, Any]
    body: Mapping[str, Any] | None = None
    form: tuple[tuple[str, tuple[str | None, bytes, str | None]], ...] = ()


class Endpoint(Part, Generic[T]):
    """One operation of GEN, answered with a `T`.

    Declared as `class GetRun(Endpoint[Run], get="/agent/runs/{run_id}", host="agent")`. Fields
    named in the path go there. The rest is query for reads and deletes, body for other writes.
    `wrap` puts the body under one name, `multipart` sends it as a form, `charged` says that GEN
    takes credits for it (and so honours an Idempotency-Key). What is None is not sent.
    """

    method: ClassVar[str]
    path: ClassVar[str]
    host: ClassVar[Host] = "api"
    wrap: ClassVar[str | None] = None
    multipart: ClassVar[bool] = False
    charged: ClassVar[bool] = False
    answer: ClassVar[Any] = None
    in_path: ClassVar[frozenset[str]] = frozenset()

    def __class_getitem__(cls, answer: Any) -> Any:
        """`Endpoint[Run]` only says what comes back: pydantic would make a model of it, and a third of
        all models would be such steps on the way."""
        return GenericAlias(cls, (answer,))

    def __init_subclass__(cls, **declared: Any) -> None:
        super().__init_subclass__()  # the keywords are ours; fields are known only below

    @classmethod
    def __pydantic_init_subclass__(cls, **declared: Any) -> None:
        for verb in VERBS:
            if verb in declared:
                cls.method, cls.path = verb, declared.pop(verb)
        for word in ("host", "wrap", "multipart", "charged"):
            if word in declared:
                setattr(cls, word, declared.pop(word))
        if declared or not hasattr(cls, "path"):
            raise TypeError(f"{cls.__name__}: cannot be declared with {sorted(declared)}")
        cls.answer = _answer_of(cls)
        cls.in_path = frozenset(re.findall(r"{(\w+)}", cls.path))
        if missing := sorted(cls.in_path - set(cls.model_fields)):
            raise TypeError(f"{cls.__name__}: {cls.path} needs fields {missing}")

    @model_validator(mode="after")
    def _path_is_whole(self) -> Self:
        for name in self.in_path:
            if str(getattr(self, name)) in {"", ".", ".."}:
                raise ValueError(f"{name} would lead to another address")
        return self

    @property
    def reads(self) -> bool:
        """Asking changes nothing at GEN, so it may be asked again."""
        return self.method == "get"

    def wire(self) -> Wire:
        uploads = {name: at for name, at in self if isinstance(at, Upload)}
        plain = self.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude=set(uploads), context=IN_CLEAR
        )
        path = self.path.format_map({n: quote(str(plain.pop(n)), safe="") for n in self.in_path})
        if self.method in BODILESS:
            return Wire(self.method, path, plain)
        query = {name: plain.pop(name) for name in self._in_query() if name in plain}
        if self.multipart:
            plain |= {self._spelled(name): upload for name, upload in uploads.items()}
            return Wire(self.method, path, query, form=tuple(map(self._as_part, plain.items())))
        body = {self.wrap: plain} if self.wrap else plain
        return Wire(self.method, path, query, body=body if plain or self.wrap else None)

    @classmethod
    def _in_query(cls) -> list[str]:
        return [name for name, known in cls.model_fields.items() if IN_QUERY in known.metadata]

    @classmethod
    def _spelled(cls, name: str) -> str:
        return cls.model_fields[name].serialization_alias or name

    def _as_part(self, named: tuple[str, Any]) -> tuple[str, tuple[str | None, bytes, str | None]]:
        name, value = named
        name = f"{self.wrap}[{name}]" if self.wrap else name
        if isinstance(value, Upload):
            return name, (value.name, value.content, value.content_type)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return name, (None, text.encode(), None)


def _answer_of(kind: type[Endpoint[Any]]) -> Any:
    for ancestor in kind.__mro__:
        for base in vars(ancestor).get("__orig_bases__", ()):
            if get_origin(base) is Endpoint:
                return get_args(base)[0]
    raise TypeError(f"{kind.__name__}: says not what it is answered with")


class Ask(Protocol):
    """The port to GEN: a call goes in, its answer comes out, or a `GenError` is raised.

    `key` is the Idempotency-Key; it is sent for charged calls only, because GEN promises to
    honour it there and nowhere else (its credits guide).
    """

    async def __call__(self, call: Endpoint[T], /, *, key: str | None = None) -> T: ...
