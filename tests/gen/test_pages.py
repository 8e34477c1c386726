"""Long lists come in pages; whoever reads them does not notice."""

from collections.abc import Sequence

import pytest

from genbot.gen.assets import ContentResource, ListContentResources
from genbot.gen.conversations import ListConversationMessages
from genbot.gen.convert import ListTemplates, Template
from genbot.gen.errors import Unclear
from genbot.gen.ideas import RunMessage
from genbot.gen.pages import every
from genbot.gen.setup import Avatar, ListAgentAvatars
from tests.gen.fake import FakeGen


def templates(*slugs: str) -> list[Template]:
    return [Template(slug=slug) for slug in slugs]


async def slugs(gen: FakeGen, **limit: int) -> list[str]:
    return [one.slug async for one in every(gen, ListTemplates(), **limit)]


async def test_pages_are_counted_from_one_where_the_call_does():
    gen = FakeGen()
    gen.will(ListTemplates, templates("a", "b"), templates("c"), [])

    assert await slugs(gen) == ["a", "b", "c"]
    assert [call.page for call in gen.asked(ListTemplates)] == [1, 2, 3]


async def test_pages_are_counted_from_nought_where_the_call_does():
    gen = FakeGen()
    gen.will(ListContentResources, [ContentResource(id="1")], [])

    found = [one.id async for one in every(gen, ListContentResources(agent_id="a1"))]

    assert found == ["1"]
    assert [call.page for call in gen.asked(ListContentResources)] == [0, 1]


async def test_a_cursor_is_the_last_one_seen():
    def avatars(call: ListAgentAvatars) -> Sequence[Avatar]:
        return {None: [Avatar(id="1"), Avatar(id="2")], "2": [Avatar(id="3")]}.get(call.cursor, [])

    gen = FakeGen()
    gen.will(ListAgentAvatars, avatars)

    assert [one.id async for one in every(gen, ListAgentAvatars(agent_id="a1"))] == ["1", "2", "3"]


async def test_a_gen_that_does_not_page_is_not_asked_for_ever():
    gen = FakeGen()
    gen.will(ListTemplates, templates("a", "b"))

    assert await slugs(gen) == ["a", "b"]
    assert len(gen.calls) == 2


async def test_what_moves_to_the_next_page_while_it_is_read_is_told_once():
    first, second, third = (ContentResource(id=id) for id in "123")
    gen = FakeGen()
    gen.will(ListContentResources, [first, second], [second, third], [first, second])

    found = [one.id async for one in every(gen, ListContentResources(agent_id="a1"))]

    assert found == ["1", "2", "3"]
    assert len(gen.calls) == 3


async def test_a_list_that_says_not_how_it_is_counted_is_read_once():
    gen = FakeGen()
    gen.will(ListConversationMessages, [RunMessage(role="user", content="Hi")])

    assert [one.content async for one in every(gen, ListConversationMessages(id="c1"))] == ["Hi"]
    assert len(gen.calls) == 1


async def test_enough_is_enough():
    gen = FakeGen()
    gen.will(ListTemplates, templates("a", "b"), templates("c"), [])

    assert await slugs(gen, at_most=2) == ["a", "b"]


async def test_trouble_on_the_way_is_not_hidden():
    gen = FakeGen()
    gen.will(ListTemplates, templates("a"), Unclear("cut"))

    with pytest.raises(Unclear):
        await slugs(gen)
