"""Pictures and videos for the agent, walked: from a message, from a mention, and what the card says."""

import base64

from genbot.sandbox.gen.media import MEDIA
from tests.browser.page import expect, field, fill_form, form_on_top, message_with
from tests.browser.walks.test_assets import bring, choose

MENTION = """async ([name, base64, text]) => (await fetch("/_sandbox/act", {method: "POST", body:
    JSON.stringify({user: "U0MARKETER", do: "upload", channel: "C0VIDEOIDEAS", name, base64, text})})).json()"""


def test_the_agent_sees_what_it_was_given(walk):
    page = walk.visit()
    clip = bring(page, "griddle.mp4", (MEDIA / "ember.mp4").read_bytes())
    choose(page, clip, "make_ideas")
    form = form_on_top(page)
    expect(field(form, "Files of that message")).to_contain_text("griddle.mp4")
    walk.picture(form, "attachments-form")
    fill_form(page, {"What about": "late-night tacos"})
    card = message_with(page, "ideas about late-night tacos", within=".channel")
    expect(card).to_contain_text("With griddle.mp4")
    expect(card).to_contain_text("5 waiting")
    walk.picture(card, "attachments-card")
    [run] = walk.ask(walk.town.gen())["runs"]
    assert run

    told = page.evaluate(
        MENTION,
        [
            "salsa.jpg",
            base64.b64encode((MEDIA / "salsa.jpg").read_bytes()).decode(),
            "<@U0GENBOT00> ideas 2 salsa",
        ],
    )
    assert told["ok"], told
    card = message_with(page, "2 ideas about salsa", within=".channel")
    expect(card).to_contain_text("With salsa.jpg")
    expect(card).to_contain_text("2 waiting")
