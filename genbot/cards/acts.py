"""The names that buttons and forms answer to; each has one place where it is drawn and one handler."""

from enum import StrEnum


class Act(StrEnum):
    """What a button asks for. Its value is `id:version` of the thing it is about."""

    APPROVE_IDEA = "approve_idea"
    REJECT_IDEA = "reject_idea"
    CHANGE_IDEA = "change_idea"
    IDEA_DETAILS = "idea_details"
    RETRY_RUN = "retry_run"
    ALLOW_RUN = "allow_run"
    DENY_RUN = "deny_run"
    STOP_PRODUCTION = "stop_production"
    RESUME_PRODUCTION = "resume_production"
    ALLOW_ONCE = "allow_once"
    CHOOSE_TEMPLATE = "choose_template"
    PUBLISH_NOW = "publish_now"
    OPEN_PUBLISH = "open_publish"
    CHANGE_VIDEO = "change_video"
    REJECT_VIDEO = "reject_video"
    CANCEL_POST = "cancel_post"
    SEND_AGAIN = "send_again"
    IT_IS_LIVE = "it_is_live"
    HOLD_POST = "hold_post"
    MOVE_POST = "move_post"
    OPEN_FREEZE = "open_freeze"
    THAW = "thaw"
    USE_AGENT = "use_agent"
    OPEN_SETTINGS = "open_settings"
    OPEN_REQUEST = "open_request"
    OPEN_HELP = "open_help"
    REFRESH_HOME = "refresh_home"


class FormName(StrEnum):
    """What a form answers to. Its private metadata is `id:version`, or a channel id."""

    REJECT_IDEA = "reject_idea_form"
    CHANGE_IDEA = "change_idea_form"
    DETAILS = "details"
    CHANGE_VIDEO = "change_video_form"
    REJECT_VIDEO = "reject_video_form"
    TEMPLATE = "template_form"
    PUBLISH = "publish_form"
    MOVE = "move_form"
    LIVE = "live_form"
    FREEZE = "freeze_form"
    SETTINGS = "settings_form"
    REQUEST = "request_form"
