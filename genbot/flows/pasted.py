"""Where a post is, as somebody says it: a post on TikTok, and the one that is in doubt."""

from genbot.cards.text import plain
from genbot.domain import pasted
from genbot.domain.errors import BadForm
from genbot.domain.publications import Publication, PublicationState
from genbot.store import Transaction


def where(tx: Transaction, out: Publication, text: str) -> str:
    """What is kept of it; raises BadForm for what is no post, a post of another account, or one that
    went out for another video: then this one would be believed to be out."""
    try:
        found = pasted.read(text)
    except pasted.Misread as why:
        raise BadForm(post=str(why)) from why
    ours = {one.casefold() for one in out.accounts}
    if ours and found.account and found.account not in ours:
        raise BadForm(
            post=f"That is a post of {found.account[:60]}, and this one was approved for "
            f"{', '.join(out.accounts)[:60]}. If that is the same account, paste the post's id alone."
        )
    if other := _taken(tx, out, found.id):
        raise BadForm(post=f"That is {other}. Paste the link of this one, or choose Hold.")
    return found.text


def _taken(tx: Transaction, out: Publication, id: str) -> str:
    """What already went out as this post; empty when nothing did. By its name only in its channel."""
    every = tx.publications.holding([id], 5) if id else []
    live = [one for one in every if one.state is PublicationState.LIVE and one.id != out.id]
    other = next((one for one in live if _number(one) == id), None)
    if other is None:
        return ""
    if other.channel != out.channel:
        return "the post of a video of another channel"
    title = other.title or tx.productions.get(other.production_id).title
    return f"the post of “{plain(title, 80)}”"


def _number(out: Publication) -> str:
    try:
        return pasted.read(out.post_id).id
    except pasted.Misread:
        return out.post_id
