"""What cannot be said where it belongs, and what a channel still must hear once we are back in it."""

from genbot.cards.answers import note
from genbot.cards.text import room
from genbot.domain.posts import Card, Place, Post
from genbot.flows import restored
from genbot.slack import rooms
from genbot.slack.trouble import BY_WORD, Next
from genbot.store import Transaction
from genbot.store.outbox import Outgoing

SETTLE = 2.0  # seconds before looking for what may have arrived
OLD = 86_400.0  # seconds after which news of what is over need not be said any more
# These can end; the words are Slack's.
SHELVED = ("is_archived", "is_inactive")
OUTSIDE = ("channel_not_found", "not_in_channel")
CLOSED = (
    "posting_to_channel_denied",
    "restricted_action",
    "restricted_action_read_only_channel",
)
SHUT_OUT = (*OUTSIDE, *CLOSED, *SHELVED)
INVITE = "Invite me there with `/invite @genbot`, and I show it there."
ARCHIVED = "It is archived: once somebody unarchives it, I show it there."
OPEN = "Whoever manages that channel can let me post there; I show it once I may."
GONE = "What it answers is not there any more."
ODD = "I go on trying; whoever looks after me finds the reason in my log."


def elsewhere(tx: Transaction, row: Outgoing, error: str) -> None:
    """It cannot be said there: the answer to a person goes to their private talk with us, and of
    anything else the person it concerns is told once per channel."""
    if row.kind == "whisper":
        tx.outbox.forget(row.slot)
        card = Card(row.body["text"], tuple(row.body["blocks"]))
        tx.say(Post(f"note:{tx.new_id()}", Place(row.user), card))
        return
    tx.outbox.dead(row.slot, error)
    stuck(tx, row, error)


def stuck(tx: Transaction, row: Outgoing, error: str) -> None:
    """The person it concerns is told once per channel that it is not there, and what would help."""
    if user := concerned(tx, row.slot):
        text = _shut(row.channel, error)
        tx.say(Post(_unreachable(row.channel, user), Place(user), note(text)))


def _shut(channel: str, error: str) -> str:
    if channel.startswith(rooms.TALKS) and error in OUTSIDE:
        return f"{rooms.BETWEEN} What you began there cannot be shown. Please ask me in a channel, or here."
    return (
        f"I have something to show you, but I cannot speak in {room(channel)} "
        f"(Slack says `{error}`). {_helps(error)} What was decided before is kept."
    )


def _helps(error: str) -> str:
    if error in SHELVED:
        return ARCHIVED
    if error in OUTSIDE:
        return INVITE
    if error == "thread_not_found":
        return GONE
    return OPEN if BY_WORD.get(error) is Next.ELSEWHERE else ODD


def back(tx: Transaction, channel: str) -> None:
    """We can speak there again: what is there is brought up to date; what is not is said if it is
    about something that goes on, or no older than a day; the rest is let go."""
    dead = {one.slot: one for one in tx.outbox.dead_in(channel, SHUT_OUT)}
    if not dead:
        return
    wanted = {slot for slot, one in dead.items() if one.there or one.made > tx.now - OLD}
    living = set(restored.shown(tx, channel=channel))
    living |= {slot.replace("review:", "video:") for slot in living}
    wanted |= dead.keys() & living
    wanted |= dead.keys() & {dead[slot].thread for slot in wanted}
    for slot in dead:
        tx.outbox.forget(_unreachable(channel, concerned(tx, slot)))
        if slot in wanted:
            tx.outbox.revive(slot, tx.now)
        else:
            tx.outbox.forget(slot)
    tx.said = True


def concerned(tx: Transaction, slot: str) -> str:
    """Who began the thing this slot shows; empty when nobody did."""
    kind, _, rest = slot.partition(":")
    id = rest.partition(":")[0]
    if kind == "idea" and (idea := tx.ideas.look(id)):
        kind, id = "request", idea.request_id
    if kind == "answer" and (run := tx.runs.look(id)):
        kind, id = "request", run.request_id
    if kind == "request":
        asked = tx.requests.look(id)
        return asked.by if asked else ""
    thing = tx.productions.look(id) or tx.publications.look(id) or tx.errands.look(id)
    return thing.by if thing else ""


def orphaned(tx: Transaction, row: Outgoing, error: str) -> None:
    """Somebody deleted the message it answers: one of ours is posted anew, and it follows."""
    parent = tx.outbox.slot_at(row.channel, row.thread_ts)
    if parent is None:
        elsewhere(tx, row, error)
        return
    tx.outbox.anew(parent, tx.now)
    tx.outbox.later(row.slot, tx.now + SETTLE, error, posted=row.doubtful)


def _unreachable(channel: str, user: str) -> str:
    return f"unreachable:{channel}:{user}"
