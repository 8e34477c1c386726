"""A video, walked from the approved idea to the confirmed post, and every way beside it."""

import datetime as dt

import pytest

from tests.browser.page import (
    confirm,
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    type_command,
)
from tests.browser.walks.steps import (
    IN_REVIEW,
    MADE,
    approved,
    opened,
    over_budget,
    post,
    review,
    video,
)
from tests.journeys.town import Moment

LOST = Moment("POST /v1/user_jobs", deadly=False)


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "600"}


def test_a_video_goes_on_where_it_failed(walk):
    page = walk.visit()
    walk.ask(walk.town.order(fail_generation="The voice was busy."))
    made = video(page)
    expect(made).to_contain_text("The voice was busy.", timeout=MADE)
    expect(made).to_contain_text("GEN gives back what a failed or stopped part cost")
    press(page, "Retry", in_message=made)
    expect(made).to_contain_text("Watch it in this thread", timeout=MADE)


def test_a_video_that_failed_takes_another_template(walk):
    page = walk.visit()
    walk.ask(walk.town.order(fail_generation="The voice was busy."))
    made = video(page)
    expect(made).to_contain_text("The voice was busy.", timeout=MADE)
    press(page, "Change template…", in_message=made)
    expect(field(form_on_top(page), "Template")).to_be_visible()
    fill_form(page, {"Template": "Montage"})
    expect(made).to_contain_text("Template: Montage", timeout=MADE)
    expect(made).to_contain_text("Watch it in this thread", timeout=MADE)


class TestSlowly:
    @pytest.fixture
    def speed(self):
        return 5.0

    def test_a_video_is_stopped_and_goes_on(self, walk):
        page = walk.visit()
        made = video(page)
        expect(made).to_contain_text("Making the parts")  # for a while, so that it can be stopped
        press(page, "Stop", in_message=made)
        confirm(page, "Stop it")
        expect(made).to_contain_text("Stopped", timeout=MADE)
        press(page, "Continue", in_message=made)
        expect(made).not_to_contain_text("Stopped")


def test_a_video_is_changed_and_rejected(walk):
    page = walk.visit()
    made = video(page)
    gate = review(page, made)
    walk.picture(gate, "video-review")
    press(page, "Change…", in_message=gate)
    form = form_on_top(page)
    expect(form).to_contain_text("Which parts are made again?")
    form.locator("input[type=checkbox]").first.check(force=True)
    fill_form(page, {"What should change": "more sizzle"})
    again = page.locator(".thread .message", has_text="Publish now").last
    expect(again).to_contain_text("Version 2", timeout=MADE)
    press(page, "Reject…", in_message=again)
    fill_form(page, {"Why": "The hook is weak"})
    expect(made).to_contain_text("Rejected")


def test_what_goes_out_beside_another_post_says_so_while_it_can_be_taken_back(walk):
    page = walk.visit()
    approved(page, 2)
    ready = page.locator(".channel .message", has_text=IN_REVIEW)
    expect(ready).to_have_count(2, timeout=MADE)
    for left in (1, 0):
        gate = review(page, ready.first)
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        expect(ready).to_have_count(left)
    expect(post(page)).to_contain_text("goes out from the same account")
    walk.picture(post(page), "publication-near")
    press(page, "Undo", in_message=post(page))
    expect(ready).to_have_count(1)


def test_a_post_is_undone_scheduled_moved_frozen_and_thawed(walk):
    page = walk.visit()
    gate = review(page, video(page))
    press(page, "Publish now", in_message=gate)
    confirm(page, "Publish now")
    press(page, "Undo", in_message=post(page))
    gate = page.locator(".thread .message", has_text="Edit or schedule…").last
    press(page, "Edit or schedule…", in_message=gate)
    week = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
    fill_form(page, {"Caption": "Tacos at last", "When": f"{week} 15:00"})
    planned = post(page)
    expect(planned).to_contain_text("Goes out")
    press(page, "Move…", in_message=planned)
    fill_form(page, {"New time": f"{week + dt.timedelta(days=1)} 16:00"})
    expect(planned).to_contain_text("4:00 PM")

    type_command(page, "/gen status")
    press(page, "Freeze…", in_message=message_with(page, "Freeze…", within=".channel"))
    fill_form(page, {"Why": "The menu changes"})
    frozen = message_with(page, "The menu changes", within=".channel")
    expect(planned).to_contain_text("The menu changes")
    walk.picture(frozen, "frozen")
    press(page, "Thaw", in_message=frozen)
    confirm(page, "Thaw")
    expect(planned).to_contain_text("Goes out")
    type_command(page, "/gen freeze for a minute")
    expect(planned).to_contain_text("for a minute")
    type_command(page, "/gen thaw")
    expect(planned).to_contain_text("Goes out")
    press(page, "Cancel", in_message=planned)
    expect(planned).to_contain_text("Taken back")


class TestAMoment:
    @pytest.fixture
    def settings(self):
        return {"GENBOT_UNDO": "30"}

    def test_it_is_counted_down_and_the_post_taken_back(self, walk):
        page = walk.visit()
        gate = review(page, video(page))
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        expect(post(page)).to_contain_text("More than 20 s to take it back")
        expect(post(page)).to_contain_text("More than 10 s to take it back", timeout=20_000)
        walk.picture(post(page), "publication-undo")
        press(page, "Undo", in_message=post(page))
        expect(post(page)).to_contain_text("Taken back by")
        assert walk.ask(walk.town.gen())["publish_calls"] == 0


class TestOff:
    @pytest.fixture
    def settings(self):
        return {"GENBOT_UNDO": "0"}

    def test_no_button_is_shown(self, walk):
        page = walk.visit()
        gate = review(page, video(page))
        page.evaluate(
            "window.undos = 0; new MutationObserver(() => { window.undos += [...document"
            ".querySelectorAll('.button')].some(one => one.innerText === 'Undo') })"
            ".observe(document.body, {subtree: true, childList: true})"
        )
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)
        assert page.evaluate("window.undos") == 0


class TestAtOnce:
    @pytest.fixture
    def settings(self):
        return {"GENBOT_UNDO": "0.5"}

    def test_a_post_goes_out(self, walk):
        page = walk.visit()
        made = video(page)
        gate = review(page, made)
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        expect(made).to_contain_text("Published", timeout=MADE)
        expect(post(page)).to_contain_text("Live on TikTok")
        walk.picture(page, "published")
        assert walk.ask(walk.town.gen())["publish_calls"] == 1

    def test_a_post_that_gen_refused_is_sent_again(self, walk):
        page = walk.visit()
        gate = review(page, video(page))
        walk.ask(walk.town.order(fail_publish="TikTok did not like the sound."))
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        failed = page.locator(".thread .message", has_text="did not like the sound").last
        expect(failed).to_be_visible(timeout=MADE)
        type_command(page, "/gen freeze The menu changes")
        expect(failed).to_contain_text("Nothing is sent again until that is over.")
        walk.picture(failed, "publication-failed-frozen")
        type_command(page, "/gen thaw")
        expect(failed).not_to_contain_text("The menu changes")
        press(page, "Try again", in_message=failed)
        expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)

    @pytest.mark.parametrize("moments", [(LOST,)])
    def test_a_post_in_doubt_is_held_and_found_live(self, walk, moments):
        page = walk.visit()
        gate = review(page, video(page))
        press(page, "Publish now", in_message=gate)
        confirm(page, "Publish now")
        doubt = page.locator(".thread .message", has_text="Look first").last
        expect(doubt).to_be_visible()
        press(page, "Hold", in_message=doubt)
        held = page.locator(".thread .message", has_text="On hold").last
        live = walk.ask(walk.town.on_tiktok())
        press(page, "It is live…", in_message=held)
        fill_form(page, {"Link to the post": "https://www.tiktok.com/@santiago_after_dark"})
        form = opened(page, "Open the post itself and copy its link")
        walk.picture(form, "publication-no-post")
        link = f"https://www.tiktok.com/@santiago_after_dark/video/{live['post_id']}"
        fill_form(page, {"Link to the post": f"{link}?is_from_webapp=1"})
        expect(page.locator(".thread")).to_contain_text("Live on TikTok")
        assert walk.ask(walk.town.gen())["publish_calls"] == 1


def test_a_video_over_budget_waits_for_a_person(walk):
    page = walk.visit()
    made = over_budget(page)
    expect(made).to_contain_text("Allow once", timeout=MADE)
    walk.picture(made, "video-over-budget")
    press(page, "Allow once", in_message=made)
    expect(made).to_contain_text("Watch it in this thread", timeout=MADE)


def test_a_budget_that_was_raised_is_told_by_what_it_held(walk):
    page = walk.visit()
    made = over_budget(page)
    expect(made).to_contain_text("Allow once", timeout=MADE)
    for most, told in (
        ("900", "of 900 credits"),
        ("2000", "There is room for it in the budget now"),
    ):
        type_command(page, "/gen settings")
        expect(form_on_top(page)).to_contain_text("Budget of this channel")
        fill_form(page, {"Budget of this channel": most})
        expect(made).to_contain_text(told)
    walk.picture(made, "video-room-again")
    press(page, "Continue", in_message=made)
    expect(made).to_contain_text("Watch it in this thread", timeout=MADE)
