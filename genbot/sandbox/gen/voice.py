"""Phase 1, voices: the library, the ElevenLabs account, designing, cloning, deleting, previewing."""

import base64
from typing import Any

from genbot.sandbox.gen.agents import Voice
from genbot.sandbox.gen.asks import Answer, Ask, Refused, missing, one_of, refuse, text
from genbot.sandbox.gen.credits import CHAT
from genbot.sandbox.gen.media import clip_bytes, store_output
from genbot.sandbox.gen.sheet_looks import output_look
from genbot.sandbox.gen.sheets import Generation, UserJob
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_VOICE = "/agents/{agent_id}/voice"
_SOURCES = ("public", "user_designed", "user_trained", "user_elevenlabs")
_SCRIPTS = {
    "es": "Buenas noches. Esto huele a leña, y usted acaba de llegar a tiempo.",
    "de": "Guten Abend. Hier riecht es nach Holz, und Sie kommen genau richtig.",
}
_SCRIPT = "Good evening. It smells of wood smoke in here, and you are right on time."
_PREVIEW, _SPREAD = 6, 0.35


@table.on("GET", f"{_VOICE}/library")
def library(gen: Gen, ask: Ask) -> Answer:
    if "source" in ask.query:
        one_of(ask.query, "source", _SOURCES)
    wanted = ask.query.get("source")
    voices = [voice for voice in gen.agent(ask).voices if wanted in (None, voice.source)]
    return Answer({"voices": [_look(voice) for voice in voices], "total": len(voices)})


@table.on("GET", f"{_VOICE}/integrations/elevenlabs")
def elevenlabs(gen: Gen, ask: Ask) -> Answer:
    key = gen.agent(ask).eleven_lab_api_key
    return Answer({"connected": bool(key), "masked_key": f"sk_…{key[-4:]}" if key else None})


@table.on("POST", f"{_VOICE}/integrations/elevenlabs")
def connect_elevenlabs(gen: Gen, ask: Ask) -> Answer:
    """The person's own voices join the library (400 invalid_key, OpenAPI)."""
    agent = gen.agent(ask)
    key = text(ask.body, "api_key")
    if not _is_key(key):
        raise Refused(400, "invalid_key", "ElevenLabs does not accept this key")
    if agent.eleven_lab_api_key is None:
        own = Voice(gen.world.id("el_"), f"{agent.name} (own)", "user_elevenlabs", "male")
        agent.voices.append(own)
    agent.eleven_lab_api_key = key
    return Answer({"connected": True, "user": {"subscription": "creator"}})


@table.on("POST", f"{_VOICE}/integrations/elevenlabs/test")
def test_elevenlabs(gen: Gen, ask: Ask) -> Answer:
    gen.agent(ask)
    return Answer({"valid": _is_key(text(ask.body, "api_key"))})


@table.on("DELETE", f"{_VOICE}/integrations/elevenlabs")
def disconnect_elevenlabs(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    agent.eleven_lab_api_key = None
    agent.voices = [voice for voice in agent.voices if voice.source != "user_elevenlabs"]
    return Answer(status=204)


@table.on("POST", f"{_VOICE}/design/generate-script")
def design_script(gen: Gen, ask: Ask) -> Answer:
    gen.agent(ask)
    return Answer({"voice_sample": _SCRIPTS.get(str(ask.body.get("language")), _SCRIPT)})


@table.on("POST", f"{_VOICE}/design/generate-description")
def design_description(gen: Gen, ask: Ask) -> Answer:
    gen.agent(ask)
    gender = text(ask.body, "gender", 50)
    mood = ask.body.get("voice_description") or "warm, unhurried, a smile at the end of the line"
    language = ask.body.get("language") or "English"
    return Answer({"voice_description": f"A {gender} voice, {mood}, speaking {language}."})


@table.on("POST", f"{_VOICE}/design/generate-samples")
def design_samples(gen: Gen, ask: Ask) -> Answer:
    """Three candidates; their ids are opaque and good for the fourth step only."""
    gen.agent(ask)
    text(ask.body, "text", 5000)
    audio = base64.b64encode(clip_bytes("voice.m4a")).decode()
    samples = [{"generation_id": gen.world.id("vd_"), "audio": audio} for _ in range(3)]
    gen.samples.update(sample["generation_id"] for sample in samples)
    return Answer({"samples": samples})


@table.on("POST", f"{_VOICE}/design")
def design(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    sample = text(ask.body, "generation_id")
    name = text(ask.body, "name", 200)
    if sample not in gen.samples:
        refuse("generation_id is not one of the samples")
    gen.samples.discard(sample)
    return _created(gen, ask, name, "user_designed", agent.voices)


@table.on("POST", f"{_VOICE}/clone")
def clone(gen: Gen, ask: Ask) -> Answer:
    """Exactly one of `audio_url` and `audio_base64`."""
    agent = gen.agent(ask)
    name = text(ask.body, "name", 200)
    if bool(ask.body.get("audio_url")) == bool(ask.body.get("audio_base64")):
        refuse("Send exactly one of audio_url and audio_base64")
    if ask.body.get("audio_base64") and not _is_base64(text(ask.body, "audio_base64")):
        refuse("audio_base64 is not base64")
    if ask.body.get("audio_url") and not text(ask.body, "audio_url").startswith("http"):
        refuse("audio_url must be a web address")
    return _created(gen, ask, name, "user_trained", agent.voices)


@table.on("DELETE", f"{_VOICE}/{{voice_id}}")
def delete_voice(gen: Gen, ask: Ask) -> Answer:
    """Only voices people own; the public ones stay."""
    agent = gen.agent(ask)
    voice = agent.voice(ask.path["voice_id"])
    if voice is None or voice.source == "public":
        missing(message="Voice not found")
    agent.voices.remove(voice)
    return Answer(status=204)


@table.on("POST", f"{_VOICE}/{{voice_id}}/preview")
def preview(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    voice = agent.voice(ask.path["voice_id"]) or missing(message="Voice not found")
    spoken = text(ask.body, "text", 1000)
    charge = gen.charge(agent, CHAT)
    job = UserJob(
        gen.number(), agent.id, "voice_preview", {"voice_id": voice.id, "text": spoken}, gen.now()
    )
    gen.user_jobs[job.id] = job

    def finish() -> None:
        made = Generation(job.id, agent.id, "voice_preview", job.data, charge)
        job.outputs = [store_output(gen, agent, made, "audio").id]
        job.status = "completed"

    gen.later(gen.world.lasts(_PREVIEW, _SPREAD), finish)
    return Answer({"user_job_id": job.id}, 202)


@table.on("GET", f"{_VOICE}/preview/{{job_id}}")
def preview_status(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    job = gen.user_jobs.get(ask.number("job_id"))
    if job is None or job.agent_id != agent.id or job.kind != "voice_preview":
        missing()
    outputs = [output_look(gen.resources[id]) for id in job.outputs]
    look: dict[str, Any] = {"id": job.id, "user_job_type": job.kind, "status": job.status}
    return Answer({**look, "output_resources": outputs, "failed_reason": job.failed_reason})


def _created(gen: Gen, ask: Ask, name: str, source: str, voices: list[Voice]) -> Answer:
    told = {
        field: str(ask.body.get(field) or usual)
        for field, usual in (("gender", "female"), ("language", "en"))
    }
    voice = Voice(gen.world.id("huv-"), name, source, **told)
    voices.append(voice)
    return Answer({**_look(voice), **told}, 201)


def _look(voice: Voice) -> dict[str, Any]:
    return {"voice_id": voice.id, "name": voice.name, "source": voice.source, "preview_url": None}


def _is_key(key: str) -> bool:
    return key.startswith("sk_") and len(key) > 10


def _is_base64(data: str) -> bool:
    try:
        return bool(base64.b64decode(data, validate=True))
    except ValueError:
        return False
