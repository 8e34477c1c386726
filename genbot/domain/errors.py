"""How a story says no: in words a person can read and act on."""


class Refusal(Exception):
    """What was asked cannot be done; nothing was changed. The text is mrkdwn, safe to show as it is."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotNow(Refusal):
    """Too late, too early, or already decided by somebody else."""


class Stale(NotNow):
    """The card showed something else of this video than it is by now."""

    def __init__(self, production: str) -> None:
        super().__init__(
            "What this card showed was changed since. Nothing was decided. Please look at it as it is now."
        )
        self.production = production


class NotYours(Refusal):
    """This person may not decide this; the text names who may. With the gate and its channel they can
    ask to."""

    def __init__(self, text: str, gate: str = "", channel: str = "") -> None:
        super().__init__(text)
        self.gate, self.channel = gate, channel


class NotHere(Refusal):
    """The thing named does not exist, or not in this channel."""


class BadForm(Refusal):
    """A form cannot be taken as it is; `fields` has one sentence per input, keyed by its block id."""

    def __init__(self, **fields: str) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


def within(most: int, **texts: str) -> None:
    """Raises BadForm for texts that are longer than this, with what is allowed and what was given."""
    wrong = {name: len(text) for name, text in texts.items() if len(text) > most}
    if wrong:
        raise BadForm(
            **{name: f"At most {most:,} characters; this has {n:,}." for name, n in wrong.items()}
        )
