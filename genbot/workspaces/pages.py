"""What an admin's browser shows while genbot is installed: short, plain, and nothing that is not ours."""

from html import escape

from slack_bolt.response import BoltResponse

HEADERS = {
    "Content-Type": ["text/html; charset=utf-8"],
    "Content-Security-Policy": ["default-src 'none'; style-src 'unsafe-inline'"],
    "Referrer-Policy": ["no-referrer"],
    "Cache-Control": ["no-store"],
    "X-Content-Type-Options": ["nosniff"],
}
STYLE = (
    "body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#f6f7f9;color:#1f2933}"
    "main{max-width:34rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:12px;"
    "box-shadow:0 1px 4px rgba(0,0,0,.12)}h1{font-size:1.4rem;margin:0 0 1rem}p{margin:.6rem 0}"
    "a.go{display:inline-block;margin-top:1rem;padding:.6rem 1.2rem;border-radius:8px;"
    "background:#1f2933;color:#fff;text-decoration:none}"
    "@media(max-width:480px){main{margin:0;border-radius:0;min-height:100vh;box-sizing:border-box}}"
)
AGAIN = "Nothing was installed, and nothing was lost."
REASONS = {
    "access_denied": ("Not installed", "You said no to Slack, so nothing was installed."),
    "invalid_browser": (
        "Please begin again",
        f"This page has to be reached in the browser that pressed the button, within ten minutes. {AGAIN}",
    ),
    "invalid_state": (
        "Please begin again",
        f"This link was used already, or is older than ten minutes. {AGAIN}",
    ),
    "missing_code": ("Please begin again", f"Slack sent no code. {AGAIN}"),
    "invalid_code": (
        "Slack did not take it",
        f"Slack takes each code once, within ten minutes, and did not take this one. {AGAIN}",
    ),
    "away": ("Slack does not answer", f"Please try again in a minute. {AGAIN}"),
    "storage_error": (
        "It could not be kept",
        "The disk here took nothing. Please tell whoever runs genbot, then install it once more.",
    ),
    "org": (
        "Not for a whole organization",
        f"genbot works in single workspaces. Install it in each one that wants it. {AGAIN}",
    ),
}


def page(title: str, *says: str, status: int = 200, to: str = "", named: str = "") -> BoltResponse:
    """A title, a few sentences, and perhaps one thing to press."""
    link = f'<a class="go" href="{escape(to)}">{escape(named)}</a>' if to else ""
    words = "".join(f"<p>{escape(one)}</p>" for one in says)
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{words}{link}</main></body></html>"
    )
    return BoltResponse(status=status, body=body, headers=dict(HEADERS))


def begin(url: str) -> BoltResponse:
    """The first page."""
    return page(
        "Add genbot to Slack",
        "From an idea to a confirmed post, with a person's approval at each gate.",
        "Slack will ask you which workspace, and show what genbot may do there. It must have been "
        "agreed with whoever runs genbot: they give your workspace its own GEN key.",
        to=url, named="Add to Slack",
    )  # fmt: skip


def done(workspace: str, team: str) -> BoltResponse:
    """It is there and at work."""
    return page(
        f"genbot is in {workspace}",
        "It is at work. In a channel, type /invite @genbot and then /gen help.",
        to=f"https://app.slack.com/client/{team}", named="Open Slack",
    )  # fmt: skip


def not_at_work(workspace: str, why: str) -> BoltResponse:
    """It was installed, and something keeps it from working."""
    says = "It is installed and kept, but not at work yet. Whoever runs genbot sees why in its log."
    return page(f"genbot is in {workspace}", says, why, status=503)


def not_agreed(workspace: str, team: str) -> BoltResponse:
    """Nobody spends another's credits: without a key of its own a workspace is not taken in."""
    return page(
        f"genbot does not know {workspace} yet",
        f"Whoever runs genbot has to give this workspace ({team}) a GEN key and an agent first: genbot "
        f"workspace add {team}. Then begin again here.",
        "Nothing was installed: what Slack had given was handed back.",
        status=403,
    )


def failed(reason: str, status: int, install: str) -> BoltResponse:
    """Something on the way; what Slack calls by a name we do not know is told by that name."""
    unknown = ("Slack did not install it", f"Slack says: {reason[:100]}. {AGAIN}")
    title, says = REASONS.get(reason, unknown)
    return page(title, says, status=status, to=install, named="Begin again")
