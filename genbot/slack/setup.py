"""Who an agent is, part by part: the button that opens each form, and the one handler of all of them."""

from collections.abc import Callable

from genbot.cards import setup as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.agents import Portrait
from genbot.domain.errands import What
from genbot.domain.posts import Block
from genbot.flows import agents, setup
from genbot.slack.agents import agent_of, keeper
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.store import Transaction

KEEPER = keeper(What.CHANGE_AGENT)
OPENED: dict[Act, tuple[str, str, Callable[[Portrait], Block]]] = {
    Act.EDIT_AGENT: (
        "Change an agent's brand, description, goal, platforms and keywords.",
        "Who it is", cards.agent_form,
    ),
    Act.EDIT_PERSONALITY: (
        "Change how an agent thinks and talks.",
        "Personality", cards.personality_form,
    ),
    Act.EDIT_WATCHED: (
        "Change what an agent researches every day, and whom it learns from.",
        "Expertise and Watched", cards.watched_form,
    ),
    Act.EDIT_OWN_ACCOUNTS: (
        "Change the accounts an agent posts from.",
        "Own accounts", cards.own_accounts_form,
    ),
}  # fmt: skip


def edit(tx: Transaction, press: Press, seen: Portrait) -> Block:
    _, _, form = OPENED[Act(press.act)]
    return form(seen)


for act, (does, title, _) in OPENED.items():
    buttons.on(act, does, needs=agents.portrait, about=KEEPER, loading=title)(edit)


@forms.on(FormName.AGENT, "Have GEN keep what was changed about an agent.")
@forms.on(FormName.PERSONALITY, "Have GEN keep an agent's new personality.")
@forms.on(FormName.WATCHED, "Have GEN keep an agent's new expertise and what it watches.")
@forms.on(FormName.OWN_ACCOUNTS, "Have GEN keep an agent's own accounts.")
def change(tx: Transaction, form: Submission) -> None:
    place = form.place.channel
    setup.change(tx, agent_of(form), form.shown, form.filled, channel=place, by=form.user)
