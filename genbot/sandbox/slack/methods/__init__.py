"""The methods of the Web API the sandbox has, by name."""

from __future__ import annotations

from genbot.sandbox.slack import oauth
from genbot.sandbox.slack.methods import chat, conversations, files, views, workspace

METHODS = {
    **workspace.METHODS,
    **oauth.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **conversations.METHODS,
    **files.METHODS,
}
