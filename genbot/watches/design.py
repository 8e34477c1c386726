"""The four steps to a new voice at GEN, each asked for once."""

import base64
import binascii
from typing import Any

from genbot.domain.errands import Errand, What
from genbot.flows import errands
from genbot.gen import voices as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done
from genbot.watches.voices import ending, lain

SAMPLES = 3
BEGINNINGS = {b"RIFF": ".wav", b"OggS": ".ogg", b"fLaC": ".flac"}
NO_SAMPLES = "GEN gave no samples. Describe the voice in other words."


class Scripting(Recipe):
    """`wish`: about. `result`: text."""

    what = What.VOICE_SCRIPT

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        language = errand.wish["about"].get("language")
        call = gen.GenerateVoiceScript(agent_id=errand.agent, language=language)
        return Done({"text": (await ask(call)).voice_sample})


class Describing(Recipe):
    """`wish`: script, about. `result`: text."""

    what = What.VOICE_SOUND

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        about = errand.wish["about"]
        call = gen.GenerateVoiceDescription(
            agent_id=errand.agent,
            gender=about["gender"],
            language=about.get("language"),
            voice_description=about.get("description"),
            script=errand.wish["script"],
        )
        return Done({"text": (await ask(call)).voice_description})


class Sampling(Recipe):
    """`wish`: script, about. GEN sends the sound itself, so each sample is put among the agent's files
    in a commit of its own: `heard` are those still to be put there, `samples` the others."""

    what = What.VOICE_SAMPLES

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        if heard := errand.result.get("heard"):
            have = errand.result.get("samples") or []
            laid = await _laid(ask, errand, heard[0], len(have) + 1)
            return Done({"heard": heard[1:], "samples": [*have, laid]})
        call = gen.GenerateVoiceSamples(
            agent_id=errand.agent,
            text=errand.wish["script"],
            description=errand.wish["about"].get("description"),
        )
        made = (await ask(call)).samples[:SAMPLES]
        if not made:
            raise Explained(NO_SAMPLES)
        told = [{"id": one.generation_id, "audio": one.audio or ""} for one in made]
        return Done({"heard": told, "samples": []})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if result["heard"]:
            errands.progressed(tx, errand.id, result)
            tx.watch(errand.kind, errand.id)
        else:
            super().finish(tx, errand, result)


async def _laid(ask: Ask, errand: Errand, told: dict[str, Any], nth: int) -> dict[str, Any]:
    """A sample with an address; without one where its sound cannot be read."""
    audio = str(told["audio"])
    if audio.startswith("https://"):
        return {"id": told["id"], "url": audio, "ending": ending(audio)}
    try:
        sound = base64.b64decode(audio.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        sound = b""
    if not sound:
        return {"id": told["id"], "url": "", "ending": ""}
    kind = ".m4a" if sound[4:8] == b"ftyp" else BEGINNINGS.get(sound[:4], ".mp3")
    url = await lain(ask, errand, f"voice-sample-{nth}{kind}", sound)
    return {"id": told["id"], "url": url, "ending": kind}


class Keeping(Recipe):
    """`wish`: sample, name, about. `result`: the id of the voice."""

    what = What.KEEP_VOICE

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        wish = errand.wish
        call = gen.FinalizeDesignedVoice(
            agent_id=errand.agent, generation_id=wish["sample"], name=wish["name"], **wish["about"]
        )
        made = await ask(call)
        return Done({"id": (made.voice_id if made else "") or ""})
