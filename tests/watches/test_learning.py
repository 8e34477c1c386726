"""What a video took is learned by kind, model and template, and the next one is promised by that."""

from genbot.domain.watches import Kind
from genbot.flows import ideas
from genbot.gen.edit import GetGeneration
from genbot.gen.sheets import Generation
from tests.watches.conftest import BEA
from tests.watches.test_journey import approved, rendered

WORKING = Generation.model_validate({"id": "g1", "status": "processing"})


async def test_each_step_of_a_video_teaches_its_kind_its_model_and_its_template(world):
    made = await rendered(world)

    sql = "SELECT DISTINCT key FROM durations"
    keys = {key for (key,) in await world.store.read(lambda tx: tx._db.execute(sql).fetchall())}
    clip = "video_from_text/veo_3_fast/5"
    assert {
        "video_from_text",
        "video_from_text/veo_3_fast",
        clip,
        f"{clip}/{made.template}",
    } <= keys
    assert {"render", f"render/{made.template}"} <= keys
    assert {"idea_run", "clone"} <= keys


async def test_what_is_under_way_is_known_by_what_it_will_teach(world, gen):
    gen.will(GetGeneration, *[WORKING] * 99)
    await approved(world)
    await world.passes(200)

    [clip] = [
        one
        for one in await world.store.read(lambda tx: tx.watches.all())
        if one.kind is Kind.GENERATION and one.learns.startswith("video_from_text/")
    ]

    made = await world.one("productions")
    assert clip.learns == f"video_from_text/veo_3_fast/5/{made.template}/"
    assert clip.looked - clip.asked > 60


async def test_a_slow_template_is_promised_slowly_and_another_one_as_before(world):
    made = await rendered(world)

    def slow(tx):
        for hour in range(30):
            at = tx.now + 3600.0 * hour
            tx.durations.add(f"render/{made.template}", 900.0 + hour, at)
            tx.durations.add("render/quick", 40.0 + hour / 10, at)

    await world.do(slow)
    world.clock.pass_(1e6)
    second = (await world.all("ideas"))[1]
    await world.do(ideas.decide, second.id, second.version, "approve", by=BEA)
    await world.passes(0)

    (other,) = [one for one in await world.all("productions") if one.idea_id == second.id]
    assert other.template == made.template
    assert 900 < other.expects[0] < other.expects[1] < 1800
