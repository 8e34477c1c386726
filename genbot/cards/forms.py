"""The forms: what a person is asked when a button alone is not enough."""

from collections.abc import Sequence

from genbot.cards import kit, preflight, slots
from genbot.cards.acts import Act, FormName
from genbot.cards.banners import banners
from genbot.cards.idea import facts, source_line
from genbot.cards.rehearsals import tick
from genbot.cards.text import escape, line, link, pieces, plain
from genbot.cards.things import page_of
from genbot.domain import faces
from genbot.domain.budgets import MOST_CREDITS, SPOKEN, Budget
from genbot.domain.channels import Channel
from genbot.domain.doubts import Doubt
from genbot.domain.ideas import VIDEO_TYPES, Asset, Idea
from genbot.domain.posts import Block
from genbot.domain.productions import Production
from genbot.domain.publications import CAPTION_LIMIT, Publication, Wish, caption_size, fitting

MOST_ASSETS, MOST_SOURCES, MOST_WORDS = 12, 8, 2_000
Named = Sequence[tuple[str, str]]  # id or slug, and how people call it


def details_form(idea: Idea) -> Block:
    """The full script and everything the idea is made from; nothing to fill in."""
    return kit.form(
        FormName.DETAILS,
        f"Idea {idea.number}",
        kit.section(f"*{line(idea.title, 300)}*\n{facts(idea)}".rstrip()),
        *_text("Hook", idea.hook, 1),
        *_text("Script", idea.script, 6),
        *_text("Description", idea.description, 2),
        *_text("Why it should work", idea.rationale, 2),
        *_listed("Clips and pictures", list(map(_asset, idea.assets[:MOST_ASSETS]))),
        *_listed("Inspired by", list(map(source_line, idea.sources[:MOST_SOURCES]))),
        kit.actions(kit.button("History", Act.SEE_HISTORY, page_of(idea.id))),
        about=f"{idea.id}:{idea.version}",
    )


def change_form(idea: Idea) -> Block:
    example = "For example: open with the sizzle, and make it one joke shorter"
    return kit.form(
        FormName.CHANGE_IDEA,
        "Change this idea",
        kit.section(f"*{idea.number}. {line(idea.title, 300)}*"),
        kit.input_text("wish", "What should change?", long=True, most=MOST_WORDS, example=example),
        kit.small("The agent works on this idea only. The new version takes this card's place."),
        submit="Ask for it",
        about=f"{idea.id}:{idea.version}",
    )


def change_video_form(production: Production) -> Block:
    """What to change, and which parts are made again; at least one."""
    parts = [(task.id, plain(task.title, 75, "A part")) for task in production.tasks]
    if not parts and production.render:
        parts = [(production.render.id, "Put the video together again")]
    hint = "Each part chosen is made and paid for again. The rest is kept; rendering is included."
    return kit.form(
        FormName.CHANGE_VIDEO,
        "Change this video",
        video_head(production),
        kit.input_text("wish", "What should change?", long=True, most=MOST_WORDS),
        kit.input_boxes("redo", "Which parts are made again?", parts, hint=hint, optional=False),
        submit="Make it again",
        about=_about(production),
    )


def template_form(production: Production, templates: Named) -> Block:
    chosen = kit.input_choice(
        "template",
        "Template",
        templates,
        value=production.wanted_template or production.template,
        hint="The idea is written into a fresh copy of it.",
    )
    return kit.form(
        FormName.TEMPLATE,
        "Choose a template",
        video_head(production),
        chosen or kit.section("GEN shows no templates. Try again in a minute."),
        submit="Use it" if chosen else "",
        about=_about(production),
    )


def publish_form(
    production: Production,
    typed: Wish | None = None,
    doubts: Sequence[Doubt] = (),
    *,
    slot: bool = False,
) -> Block:
    """What goes out, exactly as it is filled in here; empty time: at once. It is shown once more as
    it was `typed`, with what is in doubt about that, or with the posting slot that is offered."""
    wish = typed or production.planned
    cover = wish.thumbnail if production.ballot or typed else faces.cover(production)
    verb = "Rehearse" if production.rehearsal else "Publish"
    return kit.form(
        FormName.REHEARSE if production.rehearsal else FormName.PUBLISH,
        f"{verb} this video",
        *slots.doubts(doubts),
        video_head(production),
        *banners(production),
        *_words(wish, production),
        *_timing(wish, production, slot=slot),
        kit.input_url("thumbnail", "Thumbnail", value=cover, hint=THUMBNAIL),
        preflight.whole(production.checks),
        kit.small(CHANGES) if production.ballot else None,
        submit=verb,
        about=_about(production),
    )


CHANGES = "Somebody has approved this already. Whatever is changed here asks everybody again."


def _words(wish: Wish, production: Production) -> tuple[Block | None, ...]:
    text, size = fitting(wish.caption), _counted(wish.caption)
    return (
        kit.input_text("caption", "Caption", value=text, long=True, most=CAPTION_LIMIT, hint=size),
        preflight.tick(production.checks, wish.footage),
        kit.input_text("title", "Title", value=wish.title, most=150, optional=True),
        kit.input_choice("media_type", "What it is", TYPES, value=wish.media_type),
    )


def _timing(wish: Wish, production: Production, *, slot: bool) -> tuple[Block | None, ...]:
    """When; in a rehearsal GEN is not asked to hold anything."""
    ticked, offer = ("gen",) if wish.handed_over else (), production.offer
    due = offer.at if slot and offer else wish.due
    held = () if production.rehearsal else HANDOVER
    return (
        kit.input_moment("when", "When", at=due, hint="Empty: now.", optional=True, anew=slot),
        None if slot else slots.fill_button(production),
        kit.input_boxes("handover", "Who holds it", held, values=ticked, hint=HELD),
    )


TYPES = (("VIDEO", "Video"), ("IMAGE", "Image"))
HANDOVER = (("gen", "Hand it to GEN"),)
HELD = (
    "I hold a post until its time: it can be moved, cancelled and frozen. GEN posts it even while I am "
    "down, but then nobody can undo, move or freeze it."
)
THUMBNAIL = "An https address of a picture. Empty: the video's own."


def move_form(publication: Publication, due: float = 0.0, doubts: Sequence[Doubt] = ()) -> Block:
    """Another time; with what is in doubt about the one that was chosen."""
    return kit.form(
        FormName.MOVE,
        "Move this post",
        *slots.doubts(doubts),
        kit.input_moment("when", "New time", at=due or publication.due),
        kit.small("Nothing else about it changes. You approve it for that time."),
        submit="Move it",
        about=f"{publication.id}:{publication.attempt}",
    )


def live_form(publication: Publication) -> Block:
    return kit.form(
        FormName.LIVE,
        "It is live",
        kit.input_text(
            "post",
            "Link to the post, or its id",
            most=1_000,
            example="https://www.tiktok.com/@you/video/…",
            hint="So that everyone can find it, and nothing is sent twice.",
        ),
        submit="Yes, it is live",
        about=f"{publication.id}:{publication.attempt}",
    )


def settings_form(channel: Channel, agents: Named, templates: Named) -> Block:
    """Everything one channel can set; a template that is set but gone stays visible."""
    known = dict(agents)
    if channel.agent_id and channel.agent_id not in known:
        known = {channel.agent_id: channel.agent_name or channel.agent_id, **known}
    speaks = kit.input_choice("agent", "Agent", list(known.items()), value=channel.agent_id)
    aloud = (("announce", "Say in the channel what is published, failed or must be decided"),)
    ticked = ("announce",) if channel.announce else ()
    return kit.form(
        FormName.SETTINGS,
        "This channel",
        speaks or kit.section("GEN shows me no agents. Make one at gen.pro, then come back."),
        *_budget("budget", "Budget of this channel, in credits", channel.budget),
        *_budget("person_budget", "Budget of each person here, in credits", channel.person_budget),
        kit.input_boxes("announce", "News", aloud, values=ticked),
        tick(channel),
        *(_template(channel, templates, id, name) for id, name in VIDEO_TYPES.items()),
        kit.actions(kit.button("Who decides here…", Act.OPEN_POLICY, channel.id)),
        submit="Save",
        about=channel.id,
    )


def _budget(id: str, label: str, budget: Budget | None) -> tuple[Block | None, ...]:
    kept = budget or Budget(0.0)
    value = int(budget.credits) if budget else None
    return (
        kit.input_number(id, label, value=value, least=0, most=MOST_CREDITS, hint=NO_BUDGET),
        kit.input_choice(f"{id}_period", "Counted over", IN, value=kept.period),
    )


NO_BUDGET = "Empty: no limit. A video that would pass it is held, and asks."
IN = tuple((period, f"any {spoken}") for period, spoken in SPOKEN.items())


def loading_form(title: str) -> Block:
    """Shown at once, while GEN is asked what the form needs."""
    return kit.form(None, title, kit.section("⏳  One moment, GEN is being asked…"))


def video_head(production: Production) -> Block:
    """Which video it is about."""
    version = f"\nVersion {production.version}" if production.version else ""
    where = link(production.video_url)
    return kit.section(
        f"*{line(production.title, 300)}*{version}" + (f" · {where}" if where else "")
    )


def _about(production: Production) -> str:
    return f"{production.id}:{production.version}"


def _counted(caption: str) -> str:
    size = caption_size(caption)
    if size > CAPTION_LIMIT:
        return f"It had {size:,} characters and was cut to the {CAPTION_LIMIT:,} TikTok takes."
    return f"At most {CAPTION_LIMIT:,} characters. Hashtags count, and most emoji count twice."


def _template(channel: Channel, templates: Named, id: int, name: str) -> Block | None:
    wanted = channel.templates.get(str(id), "")
    offered = list(templates)
    if wanted and wanted not in dict(templates):
        offered = [(wanted, wanted), *offered]
    label = "Template for any other type" if id == 0 else f"Template for {name}"
    return kit.input_choice(f"template_{id}", label, offered, value=wanted, optional=True)


def _text(head: str, text: str, most: int) -> list[Block]:
    """A heading and a long text in as many blocks as it needs, within reason."""
    parts = pieces(escape(text, 2_800 * most), 2_800, most)
    return [kit.section(f"*{head}*\n{part}" if part is parts[0] else part) for part in parts]


def _listed(head: str, rows: list[str]) -> list[Block]:
    if not rows:
        return []
    found = [kit.section(f"*{head}*\n•  {rows[0]}")]
    groups = [rows[start : start + 4] for start in range(1, len(rows), 4)]
    return found + [kit.section("\n".join(f"•  {row}" for row in group)) for group in groups]


def _asset(asset: Asset) -> str:
    """One clip or picture: what it is, which part, what for, where it is."""
    cut = f"{asset.start:g} to {asset.end:g} s" if None not in {asset.start, asset.end} else ""
    words = (line(text, 160, "") for text in (asset.type, asset.description, cut, asset.usage))
    named = [word for word in words if word] or ["A file"]
    return " · ".join(part for part in (*named, link(asset.url)) if part)
