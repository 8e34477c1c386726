"""Voices at GEN: heard, chosen, and deleted."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from genbot.domain.errands import Errand, What
from genbot.gen import voices as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotFound
from genbot.gen.setup import PatchAgentCore, VoiceRef
from genbot.watches.errand import Found, Recipe, Result
from genbot.watches.kind import Begun, Done, Failed
from genbot.watches.setup import outcome

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
            return None
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


def ending(url: str) -> str:
    """What the file is to be called after its dot, so that Slack knows how to play it."""
    found = PurePosixPath(urlsplit(url).path).suffix.lower()
    return found if found in ENDINGS else ".mp3"
