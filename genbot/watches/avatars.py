"""Avatars at GEN: a picture from Slack becomes a face, another is shown first, some are taken out."""

from genbot.domain.errands import Errand, What
from genbot.domain.files import Unfit
from genbot.gen.endpoint import Ask, Upload
from genbot.gen.errors import NotFound
from genbot.gen.setup import CreateAgentAvatar, DeleteAgentAvatar, SetPrimaryAvatar
from genbot.watches.errand import Recipe, Result
from genbot.watches.files import Files, carried
from genbot.watches.kind import Done

LARGEST = 10_000_000  # bytes; what Slack takes in a form
# How each kind begins, whatever its name says.
JPEG, PNG, RIFF, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"WEBP"


class AddAvatar(Recipe):
    """`wish`: file (its id in Slack), name."""

    what = What.ADD_AVATAR

    def __init__(self, files: Files) -> None:
        self._files = files

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        wish = errand.wish
        with carried():
            content = await self._files.take(wish["file"], LARGEST)
            picture = Upload(wish["name"], content, kind(content))
        await ask(CreateAgentAvatar(agent_id=errand.agent, avatar=picture))
        return Done({})


def kind(content: bytes) -> str:
    """What sort of picture these bytes are; raises Unfit for what GEN does not take."""
    if content.startswith(JPEG):
        return "image/jpeg"
    if content.startswith(PNG):
        return "image/png"
    if content.startswith(RIFF) and content[8:12] == WEBP:
        return "image/webp"
    raise Unfit("It is no picture in JPEG, PNG or WebP")


class ChangeAvatars(Recipe):
    """`wish`: primary (an id, or empty), drop (ids). What is gone already is as good as dropped."""

    what = What.CHANGE_AVATARS

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        primary, drop = errand.wish["primary"], errand.wish["drop"]
        if primary:
            await ask(SetPrimaryAvatar(agent_id=errand.agent, id=primary))
        if drop:
            try:
                await ask(DeleteAgentAvatar(agent_id=errand.agent, id="_".join(drop)))
            except NotFound:
                return Done({"gone": True})
        return Done({})
