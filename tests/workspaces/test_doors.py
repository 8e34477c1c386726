"""Who may in: only whom the operator agreed with, in a browser that asked, with a code of Slack's."""

import hmac
import json
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from genbot.config import of_workspace, valid
from genbot.sandbox.slack.town import ORG
from genbot.store.token_file import TokenFile
from genbot.webhook.address import address
from tests.slack.conftest import IDEAS, MAYA, until
from tests.workspaces.conftest import SALSA, SIGNING, TACO, Browser


@pytest.fixture
async def open(estate):
    estate.agree(TACO)
    await estate.start()
    return estate


def tokens(estate):
    return sorted(one.name for one in estate.folder.glob("*.token"))


async def back(estate, browser, **query):
    answer, page = await browser.get(f"{estate.genbot}/slack/oauth_redirect?{urlencode(query)}")
    return answer.status, page


async def test_nobody_spends_anothers_credits(open):
    """No key of its own: nothing is kept, and what Slack gave is handed back."""
    status, page = await open.install(SALSA)

    assert status == 403
    assert f"genbot workspace add {SALSA}" in page
    assert tokens(open) == []
    assert not open.town.registry.installed(SALSA)


async def test_agreed_later_it_is_taken_in_without_a_restart(open):
    await open.install(SALSA)
    open.agree(SALSA)

    assert (await open.install(SALSA))[0] == 200
    assert tokens(open) == [f"{SALSA}.db.token"]


async def test_a_whole_organization_is_refused_clearly(open):
    browser = Browser(open.http)
    where = await open.asks(browser, ORG["id"])

    answer, page = await browser.get(where)

    assert (answer.status, "single workspaces" in page) == (403, True)
    assert tokens(open) == []


async def test_who_says_no_at_slack_reads_that_nothing_happened(open):
    browser = Browser(open.http)

    _, page = await browser.get(await open.asks(browser, do="cancel"))

    assert "You said no to Slack" in page
    assert tokens(open) == []


async def test_a_link_is_good_once_and_in_its_own_browser(open):
    browser = Browser(open.http)
    where = await open.asks(browser)
    cookie = browser.cookie

    answer, page = await Browser(open.http).get(where)  # somebody else's
    assert (answer.status, "in the browser that pressed" in page) == (400, True)
    assert (await browser.get(where))[0].status == 200

    again = Browser(open.http, cookie)  # the same cookie, as a thief would have it
    answer, page = await again.get(where)
    assert (answer.status, "used already" in page) == (401, True)


@pytest.mark.parametrize("state", ["", "1.2.3", "9999999999.word.0000", "é", "a" * 3000])
async def test_a_state_that_is_not_ours_is_refused(open, state):
    browser = Browser(open.http, f"slack-app-oauth-state={state}")

    status, page = await back(open, browser, state=state, code="1.2")

    assert status in {400, 401}
    assert "Please begin again" in page
    assert tokens(open) == []


async def test_a_code_that_slack_does_not_take(open, caplog):
    browser = Browser(open.http)
    query = {
        name: one[0] for name, one in parse_qs(urlsplit(await open.asks(browser)).query).items()
    }

    status, page = await back(open, browser, state=query["state"], code="123.canary-code")

    assert (status, "takes each code once" in page) == (401, True)
    assert "canary-code" not in caplog.text


async def test_slack_away_is_told_and_can_be_tried_again(open):
    browser = Browser(open.http)
    where = await open.asks(browser)
    settings, open.town.registry.redeem = open.town.registry.redeem, None  # it falls over

    answer, page = await browser.get(where)

    open.town.registry.redeem = settings
    assert (answer.status, "Slack does not answer" in page) == (503, True)
    assert (await open.install(TACO))[0] == 200


async def test_what_a_stranger_writes_into_the_address_is_no_part_of_slacks(open):
    browser = Browser(open.http)
    evil = urlencode({"team": "T1&redirect_uri=https://evil.example"})

    answer, page = await browser.get(f"{open.genbot}/slack/install?{evil}")

    assert "evil" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    _, page = await back(open, Browser(open.http), error="<script>alert(1)</script>"), ""
    assert "<script>" not in str(_)


async def knock(estate, body, secret=SIGNING):
    stamp = str(int(estate.now()))
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}
    headers["Content-Type"] = (
        "application/json" if body[:1] == "{" else "application/x-www-form-urlencoded"
    )
    async with estate.http.post(
        f"{estate.genbot}/slack/events", data=body, headers=headers
    ) as told:
        return told.status, await told.text()


def typed(team, **more):
    said = {"command": "/gen", "text": "help", "user_id": MAYA, "channel_id": IDEAS}
    return urlencode({**said, "team_id": team, "trigger_id": f"1.{team}.x", **more})


async def test_a_forged_signature_opens_nothing(open):
    await open.install(TACO)

    assert (await knock(open, typed(TACO), secret="guessed"))[0] == 401
    assert open[TACO].said(to=MAYA) == []


@pytest.mark.parametrize("team", ["T0NOBODY00", "", "../../etc/passwd", "T0/../T0SANDBOX0", SALSA])
async def test_a_team_that_is_not_here_is_told_so_and_nothing_is_done(open, team):
    await open.install(TACO)

    status, text = await knock(open, typed(team))

    assert (status, "not set up for this workspace" in text) == (200, True)
    assert (await knock(open, json.dumps({"type": "event_callback", "team_id": team})))[0] == 200


async def test_an_organization_wide_delivery_is_refused(open):
    await open.install(TACO)

    _, text = await knock(open, typed(TACO, is_enterprise_install="true"))

    assert "single workspaces" in text


async def test_slack_may_verify_the_one_address(open):
    told = await knock(open, json.dumps({"type": "url_verification", "challenge": "c4"}))

    assert (told[0], json.loads(told[1])) == (200, {"challenge": "c4"})


async def test_what_is_installed_and_not_at_work_is_asked_for_again(estate):
    """Its key was taken away: nothing is lost, Slack repeats what it sent, a person reads why."""
    estate.agree(TACO)
    await estate.start()
    await estate.install(TACO)
    await estate.stop()
    (estate.folder / f"{TACO}.env").write_text("GEN_AGENT_ID=a\n")
    await estate.start()

    assert "just starting" in (await knock(estate, typed(TACO)))[1]
    body = json.dumps({"type": "event_callback", "team_id": TACO, "event": {"type": "message"}})
    assert (await knock(estate, body))[0] == 503
    assert (await estate.ready()) == (503, {TACO: ["stopped"]})

    file = TokenFile(estate.folder / f"{TACO}.db")
    assert file.path.stat().st_mode & 0o777 == 0o600


async def test_figures_and_health_tell_them_apart(estate):
    estate.agree(TACO, SALSA)
    await estate.start()
    for team in (TACO, SALSA):
        await estate.install(team)
        await estate[team].command("help")
        await until(lambda: estate[team].said(to=MAYA))  # noqa: B023  at once

    told = await estate.metrics()

    for team in (TACO, SALSA):
        assert f'genbot_ack_seconds_count{{acknowledged="yes",workspace="{team}"}}' in told
        assert f'genbot_not_ready{{what="database",workspace="{team}"}} 0.0' in told
    assert told.count("# TYPE genbot_ack_seconds histogram") == 1
    async with estate.http.get(f"{estate.genbot}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")
    assert "sandbox-key" in estate.hidden


async def test_gens_call_reaches_the_one_it_is_meant_for(estate):
    estate.agree(TACO, SALSA)
    await estate.start()
    for team in (TACO, SALSA):
        await estate.install(team)
    known = of_workspace(valid(estate.settings), SALSA)
    url = address(estate.genbot, known.webhook_secret, known.gen_agent_id)

    async with estate.http.post(url, data=b"{}") as answer:
        assert answer.status == 202
    async with estate.http.post(f"{url[:-4]}0000", data=b"{}") as answer:
        assert answer.status == 404
