"""The voices of an agent: its library, its ElevenLabs account, and new voices made in steps."""

from typing import Annotated, Any, Self

from pydantic import AliasChoices, Field, model_validator

from genbot.gen.endpoint import Endpoint, Link, Secret, Text
from genbot.gen.jobs import UserJobCreated
from genbot.gen.setup import Voice, VoiceSource
from genbot.gen.shapes import Each, Loose, Reason, Shape, Word
from genbot.gen.sheets import Resource


class ListAgentVoices(Endpoint[list[Voice]], get="/agents/{agent_id}/voice/library"):
    agent_id: str
    source: VoiceSource | None = None


class ElevenLabs(Shape):
    """Whether the agent speaks on an ElevenLabs account of its own."""

    connected: bool = False
    masked_key: Word = None


class KeyVerdict(Shape):
    valid: bool


class GetElevenLabs(Endpoint[ElevenLabs], get="/agents/{agent_id}/voice/integrations/elevenlabs"):
    agent_id: str


class ConnectElevenLabs(Endpoint[None], post="/agents/{agent_id}/voice/integrations/elevenlabs"):
    agent_id: str
    api_key: Secret


class TryElevenLabsKey(
    Endpoint[KeyVerdict], post="/agents/{agent_id}/voice/integrations/elevenlabs/test"
):
    """Try a key without keeping it."""

    agent_id: str
    api_key: Secret


class DisconnectElevenLabs(
    Endpoint[None], delete="/agents/{agent_id}/voice/integrations/elevenlabs"
):
    agent_id: str


class VoiceScript(Shape):
    voice_sample: str


class GenerateVoiceScript(
    Endpoint[VoiceScript], post="/agents/{agent_id}/voice/design/generate-script"
):
    """Step 1 of 4: something for the new voice to say."""

    agent_id: str
    language: str | None = None


class VoiceDescription(Shape):
    voice_description: str


class GenerateVoiceDescription(
    Endpoint[VoiceDescription], post="/agents/{agent_id}/voice/design/generate-description"
):
    """Step 2 of 4: what it should sound like."""

    agent_id: str
    gender: Text
    voice_description: str | None = None
    language: str | None = None
    script: str | None = None


class VoiceSample(Shape):
    """One proposal. Its `generation_id` is opaque and good for the last step only."""

    generation_id: str
    audio: Word = None


class VoiceSamples(Shape):
    samples: Annotated[list[VoiceSample], Each]


class GenerateVoiceSamples(
    Endpoint[VoiceSamples], post="/agents/{agent_id}/voice/design/generate-samples"
):
    """Step 3 of 4: three to choose from."""

    agent_id: str
    text: Text
    description: str | None = None


class MadeVoice(Shape, wrapped_in="voice"):
    """A new voice, as far as GEN tells: no page shows how it is answered."""

    voice_id: Word = Field(None, validation_alias=AliasChoices("voice_id", "id"))


class FinalizeDesignedVoice(Endpoint[MadeVoice | None], post="/agents/{agent_id}/voice/design"):
    """Step 4 of 4: keep one."""

    agent_id: str
    generation_id: Text
    name: Text
    gender: str | None = None
    language: str | None = None
    description: str | None = None


class CloneVoice(Endpoint[MadeVoice | None], post="/agents/{agent_id}/voice/clone"):
    """A voice from a recording, at an address (preferred) or, when small, sent along."""

    agent_id: str
    name: Text
    audio_url: Link | None = None
    audio_base64: Text | None = Field(None, repr=False)
    gender: str | None = None
    language: str | None = None
    description: str | None = None

    @model_validator(mode="after")
    def _one_recording(self) -> Self:
        if (self.audio_url is None) == (self.audio_base64 is None):
            raise ValueError("a recording comes either at audio_url or as audio_base64")
        return self


class DeleteAgentVoice(Endpoint[None], delete="/agents/{agent_id}/voice/{voice_id}"):
    agent_id: str
    voice_id: str


class PreviewVoice(Endpoint[UserJobCreated], post="/agents/{agent_id}/voice/{voice_id}/preview"):
    agent_id: str
    voice_id: str
    text: Text


class VoicePreview(Shape):
    """How a preview stands; once completed its sound is in `output_resources`."""

    status: str
    result: Any = None
    failed_reason: Reason = None
    output_resources: Annotated[list[Resource], Each, Loose] = Field(default_factory=list)


class GetVoicePreview(Endpoint[VoicePreview], get="/agents/{agent_id}/voice/preview/{job_id}"):
    agent_id: str
    job_id: str
