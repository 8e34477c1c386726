"""A production's beginning: choose a template, clone it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.ideas import VIDEO_TYPES, Idea
from genbot.domain.pace import Usual
from genbot.domain.preflight import Accounts
from genbot.domain.productions import Production, Stage
from genbot.domain.value import value
from genbot.domain.watches import Kind
from genbot.flows import account, channels, linked, steps, times
from genbot.gen.convert import CloneTemplate, GetSheet, Template
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained, GenError, OutOfCredits, Refused
from genbot.gen.setup import AgentCore, GetAgentCore
from genbot.gen.sheets import Sheet
from genbot.store import Transaction
from genbot.watches.kind import Done, Failed, WatchKind, said


@value
class Wanted:
    production: Production
    idea: Idea
    default: str  # the channel's template for this video type


@value
class Cloned:
    sheet: Sheet
    template: tuple[str, str]
    why: str
    core: AgentCore | None


class Clone(WatchKind[Wanted, Cloned]):
    """Repeatable: a clone is free, and one too many only lies about unused (full-reference, Templates)."""

    kind = Kind.CLONE

    def begin(self, tx: Transaction, subject: str, /) -> Wanted | None:
        production = tx.productions.look(subject)
        if production is None or production.stage is not Stage.CLONING:
            return None
        idea = tx.ideas.get(production.idea_id)
        here = channels.find(tx, production.channel)
        return Wanted(production, idea, here.templates.get(str(idea.video_type_id), ""))

    def usual(self, tx: Transaction, thing: Wanted, /) -> tuple[str, Usual]:
        return "clone", times.usual(tx, "clone")

    async def ask(self, gen: Ask, thing: Wanted, /) -> Done[Cloned]:
        templates = await account.every_template(gen)
        template, why = choose(
            thing.idea, templates, thing.production.wanted_template, thing.default
        )
        agent = thing.production.agent_id
        core = await self._core(gen, agent)
        sheet = await gen(CloneTemplate(slug=template.slug, agent_id=agent))
        if not sheet.spreadsheet_rows:
            sheet = await gen(GetSheet(sheet_id=sheet.id, agent_id=agent))
        title = template.title or template.name or template.slug
        return Done(Cloned(sheet, (template.slug, title), why, core))

    def finish(self, tx: Transaction, subject: str, result: Cloned, /) -> None:
        core = result.core
        voice = core.default_user_voice.voice_id if core and core.default_user_voice else ""
        steps.cloned(tx, subject, result.sheet, result.template, result.why, voice)
        if core and (told := linked.known(core)) is not None:
            production = tx.productions.get(subject)
            tx.productions.save(replace(production, accounts=Accounts(told, tx.now)))

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        steps.delayed(tx, subject, why)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        if isinstance(why, OutOfCredits):
            steps.held(tx, subject, said(why))
        else:
            steps.failed(tx, tx.productions.get(subject), said(why))

    async def _core(self, gen: Ask, agent: str) -> AgentCore | None:
        """Its own voice and accounts; a template that needs no voice does not care that there is none."""
        try:
            return await gen(GetAgentCore(agent_id=agent))
        except Refused:
            return None


def choose(
    idea: Idea, templates: Sequence[Template], wanted: str, default: str
) -> tuple[Template, str]:
    """The template for an idea, and why: chosen by a person, the channel's default, its tags, its
    slug, else the first there is. Raises Refused when GEN offers none."""
    if not templates:
        raise Explained("GEN offers this key no templates.")
    kind = idea.video_type or VIDEO_TYPES.get(idea.video_type_id or 0, "")
    words = {word for word in re.findall(r"[a-z]+", kind.lower()) if word != "any"}
    slugs = {template.slug: template for template in templates}
    if wanted in slugs:
        return slugs[wanted], "chosen by hand"
    if default in slugs:
        return slugs[default], f"this channel's default for {kind or 'any type'}"
    for template in templates:
        if words and words <= _words(" ".join(template.tags)):
            return template, f"its tags say {kind}"
    for template in templates:
        if words and words & _words(template.slug):
            return template, f"its name fits {kind}"
    return templates[0], f"nothing is tagged {kind or 'for this type'}, so the first one"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
