"""How a group of commands lists them: each with its whole first sentence, as it is for a newcomer."""

import click


class Menu(click.Group):
    """A group whose list is never cut off in the middle of a sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            listed = self.list_commands(ctx)
            formatter.write_dl([(name, first(self.commands[name])) for name in listed])


def first(command: click.Command) -> str:
    """The first sentence of its help."""
    sentences = " ".join((command.help or "").split()).partition(". ")
    return sentences[0].removesuffix(".") + "."
