"""The sandbox's own clips, and the files on the pretend CDN that show them."""

from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from genbot.sandbox.gen.agents import Agent, Organization
from genbot.sandbox.gen.asks import Upload
from genbot.sandbox.gen.sheets import Generation, Resource
from genbot.sandbox.gen.state import Gen

MEDIA = Path(__file__).parent.parent / "media"
CLIPS = ("ember", "salsa", "dusk", "mint", "rose", "noon")

_FORMATS = {
    "video": ("mp4", "video/mp4"),
    "image": ("jpg", "image/jpeg"),
    "audio": ("m4a", "audio/mp4"),
    "captions": ("vtt", "text/vtt"),
}
_SUBTITLES = b"WEBVTT\n\n00:00.000 --> 00:04.000\n(sound on)\n"


@cache
def clip_bytes(name: str) -> bytes:
    """A file of the media folder."""
    return (MEDIA / name).read_bytes()


def store_output(gen: Gen, agent: Agent, made: Generation, kind: str) -> Resource:
    """What a generation put out: a file of its own address, shown by one of the clips."""
    id = gen.number()
    suffix, content_type = _FORMATS[kind]
    clip = CLIPS[(gen.world.seed + len(gen.resources)) % len(CLIPS)]
    name = f"{made.kind}_{gen.world.id('').lower()}"
    resource = Resource(
        id,
        agent.id,
        kind,
        f"{name}.{suffix}",
        content_type,
        f"/cdn/outputs/{name}.{suffix}",
        maker=made.id,
        created=gen.now(),
    )
    resource.clip = {"audio": "voice.m4a", "captions": None}.get(kind, f"{clip}.{suffix}")
    resource.data = _SUBTITLES if kind == "captions" else None
    if kind in {"video", "image"}:
        resource.thumbnail = f"/cdn/thumbnails/{name}.jpg"
    if made.kind == "render":
        resource.padding = max(0, int(gen.order("render_size") or 0) - len(file_bytes(resource)))
    return publish_file(gen, resource)


def store_upload(gen: Gen, owner: Agent | Organization, upload: Upload) -> Resource:
    """A file somebody brought along."""
    id = gen.number()
    url = f"/cdn/uploads/{gen.world.id('').lower()}/{quote(Path(upload.name).name or 'file')}"
    kind = _kind(upload)
    resource = Resource(
        id,
        owner.id,
        kind,
        upload.name,
        upload.content_type,
        url,
        url if kind == "image" else None,
        upload.data,
        created=gen.now(),
    )
    return publish_file(gen, resource)


def exchange_video(gen: Gen) -> bool:
    """Somebody puts another clip where the newest finished video was; exchanged once more, it is
    what it was. False when there is no video."""
    gen.catch_up()
    renders = {made.id for made in gen.generations.values() if made.kind == "render"}
    films = [one for one in gen.resources.values() if one.maker in renders and one.clip]
    for film in films[-1:]:
        clip = CLIPS.index(Path(film.clip or "").stem)
        film.clip = f"{CLIPS[clip ^ 1]}.mp4"
    return bool(films)


def publish_file(gen: Gen, resource: Resource) -> Resource:
    gen.resources[resource.id] = resource
    for link in filter(None, (resource.url, resource.thumbnail)):
        gen.links[unquote(link)] = resource
    return resource


def linked(gen: Gen, url: str) -> Resource | None:
    """What an address on the CDN shows, as long as it is not deleted."""
    resource = gen.links.get(unquote(urlsplit(url).path))
    return None if resource is None or resource.deleted else resource


def file_bytes(resource: Resource, *, thumbnail: bool = False) -> bytes:
    if resource.clip is None:
        return resource.data or b""
    return clip_bytes(f"{Path(resource.clip).stem}.jpg" if thumbnail else resource.clip)


def _kind(upload: Upload) -> str:
    family = upload.content_type.split("/", maxsplit=1)[0]
    if family in {"image", "video", "audio"}:
        return family
    return "safe_tensors" if upload.name.endswith(".safetensors") else "zip"
