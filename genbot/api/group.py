"""`genbot api`: the list of all operations, phase by phase, and the command each of them is."""

from typing import Any

import click

EXITS = """\b
Exit status:
  0   done; the answer is on standard output
  1   trouble; the reason is on standard error
  2   it cannot be asked for like this; nothing was sent
  10  unclear: GEN may have done it; look before you repeat it
  11  GEN was not reached; nothing was done
  12  the key is not valid, or may not do this
  13  not enough credits
  14  GEN knows no such thing
  15  GEN refused it as it is
  16  too soon; ask again later
"""


class Operations(click.Group):
    """Its commands are made when they are asked for: a hundred operations, one of them wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from genbot.gen.catalogue import operations

        return ["upload", *operations()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from genbot.api.operation import command, upload
        from genbot.gen.catalogue import operations

        if name == "upload":
            return upload
        kind = operations().get(name)
        return command(name, kind) if kind else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown name is answered with the ones that come near."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            raise click.UsageError(_nearest(args[0], self.list_commands(ctx)), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from genbot.gen.catalogue import about, operations, phase_of

        phases: dict[str, list[tuple[str, str]]] = {}
        for name, kind in operations().items():
            first = about(kind).partition("\n")[0]
            phases.setdefault(phase_of(kind), []).append((name, first))
        phases["Edit"].append(("upload", "A file of up to 1 GB, sent in pieces."))
        for nth, (phase, rows) in enumerate(phases.items(), 1):
            with formatter.section(f"Phase {nth}, {phase}"):
                formatter.write_dl(rows)


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("_", "-"), known, 3, 0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else " `genbot api` lists them all."
    return f"GEN has no operation “{name[:60]}”.{hint}"


def exit_status(error: Any) -> int:
    """By what the caller may do next."""
    from genbot.gen import errors

    statuses: dict[type[errors.GenError], int] = {
        errors.Explained: 2,
        errors.Unclear: 10,
        errors.NotSent: 11,
        errors.NotAllowed: 12,
        errors.OutOfCredits: 13,
        errors.NotFound: 14,
        errors.SlowDown: 16,
        errors.Refused: 15,
    }
    return next(status for kind, status in statuses.items() if isinstance(error, kind))
