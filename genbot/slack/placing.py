"""A file of the library put into a part of a video."""

from genbot.cards import placing as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.posts import Block
from genbot.flows import editing, placing
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.slack.studio import about, spot_of
from genbot.store import Transaction


@buttons.on(
    Act.USE_FILE, "Put a file of the library into a part of a video.",
    needs=placing.offered, about=about, loading="Use a file",
)  # fmt: skip
def open_use(tx: Transaction, press: Press, offer: placing.Offer) -> Block:
    part, files = offer
    editing.may(tx, part.spot.made, press.user)
    return cards.file_form(part, files)


@forms.on(FormName.USE_FILE, "Have GEN show a file in a part of a video.")
def use(tx: Transaction, form: Submission) -> None:
    file = (form.text("file"), form.label("file"))
    placing.use(tx, spot_of(tx, form), file, by=form.user)
