"""What GEN offers this key: agents and templates to choose from."""

from genbot.gen.convert import ListTemplates, Template
from genbot.gen.endpoint import Ask
from genbot.gen.setup import ListAgents

PAGE = 20  # templates per page (full-reference, Templates)
MOST_PAGES = 10


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
