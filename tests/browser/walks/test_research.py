"""Research, walked: the price first, the findings in the thread, ideas from them."""

import pytest

from tests.browser.page import (
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import MADE


def test_from_the_question_to_ideas(walk):
    page = walk.visit()
    type_command(page, "/gen research late-night tacos deep")
    form = form_on_top(page)
    expect(form).to_contain_text("costs more than 35 credits")
    expect(field(form, "What should the agent find out").locator(".typed")).to_have_value(
        "late-night tacos"
    )
    walk.picture(form, "research-form")
    fill_form(page, {})

    card = message_with(page, "Research: late-night tacos", within=".channel")
    expect(card).to_contain_text("Done")
    expect(card).to_contain_text("in the thread")
    walk.picture(card, "research-done")
    findings = thread(page, card)
    expect(findings).to_contain_text("here is what I found about late-night tacos")
    walk.picture(findings, "research-findings")

    press(page, "Make 3 ideas from this", in_message=card)
    expect(message_with(page, "3 ideas about late-night tacos", within=".channel")).to_be_visible()
    expect(page.locator(".channel")).to_contain_text("3 waiting")
    runs = walk.ask(walk.town.gen())["runs"]
    assert len({run["conversation_id"] for run in runs}) == 1


def test_two_people_ask_for_the_same_ideas(walk):
    page, bea = walk.visit(), walk.visit("U0BRANDOWN")
    type_command(page, "/gen research salsa quick")
    fill_form(page, {})
    cards = [message_with(one, "Research: salsa", within=".channel") for one in (page, bea)]
    for card in cards:
        expect(card).to_contain_text("Done")
    walk.ask(walk.town.order(approval=True))  # so that the first is still under way
    press(page, "Make 3 ideas from this", in_message=cards[0])
    request = message_with(page, "3 ideas about salsa", within=".channel")
    expect(request).to_contain_text("asks for your permission")
    press(bea, "Make 3 ideas from this", in_message=cards[1])
    told = message_with(bea, "@Maya Marks has just asked for these", within=".channel")
    expect(told).to_be_visible()
    walk.picture(told, "research-twice")
    press(page, "Allow", in_message=request)
    expect(request).to_contain_text("3 waiting")
    assert len(walk.ask(walk.town.gen())["runs"]) == 2


class TestPlug:
    @pytest.fixture
    def speed(self):
        return 10.0

    def test_the_plug_is_pulled_during_research(self, walk):
        page = walk.visit()
        type_command(page, "/gen research salsa quick")
        fill_form(page, {})
        card = message_with(page, "Research: salsa", within=".channel")
        expect(card).to_contain_text("working on it since")
        page.get_by_role("button", name="Pull genbot").click()
        offline = page.get_by_role("status").filter(has_text="genbot is offline")
        expect(offline).to_be_visible()
        walk.picture(page, "research-plug")
        expect(offline).not_to_be_attached()
        expect(card).to_contain_text("Done", timeout=MADE)
        expect(thread(page, card)).to_contain_text("here is what I found about salsa")
        assert len(walk.ask(walk.town.gen())["runs"]) == 1
