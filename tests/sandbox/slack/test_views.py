"""Forms and the Home tab: triggers, the stack, typed values and what an answer asks for."""

import asyncio
import base64
from typing import Any

import pytest

from genbot.sandbox.slack import typed
from tests.sandbox.slack.conftest import (
    BEA,
    IDEAS,
    MAYA,
    PAGE,
    Desk,
    Link,
    a_form,
    a_manifest,
    buttons,
    section,
)

REASON = {"why": {"text": {"type": "plain_text_input", "value": "too spicy"}}}


async def a_trigger(desk: Desk, link: Link, user: str = MAYA) -> str:
    _, envelope = await desk.while_(desk.act(user, "shortcut", callback_id="new"), link)
    return str(envelope["payload"]["trigger_id"])


async def an_open_form(desk: Desk, link: Link, **more: Any) -> dict[str, Any]:
    trigger = await a_trigger(desk, link)
    answer = await desk.call("views.open", trigger_id=trigger, view=a_form(**more))
    return dict(answer["view"])


async def test_a_form_opens_for_the_person_who_clicked(desk: Desk) -> None:
    link = await desk.connect()
    trigger = await a_trigger(desk, link)

    async with desk.watching(MAYA) as page:
        answer = await desk.call("views.open", trigger_id=trigger, view=a_form())
        shown = (await page.next("view"))["view"]

    assert shown == answer["view"]
    assert shown["id"].startswith("V")
    assert shown["root_view_id"] == shown["id"]
    assert shown["state"]["values"]["why"]["text"] == {"type": "plain_text_input", "value": None}


async def test_a_trigger_works_once_and_for_three_seconds(desk: Desk) -> None:
    link = await desk.connect()
    once, late = await a_trigger(desk, link), await a_trigger(desk, link)

    assert (await desk.call("views.open", trigger_id=once, view=a_form()))["ok"]
    again = await desk.call("views.open", trigger_id=once, view=a_form())
    desk.clock.passes(3.1)
    expired = await desk.call("views.open", trigger_id=late, view=a_form())
    unknown = await desk.call("views.open", trigger_id="1.2.c", view=a_form())

    assert again["error"] == "exchanged_trigger_id"
    assert expired["error"] == "expired_trigger_id"
    assert unknown["error"] == "invalid_trigger_id"


async def test_a_form_slack_would_refuse_says_why(desk: Desk) -> None:
    trigger = await a_trigger(desk, await desk.connect())

    refused = await desk.call("views.open", trigger_id=trigger, view=a_form("x" * 25))
    large = a_form(blocks=[section("x" * 3000)] * 90)
    too_large = await desk.call("views.open", trigger_id=trigger, view=large)

    assert refused["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in refused["response_metadata"]["messages"][0]
    assert too_large["error"] == "view_too_large"


async def test_a_sent_form_arrives_with_what_was_typed(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link, private_metadata="idea 7")

    sent, envelope = await desk.while_(
        desk.act(MAYA, "submit", view_id=view["id"], values=REASON), link
    )

    payload = envelope["payload"]
    assert sent == {"ok": True}
    assert (envelope["type"], payload["type"]) == ("interactive", "view_submission")
    assert envelope["accepts_response_payload"] is True
    assert payload["view"]["private_metadata"] == "idea 7"
    assert payload["view"]["state"]["values"] == REASON
    assert payload["response_urls"] == []


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Please complete"), ("x" * 41, "Please shorten this to 40")]
)
async def test_what_slack_itself_would_not_send_never_reaches_the_app(
    desk: Desk, typed: str, said: str
) -> None:
    view = await an_open_form(desk, await desk.connect())

    values = {"why": {"text": {"type": "plain_text_input", "value": typed}}}
    answer = await desk.act(MAYA, "submit", view_id=view["id"], values=values)

    assert answer["errors"]["why"].startswith(said)
    assert (await desk.state())["unacked"] == 0


async def test_the_app_may_point_at_a_field(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link)
    complaint = {"response_action": "errors", "errors": {"why": "Be kinder."}}

    answer, _ = await desk.while_(
        desk.act(MAYA, "submit", view_id=view["id"], values=REASON), link, complaint
    )

    assert (answer["ok"], answer["errors"]) == (False, {"why": "Be kinder."})


async def test_an_answer_may_update_push_and_clear(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link)
    submit = {"view_id": view["id"], "values": REASON}

    async with desk.watching(MAYA) as page:
        await page.next("view")
        push = {"response_action": "push", "view": a_form("Second")}
        await desk.while_(desk.act(MAYA, "submit", **submit), link, push)
        second = (await page.next("view"))["view"]
        update = {"response_action": "update", "view": a_form("Changed")}
        above = {"view_id": second["id"], "values": REASON}
        await desk.while_(desk.act(MAYA, "submit", **above), link, update)
        changed = (await page.next("view"))["view"]
        clear = {"response_action": "clear"}
        await desk.while_(desk.act(MAYA, "submit", **above), link, clear)
        closed = [(await page.next("view_closed"))["view_id"] for _ in range(2)]

    assert (second["title"]["text"], second["previous_view_id"]) == ("Second", view["id"])
    assert (changed["title"]["text"], changed["id"]) == ("Changed", second["id"])
    assert closed == [view["id"], second["id"]]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "dance"},
        {"response_action": "update", "view": a_form("x" * 25)},
        {"text": "thanks"},
    ],
)
async def test_an_answer_that_makes_no_sense_is_trouble(desk: Desk, answer: dict[str, Any]) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link)

    async with desk.watching(MAYA) as page:
        sent, _ = await desk.while_(
            desk.act(MAYA, "submit", view_id=view["id"], values=REASON), link, answer
        )
        notice = await page.next("notice")

    assert sent["ok"] is False
    assert "trouble" in notice["text"]
    assert (await desk.state())["refused"][-1]["method"] == "ack"


async def test_three_views_are_the_most(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link, blocks=[buttons("more")], submit=None)
    pushed = []
    for title in ("Two", "Three", "Four"):
        press = {"view_id": view["id"], "block_id": "gate", "action_id": "more"}
        _, envelope = await desk.while_(desk.act(MAYA, "press", **press), link)
        trigger = envelope["payload"]["trigger_id"]
        form = a_form(title, blocks=[buttons("more")])
        pushed.append(await desk.call("views.push", trigger_id=trigger, view=form))

    assert [one["ok"] for one in pushed] == [True, True, False]
    assert pushed[2]["error"] == "push_limit_reached"


async def test_a_push_needs_a_click_in_a_form(desk: Desk) -> None:
    trigger = await a_trigger(desk, await desk.connect())

    assert (await desk.call("views.push", trigger_id=trigger, view=a_form()))[
        "error"
    ] == "not_found"


async def test_an_update_with_an_old_hash_loses(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link, external_id="ext-1")
    update = {"view": a_form("New", external_id="ext-1"), "hash": view["hash"]}

    first = await desk.call("views.update", view_id=view["id"], **update)
    second = await desk.call("views.update", external_id="ext-1", **update)
    nowhere = await desk.call("views.update", view_id="V0NOWHERE00", view=a_form())

    assert first["view"]["title"]["text"] == "New"
    assert second["error"] == "hash_conflict"
    assert nowhere["error"] == "not_found"


async def test_an_external_id_is_used_once(desk: Desk) -> None:
    link = await desk.connect()
    await an_open_form(desk, link, external_id="ext-1")
    trigger = await a_trigger(desk, link, BEA)

    twin = await desk.call("views.open", trigger_id=trigger, view=a_form(external_id="ext-1"))

    assert twin["error"] == "duplicate_external_id"


async def test_what_was_typed_survives_an_update_under_the_same_names(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link)
    complaint = {"response_action": "errors", "errors": {"why": "No."}}
    submit = desk.act(MAYA, "submit", view_id=view["id"], values=REASON)
    await desk.while_(submit, link, complaint)

    answer = await desk.call("views.update", view_id=view["id"], view=a_form("New"))

    assert answer["view"]["state"]["values"] == REASON


async def test_a_closed_form_is_told_only_where_that_was_asked(desk: Desk) -> None:
    link = await desk.connect()
    quiet = await an_open_form(desk, link)
    await desk.act(MAYA, "close", view_id=quiet["id"])
    told = await an_open_form(desk, link, notify_on_close=True)

    _, envelope = await desk.while_(desk.act(MAYA, "close", view_id=told["id"]), link)

    assert envelope["payload"]["type"] == "view_closed"
    assert envelope["payload"]["view"]["id"] == told["id"]
    assert envelope["payload"]["is_cleared"] is False
    gone = await desk.call("views.update", view_id=told["id"], view=a_form())
    assert gone["error"] == "not_found"


async def test_nobody_sends_the_form_of_somebody_else(desk: Desk) -> None:
    view = await an_open_form(desk, await desk.connect())

    answer = await desk.act(BEA, "submit", view_id=view["id"], values=REASON)

    assert answer["error"] == "view_not_found"


async def test_the_home_tab_is_told_opened_and_then_filled(desk: Desk) -> None:
    link = await desk.connect()
    home = {"type": "home", "blocks": [buttons("refresh")]}

    empty = await desk.look("home", user=MAYA)
    opened = await link.event("app_home_opened")
    async with desk.watching(MAYA) as page:
        published = await desk.call("views.publish", user_id=MAYA, view=home)
        shown = (await page.next("home"))["view"]
    stale = await desk.call("views.publish", user_id=MAYA, view=home, hash="1.old")
    press = {"view_id": shown["id"], "block_id": "gate", "action_id": "refresh"}
    _, envelope = await desk.while_(desk.act(MAYA, "press", **press), link)

    assert empty == {"view": None}
    assert (opened["user"], opened["tab"]) == (MAYA, "home")
    assert shown == published["view"]
    assert stale["error"] == "hash_conflict"
    assert envelope["payload"]["container"] == {"type": "view", "view_id": shown["id"]}
    assert "response_url" not in envelope["payload"]


@pytest.mark.parametrize("manifest", [a_manifest() | {"features": {}}])
async def test_a_home_tab_that_is_off_can_not_be_filled(desk: Desk) -> None:
    home = {"type": "home", "blocks": [section()]}

    answer = await desk.call("views.publish", user_id=MAYA, view=home)

    assert answer["error"] == "not_enabled"


async def test_choices_arrive_as_slack_sends_them(desk: Desk) -> None:
    link = await desk.connect()
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name} for name in ("now", "later")
    ]
    blocks = [
        an_input("when", {"type": "radio_buttons", "options": options}),
        an_input("moment", {"type": "datetimepicker"}),
        an_input("who", {"type": "multi_users_select"}),
        an_input("where", {"type": "conversations_select", "response_url_enabled": True}),
    ]
    view = await an_open_form(desk, link, blocks=blocks)
    values = {
        "when": {"it": {"type": "radio_buttons", "selected_option": "later"}},
        "moment": {"it": {"type": "datetimepicker", "selected_date_time": "1790000000"}},
        "who": {"it": {"type": "multi_users_select", "selected_users": [BEA]}},
        "where": {"it": {"type": "conversations_select", "selected_conversation": IDEAS}},
    }

    submit = desk.act(MAYA, "submit", view_id=view["id"], values=values)
    _, envelope = await desk.while_(submit, link)

    typed = envelope["payload"]["view"]["state"]["values"]
    assert typed["when"]["it"]["selected_option"] == options[1]
    assert typed["moment"]["it"]["selected_date_time"] == 1_790_000_000
    assert typed["who"]["it"]["selected_users"] == [BEA]
    (answer_at,) = envelope["payload"]["response_urls"]
    assert answer_at["channel_id"] == IDEAS
    async with desk.http.post(answer_at["response_url"], json={"text": "Hi"}) as answer:
        assert answer.status == 200


def an_input(block_id: str, element: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id},
        "element": element | {"action_id": "it"},
    }


@pytest.mark.impatient
async def test_a_form_nobody_answers_is_trouble(desk: Desk) -> None:
    link = await desk.connect()
    view = await an_open_form(desk, link)

    async with desk.watching(MAYA) as page:
        sending = asyncio.create_task(desk.act(MAYA, "submit", view_id=view["id"], values=REASON))
        notice = await page.next("notice")
        answer = await sending

    assert answer == {"ok": False, "error": "operation_timeout"}
    assert notice["kind"] == "timeout"


def asks_for_pictures(**more: Any) -> dict[str, Any]:
    element = {"type": "file_input", "action_id": "it", "filetypes": ["png"], "max_files": 1}
    label = {"type": "plain_text", "text": "Picture"}
    block = {"type": "input", "block_id": "file", "label": label, "element": element, **more}
    return a_form(blocks=[block])


async def brought(desk: Desk, name: str, content: bytes, user: str = MAYA) -> str:
    told = await desk.act(user, "upload", name=name, base64=base64.b64encode(content).decode())
    return str(told["file_id"])


async def test_a_form_takes_files_and_tells_them_whole(desk: Desk) -> None:
    link = await desk.connect()
    trigger = await a_trigger(desk, link)
    view = (await desk.call("views.open", trigger_id=trigger, view=asks_for_pictures()))["view"]
    file = await brought(desk, "face.png", b"four")

    sending = desk.act(MAYA, "submit", view_id=view["id"], values={"file": {"it": [file]}})
    _, envelope = await desk.while_(sending, link)

    state = envelope["payload"]["view"]["state"]["values"]["file"]["it"]
    [told] = state["files"]
    assert (told["id"], told["name"], told["mimetype"]) == (file, "face.png", "image/png")
    async with desk.http.get(told["url_private"], headers=PAGE) as answer:
        assert await answer.read() == b"four"


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("face.gif", 4, "of these types: png"), ("face.png", 11, "at most 10 MB")],
)
async def test_a_form_refuses_files_it_does_not_want(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, size: int, said: str
) -> None:
    monkeypatch.setattr(typed, "LARGEST_FILE", 10)
    trigger = await a_trigger(desk, await desk.connect())
    view = (await desk.call("views.open", trigger_id=trigger, view=asks_for_pictures()))["view"]
    mine, other = (
        await brought(desk, name, b"x" * size),
        await brought(desk, "b.png", b"x", BEA),
    )

    refused = await desk.act(MAYA, "submit", view_id=view["id"], values={"file": {"it": [mine]}})
    stolen = await desk.act(MAYA, "submit", view_id=view["id"], values={"file": {"it": [other]}})

    assert said in refused["errors"]["file"]
    assert stolen["error"] == "file_not_found"


async def test_one_file_means_one(desk: Desk) -> None:
    trigger = await a_trigger(desk, await desk.connect())
    view = (await desk.call("views.open", trigger_id=trigger, view=asks_for_pictures()))["view"]
    both = [await brought(desk, "a.png", b"x"), await brought(desk, "b.png", b"x")]

    refused = await desk.act(MAYA, "submit", view_id=view["id"], values={"file": {"it": both}})

    assert refused["errors"]["file"] == "Please choose at most 1."


@pytest.mark.parametrize("manifest", [a_manifest(scopes=["commands", "chat:write"])])
async def test_whoever_may_not_read_files_may_not_ask_for_them(desk: Desk) -> None:
    trigger = await a_trigger(desk, await desk.connect())

    refused = await desk.call("views.open", trigger_id=trigger, view=asks_for_pictures())

    assert refused["error"] == "missing_scope"
