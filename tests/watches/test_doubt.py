"""While nobody has said whether a post is live, no way leads around that question."""

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.publications import PublicationState
from genbot.flows import publications
from genbot.gen.errors import Unclear
from genbot.gen.export import Publish
from genbot.gen.setup import GetAgent
from tests.watches.conftest import BEA
from tests.watches.test_journey import published


async def test_a_doubtful_post_on_hold_cannot_go_back_to_review_and_out_again(world, gen):
    gen.will(Publish, Unclear("the answer was lost"))
    id = await published(world)
    await world.do(publications.hold, id, by=BEA)

    with pytest.raises(NotNow, match="whether it is live"):
        await world.do(publications.cancel, id, by=BEA)

    out = await world.one("publications")
    assert (out.state, len(gen.asked(Publish))) == (PublicationState.HELD, 1)


async def test_a_doubt_is_told_in_words_without_the_names_of_calls(world, gen):
    gen.will(Publish, Unclear("the answer was lost (ReadError)", call=GetAgent(agent_id="a")))
    await published(world)

    assert (await world.one("publications")).error == "GEN's answer was lost."
