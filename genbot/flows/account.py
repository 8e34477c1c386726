"""What GEN offers this key: agents and templates to choose from."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from genbot.cards.text import escape
from genbot.domain.errors import NotHere, Refusal
from genbot.gen.convert import ListTemplates, Template
from genbot.gen.endpoint import Ask
from genbot.gen.setup import ListAgents

PAGE = 20  # templates per page (full-reference, Templates)
MOST_PAGES = 10
LONGEST_NAME = 200  # comparing takes time, and everybody else would wait for it
ALIKE = 0.5  # names less alike than this are not offered
Named = Sequence[tuple[str, str]]


async def agents(gen: Ask) -> list[tuple[str, str]]:
    """Id and name of every agent the key can see; raises GenError."""
    return [(agent.id, agent.name) for agent in await gen(ListAgents())]


async def templates(gen: Ask) -> list[tuple[str, str]]:
    """Slug and title of every template; raises GenError."""
    return [(one.slug, one.title or one.name or one.slug) for one in await every_template(gen)]


async def every_template(gen: Ask) -> list[Template]:
    found: list[Template] = []
    for page in range(1, MOST_PAGES + 1):
        more = await gen(ListTemplates(page=page))
        known = {template.slug for template in found}
        found += [template for template in more if template.slug not in known]
        if len(more) < PAGE:
            break
    return found


def chosen(text: str, agents: Named) -> tuple[str, str]:
    """The one agent somebody means by an id, a name, or a part of a name; raises Refusal."""
    wanted = text.strip().strip("`\"'").casefold()[:LONGEST_NAME]
    for exact in (0, 1):
        found = [agent for agent in agents if agent[exact].casefold() == wanted]
        if len(found) == 1:
            return found[0]
    parts = [agent for agent in agents if wanted in agent[1].casefold()]
    if len(parts) == 1:
        return parts[0]
    if len(parts) > 1:
        names = ", ".join(escape(name, 60) for _, name in parts[:5])
        raise Refusal(f"More than one agent fits: {names}. Say which, or type `/gen use`.")
    raise NotHere(f"I see no agent of that name.{_nearest(wanted, agents)}")


def _nearest(wanted: str, agents: Named) -> str:
    def alike(agent: tuple[str, str]) -> float:
        return SequenceMatcher(None, wanted, agent[1].casefold()).ratio()

    best = max(agents, key=alike, default=None)
    if best is None or alike(best) < ALIKE:
        return " Type `/gen use` to see them all."
    return f" Did you mean *{escape(best[1], 80)}*? Type `/gen use` to see them all."
