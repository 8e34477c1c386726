"""What the agent shall remember: rules it keeps for the brand, told to it in words."""

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.talks import PREFERENCES, Talk, listed
from genbot.flows import channels, talks, threads
from genbot.store import Transaction

LONGEST_RULE = 500
WHICH = "Which preferences do you remember? List every one on a line of its own, word by word."


def remember(tx: Transaction, rule: str, *, channel: str, by: str, thread: str = "") -> Errand:
    """From now on the agent follows this rule; raises NotYours for whoever may not say so."""
    return _rule(tx, What.REMEMBER, rule, channel=channel, by=by, thread=thread)


def forget(tx: Transaction, rule: str, *, channel: str, by: str, thread: str = "") -> Errand:
    """The agent does not follow this rule any more; raises NotYours for whoever may not say so."""
    return _rule(tx, What.FORGET, rule, channel=channel, by=by, thread=thread)


def forget_one(tx: Transaction, errand_id: str, nth: int, *, by: str) -> Errand:
    """The rule beside the button: the nth of a list, or the one that was to be remembered."""
    errand = tx.errands.get(errand_id)
    rules = listed(str(errand.result.get("answer") or ""))
    if errand.what is What.REMEMBER:
        rules = (str(errand.wish["rule"]),)
    if not 1 <= nth <= len(rules):
        raise NotNow("That list has changed since. Please ask for it again.")
    return forget(tx, rules[nth - 1], channel=errand.channel, by=by, thread=errand.thread)


def show(tx: Transaction, *, channel: str, by: str, thread: str = "") -> Errand:
    """Have the agent say what it remembers."""
    talk = _talk(tx, channel, by)
    title = "What the agent remembers"
    return talks.say(tx, What.PREFERENCES, talk, WHICH, title, by=by, thread=thread)


def _rule(tx: Transaction, what: What, rule: str, *, channel: str, by: str, thread: str) -> Errand:
    rule = " ".join(rule.split())[:LONGEST_RULE]
    if not rule:
        raise BadForm(rule="Say the rule. For example: always use statement hooks")
    title = f"{what.value.capitalize()}: {rule}"
    words = f"{what.value}: {rule}"
    return talks.say(
        tx, what, _talk(tx, channel, by), words, title, by=by, thread=thread, rule=rule
    )


def _talk(tx: Transaction, channel: str, by: str) -> Talk:
    """One conversation per channel and agent holds all that is said about rules."""
    here = channels.bound(tx, channel)
    every = tx.talks.find(thread=PREFERENCES, channel=channel)
    ours = [one for one in every if one.agent == here.agent_id]
    return ours[-1] if ours else threads.begin(tx, channel, PREFERENCES, "Preferences", by=by)
