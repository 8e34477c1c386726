"""Which agent speaks in a channel, and how it is set up."""

from dataclasses import replace

from genbot.cards.text import person, room
from genbot.domain.approvals import WORKSPACE, Gate
from genbot.domain.channels import Channel
from genbot.domain.errors import BadForm, NotHere, NotNow, NotYours
from genbot.domain.events import ChannelSet
from genbot.flows import policies, policy_edits
from genbot.store import Transaction

NAME = "agent:"  # the mark with what the installation's agent is called


def find(tx: Transaction, channel: str) -> Channel:
    """The settings of a channel; one that was never bound speaks with the installation's agent."""
    here = tx.channels.look(channel) or Channel(channel)
    if here.agent_id:
        return here
    usual = tx.settings.agent
    return replace(here, agent_id=usual, agent_name=tx.marks.get(NAME + usual))


def met(tx: Transaction, channel: str, user: str) -> None:
    """Remember that this person is in this channel: they did something there."""
    here = tx.channels.look(channel) or Channel(channel)
    if user not in here.people:
        tx.channels.save(replace(here, people=(*here.people, user)))


def theirs(tx: Transaction, by: str) -> tuple[str, ...]:
    """The channels whose things this person may look at wherever they are: where they have met us, or
    are named to decide."""
    every = tx.channels.find()
    return tuple(here.id for here in every if by in here.people or policies.named(tx, here.id, by))


def bound(tx: Transaction, channel: str) -> Channel:
    """Its settings, or NotHere with what to do when no agent speaks in this channel."""
    here = find(tx, channel)
    if not here.agent_id:
        raise NotHere(
            "No GEN agent is bound to this channel yet. Type `/gen use` to choose one; "
            "then ask again."
        )
    return here


def speaks(tx: Transaction, channel: str) -> tuple[str, str]:
    """Id and name of the agent that speaks here; raises NotHere where none does."""
    here = bound(tx, channel)
    return here.agent_id, here.agent_name


def rehearses(tx: Transaction, channel: str, *, rehearsal: bool) -> Channel:
    """The channel; raises NotNow unless it is a rehearsal exactly when the one who decides saw one."""
    here = find(tx, channel)
    if here.rehearsal == rehearsal:
        return here
    now = (
        "is a rehearsal now"
        if here.rehearsal
        else "is no rehearsal any more: it would be published"
    )
    raise NotNow(f"This channel {now}. Nothing was done. Please look at the card as it is now.")


def own(tx: Transaction, id: str, channel: str) -> None:
    """Raises NotHere when this is the id of something that belongs to another channel."""
    if of(tx, id) not in {"", channel}:
        raise NotHere("This belongs to another channel. Nothing was changed.")


def known(tx: Transaction, id: str, by: str) -> None:
    """Raises NotHere when this is the id of something in a channel that is none of theirs."""
    if (channel := of(tx, id)) and channel not in theirs(tx, by):
        raise NotHere("This belongs to a channel where you have not met me. Nothing was changed.")


def of(tx: Transaction, id: str) -> str:
    """The channel of the thing with this id; empty when there is none."""
    run = tx.runs.look(id)
    asked = tx.requests.look(run.request_id if run else id)
    shelves = (tx.ideas, tx.productions, tx.publications, tx.errands)
    thing = asked or next((found for shelf in shelves if (found := shelf.look(id))), None)
    return thing.channel if thing else ""


def keeps(tx: Transaction, channel: str, agent: str, by: str) -> None:
    """Raises NotYours unless this person may change what GEN keeps for an agent: whoever approves
    videos here, and wherever else this agent speaks. Admins may."""
    if by in tx.settings.admins:
        return
    every = (find(tx, here.id) for here in tx.channels.find())
    elsewhere = (here for here in every if agent and here.agent_id == agent)
    for here in (find(tx, channel), *elsewhere):
        found = policies.standing(tx, here.id, Gate.VIDEOS)
        if not found.admits(by):
            names = ", ".join(map(person, found.people)) or "people who are gone"
            raise NotYours(
                f"Only {names} may change what GEN keeps: they approve the videos in "
                f"{room(here.id)}. Nothing was changed."
            )


def everywhere(tx: Transaction, by: str) -> None:
    """Raises NotYours unless this person may act for every channel: an admin, and where there is
    none, whoever may approve videos in each of them."""
    admins = tx.settings.admins
    if admins and by not in admins:
        names = ", ".join(map(person, admins))
        raise NotYours(f"Only {names} may do this for every channel. Nothing was changed.")
    places = (*(one.id for one in tx.channels.find()), *(one.id for one in tx.policies.find()))
    for id in () if admins else dict.fromkeys((WORKSPACE, *places)):
        policies.check(tx, id, Gate.VIDEOS, by)


def bind(tx: Transaction, channel: str, agent_id: str, agent_name: str, *, by: str) -> Channel:
    """Let this agent speak here from now on; what is under way goes on with its own agent."""
    return set_up(tx, replace(find(tx, channel), agent_id=agent_id, agent_name=agent_name), by=by)


def call(tx: Transaction, agent: str, id: str, name: str) -> None:
    """Wherever this agent speaks it is called so from now on; without an id nobody speaks there."""
    if agent == tx.settings.agent and tx.marks.get(NAME + agent) != name:
        tx.marks.set(NAME + agent, name)
    for here in tx.channels.find():
        if here.agent_id == agent and (here.agent_id, here.agent_name) != (id, name):
            tx.channels.save(replace(here, agent_id=id, agent_name=name))


def set_up(tx: Transaction, channel: Channel, *, by: str) -> Channel:
    """Keep these settings. Only who may change the policy here may change the budgets."""
    if not channel.agent_id:
        raise BadForm(agent="Choose the agent that speaks in this channel.")
    before = find(tx, channel.id)
    if _ruled(before) != _ruled(channel):
        policy_edits.may_change(tx, channel.id, by)
    kept = tx.channels.save(replace(channel, by=by, people=before.people))
    tx.tell(ChannelSet(kept, by, policies.standings(tx, channel.id)))
    return kept


def _ruled(here: Channel) -> tuple[object, ...]:
    """What not everybody may change."""
    return here.budget, here.person_budget, here.rehearsal
