"""Variables of a video: listed, read in from a table, and the empty table to fill in."""

from genbot.cards import variables as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.posts import Block
from genbot.domain.variables import Variables
from genbot.flows import editing, studio_edits, variables
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.slack.studio import about, spot_of
from genbot.store import Transaction


@buttons.on(
    Act.SEE_VARIABLES, "See what stands for {{name}} in a video's prompts.",
    needs=variables.found, about=about, loading="Variables",
)  # fmt: skip
def see(tx: Transaction, press: Press, found: Variables) -> Block:
    return cards.list_view(found, studio_edits.closed(tx, found.spot.made, press.user))


@buttons.on(
    Act.BRING_VARIABLES, "Read variables in from a table; says what it takes the place of.",
    needs=variables.found, about=about, loading="Read in a table",
)  # fmt: skip
def open_bring(tx: Transaction, press: Press, found: Variables) -> Block:
    editing.may(tx, found.spot.made, press.user)
    return cards.bring_form(found)


@forms.on(FormName.BRING_VARIABLES, "Have GEN read variables in from a table.")
def bring(tx: Transaction, form: Submission) -> None:
    brought = form.attached.get("file", ())
    file = next(((one.id, one.name, one.size) for one in brought), ("", "", 0))
    variables.bring(tx, spot_of(tx, form), file, by=form.user)


@buttons.on(
    Act.EMPTY_TABLE, "Get an empty table for variables, as a file in the thread.",
    needs=variables.template,
)  # fmt: skip
def get_table(tx: Transaction, press: Press, table: bytes) -> Block:
    spot = spot_of(tx, press)
    tx.say(cards.empty_table(tx.productions.get(spot.made), tx.new_id(), table))
    return cards.sent_view(spot)
