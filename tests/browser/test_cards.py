"""Cards in messages: what they show, what pressing them tells the app, how they follow changes."""

import datetime as dt

import pytest

from tests.browser.blocks import actions, button, choices, plain, section, steps
from tests.browser.page import choose, confirm, expect, message_with, pick_date, press
from tests.browser.scene import BEA, IDEAS, MAYA, PABLO

pytestmark = pytest.mark.browser


def test_a_pressed_button_tells_the_app_who_pressed_what_where(scene, visit):
    page = visit(PABLO)
    ts = scene.post("An idea", blocks=[section("An idea"), actions(button("Approve"))])

    press(page, "Approve", in_message="An idea")

    heard = scene.hear("block_actions")
    assert heard["user"]["id"] == PABLO
    assert heard["message"]["ts"] == ts
    assert heard["actions"][0]["value"] == "approve"


def test_a_button_that_asks_first_does_nothing_until_it_is_confirmed(scene, visit):
    page = visit()
    sure = {"title": plain("Sure?"), "text": plain("Really."), "confirm": plain("Reject it")}
    asked = button("Reject", style="danger", confirm={**sure, "deny": plain("Keep it")})
    scene.post("An idea", blocks=[section("An idea"), actions(asked, button("Later"))])

    press(page, "Reject", in_message="An idea")
    confirm(page, "Keep it")
    press(page, "Later", in_message="An idea")
    press(page, "Reject", in_message="An idea")
    confirm(page, "Reject it")

    pressed = [scene.hear("block_actions")["actions"][0]["value"] for _ in range(2)]
    assert pressed == ["later", "reject"]


def test_a_decided_card_changes_for_everybody_at_once(scene, visit):
    maya, bea = visit(MAYA), visit(BEA)
    ts = scene.post("An idea", blocks=[section("An idea"), actions(button("Approve"))])
    expect(message_with(maya, "An idea").locator(".button")).to_be_visible()

    told = section(f"An idea, approved by <@{MAYA}>")
    scene.call("chat.update", channel=IDEAS, ts=ts, text="An idea", blocks=[told])

    for page in (maya, bea):
        expect(message_with(page, "approved by @Maya Marks")).to_be_visible()
        expect(message_with(page, "An idea").locator(".button")).not_to_be_attached()


def test_a_button_for_some_people_is_seen_by_them_only(scene, visit):
    maya, bea = visit(MAYA), visit(BEA)
    scene.post("It", blocks=[section("It"), actions(button("Go", visible_to_user_ids=[BEA]))])

    expect(message_with(bea, "It").locator(".button")).to_be_visible()
    expect(message_with(maya, "It")).to_be_visible()
    expect(message_with(maya, "It").locator(".button")).not_to_be_attached()


def test_menus_and_pickers_say_what_was_chosen(scene, visit):
    page = visit()
    scene.post(
        "Choose",
        blocks=[
            section("Choose"),
            actions(
                {"type": "static_select", "action_id": "menu", "options": choices("Short", "Long")},
                {"type": "users_select", "action_id": "who"},
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-26"},
                {"type": "timepicker", "action_id": "hour"},
                {"type": "overflow", "action_id": "more", "options": choices("Hide", "Archive")},
            ),
        ],
    )
    message = message_with(page, "Choose")
    chosen = []

    choose(page, message.locator("[data-action-id=menu]"), "Long")
    chosen.append(scene.hear("block_actions")["actions"][0]["selected_option"]["value"])
    choose(page, message.locator("[data-action-id=who]"), "Bea Brandt")
    chosen.append(scene.hear("block_actions")["actions"][0]["selected_user"])
    pick_date(page, message.locator("[data-action-id=day]"), dt.date(2027, 1, 7))
    chosen.append(scene.hear("block_actions")["actions"][0]["selected_date"])
    message.locator(".time-input").fill("3:30 pm")
    message.locator(".time-input").press("Enter")
    chosen.append(scene.hear("block_actions")["actions"][0]["selected_time"])
    message.locator("[data-action-id=more]").click()
    page.get_by_role("menuitem", name="Archive").click()
    chosen.append(scene.hear("block_actions")["actions"][0]["selected_option"]["value"])

    assert chosen == ["long", BEA, "2027-01-07", "15:30", "archive"]


def test_a_menu_can_be_used_by_keyboard_alone(scene, visit):
    page = visit()
    menu = {"type": "static_select", "action_id": "menu", "options": choices("Ann", "Ben", "Cyd")}
    scene.post("Choose", blocks=[section("Choose"), actions(menu)])

    page.locator("[data-action-id=menu] .select").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    assert scene.hear("block_actions")["actions"][0]["selected_option"]["value"] == "cyd"
    expect(page.locator("[data-action-id=menu] .select")).to_be_focused()


def test_a_plan_shows_each_step_and_follows_the_work(scene, visit):
    page = visit()
    ts = scene.post("Work", blocks=[steps("complete", "in_progress", "pending", "error")])

    plan = message_with(page, "Making the video").locator(".plan")
    for at, word in enumerate(["Done", "In progress", "Waiting", "Failed"]):
        expect(plan.locator(".task").nth(at).get_by_role("img", name=word)).to_be_visible()
    expect(plan).to_contain_text("1/4")

    blocks = [steps("complete", "complete", "in_progress", "pending")]
    scene.call("chat.update", channel=IDEAS, ts=ts, text="Work", blocks=blocks)
    expect(plan).to_contain_text("2/4")


def test_what_did_not_change_in_a_card_is_left_alone(scene, visit):
    page = visit()
    still = {"type": "container", "block_id": "box", "title": plain("Cost"), "is_collapsible": True}
    still["child_blocks"] = [section("47 credits")]
    ts = scene.post("Work", blocks=[section("12 s"), still])
    box = message_with(page, "12 s").locator(".container")
    box.get_by_role("button").click()
    expect(box.locator(".container-body")).to_be_hidden()

    scene.call("chat.update", channel=IDEAS, ts=ts, text="Work", blocks=[section("13 s"), still])

    expect(message_with(page, "13 s")).to_be_visible()
    expect(message_with(page, "13 s").locator(".container-body")).to_be_hidden()


def test_every_kind_of_block_finds_its_shape(scene, visit):
    page = visit()
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich words"}]}
    card = {"type": "card", "title": plain("A card"), "actions": [button("Open")]}
    scene.post(
        "All",
        blocks=[
            {"type": "header", "text": plain("A header")},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "some context"}]},
            {"type": "rich_text", "elements": [words]},
            {
                "type": "markdown",
                "text": "# Title\n- one\n- **two**\n\n| a | b |\n|--|--|\n| 1 | 2 |",
            },
            {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
            {"type": "carousel", "elements": [card, {"type": "card", "title": plain("Next")}]},
            card,
            question_of_choices(),
        ],
    )

    message = message_with(page, "A header")
    for text in ("some context", "rich words", "Title", "two", "cell", "A card", "Pick"):
        expect(message.get_by_text(text).first).to_be_visible()
    expect(message.locator(".markdown li strong")).to_have_text("two")
    expect(message.locator(".markdown td").first).to_have_text("1")
    expect(message.locator(".unknown-block")).not_to_be_attached()


def question_of_choices() -> dict:
    options = choices("This", "That")
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": options}
    return section("Pick", accessory=boxes)


def test_a_video_plays_in_the_message_it_was_shared_in(scene, visit, a_video):
    page = visit()

    scene.share("dip.mp4", a_video, initial_comment="Ready for review")

    video = message_with(page, "Ready for review").locator("video")
    expect(video).to_have_js_property("readyState", 4)
    video.evaluate("(it) => { it.muted = true; return it.play(); }")
    expect(video).not_to_have_js_property("currentTime", 0)


@pytest.fixture
def a_video() -> bytes:
    from pathlib import Path  # noqa: PLC0415

    import genbot.sandbox  # noqa: PLC0415

    media = Path(genbot.sandbox.__file__).parent / "media"
    return next(iter(sorted(media.glob("*.mp4")))).read_bytes()


@pytest.mark.impatient
def test_a_press_that_nobody_takes_is_said_so(scene, visit):
    page = visit()
    scene.post("An idea", blocks=[section("An idea"), actions(button("Approve"))])
    scene.answers["block_actions"] = lambda _: {"ack": False}

    press(page, "Approve", in_message="An idea")

    expect(message_with(page, "did not answer in time")).to_contain_text("Only visible to you")


def test_a_card_that_changes_under_the_hand_can_still_be_pressed(scene, visit):
    page = visit()
    unnamed = {"type": "actions", "elements": [button("Stop")]}
    ts = scene.post("Work", blocks=[section("12 s"), unnamed])
    stop = message_with(page, "12 s").locator(".button")
    stop.hover()
    page.mouse.down()

    scene.call("chat.update", channel=IDEAS, ts=ts, text="Work", blocks=[section("13 s"), unnamed])
    expect(message_with(page, "13 s")).to_be_visible()
    page.mouse.up()

    assert scene.hear("block_actions")["actions"][0]["value"] == "stop"


def test_a_folded_plan_stays_folded_while_the_work_goes_on(scene, visit):
    page = visit()
    ts = scene.post("Work", blocks=[steps("in_progress", "pending")])
    plan = message_with(page, "Making the video").locator(".plan")
    plan.get_by_role("button").click()

    blocks = [steps("complete", "in_progress")]
    scene.call("chat.update", channel=IDEAS, ts=ts, text="Work", blocks=blocks)

    expect(plan).to_contain_text("1/2")
    expect(plan.locator(".plan-tasks")).to_be_hidden()


def test_a_plan_folds_itself_when_all_of_it_is_done(scene, visit):
    page = visit()
    ts = scene.post("Work", blocks=[steps("complete", "in_progress")])
    plan = message_with(page, "Making the video").locator(".plan")
    expect(plan.locator(".plan-tasks")).to_be_visible()

    blocks = [steps("complete", "complete")]
    scene.call("chat.update", channel=IDEAS, ts=ts, text="Work", blocks=blocks)
    expect(plan.locator(".plan-tasks")).to_be_hidden()

    plan.get_by_role("button").click()
    expect(plan.locator(".plan-tasks")).to_be_visible()
