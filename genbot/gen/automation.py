"""How GEN calls back when something changes: an agent's webhook and callback."""

from typing import Annotated

from pydantic import Field

from genbot.gen.endpoint import Endpoint
from genbot.gen.shapes import Loose, Shape

Address = Annotated[str | None, Field(pattern=r"^(https?://\S+)?$")]
"""Where GEN calls; an empty one takes it away."""


class AutomationConfig(Shape, wrapped_in="automation_config"):
    webhook_url: Annotated[str | None, Loose] = None
    callback_url: Annotated[str | None, Loose] = None
    polling_enabled: Annotated[bool | None, Loose] = None


class GetAutomationConfig(Endpoint[AutomationConfig], get="/agents/{agent_id}/automation_config"):
    agent_id: str


class UpdateAutomationConfig(
    Endpoint[AutomationConfig],
    patch="/agents/{agent_id}/automation_config",
    wrap="automation_config",
):
    agent_id: str
    webhook_url: Address = None
    callback_url: Address = None
    polling_enabled: bool | None = None


class Delivery(Shape):
    """Whether a trial call arrived."""

    success: bool
    error: Annotated[str | None, Loose] = None


class TryWebhook(Endpoint[Delivery], post="/agents/{agent_id}/automation_config/test_webhook"):
    agent_id: str


class TryCallback(Endpoint[Delivery], post="/agents/{agent_id}/automation_config/test_callback"):
    agent_id: str
