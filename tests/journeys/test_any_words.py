"""Whatever people write into commands, forms and messages: what they read are sentences of ours."""

import logging
import re

from genbot.cards.acts import FormName
from genbot.slack.commands import commands
from tests.journeys.crawl import REFERENCE, a_crawl, pressable

WORDS = (
    "👨‍👩‍👧‍👦🌮" * 40,
    "\u202e\u05e2\u05d1\u05e8\u05d9\u05ea\u202c \u0627\u0644 \u2066x\u2069",  # right to left
    "tacos " * 833 + "xx",  # 5,000 letters
    "one\r\ntwo\n\n\u2028three\t\x0b",
    "\x00\x07\u200b\u200d\ufeff",  # nothing to see
    "..",
    "\ud83c half a letter",
    "<!channel> <@U0BRANDOWN> *bold* `code` {{name}} %s {0}",
    "99999999999999999999999",
    "../../etc/passwd?x=1#y",
)
NOT_OURS = re.compile(
    rf"{REFERENCE}|validation error|Traceback|pydantic|Input should|unreadable|<class '|[a-z]Error\b"
)
# Pressed, these end what others are about; a form is opened by none of them.
LAST = {"render_again", "show_take", "publish_now", "agree"}
SCENE = (
    "monitor @tacoking on tiktok ongoing", "research late tacos quick", "voices design",
    "voices clone Rosa", "ask what works?", "monitors", "voices hear Rosa", "engine new",
    "conversations", "history",
)  # fmt: skip
# The rest is about what has to have gone a way of its own first (a post in doubt, a voice designed).
MOST = 3 / 4


async def explore(crawl, windows, pressed, forms):
    """Press one button of each sort, in these windows and in those they open."""
    waiting = list(windows)
    while waiting:
        window = waiting.pop(0)
        if window.get("submit"):
            forms.setdefault(window["callback_id"], window)
        for button in pressable(window):
            if button["action_id"] not in pressed | LAST:
                pressed.add(button["action_id"])
                waiting += await crawl.presses(button, window)


async def explore_cards(crawl, pressed, forms):
    for act, button in (await crawl.buttons()).items():
        if act not in pressed | LAST:
            pressed.add(act)
            await explore(crawl, await crawl.presses(button), pressed, forms)


async def every_form(crawl):
    """Every form that can be reached, as it is when it opens."""
    forms, pressed = {}, set()
    await crawl.types("ideas 3 late-night tacos")
    await crawl.waits(300)
    await crawl.presses((await crawl.buttons())["approve_idea"])
    await crawl.waits(2000)
    studio = (await crawl.buttons())["open_studio"]
    await explore(crawl, await crawl.presses(studio), pressed, forms)
    for typed in SCENE:
        windows = await crawl.types(typed)
        for window in windows:
            if window.get("submit"):
                forms.setdefault(window["callback_id"], window)
                await crawl.sends(window, None)
    await crawl.waits(300)
    await explore_cards(crawl, pressed, forms)
    for row in commands:
        await explore(crawl, await crawl.types(row.name), pressed, forms)
    for form in list(forms.values()):
        await explore(crawl, await crawl.sends(form, "tacos"), pressed, forms)
    await crawl.waits(600)
    await explore_cards(crawl, pressed, forms)
    await explore(crawl, await crawl.types("conversations"), pressed, forms)
    return forms


async def test_every_command_and_form_answers_any_words_in_sentences(tmp_path, caplog):
    caplog.set_level(logging.ERROR)
    async with a_crawl(tmp_path) as crawl:
        forms = await every_form(crawl)
        assert len(forms) > MOST * len(FormName)

        for nth, words in enumerate(WORDS):
            for form in forms.values():
                await crawl.sends(form, words, odd=nth % 2 == 1)
            for row in commands:
                for window in await crawl.types(f"{row.name} {words}"):
                    if window.get("submit"):
                        await crawl.sends(window, None)
            await crawl.types(words)
            await crawl.writes(words)
            await crawl.waits(120)

    strange = {said[:400] for said in crawl.said if NOT_OURS.search(said)}
    assert strange == set()
    assert [record.getMessage() for record in caplog.records] == []
