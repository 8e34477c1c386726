"""Voices: found at GEN for people, heard, chosen, and let go of."""

import asyncio
from dataclasses import replace

from genbot.cards.text import escape
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotHere, NotNow, within
from genbot.domain.voices import (
    GENDERS,
    LANGUAGES,
    LEARNABLE,
    LONGEST_ABOUT,
    LONGEST_NAME,
    LONGEST_TEXT,
    OURS,
    PER_PAGE,
    Library,
    Named,
    Pick,
    Uses,
    Voice,
    Wanted,
    learnable,
)
from genbot.flows import account, errands
from genbot.gen import setup
from genbot.gen import voices as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Refused
from genbot.store import Transaction

MOST_ASKED = 20  # agents that are asked whether they speak with a voice
MOST_NAMED = 5
MAKERS = ("clone", "design")  # they make a new voice: what follows them is its name
Found = tuple[str, Library | Pick | Uses | Wanted]


async def found(ask: Ask, about: tuple[str, Wanted]) -> Found:
    """What somebody typed is about: the list of voices, or one of them; raises GenError."""
    verb, wanted = about
    if not verb:
        return verb, await library(ask, wanted)
    if verb in MAKERS:
        return verb, await called(ask, wanted)
    pick = await meant(ask, wanted)
    return verb, await uses(ask, pick) if verb == "delete" else pick


async def library(ask: Ask, wanted: Wanted) -> Library:
    """One page of the voices of an agent that fit; raises GenError."""
    id = wanted.agent[0]
    every, agent, eleven = await asyncio.gather(
        ask(gen.ListAgentVoices(agent_id=id)),
        ask(setup.GetAgent(agent_id=id)),
        ask(gen.GetElevenLabs(agent_id=id)),
    )
    wanted = replace(wanted, agent=(id, agent.name))
    fits = [one for one in map(_voice, every) if _fits(one, wanted)]
    page = max(0, min(wanted.page, (len(fits) - 1) // PER_PAGE))
    shown = tuple(fits[page * PER_PAGE : (page + 1) * PER_PAGE])
    now = agent.default_user_voice
    current = now.voice_id if now else ""
    return Library(wanted.turned(page), shown, len(fits), current, eleven.connected)


async def called(ask: Ask, wanted: Wanted) -> Wanted:
    """The same with the name of its agent as GEN has it; raises GenError."""
    agent = await ask(setup.GetAgent(agent_id=wanted.agent[0]))
    return replace(wanted, agent=(agent.id, agent.name))


async def meant(ask: Ask, wanted: Wanted) -> Pick:
    """The one voice that somebody named; raises NotHere, or GenError."""
    id = wanted.agent[0]
    every, agent = await asyncio.gather(
        ask(gen.ListAgentVoices(agent_id=id)), ask(setup.GetAgent(agent_id=id))
    )
    found = list(map(_voice, every))
    name = wanted.search.casefold()
    exact = [one for one in found if name in {one.name.casefold(), one.id.casefold()}]
    fits = exact or [one for one in found if name in one.name.casefold()]
    if len(fits) == 1:
        return Pick((id, agent.name), (fits[0].id, fits[0].name), fits[0].source)
    if not fits:
        raise NotHere("GEN has no voice of that name. Type `/gen voices` to see them all.")
    names = ", ".join(escape(one.name, 60) for one in fits[:MOST_NAMED])
    raise NotHere(f"More than one voice fits: {names}. Say which.")


async def uses(ask: Ask, pick: Pick) -> Uses:
    """Which agents speak with a voice by default; raises GenError."""
    every = (await account.agents(ask))[:MOST_ASKED]
    speaks = await asyncio.gather(*(_speaks(ask, id, pick.voice[0]) for id, _ in every))
    return Uses(pick, tuple(name for (_, name), yes in zip(every, speaks, strict=True) if yes))


async def _speaks(ask: Ask, agent: str, voice: str) -> bool:
    try:
        now = (await ask(setup.GetAgent(agent_id=agent))).default_user_voice
    except Refused:  # it is listed, but the key may not look at it
        return False
    return now is not None and now.voice_id == voice


def hear(tx: Transaction, pick: Pick, text: str, *, channel: str, by: str) -> Errand:
    """Have a voice say something."""
    text = text.strip()
    if not text:
        raise BadForm(text="Write what the voice should say.")
    within(LONGEST_TEXT, text=text)
    return errands.want(
        tx, What.HEAR_VOICE, f"Hear {pick.voice[1]}", channel=channel, by=by, agent=pick.agent,
        voice=pick.voice, source=pick.source, text=text,
    )  # fmt: skip


def use(tx: Transaction, pick: Pick, *, channel: str, by: str) -> Errand:
    """From now on the agent speaks with this voice unless a part asks for another."""
    title = f"Voice of {pick.agent[1]}: {pick.voice[1]}"
    return errands.want(
        tx, What.USE_VOICE, title, channel=channel, by=by, agent=pick.agent, voice=pick.voice,
        source=pick.source,
    )  # fmt: skip


def delete(tx: Transaction, pick: Pick, *, channel: str, by: str) -> Errand:
    """Delete a voice that was designed or cloned, for good."""
    own(pick)
    title = f"Delete the voice {pick.voice[1]}"
    return errands.want(
        tx, What.DELETE_VOICE, title, channel=channel, by=by, agent=pick.agent, voice=pick.voice
    )


def clone(
    tx: Transaction,
    agent: Named,
    name: str,
    file: tuple[str, str, int],
    about: dict[str, str],
    *,
    channel: str,
    by: str,
) -> Errand:
    """A voice from a recording: its id in Slack, its name and its size. `about` may say gender,
    language and description."""
    name, (id, called, size) = named(name), file
    if not id:
        raise BadForm(file="Add a recording.")
    if not learnable(called, size):
        raise BadForm(file=f"GEN learns a voice from {LEARNABLE}.")
    return errands.want(
        tx, What.CLONE_VOICE, f"Clone the voice {name}", channel=channel, by=by, agent=agent,
        name=name, file=id, file_name=called, about=described(about),
    )  # fmt: skip


def named(name: str) -> str:
    """The name of a new voice; raises BadForm."""
    name = " ".join(name.split())
    if not name:
        raise BadForm(name="A voice needs a name.")
    within(LONGEST_NAME, name=name)
    return name


def described(about: dict[str, str]) -> dict[str, str]:
    """Gender, language and description, where they are told; raises BadForm."""
    if about.get("gender", "") not in {"", *dict(GENDERS)}:
        raise BadForm(gender=f"Choose one of {', '.join(dict(GENDERS))}.")
    if about.get("language", "") not in {"", *dict(LANGUAGES)}:
        raise BadForm(language="Choose one of the languages.")
    within(LONGEST_ABOUT, description=about.get("description", ""))
    return {field: told.strip() for field, told in about.items() if told.strip()}


def own(pick: Pick) -> None:
    """Raises NotNow for a voice that GEN does not delete."""
    if pick.source not in OURS:
        raise NotNow("Only voices that were designed or cloned here can be deleted.")


def _voice(told: setup.Voice) -> Voice:
    about = " · ".join(part for part in (told.gender, told.language, told.provider) if part)
    return Voice(
        told.voice_id, told.name or told.voice_id, told.source or "", about, told.url or ""
    )


def _fits(one: Voice, wanted: Wanted) -> bool:
    source = not wanted.source or one.source == wanted.source
    return source and wanted.search.casefold() in f"{one.name} {one.about}".casefold()
