"""Watching other people's posts: what can be looked for where, and what that costs at most."""

import re
from dataclasses import asdict, replace
from typing import Any

from genbot.domain.errors import BadForm
from genbot.domain.value import value

PLATFORMS = {"tiktok": "TikTok", "instagram": "Instagram", "youtube": "YouTube"}
KINDS = {"@": "username", "#": "hashtag"}  # by the first letter; everything else are words
IMPOSSIBLE = {("instagram", "keyword")}  # the page "Content Monitoring"
DAYS = {
    0: "Any time",
    1: "The last day",
    7: "The last 7 days",
    30: "The last 30 days",
    90: "The last 90 days",
    180: "The last 180 days",
}
POST, COMMENT = 0.015, 0.002  # dollars each; GEN takes them in credits
MOST, USUAL = 50, 20  # posts each time
LONGEST = 300

ON = re.compile(rf"(?:^|\s)on\s+({'|'.join(PLATFORMS)})\b", re.IGNORECASE)
AGE = re.compile(r"(\d{1,4})(?:d|days?)")
COUNTRY = re.compile(r"(?!on)[a-z]{2}")  # no country is "on", and that word stands before places


@value
class Search:
    """Whose or what posts GEN should read. `most` posts each time; `ongoing` until it is stopped."""

    value: str = ""
    platform: str = "tiktok"
    days: int = 0
    country: str = ""
    most: int = USUAL
    comments: bool = False
    ongoing: bool = False

    @property
    def type(self) -> str:
        """GEN's name for what is looked for."""
        return KINDS.get(self.value[:1], "keyword")

    @property
    def name(self) -> str:
        """ "@tacoking on TikTok"."""
        words = self.value if self.type != "keyword" else f"“{self.value}”"
        return f"{words} on {PLATFORMS.get(self.platform, self.platform)}"

    @property
    def dollars(self) -> float:
        """The most that the posts of one look can cost; comments come on top, and have no limit."""
        return self.most * POST

    def check(self) -> "Search":
        """The same, fit to be asked for; raises BadForm with the reason at its field."""
        wrong = {name: said for name, said in self._wrong().items() if said}
        if wrong:
            raise BadForm(**wrong)
        return self

    def _wrong(self) -> dict[str, str]:
        return {
            "value": self._wrong_value(),
            "platform": "" if self.platform in PLATFORMS else "Choose one of the three.",
            "days": "" if self.days in DAYS else AGES,
            "most": "" if 1 <= self.most <= MOST else f"GEN takes 1 to {MOST} posts each time.",
            "country": "" if COUNTRY.fullmatch(self.country or "us") else TWO_LETTERS,
        }

    def _wrong_value(self) -> str:
        if not self.value.strip("@# "):
            return "Say who or what to watch: an @creator, a #tag, or words."
        if (self.platform, self.type) in IMPOSSIBLE:
            return (
                "Instagram cannot be searched for words, only for an @creator or a #tag. "
                "TikTok and YouTube can."
            )
        if self.type != "keyword" and re.search(r"\s", self.value):
            return "A name or a tag has no spaces. For words, leave out the first letter @ or #."
        return (
            ""
            if len(self.value) <= LONGEST
            else f"At most {LONGEST} characters; this has {len(self.value):,}."
        )

    def told(self) -> dict[str, Any]:
        """As it is kept in a wish: plain JSON."""
        return asdict(self)


AGES = "GEN knows 1, 7, 30, 90 and 180 days, or any time."
TWO_LETTERS = "Two letters, like us or gb."


def kept(wish: dict[str, Any]) -> Search:
    """The search in a wish."""
    return Search(**{name: wish[name] for name in asdict(Search()) if name in wish})


def understand(text: str) -> tuple[Search, list[str]]:
    """What was typed ("@tacoking on tiktok 30d us max 50 comments ongoing"), and what of it was not
    understood."""
    words, platform, rest = _parts(" ".join(text.split()))
    search, strange = Search(words[:LONGEST], platform), []
    tokens = rest.replace(",", " ").split()
    while tokens:
        word = tokens.pop(0).lower()
        if word == "max" and tokens and tokens[0].isdecimal():
            search = replace(search, most=int(tokens.pop(0)[:4]))
        elif changed := _option(word):
            search = replace(search, **changed)
        else:
            strange.append(word)
    return search, strange


def _parts(text: str) -> tuple[str, str, str]:
    """What to watch, where, and the rest. Without a place a name or a tag ends at its first space."""
    if places := list(ON.finditer(text)):
        last = places[-1]
        return text[: last.start()], last[1].lower(), text[last.end() :]
    words, _, rest = text.partition(" ") if text[:1] in KINDS else (text, "", "")
    return words, "tiktok", rest


def _option(word: str) -> dict[str, Any]:
    if word in {"comments", "ongoing"}:
        return {word: True}
    if age := AGE.fullmatch(word):
        return {"days": int(age[1])}
    return {"country": word} if COUNTRY.fullmatch(word) else {}
