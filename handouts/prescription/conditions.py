"""What a patient lives with: names that safety has rules for, answers, and what it has none for.

Nothing of safety is swallowed, and no answer is turned round: whatever speaks of a condition, a
medicine, an age or a pregnancy is asked back with what to write when it is so, and when it is not.
What an entry says is read in `entry.py`; here stands what the field does with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import NoReturn

from handouts.files.reading import shown
from handouts.library import Library, mentions
from handouts.library.mentions import Mention, pattern
from handouts.library.slips import closest
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence
from handouts.prescription.age import Age, age_beside, ages_between, read_age
from handouts.prescription.entry import (
    ReadEntry,
    ages_apart,
    doubt_of,
    fresh,
    must_be_readable,
    read_entry,
    told_behind_denial,
    with_lists_denied,
)
from handouts.prescription.fields import values
from handouts.prescription.fields.blanks import is_answer
from handouts.prescription.fields.fill import divided, entries, scalar, scalars, take_each
from handouts.prescription.fields.points import resolve
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import Field
from handouts.prescription.fields.values import Wrong
from handouts.text.words import word_by_word

Conditions = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]
"""Conditions that rules know, those that the practitioner answers for, and on which sides of the
body the first ones are, where that is written.
"""

_WRITE_NONE = "If you have asked, and there is none, write: none"
_WRITE_IT = f"Write what the patient has, each by its name. {_WRITE_NONE}"
_NO_CONDITION = {
    "no": _WRITE_NONE,
    "unknown": "Leave it empty until you have asked.",
    "yes": _WRITE_IT,
    "agreed": _WRITE_IT,
}
"""What says that nothing, or something, is there, and not what."""
_OTHER = re.compile(r"other(?:\s*:\s*|\s+|$)(.*)", re.I | re.S)
_EXAMPLE = "other: lupus (talked through)"
_LOOK = "See: handouts conditions"
_TO_COME = "Of what is only to come, write what it is for."
_NOT_PLAIN = {
    "relative": ("it is the patient's own", "it is somebody else's"),
    "long-ago": ("it was in the last months", "it is long over"),
    "over": ("the patient still has or takes it", "not"),
}
"""What makes it unsure whether the patient has it, now: when to write it, and when not."""
_WHOSE = ("breast-feeding", "infant")
"""Of these, an age among the words may be the patient's, or her baby's."""
_STATUS_AFTER = re.compile(r"\bs/p\b", re.I)


def take_conditions(
    library: Library, field: Field, node: Node, log: ProblemLog
) -> Conditions | None:
    """What the patient lives with; None for an empty list, which says nothing."""
    if isinstance(node, Scalar):
        whole = replace(node, text=with_lists_denied(node.text, library))
        node = Sequence(node.line, [*divided(whole)])
    items = [one for item in entries(node) for one in _parted(item, library)]
    listed = scalars(Sequence(node.line, items), field.limit, "pregnant")
    nones = [item for item in listed if is_answer(item.text, "healthy")]
    if nones:
        listed = [
            item for item in listed
            if item not in nones and not mentions.needs_no_rule(item.text, library)
        ]  # fmt: skip
        if beside := [shown(one.text) for one in listed if not _is_beside_none(library, one.text)]:
            wrong = f"`none` stands beside {values.one_of(beside, 'and')}."
            raise Wrong(wrong, "If the patient has that, delete `none`; if not, delete that.")
        if not listed:
            return (), (), ()
    if not listed:
        return None
    names, others = dict[str, int](), dict[str, int]()
    sign = "; " if log.columns else ", "
    own, other_lines = list[Scalar](), set[int]()
    sides: dict[tuple[str, str], None] = {}
    told: list[tuple[Scalar, ReadEntry]] = []
    typed: dict[str, str] = {}
    ages: dict[str, float] = {}
    unclear: list[tuple[Scalar, ReadEntry]] = []
    for item in listed:
        if other := _OTHER.fullmatch(item.text.strip()):
            own.append(Scalar(other[1], item.line, quoted=True))
            other_lines.add(item.line)
            continue
        entry = read_entry(" ".join(item.text.split())[:200], library)
        typed |= dict.fromkeys(entry.conditions, shown(item.text))
        ages |= {shown(item.text): entry.years} if entry.years is not None else {}
        if entry.state in ("harmless", "noted"):
            own.append(item)
        elif entry.state == "is":
            for one in entry.conditions:
                for name in (one, *library.conditions[one].implies):
                    names[name] = log.lines[f"conditions.{name}"] = item.line
            sides |= dict.fromkeys((entry.conditions[0], side) for side in sorted(entry.sides))
            if entry.told:
                told.append((item, entry))
        else:
            unclear.append((item, entry))
    for item, entry in unclear:  # levodopa beside Parkinson's has its answer there
        if answered := _answered(entry, names):
            told.append((item, answered))
            continue
        with log.noting(item.line, "conditions"):
            _refuse(entry, library, sign, after_other=item.line in other_lines)
    for item in own:  # what is named beside it need not be asked about
        take_each(item, log, "conditions", others, partial(_other, library, sign, {*names}))
    for item, entry in told:
        says, cure = f"{shown(item.text)} is read as {entry.told}.", entry.cure
        summed = ("named", f"{shown(item.text)} as {entry.told}") if log.columns else ("", "")
        cure = "" if entry.perhaps in names else cure
        log.notice(item.line, "conditions", says, cure, summed)
    for name, line in names.items():
        for contrary in names.keys() & {*library.conditions[name].denies}:
            wrong = f"{_as_typed(name, typed)} stands beside {_as_typed(contrary, typed)}."
            log.wrong(line, "conditions", wrong, "Keep the one that is true.")
    if ages_apart(ages.values()):
        wrong = f"{values.one_of(list(ages), 'and')} are no ages of one patient."
        log.wrong(node.line, "conditions", wrong, "Keep the one that is true.")
    return tuple(names), tuple(others), tuple(sides)


def _answered(entry: ReadEntry, beside: Collection[str]) -> ReadEntry | None:
    """One of several conditions, and no more, where some of them stand beside it; else None."""
    known = [one for one in entry.conditions if one in beside]
    if entry.doubt != "several" or not known or not {*entry.conditions} <= {*entry.meant}:
        return None
    named = values.one_of(known, "and")
    others = [one for one in entry.conditions if one not in beside]
    told, cure = f"{named}, which stands beside it", ""
    if others:
        told += f", not as {values.one_of(others)}"
        cure = f"If {values.one_of(others)} is right, write that, too."
    return replace(entry, told=told, cure=cure)


def _as_typed(name: str, typed: dict[str, str]) -> str:
    """A condition, and in which words it was typed where these are others."""
    return name if typed.get(name, shown(name)) == shown(name) else f"{name} ({typed[name]})"


def _is_beside_none(library: Library, text: str) -> bool:
    """Whether no rule asks about it, or it only says what somebody has not got: `not-pregnant`."""
    entry = read_entry(text, library)
    if entry.state == "is":
        return all(library.conditions[name].denies for name in entry.conditions)
    return entry.state in ("harmless", "noted")


def _parted(item: Node, library: Library) -> list[Node]:
    """`- pregnant: no` is a group of fields to YAML, and everybody means the text; `none
    not-pregnant` are two entries. Only what is called exactly so is parted: other names are words
    of each other (baby aspirin), or of a sentence (man).
    """
    if isinstance(item, Mapping):
        said = {key: scalar(node) for key, node in item.items.items()}
        texts = [
            Scalar(f"{key}: {text}" if text else key, item.lines[key], quoted=True)
            for key, text in said.items()
        ]
        return [one for text in texts for one in _parted(text, library)]
    words = item.text.casefold().split() if isinstance(item, Scalar) else []
    if len(words) > 1 and all(word == "none" or word in library.conditions for word in words):
        return [Scalar(word, item.line, quoted=True) for word in words]
    return [item]


def _refuse(entry: ReadEntry, library: Library, sign: str, *, after_other: bool) -> NoReturn:
    """Raise Wrong: why an entry is not taken, and what to write. `sign` divides conditions there;
    `after_other`: it stands behind one of `other:`.
    """
    name = entry.text
    for kind, cure in _NO_CONDITION.items():
        if is_answer(name, kind):
            raise Wrong(f"{shown(name)} is no condition.", cure)
    found = library.find("condition", name)
    if found.candidates or found.broken:
        resolve(found, name, "condition", library)
    if entry.state == "denied":
        wrong = f"{shown(name)} says what the patient has not got."
        raise Wrong(wrong, _not_so(entry.conditions, library))
    if entry.doubt != "both" or not _answers_in(name, library):
        must_be_readable(entry)
    _must_not_speak_of(name, library, sign)
    _must_say_what_its_number_is(name, library)
    if which := mentions.may_be(name):
        wrong = f"{shown(name)} may be one of {len(which)}."
        raise Wrong(wrong, f"Write what is true: {values.one_of(which)}.")
    if ages := mentions.ages_in(name):
        cure = f"If it is the patient's, write: age {int(max(ages))}. If not, leave it out."
        raise Wrong(f"It is not clear whether {shown(name)} is an age.", cure)
    if pattern("operation").search(name) and (answers := _answers_in(name, library)):
        if pattern("denies").search(name) or entry.doubt in ("relative", "to-come"):
            cure = f"Leave it out. If it was done to the patient, write: {sign.join(answers)}."
            raise Wrong(f"{shown(name)} says what the patient has not had, or not yet.", cure)
        wrong = f"{shown(name)} is to be written by its name, so that safety knows it."
        raise Wrong(wrong, f"Write: {sign.join(answers)}. {_late(answers, library)}")
    near = [one for one in found.near if not library.conditions[one].excludes]
    near = [] if mentions.has_no_rule(name) else near or mentions.slips(name, library)[:3]
    if not near and (pattern("operation").search(name) or _STATUS_AFTER.search(name)):
        near = ["recent-surgery"]
    if not near and not mentions.has_no_rule(name):
        near = closest(name, sorted(mentions.words("no_rule_needed") | mentions.words("noted")), 1)
    guess = f"Did you mean {values.one_of(near)}? " if near else ""
    own = f"If it is yours to judge, write it behind `other:` with a word why, as `{_EXAMPLE}`."
    if after_other:
        own = f"If it belongs to the `other:` before it, put it in brackets, as `{_EXAMPLE}`."
    raise Wrong(f"There is no rule for the condition {shown(name)}.", f"{guess}{own} {_LOOK}")


def _must_say_what_its_number_is(text: str, library: Library) -> None:
    """Refuse a number beside what needs no rule, which may be an age or weeks: `braces 12`."""
    if mentions.is_harmless(text, library, numbers=True):
        wrong = f"It is not clear what the number in {shown(text)} says."
        cure = "If it is an age or weeks of pregnancy, write that alone, as `age 12` or `pregnant`."
        raise Wrong(wrong, f"{cure} If not, leave the number out.")


def _other(library: Library, sign: str, beside: Collection[str], text: str) -> str:
    """A condition that no rule knows, in the practitioner's words; `beside` are those named."""
    if (denied := mentions.denied_one(text, library)) in beside:
        raise Wrong(f"{denied} stands beside {shown(text)}.", "Keep the one that is true.")
    if mentions.needs_no_rule(text, library, noted=True):
        return values.text(text, 200)
    name = re.split(r"\s*[—–:,;(]|\s+-\s+", text, maxsplit=1)[0].strip()
    if len(name) < 2:
        raise Wrong("`other:` names no condition.", f"Write: {_EXAMPLE}")
    known = library.find("condition", name).code
    if known is not None and known not in beside:
        raise Wrong(f"Safety has rules for {shown(name)}.", f"Write it without `other:`: {known}")
    _must_not_speak_of(text, library, sign, beside)
    _must_say_what_its_number_is(text, library)
    if meant := [one for one in mentions.slips(text, library)[:3] if one not in beside]:
        cure = f"Did you mean {values.one_of(meant)}? Write it without `other:`."
        raise Wrong(f"{shown(text)} looks like what safety has rules for.", cure)
    return values.text(text, 200)


def _must_not_speak_of(
    text: str, library: Library, sign: str, beside: Collection[str] = ()
) -> None:
    """Refuse words that tell of a condition that has rules ("DVT last month", "37 weeks"). In "not
    pregnant no clots" none does: these are answers.
    """
    whole = read_age(text, library)
    if whole and len(whole.years) > 1:
        _ask_of_age(text, whole, library)
    found = _beyond(mentions.found_in(text, library), beside)
    told = {*beside}.union(*(one.conditions for one in found))
    if {*_WHOSE} <= told:
        found = [one for one in found if not {*one.conditions} & {*_WHOSE}]
        found.append(Mention(text, _WHOSE))
    alone = ages_between(text, library)
    ages = {
        part: age for part, age in (alone or age_beside(text)).items()
        if (names := {*age.names(library)} & {*library.conditions}) and not names & told
    }  # fmt: skip
    if not found:
        if ages and alone:
            _ask_of_age(*next(iter(ages.items())), library)
        return
    answers, rest = _answers_in(text, library), text
    if answers:
        rest = word_by_word(text)
        for words in answers.values():
            rest = rest.replace(word_by_word(words), " ")
        found = _beyond(mentions.found_in(rest, library), beside)
    none = ["none"] if rest.split() == ["none"] else []
    known = [*none, *answers, *(values.one_of(one.conditions) for one in found)]
    known += [values.one_of(age.names(library)) for age in ages.values()]
    denies = len(known) == 1
    if found:
        each, behind = pattern("denies-each"), rest.strip()
        denies = bool(pattern("denies").match(behind) or each.match(behind) or each.match(text))
        denies = denies and not told_behind_denial(text, library)
    if denies:
        denied = [*answers, *(name for one in found for name in one.conditions)]
        raise Wrong(f"{shown(text)} says what the patient has not got.", _not_so(denied, library))
    wrong = f"{shown(text)} is to be written by its name, so that safety knows it."
    lengths = [shown(part) for part, age in ages.items() if age.may_be_length]
    cure = _cure(text, rest, known, found, library, sign)
    if lengths:
        cure = f"{cure.rstrip('.')}. If {values.one_of(lengths)} is no age, leave that out."
    raise Wrong(wrong, cure)


def _ask_of_age(text: str, age: Age, library: Library) -> NoReturn:
    """Refuse what may be an age, with what it is to safety."""
    names = values.one_of(age.names(library))
    cure = f"If it is the patient's, write: {names}. If not, leave it out."
    raise Wrong(f"It is not clear whether {shown(text)} is an age.", cure)


def _cure(
    text: str, rest: str, known: list[str], found: list[Mention], library: Library, sign: str
) -> str:
    if not found:
        return _listed(known, sign)
    names = [name for one in found for name in one.conditions]
    doubt = doubt_of(text, found, library)
    if doubt == "to-come":
        has = sign.join(known)
        late = "" if pattern("to-come").search(text) else f" {_late(names, library)}"
        cure = f"Write what the patient has today: {has}. {_TO_COME}"
        return cure + (late if pattern("operation").search(text) else "")
    if doubt in _NOT_PLAIN:
        so, not_so = _NOT_PLAIN[doubt]
        return f"If {so}, write: {sign.join(known)}. If {not_so}, leave it out."
    if pattern("denies").search(rest):  # which of them it denies is for a person to say
        return f"Write only what the patient has, each by its name. {_LOOK}"
    is_late = pattern("operation").search(text) and "recent-surgery" not in names
    return _listed(known, sign) + (f" {_late(names, library)}" if is_late else "")


def _late(conditions: Iterable[str], library: Library) -> str:
    """What to write besides for an operation behind these that has not healed."""
    also = values.one_of(fresh(conditions, library), "and")
    return f"After an operation of the last months: {also}, too."


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


def _beyond(found: Iterable[Mention], beside: Collection[str]) -> list[Mention]:
    return [one for one in found if not {*one.conditions} & {*beside}]


def _answers_in(text: str, library: Library) -> dict[str, str]:
    """The answers of which a name stands in a text, with its words."""
    found = mentions.found_in(text, library, answers=True, ages=False)
    names = {one.conditions[0]: one.words for one in found if one.by_name}
    return {name: words for name, words in names.items() if library.conditions[name].denies}
