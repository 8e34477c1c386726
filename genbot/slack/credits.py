"""What is left to spend, for everyone to see; and going on with what waited for more."""

from collections.abc import Callable, Sequence

from genbot.cards.acts import Act
from genbot.cards.credits import credits_card
from genbot.cards.shortages import missing_card
from genbot.domain.credits import Purse
from genbot.domain.posts import Card
from genbot.flows import channels, credits, shortages, topups
from genbot.slack.asks import Command, Press
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.store import Transaction


def _agents(tx: Transaction, asked: Command | Press) -> list[str]:
    return [channels.bound(tx, asked.place.channel).agent_id]


@commands.on(
    "credits",
    "See what is left to spend, how long it lasts, and where it went.",
    needs=credits.purses,
    about=_agents,
)
def look(tx: Transaction, asked: Command, found: Sequence[Purse]) -> Card:
    shortages.seen(tx, found)
    return credits_card(credits.statement(tx, found, by=asked.user))


@buttons.on(
    Act.CONTINUE_ALL,
    "Let all go on that waits for credits here, as far as the balance reaches.",
    needs=credits.purses,
    about=_agents,
)
def continue_all(tx: Transaction, press: Press, found: Sequence[Purse]) -> None:
    topups.go_on(tx, press.id, found, nth=press.version, by=press.user)


def _goes_on(act: Act, does: str, story: Callable[..., str]) -> None:
    """A button by which one thing goes on, where the balance reaches; else what is missing is said."""

    def go_on(tx: Transaction, press: Press, found: Sequence[Purse]) -> Card | None:
        missing = story(tx, press.id, found, by=press.user)
        return missing_card(missing, press.value) if missing else None

    payer = lambda tx, press: topups.payer(tx, press.id)  # noqa: E731
    buttons.on(act, does, needs=topups.look, about=payer)(go_on)


for act, does, story in (
    (Act.RESUME_PRODUCTION, "Go on from the step that failed or was stopped.", topups.video),
    (Act.RETRY_RUN, "Send the same message to the agent again.", topups.run),
    (
        Act.REPEAT_ERRAND,
        "Have GEN do once more what failed, was held, or is in doubt.",
        topups.errand,
    ),
):
    _goes_on(act, does, story)


@buttons.on(Act.CONTINUE_ANYWAY, "Go on with what waits for credits, whatever the balance says.")
def continue_anyway(tx: Transaction, press: Press) -> None:
    topups.anyway(tx, press.id, by=press.user)
