"""A library of templates, for tests and for screenshots."""

from genbot.domain.templates import Template

PICTURE = "https://cdn.gen.pro/covers/ember.jpg"
CHOSEN = {"3": "quick-cuts", "1": "avatar"}
CATALOGUE = [
    Template(
        "quick-cuts", "Quick cuts", "Five clips in a row, cut on the beat.", PICTURE,
        ("Montage", "9:16"), (PICTURE, PICTURE),
    ),
    *(Template(f"avatar-{n}", f"Avatar {n}", "Says the script.", tags=("Skit",)) for n in range(11)),
]  # fmt: skip
