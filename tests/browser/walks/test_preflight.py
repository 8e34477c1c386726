"""Before a post goes out, walked: what is red, what makes it green, and the tick for footage of others."""

import pytest

from tests.browser.page import confirm, expect, fill_form, press, thread, type_command
from tests.browser.walks.steps import IN_REVIEW, MADE, opened, post, review, video

QUIET = "9d1e7b2f-3c64-4f0b-a1d8-7b5e6c3a9f32"  # the agent that has no account of its own
ACCOUNT = {"url": "https://tiktok.example/@quiet.library", "platform": "tiktok"}
NOW = "Publish now"


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "0.5"}


def test_an_account_that_is_missing_and_connected_and_gone_when_it_goes_out(walk):
    page = walk.visit()
    type_command(page, "/gen use quiet")
    expect(page.locator(".channel")).to_contain_text("This channel works with quiet")
    made = video(page, "whispered books")
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)
    thread(page, made)
    gate = page.locator(".thread .message", has_text="Edit or schedule…").last
    expect(gate).to_contain_text("The agent has no TikTok account at GEN.")
    expect(gate.get_by_role("button", name=NOW)).to_have_count(0)
    walk.picture(gate, "preflight-red")

    walk.gen("PATCH", f"/agents/{QUIET}/core", linked_accounts=[ACCOUNT])
    press(page, "Look again", in_message=gate)
    expect(gate).to_contain_text("checks are fine")
    walk.gen("PATCH", f"/agents/{QUIET}/core", linked_accounts=[])
    press(page, NOW, in_message=gate)
    confirm(page, NOW)
    expect(post(page)).to_contain_text("It was not sent")
    walk.picture(post(page), "publication-red")

    walk.gen("PATCH", f"/agents/{QUIET}/core", linked_accounts=[ACCOUNT])
    press(page, NOW, in_message=post(page))
    confirm(page, NOW)
    expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)


def test_footage_of_others_is_ticked(walk):
    page = walk.visit()
    walk.ask(walk.town.order(footage="@nightgriddle"))
    made = video(page)
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)
    thread(page, made)
    gate = page.locator(".thread .message", has_text="Edit or schedule…").last
    expect(gate).to_contain_text("Footage of @nightgriddle was chosen for it.")
    press(page, "Edit or schedule…", in_message=gate)
    form = opened(page, "Before it goes out")
    form.get_by_text("Before it goes out").scroll_into_view_if_needed()
    walk.picture(form, "preflight-list")
    form.get_by_label("I have the right to use footage of @nightgriddle").check(force=True)
    form.get_by_text("Rate My Order").scroll_into_view_if_needed()
    walk.picture(form, "preflight-tick")
    fill_form(page, {"Title": "The verdict"})
    expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)


def test_a_caption_that_was_posted_already(walk):
    page = walk.visit()
    first = review(page, video(page))
    press(page, NOW, in_message=first)
    confirm(page, NOW)
    expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)
    [out] = walk.ask(walk.town.gen())["published"]

    again = review(page, video(page, "salsa at dawn"))
    press(page, "Edit or schedule…", in_message=again)
    form = opened(page, "Before it goes out")
    fill_form(page, {"Caption": out["description"]})
    expect(form).to_contain_text("has the same caption")
    fill_form(page, {"Caption": "Another morning #tacotok"})
    expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)
