"""One operation as a command: its options become a call, its answer becomes JSON."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import click
import httpx
from pydantic import BaseModel

from genbot import config
from genbot.api import fields
from genbot.api.group import exit_status
from genbot.cards.apology import reason
from genbot.envfile import BadConfig
from genbot.gen import answers, beforehand, pages, uploads
from genbot.gen.catalogue import Kind, about
from genbot.gen.client import Gen
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import GenError, Impossible, Refused, SlowDown, Unclear
from genbot.gen.limits import Broken

LONGEST_WAIT = 300.0
Read = Callable[[Endpoint[Any], bytes], Any]
Work = Callable[[Gen, httpx.AsyncClient], Awaitable[Any]]


def command(name: str, kind: Kind) -> click.Command:
    """The command for one operation."""
    extra = [
        click.Option(["--json", "whole"], metavar="JSON", help="All fields at once; or @FILE, @-."),
        click.Option(["--output"], type=click.Path(path_type=Path), help="Write the answer there."),
    ]
    if _is_list(kind):
        extra.append(
            click.Option(["--all", "every"], is_flag=True, help="Every page, as one list.")
        )
    if kind.charged:
        extra.append(click.Option(["--key"], help="Idempotency-Key: the same key is charged once."))
    if kind.method == "delete":
        extra.append(click.Option(["--yes"], is_flag=True, help="Do not ask first."))
    return click.Command(
        name,
        params=[*fields.options(kind), *extra],
        callback=lambda **typed: _carry_out(kind, typed),
        help=f"{about(kind)}\n\n{kind.method.upper()} {kind.path}",
        epilog=fields.cards() if "generation_type" in kind.model_fields else None,
        short_help=about(kind).partition("\n")[0],
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agent-id", help="GEN_AGENT_ID unless given.")
@click.option("--folder-id", help="The folder it goes to.")
def upload(file: Path, agent_id: str | None, folder_id: str | None) -> None:
    """Send a file of up to 1 GB in pieces, and make it a resource of the agent."""
    agent = agent_id or config.read().gen_agent_id
    if not agent:
        raise click.UsageError("Say whose file it is: --agent-id, or GEN_AGENT_ID.")
    made = _asked(
        lambda ask, http: uploads.upload(ask, http, file, agent, folder_id=folder_id),
        read=answers.read,
    )
    _show(made)


def _carry_out(kind: Kind, typed: dict[str, Any]) -> None:
    call = _call(kind, typed)
    if kind.method == "delete" and not typed["yes"]:
        _sure(kind)
    if typed.get("every"):
        answer = _asked(lambda ask, http: _every(ask, call))
    else:
        answer = _asked(lambda ask, http: _once(ask, http, call, typed.get("key")))
    _show(answer, typed["output"])


async def _once(ask: Gen, http: httpx.AsyncClient, call: Endpoint[Any], key: str | None) -> Any:
    """Asked, if what GEN has now does not speak against it; the shell reads more than we look at."""
    await beforehand.check(_gen(http, answers.read), call, ask.now())
    return await ask(call, key=key)


async def _every(ask: Gen, call: Endpoint[list[Any]]) -> list[Any]:
    return [item async for item in pages.every(ask, call)]


def _call(kind: Kind, typed: dict[str, Any]) -> Endpoint[Any]:
    given = fields.read_json(typed["whole"]) if typed["whole"] else {}
    if not isinstance(given, dict):
        raise click.UsageError("--json should be an object with a field for each option.")
    for name, field in kind.model_fields.items():
        if fields.is_secret(field):
            given.setdefault(name, _secret(name))
        elif typed.get(name) not in (None, ()):
            given[name] = fields.value(field, typed[name])
    if "agent_id" in kind.model_fields and (agent := config.read().gen_agent_id):
        given.setdefault("agent_id", agent)
    try:
        return kind.model_validate(given)
    except Impossible as wrong:
        raise click.UsageError("\n".join(map(_complaint, wrong.broken))) from None


def _complaint(broken: Broken) -> str:
    place, said = broken
    first, *rest = place or ("",)
    option = ".".join([f"--{str(first).replace('_', '-')}", *map(str, rest)])
    return f"{option}: {said}" if first else said


def _secret(name: str) -> str:
    """From the environment, or typed unseen, or from standard input: never from the command line."""
    variable = f"GENBOT_API_{name.upper()}"
    if told := config.variable(variable):
        return told
    if sys.stdin.isatty():
        return str(click.prompt(name, hide_input=True, err=True))
    if told := sys.stdin.readline().strip():
        return told
    raise click.UsageError(f"Set {variable}, or give the {name} on standard input.")


def _sure(kind: Kind) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("This cannot be taken back. Say --yes if it is meant.")
    click.confirm(f"{about(kind).partition(chr(10))[0]} Really?", abort=True, err=True)


def _gen(http: httpx.AsyncClient, read: Read) -> Gen:
    settings = config.read()
    if not settings.gen_api_key:
        raise BadConfig(f"GEN_API_KEY is not set. {config.hint('GEN_API_KEY')}")
    return Gen(
        http, key=settings.gen_api_key, api_url=settings.gen_api_url,
        agent_url=settings.gen_agent_url, engine=settings.gen_engine,
        patience=LONGEST_WAIT, read=read,
    )  # fmt: skip


def _asked(work: Work, read: Read = answers.unread) -> Any:
    async def ask() -> Any:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await work(_gen(http, read), http)

    try:
        return asyncio.run(ask())
    except GenError as error:
        click.echo(_sentence(error), err=True)
        raise click.exceptions.Exit(exit_status(error)) from None


def _show(answer: Any, output: Path | None = None) -> None:
    if isinstance(answer, bytes):
        data = answer
        if output is None and sys.stdout.isatty():
            raise click.UsageError("The answer is a file. Say where it goes: --output FILE.")
    else:
        plain = answer.model_dump(mode="json") if isinstance(answer, BaseModel) else answer
        data = f"{json.dumps(plain, indent=2, ensure_ascii=False)}\n".encode()
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def _sentence(error: GenError) -> str:
    code = f" ({error.status} {error.code})" if isinstance(error, Refused) and error.code else ""
    match error:
        case SlowDown(wait=float(seconds)):
            return f"GEN asks to slow down. Ask again in {seconds:.0f} seconds.{code}"
        case Refused():
            return f"{reason(error)}{code}"
        case Unclear():
            return f"{error.message}. GEN may have done it or not: look before you repeat it."
    return f"{error.message}. Nothing was sent."


def _is_list(kind: Kind) -> bool:
    return kind.method == "get" and bool({"page", "cursor"} & set(kind.model_fields))
