"""People and channels: who tries things out lets people leave, move and change groups and channels."""

import pytest

from tests.browser.page import expect
from tests.browser.scene import BEA, MAYA, PABLO

pytestmark = pytest.mark.browser


def opened(page):
    page.get_by_role("button", name="People and channels…").click()
    return page.get_by_role("dialog", name="People and channels")


def told(page):
    """What the pretend Slack has, by id, by handle and by name."""
    asked = "fetch('/_sandbox/people').then((it) => it.json())"
    roster = page.evaluate(asked)
    people = {one["id"]: one for one in roster["people"]}
    channels = {one["name"]: one for one in roster["channels"]}
    return people, {one["handle"]: one for one in roster["groups"]}, channels


def test_a_group_gets_other_people_and_is_disabled(scene, visit):
    page = visit()
    dialog = opened(page)
    leads = dialog.locator("[data-group=brand-leads]")
    expect(leads.get_by_label("Maya")).not_to_be_checked()

    leads.get_by_label("Maya").check()
    leads.get_by_label("Pablo").uncheck()
    expect(leads.get_by_label("Pablo")).not_to_be_checked()
    expect(leads.get_by_label("Maya")).to_be_checked()
    assert sorted(told(page)[1]["brand-leads"]["people"]) == [BEA, MAYA]

    leads.get_by_role("button", name="Disable").click()
    expect(leads).to_contain_text("nobody can be named by it")
    assert told(page)[1]["brand-leads"]["disabled"]
    leads.get_by_role("button", name="Enable").click()
    expect(leads.get_by_label("Maya")).to_be_checked()


def test_who_leaves_is_not_acted_as_until_they_are_back(scene, visit):
    page, other = visit(MAYA), visit(BEA)
    dialog = opened(page)
    maya = dialog.locator(f"[data-member={MAYA}]")

    maya.get_by_role("button", name="Leaves").click()
    expect(maya).to_contain_text("has left the workspace")
    page.keyboard.press("Escape")
    expect(page.locator(f".person[data-user={PABLO}]")).to_have_attribute("aria-checked", "true")
    expect(other.locator(f".person[data-user={MAYA}]")).to_be_disabled()
    other.goto(f"{scene.url}/")
    other.reload()
    expect(other.locator(f".person[data-user={PABLO}]")).to_have_attribute("aria-checked", "true")

    opened(page).locator(f"[data-member={MAYA}]").get_by_role("button", name="Comes back").click()
    expect(other.locator(f".person[data-user={MAYA}]")).to_be_enabled()


def test_the_last_one_stays(visit):
    page = visit()
    dialog = opened(page)
    for user in (MAYA, PABLO):
        dialog.locator(f"[data-member={user}]").get_by_role("button", name="Leaves").click()
        expect(dialog.locator(f"[data-member={user}]")).to_contain_text("has left")

    expect(dialog.get_by_role("button", name="Leaves")).to_be_disabled()


def test_who_moves_reads_another_clock(scene, visit):
    page = visit()
    scene.post("The request")
    at = page.locator(".message", has_text="The request").locator("time, .time").first
    before = at.inner_text()

    moved = opened(page).locator(f"[data-member={MAYA}]")
    moved.get_by_label("Time zone of Maya Marks").select_option("Asia/Kolkata")

    expect(at).not_to_have_text(before)


def test_somebody_moves_to_another_time_zone(visit):
    page = visit(narrow=True)
    page.get_by_role("button", name="Show channels").click()
    bea = opened(page).locator(f"[data-member={BEA}]")

    bea.get_by_label("Time zone of Bea Brandt").select_option("Asia/Tokyo")

    expect(bea.locator("option:checked")).to_have_text("Tokyo")
    expect(page.locator(".roster")).to_be_visible()
    assert told(page)[0][BEA]["tz"] == "Asia/Tokyo"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_channel_is_made_private_and_only_who_is_in_it_sees_it(visit):
    page, other = visit(MAYA), visit(PABLO)
    random = opened(page).locator("[data-channel=random]")

    random.get_by_role("button", name="Make private").click()
    expect(other.locator(".places .icon-lock")).to_be_visible()
    random.get_by_label("Pablo").uncheck()
    expect(other.locator("[data-place=C0RANDOM000]")).to_have_count(0)

    random.get_by_role("button", name="Make public").click()
    expect(random.get_by_role("button", name="Make private")).to_be_visible()
    expect(page.locator(".places .icon-lock")).to_have_count(0)


def test_who_looks_at_a_channel_they_are_taken_out_of_is_led_elsewhere(visit):
    page, other = visit(MAYA), visit(PABLO)
    other.locator("[data-place=C0RANDOM000]").click()
    expect(other.locator(".channel .pane-head")).to_contain_text("random")

    opened(page).locator("[data-channel=random]").get_by_label("Pablo").uncheck()

    expect(other.locator(".channel .pane-head")).to_contain_text("video-ideas")


def test_an_archived_channel_says_so_until_it_is_opened_again(visit):
    page = visit()
    ideas = opened(page).locator("[data-channel=video-ideas]")

    ideas.get_by_role("button", name="Archive").click()
    expect(ideas).to_contain_text("nothing can be said there")
    page.keyboard.press("Escape")
    expect(page.locator(".channel .pane-head")).to_contain_text("ARCHIVED")
    expect(page.locator(".channel .message").last).to_contain_text("archived the channel")

    opened(page).locator("[data-channel=video-ideas]").get_by_role(
        "button", name="Unarchive"
    ).click()
    expect(page.locator(".channel .pane-head")).not_to_contain_text("ARCHIVED")


def test_the_app_is_invited_and_removed_like_a_person(visit):
    page = visit()
    random = opened(page).locator("[data-channel=random]")

    random.get_by_label("genbot").check()
    expect(random.get_by_label("genbot")).to_be_checked()
    assert told(page)[2]["random"]["member"]

    random.get_by_label("genbot").uncheck()
    expect(random.get_by_label("genbot")).not_to_be_checked()
    assert not told(page)[2]["random"]["member"]
