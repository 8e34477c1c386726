"""What came of a change made in the studio, told in the thread of the video."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import credit, escape, line, link, plain, quoted
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Place, Say, Upload
from genbot.domain.studio import Spot

LATER = "It is in the video once that is rendered again."
DONE = ErrandState.DONE
MOST = 600  # characters of a text


def edited_body(errand: Errand) -> Iterator[Block | None]:
    for _, text in errand.wish["texts"][:3]:
        yield kit.section(quoted(text, MOST) if text.strip() else "_Emptied._")
    yield from later(errand)


def take_body(errand: Errand) -> Iterator[Block | None]:
    """What the new take is, to be read or seen, and what it cost."""
    told = errand.result
    if text := str(told.get("text") or ""):
        yield kit.section(quoted(text, MOST))
    yield kit.image(str(told.get("thumbnail") or ""), errand.title)
    where, cost = link(str(told.get("url") or "")), told.get("cost")
    said = (f"Open it at {where}" if where else "", credit(cost) if cost else "")
    yield kit.small(*said) if any(said) else None
    if told.get("beside"):
        yield kit.small("Another take was chosen meanwhile; that one stays in the video.")
        return
    yield _stop_or_go_on(errand)
    yield from later(errand)


def _stop_or_go_on(errand: Errand) -> Block | None:
    """While it is made it can be stopped; once it is stopped, it can go on from there."""
    if errand.state is ErrandState.WORKING and errand.job:
        return kit.actions(kit.button("Stop", Act.STOP_MAKING, errand.id, "danger", STOP))
    job, wish = str(errand.result.get("job") or ""), errand.wish
    if errand.state is not ErrandState.STOPPED or not job:
        return None
    name = errand.title.partition(": ")[2] or errand.title
    spot = Spot(wish["made"], wish["row"], wish["cell"], wish["layer"], 0, job, name)
    return kit.actions(kit.button("Continue", Act.CONTINUE_TAKE, spot.ref, "primary"))


STOP = kit.confirm(
    "Stop this?", "GEN gives back what it cost, and it can go on later.", "Stop it", "Let it run"
)


def stopped(errand: Errand) -> str:
    """What is said of one that was stopped; the other states are told as usual."""
    return escape(errand.reason, 300) if errand.state is ErrandState.STOPPED else ""


def stop_body(errand: Errand) -> Iterator[Block | None]:
    """Whether it was stopped in time."""
    if errand.state is not DONE:
        return
    late = str(errand.result.get("late") or "")
    if late in {"", "stopped"}:
        yield kit.small("GEN gives back what it cost.")
    else:
        yield kit.small("It had ended before it could be stopped, so nothing comes back.")


def later(errand: Errand) -> Iterator[Block | None]:
    """That it is not in the video yet, and the way there."""
    if errand.state is not DONE:
        return
    yield kit.small(line(LATER, 200))
    about = f"{errand.wish['made']}:{errand.wish.get('version') or 0}"
    yield kit.actions(again(errand), kit.button("Studio…", Act.OPEN_STUDIO, about))


def again(errand: Errand) -> Block | None:
    """What is changed goes into the next version; before there is one, nothing is rendered again."""
    made, version = errand.wish["made"], errand.wish.get("version")
    return kit.button("Render again", Act.RENDER_AGAIN, f"{made}:{version}") if version else None


def shown_body(errand: Errand) -> Iterator[Block | None]:
    """The text or the picture; what can be heard or played is a file beside it."""
    told = errand.result
    url, kind = str(told.get("url") or ""), str(told.get("kind") or "")
    if text := str(told.get("text") or ""):
        yield kit.section(quoted(text, 2_000))
    yield (
        kit.image(url or str(told.get("thumbnail") or ""), errand.title)
        if kind == "image"
        else None
    )
    yield kit.small(f"Open it at {link(url)}") if link(url) else None


def shown(errand: Errand) -> Iterator[Say]:
    """The sound or the clip, playable in the thread of the video."""
    told = errand.result
    url, kind = str(told.get("url") or ""), str(told.get("kind") or "")
    if errand.state is DONE and url and kind in {"audio", "video"}:
        title = plain(errand.title, 150, "A take")
        said = f"{line(title, 150)}: {link(url) or 'in GEN'}"
        yield Upload(
            f"take:{errand.id}:{errand.attempt}",
            Place(errand.channel, errand.thread or errand.slot),
            url,
            f"take-{errand.id}-{errand.attempt}{told.get('ending') or '.mp4'}",
            title,
            kit.card(said, kit.section(said)),
            sound=kind == "audio",
        )
