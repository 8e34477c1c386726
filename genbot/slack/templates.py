"""Templates: looked through, chosen as defaults, and made into videos without an idea."""

from collections.abc import Sequence

from genbot.cards.acts import Act, FormName
from genbot.cards.templates import AS_ITS_TYPE, default_form, library_view, make_form
from genbot.domain.errors import NotHere
from genbot.domain.posts import Block
from genbot.domain.templates import Made, Template
from genbot.flows import channels, templates
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction

Found = Sequence[Template]


@commands.on(
    "templates",
    "Look through the templates; choose this channel's, or make a video from one.",
    usage="templates [words]",
    needs=templates.offered,
    loading="Templates",
)
def library(tx: Transaction, asked: Command, found: Found) -> Block:
    return _page(tx, asked, found, asked.text)


@buttons.on(
    Act.TURN_TEMPLATES, "Turn the list of templates.", needs=templates.offered, loading="Templates"
)
def turn(tx: Transaction, press: Press, found: Found) -> Block:
    page, _, words = press.value.partition("|")
    return _page(tx, press, found, words, int(page[:4]) if page.isdecimal() else 0)


@forms.on(
    FormName.TEMPLATES, "Find templates by words.", needs=templates.offered, loading="Templates"
)
def find(tx: Transaction, form: Submission, found: Found) -> Block:
    return _page(tx, form, found, form.text("words"))


def _page(tx: Transaction, ask: Ask, found: Found, words: str, page: int = 0) -> Block:
    chosen = channels.find(tx, ask.place.channel).templates
    return library_view(found, " ".join(words.split())[:100], page, chosen)


@buttons.on(
    Act.TEMPLATE_DEFAULT,
    "Choose for which types a template is taken here.",
    needs=templates.offered,
    loading="Default template",
)
def choose_default(tx: Transaction, press: Press, found: Found) -> Block:
    chosen = channels.find(tx, press.place.channel).templates
    for one in found:
        if one.slug == press.value:
            return default_form(one, chosen)
    raise NotHere("GEN does not offer this template any more.")


@forms.on(FormName.TEMPLATE_DEFAULT, "Take a template for some types of videos.")
def set_default(tx: Transaction, form: Submission) -> None:
    templates.use(tx, form.place.channel, form.value, form.many("types"), by=form.user)


@commands.on(
    "video",
    "Make a video of your own, without an idea of the agent's.",
    usage="video [title]",
    needs=templates.offered,
    loading="Make a video",
)
def make(tx: Transaction, asked: Command, found: Found) -> Block:
    return make_form(found, title=" ".join(asked.text.split()))


@buttons.on(
    Act.MAKE_VIDEO,
    "Make a video from a template, without an idea.",
    needs=templates.offered,
    loading="Make a video",
)
def make_from(tx: Transaction, press: Press, found: Found) -> Block:
    return make_form(found, press.value)


@forms.on(FormName.MAKE_VIDEO, "Make a video that somebody made up.")
def made(tx: Transaction, form: Submission) -> None:
    kind, template = form.text("video_type"), form.text("template")
    wish = Made(
        form.text("title"),
        form.text("hook"),
        form.text("script"),
        form.text("caption"),
        int(kind[:3]) if kind.isdecimal() else -1,
        form.text("ratio"),
        "" if template == AS_ITS_TYPE[0] else template,
    )
    templates.make(tx, wish, channel=form.place.channel, by=form.user)
