"""Short answers, the overview, the Home tab, and apologies."""

from dataclasses import replace

import pytest

from genbot.cards.access import access_says, refused_card
from genbot.cards.acts import Act, FormName
from genbot.cards.agents import list_view, portrait_view
from genbot.cards.answers import agents_card, channel_card, help_card, help_view, note
from genbot.cards.apology import BROKEN, KINDS, apology
from genbot.cards.calendar import calendar_view, move_view
from genbot.cards.conversations import conversations_form
from genbot.cards.engines import engines_card
from genbot.cards.errand import errand_says
from genbot.cards.forms import publish_form
from genbot.cards.freezes import freeze_card
from genbot.cards.history import history_card, history_view
from genbot.cards.home import home_view
from genbot.cards.idea import idea_card
from genbot.cards.library import file_form, library_form
from genbot.cards.making import anew_form
from genbot.cards.monitors import monitors_card
from genbot.cards.overview import status_card
from genbot.cards.policies import policy_view
from genbot.cards.production import production_card
from genbot.cards.publication import publication_card
from genbot.cards.request import request_card
from genbot.cards.review import review_card
from genbot.cards.shortages import missing_card, shortage_card
from genbot.cards.talk import unknown_card
from genbot.cards.templates import library_view
from genbot.cards.voices import list_view as voices_view
from genbot.cards.waiting import live_view, reject_view, waiting_view
from genbot.domain.approvals import Gate, Rule, Standing
from genbot.domain.credits import Purse, Statement
from genbot.domain.errors import NotYours
from genbot.domain.overview import Overview
from genbot.domain.posts import Upload
from genbot.domain.shortages import Shortage, Unpaid
from tests.cards import examples as taco
from tests.cards.example_agents import LUMA, PORTRAIT
from tests.cards.example_calendar import CLOSE, PAGE
from tests.cards.example_errands import ERRANDS
from tests.cards.example_library import LOGO, NEEDED, SHELF
from tests.cards.example_pieces import WINDOWS as PIECES
from tests.cards.example_studio import MAKING
from tests.cards.example_studio import WINDOWS as STUDIO
from tests.cards.example_talks import LEAF
from tests.cards.example_templates import CATALOGUE
from tests.cards.example_voices import LIBRARY
from tests.cards.example_waiting import END, EVERY, WAITING
from tests.cards.reading import buttons, inputs, values, words, wrong_with, wrong_with_view
from tests.cards.test_access import WISH
from tests.cards.test_forms import FORMS
from tests.cards.test_history import long, with_a_post


def test_help_begins_with_a_few_commands_and_leads_to_all_of_them():
    card = help_card(taco.VERBS, 34)

    assert wrong_with(card) == []
    assert "`/gen ideas 5 late-night tacos`  Ask for fresh video ideas." in words(card)
    assert "/gen status" in card.text
    assert "All 34 commands…" in buttons(card)


def test_the_window_of_all_commands_is_read_off_their_table():
    view = help_view((("Ideas", taco.VERBS[:2]), ("Setting up", taco.VERBS[2:]), ("More", ())))

    assert wrong_with_view(view) == []
    ideas, *_ = [part for part in words(view).split("*Setting up*") if "*Ideas*" in part]
    assert "`/gen ideas 5 late-night tacos`  Ask for fresh video ideas." in ideas
    assert "*More*" not in words(view)


def test_the_window_holds_however_many_commands_there_are():
    many = [
        (f"/gen verb{n} [something] words", "What it does, in a sentence. " * 9) for n in range(12)
    ]
    view = help_view([(f"Subject {n}", many) for n in range(9)])

    assert wrong_with_view(view) == []
    assert "verb11" in words(view)


def test_agents_can_be_chosen_except_the_one_that_is():
    card = agents_card(taco.AGENTS, taco.AGENT)

    assert wrong_with(card) == []
    assert "*Santiago* · speaks here now" in words(card)
    assert values(card) == {"5c1d-luma|Luma", "99aa-quiet|Quiet"}


def test_no_agents_and_too_many_agents_are_both_answered():
    many = [(f"a{n}", f"Agent {n}") for n in range(60)]

    assert "GEN shows me no agents" in agents_card((), "").text
    assert wrong_with(agents_card(many, "")) == []
    assert "and 20 more" in words(agents_card(many, ""))


def test_settings_are_told_in_one_line():
    open_to_all = tuple(map(Standing, Gate))
    forty = tuple(f"U{n:09}" for n in range(40))
    many = (Standing(Gate.IDEAS, Rule(forty), people=forty),)

    assert "Ideas: <@U0MARKETER>, <@U0PRODUCER> · Videos: <@U0BRANDOWN>" in words(
        channel_card(taco.HERE, taco.STANDINGS)
    )
    assert "everyone decides" in words(channel_card(taco.HERE, open_to_all))
    assert "No posting times" in words(channel_card(taco.HERE, open_to_all))
    assert "and 35 more" in words(channel_card(taco.HERE, many))


def test_status_names_what_waits_first():
    card = status_card(taco.BUSY)

    assert wrong_with(card) == []
    shown = words(card)
    heads = ["Waiting for somebody", "Being made", "Going out", "Out lately"]
    assert sorted(heads, key=shown.index) == heads
    assert "may be live or not: look first" in shown
    assert "making the parts, 2 of 5 done" in shown
    assert "<#C0VIDEOIDEAS>" not in shown
    assert card.text == "Waiting for somebody: 6; Being made: 2; Going out: 2; Out lately: 1."


def test_what_gen_holds_until_its_time_is_told_with_it():
    held = replace(taco.BUSY, sending=(taco.PUBLICATIONS["handed over"],))

    assert "GEN posts it <!date^" in words(status_card(held))


def test_a_quiet_channel_says_how_to_begin():
    card = status_card(taco.QUIET)

    assert wrong_with(card) == []
    assert card.text == "Nothing is going on here."
    assert "/gen ideas 5 late-night tacos" in words(card)
    unbound = replace(taco.HERE, agent_id="", agent_name="")
    assert "`/gen use` shows" in words(status_card(Overview(channel=unbound)))


def test_a_very_busy_channel_is_counted_in_full():
    crowd = replace(taco.BUSY, ideas=taco.FIVE * 20)
    card = status_card(crowd)

    assert wrong_with(card) == []
    assert "Waiting for somebody: 104" in card.text
    assert "and 96 more" in words(card)


@pytest.mark.parametrize(
    "overview", [taco.BUSY, taco.QUIET, Overview(), Overview(ideas=taco.FIVE * 9)]
)
def test_home_shows_every_channel_to_one_person(overview):
    view = home_view(overview, taco.MAYA)

    assert wrong_with_view(view) == []
    assert "Hello <@U0MARKETER>." in words(view)
    assert {"New ideas…", "Refresh", "Help"} <= set(buttons(view))


def test_home_never_holds_more_than_slack_takes():
    """Everything at once, and a lot of it."""
    purse = Purse("&" * 200, "&" * 300, 1e9, "&" * 90)
    money = Statement(purse, 1.0, low=True, at=taco.NOW, running=9, reserved=1e9, unpaid=9)
    crowd = replace(
        taco.BUSY, ideas=taco.FIVE * 100, freezes=(taco.FROZEN,) * 30, credits=(money,) * 30,
        mine=tuple(WAITING.values()) * 70,
    )  # fmt: skip
    view = home_view(crowd, taco.MAYA)

    assert wrong_with_view(view) == []
    assert "and 22 more" in words(view)
    assert len(view["blocks"]) < 60


def test_home_names_the_room_and_opens_scripts():
    view = home_view(taco.BUSY, taco.MAYA)

    assert "<#C0VIDEOIDEAS>" in words(view)
    assert buttons(view)["Details"] == Act.IDEA_DETAILS
    assert "Nothing waits for your decision." in words(view)


def test_home_shows_what_waits_for_the_one_who_looks():
    mine = tuple(WAITING.values())
    view = home_view(replace(taco.BUSY, mine=mine, freezes=(taco.FROZEN,)), taco.MAYA)

    assert wrong_with_view(view) == []
    assert f"*{len(mine)}* things wait for your decision." in words(view)
    assert "*Waiting for you*" in words(view)
    assert buttons(view)["Go through them…"] == Act.OPEN_WAITING
    assert buttons(view)["Thaw"] == Act.THAW
    assert "*Frozen*" not in words(view)


def test_a_note_is_one_sentence():
    card = note("This idea is already approved by <@U0MARKETER>.")

    assert wrong_with(card) == []
    assert words(card) == card.text


class Refused(Exception):
    """As GEN's client names it; this room knows the name only."""


class NewKind(Refused):
    """A kind that has no sentence of its own."""


def test_a_known_trouble_has_its_sentence_and_an_unknown_one_a_reference():
    assert apology(NewKind(), "k7f2") == " ".join(KINDS["Refused"])
    assert apology(KeyError("x"), "k7f2") == BROKEN.format(reference="k7f2")
    assert wrong_with(note(BROKEN.format(reference="k7f2"))) == []


def test_every_act_is_drawn_by_a_card_and_every_name_by_a_form():
    cards = [
        *(request_card(board) for board in taco.BOARDS.values()),
        *(idea_card(idea) for idea in taco.IDEAS.values()),
        *(production_card(made, taco.IDEA) for made in taco.PRODUCTIONS.values()),
        production_card(taco.OVER_BUDGET, taco.IDEA),
        *(
            review_card(one, taco.IDEA)
            for one in (taco.READY, taco.OFFERED, taco.AGREED, taco.REHEARSING, taco.RED)
        ),
        channel_card(taco.HERE, taco.STANDINGS),
        *(publication_card(p, taco.READY, taco.IDEA) for p in taco.PUBLICATIONS.values()),
        refused_card(NotYours("Only Bea may.", Gate.IDEAS, taco.CHANNEL)),
        *(said.card for said in access_says(WISH)),
        agents_card(taco.AGENTS, ""),
        help_card(taco.VERBS, 34),
        status_card(taco.BUSY),
        refused_card(NotYours("No.", Gate.IDEAS, taco.CHANNEL)),
        *(one.card for one in access_says(WISH)),
        freeze_card(taco.STOPPED, taco.CHANNEL),
        shortage_card(Shortage(taco.CHANNEL), [Unpaid.of_video(taco.READY)]),
        missing_card("GEN has none left.", "p1"),
        unknown_card("idaes", "/gen ideas 5", "idaes 5"),
        monitors_card([]),
        engines_card([]),
        history_card(long(60)),
        refused_card(NotYours("Only Bea may.", Gate.IDEAS, taco.CHANNEL)),
        *(said.card for said in access_says(WISH)),
        *(
            said.fallback if isinstance(said, Upload) else said.card
            for errand in ERRANDS.values()
            for said in errand_says(errand)
        ),
    ]
    drawn = {act for card in cards for act in buttons(card).values()}
    windows = (
        home_view(replace(taco.BUSY, mine=(WAITING["idea"],)), taco.MAYA),
        *map(waiting_view, EVERY),
        calendar_view(replace(PAGE, drawn=True)),
        calendar_view(replace(PAGE, leaf=PAGE.leaf.later())),
        move_view(CLOSE, PAGE.leaf),
        publish_form(taco.OFFERED),
        policy_view(taco.CHANNEL, taco.STANDINGS),
        reject_view(END.tour, "Tacos"),
        waiting_view(replace(END, note="No.", gate="C1|ideas")),
        live_view(END.tour),
        list_view([LUMA] * 8, 1, 20, "", {}),
        library_view(CATALOGUE, "", 1, {}),
        portrait_view(PORTRAIT, ()),
        library_form(SHELF),
        file_form(LOGO, SHELF.spot, NEEDED),
        voices_view(LIBRARY),
        conversations_form(replace(LEAF, page=1, count=40)),
        history_view(long(60), 1),
        history_view(with_a_post()),
        *STUDIO,
        *PIECES,
    )
    drawn |= {act for window in windows for act in buttons(window).values()}
    drawn |= {one["action_id"] for one in inputs(anew_form(MAKING)).values()} - {"value"}

    assert drawn == set(Act)
    assert {view["callback_id"] for view in FORMS.values()} == set(FormName)
