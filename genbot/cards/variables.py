"""Variables on the screen: the list of them, the form to read them in, and what came of that."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.text import line, several
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block


def brought_body(errand: Errand) -> Iterator[Block | None]:
    """How many there are now, and what they are called."""
    if errand.state is not ErrandState.DONE:
        return
    count, names = int(errand.result.get("count") or 0), errand.result.get("names") or []
    if not count:
        yield kit.section("GEN found no variables in it. Names belong in its first column.")
        return
    shown = ", ".join(f"`{line(name, 40)}`" for name in names)
    more = f" and {count - len(names)} more" if count > len(names) else ""
    yield kit.section(f"*{several(count, 'variable')}* now: {shown}{more}")
    yield kit.small("What is made from now on uses them. Make a part anew to see them in it.")
