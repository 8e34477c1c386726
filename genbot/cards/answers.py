"""Short answers to one person: a note, the help and its window, the agents to choose from, a channel's settings."""

from collections.abc import Sequence

from genbot.cards import kit, policies
from genbot.cards.acts import Act
from genbot.cards.banners import BANNER
from genbot.cards.text import credit, line, shorten
from genbot.domain.approvals import Standing
from genbot.domain.budgets import SPOKEN
from genbot.domain.channels import Channel
from genbot.domain.posts import Block, Card

MOST_AGENTS = 40
LONGEST = 120  # characters of a usage, and of what it does


def note(text: str) -> Card:
    """One sentence of ours for one person; mrkdwn that is safe already."""
    return kit.card(text, kit.section(text))


Verbs = Sequence[tuple[str, str]]  # what is typed, and what it does


def help_card(first: Verbs, every: int) -> Card:
    """The commands to begin with, of so many that there are; a window has them all."""
    return kit.card(
        f"Here is what I can do: {', '.join(usage for usage, _ in first)}; all {every} in a window.",
        kit.section("*From an idea to a published video, without leaving Slack*"),
        kit.section("\n".join(_verb(*one) for one in first)),
        kit.small(
            "A question needs no command: mention me, or write to me in private.",
            "Reply in a thread to go on.",
        ),
        kit.actions(
            kit.button("New ideas…", Act.OPEN_REQUEST, style="primary"),
            kit.button("Ask the agent…", Act.OPEN_ASK),
            kit.button(f"All {every} commands…", Act.OPEN_HELP),
            kit.button("Settings…", Act.OPEN_SETTINGS),
        ),
    )


def help_view(groups: Sequence[tuple[str, Verbs]]) -> Block:
    """Everything that can be typed, read off the table of commands, subject by subject."""
    return kit.form(
        None,
        "What I can do",
        kit.section("*From an idea to a published video, without leaving Slack*"),
        *(_verbs(head, rows) for head, rows in groups if rows),
        kit.small("Everything typed can also be done with forms and buttons."),
    )


def _verbs(head: str, rows: Verbs) -> Block:
    """One subject: its commands, each on one line."""
    return kit.section("\n".join([f"*{head}*", *(_verb(*one) for one in rows)]))


def _verb(usage: str, does: str) -> str:
    return f"`{shorten(usage, LONGEST)}`  {shorten(does, LONGEST)}"


def agents_card(agents: Sequence[tuple[str, str]], current: str) -> Card:
    """The agents the key can see, each with a button to let it speak in this channel."""
    if not agents:
        return note("GEN shows me no agents. Make one at gen.pro, or ask whoever owns the key.")
    rows = [_agent_row(id, name, current) for id, name in agents[:MOST_AGENTS]]
    left = len(agents) - MOST_AGENTS
    return kit.card(
        f"Which agent should speak in this channel? {len(agents)} to choose from.",
        kit.section("*Which agent should speak in this channel?*"),
        *rows,
        kit.small(f"and {left} more: type `/gen use` and a name") if left > 0 else None,
        kit.small("What is under way goes on with the agent it began with."),
    )


def channel_card(channel: Channel, standings: Sequence[Standing]) -> Card:
    """How a channel is set up now."""
    unnamed = "the usual agent" if channel.agent_id else "no agent yet"
    name = line(channel.agent_name, 80, unnamed)
    said = f"This channel now works with {name}."
    return kit.card(
        said,
        kit.section(f"⚙️  *This channel works with {name}*"),
        kit.small(BANNER) if channel.rehearsal else None,
        kit.small(
            *map(policies.said, standings[:2]),
            _budgets(channel),
            f"Posts {channel.slots}" if channel.slots else "No posting times",
            "News is said in the channel" if channel.announce else "News stays in threads",
        ),
        kit.actions(
            kit.button("Settings…", Act.OPEN_SETTINGS, channel.id),
            kit.button("Who decides…", Act.OPEN_POLICY, channel.id),
        ),
    )


def _agent_row(id: str, name: str, current: str) -> Block:
    named = line(name or id, 100)
    if id == current:
        return kit.section(f"✅  *{named}* · speaks here now")
    use = kit.button("Use this one", Act.USE_AGENT, f"{id}|{name[:200]}")
    return kit.section(named, use)


def _budgets(channel: Channel) -> str:
    both = ((channel.budget, "budget"), (channel.person_budget, "each person"))
    said = [f"{what} {credit(one.credits)} in {SPOKEN[one.period]}" for one, what in both if one]
    return ", ".join(said)
