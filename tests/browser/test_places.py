"""The page itself: addresses, themes, narrow windows, the Home tab, and an app that goes away."""

import re

import pytest

from tests.browser.blocks import actions, button, section
from tests.browser.page import expect, message_with, press, thread
from tests.browser.scene import BEA, IDEAS, LAUNCHES, MAYA, RANDOM

pytestmark = pytest.mark.browser


def test_a_link_opens_the_person_the_channel_and_the_thread(scene, visit):
    ts = scene.post("The request")
    scene.post("The first idea", thread_ts=ts)

    page = visit(BEA, IDEAS, thread=ts)

    expect(page.locator(f".person[data-user={BEA}]")).to_have_attribute("aria-checked", "true")
    expect(message_with(page, "The first idea", within=".thread")).to_be_visible()


def test_the_address_follows_what_is_looked_at(scene, visit):
    page = visit(MAYA, LAUNCHES)
    ts = scene.post("The request")

    page.locator(f"[data-place={IDEAS}]").click()
    thread(page, message_with(page, "The request"))

    expect(page).to_have_url(re.compile(f"#{MAYA}/{IDEAS}/{ts}$"))
    page.go_back()
    expect(page.locator(".thread")).to_be_hidden()


def test_an_address_that_leads_nowhere_leads_to_the_first_channel(visit):
    page = visit(MAYA, "C0NOWHERE00")

    expect(page.locator(f"[data-place={IDEAS}]")).to_have_attribute("aria-current", "page")


def test_the_home_tab_shows_what_the_app_published_and_its_buttons_press(scene, visit):
    page = visit(MAYA, "home")
    expect(page.locator(".home")).to_contain_text("has not published its Home tab yet")
    home = {"type": "home", "blocks": [section("Two wait for you"), actions(button("Review"))]}

    scene.call("views.publish", user_id=MAYA, view=home)
    expect(page.locator(".home")).to_contain_text("Two wait for you")
    press(page, "Review")

    assert scene.hear("block_actions")["view"]["type"] == "home"


def test_an_app_that_goes_away_is_missed_until_it_is_back(scene, visit):
    page = visit()
    expect(page.locator(".member").get_by_role("img", name="online")).to_be_visible()

    scene.hang_up()
    expect(page.get_by_role("status").filter(has_text="genbot is offline")).to_be_visible()
    expect(page.locator(".member").get_by_role("img", name="offline")).to_be_visible()

    scene.come_back()
    expect(page.get_by_role("status").filter(has_text="genbot is offline")).not_to_be_attached()


def test_anybody_may_pull_the_plug_of_the_bot(scene, visit):
    page = visit()

    page.get_by_role("button", name="Pull genbot").click()
    expect(page.get_by_role("button", name="genbot is starting…")).to_be_disabled()
    expect(page.get_by_role("status").filter(has_text="genbot is offline")).to_be_visible()

    scene.come_back()
    expect(page.get_by_role("button", name="Pull genbot")).to_be_enabled()


def test_genbot_can_be_added_to_a_channel(visit):
    page = visit(MAYA, RANDOM)

    page.get_by_role("button", name="Add genbot").click()

    expect(page.locator(".member")).to_be_visible()


def test_the_theme_follows_the_system_until_somebody_chooses(visit):
    page = visit(dark=True)
    dark = page.evaluate("getComputedStyle(document.querySelector('.desk')).backgroundColor")

    page.locator("[data-theme]").last.click()
    light = page.evaluate("getComputedStyle(document.querySelector('.desk')).backgroundColor")
    page.reload()
    expect(page.locator(".desk")).to_have_css("background-color", light)

    assert (dark, light) == ("rgb(26, 29, 32)", "rgb(255, 255, 255)")


def test_on_a_narrow_window_the_sidebar_is_a_drawer_and_a_thread_takes_it_all(scene, visit):
    page = visit(MAYA, LAUNCHES, narrow=True)
    scene.post("The request")
    expect(page.locator("#sidebar")).to_be_hidden()

    page.get_by_role("button", name="Show channels").click()
    page.locator(f"[data-place={IDEAS}]").click()
    expect(page.locator("#sidebar")).to_be_hidden()
    pane = thread(page, message_with(page, "The request"))

    expect(page.locator(".channel")).to_be_hidden()
    assert pane.bounding_box()["width"] == 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_page_can_be_walked_by_keyboard(scene, visit):
    page = visit()
    scene.post("First", blocks=[section("First"), actions(button("Approve"))])
    scene.post("Second", blocks=[section("Second")])
    last = message_with(page, "Second")

    last.focus()
    page.keyboard.press("ArrowUp")
    expect(message_with(page, "First")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert scene.hear("block_actions")["actions"][0]["value"] == "approve"

    last.focus()
    page.keyboard.press("t")
    expect(page.get_by_role("textbox", name="Reply")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".thread")).to_be_hidden()


def test_new_messages_are_said_to_screen_readers(scene, visit):
    page = visit()

    scene.post("Five *ideas* are here")

    expect(page.locator("#announcer")).to_have_text("genbot: Five ideas are here")


def test_the_mark_of_the_app_is_its_own_also_where_another_is_hidden(scene, visit):
    ts = scene.post("The request")

    page = visit(MAYA, IDEAS, thread=ts, narrow=True)

    ids = page.locator("linearGradient").evaluate_all("(all) => all.map((it) => it.id)")
    assert len(ids) == len(set(ids)) > 1


def test_a_home_tab_published_while_it_is_read_is_shown(scene, visit):
    page = visit()

    def meanwhile(route):
        answer = route.fetch()
        home = {"type": "home", "blocks": [section("Two wait for you")]}
        scene.call("views.publish", user_id=MAYA, view=home)
        expect(page.locator(".home")).to_contain_text("Two wait for you")
        route.fulfill(response=answer)

    with page.expect_response("**/_sandbox/home*"):
        page.route("**/_sandbox/home*", meanwhile)
        page.locator("[data-place=home]").click()
    expect(page.locator(".place.here")).to_contain_text("Home")

    expect(page.locator(".home")).to_contain_text("Two wait for you")
