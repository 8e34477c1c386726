"""The conversations an agent had: a list to look through, and the message of one that goes on."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, moment, person, several
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Card
from genbot.domain.talks import LONGEST_TITLE, Conversation, Leaf, Talk

MOST_WORDS = 200
GO_ON = "Reply in this thread to go on."
STAYS = (
    "Its messages go, for everybody and in GEN too. Ideas and videos that came of it stay; the ideas "
    "can still be approved, but not refined together any more."
)


def conversations_form(leaf: Leaf) -> Block:
    """A page of them, each with what can be done; the words search the titles."""
    return kit.form(
        FormName.CONVERSATIONS,
        "Conversations",
        kit.input_text(
            "words", "Search the titles", value=leaf.words, most=MOST_WORDS, optional=True
        ),
        *(block for one in leaf.items for block in _row(one)),
        None if leaf.items else kit.section(_nothing(leaf)),
        _turn(leaf),
        kit.small("Deleting one keeps its ideas."),
        submit="Search",
    )


def _nothing(leaf: Leaf) -> str:
    if leaf.words:
        return f"No conversation has *{line(leaf.words, 200)}* in its title."
    return "The agent has had no conversations yet. `/gen ask` begins one."


def _row(one: Conversation) -> Iterator[Block | None]:
    about = f"{one.id}|{one.title[:LONGEST_TITLE]}"
    facts = (several(one.runs, "message") if one.runs else "", moment(one.updated))
    small = " · ".join(fact for fact in facts if fact)
    pinned = "📌  " if one.pinned else ""
    yield kit.section(f"{pinned}*{line(one.title, 200)}*\n{small}")
    pin = ("Unpin", Act.UNPIN_TALK) if one.pinned else ("Pin", Act.PIN_TALK)
    sure = kit.confirm("Delete this conversation?", STAYS, "Delete it", "Keep it", "danger")
    yield kit.actions(
        kit.button("Open", Act.OPEN_TALK, about),
        kit.button("Rename…", Act.RENAME_TALK, about),
        kit.button(*pin, about),
        kit.button("Delete", Act.DELETE_TALK, about, "danger", sure),
    )


def _turn(leaf: Leaf) -> Block | None:
    """Earlier and later pages of the same search."""
    shown = leaf.page * 10 + len(leaf.items)
    before, after = leaf.page > 0, shown < leaf.count
    words = leaf.words[:MOST_WORDS]
    return kit.actions(
        kit.button("Newer", Act.NEWER_TALKS, f"{leaf.page - 1}|{words}") if before else None,
        kit.button("Older", Act.OLDER_TALKS, f"{leaf.page + 1}|{words}") if after else None,
    )


def rename_form(id: str, title: str) -> Block:
    return kit.form(
        FormName.RENAME_TALK,
        "Rename a conversation",
        kit.input_text("title", "Title", value=title, most=LONGEST_TITLE),
        kit.small("Its threads in Slack get that name too."),
        submit="Rename",
        about=id,
    )


def told_form(text: str) -> Block:
    """What becomes of a press, said in the window where it was pressed."""
    return kit.form(None, "Conversations", kit.section(text))


def talk_card(talk: Talk) -> Card:
    """A conversation that goes on in the thread of this message."""
    title = line(talk.title, 150)
    return kit.card(
        f"{title}: this conversation goes on here.",
        kit.section(f"💬  *{title}*"),
        *(kit.section(_words(talk, *one)) for one in talk.heard),
        kit.small(f"Opened by {person(talk.by)}", line(talk.agent_name, 60, ""), GO_ON),
    )


def _words(talk: Talk, role: str, words: str) -> str:
    who = line(talk.agent_name, 60, "The agent") if role == "assistant" else "Somebody"
    return f"*{who}*\n{escape(words, 900) or '…'}"


def changed(errand: Errand) -> Iterator[Block | None]:
    """That its ideas stayed is said once more where it was deleted."""
    if errand.state is ErrandState.DONE:
        yield kit.small("Its ideas and videos are still there.")
