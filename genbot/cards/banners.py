"""What stands above the buttons of a video when its channel lets nothing out: a freeze, a rehearsal."""

from genbot.cards import kit
from genbot.cards.freezes import frozen_by, why
from genbot.cards.text import moment
from genbot.domain.freezes import Freeze
from genbot.domain.posts import Block
from genbot.domain.productions import Production

BANNER = "🎭  *Rehearsal: nothing is published.* What would go out is shown in this channel."


def banners(production: Production) -> list[Block | None]:
    """One for each of the two that is true of it."""
    stop = production.freeze
    return [
        frozen(stop) if stop else None,
        kit.small(BANNER) if production.rehearsal else None,
    ]


def frozen(stop: Freeze) -> Block:
    """Who stopped everything there, since when, and why."""
    where = "in every channel" if stop.wide else "in this channel"
    return kit.section(f"❄️  *{frozen_by(stop)} {where}* · {moment(stop.at)}{why(stop)}")
