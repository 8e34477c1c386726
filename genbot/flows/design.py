"""A new voice in four steps: words for it, how it sounds, three samples to hear, a name."""

from typing import Any

from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.errors import BadForm, NotNow, within
from genbot.domain.voices import LONGEST_SCRIPT, Named
from genbot.flows import errands
from genbot.flows.voices import described, named
from genbot.store import Transaction

STEPS = (What.VOICE_SCRIPT, What.VOICE_SOUND, What.VOICE_SAMPLES)
OVER = (ErrandState.FAILED, ErrandState.STOPPED)
About = dict[str, str]  # gender, language and description of the voice that is being made


def script(
    tx: Transaction, agent: Named, about: About, *, channel: str, by: str, thread: str = ""
) -> Errand:
    """Step 1: have GEN write something for the voice to say."""
    return _step(
        tx, What.VOICE_SCRIPT, "New voice: its words", agent, channel, thread, by,
        about=_told(about),
    )  # fmt: skip


def sound(tx: Transaction, before: Errand, words: str, about: About, *, by: str) -> Errand:
    """Step 2: have GEN say in words how it sounds; `before` is the step this one follows."""
    return _follow(
        tx, before, What.VOICE_SOUND, "New voice: how it sounds", by, script=_words(words),
        about=_told(about),
    )  # fmt: skip


def samples(tx: Transaction, before: Errand, words: str, description: str, *, by: str) -> Errand:
    """Step 3: three samples to hear."""
    about = described(before.wish["about"] | {"description": description})
    return _follow(
        tx, before, What.VOICE_SAMPLES, "New voice: three samples", by, script=_words(words),
        about=about,
    )  # fmt: skip


def keep(tx: Transaction, before: Errand, nth: int, name: str, *, by: str) -> Errand:
    """Step 4: keep one of the samples under a name; each of them once."""
    called, kept = named(name), sample(before, nth)
    for other in tx.errands.find(what=What.KEEP_VOICE):
        if other.wish["sample"] == kept["id"] and other.state not in OVER:
            raise NotNow("This sample is a voice already, or about to be one.")
    return _follow(
        tx, before, What.KEEP_VOICE, f"New voice: {called}", by, sample=kept["id"], name=called,
        about=before.wish["about"],
    )  # fmt: skip


def step(tx: Transaction, id: str) -> Errand:
    """A step that others can follow; raises NotNow where it is none."""
    found = tx.errands.look(id)
    if found is None or found.what not in STEPS:
        raise NotNow("That step is not there any more. Begin anew: `/gen voices design`.")
    return found


def sample(before: Errand, nth: int) -> dict[str, Any]:
    """One of the samples of a step, counted from 1; raises NotNow where it is not there."""
    every = before.result.get("samples") or ()
    if before.what is not What.VOICE_SAMPLES or not 1 <= nth <= len(every):
        raise NotNow("That sample is not there any more.")
    return dict(every[nth - 1])


def _follow(
    tx: Transaction, before: Errand, what: What, title: str, by: str, **wish: Any
) -> Errand:
    """The next step, in the thread of the first one."""
    agent, thread = (before.agent, before.agent_name), before.thread or before.slot
    return _step(tx, what, title, agent, before.channel, thread, by, **wish)


def _step(
    tx: Transaction,
    what: What,
    title: str,
    agent: Named,
    channel: str,
    thread: str,
    by: str,
    **wish: Any,
) -> Errand:
    return errands.want(tx, what, title, channel=channel, by=by, thread=thread, agent=agent, **wish)


def _told(about: About) -> About:
    if not about.get("gender"):
        raise BadForm(gender="Choose one: GEN wants to know it.")
    return described(about)


def _words(words: str) -> str:
    words = words.strip()
    if not words:
        raise BadForm(script="Write what the voice should say in the samples.")
    within(LONGEST_SCRIPT, script=words)
    return words
