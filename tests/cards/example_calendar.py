"""A week with a post in every state."""

from genbot.domain.calendar import Leaf, Page, Planned, Span
from genbot.domain.publications import PublicationState
from tests.cards import examples as taco

LEAF = Leaf(Span.WEEK, 0.0, taco.CHANNEL).at(taco.NOW)
POSTS = tuple(
    Planned(taco.PUBLICATIONS[state], "The 2 a.m. taco verdict")
    for state in taco.PUBLICATIONS
    if state != "cancelled"
)
CLOSE = Planned(taco.LATER, "Salsa", "The 2 a.m. taco verdict")
PAGE = Page(LEAF, (*POSTS, CLOSE), taco.CHANNEL, taco.NOW)

assert PublicationState.SCHEDULED in {one.post.state for one in POSTS}
