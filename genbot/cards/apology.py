"""What a person reads when something outside went wrong, or when we are the ones who broke."""

from typing import Any

from genbot.cards.text import clean, escape

Sorry = tuple[str, str]  # what happened, and what to do next

TOP_UP = "Top up at gen.pro, then try again."
ASK_ADMIN = "Ask whoever installed me to run genbot doctor."
GONE = "Choose another one, or look at it in GEN."
RIGHTS = ("GEN's key may not do this.", "Ask the owner of the workspace to allow it.")

# Every error code of GEN's pages (Error Format, and the sections that name their own).
CODES: dict[str, Sorry] = {
    "unauthorized": ("GEN does not accept my key.", ASK_ADMIN),
    "forbidden": RIGHTS,
    "permission_denied": RIGHTS,
    "not_found": ("GEN does not have this, or not any more.", GONE),
    "agent_not_found": ("GEN knows no such agent, or it was deleted.", "Choose another agent."),
    "organization_not_found": ("GEN knows no such workspace.", "Choose another workspace."),
    "user_voice_resource_not_found": ("GEN knows no such voice.", "Choose another voice."),
    "user_job_not_found": (
        "GEN does not have this job any more, so there is nothing to change.",
        "Begin a new one.",
    ),
    "job_status_invalid": (
        "GEN has ended this already. Only what it still works on can be changed.",
        "Begin a new one.",
    ),
    "usable_gen_credit_required": ("The workspace has no credits at GEN.", TOP_UP),
    "no_active_credit_purchase": ("The workspace has no credits at GEN that are active.", TOP_UP),
    "insufficient_credits_for_job": (
        "This costs more than the workspace has left: there are no credits for it.",
        TOP_UP,
    ),
    "validation_error": (
        "GEN cannot do this with what it was given.",
        "Change it and try again.",
    ),
    "agent_creation_failed": (
        "GEN could not make this agent.",
        "Check its name and pictures, then try again.",
    ),
    "invalid_api_key": (
        "The key of ElevenLabs or Hume was not accepted.",
        "Check that key, then give it again.",
    ),
    "voice_id_required": ("GEN was not told which voice.", "Choose a voice, then try again."),
    "avatar_creation_failed": (
        "GEN could not make an avatar of this picture.",
        "Take a JPEG, PNG or WebP that opens, then try again.",
    ),
    "avatar_update_failed": (
        "GEN could not show this avatar first.",
        "Look whether it is still there, then try again.",
    ),
    "content_resource_creation_failed": (
        "GEN could not keep this file.",
        "Check that it opens and has at most 1 GB, then try again.",
    ),
}

# Where GEN tells no code, or one that its pages do not know.
STATUSES = {401: "unauthorized", 403: "forbidden", 404: "not_found", 422: "validation_error"}

LONGEST = 300  # of GEN's own words
EXPLAINED = "Explained"  # an error whose message is ours, and all there is to say

# By the name of the error, because this room does not know GEN's client. In the middle: what was not lost.
KINDS = {
    "Unclear": (
        "GEN did not answer clearly.", "Nothing you did is lost.", "Please try again in a minute."
    ),
    "NotSent": (
        "GEN cannot be reached right now.", "Nothing is lost.", "Please try again in a minute."
    ),
    "NotAllowed": ("GEN does not accept my key for this.", "Nothing was changed.", ASK_ADMIN),
    "OutOfCredits": ("GEN has no credits left for this.", "Nothing is lost.", TOP_UP),
    "NotFound": ("GEN does not have this any more.", "Nothing was changed.", GONE),
    "Invalid": (*CODES["validation_error"][:1], "Nothing was changed.", CODES["validation_error"][1]),
    EXPLAINED: ("", "Nothing was changed.", ""),
    "SlowDown": (
        "GEN asks me to slow down.", "Nothing is lost.", "Please try again in a minute."
    ),
    "Refused": ("GEN said no.", "Nothing was changed.", "Try again, or look at it in GEN."),
}  # fmt: skip

BROKEN = (
    "Something broke on my side, and nothing was changed. "
    "Please try again. If it stays broken, give this to whoever installed me: `{reference}`"
)


def apology(error: BaseException, reference: str) -> str:
    """What happened, what was not lost, what to do next: by GEN's code, else by the kind of error."""
    kind = _kind(error)
    if kind is None:
        return BROKEN.format(reference=reference)
    happened, next_step = _meant(error, kind)
    told = (happened, _gens(error), KINDS[kind][1], next_step)
    return " ".join(escape(one, 600) for one in told if one)


def reason(error: BaseException) -> str:
    """The same in plain words, for whoever says by themselves what was not lost."""
    happened, next_step = _meant(error, _kind(error) or "Refused")
    return " ".join(one for one in (happened, _gens(error), next_step) if one)


def _kind(error: BaseException) -> str | None:
    return next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in KINDS), None)


def _meant(error: Any, kind: str) -> Sorry:
    if kind == EXPLAINED:
        return clean(error.message).strip(), ""
    codes = getattr(error, "code", ""), STATUSES.get(getattr(error, "status", 0), "")
    known = next((CODES[code] for code in codes if code in CODES), None)
    return known or (KINDS[kind][0], KINDS[kind][2])


def _gens(error: Any) -> str:
    """GEN's own words for it, where they say more than its code."""
    message = clean(getattr(error, "message", ""))[:LONGEST].strip(" .")
    if not getattr(error, "status", 0) or _kind(error) == EXPLAINED:
        return ""
    said = _bare(message) not in {"", _bare(error.code)} and not message.startswith("GEN answered")
    return f"GEN says: “{message}”." if said else ""


def _bare(words: str) -> str:
    return "".join(letter for letter in words.lower() if letter.isalnum())
