"""What should never be, walked: each is refused where it is done, with the reason, and nothing is lost."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.browser.page import (
    choose,
    confirm,
    expect,
    field,
    fill_form,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import IN_REVIEW, MADE, approved, opened, post, review, video

BEA, PABLO = "U0BRANDOWN", "U0PRODUCER"
BERLIN = "Europe/Berlin"
NOW, EDIT = "Publish now", "Edit or schedule…"
SOON = 20  # seconds in which a form is filled in


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "0.5", "GENBOT_ADMINS": BEA}


def rule(page, **answers):
    """The form for who lets videos out, filled in and sent."""
    type_command(page, "/gen policy videos")
    form = opened(page, "A video is published")
    fill_form(page, {label.replace("_", " "): answer for label, answer in answers.items()})
    return form


def saved(page):
    opened(page, "Saved.")
    page.keyboard.press("Escape")
    expect(page.locator(".view:visible")).to_have_count(0)


def gate(page):
    """The card in the open thread on which a video waits for approval."""
    return page.locator(".thread .message", has_text=EDIT).last


def test_nobody_is_left_who_may_decide(walk):
    maya, bea = walk.visit(), walk.visit(BEA)
    form = rule(bea, People_who_may_approve="Maya Marks",
                Own_requests="Whoever asked for it counts as one of them")  # fmt: skip
    expect(form).to_contain_text("When one of them asks for it, too few are left.")
    walk.picture(form, "policy-nobody")
    choose(bea, field(form, "People who may approve"), "Maya Marks")
    fill_form(bea, {"Groups who may approve": "@brand-leads, 2 people"})
    saved(bea)

    review(maya, video(maya))
    walk.ask(walk.town.at_slack("group", handle="brand-leads", disabled=True))
    press(maya, NOW, in_message=gate(maya))
    confirm(maya, NOW)
    refused = message_with(maya, "Nobody who may decide about videos", within=".thread")
    expect(refused).to_contain_text("can name others with /gen policy")
    form = rule(bea)
    expect(form).to_contain_text("One of these groups is gone. Take it out, or name people.")


def test_an_approver_leaves(walk):
    maya, bea = walk.visit(), walk.visit(BEA)
    rule(bea, People_who_may_approve=["Bea Brandt", "Pablo Ruiz"], How_many_of_them="2")
    saved(bea)
    review(maya, video(maya))
    thread(bea, message_with(bea, IN_REVIEW, within=".channel"))
    press(bea, NOW, in_message=gate(bea))
    confirm(bea, NOW)
    expect(gate(maya)).to_contain_text("1 of 2 approvals")
    walk.ask(walk.town.at_slack("deactivate", user=PABLO))
    expect(gate(maya)).to_contain_text("Too few are left who may approve it")
    walk.picture(gate(maya), "gate-too-few")
    form = rule(bea)
    expect(form).to_contain_text("1 of them left the workspace, and cannot decide any more.")
    choose(bea, field(form, "People who may approve"), "Pablo Ruiz", "Maya Marks")
    fill_form(bea, {})
    saved(bea)
    press(maya, "Approve", in_message=gate(maya))
    confirm(maya, "Approve")
    expect(post(maya)).to_contain_text("Live on TikTok", timeout=MADE)


def changes(zone=BERLIN):
    """The next days there on which an hour is skipped, and on which one comes twice."""
    there, day = ZoneInfo(zone), dt.datetime.now(dt.UTC).date()
    found = {}
    while len(found) < 2:
        day += dt.timedelta(days=1)
        before, after = (
            dt.datetime.combine(day, dt.time(hour), there).utcoffset() for hour in (0, 12)
        )
        if before != after:
            found[after > before] = day
    return found[True], found[False]


def test_an_hour_that_is_skipped_or_comes_twice(walk):
    """The card says what will be, whatever the clocks on Bea's wall do; and what is over is over."""
    skipped, twice = changes()
    today = dt.datetime.now(ZoneInfo(BERLIN)).date()
    page = walk.visit(BEA)
    type_command(page, "/gen settings")
    form = opened(page, "Budget of this channel")
    fill_form(page, {"Budget of this channel": "-5"})
    expect(form).to_contain_text("Please enter 0 or more.")
    page.keyboard.press("Escape")

    review(page, video(page))
    press(page, EDIT, in_message=gate(page))
    fill_form(page, {"When": f"{today - dt.timedelta(days=1)} 15:00"})
    opened(page, "That time has passed.")
    fill_form(page, {"When": f"{skipped} 02:30", "Caption": "Tacos :taco: by :taco_team:"})
    form = opened(page, "TikTok has no emoji called")
    walk.picture(form, "publish-letters")
    form.get_by_text("Post the letters").click()
    fill_form(page, {})
    expect(post(page)).to_contain_text("at 3:30 AM")
    for day, clock in ((twice, "at 2:30 AM"), (skipped, "at 3:30 AM")):
        press(page, "Move…", in_message=post(page))
        fill_form(page, {"New time": f"{day} 02:30"})
        expect(post(page)).to_contain_text(clock)
        expect(post(page)).to_contain_text(str(day.year))
    press(page, "Move…", in_message=post(page))
    fill_form(page, {"New time": f"{today - dt.timedelta(days=1)} 02:30"})
    opened(page, "That time has passed.")
    assert walk.ask(walk.town.gen())["publish_calls"] == 0


def there(page, stamp):
    """The card of the video with this message, in its open thread."""
    thread(page, page.locator(f".channel .message[data-ts='{stamp}']"))
    return gate(page)


def test_a_form_is_open_while_others_decide(walk):
    bea, maya, pablo = walk.visit(BEA), walk.visit(), walk.visit(PABLO)
    approved(maya, 3)
    ready = maya.locator(".channel .message", has_text=IN_REVIEW)
    expect(ready).to_have_count(3, timeout=MADE)
    first, second, third = (one.get_attribute("data-ts") for one in ready.all())
    press(bea, EDIT, in_message=there(bea, first))
    due = dt.datetime.now(ZoneInfo(BERLIN)) + dt.timedelta(seconds=60 + SOON)
    fill_form(bea, {"When": f"{due:%Y-%m-%d %H:%M}"})
    press(bea, "Move…", in_message=post(bea))
    fill_form(bea, {"New time": f"{due + dt.timedelta(days=1):%Y-%m-%d} 15:00"}, submit=False)

    press(pablo, EDIT, in_message=there(pablo, second))
    press(maya, NOW, in_message=there(maya, second))
    confirm(maya, NOW)
    expect(post(maya)).to_contain_text("Live on TikTok", timeout=MADE)
    fill_form(pablo, {"Caption": "Too late."})
    told = message_with(pablo, "too late for that", within=".thread")
    expect(told).to_contain_text("This video is published now, decided by @Maya")

    expect(post(bea)).to_contain_text("Live on TikTok", timeout=MADE)
    fill_form(bea, {})
    told = message_with(bea, "Too late for that: this post is out already", within=".thread")
    expect(told).to_be_visible()
    walk.picture(told, "late-move")

    rule(bea, How_many_of_them="2")
    saved(bea)
    press(maya, NOW, in_message=there(maya, third))
    confirm(maya, NOW)
    press(pablo, "Approve", in_message=there(pablo, third))  # it asks, and meanwhile
    press(bea, EDIT, in_message=there(bea, third))
    fill_form(bea, {"Caption": "Better words :taco:"})  # as Slack writes what people pick
    expect(gate(pablo)).to_contain_text("does not count any more")
    confirm(pablo, "Approve")
    expect(pablo.locator(".toast")).to_contain_text("That changed a moment ago. Look again.")
    expect(gate(maya)).to_contain_text("1 of 2 approvals")
    press(pablo, "Approve", in_message=gate(pablo))
    confirm(pablo, "Approve")
    expect(post(maya)).to_contain_text("Live on TikTok", timeout=MADE)
    captions = [one["description"] for one in walk.ask(walk.town.gen())["published"]]
    assert (len(captions), captions.count("Better words 🌮")) == (3, 1)
