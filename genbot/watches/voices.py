"""Voices at GEN: heard, chosen, deleted, and made from a recording."""

import base64
import mimetypes
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from genbot.domain.errands import Errand, What
from genbot.domain.voices import INLINE, LARGEST
from genbot.flows import errands
from genbot.gen import voices as gen
from genbot.gen.assets import CreateContentResource
from genbot.gen.endpoint import Ask, Upload
from genbot.gen.errors import Explained, NotFound, Unclear
from genbot.gen.setup import PatchAgentCore, VoiceRef
from genbot.store import Transaction
from genbot.watches.errand import Found, Recipe, Result
from genbot.watches.files import Files
from genbot.watches.kind import Begun, Done, Failed, going
from genbot.watches.setup import outcome
from genbot.watches.trouble import NotAsked

SILENT = "GEN made it, and does not say where it is."
ENDINGS = {".mp3", ".m4a", ".wav", ".ogg", ".flac", ".aac"}


class Hearing(Recipe):
    """`wish`: voice, source, text. `result`: the address of the sound, and its ending."""

    what = What.HEAR_VOICE
    patience = 3600.0

    async def ask(self, ask: Ask, errand: Errand, /) -> Begun:
        call = gen.PreviewVoice(
            agent_id=errand.agent, voice_id=errand.wish["voice"][0], text=errand.wish["text"]
        )
        return Begun((await ask(call)).user_job_id)

    async def look(self, ask: Ask, errand: Errand, job: str, /) -> Found:
        found = await ask(gen.GetVoicePreview(agent_id=errand.agent, job_id=job))
        if found.status in {"failed", "stopped"}:
            return Failed(found.failed_reason or "GEN did not say why.")
        if found.status != "completed":
            return going(found.status)
        url = next((one.url for one in found.output_resources if one.url), "")
        return Done({"url": url, "ending": ending(url)}) if url else Failed(SILENT)


class Choosing(Recipe):
    """`wish`: voice, source. GEN says part by part what it kept."""

    what = What.USE_VOICE

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        id, name = errand.wish["voice"]
        voice = VoiceRef.model_validate(
            {"voice_id": id, "source": errand.wish["source"] or None, "name": name or None}
        )
        outcome(await ask(PatchAgentCore(agent_id=errand.agent, default_user_voice=voice)))
        return Done({})


class Deleting(Recipe):
    """`wish`: voice. What GEN does not have any more is as good as deleted."""

    what = What.DELETE_VOICE

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        call = gen.DeleteAgentVoice(agent_id=errand.agent, voice_id=errand.wish["voice"][0])
        try:
            await ask(call)
        except NotFound:
            return Done({"gone": True})
        return Done({})


class Cloning(Recipe):
    """`wish`: file (its id in Slack), file_name, name, about. Larger recordings go to GEN's files
    first, in a commit of their own: `result` keeps where one lies, then the id of the voice."""

    what = What.CLONE_VOICE

    def __init__(self, files: Files) -> None:
        self._files = files

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        wish, at = errand.wish, errand.result.get("recording")
        source: dict[str, str] = {"audio_url": at} if at else {}
        if not at:
            recording = await self._files.take(wish["file"], LARGEST)
            if len(recording) > INLINE:
                return Done({"recording": await lain(ask, errand, wish["file_name"], recording)})
            source = {"audio_base64": base64.b64encode(recording).decode()}
        call = gen.CloneVoice(agent_id=errand.agent, name=wish["name"], **source, **wish["about"])
        made = await ask(call)
        return Done({"id": (made.voice_id if made else "") or ""})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if "id" in result:
            super().finish(tx, errand, result)
        else:
            errands.progressed(tx, errand.id, result)
            tx.watch(errand.kind, errand.id)


async def lain(ask: Ask, errand: Errand, name: str, sound: bytes) -> str:
    """Where GEN keeps this sound from now on, for whoever has its address. A lost answer is no harm:
    it is put there once more."""
    kind = mimetypes.guess_type(name)[0] or "audio/mpeg"
    try:
        call = CreateContentResource(agent_id=errand.agent, file=Upload(name, sound, kind))
        kept = await ask(call)
    except Unclear as lost:
        raise NotAsked("GEN has not taken the sound yet.") from lost
    if not kept.url:
        raise Explained("GEN keeps the sound, and does not say where.")
    return kept.url


def ending(url: str) -> str:
    """What the file is to be called after its dot, so that Slack knows how to play it."""
    found = PurePosixPath(urlsplit(url).path).suffix.lower()
    return found if found in ENDINGS else ".mp3"
