"""Money, walked: a price on the button, what it was in the end, and where it all went."""

from tests.browser.page import expect, fill_form, message_with, press, thread, type_command
from tests.browser.walks.steps import IN_REVIEW, MADE, opened, own_video, video

TOPIC = "late-night tacos"


def test_a_price_is_on_the_button_and_the_card_tells_what_it_was(walk):
    page = walk.visit()
    own_video(page, "Montage")
    left(walk, page, 1_180)
    type_command(page, f"/gen ideas 1 {TOPIC} as montage")
    request = message_with(page, f"about {TOPIC}", within=".channel")
    expect(request).to_contain_text("1 waiting")
    card = thread(page, request).locator(".message", has_text="Why it should work")
    expect(card).to_contain_text("Approve and make (about")
    expect(card).to_contain_text("credits, 1,180 left)")
    walk.picture(card, "idea-price")

    press(page, "Approve", in_message=card)
    made = page.locator(".channel .message", has_text="🎬").last
    expect(made).to_contain_text("credits expected, ")
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)
    expect(made).to_contain_text("expected)")
    walk.picture(made, "video-cost")

    type_command(page, "/gen credits")
    told = message_with(page, "From which template", within=".channel")
    expect(told).to_contain_text("2 videos, about")
    walk.picture(told, "credits")
    home = walk.visit(channel="home").locator(".home")
    expect(home).to_contain_text("credits left, seen Today at")
    walk.picture(home, "home-credits")
    phone = walk.visit(channel="home", narrow=True).locator(".home")
    expect(phone).to_contain_text("credits left, seen Today at")
    walk.picture(phone, "home-narrow")


def test_the_first_video_is_judged_by_its_budget_before_anything_of_it_is_made(walk):
    page = walk.visit()
    type_command(page, "/gen settings")
    opened(page, "Budget of this channel")
    fill_form(page, {"Budget of this channel": "100"})
    made = video(page)
    expect(made).to_contain_text("of 100 credits in 30 days")
    expect(made).to_contain_text("credits expected, none spent yet")
    walk.picture(made, "video-first-over-budget")
    press(page, "Allow once", in_message=made)
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)


def test_what_waits_for_credits_goes_on_with_one_button(walk):
    """The balance is enough for one of three videos, after a top up for two, then for all."""
    page = walk.visit()
    channel = page.locator(".channel")
    own_video(page, "Montage")
    left(walk, page, 900)
    type_command(page, f"/gen ideas 3 {TOPIC} as montage")
    request = message_with(page, f"about {TOPIC}", within=".channel")
    expect(request).to_contain_text("900 credits left: enough for 1 of these videos")
    walk.picture(request, "credits-batch")
    cards = thread(page, request).locator(".message", has_text="Why it should work")
    expect(cards).to_have_count(3)
    for waiting in (2, 1, 0):
        press(page, "Approve", in_message=cards.first)
        expect(cards).to_have_count(waiting)
    expect(channel).to_contain_text("Credits are low: ")
    short = message_with(page, "2 videos wait for credits", within=".channel")
    expect(short).to_be_visible()
    walk.picture(short, "credits-short")
    held = channel.locator(".message", has_text="GEN has about").last
    walk.picture(held, "video-held-for-credits")

    expect(channel.locator(".message", has_text=IN_REVIEW)).to_have_count(2, timeout=MADE)
    left(walk, page, 100)
    press(page, "Continue all", in_message=short)
    expect(channel).to_contain_text("None went on, 2 still wait")
    walk.ask(walk.town.credits(700))
    press(page, "Continue all", in_message="None went on")
    expect(channel).to_contain_text("1 went on, 1 still waits")
    walk.picture(message_with(page, "1 still waits", within=".channel"), "credits-continued")
    walk.ask(walk.town.credits(5_000))
    press(page, "Continue all", in_message="1 still waits")
    expect(channel).to_contain_text("Nothing waits for credits any more")
    expect(channel.locator(".message", has_text=IN_REVIEW)).to_have_count(4, timeout=MADE)


def test_who_continues_too_early_reads_what_is_missing(walk):
    """The agent, and then a video, have to wait; both go on from one message, or by their own."""
    page = walk.visit()
    channel = page.locator(".channel")
    own_video(page, "Montage")
    left(walk, page, 0)
    type_command(page, f"/gen ideas 1 {TOPIC} as montage")
    request = message_with(page, "On hold: GEN has no credits left", within=".channel")
    press(page, "Continue", in_message=request)
    expect(
        message_with(page, "GEN has no credits left for this", within=".channel")
    ).to_be_visible()
    type_command(page, "/gen research salsa quick")
    fill_form(page, {})
    short = message_with(page, "1 request and 1 other thing wait for credits", within=".channel")
    expect(short).to_be_visible()
    left(walk, page, 100)
    expect(short).to_contain_text("100 credits left: enough for all of them.")
    expect(short).to_contain_text("Research: salsa")
    walk.picture(short, "credits-request")
    press(page, "Continue all", in_message=short)
    expect(channel).to_contain_text("Nothing waits for credits any more")

    request = message_with(page, f"about {TOPIC}", within=".channel")
    expect(request).to_contain_text("1 waiting")
    card = thread(page, request).locator(".message", has_text="Why it should work")
    press(page, "Approve", in_message=card)
    held = channel.locator(".message", has_text="GEN has about").last
    press(page, "Continue", in_message=held)
    missing = message_with(page, "needs about", within=".channel").filter(has_text="Only visible")
    expect(missing).to_contain_text("Top up at gen.pro, then continue")
    walk.picture(missing, "credits-missing")
    walk.ask(walk.town.credits(5_000))
    press(page, "Continue all the same", in_message=missing)
    expect(channel.locator(".message", has_text=IN_REVIEW)).to_have_count(2, timeout=MADE)


def left(walk, page, credits):
    """So many are left at GEN, and genbot knows."""
    walk.ask(walk.town.credits(credits))
    type_command(page, "/gen credits")
    expect(message_with(page, f"{credits:,} credits left", within=".channel")).to_be_visible()
