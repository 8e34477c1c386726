"""Where a post is, as somebody pastes it: a link to it on TikTok, or its id."""

import re

from genbot.domain.value import value

LINK = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?::\d+)?(/[^\s<>|\"'?#]*)?\S*", re.IGNORECASE
)
OURS = re.compile(r"(?:[\w-]+\.)*tiktok\.com", re.IGNORECASE)
POST = re.compile(r"/(?:(@[\w.-]+)/)?(?:video|photo|v|embed(?:/v\d)?|player/v1)/(\d+)(?:\.html)?/?")
SHORT = re.compile(r"(?:v[mt]\.tiktok\.com|.*/t)/\w{5,}/?", re.ASCII | re.IGNORECASE)
"""What *Share* copies: it leads to a post, and does not tell to which."""

ID = re.compile(r"(?=\D*\d)[\w.~-]{1,64}", re.ASCII)


class Misread(ValueError):
    """What was pasted says of no post where it is; the text says why, as people may read it."""


@value
class Pasted:
    """`text` is what is kept of it, `id` the post's own number and `account` whose it is, as far as
    they can be read there."""

    text: str
    id: str = ""
    account: str = ""


def read(text: str) -> Pasted:
    """A link in whatever was copied with it, or an id alone; raises Misread."""
    words = text.strip().strip("<>\"'`")
    links = {found[0]: found for found in LINK.finditer(words) if found[2] or "://" in found[0]}
    if len(links) > 1:
        raise Misread("These are several links. Paste the one of the post.")
    if links:
        return _linked(*next(iter(links.values())).groups(default="/"))
    if not words:
        raise Misread("Paste the link of the post, or its id.")
    if not ID.fullmatch(words):
        raise Misread(
            "That is neither a link nor an id. Open the post on TikTok and copy its link."
        )
    return Pasted(words, words)


def _linked(host: str, path: str) -> Pasted:
    if not OURS.fullmatch(host):
        raise Misread(f"That link leads to {host[:60]}. Open the post on TikTok and copy its link.")
    kept = f"https://{host.lower()}{path}"
    if found := POST.fullmatch(path):
        return Pasted(kept, found[2], (found[1] or "").casefold())
    if SHORT.fullmatch(f"{host}{path}"):
        return Pasted(kept)
    raise Misread(
        "That link leads to TikTok, but not to one post. Open the post itself and copy its link."
    )
