"""What several walks do: bring a file, ask for ideas, make a video, look at what opened."""

import base64
import re

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)

IDEAS = "C0VIDEOIDEAS"
MADE = 90_000  # ms; a whole video
VERDICT, IN_REVIEW = "The 2 a.m. verdict", "Watch it in this thread"
BRING = """async (told) => (await fetch("/_sandbox/act", {method: "POST", body: JSON.stringify(
    {user: "U0MARKETER", do: "upload", ...told})})).json()"""


def opened(page, text):
    """The form on top, once this is in it."""
    form = form_on_top(page)
    expect(form).to_contain_text(text)
    return form


def bring(page, name, content, text="", channel=IDEAS):
    """Somebody drops a file into the channel, perhaps with words."""
    kept = base64.b64encode(content).decode()
    told = page.evaluate(BRING, {"channel": channel, "name": name, "base64": kept, "text": text})
    assert told["ok"], told
    message = page.locator(f".channel .message:has([data-file={told['file_id']}])")
    expect(message).to_be_visible()
    return message


def choose(page, message, shortcut):
    """A shortcut from the menu of a message."""
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.locator(f"[data-callback-id={shortcut}]").click()


def ideas(page, count, topic):
    """The message of a request, once its ideas are there."""
    type_command(page, f"/gen ideas {count} {topic}")
    request = message_with(page, f"about {topic}", within=".channel")
    expect(request).to_contain_text(f"{count} waiting")
    return request


def video(page, topic="late-night tacos"):
    """An approved idea; the message of its video."""
    request = ideas(page, 1, topic)
    replies = thread(page, request)
    press(page, "Approve", in_message=replies.locator(".message", has_text="Why it should work"))
    expect(request).to_contain_text("1 approved")
    made = page.locator(".channel .message", has_text=re.compile("🎬")).last
    expect(made).to_be_visible()
    return made


def approved(page, count, topic="late-night tacos"):
    """So many ideas, approved one after the other; the message of their request."""
    request = ideas(page, count, topic)
    cards = thread(page, request).locator(".message:has(.button)")
    for nth in range(1, count + 1):
        expect(cards).to_have_count(count - nth + 1)
        press(page, "Approve", in_message=cards.first)
        expect(request).to_contain_text(f"{nth} approved")
    return request


def over_budget(page):
    """The message of a second video, after the first has used up the channel's budget."""
    review(page, video(page))
    type_command(page, "/gen settings")
    expect(form_on_top(page)).to_contain_text("Budget of this channel")
    fill_form(page, {"Budget of this channel": "100"})
    expect(page.locator(".channel")).to_contain_text("budget 100 credits in 30 days")
    return video(page, "morning tacos")


def review(page, made):
    """The gate beneath a video that is ready."""
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)
    thread(page, made)
    return page.locator(".thread .message", has_text="Publish now").last


def post(page):
    """The post beneath a video, once it was approved."""
    return page.locator(".thread .message", has_text="approved by").last


def own_video(page, kind):
    """A video somebody wrote without the agent, of this type, in review, with its thread open."""
    type_command(page, f"/gen video {VERDICT}")
    answers = {"Hook": "Nobody believes it.", "Script": "0-3 s: sizzle. 3-9 s: the verdict."}
    fill_form(page, {**answers, "Which type": kind})
    made = message_with(page, IN_REVIEW, within=".channel")
    expect(made).to_contain_text(VERDICT, timeout=MADE)
    thread(page, made)


def studio(page):
    """The window with all parts of that video."""
    press(page, "Studio…", in_message=message_with(page, IN_REVIEW, within=".channel"))
    return opened(page, "FINAL VIDEO")


def done(page, title):
    """What was asked for is told in the thread of the video."""
    card = message_with(page, title, within=".thread")
    expect(card).to_contain_text("Done ·", timeout=60_000)
    return card


def decides(page, who):
    """From now on this person decides about ideas and videos in the channel."""
    for gate, head in (("ideas", "An idea becomes a video"), ("videos", "A video is published")):
        type_command(page, f"/gen policy {gate}")
        opened(page, head)
        fill_form(page, {"People who may approve": who})
        opened(page, "Saved.")
        page.keyboard.press("Escape")
        expect(page.locator(".view:visible")).to_have_count(0)
