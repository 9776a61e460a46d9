"""A realistic handout, built from blocks alone, to design with and to test the press with."""

from __future__ import annotations

from handouts.handout import (
    BodyMap,
    Brand,
    Bullets,
    Callout,
    Contact,
    Facts,
    Handout,
    Mark,
    Paragraph,
    Part,
    PointCard,
    PointFigure,
    Span,
    Steps,
    Text,
    TickChart,
    TipCard,
    WebLink,
    words,
)


def _names(code: str, pinyin: str, hanzi: str, english: str) -> Text:
    return (
        Span(f"{code} · "),
        Span(pinyin, lang="zh-Latn-pinyin"),
        Span(" "),
        Span(hanzi, lang="zh-Hant"),
        Span(f" · {english}"),
    )


def _texts(*texts: str) -> tuple[Text, ...]:
    return tuple(words(text) for text in texts)


def _pairs(*pairs: tuple[str, str]) -> tuple[tuple[Text, Text], ...]:
    return tuple((words(name), words(value)) for name, value in pairs)


def card(
    number: int,
    names: tuple[str, str, str, str],
    place: str,
    find: tuple[str, ...],
    press: tuple[tuple[str, str], ...],
    why: str,
    cautions: tuple[str, ...],
    note: tuple[str, ...] = (),
    landmarks: tuple[tuple[str, str], ...] = (),
) -> PointCard:
    return PointCard(
        number=number,
        code=names[0],
        place=words(place),
        names=_names(*names),
        figure=PointFigure(
            marks=(Mark(names[0], number),),
            side="right",
            landmarks=landmarks,
            guide=None,
            alt=f"Drawing. {place}.",
            caption=words(f"Point {number}. Right side shown."),
        ),
        find_title=words("Find it"),
        find=_texts(*find),
        press_title=words("Press it"),
        press=_pairs(*press),
        why=words(why),
        cautions_title=words("Take care"),
        cautions=_texts(*cautions),
        note_title=words("For you"),
        note=_texts(*note),
    )


CARDS = (
    card(
        1,
        ("BL40", "Wěizhōng", "委中", "Middle of the Crook"),
        "back of the knee, middle",
        (
            "Feel the skin fold that runs across the back of your knee.",
            "Feel the two firm cords at the ends of the fold.",
            "Put a fingertip in the soft middle, halfway between the cords.",
        ),
        (
            ("How long", "1 to 2 minutes"),
            ("Where", "Both sides"),
            ("How", "Press and hold still"),
            ("How hard", "Lightly"),
        ),
        "Traditionally used for low back pain, stiff knees and aching legs.",
        (
            "Press lightly. A nerve and large blood vessels lie here.",
            "Skip this point over varicose veins or a swollen knee.",
        ),
        landmarks=(("knee-crease", "skin fold"),),
    ),
    card(
        2,
        ("BL60", "Kūnlún", "崑崙", "Kunlun Mountains"),
        "hollow behind the outer ankle bone",
        (
            "Feel the round bone on the outer side of your ankle.",
            "Feel the thick cord above the back of your heel.",
            "Put a fingertip in the hollow, halfway from the bone to the cord.",
        ),
        (
            ("How long", "1 to 2 minutes"),
            ("Where", "Both sides"),
            ("How", "Press in small, slow circles"),
            ("How hard", "Firmly, but without pain"),
        ),
        "Traditionally used for low back pain, a stiff neck and a sore heel.",
        ("Skip this point if your ankle is swollen.",),
        landmarks=(("outer-ankle-bone", "ankle bone"), ("achilles-tendon", "cord")),
    ),
    card(
        3,
        ("LI4", "Hégǔ", "合谷", "Joining Valley"),
        "web between thumb and index finger",
        (
            "Squeeze your thumb against the side of your index finger.",
            "Put your other thumb on top of the bulge. Relax the hand.",
            "Press toward the bone of the index finger.",
        ),
        (
            ("How long", "30 to 60 seconds"),
            ("Where", "The side away from the pain"),
            ("How", "Press in small, slow circles"),
            ("How hard", "Lightly"),
        ),
        "Traditionally used for headache, toothache and a tense face.",
        ("Do not press this point if you are or may be pregnant.",),
        note=("Use the other thumb. Stop if it tingles.",),
    ),
    card(
        4,
        ("GB34", "Yánglíngquán", "陽陵泉", "Yang Mound Spring"),
        "dip below the outer knee",
        (
            "Feel along the outer side of your leg, just below the knee.",
            "Find the small round bone there.",
            "Slide a fingertip forward and down, off this bone, into the dip.",
        ),
        (
            ("How long", "2 to 3 minutes"),
            ("Where", "Both sides"),
            ("How", "Press in small, slow circles"),
            ("How hard", "Firmly, but without pain"),
        ),
        "Traditionally used for knee pain, hip and leg pain and tight muscles.",
        ("Stop at once if your foot or shin tingles.",),
    ),
    card(
        5,
        ("KI3", "Tàixī", "太谿", "Great Ravine"),
        "hollow behind the inner ankle bone",
        (
            "Feel the round bone on the inner side of your ankle.",
            "Feel the thick cord above the back of your heel.",
            "Put a fingertip in the hollow, halfway from the bone to the cord.",
        ),
        (
            ("How long", "1 to 2 minutes"),
            ("Where", "Both sides"),
            ("How", "Press and hold still"),
            ("How hard", "Lightly"),
        ),
        "Traditionally used for low back pain, tiredness and a sore ankle.",
        ("Press gently. If you feel a pulse, move off it a little.",),
    ),
)

TIPS = (
    TipCard(
        "heat",
        words("Gentle heat"),
        _texts(
            "Wrap a warm pack in a thin towel. It should feel warm, not hot.",
            "Rest it on the sore area for 15 minutes.",
        ),
        _texts("Do not use heat on numb, broken or swollen skin."),
    ),
    TipCard(
        "stretch-hips",
        words("Hip stretch on a chair"),
        _texts(
            "Sit tall on a firm chair. Put one ankle on the other knee.",
            "Lean forward a little until you feel a mild pull.",
            "Breathe slowly for 20 seconds. Change legs. Do it twice.",
        ),
    ),
    TipCard(
        "keep-moving",
        words("Keep moving"),
        _texts(
            "Do your normal daily tasks, as far as pain lets you.",
            "Change your position every 30 minutes.",
        ),
    ),
    TipCard(
        "water",
        words("Drink enough"),
        _texts("Keep a glass of water where you can see it.", "Sip through the day."),
        _texts("If a doctor told you to limit what you drink, keep to that limit."),
    ),
)

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def parts() -> tuple[Part, ...]:
    return (
        Part(
            "short",
            words("In short"),
            (
                Paragraph(words("Press these 5 points to help you feel more at ease."), "lead"),
                Facts(
                    _pairs(
                        ("How often", "Twice a day"),
                        ("Each time", "About 15 minutes"),
                        ("For", "2 weeks"),
                        ("How hard", "Firm, never painful"),
                    )
                ),
                Paragraph(
                    words(
                        "What we know: pressing points may ease pain a little. "
                        "It is not proven for all pain."
                    )
                ),
            ),
        ),
        Part(
            "not-today",
            (),
            (
                Callout(
                    "stop",
                    words("Do not press today if"),
                    (
                        Bullets(
                            _texts(
                                "the skin there is cut, sore, swollen, hot or bruised",
                                "you have a fever or feel ill",
                                "you have a hot, swollen or painful calf. Get help at once",
                                "you are or may be pregnant: leave out 2 and 3",
                            )
                        ),
                    ),
                ),
            ),
        ),
        Part(
            "how",
            words("How to press"),
            (
                Steps(
                    _texts(
                        "Sit or lie down. Let your shoulders drop.",
                        "Find the spot. Feel around it for the sorest place.",
                        "Press slowly, until it feels firm. It must not hurt.",
                        "Breathe slowly while you press. Then let go slowly.",
                    )
                ),
            ),
        ),
        Part(
            "map",
            words("Where to press"),
            (
                BodyMap(
                    tuple((Mark(one.code, one.number), "both") for one in CARDS),
                    (("body-front", "Front"), ("body-back", "Back")),
                    "A drawing of the body, front and back. It shows 5 points.",
                    words("The numbers match the cards below."),
                ),
            ),
        ),
        Part("points", words("Your points"), CARDS),
        Part("tips", words("At home"), TIPS),
        Part("notes", words("A note for you"), (Paragraph(words("Press before your walk.")),)),
        Part(
            "chart",
            words("Tick each time you press"),
            (
                TickChart(
                    words("Week"),
                    _texts(*DAYS),
                    _texts("1", "2"),
                    words("Bring this sheet to your next visit."),
                ),
            ),
        ),
        Part(
            "feel",
            words("What you may feel"),
            (
                Paragraph(
                    words("A dull ache, warmth or tingling at the spot is fine."),
                ),
                Callout(
                    "caution",
                    words("Stop and let go if"),
                    (
                        Bullets(
                            _texts(
                                "the pain is sharp, or it shoots down an arm or leg",
                                "a part goes numb or tingles",
                                "you feel dizzy, faint or sick",
                            )
                        ),
                    ),
                ),
            ),
        ),
        Part(
            "call",
            words("When to call"),
            (
                Callout(
                    "call",
                    words("Call us if"),
                    (
                        Bullets(
                            _texts(
                                "your pain gets worse, or does not ease in two weeks",
                                "new numbness or tingling stays",
                            )
                        ),
                    ),
                ),
                Callout(
                    "emergency",
                    words("Get emergency help now if"),
                    (
                        Bullets(
                            _texts(
                                "you cannot control, or cannot pass, urine or stool",
                                "you go numb between the legs",
                                "both legs get weak or numb",
                                "you have chest pain or cannot breathe well",
                            )
                        ),
                    ),
                ),
            ),
        ),
        Part(
            "visit",
            words("Your next visit"),
            (
                Paragraph(
                    words("Friday, 4 December 2026 at 3:30 pm", strong=True),
                ),
            ),
        ),
        Part(
            "link",
            words("Watch or read more"),
            (
                WebLink(
                    "https://example.org/low-back",
                    words("Watch the video"),
                    words("Point your phone camera at the square."),
                    "A square code. It opens https://example.org/low-back",
                ),
            ),
        ),
        Part(
            "contact",
            (),
            (
                Contact(
                    words("Questions? We are here."),
                    (
                        (words("Phone"), words("020 7946 0958"), "tel:+442079460958"),
                        (words("Web"), words("willow.example"), "https://willow.example"),
                    ),
                ),
            ),
        ),
        Part(
            "disclaimer",
            words("Please note"),
            (
                Paragraph(
                    words(
                        "This sheet is for teaching only. It is not medical advice, a diagnosis or "
                        "a treatment. It does not replace care from your doctor. Ask a qualified "
                        "health worker before you start. Point uses come from tradition. "
                        "Proof from studies is limited."
                    ),
                    "small",
                ),
            ),
        ),
    )


def handout(patient: str = "Maria Lopez") -> Handout:
    return Handout(
        language="en",
        title=words("Easing low back pain at home"),
        subtitle=words(f"For {patient} · 20 November 2026"),
        brand=Brand("Willow Acupuncture", ("Ana Reyes, L.Ac.", "020 7946 0958"), "#1f6f5c", None),
        parts=parts(),
        running=words("Willow Acupuncture · 020 7946 0958 · Handouts 0.1.0"),
        page_of="Page {page} of {pages}",
        author="Ana Reyes, L.Ac.",
        subject="Acupressure at home",
        created="2026-11-20",
    )
