"""What is counted from Slack alone: cards, videos, confirmations, receipts, the statement."""

from typing import Any

from genbot.sandbox import tally

Card = dict[str, Any]


def card(*words: str, button: str = "", **more: Any) -> Card:
    blocks: list[Card] = [{"type": "section", "text": {"text": one}} for one in words]
    if button:
        blocks.append({"elements": [{"type": "button", "text": {"text": button}}]})
    return {"text": words[0], "blocks": blocks, **more}


def test_ideas_are_told_apart_by_what_became_of_them() -> None:
    cards = [
        card("*1. The chart*", button="Approve and make (about 420 credits)"),
        card("*2. The sign*", "*Rejected* by somebody"),
        card("*3. The grill*", "*Approved* by somebody", button="Why?"),
        card("*4. The salsa*", "*Posted*"),
        card("*5. The lime*", "*Approved for posting* by somebody"),
        card("make 2 punchier"),
    ]

    assert tally.ideas(cards) == {"ideas": 5, "approved": 3, "rejected": 1, "planned": 1}


def test_videos_are_the_files_that_can_be_watched() -> None:
    cards = [
        card("The chart", files=[{"mimetype": "video/mp4"}]),
        card("Receipt", files=[{"mimetype": "application/json"}]),
        card("Ready to watch"),
    ]

    assert tally.videos(cards) == 1


def test_posts_are_what_is_confirmed_with_its_id() -> None:
    said = [
        card("“The chart” is live on TikTok. Post id: 7."),
        card("“The grill” may or may not be on TikTok. Please look."),
        card("Rehearsal: “The chart” would be out now."),
    ]

    assert tally.live(said) == 1


def test_calls_are_counted_as_the_receipts_have_them() -> None:
    steps = [
        {"what": what, "by": "U1" if what == "approved" else ""}
        for what in ("approved", "sending", "unsure")
    ]
    receipt = {"posts": [{"steps": steps}, {"steps": steps[:1]}]}

    assert tally.calls([receipt, receipt]) == 2
    assert tally.lines(receipt) == ["approved by U1 → sending → unsure → approved by U1"]


def test_what_is_left_is_read_as_it_is_written() -> None:
    assert tally.credits(card("Credits of Taco Team: 4,014.5 credits left.")) == 4014.5
    assert tally.credits(card("GEN does not say what is left")) == -1.0
