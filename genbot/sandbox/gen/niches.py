"""The worlds an idea may play in: street food, skin, or anything else; places, people and small sensations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Niche:
    """Words an angle borrows. Creators are invented, and their links lead nowhere."""

    about: frozenset[str]
    places: tuple[str, ...]
    experts: tuple[str, ...]
    details: tuple[str, ...]
    objects: tuple[str, ...]
    sounds: tuple[str, ...]
    wrong: str
    right: str
    unit: str
    prices: tuple[str, ...]
    tags: tuple[str, ...]
    creators: tuple[str, ...]
    clips: tuple[str, ...]


FOOD = Niche(
    about=frozenset(
        [
            "taco",
            "tacos",
            "food",
            "burger",
            "burgers",
            "pizza",
            "ramen",
            "salsa",
            "tortilla",
            "tortillas",
            "birria",
            "snack",
            "snacks",
            "coffee",
            "breakfast",
            "brunch",
            "dinner",
            "lunch",
            "kitchen",
            "recipe",
            "recipes",
            "cook",
            "cooking",
            "eat",
            "eats",
            "eating",
            "truck",
            "trucks",
            "sandwich",
            "noodles",
            "dumpling",
            "dumplings",
            "cheese",
            "bread",
            "bakery",
            "dessert",
            "bbq",
            "street",
            "chicken",
            "vegan",
        ]
    ),
    places=(
        "a truck parked under the overpass",
        "the stand with no sign, two blocks behind the stadium",
        "a griddle the size of a door",
        "the counter that only opens after eleven",
    ),
    experts=(
        "the woman who has run this griddle for twenty-two years",
        "the night cook who never writes anything down",
        "the man everybody here calls Tío",
    ),
    details=(
        "the edge goes from soft to glassy in one second",
        "fat hits the iron and the whole sidewalk turns around",
        "one squeeze of lime and the smoke changes colour",
        "a spoon drags through salsa that has been on since noon",
    ),
    objects=(
        "the last tortilla on the griddle",
        "the lime nobody ordered",
        "the napkin holder that has seen everything",
    ),
    sounds=("That crackle", "The scrape of the spatula", "The sizzle, then the silence"),
    wrong="the menu",
    right="the hands",
    unit="bite",
    prices=("$2", "$5", "$11"),
    tags=("#streetfood", "#tacotok", "#foodtok", "#afterdark", "#sanantonioeats"),
    creators=("@nightgriddle", "@salsa.hours", "@curbside.menu", "@lastcallbites", "@tia.knows"),
    clips=("ember", "salsa", "noon"),
)

SKIN = Niche(
    about=frozenset(
        [
            "skin",
            "skincare",
            "spf",
            "sunscreen",
            "serum",
            "serums",
            "acne",
            "retinol",
            "facial",
            "facials",
            "cleanser",
            "moisturizer",
            "glow",
            "beauty",
            "makeup",
            "mask",
            "masks",
            "vitamin",
            "dermatologist",
            "wrinkle",
            "wrinkles",
            "pores",
            "lotion",
            "lip",
            "lips",
            "hair",
        ]
    ),
    places=(
        "treatment room two, lights low",
        "the bathroom shelf everyone owns",
        "the sink at six in the morning",
        "the studio window, north light",
    ),
    experts=(
        "an aesthetician with nineteen years of other people's cheeks",
        "the dermatology nurse who reads labels for fun",
        "the chemist who made the boring one",
    ),
    details=(
        "the cream turns to water under one fingertip",
        "a mask lifts off in a single piece",
        "two drops spread, and the light moves with them",
        "the cotton pad comes away greyer than anyone expected",
    ),
    objects=(
        "the serum that was opened once in March",
        "the sunscreen at the bottom of the bag",
        "the cotton pad that knows the truth",
    ),
    sounds=("That tiny pop of the pump", "The drip, then nothing", "The towel, steam still in it"),
    wrong="the label",
    right="the skin",
    unit="drop",
    prices=("$8", "$14", "$19"),
    tags=("#skincare", "#skintok", "#spf", "#derm", "#glow"),
    creators=(
        "@labelreader",
        "@north.light.skin",
        "@the.boring.cream",
        "@two.drops",
        "@pm.routine",
    ),
    clips=("mint", "rose", "dusk"),
)

ANY = Niche(
    about=frozenset(),
    places=(
        "the corner where it actually happens",
        "the desk nobody is supposed to film",
        "the back room, door half open",
        "the first place the regulars go",
    ),
    experts=(
        "somebody who has done this every day for twenty years",
        "the one person everyone quietly asks",
        "the person whose name is never on the poster",
    ),
    details=(
        "one small movement changes the whole picture",
        "everything is ready half a second before it has to be",
        "the part that is usually cut away",
        "a hand stops, thinks, and does the other thing",
    ),
    objects=(
        "the thing everyone reaches for and nobody thanks",
        "the spare one in the drawer",
        "the sticky note on the screen",
    ),
    sounds=("That click", "The half second of quiet before", "The door, then the laugh"),
    wrong="the result",
    right="the first step",
    unit="try",
    prices=("$9", "$20", "$35"),
    tags=("#howitsdone", "#behindthescenes", "#didyouknow", "#smallthings", "#learnontiktok"),
    creators=("@halfasecond", "@back.room", "@quiet.expert", "@the.other.way", "@ask.the.regular"),
    clips=("dusk", "noon", "mint"),
)


def niche(topic: str, keywords: list[str]) -> Niche:
    """The world of a topic; the agent's own where the topic does not say."""
    for words in (set(_words(topic)), set(_words(" ".join(keywords)))):
        for each in (FOOD, SKIN):
            if words & each.about:
                return each
    return ANY


def _words(text: str) -> list[str]:
    return [word.strip(".,!?#@'\"") for word in text.lower().replace("-", " ").split()]
