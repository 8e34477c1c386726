"""Credits and keys are looked at, and said once, in time, to whom it concerns."""

from datetime import UTC, datetime

import pytest

from genbot.domain.credits import DAY, Purse, low, pace
from genbot.domain.errors import Refusal
from genbot.domain.settings import Settings
from genbot.flows import balance, channels, credits
from genbot.gen.errors import NotAllowed, NotFound, Unclear
from genbot.gen.keys import ApiKey, ListApiKeys
from genbot.gen.setup import Agent, Credit, GetAgent, ListAgents, ListOrganizations, Organization
from genbot.watches.account import Account
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

ADMIN, OTHER = "U0ADMIN000", "U0ADMIN111"
AGENT = "agent-santiago"


def written(at):
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def team(left, id="412", **more):
    return Organization(id=id, name="Taco Team", available_credit=Credit(generic=left), **more)


@pytest.fixture
def settings():
    return Settings(agent=AGENT, admins=(ADMIN, OTHER))


@pytest.fixture
def gen(gen):
    gen.will(ListOrganizations, [team(5_000)])
    gen.will(ListApiKeys, [])
    gen.will(ListAgents, [Agent(id=AGENT, name="Santiago")])
    return gen


@pytest.fixture
def account(world, gen):
    return Account(gen, world.store)


async def told(world):
    """What was said in private or in channels, by whom it was said to."""
    found = {}
    rows = await world.store.read(
        lambda tx: tx._db.execute("SELECT channel, body FROM outbox ORDER BY seq").fetchall()
    )
    for where, body in rows:
        found.setdefault(where, []).append(body)
    return found


async def test_low_credits_are_said_once_to_each_admin_and_again_only_after_a_top_up(
    world, gen, account
):
    for left in (5_000, 90, 40, 0):
        gen.will(ListOrganizations, [team(left)])
        await account.round()
    first = await told(world)
    assert {who: len(said) for who, said in first.items()} == {ADMIN: 1, OTHER: 1}
    assert "Taco Team has 90 credits left" in first[ADMIN][0]

    gen.will(ListOrganizations, [team(9_000)])
    await account.round()
    world.clock.pass_(60)
    gen.will(ListOrganizations, [team(10)])
    await account.round()
    assert len((await told(world))[ADMIN]) == 2


async def test_what_lasts_less_than_three_days_is_low(world, gen, account):
    for day, left in enumerate((5_000, 4_000, 3_000, 2_400)):
        gen.will(ListOrganizations, [team(left)])
        await account.round()
        assert (await told(world) == {}) == (day < 3)
        world.clock.pass_(DAY)


async def test_a_video_that_could_not_be_paid_twice_is_low(world, gen, account):
    await world.do(lambda tx: tx.ledger.cost("narrated", 400.0, tx.now))
    gen.will(ListOrganizations, [team(790)])
    await account.round()

    assert set(await told(world)) == {ADMIN, OTHER}


@pytest.mark.parametrize("left", [None, 5_000])
async def test_what_gen_does_not_tell_is_no_reason_to_worry(world, gen, account, left):
    known = Credit(generic=left) if left else None
    gen.will(ListOrganizations, [Organization(id="412", available_credit=known)])
    await account.round()

    assert await told(world) == {}


async def test_a_restart_says_nothing_twice(world, gen, account):
    gen.will(ListOrganizations, [team(5)])
    await account.round()
    world.restart()
    await Account(gen, world.store).round()

    assert len((await told(world))[ADMIN]) == 1


async def test_only_the_organization_that_pays_is_looked_at(world, gen, account):
    poor = Organization(id="977", uuid="u-977", name="Next door", credit=1.0)
    gen.will(ListOrganizations, [poor, team(5_000)])
    gen.will(GetAgent, Agent(id=AGENT, organization_id="412"))
    await account.round()
    assert await told(world) == {}

    gen.will(GetAgent, Agent(id=AGENT, organization_id="u-977"))
    await account.round()
    assert "Next door has 1 credit left" in (await told(world))[ADMIN][0]


@pytest.mark.parametrize("error", [Unclear("no answer"), NotFound("not_found", 404, "No.")])
async def test_a_gen_that_does_not_answer_is_asked_the_next_time(
    world, gen, account, error, caplog
):
    caplog.set_level("INFO")
    gen.will(ListOrganizations, error)
    await account.round()

    assert "could not be looked at" in caplog.text
    assert await told(world) == {}


async def test_what_nobody_knows_is_looked_at_soon_and_only_once(world, gen, account, clock):
    await account.soon()
    assert len(gen.asked(ListOrganizations)) == 1
    await account.soon()
    assert len(gen.asked(ListOrganizations)) == 1  # it is known

    await world.do(channels.bind, CHANNEL, "agent-luma", "Luma", by=MAYA)
    gen.will(ListOrganizations, Unclear("no answer"))
    await account.soon()
    await account.soon()
    assert len(gen.asked(ListOrganizations)) == 2  # from here on in its turn


# --- keys


def key(id="1", ends=None, used=0.0, **more):
    return ApiKey(
        id=id, name=more.pop("name", "genbot"), expires_at=ends and written(ends),
        last_used_at=written(used) if used else None, status=more.pop("status", "active"),
    )  # fmt: skip


async def test_a_key_that_ends_is_said_three_times_and_no_more(world, gen, account):
    ends = world.clock() + 20 * DAY
    gen.will(ListApiKeys, [key(ends=ends, used=world.clock())])
    heard = []
    for _ in range(22 * 4):
        await account.round()
        heard.append(len((await told(world)).get(ADMIN, [])))
        world.clock.pass_(DAY / 4)

    assert [heard.index(nth) / 4 for nth in (1, 2, 3)] == [6.0, 17.0, 19.0]
    assert heard[-1] == 3
    assert "“genbot” ends" in (await told(world))[ADMIN][0]


async def test_a_key_seen_late_is_said_at_once(world, gen, account):
    gen.will(ListApiKeys, [key(ends=world.clock() + 2 * DAY, used=world.clock())])
    await account.round()
    await account.round()

    assert len((await told(world))[ADMIN]) == 1


async def test_only_the_key_that_is_used_here_is_watched(world, gen, account):
    soon, now = world.clock() + DAY / 2, world.clock()
    gen.will(
        ListApiKeys,
        [
            key("1", None, used=now),
            key("2", soon, used=now - 900, name="n8n"),
            key("3", soon, used=now + 9, status="revoked"),
        ],
    )
    await account.round()

    assert await told(world) == {}


async def test_where_gen_does_not_tell_what_is_used_every_key_that_ends_is_named(
    world, gen, account
):
    soon = world.clock() + DAY / 2
    gen.will(ListApiKeys, [key("1", soon), key("2", soon, name="n8n"), key("3")])
    await account.round()

    assert len((await told(world))[ADMIN]) == 2


async def test_a_time_that_cannot_be_read_is_none(world, gen, account):
    gen.will(ListApiKeys, [ApiKey(id="1", status="active", expires_at="soon")])
    await account.round()

    assert await told(world) == {}


class TestWithoutAdmins:
    @pytest.fixture
    def settings(self):
        return Settings(agent=AGENT)

    async def test_who_approves_videos_hears_of_it(self, world, gen, account):
        gen.will(ListOrganizations, [team(5)])
        await world.do(decides(CHANNEL, videos=(BEA,)))
        await account.round()

        assert "left" in (await told(world))[BEA][0]

    async def test_where_nobody_is_named_the_rooms_hear_of_it(self, world, gen, account):
        gen.will(ListOrganizations, [team(5)])
        await world.do(channels.bind, CHANNEL, AGENT, "Santiago", by=MAYA)
        await account.round()

        assert any("5 credits left" in said for said in (await told(world))[CHANNEL])


async def test_what_is_left_is_known_for_each_agent_by_who_pays_for_it(world, gen, account):
    gen.will(ListOrganizations, [team(5_000), team(70, id="977", uuid="u-977")])
    payers = {AGENT: "412", "agent-luma": "u-977", "agent-lost": None}
    gen.will(GetAgent, lambda call: Agent(id=call.agent_id, organization_id=payers[call.agent_id]))
    await world.do(channels.bind, CHANNEL, "agent-luma", "Luma", by=MAYA)
    await world.do(channels.bind, "C0ELSEWHERE", "agent-lost", "Lost", by=MAYA)
    await account.round()

    left = {agent: await world.store.read(balance.known, agent) for agent in payers}
    at = world.clock()
    assert left == {AGENT: (at, 5_000.0), "agent-luma": (at, 70.0), "agent-lost": None}


# --- reckoning


async def test_a_statement_names_only_rooms_its_reader_is_in(world):
    await world.do(channels.met, CHANNEL, MAYA)
    await world.do(lambda tx: tx.ledger.paid(CHANNEL, MAYA, 60.0, tx.now))
    await world.do(lambda tx: tx.ledger.paid("C0SECRET00", BEA, 40.0, tx.now))
    await world.do(lambda tx: tx.ledger.paid(CHANNEL, BEA, 500.0, tx.now - 31 * DAY))

    told = await world.do(credits.statement, [Purse("412", "Taco Team", 5_000.0)], by=MAYA)

    assert (told.total, told.rooms) == (100.0, ((CHANNEL, 60.0),))
    assert told.people == ((MAYA, 60.0), (BEA, 40.0))
    assert told.a_day == pytest.approx(100 / 7)
    assert told.lasts == pytest.approx(350)
    with pytest.raises(Refusal):
        await world.do(credits.statement, [], by=MAYA)


def test_a_pace_is_what_was_spent_and_not_what_was_bought():
    day = [(n * DAY, left) for n, left in enumerate((100.0, 80.0, 500.0, 480.0))]

    assert pace(day) == pytest.approx(40 / 3)
    assert pace(day[:1]) is None
    assert pace([(0.0, 9.0), (DAY / 2, 8.0)]) is None


@pytest.mark.parametrize(
    ("left", "a_day", "video", "so"),
    [
        (None, 5.0, 5.0, False), (99.0, None, None, True), (100.0, None, None, False),
        (299.0, 100.0, None, True), (799.0, 0.0, 400.0, True), (800.0, 100.0, 400.0, False),
    ],
)  # fmt: skip
def test_low_is_less_than_three_days_two_videos_or_a_few(left, a_day, video, so):
    assert low(left, a_day, video) is so


async def called(world, channel=CHANNEL):
    return (await world.store.read(channels.find, channel)).agent_name


async def test_the_agent_that_nobody_chose_has_its_name_here_too(world, account):
    assert await called(world) == ""

    await account.round()

    assert await called(world) == "Santiago"


async def test_an_agent_renamed_at_gen_is_called_so_wherever_it_speaks(world, gen, account):
    await world.store.unit(channels.bind, "C0LAUNCHES0", "agent-luma", "Luma", by=MAYA)
    named = {AGENT: "Santi", "agent-luma": "Luma Two", "agent-idle": "Idle"}
    gen.will(ListAgents, [Agent(id=id, name=name) for id, name in named.items()])

    await account.round()

    assert await called(world) == "Santi"
    assert await called(world, "C0LAUNCHES0") == "Luma Two"


async def test_a_name_that_gen_does_not_tell_takes_none_away(world, gen, account):
    await account.round()
    gen.will(ListAgents, [Agent(id=AGENT, name="")])
    await account.round()
    assert await called(world) == "Santiago"

    gen.will(ListAgents, Unclear("no answer"))
    gen.will(ListOrganizations, [team(90)])
    await account.round()

    assert await called(world) == "Santiago"
    assert (await world.store.read(balance.known, AGENT))[1] == 90


async def test_names_are_known_though_the_account_may_not_be_looked_at(world, gen, account):
    gen.will(ListOrganizations, NotFound("no", status=404))

    await account.round()

    assert await called(world) == "Santiago"


async def test_a_key_that_gen_refuses_is_a_warning_in_the_log(gen, account, caplog):
    """Nothing goes on until somebody gives another one."""
    for call in (ListAgents, ListOrganizations):
        gen.will(call, NotAllowed("unauthorized", 401, "The key is not valid."))

    await account.round()

    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", "the agents' names could not be looked at: ListAgents: The key is not valid."),
        (
            "WARNING",
            "credits and keys could not be looked at: ListOrganizations: The key is not valid.",
        ),
    ]
