"""What the channel hears once when somebody must decide; the buttons are on the card itself."""

from genbot.cards import kit
from genbot.cards.text import ended, escape, line, moment
from genbot.domain.ideas import Idea
from genbot.domain.posts import Card
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState

U = PublicationState
STAGES = {
    Stage.FAILED: ("⚠️", "could not be finished", "Its card in this channel has a Retry button."),
    Stage.HELD: ("⏸️", "is on hold", "Its card in this channel has a Continue button."),
    Stage.STOPPED: ("✋", "was stopped", "Its card in this channel has a Continue button."),
    Stage.REVIEW: ("👀", "is ready to watch", "The video and its buttons are in its thread."),
}
OVER = "On its card: Allow once, for whoever may go over budget here; Continue, when there is room again."
STATES = {
    U.FAILED: ("⚠️", "was not published", "Its thread has Try again and Back to review."),
    U.UNSURE: (
        "❓",
        "may or may not be on TikTok",
        "Please look at the account, then answer in its thread. I will not send it again by myself.",
    ),
    U.HELD: ("⏸️", "waits for somebody to decide", "Nothing is sent until someone says so."),
}


def trouble_card(
    production: Production, idea: Idea, publication: Publication | None = None
) -> Card | None:
    """One sentence and what to do next; None where there is nothing to decide."""
    told = STATES.get(publication.state) if publication else STAGES.get(production.stage)
    if told is None:
        return None
    sign, what, next_step = told
    if production.over and not publication:
        next_step = OVER
    title = line((publication and publication.title) or production.title, 160)
    error = publication.error if publication else production.error
    why = escape(error, 400) if _is_told(production, publication) else ""
    if publication and publication.state is U.HELD and not publication.doubtful:
        due = f"It was due {moment(publication.due)}."
        why = f"{escape(publication.error, 400)} {due}" if publication.red else due
    return kit.card(
        f"“{title}” {what}. {f'{ended(why)} ' if why else ''}{next_step}",
        kit.section("\n".join(part for part in (f"{sign}  *“{title}” {what}*", why) if part)),
        kit.small(next_step),
    )


SETTLED = {
    U.LIVE: ("✅", "is live on TikTok"),
    U.REHEARSED: ("🎭", "was rehearsed; nothing was published"),
    U.CANCELLED: ("↩️", "is back in review; nothing more goes out"),
}


def settled_card(production: Production, publication: Publication | None = None) -> Card:
    """What becomes of such a message once somebody has decided: it must not look open for ever."""
    sign, what = SETTLED.get(publication.state, AGAIN) if publication else GOES_ON
    title = line((publication and publication.title) or production.title, 160)
    return kit.card(f"“{title}” {what}.", kit.small(f"{sign}  “{title}” {what}."))


AGAIN = ("📤", "is being sent again, because somebody said so")
GOES_ON = ("⏳", "went on; its card tells how it stands")


def _is_told(production: Production, publication: Publication | None) -> bool:
    """Only a failure and a hold have a reason worth reading here."""
    if publication:
        return publication.state is U.FAILED
    return production.stage in {Stage.FAILED, Stage.HELD}
