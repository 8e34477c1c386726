"""Seven angles that play with who is looking: regulars, doubters, readers, listeners, strangers."""

from genbot.sandbox.gen.angle import Angle

SEEN = (
    Angle(
        ("First-Timer Meets Regular", "The Regular"),
        (
            "A first-timer and a regular walk in for {topic}.",
            "Every place with {topic} has this one regular.",
        ),
        (9,),
        (
            (
                "First-timer reads everything. Regular reads nothing",
                "“Hi, could I ask about the…” “Two. The usual.”",
            ),
            ("First-timer takes eleven photos", "“Is it always this…” “Shh. It's listening.”"),
            ("Regular closes both eyes: {detail}", "“You hear that?” “…No?” “You will.”"),
            ("First-timer tries; the eleven photos are deleted", "“Oh.” “Yeah.” “OH.”"),
            (
                "Next night: the first-timer, now silent, nods at a new first-timer",
                "“Two. The usual.”",
            ),
        ),
        "one actor, two hats, no explanation",
        "People tag the friend who is the regular",
        "Which one are you when it comes to {topic}?",
    ),
    Angle(
        ("Overrated, They Said", "Reply to a Doubter"),
        (
            "Someone wrote “overrated” under my video about {topic}. I went back.",
            "Replying to the person who finds {topic} overrated.",
        ),
        (2, 1),
        (
            ("The comment pinned above a raised eyebrow", "You know what? Fair. Let's check."),
            ("Walking back into {place}, same jacket", "Same place, same hour. No favours."),
            (
                "{Detail}, full screen behind the speaker",
                "I'm trying to be neutral. It's not easy.",
            ),
            (
                "First {unit}; a slow turn to the comment",
                "I have prepared an apology. It isn't for you.",
            ),
            ("The comment again, now with one more like", "Liked it. So they can come and see."),
        ),
        "a pinned comment answered in place",
        "Replies travel twice: once to the doubter, once to everyone who agrees",
        "I checked. {Topic}: not overrated.",
    ),
    Angle(
        ("Read This First", "Six Words on a Screen"),
        (
            "Read this before you spend another dollar on {topic}.",
            "{Topic}, explained in six words.",
        ),
        (4,),
        (
            (
                "Six words, one at a time, over a slow pan of {place}",
                "Good. Now. Never later. Trust. Hands.",
            ),
            ("Text: “Look at {right}.”", "Not at {wrong}. Everyone looks at {wrong}."),
            ("Text shrinks, {detail}", "No caption needed."),
            ("Text: “{price}. No more.”", "If it costs more, you're paying for the sign."),
            ("Text: “Saved? Good.”", "See you at {place}."),
        ),
        "white words, slow footage, no face",
        "Silent viewers are most of the feed; words carry the whole clip without sound",
        "Six words about {topic}. Save them.",
    ),
    Angle(
        ("No Talking", "Sound On, Please"),
        (
            "No talking. Just {topic}, sound on.",
            "Headphones. {Topic}. You're welcome.",
        ),
        (3,),
        (
            ("Black screen, one sound from {place}", "…"),
            ("Cut on the beat: {detail}", "{sound}."),
            ("Four shots in two seconds, each one sound", "Tap. Pour. Turn. Breath."),
            ("The loudest {unit} of the week", "(we let it ring)"),
            ("Back to black, the first sound once more", "Again?"),
        ),
        "cuts on natural sound only",
        "A loop that ends on its first sound doubles the watch time",
        "The sound of {topic}, and nothing else.",
    ),
    Angle(
        ("The Chart Behind the Craving", "One Curve Explains It"),
        (
            "One curve explains why {topic} took over your feed.",
            "I drew {topic} as a chart. The peak is at a strange hour.",
        ),
        (2,),
        (
            (
                "A hand-drawn curve fills the background",
                "Flat. Flat. Flat. And then somebody filmed this.",
            ),
            ("The peak circled in red", "This hour. Every week. Nobody planned it."),
            (
                "Behind the speaker: {detail}",
                "Because this can't be photographed. You have to hear it.",
            ),
            (
                "The curve becomes a street, people walking up it",
                "So they come. With phones. Then without.",
            ),
            ("Speaker steps out of the frame, the curve keeps rising", "Next peak: tonight."),
        ),
        "a drawn chart behind the speaker",
        "Charts make a craving feel like news",
        "The science of {topic}, roughly.",
    ),
    Angle(
        ("An Hour Before", "Before the First Guest"),
        (
            "What happens an hour before anyone thinks of {topic}.",
            "The best part of {topic} is over before you arrive.",
        ),
        (6, 3),
        (
            ("{Place}, empty, one light on", "Nobody is here. That's when it starts."),
            ("Slow hands, the same move again and again", "Forty times. Before the first hello."),
            ("{Detail}", "This is the part they never charge for."),
            ("The door opens, noise arrives", "And then everyone thinks it's easy."),
            ("{Expert}, wiping down, not looking up", "It isn't. Come early once."),
        ),
        "the empty room before the rush",
        "Quiet before noise gives viewers the feeling of being let in",
        "{Topic}, one hour earlier.",
    ),
    Angle(
        ("Rate My Order", "I Let a Stranger Choose"),
        (
            "I let {expert} choose for me. {Topic}, no questions asked.",
            "Rule for tonight: {topic}, and somebody else decides.",
        ),
        (1, 9, 6),
        (
            ("Handing the choice over at {place}", "I don't get a vote. That's the rule."),
            (
                "A look that measures me from hat to shoes",
                "“You're nervous. I know what you need.”",
            ),
            ("It arrives: {detail}", "I would never have picked this. Not in ten years."),
            ("First {unit}, then a very slow nod", "“Told you.” Not even a glance."),
            ("Leaving, turning around, going back in", "One more. Same rule."),
        ),
        "handing the decision to an expert",
        "Giving up control on camera is a small cliffhanger nobody skips",
        "Somebody else decided. {Topic} won.",
    ),
)
