"""Who an agent is, part by part: the button that opens each form, and the one handler of all of them."""

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

_keeper = keeper(What.CHANGE_AGENT)


@buttons.on(
    Act.EDIT_AGENT,
    "Change an agent's brand, description, goal, platforms and keywords.",
    needs=agents.portrait,
    about=_keeper,
    loading="Who it is",
)
def edit(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.agent_form(seen)


@buttons.on(
    Act.EDIT_PERSONALITY,
    "Change how an agent thinks and talks.",
    needs=agents.portrait,
    about=_keeper,
    loading="Personality",
)
def edit_personality(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.personality_form(seen)


@buttons.on(
    Act.EDIT_WATCHED,
    "Change what an agent researches every day, and whom it learns from.",
    needs=agents.portrait,
    about=_keeper,
    loading="Expertise and Watched",
)
def edit_watched(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.watched_form(seen)


@buttons.on(
    Act.EDIT_OWN_ACCOUNTS,
    "Change the accounts an agent posts from.",
    needs=agents.portrait,
    about=_keeper,
    loading="Own accounts",
)
def edit_own_accounts(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.own_accounts_form(seen)


@forms.on(FormName.AGENT, "Have GEN keep what was changed about an agent.")
@forms.on(FormName.PERSONALITY, "Have GEN keep an agent's new personality.")
@forms.on(FormName.WATCHED, "Have GEN keep an agent's new expertise and what it watches.")
@forms.on(FormName.OWN_ACCOUNTS, "Have GEN keep an agent's own accounts.")
def change(tx: Transaction, form: Submission) -> None:
    place = form.place.channel
    setup.change(tx, agent_of(form), form.shown, form.filled, channel=place, by=form.user)
