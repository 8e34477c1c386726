"""What an angle is: one way to tell any topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Angle:
    """`types` are the video types it is at home in; beats are (shot, voice), the first is the hook's."""

    titles: tuple[str, ...]
    hooks: tuple[str, ...]
    types: tuple[int, ...]
    beats: tuple[tuple[str, str], ...]
    used: str
    why: str
    caption: str
