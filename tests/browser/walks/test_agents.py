"""Agents, walked: from the list to one of them, changed, given a new face; made and ended."""

import re

from genbot.sandbox.gen.media import MEDIA
from tests.browser.page import (
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    type_command,
)

FACE = MEDIA / "rose.jpg"


def agent(walk, name):
    """What GEN keeps of an agent; nothing when it has no such agent."""
    every = walk.ask(walk.town.gen())["agents"]
    return next((one for one in every if one["name"] == name), None)


def test_an_agent_is_seen_and_changed(walk):
    page = walk.visit()
    type_command(page, "/gen agents")
    every = form_on_top(page)
    expect(every).to_contain_text("San Antonio street food scout")
    walk.picture(every, "agents-list")

    every.get_by_role("button", name="Who it is…").first.click()
    one = form_on_top(page)
    expect(one).to_contain_text("Watched (others it learns from)")
    expect(one).to_contain_text("Own accounts (where it posts)")
    walk.picture(one, "agent")

    press(page, "Edit who it is…")
    form = form_on_top(page)
    keywords = field(form, "Keywords").locator(".typed")
    expect(keywords).to_have_value("streetfood\ntacotok\nsanantonioeats")
    keywords.fill("streetfood\ntacotok\nbirria")
    field(form, "Description").locator(".typed").fill("Finds the salsa nobody talks about.")
    walk.picture(form, "agent-edit")
    fill_form(page, {})

    card = message_with(page, "Description, Keywords", within=".channel")
    expect(card).to_contain_text("Done")
    expect(card).to_contain_text("added birria · taken out sanantonioeats")
    walk.picture(card, "agent-changed")
    core = agent(walk, "santiago")["core"]
    assert core["description"] == "Finds the salsa nobody talks about."
    assert core["keywords"] == ["streetfood", "tacotok", "birria"]
    assert [one["handle"] for one in core["monitored"]] == ["@nightgriddle", "tacotok", "birria"]


def test_others_and_own_accounts_have_forms_of_their_own(walk):
    page = walk.visit()
    type_command(page, "/gen agent santiago watched")
    fill_form(page, {"Watched": "@nightgriddle\n#tacotok\nhot salsa", "Expertise": "neon signs"})
    expect(message_with(page, "Expertise, Watched", within=".channel")).to_contain_text("Done")

    type_command(page, "/gen agent santiago accounts")
    form = form_on_top(page)
    expect(field(form, "Account on TikTok")).to_be_visible()
    field(form, "Another account").locator(".typed").fill("https://www.instagram.com/santiago")
    walk.picture(form, "agent-own-accounts")
    fill_form(page, {})

    expect(message_with(page, "Own accounts", within=".channel")).to_contain_text("Done")
    core = agent(walk, "santiago")["core"]
    assert [one["topic"] for one in core["research_topics"]] == ["neon signs"]
    assert core["monitored"][2] == {"handle": "hot salsa", "item_type": "keyword"}
    own = [(one["id"] == 42, one["platform"]) for one in core["linked_accounts"]]
    assert own == [(True, "tiktok"), (False, "instagram")]


def test_a_picture_from_a_persons_disk_becomes_the_face(walk):
    page = walk.visit()
    type_command(page, "/gen avatars santiago")
    form = form_on_top(page)
    with page.expect_response("**/_sandbox/act"):
        field(form, "Add a picture").locator("input[type=file]").set_input_files(FACE)
    fill_form(page, {})
    card = message_with(page, "New picture of santiago", within=".channel")
    expect(card).to_contain_text("Done")

    press(page, "Pictures…", in_message=card)
    form = form_on_top(page)
    expect(form).to_contain_text("Picture 2")
    fill_form(page, {"Show first": "Picture 2", "Delete": "Picture 1, shown first"}, submit=False)
    walk.picture(form, "avatars")
    fill_form(page, {})
    expect(message_with(page, "1 picture deleted", within=".channel")).to_contain_text("Done")
    [face] = agent(walk, "santiago")["avatars"]
    assert face["is_primary"]
    assert face["id"] != 71


def test_an_agent_is_made_speaks_and_is_ended(walk):
    page = walk.visit()
    type_command(page, "/gen agents new Night Owl")
    fill_form(page, {"Time zone": "europe/madrid"})
    card = message_with(page, "New agent: Night Owl", within=".channel")
    expect(card).to_contain_text("Done")
    press(page, "Let it speak here", in_message=card)
    expect(page.locator(".channel")).to_contain_text("This channel works with Night Owl")

    type_command(page, "/gen agent delete")
    form = form_on_top(page)
    expect(form).to_contain_text("This goes, for good")
    walk.picture(form, "agent-delete")
    fill_form(page, {"Type its name to delete it": "Night Owl"})

    expect(message_with(page, "Delete Night Owl", within=".channel")).to_contain_text("Done")
    assert agent(walk, "Night Owl") is None
    type_command(page, "/gen agent")
    expect(form_on_top(page)).to_contain_text("Brand: Santiago")  # the installation's agent


def test_what_gen_did_not_keep_is_said_and_tried_again(walk):
    page = walk.visit()
    walk.ask(walk.town.order(fail_section="personality"))
    type_command(page, "/gen agent santiago personality")
    fill_form(page, {"Personality": "Dry as dust, kind to cooks."})

    card = message_with(page, "santiago: Personality", within=".channel")
    expect(card).to_contain_text("Not kept: personality. GEN says: this service is unavailable.")
    walk.picture(card, "agent-partly")
    press(page, "Try again", in_message=card)
    expect(card).to_contain_text("Done")
    assert agent(walk, "santiago")["core"]["personality"] == "Dry as dust, kind to cooks."


def test_every_part_has_its_button(walk):
    page = walk.visit()
    type_command(page, "/gen agent")
    parts = {
        "Personality…": ("Personality", "Dry as dust.", "personality"),
        "Expertise and Watched…": ("Expertise", "neon signs", "Expertise"),
        "Own accounts…": ("Another account", "https://www.instagram.com/santiago", "Own accounts"),
        "Rename…": ("Name", "santiago the second", "Rename"),
    }
    for button, (label, typed, told) in parts.items():
        expect(form_on_top(page)).to_contain_text("Own accounts (where it posts)")
        press(page, button)
        expect(field(form_on_top(page), label)).to_be_visible()
        fill_form(page, {label: typed})
        card = message_with(page, re.compile(told, re.IGNORECASE), within=".channel")
        expect(card).to_contain_text("Done")
        type_command(page, "/gen agent")
    expect(form_on_top(page)).to_contain_text("Own accounts (where it posts)")
    press(page, "Delete…")
    expect(form_on_top(page)).to_contain_text("This goes, for good")
    page.keyboard.press("Escape")
    type_command(page, "/gen agents")
    expect(form_on_top(page)).to_contain_text("New agent…")
    press(page, "New agent…")
    expect(form_on_top(page)).to_contain_text("Time zone")
