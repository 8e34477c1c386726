"""Posts: something to be said, where, and in which message of ours."""

from typing import Any

from genbot.domain.value import value

Block = dict[str, Any]


@value
class Place:
    """A channel, and the thread in it: the slot of one of our own messages, or a Slack ts."""

    channel: str
    thread: str = ""


@value
class Card:
    """What a message shows. `text` serves notifications and screen readers; mrkdwn, escaped."""

    text: str
    blocks: tuple[Block, ...] = ()


@value
class Post:
    """One message for life: a later post in the same slot updates it.

    With `if_said` it only updates: where nothing was said in the slot, nothing is.
    """

    slot: str
    place: Place
    card: Card
    if_said: bool = False


@value
class Whisper:
    """A private answer, seen by one person only."""

    user: str
    place: Place
    card: Card


@value
class Upload:
    """A file to be streamed from a URL into a thread; `fallback` is said instead where it cannot be,
    or where it is no video (with `sound`: no sound). With `content` (in base64) that is the file,
    whatever it is, and there is no URL."""

    slot: str
    place: Place
    url: str
    name: str
    title: str
    fallback: Card
    sound: bool = False
    content: str = ""


Say = Post | Whisper | Upload
