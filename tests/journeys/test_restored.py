"""A backup is put in place of the database of the real bot: nothing goes out again, a person is asked."""

import shutil

import pytest

from genbot.operate import upkeep
from tests.journeys.town import a_town

pytestmark = pytest.mark.processes


async def test_a_post_that_is_out_is_put_to_a_person_after_an_older_backup(tmp_path):
    database, copy = tmp_path / "genbot.db", tmp_path / "copy.db"
    async with a_town(GENBOT_DATABASE=str(database), GENBOT_UNDO="2") as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        upkeep.backup(database, copy)  # while the bot runs
        await town.is_live(production)

        await town.world.bot.stop()
        for rest in ("-wal", "-shm"):
            database.with_name(f"genbot.db{rest}").unlink(missing_ok=True)
        shutil.copy(copy, database)
        town.world.bot.keep()

        doubt = await town.beneath(production, "I may have published it", button="It is live")
        books = await town.gen()
        assert books["publish_calls"] == len(books["published"]) == 1

        await town.presses(town.bea, "It is live", doubt)
        await town.fills(town.bea, post=books["published"][0]["post_id"])
        await town.beneath(production, "Live on TikTok")
        assert (await town.gen())["publish_calls"] == 1
        assert await town.repeated() == []
