"""Money, walked: a price on the button, what it was in the end, and where it all went."""

from tests.browser.page import expect, message_with, press, thread, type_command
from tests.browser.walks.steps import IN_REVIEW, MADE, own_video

TOPIC = "late-night tacos"


def test_a_price_is_on_the_button_and_the_card_tells_what_it_was(walk):
    page = walk.visit()
    own_video(page, "Montage")
    type_command(page, f"/gen ideas 1 {TOPIC} as montage")
    request = message_with(page, f"about {TOPIC}", within=".channel")
    expect(request).to_contain_text("1 waiting")
    card = thread(page, request).locator(".message", has_text="Why it should work")
    expect(card).to_contain_text("Approve and make (about")
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
