"""What a patient lives with: names that safety has rules for, answers, and what it has none for.

Nothing of safety is swallowed, and no answer is turned round: whatever speaks of a condition, a
medicine, an age or a pregnancy is asked back with what to write when it is so, and when it is not.
A name or a title that does so stops, too (`Noah Reid (baby)`, `Nausea in pregnancy`), since safety
reads conditions alone; what notes say is told (`safety/notes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import partial

from handouts.files.reading import shown
from handouts.library import Library, spoken
from handouts.library.close import closest
from handouts.library.spoken import Told, pattern
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence
from handouts.prescription import values
from handouts.prescription.charted import charted, misplaced
from handouts.prescription.fields import Field
from handouts.prescription.fill import divided, entries, scalar, scalars, take_each
from handouts.prescription.nothing import is_answer, must_be_expected
from handouts.prescription.points import resolve
from handouts.prescription.problems import ProblemLog
from handouts.prescription.values import Wrong
from handouts.text.words import word_by_word

OF_NAME = "name"
"""What `acknowledge` calls a name that speaks of a condition and is only a name."""
OF_NAME_SAYS = f"{OF_NAME}: her surname, she says so, 20 Nov, HP"
"""How that is written, in full."""
Conditions = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]
"""Conditions that rules know, those that the practitioner answers for, and on which sides of the
body the first ones are, where that is written.
"""

_WRITE_NONE = "If you have asked, and there is none, write: none"
_OTHER = re.compile(r"other(?:\s*:\s*|\s+|$)(.*)", re.I | re.S)
_EXAMPLE = "other: lupus (talked through)"
_OTHER_CURE = f"Write: {_EXAMPLE}"
_LOOK = "See: handouts conditions"
_LATE = "After an operation of the last months: recent-surgery, too."
_YES_NO = re.compile(
    r"(?P<name>.+?)(?:\s*[:=?]+\s*|\s+[-–—]+\s*|\s*\(|\s+)"
    r"(?:(?P<no>no|n|nope|none|nil|false|neg|negative|denied|denies)"
    r"|(?P<yes>yes|y|true|positive|current))\W*",
    re.I,
)
"""`pregnant: no`, `warfarin - yes`, as a form has it."""
_NOT_PLAIN = {
    "relative": ("it is the patient's own", "it is in the family"),
    "long-ago": ("it was in the last months", "it is long over"),
    "over": ("the patient still has or takes it", "not"),
}
"""What makes it unsure whether the patient has it, now: when to write it, and when not."""
_STATUS_AFTER = re.compile(r"\bs/p\b", re.I)


def take_conditions(
    library: Library, field: Field, node: Node, log: ProblemLog
) -> Conditions | None:
    """What the patient lives with; None for an empty list, which says nothing."""
    names: dict[str, int] = {}
    others: dict[str, int] = {}
    several = divided(node) if isinstance(node, Scalar) else entries(node)
    items = [one for item in several for text in _texts(item) for one in _apart(library, text)]
    listed = scalars(Sequence(node.line, items), field.limit, "pregnant")
    nones = [item for item in listed if is_answer(item.text, "healthy")]
    if nones:
        listed = [
            item for item in listed
            if item not in nones and not spoken.needs_no_rule(item.text, library)
        ]  # fmt: skip
        if beside := [shown(one.text) for one in listed if not _is_beside_none(library, one.text)]:
            wrong = f"`none` stands beside {values.one_of(beside, 'and')}."
            raise Wrong(wrong, "If the patient has that, delete `none`; if not, delete that.")
        if not listed:
            return (), (), ()
    if not listed:
        return None
    sign = "; " if log.columns else ", "
    own, other_lines = list[Scalar](), set[int]()
    sides: dict[tuple[str, str], None] = {}
    for item in listed:
        if other := _OTHER.fullmatch(item.text.strip()):
            own.append(Scalar(other[1], item.line, quoted=True))
            other_lines.add(item.line)
        elif spoken.needs_no_rule(item.text, library, noted=True):
            own.append(item)
        elif chart := charted(item.text, library):
            for name in chart.conditions:
                names[name] = log.lines[f"conditions.{name}"] = item.line
            sides |= dict.fromkeys((chart.conditions[0], side) for side in sorted(chart.sides))
            says, summed = f"{shown(item.text)} is read as {chart.told}.", ("", "")
            if log.columns:
                summed = "named", f"{shown(item.text)} as {chart.told}"
            log.notice(item.line, "conditions", says, chart.cure, summed)
        else:
            after_other = item.line in other_lines
            take = partial(_condition, library, sign, after_other)
            take_each(item, log, "conditions", names, take, again=True)
    for item in own:  # what is named beside it need not be asked about
        take_each(item, log, "conditions", others, partial(_other, library, sign, {*names}))
    for name, line in names.items():
        for contrary in names.keys() & {*library.conditions[name].denies}:
            wrong = f"{name} stands beside {contrary}."
            log.wrong(line, "conditions", wrong, "Keep the one that is true.")
    return tuple(names), tuple(others), tuple(sides)


def _texts(item: Node) -> list[Node]:
    """`- other: lupus` or `pregnant: no` is a group of fields to YAML; everybody means the text."""
    if not isinstance(item, Mapping):
        return [item]
    return [
        Scalar(f"{key}: {scalar(node)}" if scalar(node) else key, item.lines[key], quoted=True)
        for key, node in item.items.items()
    ]


def _is_beside_none(library: Library, text: str) -> bool:
    """Whether no rule asks about it, or it only says what somebody has not got: `not-pregnant`."""
    if spoken.needs_no_rule(text, library, noted=True):
        return True
    code, chart = library.find("condition", text).code, charted(text, library)
    said = [code] if code else chart.conditions if chart else ()
    return bool(said) and all(library.conditions[name].denies for name in said)


def _apart(library: Library, item: Node) -> list[Node]:
    """`none not-pregnant` as two entries. Only what is called exactly so is parted: other names of
    conditions are words of each other (baby aspirin), or of a sentence (man).
    """
    words = item.text.casefold().split() if isinstance(item, Scalar) else []
    if len(words) > 1 and all(word == "none" or word in library.conditions for word in words):
        return [Scalar(word, item.line, quoted=True) for word in words]
    return [item]


def _condition(library: Library, sign: str, after_other: bool, name: str) -> str:
    """`sign` divides conditions where this one is typed; `after_other`: behind one of `other:`."""
    _must_be_an_answer(name)
    found = library.find("condition", name)
    if found.code is not None or found.candidates or found.broken:
        return resolve(found, name, "condition", library)
    if answered := _yes_or_no(name, library):
        return answered
    if pattern("weeks-pregnant").fullmatch(name):
        return "pregnant"
    if other := misplaced(name, library):
        wrong = f"The rules of {other[0]} say nothing of the part of the body in {shown(name)}."
        meant = f"If you mean {values.one_of(other[1])}, write that. If not, w" if other[1] else "W"
        raise Wrong(wrong, f"{meant}rite {other[0]} alone, and press nothing near it.")
    _must_not_speak_of(name, library, sign)
    _must_say_what_its_number_is(name, library)
    if which := spoken.may_be(name):
        wrong = f"{shown(name)} may be one of {len(which)}."
        raise Wrong(wrong, f"Write what is true: {values.one_of(which)}.")
    if spoken.is_age(name):
        raise Wrong(f"No rule asks for the age in {shown(name)}.", "Leave it out.")
    if pattern("operation").search(name) and (answers := _answers_in(name, library)):
        wrong = f"{shown(name)} is to be written by its name, so that safety knows it."
        raise Wrong(wrong, f"Write: {sign.join(answers)}. {_LATE}")
    near = [one for one in found.near if not library.conditions[one].excludes]
    near = [] if spoken.has_no_rule(name) else near or spoken.slips(name, library)[:3]
    if not near and (pattern("operation").search(name) or _STATUS_AFTER.search(name)):
        near = ["recent-surgery"]
    if not near and not spoken.has_no_rule(name):
        near = closest(name, sorted(spoken.words("no_rule_needed") | spoken.words("noted")), 1)
    guess = f"Did you mean {values.one_of(near)}? " if near else ""
    own = f"If it is yours to judge, write it behind `other:` with a word why, as `{_EXAMPLE}`."
    if after_other:
        own = f"If it belongs to the `other:` before it, put it in brackets, as `{_EXAMPLE}`."
    raise Wrong(f"There is no rule for the condition {shown(name)}.", f"{guess}{own} {_LOOK}")


def _must_say_what_its_number_is(text: str, library: Library) -> None:
    """Refuse a number beside what needs no rule, which may be an age or weeks: `braces 12`."""
    if spoken.is_harmless(text, library, numbers=True):
        wrong = f"It is not clear what the number in {shown(text)} says."
        cure = "If it is an age or weeks of pregnancy, write that alone, as `age 12` or `pregnant`."
        raise Wrong(wrong, f"{cure} If not, leave the number out.")


def _must_be_an_answer(name: str) -> None:
    """Refuse what says that nothing, or something, is there, and not what."""
    wrong = f"{shown(name)} is no condition."
    if is_answer(name, "no"):
        raise Wrong(wrong, _WRITE_NONE)
    if is_answer(name, "unknown"):
        raise Wrong(wrong, "Leave it empty until you have asked.")
    if is_answer(name, "yes", "agreed"):
        raise Wrong(wrong, f"Write what the patient has, each by its name. {_WRITE_NONE}")


def _yes_or_no(text: str, library: Library) -> str:
    """The condition where a form says yes to it; raises Wrong where it says no; else empty."""
    match = _YES_NO.fullmatch(text)
    known = library.find("condition", match["name"]).code if match else None
    if match is None or known is None:
        return ""
    if match["yes"] and library.conditions[known].rules:
        return known
    raise Wrong(f"{shown(text)} says what the patient has not got.", _not_so([known], library))


def _other(library: Library, sign: str, beside: Collection[str], text: str) -> str:
    """A condition that no rule knows, in the practitioner's words; `beside` are those named."""
    if (denied := spoken.denied_one(text, library)) in beside:
        raise Wrong(f"{denied} stands beside {shown(text)}.", "Keep the one that is true.")
    if spoken.needs_no_rule(text, library, noted=True):
        return values.text(text, 200)
    name = re.split(r"\s*[—–:,;(]|\s+-\s+", text, maxsplit=1)[0].strip()
    if len(name) < 2:
        raise Wrong("`other:` names no condition.", _OTHER_CURE)
    known = library.find("condition", name).code
    if known is not None and known not in beside:
        raise Wrong(f"Safety has rules for {shown(name)}.", f"Write it without `other:`: {known}")
    _must_not_speak_of(text, library, sign, beside)
    _must_say_what_its_number_is(text, library)
    if meant := [one for one in spoken.slips(text, library)[:3] if one not in beside]:
        cure = f"Did you mean {values.one_of(meant)}? Write it without `other:`."
        raise Wrong(f"{shown(text)} looks like what safety has rules for.", cure)
    return values.text(text, 200)


def _must_not_speak_of(
    text: str, library: Library, sign: str, beside: Collection[str] = ()
) -> None:
    """Refuse words that tell of a condition that has rules ("DVT last month", "37 weeks"). In "not
    pregnant no clots" none does: these are answers.
    """
    found = _beyond(spoken.told(text, library), beside)
    if not found:
        return
    answers, rest = _answers_in(text, library), text
    if answers:
        rest = word_by_word(text)
        for words in answers.values():
            rest = rest.replace(word_by_word(words), " ")
        found = _beyond(spoken.told(rest, library), beside)
    none = ["none"] if rest.split() == ["none"] else []
    known = [*none, *answers, *(values.one_of(one.conditions) for one in found)]
    if pattern("denies").match(rest.strip()) if found else len(known) == 1:
        denied = [name for one in found for name in one.conditions] or [*answers]
        raise Wrong(f"{shown(text)} says what the patient has not got.", _not_so(denied, library))
    wrong = f"{shown(text)} is to be written by its name, so that safety knows it."
    raise Wrong(wrong, _cure(text, rest, known, found, sign))


def _cure(text: str, rest: str, known: list[str], found: list[Told], sign: str) -> str:
    """What to write, and when to write nothing."""
    if not found:
        return _listed(known, sign)
    for kind, (so, not_so) in _NOT_PLAIN.items():
        if pattern(kind).search(text) and (kind != "long-ago" or all(map(spoken.is_over, found))):
            return f"If {so}, write: {sign.join(known)}. If {not_so}, leave it out."
    if pattern("denies").search(rest):  # which of them it denies is for a person to say
        return f"Write only what the patient has, each by its name. {_LOOK}"
    names = [name for one in found for name in one.conditions]
    cure = _listed(known, sign)
    if pattern("operation").search(text) and "recent-surgery" not in names:
        cure += f" {_LATE}"
    return cure


def _listed(known: list[str], sign: str) -> str:
    if len(known) == 1 and " or " in known[0]:
        return f"Write what is true: {known[0]}. If none is, leave these words out."
    if len(known) == 1:
        return f"Write: {known[0]}."
    signs = "semicolons" if ";" in sign else "commas"
    return f"Put {signs} between what is true: {sign.join(known)}"


def _not_so(names: Iterable[str], library: Library) -> str:
    """What to write where the patient has not got it, and where that is wrong."""
    conditions = dict.fromkeys(
        name for given in names for name in library.conditions[given].denies or (given,)
    )
    answers = [answer for name in conditions for answer in library.answers(name)]
    cure = f"If you have asked, write: {', '.join(answers)}." if answers else "Leave it out."
    return f"{cure} If the patient has it, write: {', '.join(conditions)}."


def _beyond(found: Iterable[Told], beside: Collection[str]) -> list[Told]:
    """What is told of that is not named."""
    return [one for one in found if not {*one.conditions} & {*beside}]


def _answers_in(text: str, library: Library) -> dict[str, str]:
    """The answers of which a name stands in a text, with its words."""
    found = spoken.told(text, library, answers=True, ages=False)
    names = {one.conditions[0]: one.words for one in found if one.by_name}
    return {name: words for name, words in names.items() if library.conditions[name].denies}


# ── what a name or a title says ─────────────────────────────────────────────────────────────────

_PARTICLE = 3
"""Letters of a small word within a name."""
_BARE_NAME = re.compile(
    r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?"
    r"(?: \((?:née|nee|né|born|geb\.?) [^\W\d_]+(?:[ '’-][^\W\d_]+)*\))?",
    re.I,
)
"""Letters, spaces, hyphens, apostrophes, and the name that somebody had before."""
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)")
_BEHIND = re.compile(r"[,;:/|]|\s[-–—]\s|\s(?:on|with|has|takes)\s", re.I)
_BABY_FIRST = re.compile(r"(baby|newborn|infant|toddler)\b", re.I)


def must_be_in_conditions(
    name: str,
    title: str,
    conditions: Collection[str],
    reason: str,
    log: ProblemLog,
    library: Library,
) -> None:
    """Note what a patient's name and a title speak of and `conditions` do not say; `reason` is what
    was acknowledged of the name: that a bare one is only a name, and nothing more.
    """
    with log.noting(log.lines.get("patient", 0), "patient"):
        must_be_expected(name)
        found = spoken.told(_beside_the_name(name), library, answers=True, prose=True)
        found += spoken.aged_beside(name)
        at = log.lines.get(f"acknowledge.{OF_NAME}", 0), f"acknowledge.{OF_NAME}"
        if reason and found and _is_only_a_name(name, found):
            words = shown(" ".join(one.words for one in found))
            log.notice(*at, f"{words} in the name {shown(name)} is taken as a name: {reason}", "")
            found = []
        elif reason and not found:
            log.notice(*at, f"Nothing in the name {shown(name)} needs it.", "Take it out.")
        cure = _of_a_name(name, found, log, acknowledged=bool(reason))
        _must_be_said("name", found, conditions, log, library, cure)
    with log.noting(log.lines.get("title", 0), "title"):
        found = spoken.told_in_prose(title, library)
        _must_be_said("title", found, conditions, log, library)


def _must_be_said(
    what: str,
    found: Collection[Told],
    conditions: Collection[str],
    log: ProblemLog,
    library: Library,
    more: str = "",
) -> None:
    """Refuse a text that tells of a condition about which nothing is said, or the contrary; `more`
    is what else may be done about it. Raises Wrong.
    """
    told = {name for one in found for name in one.conditions}
    for answer in conditions:
        if denied := told & {*library.conditions[answer].denies}:
            wrong = f"The {what} speaks of {', '.join(denied)}, and the conditions say {answer}."
            raise Wrong(wrong, f"Keep the one that is true: mend the {what}, or take it out there.")
    said = {*conditions}.union(*(library.conditions[name].excludes for name in conditions))
    said |= {"child"} if "infant" in conditions else set()
    said |= {name for name, one in library.conditions.items() if not one.rules}  # mere answers
    unsaid = [one.conditions for one in found if not said & {*one.conditions}]
    if unsaid:
        names = values.one_of(dict.fromkeys(map(values.one_of, unsaid)), "and")
        wrong = f"The {what} speaks of {names}, and the conditions do not."
        where = "into a column conditions" if log.columns else "under `conditions:`"
        cure = f"If it is right, write {names} {where}; if not, change the {what}."
        raise Wrong(wrong, f"{cure}{more}")


def _is_only_a_name(name: str, found: Iterable[Told]) -> bool:
    """Whether a name has nothing beside it, and what it tells of are surnames alone."""
    told_words = {one.words.casefold() for one in found}
    return bool(_BARE_NAME.fullmatch(name)) and told_words <= spoken.words("surnames")


def _of_a_name(name: str, found: Iterable[Told], log: ProblemLog, *, acknowledged: bool) -> str:
    """What to do where what tells of a condition is only a name."""
    where = "in a column acknowledge" if log.columns else "under `acknowledge:`"
    if _is_only_a_name(name, found):
        return f" If it is only a name, write {where}: {OF_NAME_SAYS}"
    cure = " If it is only a name, write the name alone, like Lea Stone."
    if acknowledged:
        cure += f" `{OF_NAME}:` {where} answers for nothing else."
    return cure


def _beside_the_name(name: str) -> str:
    """What stands beside a name in its field: in brackets, behind a comma or a dash, in small
    letters or in capitals, a baby in front. The name itself may be anything: Julia Child, Hilma af
    Klint, Lea Stone (née Child).
    """
    behind = _BEHIND.split(_IN_BRACKETS.sub("", name))[1:]
    words = name.split()
    mixed = name not in (name.upper(), name.lower())
    inner = [
        word for n, word in enumerate(words)
        if not (0 < n < len(words) - 1 and len(word) <= _PARTICLE and words[n + 1].istitle())
    ]  # fmt: skip
    parts = [
        *(pattern("maiden").sub("", part) for part in _IN_BRACKETS.findall(name)),
        *(part for part in behind if not part.strip().istitle() or " " in part.strip()),
        " ".join(word for word in inner if mixed and word.islower()),
        " ".join(word for word in words if mixed and len(word) > 2 and word.isupper()),
        *(match[0] for match in [_BABY_FIRST.match(name)] if match),
    ]
    return " ".join(parts)
