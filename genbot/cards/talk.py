"""Talk with the agent: what it answered, and what it remembers."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.attachments import bringing, files_input, with_files
from genbot.cards.research import MOST_FROM
from genbot.cards.text import ended, escape, line, person, pieces, shorten, weight
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Card
from genbot.domain.talks import LONGEST_WORDS, given, listed, to_bring

PIECE, MOST_PIECES = 2_800, 4
MOST_RULES = 20
WORDLESS = "The agent answered without words."
GO_ON = "Reply in this thread to go on."


def asking(errand: Errand) -> str:
    """How far a file is, while it is on its way."""
    if errand.state is not ErrandState.WANTED or not (left := to_bring(errand)):
        return ""
    way = errand.result.get("way") or {}
    far = f": {weight(way['done'])} of {weight(way['size'])}" if way else ""
    return f"{bringing(left[0])}{far}."


def asked(errand: Errand) -> Iterator[Block | None]:
    files = given(errand)
    yield kit.small(with_files(files)) if files else None


def answer_card(errand: Errand) -> Card | None:
    """An answer is its words, with the question above it where nobody can see that otherwise."""
    if errand.state is not ErrandState.DONE:
        return None
    answer = str(errand.result.get("answer") or "")
    if errand.thread:
        return reply_card(answer, errand.agent_name)
    said = escape(answer, PIECE * MOST_PIECES) or WORDLESS
    ideas = kit.button(f"Make {MOST_FROM} ideas from this", Act.IDEAS_FROM, errand.id)
    return kit.card(
        shorten(ended(said), 1_000),
        kit.section(f"💬  *{line(errand.called or errand.title, 1_000)}*"),
        kit.small(line(errand.title, 1_000)) if errand.called else None,
        *asked(errand),
        *(kit.section(piece) for piece in pieces(said, PIECE, MOST_PIECES)),
        kit.actions(ideas),
        kit.small(line(errand.agent_name, 60, ""), f"Asked by {person(errand.by)}", GO_ON),
    )


def reply_card(answer: str, agent: str) -> Card:
    """An answer beneath the question, in a thread that is about something else as well."""
    said = escape(answer, PIECE * MOST_PIECES) or WORDLESS
    shown = (kit.section(piece) for piece in pieces(said, PIECE, MOST_PIECES))
    return kit.card(shorten(ended(said), 1_000), *shown, kit.small(line(agent, 60, "The agent")))


def kept_card(kept: Sequence[str]) -> Card:
    """Which ideas stay although the agent dropped them, and why."""
    whole = shorten("\n".join(kept), PIECE)
    return kit.card(shorten(kept[0], 1_000), kit.section(whole))


def remembered(errand: Errand) -> Iterator[Block | None]:
    """What the agent said about a rule, and the way back."""
    if errand.state is not ErrandState.DONE:
        return
    if said := escape(str(errand.result.get("answer") or ""), 600):
        yield kit.small(f"💬  {said}")
    yield kit.actions(_forget(errand, 1), kit.button("All rules", Act.SHOW_RULES))


def forgotten(errand: Errand) -> Iterator[Block | None]:
    if errand.state is not ErrandState.DONE:
        return
    if said := escape(str(errand.result.get("answer") or ""), 600):
        yield kit.small(f"💬  {said}")
    yield kit.actions(kit.button("All rules", Act.SHOW_RULES))


def rules(errand: Errand) -> Iterator[Block | None]:
    """Each rule with a button; the agent's own words where it made no list of them."""
    if errand.state is not ErrandState.DONE:
        return
    said = str(errand.result.get("answer") or "")
    known = listed(said)
    if not known:
        yield kit.section(escape(said, PIECE) or WORDLESS)
    for nth, rule in enumerate(known[:MOST_RULES], 1):
        yield kit.section(f"{nth}. {line(rule, 600)}", _forget(errand, nth))
    if len(known) > MOST_RULES:
        yield kit.small(f"and {len(known) - MOST_RULES} more")
    yield kit.actions(kit.button("Remember a rule…", Act.OPEN_REMEMBER, style="primary"))


def _forget(errand: Errand, nth: int) -> Block:
    text = "Ideas and videos that are there already stay as they are."
    sure = kit.confirm("Forget this rule?", text, "Forget it", "Keep it", "danger")
    return kit.button("Forget", Act.FORGET_RULE, f"{errand.id}:{nth}", confirm=sure)


def ask_form(words: str = "") -> Block:
    example = "For example: what performed best last week in our niche?"
    return kit.form(
        FormName.ASK,
        "Ask the agent",
        kit.input_text(
            "question",
            "What do you want to know?",
            value=words,
            long=True,
            most=LONGEST_WORDS,
            example=example,
        ),
        files_input(),
        kit.small("About 7 credits. The answer comes into this channel; its thread goes on."),
        submit="Ask",
    )


def rule_form(name: FormName, rule: str = "") -> Block:
    """What the agent shall remember, or forget."""
    forgets = name is FormName.FORGET
    return kit.form(
        name,
        "Forget a rule" if forgets else "Remember a rule",
        kit.input_text(
            "rule",
            "Which rule should it forget?" if forgets else "What should it remember?",
            value=rule,
            long=True,
            most=500,
            example="For example: always use statement hooks, never questions",
        ),
        kit.small("It holds for everything this agent makes from now on, in every channel."),
        submit="Forget it" if forgets else "Remember it",
    )


def unknown_card(word: str, meant: str, said: str, *, files: bool = False) -> Card:
    """A word nearly like a command: which one was meant, or is it a question? A button cannot carry
    files, so with those the question is put once more."""
    text = f"I do not know the command `{line(word, 60)}`. Did you mean `{escape(meant, 300)}`?"
    fits = len(said) <= kit.BUTTON and not files
    return kit.card(
        text,
        kit.section(text),
        kit.small("If it is a question, the agent answers it.") if fits else None,
        kit.small(WITH_FILES) if files else None,
        kit.actions(kit.button("Ask the agent", Act.ASK_THIS, said)) if fits else None,
    )


WITH_FILES = "If it is a question, say it again with its files, and end it with a question mark."
