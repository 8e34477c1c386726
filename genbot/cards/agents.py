"""Agents: the list of them, one of them in full, and what is asked before one is made or ended."""

from collections.abc import Iterator, Mapping, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, link, plain, room, several
from genbot.domain.agents import LENGTHS, LONGEST, PER_PAGE, PLATFORMS, Agent, Portrait, Setup
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block
from genbot.domain.voices import Wanted

Named = Sequence[tuple[str, str]]
MOST_ROOMS, MOST_LISTED = 5, 12
LONGEST_ZONE = 60


def list_view(
    agents: Sequence[Agent], page: int, of: int, current: str, rooms: Mapping[str, Sequence[str]]
) -> Block:
    """One page of the agents, each with what it is and where it speaks."""
    first, size = page * PER_PAGE, len(agents)
    turns = (
        kit.actions(_turn("Earlier ones", page - 1)) if page else None,
        kit.actions(_turn("Next ones", page + 1)) if first + size < of else None,
        kit.actions(kit.button("New agent…", Act.NEW_AGENT)),
    )
    counted = f"{first + 1} to {first + size} of {several(of, 'agent')}" if of else NONE
    rows = (block for one in agents for block in _row(one, current, rooms.get(one.id, ())))
    return kit.form(None, "Agents", kit.small(counted), *rows, *turns)


NOTHING = "\u2013"
NONE = "GEN shows me no agents yet. Make the first one."


def _row(agent: Agent, current: str, rooms: Sequence[str]) -> Iterator[Block | None]:
    here = "  ✅ speaks here" if agent.id == current else ""
    said = f"*{line(agent.name or agent.id, 100)}*{here}\n{escape(agent.description, 300)}"
    yield kit.section(said, kit.image(agent.picture, f"Picture of {agent.name}"))
    yield kit.small(_where(rooms))
    use = kit.button("Let it speak here", Act.USE_AGENT, f"{agent.id}|{agent.name[:200]}")
    see = kit.button("Who it is…", Act.SEE_AGENT, agent.id)
    yield kit.actions(see, None if agent.id == current else use)


def _where(rooms: Sequence[str]) -> str:
    if not rooms:
        return "Speaks in no channel that you share with me"
    more = f" and {len(rooms) - MOST_ROOMS} more" if len(rooms) > MOST_ROOMS else ""
    return f"Speaks in {', '.join(map(room, rooms[:MOST_ROOMS]))}{more}"


def _turn(label: str, page: int) -> Block:
    return kit.button(label, Act.MORE_AGENTS, str(page))


def portrait_view(seen: Portrait, rooms: Sequence[str]) -> Block:
    """Everything GEN keeps about an agent, with a button for each part that can be changed."""
    agent, setup = seen.agent, seen.setup
    brand = line(setup.texts.get("brand_name", ""), 200, "")
    called = f"*{line(agent.name or agent.id, 200)}*" + (f"\nBrand: {brand}" if brand else "")
    return kit.form(
        None,
        plain(agent.name, 24, "Agent"),
        kit.section(called, kit.image(agent.picture, f"Picture of {agent.name}")),
        kit.section(_facts(setup, agent)),
        *_told("Description", setup.texts.get("description", ""), 500),
        *_told("Personality", setup.texts.get("personality", ""), 900),
        *_listed("Keywords", [line(one, 100) for one in setup.keywords]),
        *_listed("Expertise (researched every day)", [line(one, 300) for one in setup.expertise]),
        *_listed("Watched (others it learns from)", [line(w.written, 200) for w in setup.watched]),
        *_listed("Own accounts (where it posts)", [_own(one.url, one.label) for one in setup.own]),
        kit.small(_where(rooms)),
        *_changes(agent),
    )


def _facts(setup: Setup, agent: Agent) -> str:
    lengths = dict(LENGTHS)
    named = {
        "Goal": setup.texts.get("goal", ""),
        "Is": setup.texts.get("identity_type", ""),
        "Platforms": ", ".join(dict(PLATFORMS).get(one, one) for one in setup.platforms),
        "Makes": ", ".join(lengths[one].lower() for one in setup.lengths),
        "Voice": setup.voice,
        "Time zone": agent.time_zone,
    }
    return "\n".join(f"*{name}*  {line(told, 200, NOTHING)}" for name, told in named.items())


def _told(head: str, text: str, most: int) -> Iterator[Block]:
    if told := escape(text, most):
        yield kit.section(f"*{head}*\n{told}")


def _listed(head: str, rows: Sequence[str]) -> Iterator[Block]:
    if not rows:
        return
    more = [f"and {len(rows) - MOST_LISTED} more"] if len(rows) > MOST_LISTED else []
    shown = "\n".join(f"•  {row}" for row in [*rows[:MOST_LISTED], *more])
    yield kit.section(f"*{head}*\n{shown}")


def _own(url: str, label: str) -> str:
    where = link(url) or line(url, 200, "")
    return " · ".join(part for part in (line(label, 100, ""), where) if part)


def _changes(agent: Agent) -> tuple[Block | None, ...]:
    id = agent.id
    return (
        kit.actions(
            kit.button("Edit who it is…", Act.EDIT_AGENT, id),
            kit.button("Personality…", Act.EDIT_PERSONALITY, id),
            kit.button("Expertise and Watched…", Act.EDIT_WATCHED, id),
            kit.button("Own accounts…", Act.EDIT_OWN_ACCOUNTS, id),
        ),
        kit.actions(
            kit.button("Pictures…", Act.SEE_AVATARS, id),
            kit.button("Voices…", Act.MORE_VOICES, Wanted((id, agent.name)).kept),
            kit.button("Rename…", Act.RENAME_AGENT, id),
            kit.button("Delete…", Act.DELETE_AGENT, id, "danger"),
            kit.button("All agents", Act.MORE_AGENTS, "0"),
        ),
    )


def new_form(name: str, workspaces: Named) -> Block:
    """What a new agent needs; where it lives is asked only where there is a choice."""
    choice = kit.input_choice("workspace", "Workspace", workspaces, value=_first(workspaces))
    return kit.form(
        FormName.NEW_AGENT,
        "New agent",
        kit.input_text("name", "Name", value=name, most=200),
        kit.input_text(
            "description",
            "What is it about?",
            long=True,
            most=LONGEST["description"],
            example="For example: San Antonio street food, found after dark",
            optional=True,
        ),
        _zone(""),
        choice if len(workspaces) > 1 else None,
        kit.small(
            "The rest can be filled in afterwards. It speaks in no channel until you let it."
        ),
        submit="Make it",
    )


def _first(named: Named) -> str:
    return named[0][0] if named else ""


def _zone(value: str) -> Block:
    return kit.input_text(
        "time_zone",
        "Time zone",
        value=value,
        most=LONGEST_ZONE,
        example="For example: America/Chicago",
        optional=True,
    )


def rename_form(agent: Agent) -> Block:
    return kit.form(
        FormName.RENAME_AGENT,
        "Name and time zone",
        kit.input_text("name", "Name", value=agent.name, most=200),
        _zone(agent.time_zone),
        submit="Save",
        about=about(agent),
    )


def delete_form(agent: Agent, rooms: Sequence[str]) -> Block:
    """Says what goes and what stays, and wants the name typed."""
    return kit.form(
        FormName.DELETE_AGENT,
        "Delete this agent",
        kit.section(f"*{line(agent.name, 200)}*\n{_where(rooms)}"),
        kit.section(
            "*This goes, for good:* everything GEN keeps for it: its setup, pictures and voices, its "
            "conversations and ideas, its engines and assets."
        ),
        kit.section(
            "*This stays:* what is published; every message here, with who decided what; the other "
            "agents and the credits of the workspace. Its channels go back to the agent of this "
            "installation, if there is one."
        ),
        kit.input_text("name", "Type its name to delete it", most=200),
        submit="Delete for good",
        about=about(agent),
    )


def spoken_view(name: str) -> Block:
    """The answer to letting an agent speak in a channel, in the window in which it was pressed."""
    said = f"✅  *{line(name, 100)}* speaks in this channel from now on."
    keep = kit.small("What is under way goes on with the agent it began with.")
    return kit.form(None, "Agents", kit.section(said), keep)


def about(agent: Agent) -> str:
    """What a form about an agent remembers: its id, and how people call it."""
    return f"{agent.id}|{agent.name[:200]}"


def new_body(errand: Errand) -> Iterator[Block | None]:
    """Once it is there, what to do with it."""
    id, name = str(errand.result.get("id") or ""), errand.agent_name
    if errand.state is ErrandState.DONE and id:
        yield kit.actions(
            kit.button("Let it speak here", Act.USE_AGENT, f"{id}|{name[:200]}", "primary"),
            kit.button("Who it is…", Act.SEE_AGENT, id),
        )


def renamed_body(errand: Errand) -> Iterator[Block | None]:
    changes = errand.wish.get("changes") or {}
    named = {"name": "New name", "time_zone": "Time zone"}
    told = (f"*{named[one]}*  {line(str(changes[one]), 200)}" for one in named if one in changes)
    yield kit.section("\n".join(told) or NOTHING)


def gone_body(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.DONE:
        yield kit.small(
            "What was published stays, and so does every message here",
            "Where it spoke, the agent of this installation speaks now, or none: `/gen agents`",
        )
