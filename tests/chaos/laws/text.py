"""What is written: no secret anywhere, and the text of others is only text."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.world import World


@law
def no_secret_anywhere(world: World) -> Iterator[str]:
    told = [one.says() for one in world.slack.board.messages]
    told += [record.getMessage() for record in world.records] + [world.judged.text]
    yield from (f"a token is in {text[:60]!r}" for text in told if "canary" in text)


@law
def text_is_text(world: World) -> Iterator[str]:
    for message in world.slack.board.messages:
        if "<!channel" in message.text or '"mrkdwn", "text": "<!channel' in str(message.blocks):
            yield f"{message.slot} calls everybody: {message.text[:80]}"
