"""From the fields of a file of the clinic's own to the thing that it describes; a point is made in
`make_point.py`.

Everything but a title and what the thing is made of has a default. Where safety is concerned, the
default is what is known of the place or the thing that it is like; what is then still open is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, get_args

from handouts.library import Library
from handouts.library.model import Condition, Ease, Level, OwnPicture, Routine, Rule, Target, Tip
from handouts.library.names import plain_key
from handouts.library.slips import closest
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import Field, by_key
from handouts.prescription.own.takers import Flags, Named
from handouts.text.words import first_of

Taken = Mapping[str, Any]
_LEVELS: tuple[Level, ...] = get_args(Level)
_ICON = "note"
TEMPLATE = "Write here what to do, in one short line."
"""In a new file; a note says that it is still there."""


def written_in(
    root: Mapping[str, Any], fields: Iterable[Field]
) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the fields that stand in a group, and of those that misspelt ones mean."""
    names = {key: field.name for key, field in by_key(fields).items()}
    written = frozenset(names[plain_key(key)] for key in root if plain_key(key) in names)
    strange = [key for key in root if plain_key(key) not in names]
    return written, frozenset(one for key in strange for one in closest(key, names.values(), 1))


@dataclass(frozen=True, slots=True)
class File:
    """One file of the clinic's own: the name that it gives, and the library that it stands in.
    `written` are the fields that stand in it, right or wrong, `guessed` those that misspelt names
    mean. Of a tip in a prescription `within` leads the names of its fields; `line` is its own.
    """

    name: str
    log: ProblemLog
    library: Library
    written: frozenset[str]
    guessed: frozenset[str] = frozenset()
    within: str = ""
    line: int = 0

    def wrong(self, field: str, wrong: str, cure: str) -> None:
        """Note a problem at the line of a field; that of the whole file where it is not written."""
        self.log.wrong(self._line(field), self.within + field, wrong, cure)

    def notice(self, field: str, says: str, cure: str) -> None:
        """Note what the clinic should know."""
        self.log.notice(self._line(field), self.within + field, says, cure)

    def _line(self, field: str) -> int:
        return self.line or self.log.lines.get(field, 0)

    def must_have(self, taken: Taken, field: str, example: str) -> None:
        """A field that nothing works without."""
        where = self.within + field
        if not taken.get(field) and field not in self.guessed and not self.said(where):
            wrong, cure = f"There is no `{field}:`.", f"Write: {field}: {example}"
            self.log.wrong(self.line, where, wrong, cure)

    def said(self, where: str) -> bool:
        """Whether something is wrong with a field already, or its file cannot be read there."""
        return bool(self.log.spoiled) or any(p.field == where for p in self.log.problems)


# ── tips, routines, conditions ──────────────────────────────────────────────────────────────────


def make_tip(taken: Taken, file: File) -> Tip:
    """A tip. What nobody said of pregnancy is asked of the patient."""
    base = file.library.tips[taken["instead_of"]] if "instead_of" in taken else None
    file.must_have(taken, "title", "Epsom bath")
    file.must_have(taken, "steps", "[Fill the tub, Stay 15 minutes]")
    must_be_written(taken, file)
    written: Flags | None = taken.get("flags")
    alike = [file.library.tips[name] for name in sorted(written.like if written else ())]
    alike += [base] if base else []
    flags = (written.flags if written else frozenset()).union(*(one.flags for one in alike))
    unsaid = _unsaid(taken, flags, file)
    unknown = written is None and base is None
    if unknown:
        says = f"Nothing says what safety has to know of the tip {file.name}."
        file.notice("flags", says, "Write flags: [heat], or what else it is like; or flags: none")
    elif unsaid:
        says = f"{file.name} speaks of {unsaid[1]}, and its flags do not say {unsaid[0]}."
        file.notice("flags", says, f"Write flags: [{unsaid[0]}], if it is so.")
    if "pregnancy" not in taken and not base:
        says = f"Nothing says whether {file.name} may be done in pregnancy, so sheets say to ask."
        file.notice("pregnancy", says, "Write pregnancy: ok, ask or avoid")
    return Tip(
        name=base.name if base else file.name,
        aliases=taken.get("aliases", ()),
        icon=taken.get("icon") or (base.icon if base else _ICON),
        flags=flags,
        presses=tuple(dict.fromkeys(p for one in alike for p in one.presses)),
        instead=base.instead if base else (),
        title=taken.get("title", ""),
        steps=taken.get("steps", ()),
        cautions=both(taken.get("cautions", ()), base.cautions if base else ()),
        pregnancy=taken.get("pregnancy", "ok" if base else "ask"),
        picture=picture_of(taken, file),
        own=True,
        like=frozenset().union(*(one.counts_as for one in alike)),
        unsure=unknown or bool(unsaid),
    )


def _unsaid(taken: Taken, flags: frozenset[str], file: File) -> tuple[str, str] | None:
    """A flag that the words of a tip speak for and that is not written, and the word."""
    said = (taken.get("title", ""), *taken.get("steps", ()))
    for flag, signs in file.library.wording.table("tips.signs").items():
        word = first_of(signs, *said)
        if word and flag not in flags:
            return flag, word
    return None


def make_routine(taken: Taken, file: File) -> Routine:
    """A routine; in place of ours, it keeps our warnings."""
    base = file.library.routines[taken["instead_of"]] if "instead_of" in taken else None
    file.must_have(taken, "title", "Easing a stiff shoulder at home")
    file.must_have(taken, "points", "[LI15, LI11]")
    return Routine(
        name=base.name if base else file.name,
        aliases=taken.get("aliases", ()),
        points=tuple(replace(dose, line=0) for dose in taken.get("points", ())),
        tips=taken.get("tips", ()),
        red_flags=both(taken.get("emergency", ()), base.red_flags if base else ()),
        call=both(taken.get("call", ()), base.call if base else ()),
        not_today=both(taken.get("not_today", ()), base.not_today if base else ()),
        about=(taken["about"],) if taken.get("about") else (),
        notes=(taken["notes"],) if taken.get("notes") else (),
        own=True,
        **{one: taken.get(one, "") for one in ("title", "how_often", "for_how_long", "source")},
    )


def make_condition(taken: Taken, file: File) -> Condition:
    """A condition with its rules: what is avoided, what is asked about, how it is pressed."""
    if file.name in ("none", "other"):
        file.wrong("", f"`{file.name}` is an answer of its own.", "Choose another name.")
    file.must_have(taken, "title", "On the trial")
    ease = Ease(light="pressure" in taken, half="hold" in taken)
    reason = taken.get("reason") or taken.get("title", "")
    source = taken.get("source") or "the clinic's own rule"
    rules = [rule for level in _LEVELS for rule in _rules(level, taken.get(level, ()), source)]
    if ease:
        rules.append(Rule("points", "all", frozenset({"all"}), "ask", "ask", source, ease))
    if not rules and not file.written & {"avoid", "ask"}:
        wrong = "Nothing says what it changes."
        file.wrong("avoid", wrong, "Write avoid: or ask: with points, tips or parts of the body.")
    asks = any(rule.level == "ask" for rule in rules)
    if asks and not (taken.get("line") or file.said("line")):
        wrong = "There is no `line:` for the patient."
        file.wrong("line", wrong, "Write: line: Ask us before you press here.")
    return Condition(
        name=file.name,
        aliases=taken.get("aliases", ()),
        title=taken.get("title", ""),
        rules=tuple(rules),
        reasons={"avoid": reason, "ask": reason},
        lines={"avoid": "", "ask": taken.get("line", "")},
        own=True,
    )


def _rules(level: Level, things: Iterable[Named], source: str) -> list[Rule]:
    groups: dict[tuple[Target, str], set[str]] = {}
    for target, field, value in things:
        groups.setdefault((target, field), set()).add(value)
    return [Rule(*key, frozenset(names), level, level, source) for key, names in groups.items()]


def must_be_written(taken: Taken, file: File) -> None:
    """Refuse a line of the template: it would be printed."""
    if TEMPLATE in taken.get("steps", ()):
        wrong = "A line of the template is still there."
        file.wrong("steps", wrong, "Write your own in its place.")


def both(own: tuple[str, ...], *ours: tuple[str, ...]) -> tuple[str, ...]:
    """The clinic's own lines, and ours behind them."""
    return tuple(dict.fromkeys(chain(own, *ours)))


def picture_of(taken: Taken, file: File) -> OwnPicture | None:
    """The picture with its alternative text, which it has to have."""
    picture: OwnPicture | None = taken.get("picture")
    if picture is None:
        for name in ("alt", "mark"):
            if name in taken and "picture" not in file.written | file.guessed:
                wrong = f"`{name}:` speaks of a picture, and there is none."
                file.wrong(name, wrong, "Write picture: and its name, or delete the line.")
        return None
    if not taken.get("alt"):
        wrong = "The picture has no words for those who do not see it."
        file.wrong("picture", wrong, "Write: alt: and what it shows, in a sentence.")
    return replace(picture, mark=taken.get("mark"), alt=taken.get("alt", ""))
