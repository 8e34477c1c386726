"""The Home tab: everything that waits for a person, and all that is under way."""

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.credits import glance
from genbot.cards.freezes import SURE, freeze_line
from genbot.cards.overview import FROZEN, blocks, groups
from genbot.cards.text import line, person
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea
from genbot.domain.overview import Overview
from genbot.domain.posts import Block

MOST_IDEAS, MOST_FREEZES, MOST_PURSES = 10, 8, 5


def home_view(overview: Overview, user: str) -> Block:
    """One person's view of every channel genbot works in."""
    found = [one for one in groups(overview, named_rooms=True) if one.head != FROZEN]
    return kit.home(
        kit.header("From an idea to a published video"),
        kit.section(f"Hello {person(user)}. {_greeting(overview)}"),
        *(_frozen(freeze) for freeze in overview.freezes[:MOST_FREEZES]),
        _rest(overview.freezes),
        kit.actions(
            kit.button("Go through them…", Act.OPEN_WAITING, style="primary")
            if overview.mine
            else None,
            kit.button("New ideas…", Act.OPEN_REQUEST, style="" if overview.mine else "primary"),
            kit.button("Calendar…", Act.OPEN_CALENDAR),
            kit.button("Refresh", Act.REFRESH_HOME),
            kit.button("Help", Act.OPEN_HELP),
        ),
        kit.divider() if found or overview.credits else None,
        *(kit.section(glance(one)) for one in overview.credits[:MOST_PURSES]),
        *blocks(found),
        *_scripts(overview.ideas),
    )


def _frozen(freeze: Freeze) -> Block:
    """What is frozen, with the way out of it."""
    value = f"{freeze.id}:{freeze.nth}"
    return kit.section(
        freeze_line(freeze), kit.button("Thaw", Act.THAW, value, confirm=SURE)
    )  # fmt: skip


def _rest(freezes: tuple[Freeze, ...]) -> Block | None:
    """Whether anything is frozen, and how much more is than can be shown."""
    if not freezes:
        return kit.small("🟢  Nothing is frozen")
    left = len(freezes) - MOST_FREEZES
    return kit.small(f"and {left} more") if left > 0 else None


def _greeting(overview: Overview) -> str:
    if waiting := len(overview.mine or ()):
        return f"*{waiting}* {'thing waits' if waiting == 1 else 'things wait'} for your decision."
    return "Nothing waits for your decision. Type `/gen ideas 5 late-night tacos` in a channel to begin."


def _scripts(ideas: tuple[Idea, ...]) -> list[Block]:
    """The ideas to decide about, with a look at each script."""
    if not ideas:
        return []
    rows = [
        kit.section(
            f"{idea.number}. {line(idea.title, 200)}",
            kit.button("Details", Act.IDEA_DETAILS, f"{idea.id}:{idea.version}"),
        )
        for idea in ideas[:MOST_IDEAS]
    ]
    return [kit.divider(), kit.section("*Read the scripts*"), *rows]
