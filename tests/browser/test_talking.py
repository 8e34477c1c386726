"""People talk to each other and to genbot on the page."""

import pytest

from tests.browser.blocks import actions, button, section
from tests.browser.page import act_as, expect, message_with, reply, say, thread, type_command
from tests.browser.scene import BEA, IDEAS, LAUNCHES, MAYA, PABLO

pytestmark = pytest.mark.browser


def test_what_one_person_says_the_others_read_as_it_was_said(visit):
    maya, bea = visit(MAYA), visit(BEA)

    say(maya, "<b>not bold</b> & *bold* <script>alert(1)</script> :taco:")

    message = message_with(bea, "not bold")
    expect(message).to_contain_text("<b>not bold</b> & bold <script>alert(1)</script> 🌮")
    expect(message.locator("strong")).to_have_text("bold")
    expect(message.locator(".author")).to_have_text("Maya Marks")


def test_shift_enter_breaks_the_line_and_enter_sends(visit):
    page = visit()
    composer = page.get_by_role("textbox", name="Message")

    composer.press_sequentially("one")
    composer.press("Shift+Enter")
    composer.press_sequentially("two")
    composer.press("Enter")

    expect(message_with(page, "one").locator("br")).to_be_attached()
    expect(composer).to_have_value("")


def test_slash_lists_the_commands_and_the_keyboard_chooses_one(scene, visit):
    page = visit()
    composer = page.get_by_role("textbox", name="Message")

    composer.press("/")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("/gen")
    composer.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    composer.press("ArrowUp")
    composer.press("Tab")
    expect(composer).to_have_value("/gen ")
    composer.press_sequentially("he")
    composer.press("Tab")
    composer.press("Enter")

    assert scene.hear("slash_commands")["text"] == "help"


def test_escape_closes_the_list_and_leaves_what_was_typed(visit):
    page = visit()
    composer = page.get_by_role("textbox", name="Message")

    composer.press("/")
    composer.press("Escape")

    expect(page.get_by_role("listbox", name="Suggestions").first).to_be_hidden()
    expect(composer).to_have_value("/")


def test_an_at_sign_completes_a_person_who_is_then_mentioned(scene, visit):
    page = visit()
    composer = page.get_by_role("textbox", name="Message")

    composer.press_sequentially("ask @be")
    composer.press("Enter")
    composer.press_sequentially("please")
    composer.press("Enter")

    expect(message_with(page, "please").locator(".mention")).to_have_text("@Bea Brandt")
    assert scene.hear("event_callback")["event"]["text"] == f"ask <@{BEA}> please"


def test_a_reply_goes_to_the_thread_and_its_bar_counts_it(visit):
    maya, pablo = visit(MAYA), visit(PABLO)
    say(maya, "Who has the salsa footage?")

    thread(pablo, message_with(pablo, "salsa"))
    reply(pablo, "I do")
    reply(pablo, "Two takes")

    bar = message_with(maya, "salsa").locator(".thread-bar")
    expect(bar).to_contain_text("2 replies")
    expect(maya.locator(".channel")).not_to_contain_text("Two takes")
    expect(pablo.locator(".thread .replies-rule")).to_have_text("2 replies")


def test_a_private_message_is_seen_by_its_addressee_only(scene, visit):
    maya, bea = visit(MAYA), visit(BEA)

    scene.call("chat.postEphemeral", channel=IDEAS, user=BEA, text="Already approved at 14:02.")
    scene.post("Something for all")

    expect(message_with(bea, "Already approved")).to_contain_text("Only visible to you")
    expect(message_with(maya, "Something for all")).to_be_visible()
    expect(maya.locator(".channel")).not_to_contain_text("Already approved")


def test_a_private_message_can_be_dismissed(scene, visit):
    page = visit()
    scene.call("chat.postEphemeral", channel=IDEAS, user=MAYA, text="Just for you")

    message = message_with(page, "Just for you")
    message.hover()
    message.get_by_role("button", name="Dismiss").click()

    expect(message).not_to_be_attached()


@pytest.mark.impatient
def test_a_command_nobody_acknowledges_is_said_to_have_failed(scene, visit):
    page = visit()
    scene.answers["slash_commands"] = lambda _: {"ack": False}

    type_command(page, "/gen ideas 5 tacos")

    notice = message_with(page, "operation_timeout")
    expect(notice).to_contain_text("Only visible to you")


def test_an_unknown_command_goes_back_into_the_composer(visit):
    page = visit()

    type_command(page, "/dance now")

    expect(page.get_by_role("alert")).to_contain_text("no such command")
    expect(page.get_by_role("textbox", name="Message")).to_have_value("/dance now")


def test_a_channel_nobody_looks_at_is_marked_until_it_is_opened(scene, visit):
    page = visit(MAYA, IDEAS)

    scene.post(f"<@{MAYA}> look at this", channel=LAUNCHES)
    place = page.locator(f"[data-place={LAUNCHES}]")
    expect(place.locator(".count")).to_have_text("1")
    place.click()

    expect(message_with(page, "look at this")).to_be_visible()
    expect(place.locator(".count")).not_to_be_attached()


def test_acting_as_somebody_else_shows_their_clock_and_their_messages(scene, visit):
    page = visit(MAYA)
    scene.post("What time is it?")
    here = message_with(page, "What time").locator(".when").inner_text()

    act_as(page, BEA)

    expect(message_with(page, "What time").locator(".when")).not_to_have_text(here)
    say(page, "Later than you think")
    expect(message_with(page, "Later").locator(".author")).to_have_text("Bea Brandt")


def test_a_shortcut_on_a_message_tells_the_app_which_message(scene, visit):
    page = visit()
    ts = scene.post("A brief worth a video")

    message = message_with(page, "A brief")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Make ideas").click()

    heard = scene.hear("message_action")
    assert (heard["callback_id"], heard["message_ts"]) == ("make", ts)


def test_what_is_said_while_a_thread_is_read_is_in_it(scene, visit):
    page = visit()
    ts = scene.post("The request")

    def meanwhile(route):
        answer = route.fetch()
        if page.locator(".channel .thread-bar").count() == 0:
            scene.post("The first idea", thread_ts=ts)
            expect(page.locator(".channel .thread-bar")).to_contain_text("1 reply")
        route.fulfill(response=answer)

    page.route("**/_sandbox/replies*", meanwhile)
    pane = thread(page, message_with(page, "The request"))

    expect(pane).to_contain_text("The first idea")


def test_what_changes_while_a_channel_is_read_is_shown(scene, visit):
    page = visit(channel=LAUNCHES)
    ts = scene.post("Working on it")
    page.locator(f"[data-place={IDEAS}]").click()
    expect(message_with(page, "Working on it")).to_be_visible()
    page.locator(f"[data-place={LAUNCHES}]").click()
    expect(message_with(page, "Working on it")).to_be_hidden()
    changed = []

    def meanwhile(route):
        answer = route.fetch()
        if not changed:
            changed.append(scene.call("chat.update", channel=IDEAS, ts=ts, text="Done"))
            scene.post("Look", channel=LAUNCHES)  # later than the change on the same line
            expect(page.locator(f"[data-place={LAUNCHES}].unread")).to_be_visible()
        route.fulfill(response=answer)

    page.route("**/_sandbox/messages*", meanwhile)
    with page.expect_response("**/_sandbox/messages*"):
        page.locator(f"[data-place={IDEAS}]").click()
    expect(page.locator(".channel .message")).to_have_count(1)

    expect(message_with(page, "Done")).to_be_visible()


def test_nothing_is_missed_while_the_page_opens(scene, browser):
    held = []
    page = browser.new_page()
    page.route("**/_sandbox/events*", lambda route: held.append(route))  # noqa: PLW0108  playwright marks it
    page.goto(f"{scene.url}/#{MAYA}/{IDEAS}")
    while not held:
        page.title()  # the browser has its say
    scene.post("Said while it opened")
    held[0].continue_()

    expect(message_with(page, "Said while it opened")).to_be_visible()
    page.close()


def test_the_way_to_new_messages_covers_none_of_the_old_ones(scene, visit):
    page = visit()
    for nth in range(12):
        scene.post(f"Card {nth}", blocks=[section(f"Card {nth}"), actions(button("Approve"))])
    expect(message_with(page, "Card 11")).to_be_visible()
    page.locator(".channel .scroller").evaluate("box => box.scrollTo(0, 0)")
    before = page.locator(".channel .scroller").bounding_box()

    scene.post("The news")
    pill = page.get_by_role("button", name="New messages")
    expect(pill).to_be_visible()
    page.locator(".channel .scroller").evaluate("box => box.scrollTo(0, 20)")

    shown, box = pill.bounding_box(), page.locator(".channel .scroller").bounding_box()
    assert box["y"] + box["height"] <= shown["y"]
    assert box == before, "nothing moves under a finger when it comes, or goes"
    pill.click()
    expect(message_with(page, "The news")).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_who_writes_sees_what_comes_of_it(scene, visit):
    page = visit()
    for nth in range(12):
        scene.post(f"Card {nth}", blocks=[section(f"Card {nth}"), actions(button("Approve"))])
    expect(message_with(page, "Card 11")).to_be_visible()
    page.locator(".channel .scroller").evaluate("box => box.scrollTo(0, 0)")

    say(page, "Which of these?")

    expect(message_with(page, "Which of these?")).to_be_in_viewport()
    expect(page.get_by_role("button", name="New messages")).to_be_hidden()
