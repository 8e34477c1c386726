"""Pictures and videos for the agent, walked: from a message, from a mention, and what the card says."""

from genbot.sandbox.gen.media import MEDIA
from tests.browser.page import expect, field, fill_form, form_on_top, message_with, thread
from tests.browser.walks.steps import bring, choose


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

    picture = (MEDIA / "salsa.jpg").read_bytes()
    bring(page, "salsa.jpg", picture, text="<@U0GENBOT00> ideas 2 salsa")
    card = message_with(page, "2 ideas about salsa", within=".channel")
    expect(card).to_contain_text("With salsa.jpg")
    expect(card).to_contain_text("2 waiting")

    question = bring(page, "griddle.jpg", picture, text="<@U0GENBOT00> what is in this picture?")
    answers = thread(page, question)
    expect(answers).to_contain_text("7 ideas are on the table")
