"""The record, walked: who did what, what waits, what is planned, and a receipt."""

import datetime as dt
import re

import pytest

from tests.browser.page import (
    confirm,
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    reply,
    thread,
    type_command,
)
from tests.browser.walks.steps import IN_REVIEW, decides, ideas, opened, review, video

BEA = "U0BRANDOWN"


@pytest.fixture
def with_a_video(walk):
    """Maya's page, with two ideas of which one is rejected and one has become a video."""
    page = walk.visit()
    type_command(page, "/gen ideas 2 late-night tacos")
    request = message_with(page, "2 ideas about late-night tacos", within=".channel")
    expect(request).to_contain_text("2 waiting")
    replies = thread(page, request)
    cards = replies.locator(".message", has_text="Why it should work")
    expect(cards).to_have_count(2)
    cards.last.locator("button", has_text="Reject…").click()
    fill_form(page, {"Why": "The hook is weak", "Anything to add": "Begin with the sizzle."})
    expect(replies).to_contain_text("Begin with the sizzle.")
    press(page, "Approve", in_message=cards.first)
    expect(page.locator(".channel")).to_contain_text(IN_REVIEW, timeout=90_000)
    return page


def test_what_happened_is_told_in_words(walk, with_a_video):
    page = with_a_video
    type_command(page, "/gen history idea 1")
    story = message_with(page, "Idea 1,", within=".channel")
    expect(story).to_contain_text("Idea approved by @Maya")
    expect(story).to_contain_text("Version 1 ready to watch")
    walk.picture(story, "history")

    type_command(page, "/gen history late-night")
    told = message_with(page, "The request “late-night tacos”", within=".channel")
    expect(told).to_contain_text("Idea 2: idea rejected by @Maya")
    expect(told).to_contain_text("The hook is weak: Begin with the sizzle.")


def test_a_receipt_is_put_into_the_thread(walk, with_a_video):
    page = with_a_video
    video = message_with(page, IN_REVIEW, within=".channel")
    replies = thread(page, video)
    press(page, "Publish now", in_message=message_with(page, "Caption", within=".thread"))
    confirm(page, "Publish now")
    expect(replies).to_contain_text("Live on TikTok", timeout=90_000)

    type_command(page, "/gen receipt idea 1")
    told = message_with(page, "The receipt of", within=".channel")
    expect(told).to_contain_text("genbot verify")
    walk.picture(told, "receipt")
    expect(replies.get_by_text(re.compile(r"Receipt: .*\(JSON\)")).first).to_be_visible()
    replies.get_by_text(re.compile(r"Receipt: .*\(to read\)")).first.scroll_into_view_if_needed()
    walk.picture(replies, "receipt-files")


def test_what_waits_is_gone_through_in_one_window(walk, with_a_video):
    page = with_a_video
    type_command(page, "/gen ideas 2 midnight salsa")
    request = message_with(page, "2 ideas about midnight salsa", within=".channel")
    expect(request).to_contain_text("2 waiting")
    type_command(page, "/gen waiting")
    form = form_on_top(page)
    expect(form).to_contain_text("Waiting: 1 of 3")
    expect(form).to_contain_text("Version 1")
    walk.picture(form, "waiting-video")
    press(page, "Next")
    expect(form).to_contain_text("Waiting: 2 of 3")
    walk.picture(form, "waiting")
    press(page, "Approve")
    expect(form).to_contain_text("Waiting: 2 of 2")
    press(page, "Reject…")
    fill_form(page, {"Why": "Too risky"})
    expect(form).to_contain_text("1 approved, 1 rejected, 1 left.")
    walk.picture(form, "waiting-end")
    form.locator("button[type=submit]").click()
    told = message_with(page, "1 approved, 1 rejected, 1 left.", within=".channel")
    expect(told).to_be_visible()


def test_a_refusal_on_the_way_offers_to_ask_for_access(walk):
    """Who may decide is changed while somebody goes through what waits, on a phone."""
    page = walk.visit(narrow=True)
    ideas(page, 2, "late-night tacos")
    type_command(page, "/gen waiting")
    form = opened(page, "Waiting: 1 of 2")
    decides(walk.visit(BEA), "Bea Brandt")
    press(page, "Approve")
    expect(form).to_contain_text("may decide about ideas")
    walk.picture(form, "waiting-access")
    press(page, "Request access")
    expect(form).to_contain_text("You will hear from me")
    form.locator("button[type=submit]").click()
    told = message_with(page, "Changed meanwhile", within=".channel")
    expect(told).to_contain_text("It is not for you to decide any more")
    walk.picture(told, "waiting-told")


def turned_to(page, form, title):
    """Turn the calendar's pages until this post is on one."""
    for _ in range(3):
        if form.get_by_text(title).count():
            return
        [week] = re.findall(r"\d+ \w+ to \d+ \w+ \d{4}", form.inner_text())
        press(page, "Later")
        expect(form).not_to_contain_text(week)


def test_what_is_planned_stands_in_a_calendar(walk, with_a_video):
    page = with_a_video
    thread(page, message_with(page, IN_REVIEW, within=".channel"))
    press(page, "Edit or schedule…", in_message=message_with(page, "Caption", within=".thread"))
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
    fill_form(page, {"When": f"{day} 15:00", "Title": "Taco night"})
    expect(page.locator(".thread")).to_contain_text("It can be moved or cancelled until then")

    type_command(page, "/gen calendar")
    form = form_on_top(page)
    expect(form).to_contain_text("Nothing is planned")
    turned_to(page, form, "Taco night")
    expect(form).to_contain_text("planned ·")
    walk.picture(form, "calendar")
    press(page, "As a picture")
    expect(form).to_contain_text("The picture is on its way")
    file = page.locator(".channel .message", has=page.locator("figure.file img")).last
    expect(file).to_be_visible()
    press(page, "Move…")
    fill_form(page, {"New time": f"{day} 16:30"})
    expect(form).to_contain_text("4:30")
    press(page, "Cancel")
    confirm(page, "Take it back")
    expect(form).to_contain_text("Nothing is planned")
    expect(page.locator(".thread")).to_contain_text("Taken back")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    walk.picture(file, "calendar-picture")


def test_a_long_story_is_turned(walk, with_a_video):
    page = with_a_video
    for nth in range(24):
        reply(page, f"make 2 punchier, take {nth}")
    type_command(page, "/gen history late-night")
    told = message_with(page, "The request “late-night tacos”", within=".channel")
    press(page, "All of it…", in_message=told)
    window = opened(page, "Earlier")
    walk.picture(window, "history-all")
    press(page, "Earlier")
    opened(page, "Later")
    press(page, "Later")
    opened(page, "Earlier")


def test_a_channel_has_its_posting_times(walk):
    page = walk.visit()
    type_command(page, "/gen slots")
    form = opened(page, "When does this channel like to post?")
    fill_form(page, {"Each week": "Mon Wed Fri 3 o'clock", "Time zone": "Berlin"})
    expect(form).to_contain_text("I do not understand")
    walk.picture(form, "slots-form")
    fill_form(page, {"Each week": "Mon Wed Fri 15:00, Sat 11:00"})
    told = message_with(page, "This channel works with", within=".channel")
    expect(told).to_contain_text("Posts Mon Wed Fri 15:00, Sat 11:00 Europe/Berlin")
    walk.picture(told, "slots")

    type_command(page, "/gen calendar")
    opened(page, "Nothing is planned")
    press(page, "Posting times…")
    opened(page, "When does this channel like to post?")


def test_a_video_takes_the_next_posting_time(walk):
    page = walk.visit()
    type_command(page, "/gen slots every day 15:00 New_York")
    expect(message_with(page, "This channel works with", within=".channel")).to_be_visible()
    gate = review(page, video(page))
    press(page, "Edit or schedule…", in_message=gate)
    form = opened(page, "Next posting time")
    form.get_by_role("button", name=re.compile("Next posting time")).click()
    expect(form).not_to_contain_text("Next posting time")
    form.locator("button[type=submit]").click()
    expect(page.locator(".thread")).to_contain_text("It can be moved or cancelled until then")
    expect(gate).to_have_count(0)  # it has become shorter: nothing moves under the mouse any more
    press(page, "Cancel", in_message=page.locator(".thread .message", has_text="Goes out").last)
    take = gate.get_by_role("button", name=re.compile("Schedule: "))
    expect(take).to_be_visible()
    walk.picture(gate, "review-slot")
    label = take.inner_text()
    take.click()
    confirm(page, "Schedule it")
    expect(page.locator(".thread .message", has_text="Goes out").last).to_contain_text("3:00")

    gate = review(page, video(page, "midnight salsa"))
    press(page, "Edit or schedule…", in_message=gate)
    [(day, month)] = re.findall(r"(\d+) (\w+), 15:00", label)
    today = dt.datetime.now(dt.UTC).date()
    taken = next(
        one for one in (today + dt.timedelta(days=n - 1) for n in range(4))
        if f"{one.day} {one:%b}" == f"{day} {month}"
    )  # fmt: skip
    fill_form(page, {"When": f"{taken} 15:20", "Who holds it": "Hand it to GEN"})
    form = opened(page, "goes out from the same account")
    expect(form).to_contain_text("Nobody can undo, move or freeze it then.")
    walk.picture(form, "publish-sure")
    form.get_by_text("Post it all the same").click()
    form.get_by_text("Hand it to GEN").first.click()
    form.locator("button[type=submit]").click()
    expect(page.locator(".thread")).to_contain_text("GEN will post it", timeout=60_000)
