"""Production and review cards, in every stage."""

from dataclasses import replace

import pytest

from genbot.cards import steps as drawn
from genbot.cards.acts import Act
from genbot.cards.production import LOOKS, production_card
from genbot.cards.review import review_card, video_link_card, video_name
from genbot.cards.trouble import trouble_card
from genbot.domain.faces import face
from genbot.domain.productions import Stage, TaskState
from genbot.domain.publications import CAPTION_LIMIT
from tests.cards import examples as taco
from tests.cards.reading import buttons, everything, steps, values, words, wrong_with

IDEA = taco.IDEA
PRESSED = {
    Stage.CLONING: {Act.STOP_PRODUCTION, Act.CHOOSE_TEMPLATE},
    Stage.FILLING: {Act.STOP_PRODUCTION, Act.CHOOSE_TEMPLATE},
    Stage.GENERATING: {Act.STOP_PRODUCTION},
    Stage.RENDERING: {Act.STOP_PRODUCTION},
    Stage.FAILED: {Act.RESUME_PRODUCTION, Act.CHOOSE_TEMPLATE},
    Stage.STOPPED: {Act.RESUME_PRODUCTION},
    Stage.HELD: {Act.RESUME_PRODUCTION, Act.STOP_PRODUCTION},
}


@pytest.mark.parametrize("stage", Stage)
def test_a_production_can_be_shown_in_every_stage(stage):
    card = production_card(taco.PRODUCTIONS[stage], IDEA)

    assert wrong_with(card) == []
    assert card.text.startswith("“The 2 a.m. taco verdict” ")
    assert card.text.endswith(".")
    assert LOOKS[stage].state in words(card)
    assert set(buttons(card).values()) == PRESSED.get(stage, set())


def test_a_video_in_the_making_tells_time_money_and_every_step():
    card = production_card(taco.MAKING, IDEA)

    shown = words(card)
    assert "3 min so far · usually 5 to 8 min" in shown
    assert "*20 credits* so far" in shown
    assert "Not used by this template: title" in shown
    assert "Chosen because it is tagged for Narrated/VO videos." in shown
    assert steps(card) == {
        "Template: Narrated story": "complete",
        "Write the idea into it": "complete",
        "Voiceover": "complete",
        "Hook line": "complete",
        "Griddle close-up": "in_progress",
        "Neon sign": "in_progress",
        "Captions": "pending",
        "Put the video together": "pending",
    }


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.PUBLISHING, Stage.PUBLISHED, Stage.REJECTED])
@pytest.mark.parametrize(("credits", "cost"), [(40.0, "*40 credits*"), (0.0, "No credits spent")])
def test_what_a_finished_video_cost_is_said_as_it_is(stage, credits, cost):
    shown = words(production_card(replace(taco.PRODUCTIONS[stage], credits=credits), IDEA))

    assert cost in shown
    assert f"{cost} so far" not in shown
    assert f"{cost} yet" not in shown


@pytest.mark.parametrize(
    ("stage", "credits", "back", "said"),
    [
        (Stage.CLONING, 0.0, 0.0, "About 420 credits expected, none spent yet"),
        (Stage.GENERATING, 39.5, 0.0, "About 420 credits expected, *39.5* spent so far"),
        (Stage.HELD, 460.0, 0.0, "About 420 credits expected, *460* spent so far"),
        (Stage.REVIEW, 397.0, 20.0, "*397 credits* (about 420 expected) · 20 credits refunded"),
        (Stage.PUBLISHED, 397.0, 0.0, "*397 credits* (about 420 expected)"),
        (Stage.REVIEW, 0.0, 0.0, "No credits spent (about 420 credits expected)"),
    ],
)
def test_what_it_costs_is_told_beside_what_was_expected(stage, credits, back, said):
    made = replace(taco.PRODUCTIONS[stage], estimate=419.6, credits=credits, refunded=back)
    card = production_card(made, IDEA)

    assert said in words(card)
    assert wrong_with(card) == []


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage.CLONING, ["error", "pending", "pending"]),
        (Stage.FILLING, ["complete", "error", "pending"]),
        (Stage.RENDERING, ["complete", "complete", "error"]),
    ],
)
def test_a_failure_is_shown_at_the_step_that_failed(stage, told):
    failed = replace(taco.CHOSEN, stage=Stage.FAILED, back_to=stage, error="No such template.")

    assert list(steps(production_card(failed, IDEA)).values()) == told


def test_a_failure_says_what_happened_what_is_kept_and_what_came_back():
    card = production_card(taco.PRODUCTIONS[Stage.FAILED], IDEA)

    shown = words(card)
    assert "the model refused the prompt: open flame" in shown
    assert "What is done is kept. Retry goes on from there." in shown
    assert "90 credits refunded" in shown
    assert list(buttons(card)) == ["Retry", "Change template…"]
    assert values(card) == {"p1:0"}


def test_many_parts_are_told_by_type():
    tasks = tuple(
        replace(taco.TASKS[0], id=f"t{n}", type="image_from_text", title=f"Picture {n}")
        for n in range(30)
    )
    broken = replace(taco.BROKEN_TASK, id="tx")
    card = production_card(replace(taco.MAKING, tasks=(*tasks, broken)), IDEA)

    assert wrong_with(card) == []
    assert steps(card)["Images: 30 of 30 done"] == "complete"
    assert steps(card)["Clips: 0 of 1 done"] == "error"


def test_parts_of_a_hundred_types_still_fit():
    tasks = tuple(replace(taco.TASKS[4], id=f"t{n}", type=f"new_{n:03}") for n in range(100))
    card = production_card(replace(taco.MAKING, tasks=tasks), IDEA)

    assert wrong_with(card) == []
    assert "everything else: 0 of 80 done" in steps(card)


def test_every_type_of_part_has_a_name_a_person_knows():
    spoken = {kind for kind in drawn.TYPES if drawn.TYPES[kind][0].isupper()}
    assert spoken == set(drawn.TYPES)
    assert set(drawn.STATUS) == set(TaskState)


def test_a_change_is_told_with_its_wish_and_its_own_clock():
    shown = words(production_card(taco.CHANGING, IDEA))

    assert "Changing: slower voice, and start on the sizzle" in shown
    assert "60 s so far" in shown


REVIEWED = [stage for stage in Stage if taco.PRODUCTIONS[stage].version]


@pytest.mark.parametrize("stage", REVIEWED)
def test_a_version_can_be_shown_in_every_stage_it_can_be_in(stage):
    card = review_card(taco.PRODUCTIONS[stage], IDEA)

    assert wrong_with(card) == []
    assert card.text.endswith(".")
    assert bool(buttons(card)) == (stage is Stage.REVIEW)
    assert (stage is Stage.REVIEW) != ("<@U0BRANDOWN>" in words(card))


def test_a_version_to_review_has_file_caption_cost_and_four_ways_to_answer():
    card = review_card(taco.READY, IDEA)

    shown = words(card)
    assert (
        "302 credits · video at <https://cdn.gen.pro/outputs/render_xyz.mp4|cdn.gen.pro>" in shown
    )
    assert "83 of 2,200 characters" in shown
    assert ">Nobody has ever regretted the second taco. 🌮 Court adjourned.\n>\n>#tacotok" in shown
    assert buttons(card) == {
        "Publish now": Act.PUBLISH_NOW,
        "Edit or schedule…": Act.OPEN_PUBLISH,
        "Change…": Act.CHANGE_VIDEO,
        "Reject…": Act.REJECT_VIDEO,
        "Why?": Act.WHY,
    }
    assert values(card) == {"p1:1", f"p1:1:{face(taco.READY)}"}
    assert "exactly this file (SHA-256 3f2a91c04b7d…) with exactly this caption" in shown


@pytest.mark.parametrize(("unread", "said"), [
    ("It took too long.", "I could not read the file (it took too long), so I cannot hold GEN to it."),
    ("", "I have not read the file, so I cannot hold GEN to it."),
])  # fmt: skip
def test_a_version_that_nobody_could_read_says_so(unread, said):
    card = review_card(replace(taco.READY, sha256="", unread=unread), IDEA)

    assert said in words(card)
    assert "Approving is for this version with exactly this caption." in words(card)
    assert "Publish now" in buttons(card)


def test_publishing_asks_first_and_repeats_what_happens():
    card = review_card(taco.READY, IDEA)
    asked = next(part["confirm"] for part in everything(card.blocks) if "confirm" in part)

    assert asked["title"]["text"] == "Publish this video now?"
    assert "Version 1 goes to TikTok with the caption “Nobody has" in asked["text"]["text"]


def test_a_version_sent_back_says_by_whom_and_what_for():
    card = review_card(taco.CHANGING, IDEA)

    assert "*Sent back for a change* by <@U0PRODUCER>" in words(card)
    assert ">slower voice, and start on the sizzle" in words(card)
    assert buttons(card) == {}


def test_the_whole_caption_is_shown_however_it_is_made():
    worst = "&\n" * (CAPTION_LIMIT // 2)
    card = review_card(replace(taco.READY, caption=worst), IDEA)

    assert wrong_with(card) == []
    assert words(card).count("&amp;") >= CAPTION_LIMIT // 2


def test_a_caption_too_long_for_tiktok_cannot_go_out_as_it_is():
    card = review_card(replace(taco.READY, caption="x" * 2_201), IDEA)

    assert "2,201 of 2,200 characters: shorten it before it can go out" in words(card)
    assert Act.PUBLISH_NOW not in buttons(card).values()
    assert Act.OPEN_PUBLISH in buttons(card).values()


def test_a_video_without_a_caption_needs_one_before_it_goes_out():
    card = review_card(replace(taco.READY, caption=" "), IDEA)

    assert "None yet. Write one before it goes out." in words(card)
    assert Act.PUBLISH_NOW not in buttons(card).values()


def test_what_is_red_folds_open_and_what_is_fine_folds_away():
    card = review_card(taco.RED, IDEA)

    assert wrong_with(card) == []
    assert "❌  *The agent has no TikTok account at GEN.* Connect one." in words(card)
    assert "Footage of @night &lt;griddle&gt; was chosen for it." in words(card)
    assert "❔  It has 4.8 MB, and does not say how long it is." in words(card)
    assert "✅  2 checks are fine" in words(card)
    assert "is MP4" not in words(card)
    assert Act.PUBLISH_NOW not in buttons(card).values()
    assert buttons(card)["Look again"] == Act.LOOK_AGAIN


def test_the_file_has_a_name_every_system_takes():
    assert video_name(taco.READY) == "the-2-a-m-taco-verdict-v1.mp4"
    assert video_name(replace(taco.READY, title="تاكو 🌮")) == "video-v1.mp4"
    assert len(video_name(replace(taco.READY, title="x" * 999))) < 80


def test_a_video_that_cannot_be_shown_is_linked():
    card = video_link_card(taco.READY)

    assert wrong_with(card) == []
    assert "<https://cdn.gen.pro/outputs/render_xyz.mp4|cdn.gen.pro>" in words(card)
    assert card.blocks[1]["image_url"] == "https://cdn.gen.pro/thumbnails/render_xyz.jpg"
    assert wrong_with(video_link_card(replace(taco.READY, video_url="ftp://x", thumbnail=""))) == []


@pytest.mark.parametrize("stage", Stage)
def test_the_channel_hears_only_of_videos_somebody_must_decide_about(stage):
    card = trouble_card(taco.PRODUCTIONS[stage], IDEA)

    waits = stage in {Stage.FAILED, Stage.HELD, Stage.STOPPED, Stage.REVIEW}
    assert (card is not None) == waits
    if card:
        assert wrong_with(card) == []
        assert card.text.endswith(".")
        assert buttons(card) == {}


def test_over_budget_it_says_by_how_much_and_who_may_let_it_go_on():
    card = production_card(taco.OVER_BUDGET, taco.IDEA)
    trouble = trouble_card(taco.OVER_BUDGET, taco.IDEA)

    assert wrong_with(card) == wrong_with(trouble) == []
    assert "Over budget: 720 of 600 credits in 24 hours" in words(card)
    assert buttons(card)["Allow once"] == Act.ALLOW_ONCE
    [choice] = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    assert [one["text"]["text"] for one in choice if one.get("style") == "primary"] == [
        "Allow once"  # what it waits for; Continue only looks again whether there is room
    ]
    assert "Allow once" in words(trouble)


def test_who_reads_the_channel_sees_that_one_more_is_needed():
    assert "*Ready to watch* · 1 of 2 approvals" in words(production_card(taco.AGREED, taco.IDEA))
