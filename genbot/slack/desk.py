"""Every handler there is: each subject's file fills the tables when it is imported."""

from genbot.slack import (
    access,
    agents,
    assets,
    avatars,
    calendar,
    conversations,
    credits,
    design,
    engines,
    errands,
    history,
    making,
    monitors,
    pieces,
    placing,
    policies,
    preferences,
    receipts,
    research,
    setup,
    slots,
    studio,
    talks,
    templates,
    variables,
    voices,
    waiting,
)
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.slack.shortcuts import shortcuts

__all__ = ["buttons", "commands", "forms", "shortcuts"]

SUBJECTS = (
    *(history, receipts, waiting, calendar, slots, policies, access),
    *(errands, research, talks, conversations, preferences, agents, setup, monitors, avatars),
    *(assets, voices, credits, templates, engines, design, studio, making),
    *(pieces, placing, variables),
)
