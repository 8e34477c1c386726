"""Nothing goes out twice, nothing is said twice, and no card says otherwise."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.chaos.laws.book import law
from tests.chaos.world import World


@law
def published_at_most_once(world: World) -> Iterator[str]:
    """A second publish of one version needs a person's "send again" after the first."""
    again = [one.at for one in world.actions if one.what == "send_again"]
    before: dict[str, float] = {}
    for seen in world.log.all("PUBLISHED"):
        media = seen.about["media"]
        if media in before and not any(before[media] < at <= seen.at for at in again):
            yield f"{media} was published a second time, and nobody said so"
        before[media] = seen.at


@law
def one_message_per_slot(world: World) -> Iterator[str]:
    every = [one for one in world.slack.board.messages if not one.only_for]
    yield from twice([(one.slot, one.channel) for one in every])
    files = Counter((one.thread, file["title"]) for one in every for file in one.files)
    yield from (f"the file {file} is there {n} times" for file, n in files.items() if n > 1)


def twice(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Slots that are there twice, of all that was said (slot and channel) in its order. Where a
    person's private talk is, Slack tells with its first answer: until that came nobody can look back
    there, and once too often is allowed."""
    slots = Counter(slot for slot, _ in said if slot)
    known: set[str] = set()  # talks in which something was said, and Slack's answer came
    for slot, channel in said:
        if slots[slot] == 1:
            known.add(channel)
        elif slot and (not channel.startswith("D") or channel in known):
            yield f"{slot} is there {slots[slot]} times"


@law
def tells_no_lie(world: World) -> Iterator[str]:
    """No card says "it was not published" of what is on its way or out, unless somebody looked since
    and said that it is not there."""
    again = [(one.value.partition(":")[0], one.at) for one in world.actions
             if one.what == "send_again"]  # fmt: skip
    media = {one.slot: one.media_url for one in world.judged.things["publications"]}
    out: dict[str, float] = {}
    for seen in world.log.lines:
        if seen.what == "PUBLISHED":
            out[seen.about["media"]] = seen.at
        said = str(seen.about.get("text", "")) if seen.who == "slack" else ""
        slot = str(seen.about.get("slot", ""))
        if not said.startswith("It was not published") or media.get(slot) not in out:
            continue
        if not any(slot.endswith(id) and out[media[slot]] < at <= seen.at for id, at in again):
            yield f"{slot} said {said!r} of what GEN has published"
