"""Seven angles that play with what people believe: prices, myths, rankings, expectations."""

from genbot.sandbox.gen.angle import Angle

KNOWN = (
    Angle(
        ("The {price} Verdict", "Cheap, Fair, Fancy"),
        (
            "I gave myself {price} for {topic}. Watch the last {unit}.",
            "Three price tags, one verdict on {topic}.",
        ),
        (3, 6, 1),
        (
            ("Coins counted onto a counter at {place}", "{price}. That is the whole budget."),
            (
                "Three versions side by side, price tags facing us",
                "Cheap. Fair. And the one with the nice sign.",
            ),
            ("Macro: {detail}", "{sound}. Remember it, it comes back."),
            (
                "First {unit} of the cheap one; no words, only eyebrows",
                "Okay. That was not the plan.",
            ),
            (
                "The winner slides into frame, price tag first",
                "The cheap one wins. Save this before the line hears about it.",
            ),
        ),
        "a price in the first second",
        "A number in the first second is what holds people here",
        "I tested {topic} so your wallet doesn't have to.",
    ),
    Angle(
        ("The Sentence Everyone Repeats", "Half Right About {Topic}"),
        (
            "One sentence about {topic} gets repeated every day. It is half right.",
            "Forget the first thing you were told about {topic}.",
        ),
        (1, 6, 4),
        (
            (
                "Straight to camera, too close, half a smile",
                "You have heard it. You may have said it.",
            ),
            (
                "The famous sentence appears, then a red line through half of it",
                "This half is true. This half costs you.",
            ),
            ("{Detail}, in one unbroken shot", "Watch. Nobody is helping it."),
            ("Back to camera, calmer", "Look at {right}, not at {wrong}. That's the whole lesson."),
            ("Empty frame, text only: “Send this to the one who says it”", "You know who."),
        ),
        "a familiar sentence, struck out on screen",
        "Correcting something people have already said themselves makes them stay for the proof",
        "The half of the advice about {topic} you can keep.",
    ),
    Angle(
        ("One Question, Twenty Years", "Ask the Quiet One"),
        (
            "I asked {expert} one question about {topic}.",
            "Nobody ever asks {expert} about {topic}. I did.",
        ),
        (6, 1, 3),
        (
            (
                "Walking up to {expert}, mid-work, at {place}",
                "One question. What does nobody notice?",
            ),
            ("Hands only, no face, work goes on", "A long pause. The good kind."),
            ("Macro: {detail}", "“They look at {wrong}. They should look at {right}.”"),
            ("The face, finally, for one second", "“Now you know. Don't tell everyone.”"),
            ("Wide: the queue, the light, the last word", "So of course I'm telling everyone."),
        ),
        "hands before faces, the answer held back",
        "Holding the answer back until the middle keeps more than half of the viewers",
        "Twenty years of {topic} in one sentence.",
    ),
    Angle(
        ("The Step I Skipped", "You Are One Step Away"),
        (
            "I got {topic} wrong for years. It was one step.",
            "You are one small step away from ruining {topic}.",
        ),
        (1, 4, 2),
        (
            ("The mistake, filmed like a crime scene", "This is me, for years. Confident. Wrong."),
            (
                "Freeze, a circle drawn around one small thing",
                "Here. Right here. I walked past it every time.",
            ),
            ("The same move done slowly: {detail}", "Three seconds longer. That's all it asks."),
            ("Both results next to each other", "Same {unit}, same person, different evening."),
            ("A shrug straight into the lens", "I'm not angry. I'm just starting over."),
        ),
        "the mistake shown before the fix",
        "Clips that open on their own mistake get saved, not only liked",
        "The three seconds that fixed {topic} for me.",
    ),
    Angle(
        ("Ranked by How Fast I'd Return", "Zero Mercy List"),
        (
            "Ranking {topic} by how fast I would come back.",
            "Five contenders, zero mercy: {topic}.",
        ),
        (3, 2, 4),
        (
            ("Five cards fall onto a table at {place}", "Five. One leaves with my number."),
            ("Number five, a polite nod", "Fine. My aunt would like it."),
            ("Number three: {detail}", "I would cross the street for this. Slowly."),
            ("Number two, and a very long look", "I would cancel something for this."),
            (
                "Number one, nothing said, camera put down to use both hands",
                "{sound}. That's the ranking.",
            ),
        ),
        "a countdown with a grudge",
        "A countdown gives a reason to stay until number one",
        "My honest ranking of {topic}. Fight me below.",
    ),
    Angle(
        ("A Small Witness", "It Sees You"),
        ("POV: you are {object}.", "POV: everyone talks about {topic} and nobody asks {object}."),
        (5,),
        (
            (
                "Camera low, exactly where {object} would be",
                "Oh. We're awake. Somebody turned on a light.",
            ),
            ("Giant hands pass overhead, choosing", "They always take the neighbour."),
            ("{Detail}, seen from below, enormous", "{sound}. Every time. I never get used to it."),
            ("The hands come back and stop", "Wait. Me? Tonight?"),
            ("Black. One breath", "Tell my story."),
        ),
        "the low camera and the tiny voice",
        "An object with an opinion gets shared in group chats",
        "Nobody thinks of {object}. Until now.",
    ),
    Angle(
        ("Expected, Received", "Left Me, Right Me"),
        (
            "Left: how I pictured {topic}. Right: what happened.",
            "Two screens, one evening of {topic}.",
        ),
        (8,),
        (
            (
                "Left: a plan, colour-coded. Right: rain",
                "I had a schedule. It had ideas of its own.",
            ),
            ("Left: the postcard. Right: {place}", "Same address. I checked twice."),
            ("Left: silence. Right: {detail}", "Only one of these has a smell."),
            ("Left freezes. Right keeps going", "The plan is over. The night isn't."),
            ("Both sides show the same grin", "Worth it. Different, but worth it."),
        ),
        "expectation and reality on one screen",
        "Two stories at once make people watch a second time",
        "Expectation, reality and {topic}.",
    ),
)
