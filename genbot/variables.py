"""Every setting: a field is its variable in lower case, and says what it is."""

import re
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from genbot.domain.settings import Settings
from genbot.envfile import BadConfig

LISTEN = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]*):(?P<port>\d{1,5})")
LONG = 32
TOKENS = {
    "slack_bot_token": ("xoxb-", "xoxe.xoxb-"), "slack_app_token": ("xapp-",),
    "slack_refresh_token": ("xoxe-",),
}  # fmt: skip
URLS = ("slack_api_url", "gen_api_url", "gen_agent_url", "genbot_progress_url", "genbot_address")


class Config(BaseModel):
    """A field is its variable in lower case."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, str_strip_whitespace=True, validate_default=True
    )

    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="The bot's token, `xoxb-…` (*OAuth & Permissions* of your app)."
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""),
        description="The app-level token with `connections:write`, `xapp-…` (*Basic Information*). "
        "Not needed with `GENBOT_SLACK_MODE=http`.",
    )
    slack_refresh_token: SecretStr = Field(
        SecretStr(""),
        description="Where the app's tokens are rotated: what the bot's token is exchanged with, "
        "`xoxe-…`. Needed once: the next ones are kept beside the database.",
    )
    slack_client_id: str = Field(
        "",
        description="The app's client id (*Basic Information*); where tokens are rotated, or several "
        "workspaces install it.",
    )
    slack_client_secret: SecretStr = Field(
        SecretStr(""), description="The app's client secret, beside its client id."
    )
    gen_api_key: SecretStr = Field(
        SecretStr(""), description="GEN's API key, made in the GEN dashboard."
    )
    gen_agent_id: str = Field(
        "", description="The GEN agent that answers in channels no other agent is bound to."
    )
    genbot_admins: tuple[str, ...] = Field(
        (),
        description="Slack ids of the admins, separated by commas: they may freeze and thaw every "
        "channel, and change who decides there; empty: whoever may approve videos in all of them.",
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    gen_api_url: str = Field("https://api.gen.pro/v1", description="Where GEN's API is.")
    gen_agent_url: str = Field("https://agent.gen.pro/v1", description="Where GEN's agents are.")
    gen_engine: str = Field(
        "autocontentengine",
        pattern=r"^[\w-]+$",
        examples=["autocontentengine"],
        description="The first word in the paths of GEN's engine calls.",
    )
    genbot_database: Path = Field(
        Path("genbot.db"), description="The file in which everything is kept."
    )
    genbot_workspaces: Path | None = Field(
        None,
        description="The folder of several workspaces, each with its database, token and GEN key; "
        "empty: genbot serves one workspace ([workspaces.md](workspaces.md)).",
    )
    genbot_workspace: str = Field(
        "",
        pattern=r"^(T[A-Z0-9]{2,20})?$",
        examples=["T0123ABCD"],
        description="Which of several workspaces a command is about, by its id; as `genbot --workspace`.",
    )
    genbot_address: str = Field(
        "",
        description="The https address at which the world reaches `GENBOT_HTTP`; where several "
        "workspaces install genbot.",
    )
    genbot_http: str = Field(
        "",
        description="`host:port` of the HTTP listener (`/healthz`, `/readyz`, `/metrics`, `/gen/…` for GEN's "
        "calls); empty: no listener.",
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="Proves that a request comes from Slack; HTTP mode only."
    )
    genbot_slack_mode: Literal["socket", "http"] = Field(
        "socket",
        description="How Slack reaches genbot: `socket` (no public address needed), or `http` "
        "(`/slack/events` on the HTTP listener).",
    )
    genbot_progress_url: str = Field(
        "",
        description="Where the plan and the thoughts of a running agent can be read, and are pushed "
        "as they come: the Firebase database of GEN's `firebase_path`; empty: nowhere, people see "
        "the elapsed time and an estimate.",
    )
    genbot_pace: float = Field(
        1.0,
        gt=0,
        le=1000,
        description="How much faster than real time the world runs; above 1 only in a rehearsal.",
    )
    genbot_webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="What the secret addresses are made of that GEN calls (`genbot webhook`), at "
        "least 32 characters; empty: made of the GEN key. Another value makes other addresses.",
    )
    genbot_undo: float = Field(
        30.0, ge=0, le=3600, description="Seconds in which *Publish now* can be undone."
    )
    genbot_posts_a_day: int = Field(
        15,
        ge=1,
        le=10_000,
        description="The most posts of one account in any 24 hours; TikTok takes about 15.",
    )
    genbot_grace: float = Field(
        900.0,
        ge=60,
        le=2_678_400,
        description="A post that is later than this many seconds (genbot was down, GEN was away) "
        "asks a person first.",
    )
    genbot_preview_mb: float = Field(
        200.0, ge=0, le=1000, description="Larger videos are linked instead of uploaded to Slack."
    )
    genbot_media_hosts: tuple[str, ...] = Field(
        ("cdn.gen.pro",),
        description="Hosts that videos may be fetched from, separated by commas. A host written "
        "with a port may use plain http and a private address: for the sandbox.",
    )
    genbot_log: Literal["auto", "human", "json"] = Field(
        "auto", description="How log lines look; `auto`: `human` on a terminal, otherwise `json`."
    )
    genbot_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least important lines that are logged."
    )

    @field_validator("genbot_log", "genbot_slack_mode", "genbot_log_level", mode="before")
    @classmethod
    def _any_case(cls, value: Any, field: Any) -> Any:
        word = str(value).strip()
        return word.upper() if field.field_name == "genbot_log_level" else word.lower()

    @field_validator("genbot_media_hosts", "genbot_admins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        words = value.split(",") if isinstance(value, str) else value
        return tuple(word.strip() for word in words if word.strip())

    @field_validator("genbot_admins")
    @classmethod
    def _are_people(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [id for id in ids if not re.fullmatch(r"[UW][A-Z0-9]+", id)]:
            raise ValueError(f"should be Slack's ids of people, like U0123ABCD; {wrong[0]} is not")
        return ids

    @field_validator("genbot_media_hosts")
    @classmethod
    def _are_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [host for host in hosts if not re.fullmatch(r"[\w.-]+(:\d{1,5})?", host)]:
            raise ValueError(f"should be host names, without https:// and paths; {wrong[0]} is not")
        return tuple(host.lower() for host in hosts)

    @field_validator("genbot_webhook_secret")
    @classmethod
    def _is_long(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value()) < LONG:
            raise ValueError(f"should have at least {LONG} characters, as `openssl rand -hex 32`")
        return secret

    @field_validator(*TOKENS, "gen_api_key", "slack_signing_secret", "slack_client_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr, field: Any) -> SecretStr:
        value, starts = secret.get_secret_value(), TOKENS.get(field.field_name, ("",))
        if value and not (value.isascii() and value.isprintable() and " " not in value):
            raise ValueError("has spaces or characters that no secret has; copy it again")
        if value and not value.startswith(starts):
            raise ValueError(f"should begin with {starts[0]}; is it the other token?")
        return secret

    @field_validator(*URLS)
    @classmethod
    def _is_an_address(cls, value: str, field: Any) -> str:
        try:
            parts = urlsplit(value)
            known = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1)
        except ValueError:
            known = False
        if value and not known:
            raise ValueError("should be an address that begins with https://")
        slash = "/" if field.field_name == "slack_api_url" and value else ""
        return value.rstrip("/") + slash

    @field_validator("genbot_http")
    @classmethod
    def _is_host_and_port(cls, value: str) -> str:
        found = LISTEN.fullmatch(value)
        if value and not (found and int(found["port"]) < 2**16):
            raise ValueError("should be host:port, for example 127.0.0.1:8080")
        return value

    @property
    def listen(self) -> tuple[str, int] | None:
        """Where to listen for HTTP; None: nowhere. An empty host means every address."""
        found = LISTEN.fullmatch(self.genbot_http)
        return (found["host"].strip("[]") or "0.0.0.0", int(found["port"])) if found else None  # noqa: S104  asked for

    @property
    def webhook_secret(self) -> SecretStr:
        """What GEN's addresses of us are made of."""
        return self.genbot_webhook_secret or self.gen_api_key

    @property
    def slack_files(self) -> tuple[str, ...]:
        """The hosts that Slack keeps files on: its own; in a rehearsal the one of the Web API."""
        parts = urlsplit(self.slack_api_url)
        if parts.port:
            return (parts.netloc,)
        return (f"files.{parts.hostname}", f"files-origin.{parts.hostname}")

    @property
    def settings(self) -> Settings:
        """The few figures that stories need."""
        return Settings(
            agent=self.gen_agent_id,
            admins=self.genbot_admins,
            pace=self.genbot_pace,
            undo=self.genbot_undo,
            posts_a_day=self.genbot_posts_a_day,
            grace=self.genbot_grace,
            preview=int(self.genbot_preview_mb * 1_000_000),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value: what logs must never show."""
        every = (getattr(self, name) for name in type(self).model_fields)
        return tuple(one.get_secret_value() for one in every if isinstance(one, SecretStr) and one)

    @property
    def token_from(self) -> str:
        """Where the bot's token comes from: a variable, or how it came to be kept on disk."""
        if self.genbot_workspace:
            return "the token of this installation"
        return "SLACK_REFRESH_TOKEN" if self.slack_refresh_token else "SLACK_BOT_TOKEN"

    @property
    def missing(self) -> tuple[str, ...]:
        """The variables that `genbot run` needs and that are not set."""
        app, http = (
            ["slack_client_id", "slack_client_secret"],
            ["slack_signing_secret", "genbot_http"],
        )
        gen = ["gen_api_key", "gen_agent_id"]
        if self.genbot_workspaces and not self.genbot_workspace:
            needed = [*app, *http, "genbot_address"]
        elif self.genbot_workspace:
            needed = gen
        else:
            needed = app if self.slack_refresh_token else ["slack_bot_token"]
            needed += (
                [*gen, *http] if self.genbot_slack_mode == "http" else ["slack_app_token", *gen]
            )
        return tuple(name.upper() for name in needed if not getattr(self, name))

    def complete(self) -> Self:
        """This configuration, when `genbot run` can work with it; raises BadConfig otherwise."""
        if self.missing:
            about = f" for {self.genbot_workspace}" if self.genbot_workspace else ""
            lines = [f"{name} is not set{about}. {hint(name)}" for name in self.missing]
            raise BadConfig("\n".join(lines))
        return self


def hint(variable: str) -> str:
    """What this variable is, in plain text."""
    return re.sub(r"[`*]", "", Config.model_fields[variable.lower()].description or "")
