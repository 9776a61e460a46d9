"""The points of a prescription: an entry is a name, a name with its dose, or a group of fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from handouts.dose import MOTIONS, PRESSURES, SIDES, Hold, parse_hold
from handouts.errors import Wrong
from handouts.files.reading import shown
from handouts.library import Found, Library
from handouts.library.model import Dose, Kind
from handouts.library.names import is_ear, is_foreign, older_codes
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence
from handouts.prescription.fields.fill import BASIC, Taker, divided, fill
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import POINT, Field
from handouts.prescription.fields.typed_words import LIMBS, NO_POINTS, SIDE_PHRASES, SYNONYMS
from handouts.prescription.fields.values import did_you_mean, in_one_word, must_have_room, one_of
from handouts.text.amount import AMOUNT
from handouts.text.typed import narrow, spaced, unquoted

_WORDS = dict.fromkeys(SIDES, "side")
_WORDS |= dict.fromkeys(MOTIONS, "motion") | dict.fromkeys(PRESSURES, "pressure")
_IDLE = frozenset({"for", "press", "pressing", "-", "–", "—", ""})
_KNOWN = f"a time, a side ({', '.join(SIDES)}), a motion or a pressure ({', '.join(PRESSURES)})"
_LONGEST = 120
"""Characters of an entry in one text."""


def take_points(
    field: Field, node: Node, log: ProblemLog, library: Library
) -> tuple[Dose, ...] | None:
    """All entries that are right, in order; None where there are none, as in an empty field."""
    return _Reader(library, log).points(field, node)


def resolve(found: Found, name: str, kind: Kind, library: Library) -> str:
    """The code that a name led to; raises Wrong that asks back or suggests."""
    if found.code is not None:
        return found.code
    if found.broken:
        wrong = f"What the clinic has of its own for {shown(name)} cannot be used."
        raise Wrong(wrong, f"Mend {found.broken[0]}")
    if found.candidates:
        both = one_of(library.label(kind, code) for code in found.candidates)
        raise Wrong(f"{shown(name)} can be {both}.", "Write the code of the one you mean.")
    near = did_you_mean([library.label(kind, code) for code in found.near])
    if kind == "tip" and not near and len(name.split()) > 1:
        near = "See: handouts tips. Of your own: - {title: Warm feet, steps: [Wear warm socks.]}"
    raise Wrong(f"There is no {kind} {shown(name)}.", near or f"See: handouts {kind}s")


def look_up(kind: Kind, name: str, library: Library) -> str:
    """The code of a thing by any of its names; raises Wrong as `resolve` does."""
    return resolve(library.find(kind, name), name, kind, library)


def entry_means(typed: str, library: Library) -> str | None:
    """The code, or those that are asked back about, to which an entry of a prescription leads."""
    for name, rest in _splits(_tidied(typed)):
        codes = _codes(library.names_point(name))
        with suppress(Wrong):
            if codes:
                _Reader(library, ProblemLog("", Path())).dosed(Dose(codes[0]), rest, name)
                return one_of(codes)
    return None


# ── `LI4 30 s opposite` ─────────────────────────────────────────────────────────────────────────

_PLAINLY = {
    r"\bon (?:the )?(?=(?:left|right|same|opposite|sorest|both)\b)": "",
    r"\b(?:with|while) (?:movement|moving)\b": "with-movement",
    r"^(left|right|both) (.+)": r"\2 \1",
    r"^(l|r|lt|rt)\.? ([a-z]{2,3}[ -]?\d{1,2}\b.*)": r"\2 \1",
    r"^\d{1,2}[.)] (?=\S)": "",
    r"\b(left|right|l|r|lt|rt) only\b": r"\1",
    r"\bx ?(?=\d{1,3} ?(?:s|secs?|seconds?|m|mins?|minutes?)\b)": "",
}
"""Other ways to say a side and a motion, and the number of an entry, as we write them."""
_SPELT = "|".join(
    phrase.replace("-", "[ -]?").replace("/", " ?[/&+] ?")
    for phrase in sorted(SIDE_PHRASES, key=len, reverse=True)
)
_SIDES = re.compile(
    rf"(?:\bon )?(?:\b(?:the|your|his|her) )?(?:(?<!\w)|(?=/))({_SPELT})(?!\w)", re.IGNORECASE
)
_SIDE_OF = {phrase.replace("-", ""): side for phrase, side in SIDE_PHRASES.items()}
_JOINT = re.compile(r" ?(?:[&+,;，、；]|/(?! ?\d)|\band\b|\bwith\b(?!-)) ?")
_TO = r" ?(?:[-–—]|to) ?"
_UNIT = r"(?:(?:s|secs?|seconds?|m|mins?|minutes?)(?!\w)|[″\"′'])"
_A_TIME = rf"(?:{AMOUNT}(?:{_TO}{AMOUNT})? ?{_UNIT}|\d{{1,2}}:\d\d)"
_RANGE = re.compile(rf"(.*?\d){_TO}(?!{_A_TIME})(\d{{1,2}})(?!\d|[./]\d)", re.I)
"""A number behind a sign or word for a range, which is no time: it says no unit of time."""
_NUMBER_ALONE = re.compile(r" ?(?:[&+/]|and) ?(\d{1,2})")
_TIMES = re.compile(
    r"(?:^|\s)(x ?\d+|\d+ ?x(?: ?\d+)?|\d+ times|once|twice|daily|(?:a|per|every) day)(?!\w)"
)
_BETWEEN_TWO = re.compile(r"([a-z]{1,3}) ?(\d{1,2})[.,]5", re.I)


def _tidied(text: str) -> str:
    """The text between single spaces, in plain letters and signs, its side in one word."""
    typed = " ".join(unquoted(narrow(spaced(text))).replace("×", "x").split())
    typed = _SIDES.sub(lambda found: f" {_SIDE_OF[in_one_word(found[1]).replace('-', '')]}", typed)
    for pattern, plain in _PLAINLY.items():
        typed = re.sub(pattern, plain, typed, flags=re.IGNORECASE)
    return " ".join(typed.split()).rstrip(" .,;")


def _splits(typed: str) -> list[tuple[str, str]]:
    """Ways to part a name from its dose, the longest name first."""
    cuts = [match.start() for match in re.finditer(r"[\s:,;、&+/(–-]+(?=[^\s:,;、&+/(–-])", typed)]
    parts = [(typed[:cut], typed[cut:].strip(" :,;、()–-")) for cut in reversed(cuts)]
    return [(typed, ""), *parts]


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Every run of words with a letter in it, the longest first: its first and last, and it."""
    words = text.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length]).strip("().,;:–- ")
            if re.search(r"[^\W\d_]", run):
                yield start, start + length, run


def _codes(found: Found | None) -> tuple[str, ...]:
    return () if found is None else (found.code,) if found.code else found.candidates


class _Reader:
    """Reads entries by the names of a library. `ear`: one of them plainly is a point of the ear."""

    def __init__(self, library: Library, log: ProblemLog) -> None:
        self.library, self.names_point, self.log = library, library.names_point, log
        self.ear = False

    def points(self, field: Field, node: Node) -> tuple[Dose, ...] | None:
        """All entries that are right."""
        log = self.log
        if isinstance(node, Mapping):
            raise Wrong("Here stands a group of fields; a list is needed.", "Start each with `- `.")
        if isinstance(node, Sequence):
            items = self._with_commas(node.items)
        else:
            items = [one for item in self._with_commas(divided(node)) for one in self._apart(item)]
        cure = "Choose fewer: a patient manages about five."
        must_have_room(len(items), field.limit, "points", cure)
        doses: dict[str, Dose] = {}
        self.ear = any(map(self._is_plainly_of_the_ear, items))
        for item in items:
            dose, before = None, len(log.problems)
            with log.noting(item.line, "points"):
                if isinstance(item, Sequence):
                    raise Wrong("An entry is a list itself.", "Write one point in each entry.")
                dose = self._long(item) if isinstance(item, Mapping) else self._short(item)
            if dose and dose.code in doses and len(log.problems) == before:
                first = doses[dose.code].line
                where = f"; the first is in line {first}" if first != dose.line else ""
                typed = item.text.strip() if isinstance(item, Scalar) else dose.code
                known = typed.casefold().startswith(dose.code.casefold())
                also = dose.code if known or not typed else f"{shown(typed)} is {dose.code}, which"
                wrong = f"{also} stands here a second time{where}."
                log.wrong(dose.line, "points", wrong, "Keep one of them.")
            elif dose and dose.code not in doses:
                self._must_have_side(dose)
                doses[dose.code] = dose
                log.lines[f"points.{dose.code}"] = dose.line
        return tuple(doses.values()) or None

    def _with_commas(self, items: Iterable[Node]) -> list[Node]:
        """The entries; the comma of an ear point's code (`HX6,7i`) has parted none of them."""
        out: list[Node] = []
        for item in items:
            before = out[-1] if out else None
            if isinstance(before, Scalar) and isinstance(item, Scalar) and item.text[:1].isdigit():
                joined = f"{before.text.strip()},{item.text}"
                if self.names_point(joined.split()[0], codes_only=True):
                    out[-1] = replace(before, text=joined)
                    continue
            out.append(item)
        return out

    def _must_have_side(self, dose: Dose) -> None:
        """Refuse a side of a point in the middle of the body, and `middle` of any other."""
        paired, wrong, cure = self.library.points[dose.code].paired, "", ""
        if paired and dose.side == "middle":
            wrong = f"{dose.code} lies on both sides of the body, not in the middle."
            cure = "Write both, left or right."
        elif not paired and dose.side not in (None, "middle"):
            wrong = f"{dose.code} lies in the middle of the body, so it has no side {dose.side}."
            cure = "Leave the side out."
        if wrong:
            self.log.wrong(dose.line, "points", wrong, cure)

    def _named(self, code: str) -> str:
        point = self.library.points[code]
        return f"{code} {point.pinyin or point.place}"

    # ── an entry in one text ────────────────────────────────────────────────────────────────

    def _short(self, item: Node) -> Dose:
        """A name, and behind it time, side, motion and pressure as wanted."""
        if not isinstance(item, Scalar):
            raise Wrong("`point` needs one name.", "Write: point: LI4")
        typed = _tidied(item.text)
        if not typed:
            raise Wrong("An entry is empty.", "Write a point there, or delete the line.")
        if typed[0] in "–—•·‣▪*":
            wrong = "The entry starts with the dash or dot of a word processor."
            raise Wrong(wrong, "Start it with a plain hyphen and a space: - BL40")
        if len(typed) > _LONGEST:
            cure = "Use `point:` and `note:` for a text."
            raise Wrong("An entry is too long to be a point.", cure)
        self._must_be_no_range(typed)
        for codes_only in (True, False):
            for name, rest in _splits(typed):
                found = self.names_point(name, codes_only=codes_only)
                if found:
                    self._must_be_one(typed, name)
                    code = self._settled(found, rest) or resolve(found, name, "point", self.library)
                    self._must_be_of_the_ear(name, code)
                    if is_foreign(name):
                        says = f"{shown(name)} is taken for {self._named(code)}."
                        self.log.notice(item.line, "points", says, f"To be sure, write: {code}")
                    dose = Dose(code, line=item.line)
                    with self.log.noting(item.line, "points"):
                        return self.dosed(dose, rest, name)
                    return dose  # safety has to know of it, be its dose wrong
        key = re.sub(r"^4", "four", re.sub(r"[\W_]+", "", typed.casefold()))
        if (key := re.sub(r"points?$", "", key)) in NO_POINTS:  # Ashi, the Four Gates
            raise Wrong(f"{shown(typed)} is not one point.", NO_POINTS[key])
        if half := _BETWEEN_TWO.fullmatch(typed):
            channel, number = half[1].upper(), int(half[2])
            cure = f"Write the nearer one: {channel}{number} or {channel}{number + 1}"
            raise Wrong(f"{shown(typed)} lies between two points.", cure)
        return Dose(look_up("point", typed, self.library), line=item.line)

    def _must_be_of_the_ear(self, name: str, code: str) -> None:
        """Refuse `CO4` alone: before it was a point of the ear it was one of the colon or heart."""
        points = () if self.ear else older_codes(name)
        older = [self._named(other) for other in points if other in self.library.points]
        if older:
            wrong = f"{shown(name)} can be {one_of([self._named(code) + ' of the ear', *older])}."
            raise Wrong(wrong, f"Write the code of the one you mean; for the ear: ear {code}")

    def _is_plainly_of_the_ear(self, item: Node) -> bool:
        """Whether an entry names a point of the ear by what means nothing else."""
        if isinstance(item, Mapping):
            return any(map(self._is_plainly_of_the_ear, item.items.values()))
        name = self._leads(_tidied(item.text)) if isinstance(item, Scalar) else ""
        found = self.names_point(name) if name else None
        return bool(found and found.code and is_ear(found.code) and not older_codes(name))

    def _must_be_no_range(self, typed: str) -> None:
        """`BL23-25` is three points to everybody, whatever stands behind it."""
        match = _RANGE.match(typed)
        if match and self.names_point(match[1].strip(), codes_only=True):
            wrong = f"{shown(match[0])} reads as several points."
            time = f"{match[1].strip()} {match[2]} s"
            raise Wrong(wrong, f"Write each as an entry of its own; for a time: {time}")

    def _apart(self, item: Node) -> list[Node]:
        """The points of `LI4 and PC6`, where the text names several and nothing else; else it."""
        parts = self._joined(_tidied(item.text)) if isinstance(item, Scalar) else []
        if len(parts) > 1 and all(self._leads(part) == part for part in parts):
            return [Scalar(part, item.line, quoted=True) for part in parts]
        return [item]

    def _joined(self, typed: str) -> list[str]:
        """The parts of a text that a sign or word joins; none where it is a name as a whole."""
        parts = [part.strip() for part in _JOINT.split(typed) if part.strip()]
        whole = len(parts) < 2 or len(typed) > _LONGEST or self.names_point(typed)
        return [] if whole else parts

    def _leads(self, part: str) -> str:
        """The name of a point that a text starts with; nothing where it starts with none."""
        return next((name for name, _ in _splits(part) if self.names_point(name)), "")

    def _must_be_one(self, typed: str, name: str) -> None:
        """Refuse `LI4 and PC6 1 min`: which of them has the time, is not said."""
        if number := _NUMBER_ALONE.fullmatch(typed[len(name) :]):
            wrong = f"{shown(number[0].strip())} behind {shown(name)}: another point?"
            second = re.sub(r"\d+$", number[1], name)
            raise Wrong(wrong, f"Write each as its own: `- {name}` and `- {second}`")
        named = dict.fromkeys(filter(None, map(self._leads, self._joined(typed))))
        if len({str(self.names_point(one)) for one in named}) > 1:
            wrong, each = f"The entry names {len(named)} points.", (f"`- {one}`" for one in named)
            raise Wrong(wrong, f"Write each as its own: {' and '.join(each)}")

    def _settled(self, found: Found, rest: str) -> str | None:
        """Of several that a name can be, the one with its code or name beside: `Wangu (SI4)`."""
        codes = {*_codes(found)}
        for _, _, other in _spans(rest) if codes else ():
            both = codes.intersection(_codes(self.names_point(other)))
            if len(both) == 1:
                return both.pop()
        return None

    def dosed(self, dose: Dose, rest: str, name: str) -> Dose:
        """The dose with what stands behind the name: words it knows, and a time."""
        changes: dict[str, Any] = {}
        time = []
        if counted := _TIMES.search(rest.casefold()):
            wrong = f"{shown(counted[1])} behind {shown(name)}: how often, or on how many sides?"
            cure = f"For both sides write: {name} both. For how often use the field how_often."
            raise Wrong(wrong, cure)
        for typed in rest.split():
            word = typed.casefold().strip(",;()")
            word = SYNONYMS.get(word, word)
            field = _WORDS.get(word)
            if word in LIMBS and "side" in changes:  # its side, or the hand that presses?
                if self.library.points[dose.code].region not in LIMBS[word]:
                    side = changes["side"]
                    wrong = f"“{side} {word}” behind {shown(name)}: its side, or what presses it?"
                    raise Wrong(wrong, f"Write: {name} {side}. What presses it goes into a note.")
            elif field is None and word not in _IDLE:
                time.append(typed)
            elif field in changes:
                raise Wrong(f"{shown(name)} has two words for its {field}.", "Keep one of them.")
            elif field:
                changes[field] = word
        if time:
            changes["hold"] = self._hold(" ".join(time).strip(" ,;"), name, dose.code)
        return replace(dose, **changes)

    def _hold(self, typed: str, name: str, code: str) -> Hold | None:
        """The time behind a name; other names of the same point may stand there, too."""
        try:
            return parse_hold(typed)
        except Wrong as error:
            left = self._without_names(typed, name, code)
            if left != typed:
                return self._hold(left, name, code) if left else None
            if not any(char.isdigit() for char in typed):
                wrong = f"{shown(typed)} behind {shown(name)} says nothing that is known."
                cure = f"Write there {_KNOWN}. All else goes into `note:`."
                raise Wrong(wrong, cure) from error
            why = f"{error.wrong[0].lower()}{error.wrong[1:]}"
            cure = error.cure.replace(f" {typed} ", f" {name} {typed} ")
            raise Wrong(f"{shown(typed)} behind {shown(name)}: {why}", cure) from error

    def _without_names(self, typed: str, name: str, code: str) -> str:
        """The text without another name of the point `code`; that of another point is refused."""
        for start, end, other in _spans(typed):
            codes = _codes(self.names_point(other))
            if code in codes:
                return " ".join(typed.split()[:start] + typed.split()[end:])
            if codes:
                theirs = one_of(map(self._named, codes))
                wrong = f"{shown(name)} is {self._named(code)}, but {shown(other)} is {theirs}."
                cure = "Keep the one you mean; if you mean both, put a semicolon between them"
                raise Wrong(wrong, f"{cure}, or begin each line with a hyphen.")
        return typed

    # ── `point: LI4`, `hold: 30 s`, … ───────────────────────────────────────────────────────

    def _long(self, item: Mapping) -> Dose | None:
        """A group of fields; None where a problem was noted."""
        (key, value), *others = item.items.items()
        if not others and self.names_point(key):
            behind = value.text if isinstance(value, Scalar) and len(value.text) <= 40 else ""
            cure = f"Write: - {key} {behind or '30 s'}"
            raise Wrong(f"{shown(key)} is followed by a colon.", cure)
        before = len(self.log.problems)
        takers: dict[str, Taker] = {**BASIC, "point": lambda _, node, __: self._short(node)}
        taken = fill(item, POINT, self.log, takers, "points.")
        if "point" in taken:
            dose: Dose = replace(taken.pop("point"), line=item.line)
            return replace(dose, **taken)
        if len(self.log.problems) == before:
            raise Wrong("The entry names no point.", "Write: point: and its code.")
        return None
