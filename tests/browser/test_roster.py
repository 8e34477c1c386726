"""People and groups: whoever tries things out lets people leave, move and change groups, on the page."""

import pytest

from tests.browser.page import expect
from tests.browser.scene import BEA, MAYA, PABLO

pytestmark = pytest.mark.browser


def opened(page):
    page.get_by_role("button", name="People and groups…").click()
    return page.get_by_role("dialog", name="People and groups")


def told(page):
    """What the pretend Slack has, by id and by handle."""
    asked = "fetch('/_sandbox/people').then((it) => it.json())"
    roster = page.evaluate(asked)
    people = {one["id"]: one for one in roster["people"]}
    return people, {one["handle"]: one for one in roster["groups"]}


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
