"""The Home tab: everything that waits for a person, and all that is under way."""

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.overview import blocks, groups
from genbot.cards.text import line, person
from genbot.domain.ideas import Idea
from genbot.domain.overview import Overview
from genbot.domain.posts import Block

MOST_IDEAS = 10


def home_view(overview: Overview, user: str) -> Block:
    """One person's view of every channel genbot works in."""
    found = list(groups(overview, named_rooms=True))
    return kit.home(
        kit.header("From an idea to a published video"),
        kit.section(f"Hello {person(user)}. {_greeting(overview)}"),
        kit.actions(
            kit.button("New ideas…", Act.OPEN_REQUEST, style="primary"),
            kit.button("Refresh", Act.REFRESH_HOME),
            kit.button("Help", Act.OPEN_HELP),
        ),
        kit.divider() if found else None,
        *blocks(found),
        *_scripts(overview.ideas),
    )


def _greeting(overview: Overview) -> str:
    waiting = sum(map(len, (overview.ideas, overview.review, overview.resting, overview.asking)))
    if waiting:
        return f"*{waiting}* {'thing waits' if waiting == 1 else 'things wait'} for a decision."
    return (
        "Nothing waits for a decision. Type `/gen ideas 5 late-night tacos` in a channel to begin."
    )


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
