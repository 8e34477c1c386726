"""Control 3: everyone who sees a button can press it; only those the channel names decide (controls 3, 4, 6, 20)."""

import ast
from functools import cache
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards.announce import announce as cards
from genbot.domain.approvals import WORKSPACE, Gate
from genbot.domain.credits import Purse
from genbot.domain.errors import Refusal
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Place
from genbot.domain.talks import Conversation
from genbot.flows import (
    conversations,
    freeze,
    library,
    linked,
    policies,
    topups,
    variables,
)
from genbot.slack.asks import Press, Submission
from genbot.slack.calendar import draw
from genbot.slack.desk import buttons, forms
from genbot.slack.once import once
from tests.cards.example_calendar import PAGE
from tests.cards.example_library import LOGO
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES
from tests.house.source import FILES, GENBOT, tree

STRANGER, ELSEWHERE = "U0STRANGER", "C0RANDOM000"
FREE = {
    "retry_run": "asking again costs what asking costs, and everybody may ask",
    "continue_anyway": "so it is with what the agent was asked; of videos see below",
    "request_form": "everybody may ask for ideas",
    "open_publish": "before the form opens, what stands against it is looked at again",
    "look_again": "what stands against a video is looked at again, and shown",
    "use_agent": "which agent speaks is not a gate",
    "template_default_form": "which template is taken is not a gate",
    "settings_form": "names may be changed by approvers only; the rest is not a gate",
}
KEYS = count(1)


@pytest.fixture
def announce():
    return cards


@pytest.fixture
async def full(store):
    """A channel with things in every state, where only Bea decides; and all their ids."""
    for topic, story in STORIES.items():
        await store.unit(story, topic)
    await store.unit(decides(CHANNEL, ideas=(BEA,), videos=(BEA,)))
    return store


TABLES = ("runs", "ideas", "productions", "publications", "freezes")


def gates(tx):
    """Everything that only an approver may change, as it is kept."""
    every = " UNION ALL ".join(f"SELECT id, body FROM {table}" for table in TABLES)  # noqa: S608
    kept = dict(tx._db.execute(every).fetchall())
    here = tx.channels.look(CHANNEL)
    limits = [getattr(here, name, None) for name in ("budget", "person_budget")]
    return {**kept, "approvers": [*map(tx.policies.look, (CHANNEL, WORKSPACE)), *limits]}


def everything(tx):
    shelves = (tx.requests, tx.runs, tx.ideas, tx.productions, tx.publications)
    return [one for shelf in shelves for one in shelf.find()]


def ids(tx):
    return [one.id for one in everything(tx)]


FILLED = {
    "reason": ("seen",), "note": ("no",), "wish": ("funnier",), "redo": ("id0001.1.1",),
    "template": ("narrated",), "caption": ("Words",), "when": ("1810000000",), "post": ("73",),
    "agent": ("agent-x",), "people": (STRANGER,), "whose": ("here",),
    "media_type": ("VIDEO",), "budget": ("5",), "needed": ("1",), "counts": ("own",),
    "topic": ("tacos",), "count": ("1",), "channel": (CHANNEL,),
}  # fmt: skip


def asking(kind, name, user, value, channel=CHANNEL):
    key, place = f"k{next(KEYS)}", Place(channel)
    if kind == "button":
        row = buttons.get(name)
        return row, Press(key, user, place, act=name, value=value)
    row = forms.get(name)
    return row, Submission(key, user, place, form=name, value=value, filled=dict(FILLED))


NAMED = [("agent-x", "X")]
GIVEN = {
    library.file: LOGO,
    linked.look: (("tiktok", "@santiago"),),
    topups.look: [Purse("412", "Taco Team", 5_000.0, agents=("agent-santiago",))],
    conversations.read: Conversation("c1", "Tacos"),
    variables.template: b"PK",
    draw: (PAGE, b"PNG"),
}


def given_to(row):
    """What GEN would have told before the story, where it is asked at all."""
    return () if row.needs is None else (GIVEN.get(row.needs, NAMED),)


# What is shown while GEN is asked runs beside everything, on a connection that can only read.
DOORS = [
    (kind, row.name)
    for kind, table in (("button", buttons), ("form", forms))
    for row in table
    if not row.loading
]


RULES = [f"{id}|{gate}|{nth}" for id in (CHANNEL, WORKSPACE) for gate in Gate for nth in (0, 1)]


def condition(one):
    names = ("stage", "state", "status", "version")
    return type(one), *(getattr(one, name, None) for name in names)


def things(tx):
    """One in each condition, as the button of its card names it and as that of another version."""
    told = {condition(one): one for one in everything(tx)}.values()
    return [f"{one.id}:{getattr(one, 'version', 0) + later}" for one in told for later in (0, 1)]


def values(tx):
    return [*things(tx), CHANNEL, "", *RULES]


def press(tx, kind, name, user, value, channel=CHANNEL, look=gates):
    """Press it as the router would, and undo it; returns what it changed, nothing when refused."""
    row, ask = asking(kind, name, user, value, channel)
    written = writes(tx)

    tx._db.execute("SAVEPOINT pressed")
    try:
        row.run(tx, ask, *given_to(row))
        after = look(tx) if writes(tx) != written else None
    except Refusal:
        after = None
    finally:
        tx._db.execute("ROLLBACK TO pressed")
        tx._db.execute("RELEASE pressed")
    before = look(tx) if after else {}
    return {id for id in {*before, *(after or {})} if before.get(id) != after.get(id)}


def writes(tx):
    """How many rows were written since the database was opened: most presses write none."""
    return tx._db.execute("SELECT total_changes()").fetchone()[0]


async def test_a_stranger_changes_nothing_whatever_they_press(full):
    def every(tx):
        return {
            (name, value): press(tx, kind, name, STRANGER, value)
            for kind, name in DOORS
            for value in values(tx)
        }

    changed = {what: ids for what, ids in (await full.unit(every)).items() if ids}
    assert {name for name, _ in changed} <= set(FREE)
    assert not any("approvers" in ids for ids in changed.values())
    videos = {one.id for one in await full.read(lambda tx: tx.productions.find())}
    assert not any(videos & ids for (name, _), ids in changed.items() if name == "continue_anyway")


async def test_who_may_decide_changes_only_what_they_pressed(full):
    """Never the last thing, never another one: the thing that the button was drawn for. A freeze is
    about its channel, with everything that waits there."""

    def every(tx):
        known = set(ids(tx))
        return [
            (name, value, strange)
            for kind, name in DOORS
            for value in values(tx)
            if name != "freeze_form" and (changed := press(tx, kind, name, BEA, value) & known)
            if (strange := changed - family(tx, value.partition(":")[0]))
        ]

    assert await full.unit(every) == []


async def test_what_is_frozen_is_thawed_only_by_who_may_approve(full):
    for where in (CHANNEL, EVERYWHERE):
        everywhere = where == EVERYWHERE
        await full.unit(freeze.freeze, CHANNEL, "", by=BEA, everywhere=everywhere)

        changed = await full.unit(press, "button", "thaw", STRANGER, f"{where}:1")
        assert changed == set()
        changed = await full.unit(press, "button", "thaw", BEA, f"{where}:1")
        assert where in changed


async def test_nobody_thaws_another_channel_from_where_they_may(full):
    """The button's value names a channel; what counts is the channel it was pressed in."""
    await full.unit(freeze.freeze, CHANNEL, "", by=BEA)

    changed = await full.unit(press, "button", "thaw", STRANGER, f"{CHANNEL}:1", ELSEWHERE)

    assert changed == set()


def family(tx, id):
    """What may change with a thing: its idea, its video, its post, its run; and no other."""
    idea = tx.ideas.look(id)
    made = tx.productions.look(id) or (idea and tx.productions.look(idea.production_id))
    out = tx.publications.look(id)
    made = tx.productions.look(out.production_id) if out else made
    posts = tx.publications.find(production_id=made.id) if made else []
    return {id, made.id, made.idea_id, *(one.id for one in posts)} if made else {id}


async def test_a_thing_of_another_channel_cannot_be_pressed_from_here(full):
    def every(tx):
        for kind, name in DOORS:
            for value in things(tx):
                row, ask = asking(kind, name, BEA, value, channel=ELSEWHERE)
                once(tx, ask, row, *given_to(row))

    before = await full.read(gates)
    await full.unit(every)
    after = await full.read(gates)

    assert {id: after[id] for id in before} == before


@settings(max_examples=200)
@given(data=st.data())
async def test_whatever_a_button_holds_it_is_answered(full, data):
    """Any act, any value, any person: an answer or a refusal, never an error."""
    known = await full.read(values)
    kind, name = data.draw(st.sampled_from(DOORS))
    value = data.draw(st.sampled_from(known) | st.text(max_size=200))
    user = data.draw(st.sampled_from([BEA, MAYA, STRANGER, ""]) | st.text(max_size=20))

    await full.unit(press, kind, name, user, value)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("form", "settings_form", CHANNEL),
        ("form", "policy_form", f"{CHANNEL}|videos|0"),
        ("form", "policy_form", f"{WORKSPACE}|videos|0"),
    ],
)
async def test_only_approvers_of_videos_change_who_approves(full, kind, name, value):
    row, ask = asking(kind, name, STRANGER, value)

    with pytest.raises(Refusal, match=BEA):
        await full.unit(row.run, ask)


async def test_nobody_who_may_decide_is_named_by_display_name(full):
    """Approvers are ids of users; a person who calls herself U0BRANDOWN is still somebody else."""
    here = await full.read(policies.standing, CHANNEL, Gate.VIDEOS)

    for name in ("Bea", f"<@{BEA}>", BEA.lower(), f" {BEA}", f"{BEA} "):
        assert not here.admits(name)


DECISIONS = {
    "ideas.decide", "publications.publish", "publications.send_again", "publications.cancel",
    "publications.move", "schedule.publish", "schedule.move", "schedule.take", "publications.hold", "publications.it_is_live", "ideas.answer_run",
    "productions.reject", "productions.change", "productions.choose_template", "templates.make",
}  # fmt: skip


def test_no_words_of_an_agent_ever_decide():
    """Control 6: a decision is only ever made where a person's click or form arrives; publishing is
    stopped and let go where a person's command arrives as well. What the agent drops at somebody's
    wish is rejected by them (tests/watches/test_dropped_in_words.py), and never approved."""
    found = called(DECISIONS) - {"flows/arrivals.py"}
    assert called({"ideas.decide"}) >= {"flows/arrivals.py"}
    assert 'approve"' not in (GENBOT / "flows/arrivals.py").read_text()

    here = {"slack/buttons.py", "slack/forms.py"}
    stories = {f"flows/{one}.py" for one in ("templates", "waiting", "calendar", "schedule")}
    assert found == here | stories | {"slack/templates.py", "slack/slots.py"}
    assert called({"waiting.decide"}) == {"slack/waiting.py"}
    assert called({"calendar.move", "calendar.cancel"}) == {"slack/calendar.py"}
    assert called({"templates.make"}) == {"slack/templates.py"}
    assert called({"freeze.freeze", "freeze.thaw"}) == here | {"slack/commands.py"}


@cache
def calls():
    """What each file calls, by the words in which it is written there."""
    return {
        str(path.relative_to(GENBOT)): {
            ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)
        }
        for path in FILES
    }


def called(names):
    """The files that call one of these."""
    return {path for path, every in calls().items() if every & names}
