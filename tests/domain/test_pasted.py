"""What people paste to say where a post is."""

import pytest

from genbot.domain.pasted import Misread, Pasted, read

ID = "7412058823340011223"
LINK = f"https://www.tiktok.com/@taco.tia/video/{ID}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f" {ID} ", Pasted(ID, ID)),
        (LINK, Pasted(LINK, ID, "@taco.tia")),
        (f"{LINK}?is_from_webapp=1&sender_device=pc#top", Pasted(LINK, ID, "@taco.tia")),
        (LINK.removeprefix("https://"), Pasted(LINK, ID, "@taco.tia")),
        (f"<{LINK}|tiktok.com>", Pasted(LINK, ID, "@taco.tia")),
        (f"It is there: {LINK} (I looked)", Pasted(LINK, ID, "@taco.tia")),
        (f"{LINK} {LINK}", Pasted(LINK, ID, "@taco.tia")),
        ("https://www.TikTok.com/@Tia/photo/7", Pasted("https://www.tiktok.com/@Tia/photo/7", "7", "@tia")),
        ("https://m.tiktok.com/v/7412.html", Pasted("https://m.tiktok.com/v/7412.html", "7412")),
        ("https://vm.tiktok.com/ZMabcde/", Pasted("https://vm.tiktok.com/ZMabcde/")),
        ("https://www.tiktok.com/t/ZTabcde/", Pasted("https://www.tiktok.com/t/ZTabcde/")),
    ],
)  # fmt: skip
def test_a_link_or_an_id_is_read(text, kept):
    assert read(text) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Paste the link"),
        ("yes", "neither a link nor an id"),
        ("@taco.tia", "neither a link nor an id"),
        ("it went out at 2", "neither a link nor an id"),
        ("x" * 64 + "1", "neither a link nor an id"),
        ("https://www.tiktok.com/@taco.tia", "not to one post"),
        ("https://www.tiktok.com/foryou", "not to one post"),
        ("https://vm.tiktok.com", "not to one post"),
        ("https://www.instagram.com/p/Cx1", "leads to www.instagram.com"),
        (f"https://tiktok.com.evil.example/@x/video/{ID}", "leads to tiktok.com.evil.example"),
        (f"https://eviltiktok.com/@x/video/{ID}", "leads to eviltiktok.com"),
        (f"{LINK} and {LINK}4", "several links"),
    ],
)
def test_what_is_no_post_is_refused_with_what_to_do(text, why):
    with pytest.raises(Misread, match=why):
        read(text)
