"""Other people's posts, walked: the price first, read once and again, changed, stopped, used."""

from tests.browser.page import (
    confirm,
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)

TYPED = "/gen monitor @tacojudge on tiktok 7d us max 50 comments ongoing"


def test_from_the_price_to_the_ideas(walk):
    page = walk.visit()
    type_command(page, TYPED)
    form = form_on_top(page)
    expect(form).to_contain_text("50 posts · $0.75 at most")
    expect(field(form, "Whom or what").locator(".typed")).to_have_value("@tacojudge")
    walk.picture(form, "monitor-form")
    fill_form(page, {})

    card = message_with(page, "Watching @tacojudge on TikTok", within=".channel")
    expect(card).to_contain_text("GEN watches")
    walk.picture(card, "monitor-watching")
    press(page, "Change…", in_message=card)
    fill_form(page, {"From which country": "gb"})
    expect(thread(page, card)).to_contain_text("country: gb")
    expect(card).to_contain_text("from gb")

    type_command(page, "/gen monitor #latenighttacos on instagram max 10")
    fill_form(page, {})
    read = message_with(page, "Reading posts: #latenighttacos on Instagram", within=".channel")
    expect(read).to_contain_text("posts read")
    expect(thread(page, read)).to_contain_text("the posts of #latenighttacos on Instagram are read")
    walk.picture(read, "monitor-read")

    type_command(page, "/gen monitors")
    listed = message_with(page, "1 search of posts going on here", within=".channel")
    walk.picture(listed, "monitor-list")
    press(page, "Stop", in_message=listed)
    confirm(page, "Stop it")
    expect(card).to_contain_text("Stopped")

    press(page, "Ask about this…", in_message=read)
    fill_form(page, {"Your question": "Which hook works there?"})
    answers = thread(page, read)
    expect(answers).to_contain_text("Ask me for ideas")
    press(page, "Make 3 ideas from this", in_message=read)
    expect(message_with(page, "3 ideas about what works at", within=".channel")).to_be_visible()
    jobs = [job["status"] for job in walk.ask(walk.town.gen())["scrapes"]]
    assert sorted(jobs) == ["completed", "completed"]


def test_the_list_leads_to_a_new_one(walk):
    page = walk.visit()
    type_command(page, "/gen monitors")
    press(page, "Watch posts…", in_message=message_with(page, "Watch posts…", within=".channel"))
    fill_form(page, {"Whom or what": "#salsa"})
    read = message_with(page, "Reading posts: #salsa on TikTok", within=".channel")
    expect(read).to_contain_text("posts read")
