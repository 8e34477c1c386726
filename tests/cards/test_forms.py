"""Forms, and what is already filled in."""

from dataclasses import asdict, replace

import pytest

from genbot.cards import agents, design, forms, library, reject_forms, setup, studio_forms, voices
from genbot.cards.acts import Act, FormName
from genbot.cards.avatars import avatars_form
from genbot.cards.calendar import move_view
from genbot.cards.conversations import conversations_form, rename_form
from genbot.cards.engines import copy_form, new_form
from genbot.cards.freezes import freeze_form
from genbot.cards.making import anew_form
from genbot.cards.monitors import change_form, monitor_form, question_form
from genbot.cards.policies import gate_form, policy_view
from genbot.cards.request import request_form
from genbot.cards.research import research_form
from genbot.cards.slots import slots_form
from genbot.cards.talk import ask_form, rule_form
from genbot.cards.templates import default_form, library_view, make_form
from genbot.cards.waiting import live_view, reject_view, waiting_view
from genbot.domain.approvals import WORKSPACE, Ballot, Gate, Policy, Rule, Standing, Vote
from genbot.domain.doubts import Doubt
from genbot.domain.errands import ErrandState, What
from genbot.domain.faces import face
from genbot.domain.ideas import REJECT_REASONS, VIDEO_TYPES
from genbot.domain.library import Contents
from genbot.domain.people import Group
from genbot.domain.publications import Wish
from tests.cards import examples as taco
from tests.cards.example_agents import FACES, PORTRAIT, SANTIAGO
from tests.cards.example_calendar import CLOSE, PAGE
from tests.cards.example_engines import ENGINE
from tests.cards.example_library import FOLDERS, LOGO, NEEDED, SHELF
from tests.cards.example_monitors import ALWAYS, WATCHED
from tests.cards.example_pieces import ASKED, FIRST, HOOKS, VOICED
from tests.cards.example_studio import BOARD, HOOK, MAKING, ROW, VOICE
from tests.cards.example_talks import LEAF
from tests.cards.example_templates import CATALOGUE, CHOSEN
from tests.cards.example_voices import LIBRARY, PICK, USES, VOICE_ERRANDS
from tests.cards.example_waiting import END
from tests.cards.reading import inputs, words, wrong_with_view

SCRIPT = VOICE_ERRANDS[What.VOICE_SCRIPT, ErrandState.DONE]
FILES = [("F1", "taco.jpg"), ("F2", "salsa.mp4")]
LONG = "late-night <tacos> & more "
USUAL, GROUPS = Standing(Gate.IDEAS), [Group("S1", "brand-leads", (taco.BEA,))]
FORMS = {
    FormName.DETAILS: forms.details_form(taco.IDEA),
    FormName.REJECT_IDEA: reject_forms.reject_form(taco.IDEA, one_no=True),
    FormName.CHANGE_IDEA: forms.change_form(taco.IDEA),
    FormName.CHANGE_VIDEO: forms.change_video_form(taco.READY),
    FormName.REJECT_VIDEO: reject_forms.reject_video_form(taco.READY, one_no=True),
    FormName.DENY_OVER: reject_forms.deny_form(taco.OVER_BUDGET, one_no=False),
    FormName.TEMPLATE: forms.template_form(taco.CHOSEN, taco.TEMPLATES),
    FormName.PUBLISH: forms.publish_form(taco.READY),
    FormName.REHEARSE: forms.publish_form(replace(taco.READY, rehearsal=True)),
    FormName.MOVE: forms.move_form(taco.LATER),
    FormName.LIVE: forms.live_form(taco.PUBLICATIONS["unsure"]),
    FormName.FREEZE: freeze_form(taco.CHANNEL),
    FormName.POLICY: gate_form(
        Policy(taco.CHANNEL, taco.RULES, nth=3), taco.STANDINGS[0], USUAL, GROUPS
    ),
    FormName.SETTINGS: forms.settings_form(taco.HERE, taco.AGENTS, taco.TEMPLATES),
    FormName.REQUEST: request_form(taco.CHANNEL, "hot salsa", FILES),
    FormName.SLOTS: slots_form(taco.HERE, "Europe/Berlin"),
    FormName.RESEARCH: research_form("hot salsa", "deep"),
    FormName.NEW_AGENT: agents.new_form("", [("412", "Taco Team"), ("977", "Next Door")]),
    FormName.AGENT: setup.agent_form(PORTRAIT),
    FormName.PERSONALITY: setup.personality_form(PORTRAIT),
    FormName.WATCHED: setup.watched_form(PORTRAIT),
    FormName.OWN_ACCOUNTS: setup.own_accounts_form(PORTRAIT),
    FormName.RENAME_AGENT: agents.rename_form(SANTIAGO),
    FormName.DELETE_AGENT: agents.delete_form(SANTIAGO, ()),
    FormName.AVATARS: avatars_form(FACES),
    FormName.ASSETS: library.library_form(SHELF),
    FormName.SAVE_FILE: library.save_form([("F1", "logo.png"), ("F2", "clip.mp4")], FOLDERS),
    FormName.COPY_ASSET: library.copy_form(LOGO, FOLDERS),
    FormName.NEW_FOLDER: library.folder_form(SHELF.spot),
    FormName.RENAME_ASSET: library.rename_form(LOGO),
    FormName.DELETE_ASSET: library.delete_form(Contents(LOGO), NEEDED),
    FormName.COVER: library.cover_form(LOGO, [("p1", "The 2 a.m. taco verdict")]),
    FormName.VOICES: voices.list_view(LIBRARY),
    FormName.HEAR_VOICE: voices.hear_form(PICK),
    FormName.USE_VOICE: voices.use_form(PICK),
    FormName.DELETE_VOICE: voices.delete_form(USES),
    FormName.CLONE_VOICE: voices.clone_form(LIBRARY.wanted),
    FormName.VOICE_SCRIPT: design.script_form({}, LIBRARY.wanted.kept),
    FormName.VOICE_SOUND: design.sound_form(SCRIPT),
    FormName.VOICE_SAMPLES: design.samples_form(SCRIPT),
    FormName.KEEP_VOICE: design.keep_form(SCRIPT, 2),
    FormName.ASK: ask_form("hot salsa?"),
    FormName.REMEMBER: rule_form(FormName.REMEMBER, "hot salsa"),
    FormName.FORGET: rule_form(FormName.FORGET, "hot salsa"),
    FormName.MONITOR: monitor_form(ALWAYS),
    FormName.CHANGE_MONITOR: change_form(WATCHED),
    FormName.ASK_ABOUT: question_form(WATCHED),
    FormName.MOVE_PLANNED: move_view(CLOSE, PAGE.leaf),
    FormName.WAITING: waiting_view(END),
    FormName.REJECT_WAITING: reject_view(END.tour, "Tacos"),
    FormName.LIVE_WAITING: live_view(END.tour),
    FormName.CONVERSATIONS: conversations_form(LEAF),
    FormName.RENAME_TALK: rename_form("c1", "Taco week"),
    FormName.EDIT_TEXT: studio_forms.text_form(HOOK),
    FormName.EDIT_TEXTS: studio_forms.texts_form(BOARD),
    **ASKED,
    FormName.MAKE_ANEW: anew_form(MAKING),
    FormName.TEMPLATES: library_view(CATALOGUE, "cuts", 0, CHOSEN),
    FormName.TEMPLATE_DEFAULT: default_form(CATALOGUE[0], CHOSEN),
    FormName.NEW_ENGINE: new_form("Q1 tacos"),
    FormName.COPY_ENGINE: copy_form(ENGINE, taco.AGENTS),
    FormName.MAKE_VIDEO: make_form(CATALOGUE, "quick-cuts", "The 2 a.m. verdict"),
}
FIELDS = {
    FormName.DETAILS: set(),
    FormName.REJECT_IDEA: {"reason", "note"},
    FormName.CHANGE_IDEA: {"wish"},
    FormName.CHANGE_VIDEO: {"wish", "redo"},
    FormName.REJECT_VIDEO: {"reason", "note"},
    FormName.DENY_OVER: {"reason", "note"},
    FormName.TEMPLATE: {"template"},
    FormName.PUBLISH: {"caption", "title", "media_type", "when", "handover", "thumbnail"},
    FormName.REHEARSE: {"caption", "title", "media_type", "when", "thumbnail"},
    FormName.MOVE: {"when"},
    FormName.LIVE: {"post"},
    FormName.FREEZE: {"where", "reason"},
    FormName.POLICY: {
        *("whose", "people", "groups", "needed", "counts", "ends"),
        *("remind", "person", "room", "expire"),
    },
    FormName.SETTINGS: {
        "agent",
        "announce",
        "rehearsal",
        "budget",
        "budget_period",
        "person_budget",
        "person_budget_period",
        *(f"template_{id}" for id in VIDEO_TYPES),
    },
    FormName.REQUEST: {"topic", "count", "video_type", "requirements", "given", "files", "channel"},
    FormName.SLOTS: {"slots", "zone"},
    FormName.RESEARCH: {"topic", "depth"},
    FormName.NEW_AGENT: {"name", "description", "time_zone", "workspace"},
    FormName.AGENT: {
        *("brand_name", "description", "identity_type", "goal"),
        *("target_platforms", "lengths", "keywords"),
    },
    FormName.PERSONALITY: {"personality"},
    FormName.WATCHED: {"research_topics", "monitored"},
    FormName.OWN_ACCOUNTS: {"url_42", "name_42", "url_new", "name_new"},
    FormName.RENAME_AGENT: {"name", "time_zone"},
    FormName.DELETE_AGENT: {"name"},
    FormName.AVATARS: {"primary", "drop", "file"},
    FormName.ASSETS: {"words", "kind"},
    FormName.SAVE_FILE: {"files", "folder"},
    FormName.COPY_ASSET: {"folder"},
    FormName.NEW_FOLDER: {"name"},
    FormName.RENAME_ASSET: {"name"},
    FormName.DELETE_ASSET: {"anyway"},
    FormName.COVER: {"video"},
    FormName.VOICES: {"source", "search"},
    FormName.HEAR_VOICE: {"text"},
    FormName.USE_VOICE: set(),
    FormName.DELETE_VOICE: set(),
    FormName.CLONE_VOICE: {"name", "file", "gender", "language", "description"},
    FormName.VOICE_SCRIPT: {"gender", "language", "description"},
    FormName.VOICE_SOUND: {"script", "gender", "language", "description"},
    FormName.VOICE_SAMPLES: {"script", "description"},
    FormName.KEEP_VOICE: {"name"},
    FormName.ASK: {"files", "question"},
    FormName.REMEMBER: {"rule"},
    FormName.FORGET: {"rule"},
    FormName.MONITOR: {"value", "platform", "most", "days", "country", "more"},
    FormName.CHANGE_MONITOR: {"value", "platform", "most", "days", "country", "more"},
    FormName.ASK_ABOUT: {"question"},
    FormName.MOVE_PLANNED: {"when"},
    FormName.WAITING: set(),
    FormName.REJECT_WAITING: {"reason", "note"},
    FormName.LIVE_WAITING: {"post"},
    FormName.CONVERSATIONS: {"words"},
    FormName.EDIT_TEXT: {"text"},
    FormName.ADD_PIECE: {"name", "type", "place"},
    FormName.MOVE_PIECE: {"step"},
    FormName.RENAME_PIECE: {"name"},
    FormName.COPY_PIECE: set(),
    FormName.USE_ROW: set(),
    FormName.DELETE_PIECE: set(),
    FormName.BRING_VARIABLES: {"file"},
    FormName.USE_FILE: {"file"},
    FormName.EDIT_TEXTS: {"71", "72"},
    FormName.MAKE_ANEW: {"type", "script", "voice_method", "voice_id", "enhance_voice"},
    FormName.RENAME_TALK: {"title"},
    FormName.TEMPLATES: {"words"},
    FormName.NEW_ENGINE: {"title", "columns", "default"},
    FormName.COPY_ENGINE: {"agent"},
    FormName.TEMPLATE_DEFAULT: {"types"},
    FormName.MAKE_VIDEO: {
        "title",
        "hook",
        "script",
        "caption",
        "video_type",
        "ratio",
        "template",
    },
}
ABOUT = {
    FormName.FREEZE: taco.CHANNEL,
    FormName.SETTINGS: taco.CHANNEL,
    FormName.POLICY: f"{taco.CHANNEL}|ideas|3",
    FormName.SLOTS: taco.CHANNEL,
    FormName.REQUEST: taco.CHANNEL,
    FormName.MOVE: "pub1:1",
    FormName.LIVE: "pub1:1",
    FormName.TEMPLATE: "p1:0",
    FormName.CHANGE_VIDEO: "p1:1",
    FormName.REJECT_VIDEO: f"p1:1:0:{face(taco.READY)}",
    FormName.DENY_OVER: "p1:1",
    **dict.fromkeys((FormName.PUBLISH, FormName.REHEARSE), "p1:1"),
    FormName.RESEARCH: "",
    FormName.NEW_AGENT: "",
    **dict.fromkeys(
        (
            *(FormName.AGENT, FormName.PERSONALITY, FormName.WATCHED, FormName.OWN_ACCOUNTS),
            *(FormName.RENAME_AGENT, FormName.DELETE_AGENT, FormName.AVATARS),
        ),
        f"{taco.AGENT}|Santiago",
    ),
    FormName.ASSETS: SHELF.spot.ref,
    FormName.NEW_FOLDER: SHELF.spot.ref,
    FormName.SAVE_FILE: "",
    **dict.fromkeys(
        (
            *(FormName.COPY_ASSET, FormName.RENAME_ASSET),
            *(FormName.DELETE_ASSET, FormName.COVER),
        ),
        LOGO.ref,
    ),
    FormName.VOICES: LIBRARY.wanted.kept,
    FormName.CLONE_VOICE: LIBRARY.wanted.kept,
    FormName.VOICE_SCRIPT: LIBRARY.wanted.kept,
    **dict.fromkeys((FormName.VOICE_SOUND, FormName.VOICE_SAMPLES), "e3"),
    FormName.KEEP_VOICE: "e3:2",
    **dict.fromkeys((FormName.HEAR_VOICE, FormName.USE_VOICE, FormName.DELETE_VOICE), PICK.kept),
    FormName.ASK: "",
    FormName.REMEMBER: "",
    FormName.FORGET: "",
    FormName.MONITOR: "",
    FormName.CHANGE_MONITOR: "m1",
    FormName.ASK_ABOUT: "m1",
    FormName.MOVE_PLANNED: f"{PAGE.leaf}|pub1|1",
    FormName.WAITING: str(END.tour),
    FormName.REJECT_WAITING: str(END.tour),
    FormName.LIVE_WAITING: str(END.tour),
    FormName.CONVERSATIONS: "",
    FormName.EDIT_TEXT: replace(HOOK.spot, name="Hook").ref,
    FormName.EDIT_TEXTS: ROW.ref,
    **dict.fromkeys((FormName.ADD_PIECE, FormName.MOVE_PIECE, FormName.DELETE_PIECE), VOICED.ref),
    FormName.RENAME_PIECE: HOOKS.ref,
    FormName.COPY_PIECE: FIRST.ref,
    FormName.USE_ROW: FIRST.ref,
    FormName.BRING_VARIABLES: ROW.ref,
    FormName.USE_FILE: replace(VOICE.spot, name="Voice").ref,
    FormName.MAKE_ANEW: MAKING.wish.kept,
    FormName.RENAME_TALK: "c1",
    FormName.TEMPLATES: "cuts",
    FormName.NEW_ENGINE: "",
    FormName.COPY_ENGINE: "n1",
    FormName.TEMPLATE_DEFAULT: "quick-cuts",
    FormName.MAKE_VIDEO: "",
}


@pytest.mark.parametrize("name", FormName)
def test_every_label_can_be_read_alone(name):
    """A field stands on a line of its own: "in" under a number says nothing."""
    labels = [one["label"]["text"] for one in FORMS[name]["blocks"] if "label" in one]

    assert [one for one in labels if not one[0].isupper() or len(one) < 4] == []


@pytest.mark.parametrize("name", FormName)
def test_every_form_can_be_opened_and_answers_under_its_name(name):
    view = FORMS[name]

    assert wrong_with_view(view) == []
    assert view["callback_id"] == name
    assert set(inputs(view)) == FIELDS[name]
    assert {element["action_id"] for element in inputs(view).values()} <= {"value", Act.MAKE_AS}
    assert view.get("private_metadata", "") == ABOUT.get(name, "id3:1")


def test_the_details_hold_the_whole_script_and_every_clip():
    shown = words(FORMS[FormName.DETAILS])

    assert "0:10  “Court adjourned.” The sign goes dark." in shown
    assert "Al pastor on the griddle, close up · 0 to 2.4 s · opening shot" in shown
    assert "@tacojudge · 402k views" in shown
    assert "submit" not in FORMS[FormName.DETAILS]


def test_a_very_long_script_is_shown_in_several_blocks():
    view = forms.details_form(replace(taco.IDEA, script="A beat of the story.\n" * 5_000))

    assert wrong_with_view(view) == []
    assert words(view).count("A beat of the story.") > 500


def test_reasons_come_from_the_short_list():
    options = inputs(FORMS[FormName.REJECT_IDEA])["reason"]["options"]

    assert {o["value"]: o["text"]["text"] for o in options} == REJECT_REASONS


def test_a_few_parts_are_ticked_and_many_are_picked():
    few = inputs(FORMS[FormName.CHANGE_VIDEO])["redo"]
    many = tuple(replace(taco.TASKS[0], id=f"t{n}") for n in range(11))
    lots = inputs(forms.change_video_form(replace(taco.READY, tasks=many)))["redo"]

    assert few["type"] == "checkboxes"
    assert [option["value"] for option in few["options"]] == ["t1", "t2", "t3", "t4", "t5"]
    assert lots["type"] == "multi_static_select"


def test_a_video_without_parts_can_be_rendered_again():
    view = forms.change_video_form(replace(taco.READY, tasks=()))

    assert wrong_with_view(view) == []
    assert [o["value"] for o in inputs(view)["redo"]["options"]] == ["t6"]


def test_the_publish_form_begins_with_what_the_card_shows():
    fields = inputs(FORMS[FormName.PUBLISH])

    assert fields["caption"]["initial_value"] == taco.READY.caption
    assert fields["caption"]["max_length"] == 2_200
    assert fields["media_type"]["initial_option"]["value"] == "VIDEO"
    assert "initial_date_time" not in fields["when"]
    assert "At most 2,200 characters" in words(FORMS[FormName.PUBLISH])


def test_a_caption_that_is_too_long_is_cut_and_told_so():
    view = forms.publish_form(replace(taco.READY, caption="x" * 2_201))

    assert wrong_with_view(view) == []
    assert len(inputs(view)["caption"]["initial_value"]) == 2_200
    assert "It had 2,201 characters and was cut to the 2,200 TikTok takes." in words(view)


def test_a_caption_is_edited_as_it_is_and_not_as_mrkdwn():
    view = forms.publish_form(replace(taco.READY, caption="*2 < 3* & :taco: _ok_"))

    assert inputs(view)["caption"]["initial_value"] == "*2 < 3* & :taco: _ok_"


def test_a_planned_post_comes_back_as_it_was_planned():
    post = Wish("Words", "Verdict", due=2e9, handed_over=True, thumbnail="https://x.yz/a.jpg")
    ballot = Ballot({"version": 1, "wish": asdict(post)}, 2, (Vote(taco.BEA, taco.NOW),))
    fields = inputs(forms.publish_form(replace(taco.READY, ballot=ballot)))

    assert fields["when"]["initial_date_time"] == int(post.due)
    assert fields["title"]["initial_value"] == "Verdict"
    assert fields["handover"]["initial_options"][0]["value"] == "gen"
    assert fields["thumbnail"]["initial_value"] == post.thumbnail


def test_what_is_in_doubt_is_asked_on_top_and_what_was_typed_stays():
    typed = Wish("My words", "", due=2e9, handed_over=True)
    doubts = (Doubt("near:2000000000", "“Salsa” is close.", "Post it all the same"),
              Doubt("hand:2000000000", "Nobody can undo it.", "Hand it to GEN"))  # fmt: skip
    view = forms.publish_form(taco.OFFERED, typed, doubts)

    assert wrong_with_view(view) == []
    assert words(view).startswith("⚠️  “Salsa” is close.")
    assert inputs(view)["caption"]["initial_value"] == "My words"
    assert inputs(view)["when"]["initial_date_time"] == 2_000_000_000
    assert {"sure near:2000000000", "sure hand:2000000000"} <= set(inputs(view))


def test_a_posting_time_takes_the_place_of_what_was_chosen():
    view = forms.publish_form(taco.OFFERED, Wish("My words", due=2e9), slot=True)
    at = int(taco.OFFERED.offer.at)

    assert inputs(view)["when"]["initial_date_time"] == at
    assert inputs(view)["when"]["action_id"] == f"value_{at}"  # or Slack keeps what was there


def test_settings_show_what_is_set():
    fields = inputs(FORMS[FormName.SETTINGS])

    assert fields["agent"]["initial_option"]["value"] == taco.AGENT
    assert fields["announce"]["initial_options"][0]["value"] == "announce"
    assert fields["template_6"]["initial_option"]["value"] == "narrated-story"
    assert "initial_option" not in fields["template_1"]


def test_who_decides_is_shown_as_it_is():
    fields = inputs(FORMS[FormName.POLICY])

    assert fields["people"]["initial_users"] == [taco.MAYA, taco.PABLO]
    assert fields["needed"]["initial_value"] == "1"
    assert fields["counts"]["initial_options"][0]["value"] == "own"
    assert [one["text"]["text"] for one in fields["groups"]["options"]] == [
        "@brand-leads, 1 person"
    ]
    assert fields["whose"]["options"][1]["text"]["text"] == "As the workspace says: everyone"


def test_a_rule_that_names_a_group_that_is_gone_can_be_mended():
    rule = Rule(groups=("S1", "S9"), needed=2, remind=(), escalate="C0BRAND", expire=72)
    policy = Policy(WORKSPACE, {Gate.VIDEOS: rule})
    view = gate_form(policy, Standing(Gate.VIDEOS, rule, WORKSPACE, (taco.BEA,)), USUAL, GROUPS)
    fields = inputs(view)

    assert wrong_with_view(view) == []
    assert "whose" not in fields
    assert [one["value"] for one in fields["groups"]["initial_options"]] == ["S1", "S9"]
    assert fields["remind"]["initial_option"]["text"]["text"] == "Never"
    assert (fields["room"]["initial_channel"], fields["expire"]["initial_value"]) == (
        "C0BRAND",
        "72",
    )
    assert "groups" not in inputs(gate_form(policy, Standing(Gate.IDEAS), USUAL, ()))


def test_the_rules_are_told_in_words_before_anybody_changes_them():
    odd = Rule((taco.BEA,), ("S1",), needed=2, own=False, remind=(), escalate=taco.BEA, expire=72,
               expired="reject")  # fmt: skip
    wide = Standing(Gate.VIDEOS, odd, WORKSPACE, (taco.BEA,), ("brand-leads",))
    view = policy_view(taco.CHANNEL, (taco.STANDINGS[0], wide, Standing(Gate.BUDGET)), "", "")
    told = words(view)

    assert wrong_with_view(view) == []
    assert "2 of <@U0BRANDOWN>, @brand-leads, never whoever asked" in told
    assert "as the workspace says" in told
    assert "then <@U0BRANDOWN> is asked · rejected after 72 hours" in told
    assert "This channel…" in words(policy_view(WORKSPACE, (wide,), here=taco.CHANNEL))
    gone = replace(wide, people=(), groups=())
    assert "nobody who is still here" in words(policy_view(taco.CHANNEL, (gone,)))


def test_settings_open_even_when_gen_shows_nothing():
    empty = forms.settings_form(replace(taco.HERE, agent_id="", templates={}), (), ())
    gone = forms.settings_form(replace(taco.HERE, templates={"6": "old-one"}), (), taco.TEMPLATES)

    assert wrong_with_view(empty) == wrong_with_view(gone) == []
    assert "GEN shows me no agents" in words(empty)
    assert inputs(gone)["agent"]["initial_option"]["text"]["text"] == "Santiago"
    assert inputs(gone)["template_6"]["initial_option"]["value"] == "old-one"


def test_more_choices_than_slack_takes_are_cut_not_refused():
    many = [(f"slug-{n}", f"Template {n}") for n in range(300)] + [("x" * 200, "Too long")]

    assert wrong_with_view(forms.template_form(taco.CHOSEN, many)) == []
    assert wrong_with_view(forms.settings_form(taco.HERE, many, many)) == []


def test_without_templates_there_is_nothing_to_send():
    view = forms.template_form(taco.CHOSEN, ())

    assert wrong_with_view(view) == []
    assert "submit" not in view


def test_a_form_that_waits_for_gen_says_so():
    view = forms.loading_form("Settings of this channel here")

    assert wrong_with_view(view) == []
    assert "One moment" in words(view)


def test_a_request_without_a_channel_takes_the_current_one():
    element = inputs(request_form(""))["channel"]

    assert element["default_to_current_conversation"] is True
    assert inputs(FORMS[FormName.REQUEST])["channel"]["initial_conversation"] == taco.CHANNEL


def test_the_publish_form_lists_all_that_is_looked_at_and_has_the_tick():
    form = forms.publish_form(taco.RED)

    assert wrong_with_view(form) == []
    assert "*Before it goes out*" in words(form)
    assert "✅  The file is there, and it is MP4." in words(form)
    assert "I have the right to use footage of @night" in str(form)
    assert "footage" not in {
        block.get("block_id") for block in forms.publish_form(taco.READY)["blocks"]
    }
