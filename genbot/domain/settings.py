"""The few figures a story needs to know about this installation."""

from genbot.domain.value import value


@value
class Settings:
    """All durations in seconds, sizes in bytes."""

    admins: tuple[str, ...] = ()  # who may freeze and thaw every channel; empty: see flows/freeze
    agent: str = ""  # GEN agent for channels that were never bound
    pace: float = 1.0  # how much faster than real time the world runs; above 1 only in a rehearsal
    undo: float = 30.0  # between "publish now" and the call
    posts_a_day: int = 15  # of one account in any 24 hours
    grace: float = 900.0  # a post later than this asks a person first
    preview: int = 200_000_000  # a larger video is linked, not uploaded
    most_ideas: int = 50  # per request
