"""Slack's markup becomes what Slack's client shows, and never more than that."""

import pytest

from tests.browser.blocks import section
from tests.browser.page import expect, message_with
from tests.browser.scene import BEA, LAUNCHES

pytestmark = pytest.mark.browser

MARKUP = [
    ("*bold* _it_ ~st~ `code`", "<strong>bold</strong> <em>it</em> <s>st</s> <code>code</code>"),
    ("*bold _and it_*", "<strong>bold <em>and it</em></strong>"),
    ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
    ("* not bold * and ** neither", "* not bold * and ** neither"),
    ("`*raw* :taco:`", "<code>*raw* :taco:</code>"),
    ("&lt;b&gt; &amp;amp; &quot;", "&lt;b&gt; &amp;amp; &amp;quot;"),
    ("&gt; quoted\nnot", "<blockquote>quoted</blockquote>not"),
    ("```a &lt; *b*\nc```", '<pre class="code-block">a &lt; *b*\nc</pre>'),
    ("one\ntwo", "one<br>two"),
    ("<!nonsense>", "&lt;!nonsense&gt;"),
    ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
    ("an *open end", "an *open end"),
    ("(*bold*) “_it_”", "(<strong>bold</strong>) “<em>it</em>”"),
]


@pytest.mark.parametrize(("said", "shown"), MARKUP)
def test_markup_is_read_as_slack_reads_it(page_for_markup, said, shown):
    html = page_for_markup.evaluate(
        "async (text) => { const { mrkdwn } = await import('/page/mrkdwn.js');"
        "const box = document.createElement('div'); box.append(...mrkdwn(text)); return box.innerHTML; }",
        said,
    )
    assert html == shown


@pytest.fixture(scope="module")
def page_for_markup(browser):
    from tests.browser.page import open_page  # noqa: PLC0415
    from tests.browser.scene import Scene  # noqa: PLC0415

    scene = Scene()
    page = open_page(browser, scene.url)
    yield page
    page.close()
    scene.close()


def test_links_mentions_channels_and_dates_have_names(scene, visit):
    page = visit(BEA)

    scene.post(
        "-",
        blocks=[
            section(
                f"<https://example.com/a?b=1&amp;c=2|the *link*> <@{BEA}> <#{LAUNCHES}|launches> "
                "<!here> <!date^0^{date_num} {time}|then> https://example.com/x_y_z. "
                "&lt;https://example.com/q?a=1&amp;b=2&gt;"
            )
        ],
    )

    message = message_with(page, "the link")
    link = message.get_by_role("link", name="the link")
    expect(link).to_have_attribute("href", "https://example.com/a?b=1&c=2")
    expect(message.locator(".mention-me").first).to_have_text("@Bea Brandt")
    expect(message.get_by_role("link", name="#launches")).to_be_visible()
    expect(message.locator("time").last).to_have_text("1970-01-01 1:00 AM")
    plain = message.get_by_role("link", name="https://example.com/x_y_z")
    expect(plain).to_have_attribute("href", "https://example.com/x_y_z")
    asked = message.get_by_role("link", name="https://example.com/q?a=1&b=2", exact=True)
    expect(asked).to_have_attribute("href", "https://example.com/q?a=1&b=2")


@pytest.mark.parametrize(
    ("stamp", "zone", "shape", "said"),
    [
        ("1392734382", "UTC", "{date_long} at {time}", "Tuesday, February 18th, 2014 at 2:39 PM"),
        ("1392734382", "Europe/Berlin", "{date_short} {time_secs}", "Feb 18, 2014 3:39:42 PM"),
        ("1392734382", "America/New_York", "{date}", "February 18th, 2014"),
        ("1393734382", "UTC", "{date_slash}", "03/02/2014"),
        ("1393900000", "UTC", "{date_num} {date_nonsense}", "2014-03-04 {date_nonsense}"),
    ],
)
def test_dates_speak_in_the_readers_zone(page_for_markup, stamp, zone, shape, said):
    told = page_for_markup.evaluate(
        "async (args) => (await import('/page/time.js')).slackDate(...args)", [stamp, shape, zone]
    )
    assert told == said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3pm", "15:00"), ("3:30 PM", "15:30"), ("15:00", "15:00"), ("9", "09:00"),
        ("12am", "00:00"), ("12pm", "12:00"), ("1530", "15:30"), ("25:00", None), ("soon", None),
    ],
)  # fmt: skip
def test_a_time_may_be_typed_in_many_ways(page_for_markup, typed, read):
    told = page_for_markup.evaluate(
        "async (text) => (await import('/page/calendar.js')).readTime(text)", typed
    )
    assert told == read


@pytest.mark.parametrize(
    ("date", "time", "zone", "stamp"),
    [
        ("2026-11-26", "15:00", "Europe/Madrid", 1795701600),
        ("2026-11-26", "15:00", "America/New_York", 1795723200),
        ("2026-07-01", "09:30", "Europe/Berlin", 1782891000),
        ("2026-11-01", "12:00", "America/New_York", 1793552400),
        ("2026-03-29", "03:30", "Europe/Madrid", 1774747800),
    ],
)
def test_a_wall_clock_is_turned_into_the_right_moment(page_for_markup, date, time, zone, stamp):
    told = page_for_markup.evaluate(
        "async (args) => (await import('/page/time.js')).fromWall(...args)", [date, time, zone]
    )
    assert told == stamp
