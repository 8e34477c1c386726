"""Read, keep, acknowledge, answer: what Bolt delivers.

What somebody did is read, its story runs once in one transaction together with the answer to it,
and only after that commit is it acknowledged. Forms are opened after the acknowledgement, at once,
because the right to open one lives three seconds; what takes longer is filled in later. A form
that was to be opened is promised in that commit, so that a crash in between is told, not silent.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from genbot import trace
from genbot.cards import answers
from genbot.cards.apology import apology
from genbot.cards.forms import loading_form
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.posts import Block
from genbot.slack import (
    asks,
    away,
    buttons,
    commands,
    desk,
    forms,
    messages,
    roster,
    shortcuts,
    waiting,
)
from genbot.slack.asks import Ask, Payload
from genbot.slack.identity import NotKnown, introduced, outsider
from genbot.slack.once import once
from genbot.slack.screens import Screens
from genbot.slack.table import Answer, Row
from genbot.slack.tools import Tools
from genbot.store import CannotWrite, Transaction

log = logging.getLogger(__name__)
ANYTHING = re.compile("")
PATIENCE = 2.0  # for GEN, before a command is acknowledged; Slack waits three seconds
FORM_PATIENCE = 20.0  # for GEN, while a form says that it is being asked


class Router:
    """Takes what Bolt delivers and sees that it is done once and answered."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._store, self._client = tools.store, tools.client
        self._screens = Screens(tools, self._asked, self._sorry)
        self._under_way: set[asyncio.Task[None]] = set()

    def reference(self) -> str:
        """A short name for what somebody does now, and for all that follows from it."""
        return self._tools.reference()

    async def rest(self) -> None:
        """Return when every form that is being opened is open."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def command(self, ack: AsyncAck, body: Payload, me: str) -> None:
        row, asked = commands.meant(asks.read(asks.Command.read, body))
        self._show(row, asked, await self._take(row, asked))
        await ack()

    async def press(self, ack: AsyncAck, body: Payload, me: str) -> None:
        press = asks.read(asks.Press.read, body)
        row = desk.buttons.get(press.act) or Row(press.act, "", buttons.old)
        self._show(row, press, await self._take(row, press))
        await ack()
        if press.at_home:
            self._later(self._screens.homes.show(press.user))

    async def submit(self, ack: AsyncAck, body: Payload, me: str) -> None:
        form = asks.read(asks.Submission.read, body)
        row = desk.forms.get(form.form) or Row(form.form, "", forms.old)
        try:
            view = await self._take(row, form)
        except BadForm as wrong:
            await ack(response_action="errors", errors=wrong.fields)
            return
        if view is None:
            await ack()
            return
        await ack(response_action="update", view=asks.seal(view, form.place))
        self._later(self._screens.complete(row, form, form.window))

    async def shortcut(self, ack: AsyncAck, body: Payload, me: str) -> None:
        asked = asks.read(asks.Shortcut.read, body)
        row = desk.shortcuts.get(asked.name) or Row(asked.name, "", shortcuts.old)
        self._show(row, asked, await self._take(row, asked))
        await ack()

    async def event(self, ack: AsyncAck, body: Payload, me: str) -> None:
        """Events; those we do not know are acknowledged, or Slack repeats them and gives us up."""
        kind = asks.event_kind(body)
        if channel := asks.returned(body, me):
            await self._store.unit(away.back, channel)
        elif kind in {"message", "app_mention"}:
            await self._heard(asks.read(asks.Said.read, body, me), kind)
        elif kind in roster.HEARD:
            await roster.heard(self._store, body["event"])
        if kind == "app_home_opened":
            visit = asks.read(asks.Visit.read, body)
            if visit.tab != "messages":
                self._later(self._screens.homes.show(visit.user))
        await ack()

    async def closed(self, ack: AsyncAck, body: Payload, me: str) -> None:
        """Who closes the window of what waits is told once what they decided in it. Any other form
        that is closed needs no answer."""
        form = asks.read(asks.Submission.read, body)
        if form.form in waiting.WINDOWS:
            await self._take(waiting.CLOSED, form)
        await ack()

    async def refuse(self, ack: AsyncAck, body: Payload) -> None:
        """People of other organisations see our cards in shared channels; they decide nothing."""
        asked = asks.read(asks.Outsider.read, body)
        if asked.user and asked.place.channel:
            await self._take(Row("outsider", "", commands.outsider), asked)
        await ack()

    async def _heard(self, said: asks.Said, kind: str) -> None:
        if said.mentions and kind == "message":
            return  # it arrives as app_mention too
        if found := await messages.meant(self._store, said):
            await self._take(*found)

    async def _take(self, row: Row, ask: Ask) -> Block | None:
        """Run the story of `row` once for this ask; returns the form that answers it, if one does.

        Raises BadForm, and CannotWrite when nothing can be kept, not even an answer. Everything else
        is answered."""
        try:
            given = () if row.loading else await self._given(row, ask, PATIENCE)
            view = await self._store.unit(once, ask, _shown_first(row), *given)
        except (BadForm, CannotWrite):
            raise
        except Exception as broken_off:  # noqa: BLE001  whoever asked is told, whatever it was
            card = answers.note(self._sorry(broken_off, row.name))
            sorry = replace(row, run=lambda tx, ask: card)
            return await self._store.unit(once, ask, sorry)
        log.info("%s", row.name, extra={"by": ask.user, "about": getattr(ask, "id", "")})
        return view

    def _show(self, row: Row, ask: Ask, view: Block | None) -> None:
        if view:
            self._later(self._screens.show(row, ask, view))

    async def _asked(self, row: Row, ask: Ask) -> tuple[Any, ...]:
        return await self._given(row, ask, FORM_PATIENCE)

    async def _given(self, row: Row, ask: Ask, patience: float) -> tuple[Any, ...]:
        """What GEN has to say before the story; a slow GEN is a refusal, not a broken promise."""
        if row.needs is None:
            return ()
        about = [await self._store.read(row.about, ask)] if row.about else []
        try:
            return (await asyncio.wait_for(row.needs(self._tools.gen, *about), patience),)
        except TimeoutError:
            raise Slow from None

    def _sorry(self, error: BaseException, doing: str) -> str:
        """The sentence for an error. A bug is logged with the reference that the person reads."""
        if isinstance(error, Refusal):
            return error.text
        reference = trace.current() or self._tools.reference()
        sentence = apology(error, reference)
        if reference in sentence:
            log.error("%s: %s failed", reference, doing, exc_info=error)
        else:
            log.info("%s: GEN said %s", doing, type(error).__name__)
        return sentence

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else; the set keeps it alive (asyncio itself would not)."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("%s: answering failed", self._tools.reference(), exc_info=error)


class Slow(Refusal):
    """GEN takes longer than Slack lets us wait."""

    def __init__(self) -> None:
        super().__init__(
            "GEN is slow to answer. Nothing was changed. Please try again in a minute."
        )


def build_app(router: Router, client: AsyncWebClient) -> AsyncApp:
    """One listener per kind of delivery. Whoever sends to this app has proved to be Slack already.

    Responses are made after the listener has ended (`process_before_response`): otherwise Bolt
    acknowledges events before their listener runs, looks for other acknowledgements only every
    10 ms, and keeps no reference to what it has started.
    """
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)  # at INFO it prints the bodies of requests it does not trust
    nobody = AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[])
    app = AsyncApp(
        name=quiet.name,  # of Bolt's logger for us, which it makes as quiet; never our own
        client=nobody,
        authorize=introduced(client),
        logger=quiet,
        request_verification_enabled=False,
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
        ignoring_self_events_enabled=False,  # that we were invited is an event of our own
    )
    app.command(ANYTHING)(_listener(router, router.command))
    app.action(ANYTHING)(_listener(router, router.press))
    app.view(ANYTHING)(_listener(router, router.submit))
    app.view_closed(ANYTHING)(_listener(router, router.closed))
    app.shortcut(ANYTHING)(_listener(router, router.shortcut))
    app.event(ANYTHING)(_listener(router, router.event))
    app.error(_failed)
    return app


class NotDone(Exception):
    """A delivery was read and could not be kept; it is not acknowledged, so Slack repeats it."""


async def _failed(error: Exception) -> BoltResponse:
    """Bolt could not make sense of the shape of a delivery, or we could not keep it."""
    if isinstance(error, asks.UNREADABLE):
        log.error("a delivery could not be routed: %s", type(error).__name__)
        return BoltResponse(status=400)
    if isinstance(error, NotKnown):
        log.warning("a delivery was not acknowledged: Slack does not tell who we are (%s)", error)
    elif not isinstance(error, CannotWrite):
        log.error("a delivery was not acknowledged", exc_info=error)
    return BoltResponse(status=500)


def _listener(
    router: Router, take: Callable[[AsyncAck, Payload, str], Awaitable[None]]
) -> Callable[..., Any]:
    """What cannot be read is logged and acknowledged: reading it again would change nothing."""

    async def listen(ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        trace.follow(router.reference())
        try:
            if outsider(context):
                await router.refuse(ack, body)
            else:
                await take(ack, body, context.bot_user_id or "")
        except asks.Unreadable as wrong:
            log.error("a delivery could not be read: %s", wrong)  # noqa: TRY400  no traceback needed
            await ack()
        except asks.UNREADABLE as error:  # ours, not the payload's
            raise NotDone from error

    return listen


def _shown_first(row: Row) -> Row:
    """The same, or a form that can be shown before GEN has answered."""

    def show(tx: Transaction, ask: Ask) -> Answer:
        return loading_form(row.loading)

    return replace(row, run=show) if row.loading else row
