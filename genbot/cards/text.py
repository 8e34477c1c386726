"""Words made safe and short: everything that comes from outside passes here, once."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

# Controls, text direction, joiners of nothing, tags, lone surrogates: none of them can be seen.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners are kept where they join: inside emoji families and in scripts that need them.
LOOSE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
# Slack has no escape for its own formatting, so each mark is replaced by one that looks like it.
MARKS = {ord("*"): "\u2217", ord("~"): "\u223c", ord("`"): "\u02cb"}
EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
EMOJI_CODE = re.compile(r":(?=[^\s:]{1,100}:)(?!(?!100:|1234:)\d[\d.,-]*:)")  # 12:30:45 has none
BROADCAST = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
QUOTE_MARK = re.compile(r"^([^\S\n]*)(>+)", re.MULTILINE)
MINUTE, HOUR = 60, 3_600
FINE = 20  # below this many seconds an estimate is told to the second, above it to five
LATEST = 253_402_300_799.0  # the last second of the year 9999
URL = re.compile(r"https?://[^\s|<>\"\\^`{}\x00-\x20\x7f-\uffff\U00010000-\U0010ffff]{3,1500}")


def clean(text: str) -> str:
    """The text without anything invisible, with plain line ends; not escaped."""
    if text.isprintable():  # all that is dropped below is not, and most texts are
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return LOOSE_JOINER.sub("", HIDDEN.sub("", text))


def _start(text: str, limit: int) -> str:
    """Enough of a text to fill `limit`, so that a very long one costs no more than a long one."""
    enough = 10 * limit
    return text if len(text) <= enough else text[:enough] + "\u2026"


def escape(text: str, limit: int = 0) -> str:
    """Any text from outside as mrkdwn that shows exactly its words: no mention, link or format.

    Slack asks for `&`, `<` and `>` only (platform notes 2.7); the rest keeps strangers' stars,
    emoji codes and quote marks from changing how our own words look. `limit` counts the result.
    """
    text = clean(_start(text, limit) if limit else text).translate(MARKS)
    text = EDGE_UNDERSCORE.sub("\u02cd", text)
    text = EMOJI_CODE.sub("\u2236", text)
    text = BROADCAST.sub("\uff20", text)
    text = QUOTE_MARK.sub(lambda found: found[1] + "\u203a" * len(found[2]), text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").strip()
    return shorten(text, limit) if limit else text


def shorten(mrkdwn: str, limit: int) -> str:
    """At most `limit` characters of escaped text; never half an entity or half a token."""
    if len(mrkdwn) <= limit:
        return mrkdwn
    kept = _whole(mrkdwn[: limit - 1])
    return kept.rstrip(" \n\u200d") + "\u2026"


def _whole(cut: str) -> str:
    """Escaped text without the token or entity that the cut went through."""
    for opening, closing in (("<", ">"), ("&", ";")):
        at = cut.rfind(opening)
        if at > cut.rfind(closing):
            cut = cut[:at]
    return cut


def pieces(mrkdwn: str, size: int, most: int) -> list[str]:
    """Escaped text in at most `most` pieces, cut at line ends or spaces where there are any."""
    found: list[str] = []
    while len(mrkdwn) > size and len(found) < most - 1:
        cut = _whole(mrkdwn[:size])
        at = max(cut.rfind("\n", size // 2), cut.rfind(" ", size // 2)) + 1 or len(cut)
        found.append(mrkdwn[:at].rstrip())
        mrkdwn = mrkdwn[at:].lstrip()
    return [piece for piece in (*found, shorten(mrkdwn, size)) if piece]


def line(text: str, limit: int, empty: str = "Untitled") -> str:
    """Outside text as one escaped line; `empty` stands in where there is nothing."""
    return escape(" ".join(clean(_start(text, limit)).split()), limit) or empty


def plain(text: str, limit: int, empty: str = "Untitled") -> str:
    """Outside text as one line for places that know no formatting (plain_text, file names)."""
    text = (
        " ".join(clean(_start(text, limit)).split()).replace("<", "\u2039").replace(">", "\u203a")
    )
    if len(text) > limit:
        text = text[: limit - 1].rstrip(" \u200d") + "\u2026"
    return text or empty


def ended(text: str) -> str:
    """With a full stop, unless it ends by itself."""
    return text if text.endswith((".", "!", "?", "\u2026")) else f"{text}."


def capital(text: str) -> str:
    """As the beginning of a sentence; `str.capitalize` would make Gen of GEN."""
    return text[:1].upper() + text[1:]


def inner(text: str) -> str:
    """A sentence as a part of another one: no capital that is not a name's, and no full stop."""
    text = text.rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def quoted(text: str, limit: int) -> str:
    """Outside text as a quotation of one or more lines."""
    return ">" + escape(text, limit).replace("\n", "\n>")


def person(user: str) -> str:
    """A person by their id; never built from anything that is not an id."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{1,30}", user) else "somebody"


def room(channel: str) -> str:
    return f"<#{channel}>" if re.fullmatch(r"[CG][A-Z0-9]{1,30}", channel) else "a private talk"


def link(url: str) -> str:
    """A link that says where it goes; empty for anything that is not a plain web address."""
    if not URL.fullmatch(url):
        return ""
    try:
        host, user = urlsplit(url).hostname, urlsplit(url).username
    except ValueError:
        return ""
    if not host or user is not None or not re.fullmatch(r"[\w.:-]+", host):
        return ""
    return f"<{url.replace('&', '&amp;')}|{host.removeprefix('www.') or host}>"


def moment(at: float, shape: str = "{date_short_pretty} at {time}") -> str:
    """An instant in the reader's own time zone, as Slack writes it."""
    at = min(max(at, 0.0), LATEST)
    spoken = datetime.fromtimestamp(at, UTC).strftime("%-d %b %Y, %H:%M:%S UTC")
    return f"<!date^{int(at)}^{shape}|{spoken}>"


def byline(by: str, at: float = 0.0) -> str:
    """Who and when, as far as we know: " by @Maya · today at 14:02"."""
    who = f" by {person(by)}" if by else ""
    return who + (f" · {moment(at)}" if at else "")


def several(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def credit(amount: float) -> str:
    """An amount of credits as people write it: 59, 1,204.5."""
    written = f"{amount:,.2f}".rstrip("0").rstrip(".")
    return f"{written} credit" if written == "1" else f"{written} credits"


def amount(count: int) -> str:
    """A big number, short: 950, 89k, 1.2M."""
    for size, unit in ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")):
        if count >= size * 0.9995:
            short = f"{count / size:.1f}" if count < size * 9.95 else f"{count / size:.0f}"
            return short.removesuffix(".0") + unit
    return str(count)


def weight(size: int) -> str:
    """How large a file is, short: 950 kB, 1.2 MB, 340 MB."""
    for step, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= step:
            return (
                f"{size / step:.1f} {unit}" if size < 9.95 * step else f"{size / step:.0f} {unit}"
            )
    return several(size, "byte")


def lasting(seconds: float) -> str:
    """How long something took, in words short enough for a line of facts."""
    if seconds < 1.5 * MINUTE:
        return f"{max(1, round(seconds))} s"
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def usually(expects: tuple[float, float]) -> str:
    """An honest estimate: "usually 30 to 60 s"; empty when we have none."""
    early, late = expects
    if late <= 0:
        return ""
    size, unit = (HOUR, "h") if late >= 1.5 * HOUR else (MINUTE, "min")
    if late < 2 * MINUTE:
        size, unit = (1, "s")
    step = 5 if unit == "s" and late > FINE else 1
    low, high = (max(1, round(end / size / step) * step) for end in (early, late))
    return f"usually about {high} {unit}" if low >= high else f"usually {low} to {high} {unit}"
