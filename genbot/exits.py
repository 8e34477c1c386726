"""How a command ends: its exit status, and trouble told in words."""

import os
import sqlite3
import sys
from errno import EADDRINUSE
from typing import Any

import click

from genbot import config, logs
from genbot.envfile import BadConfig

EXITS = """\b
Exit status:
  0  done, or stopped as asked
  1  trouble; the reason is on standard error
  2  the command line or the configuration cannot be used
  3  another genbot has this database open
  4  this database was written by a newer genbot
"""


class Trouble(click.ClickException):
    """Said on standard error in words for people, never as a traceback."""

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), err=True)


class BadSettings(Trouble):
    exit_code = 2


class Taken(Trouble):
    exit_code = 3


class TooNew(Trouble):
    exit_code = 4


class Door(click.Group):
    """Every command leaves through here, so that every trouble is told in the same way."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise click.exceptions.Exit(0) from None
        except BrokenPipeError:  # `genbot journal --follow | head`: who read has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except Exception as error:  # noqa: BLE001  an operator reads a sentence, not a traceback
            raise explain(error) from None


def explain(error: Exception) -> Trouble:
    """What an operator should read about this error; secrets are taken out."""
    from slack_sdk.errors import SlackApiError

    from genbot.cards.apology import reason
    from genbot.documents import NoSourceTree
    from genbot.gen.errors import GenError
    from genbot.operate.records import Unreadable
    from genbot.slack import leaving, welcome
    from genbot.store import DatabaseInUse, ForeignDatabase, NewerDatabase

    match error:
        case BadConfig() | welcome.Unwelcome() | ForeignDatabase():  # until somebody changes them
            return BadSettings(str(error))
        case DatabaseInUse():
            return Taken(str(error))
        case NewerDatabase():
            return TooNew(str(error))
        case Unreadable() | NoSourceTree() | leaving.Removed():
            return Trouble(str(error))
        case GenError():
            return Trouble(_veiled(reason(error)))
        case SlackApiError():
            return Trouble(f"Slack refused ({error.response.get('error')}). See `genbot doctor`.")
    return Trouble(_veiled(_unknown(error)))


def _unknown(error: Exception) -> str:
    if isinstance(error, OSError):
        return _of_the_machine(error)
    if type(error) in (
        sqlite3.OperationalError,
        sqlite3.DatabaseError,
    ):  # of the file, not of a story
        return f"The database cannot be used: {error}. `genbot doctor` looks closer."
    said = str(error) or (type(error).__doc__ or "").partition("\n")[0]
    return f"genbot had to stop ({type(error).__name__}): {said}"


def _of_the_machine(error: OSError) -> str:
    said = error.strerror or type(error).__name__
    if error.errno == EADDRINUSE and "--port" not in said:
        said += " (GENBOT_HTTP says where to listen)"
    return f"{said}{f': {error.filename}' if error.filename else ''}."


def _veiled(text: str) -> str:
    try:
        secrets = config.read().secrets
    except BadConfig:
        secrets = ()
    return logs.Veil(secrets)(text)
