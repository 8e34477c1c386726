"""Raw payloads become values here, whatever shape they come in."""

import pytest

from genbot.domain.posts import Place
from genbot.slack.asks import Command, Press, Said, Shortcut, Submission, about, seal
from genbot.slack.filled import File
from genbot.slack.written import plain

USER = {"id": "U0MARKETER"}


def press(**more):
    action = {"action_id": "approve_idea", "action_ts": "9.1", "value": "idea1:3"}
    body = {"user": USER, "trigger_id": "t", "channel": {"id": "C1"}, "actions": [action]}
    return Press.read({**body, "message": {"ts": "5.0"}, **more})


def typed(text):
    """After `/gen`, as Slack sends it."""
    return Command.read({"trigger_id": "t", "channel_id": "C1", "user_id": "U1", "text": text})


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("ideas 5 for <@U0PRODUCER|pablo> & tacos", "ideas 5 for @pablo & tacos"),
        ("ideas like <https://tiktok.com/@a/1?x=1&y=2>", "ideas like https://tiktok.com/@a/1?x=1&y=2"),
        ("monitor <@U1ABC|tacoking> on tiktok", "monitor @tacoking on tiktok"),
        ("monitor <#C1ABC|tacos> on tiktok", "monitor #tacos on tiktok"),
        ("monitor @tacoking on tiktok", "monitor @tacoking on tiktok"),
        ("ideas as <!subteam^S0LEADS|@brand-leads> likes", "ideas as @brand-leads likes"),
        ("ask why 3 < 5 > 2", "ask why 3 < 5 > 2"),
    ],
)  # fmt: skip
def test_a_command_reads_as_it_was_typed_whatever_slack_makes_of_names(sent, text):
    assert typed(sent).text == text


def test_a_command_knows_the_channels_that_were_named_in_it():
    """Of a private channel Slack tells no name."""
    asked = typed("history <#C0LAUNCHES|launches> <#C0SECRET|> <#C0OTHER>")

    assert asked.text == "history #launches <#C0SECRET|> <#C0OTHER>"
    assert asked.rooms == {
        "#launches": "C0LAUNCHES", "<#C0SECRET|>": "C0SECRET", "<#C0OTHER>": "C0OTHER"
    }  # fmt: skip
    assert asked.after("#launches").rooms == asked.rooms


def test_a_press_knows_the_thing_and_its_version():
    assert (press().id, press().version, press().act) == ("idea1", 3, "approve_idea")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("idea1:3", ("idea1", 3)),
        ("idea1", ("idea1", 0)),
        ("", ("", 0)),
        ("agent-1|Santiago: the cook", ("agent-1", 0)),
        ("idea1:x", ("idea1", 0)),
    ],
)
def test_a_missing_version_is_none(value, found):
    assert about(value) == found


def test_the_same_press_has_the_same_key_and_another_persons_has_not():
    other = {"id": "U0PRODUCER"}

    assert press().key == press(trigger_id="t2").key
    assert press().key != press(user=other).key
    assert press().key != press(message={"ts": "6.0"}).key


def test_a_press_in_a_thread_is_answered_in_the_thread():
    message = {"ts": "5.2", "thread_ts": "5.0"}

    assert press(message=message).place == Place("C1", "5.0")


def test_a_press_on_the_head_of_a_thread_is_answered_in_the_channel():
    message = {"ts": "5.0", "thread_ts": "5.0"}

    assert press(message=message).place == Place("C1")


def test_a_press_on_a_private_message_knows_its_place_from_its_container():
    container = {"type": "message", "channel_id": "C1", "message_ts": "5.1", "thread_ts": "5.0"}

    assert press(message={}, channel=None, container=container).place == Place("C1", "5.0")


def form(state, metadata=""):
    values = {"it": {"value": state}}
    view = {"id": "V1", "hash": "h", "callback_id": "f", "private_metadata": metadata}
    return Submission.read({"user": USER, "view": {**view, "state": {"values": values}}})


@pytest.mark.parametrize(
    ("state", "held"),
    [
        ({"type": "plain_text_input", "value": "words"}, ("words",)),
        ({"type": "plain_text_input", "value": None}, ()),
        ({"type": "static_select", "selected_option": {"value": "hook"}}, ("hook",)),
        ({"type": "static_select", "selected_option": None}, ()),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ("U1", "U2")),
        ({"type": "conversations_select", "selected_conversation": "C1"}, ("C1",)),
        ({"type": "datetimepicker", "selected_date_time": 1795183320}, ("1795183320",)),
        ({"type": "number_input", "value": "5"}, ("5",)),
        ({"type": "something_new"}, ()),
    ],
)
def test_what_an_input_holds_is_words_whatever_its_type(state, held):
    assert form(state).many("it") == held
    assert form(state).text("it") == (held[0] if held else "")


def test_a_moment_is_epoch_seconds():
    assert form({"selected_date_time": 1795183320}).moment("it") == 1795183320.0
    assert form({"selected_date_time": None}).moment("it") == 0.0


def test_a_form_remembers_where_it_was_opened():
    sealed = seal({"type": "modal", "private_metadata": "idea1:3"}, Place("C1", "5.0"))

    sent = form({}, sealed["private_metadata"])

    assert (sent.id, sent.version, sent.place) == ("idea1", 3, Place("C1", "5.0"))


def test_a_form_that_was_not_sealed_is_read_too():
    assert (form({}, "idea1:3").id, form({}, "idea1:3").place) == ("idea1", Place(""))


def said(**event):
    told = {"type": "message", "user": "U1", "channel": "C1", "text": "hi", "ts": "1.0", **event}
    return Said.read({"event_id": "Ev1", "event": told}, "UBOT")


@pytest.mark.parametrize("more", [{"subtype": "message_changed"}, {"bot_id": "B1"}, {"user": None}])
def test_only_people_are_listened_to(more):
    assert said().person
    assert not said(**more).person


def test_a_message_to_us_is_direct():
    assert said(type="app_mention", text="<@UBOT> help").direct
    assert said(channel_type="im").direct
    assert not said(text="hello <@U2>").direct


def test_our_own_name_is_not_part_of_what_is_said():
    assert said(text="<@UBOT> help").text == "help"
    assert said(text="good morning, <@UBOT>").text == "good morning,"
    assert said(text="<@UBOT> ideas 5 tacos <@UBOT>").text == "ideas 5 tacos"


def test_within_a_sentence_it_is():
    assert said(text="I wonder if <@UBOT> can tell").text == "I wonder if @genbot can tell"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("see <https://x.com/a|x.com> now", "see https://x.com/a now"),
        ("see <https://x.com/a>", "see https://x.com/a"),
        ("in <#C1|launches>", "in #launches"),
        ("  words  ", "words"),
    ],
)
def test_message_text_is_read_as_it_was_typed(written, typed):
    assert plain(written) == typed


def test_a_shortcut_from_anywhere_has_no_place():
    asked = Shortcut.read({"callback_id": "new_ideas", "user": USER, "trigger_id": "t"})

    assert (asked.place, asked.text) == (Place(""), "")


def test_what_was_changed_is_told_from_what_was_shown():
    def shown(id, **element):
        return {"type": "input", "block_id": id, "element": {"action_id": "value", **element}}

    blocks = [
        {"type": "section", "block_id": "s"},
        shown("same", initial_value="tacos"),
        shown("new", initial_value="tacos"),
        shown("empty"),
        shown("ticked", initial_options=[{"value": "a"}, {"value": "b"}]),
        shown("chosen", initial_option={"value": "a"}),
    ]
    state = {
        "same": {"value": "tacos"},
        "new": {"value": "salsa"},
        "empty": {"value": None},
        "ticked": {"selected_options": [{"value": "a"}, {"value": "b"}]},
        "chosen": {"selected_option": {"value": "b"}},
    }
    values = {block: {"value": held} for block, held in state.items()}
    view = {"id": "V1", "callback_id": "f", "blocks": blocks, "state": {"values": values}}

    form = Submission.read({"user": USER, "view": view})

    assert [one for one in form.filled if form.changed(one)] == ["new", "chosen"]
    assert not form.changed("never there")


def test_files_that_were_put_into_a_form_are_told_whole():
    told = {"id": "F1", "name": "face.png", "mimetype": "image/png", "size": 4, "url_private": "u"}

    form_ = form({"type": "file_input", "files": [told]})

    assert form_.many("it") == ("F1",)
    assert form_.attached == {"it": (File("F1", "face.png", "image/png", 4, "u"),)}
    assert form({"type": "file_input", "files": []}).attached == {}
