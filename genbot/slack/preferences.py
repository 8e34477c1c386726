"""What the agent shall remember and forget, by command, form and button."""

from genbot.cards.acts import Act, FormName
from genbot.cards.talk import rule_form
from genbot.domain.posts import Block
from genbot.flows import preferences
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on("remember", "Have the agent follow a rule from now on.", usage="remember rule")
def remember(tx: Transaction, asked: Command) -> Block | None:
    if not asked.text:
        return rule_form(FormName.REMEMBER)
    where = asked.place
    preferences.remember(tx, asked.text, channel=where.channel, by=asked.user, thread=where.thread)
    return None


@commands.on("forget", "Have the agent forget a rule.", usage="forget rule")
def forget(tx: Transaction, asked: Command) -> Block | None:
    if not asked.text:
        return rule_form(FormName.FORGET)
    where = asked.place
    preferences.forget(tx, asked.text, channel=where.channel, by=asked.user, thread=where.thread)
    return None


@commands.on("preferences", "See the rules the agent remembers.")
def show(tx: Transaction, asked: Command) -> None:
    where = asked.place
    preferences.show(tx, channel=where.channel, by=asked.user, thread=where.thread)


@buttons.on(Act.SHOW_RULES, "See the rules the agent remembers.")
def show_rules(tx: Transaction, press: Press) -> None:
    preferences.show(tx, channel=press.place.channel, by=press.user, thread=press.place.thread)


@buttons.on(Act.OPEN_REMEMBER, "Say what the agent should remember.")
def open_remember(tx: Transaction, press: Press) -> Block:
    return rule_form(FormName.REMEMBER)


@buttons.on(Act.FORGET_RULE, "Have the agent forget one rule.")
def forget_rule(tx: Transaction, press: Press) -> None:
    preferences.forget_one(tx, press.id, press.version, by=press.user)


@forms.on(FormName.REMEMBER, "Have the agent remember a rule.")
def remembered(tx: Transaction, form: Submission) -> None:
    preferences.remember(tx, form.text("rule"), channel=form.place.channel, by=form.user)


@forms.on(FormName.FORGET, "Have the agent forget a rule.")
def forgotten(tx: Transaction, form: Submission) -> None:
    preferences.forget(tx, form.text("rule"), channel=form.place.channel, by=form.user)
