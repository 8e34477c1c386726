"""What `/gen ideas` was given, read as people write it."""

import re

from genbot.domain.errors import Refusal
from genbot.domain.value import value


@value
class Ask:
    """What `/gen ideas` was given, understood."""

    topic: str
    count: int = 5
    video_type: int = 0
    requirements: str = ""


AS_TYPE = re.compile(
    r"(?:^|\s+)as\s+(?:an?\s+)?(?:(?P<t1>talking avatar|avatar)|(?P<t2>green[- ]screen)|(?P<t3>montage)"
    r"|(?P<t4>text(?:[- ]driven)?)|(?P<t5>pov(?: object)?)|(?P<t6>narrated(?:/vo)?|vo|voice-?over)"
    r"|(?P<t8>split[- ]screen)|(?P<t9>skit))(?:s|\s+videos?)?\s*(?:[,;]\s*(?P<rest>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip


def understand(text: str, most: int, count: int = 5) -> Ask:
    """Read "5 late-night tacos as montage; under 12 s": how many, about what, as which type, and
    what they have to keep to; raises Refusal with what to type instead."""
    words = text.split()
    first = words[0].lower() if words else ""
    if (first[1:] if first[:1] in {"-", "+"} else first).isdecimal():
        count, words = int(first[:9]), words[1:]
    elif first in NUMBERS:
        count, words = NUMBERS[first], words[1:]
    elif first == "many":
        raise Refusal(f'"many" is not a number I can work with. Say how many, 1 to {most}.')
    if not 1 <= count <= most:
        raise Refusal(
            f"I can ask for 1 to {most} ideas at a time. For example: `/gen ideas 5 tacos`"
        )
    topic, video_type, requirements = _typed(" ".join(words).strip())
    if not topic:
        raise Refusal(
            "What should the ideas be about? For example: `/gen ideas 5 late-night tacos`"
        )
    return Ask(topic[:2000], count, video_type, requirements)


def _typed(text: str) -> tuple[str, int, str]:
    """Topic, type and requirements. A type is only one after "as", at the end of what it is about:
    "5 montage tacos" is about tacos in whatever way, and the agent reads it as it is."""
    if found := AS_TYPE.search(text):
        named = next(int(name[1:]) for name, said in found.groupdict().items() if said)
        return text[: found.start()].strip(), named, (found["rest"] or "").strip()
    topic, _, requirements = text.partition(";")
    return topic.strip(), 0, requirements.strip()
