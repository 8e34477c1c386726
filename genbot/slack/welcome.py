"""Whether Slack accepts our tokens at all: a wrong one is told at once, not tried for ever."""

import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

# Trying again does not help; the words are Slack's (method contracts, common errors)
REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)


class Unwelcome(Exception):
    """Slack refuses a token; the text names its variable and what to do, `code` is Slack's word."""

    def __init__(self, says: str, code: str) -> None:
        super().__init__(says)
        self.code = code


def check(error: Exception, variable: str) -> None:
    """Raises Unwelcome when this is Slack's word that the token itself is wrong."""
    response = getattr(error, "response", None)
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    if isinstance(error, SlackApiError) and code in REFUSED:
        mend = "Copy it again from your app's page at api.slack.com/apps"
        raise Unwelcome(
            f"Slack does not accept {variable} ({code}). "
            f"{mend if variable.isupper() else 'Install the app again'}; `genbot doctor` tells more. "
            "Nothing was lost.",
            str(code),
        ) from None


async def introduce(client: AsyncWebClient, variable: str = "SLACK_BOT_TOKEN") -> str:
    """Ask Slack whose we are; raises Unwelcome. Slack being away is normal and not waited for: then
    the answer is empty."""
    try:
        return str((await client.auth_test()).get("team_id") or "")
    except Exception as error:  # noqa: BLE001  only a refusal counts
        check(error, variable)
        log.warning("Slack does not answer (%s); I go on and keep trying", type(error).__name__)
        return ""
