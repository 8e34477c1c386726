"""Emoji: what Slack writes as a code is what people saw, wherever it goes."""

import pytest

from genbot.slack.asks import Submission
from genbot.slack.emoji import drawn
from genbot.slack.written import plain


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("Tacos :taco: at 2:30 :fire:", "Tacos 🌮 at 2:30 🔥"),
        ("great:fire::taco:", "great🔥🌮"),
        (":+1::skin-tone-4: :wave::skin-tone-9:", "👍🏽 👋:skin-tone-9:"),
        (":flag-mx: :man-shrugging: :pinata:", "🇲🇽 🤷‍♂️ 🪅"),
        (":taco_team: stays", ":taco_team: stays"),
        ("10:30:45 and 1:100:2, :100: and a:fire:", "10:30:45 and 1:100:2, 💯 and a🔥"),
        ("see https://x.com:8080/:fire: now", "see https://x.com:8080/🔥 now"),
        (":: ::: :a :b :", ":: ::: :a :b :"),
        ("a:b:taco:", "a:b🌮"),
        ("no code: at all", "no code: at all"),
    ],
)
def test_a_code_is_drawn_and_nothing_else(code, seen):
    assert drawn(code) == seen
    assert drawn(seen) == seen
    assert plain(code) == seen


def form(typed, before):
    element = {"type": "plain_text_input", "action_id": "value", "initial_value": before}
    block = {"type": "input", "block_id": "caption", "element": element}
    state = {"caption": {"value": {"type": "plain_text_input", "value": typed}}}
    view = {"id": "V1", "callback_id": "f", "blocks": [block], "state": {"values": state}}
    return Submission.read({"user": {"id": "U0MARKETER"}, "view": view})


def test_a_form_that_slack_sends_back_in_codes_was_not_changed():
    assert not form("Tacos :taco:", before="Tacos 🌮").changed("caption")
    assert form("Tacos :fire:", before="Tacos 🌮").text("caption") == "Tacos 🔥"


def test_what_was_chosen_is_called_as_it_was_shown():
    """Slack sends the words of choices back in codes as well."""
    chosen = {"value": "a1", "text": {"type": "plain_text", "text": "Santiago :taco:"}}
    state = {"agent": {"value": {"type": "static_select", "selected_option": chosen}}}
    view = {"id": "V1", "callback_id": "f", "state": {"values": state}}

    asked = Submission.read({"user": {"id": "U0MARKETER"}, "view": view})

    assert (asked.text("agent"), asked.label("agent")) == ("a1", "Santiago 🌮")
