"""`handouts points`: search the points, or show one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handouts import phrases
from handouts.commands import shared
from handouts.commands.point_views import command as views
from handouts.commands.shared import (
    PATH,
    clinic_option,
    json_option,
    mark,
    print_json,
    print_list,
    print_table,
)
from handouts.delivery.pictures import save_card
from handouts.errors import ContentError, located
from handouts.library import Library
from handouts.library.atlas import drawn
from handouts.library.model import Point
from handouts.library.names import channels_of, plain_key
from handouts.prescription.fields.points import look_up


class _Points(click.Command):
    """Hands `points views` on to the command of that name, which has options of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:  # fmt: skip
        """The context of whichever of the two is called."""
        if args[:1] == ["views"]:
            return views.make_context(f"{info_name} views", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("points", cls=_Points)
@click.argument("query", nargs=-1, shell_complete=shared.complete_points)
@click.option("--png", type=PATH, is_flag=False, flag_value=".", metavar="[FILE]",
              help="With 'show': draw the card, as FILE or as CODE.png.")  # fmt: skip
@clinic_option
@json_option
def command(query: tuple[str, ...], png: Path | None, clinic: Path | None, as_json: bool) -> None:
    """Search by code, name, pinyin, characters, region or use.

    \b
      handouts points                           every point
      handouts points headache                  routines and points for it
      handouts points ST                        a channel in its order
      handouts points TF                        a part of the ear; also helix, concha
      handouts points BL40                      everything about one point
      handouts points show BL40 --png           its card as a picture, BL40.png
      handouts points show BL40 --png card.png
      handouts points views                     drawings on which to place a point of your own
    """
    library = shared.library_here(clinic)
    if query[:1] == ("show",) and len(query) > 1:
        _show(" ".join(query[1:]), library, png, as_json)
        return
    if png:
        raise click.UsageError("--png goes behind 'points show CODE'.")
    words = " ".join(query)
    if not words:
        _list(list(library.points.values()), [], library, as_json)
    elif _is_name(words, library):
        point = library.points[_code(words, library)]
        _list([point], [], library, as_json) if as_json else _print(point, library)
    else:
        _search(words, library, as_json)


def _is_name(query: str, library: Library) -> bool:
    """Whether it names points rather than a channel or a part of the body (`upper arm`)."""
    found = library.names_point(query)
    if not found or channels_of(query):
        return False
    place = plain_key(query)
    return all(plain_key(point.region) != place for point in library.points.values())


def _search(query: str, library: Library, as_json: bool) -> None:
    found, routines = library.search.points(query), library.search.routines(query)
    if not found and not routines:
        near = [library.label("point", one) for one in library.find("point", query).near]
        more = "Try a part of the body or an everyday word."
        raise shared.no_sheet_for("points", query, library, near, more)
    _list(found, [routine.name for routine in routines], library, as_json)


def _list(found: list[Point], routines: list[str], library: Library, as_json: bool) -> None:
    if routines and not as_json:
        click.echo(f"routines: {', '.join(routines)}")
    about = {p.code: f"{p.place} · {', '.join(p.uses)}".strip(" ·") for p in found}
    rows = ((p.code, p.pinyin, p.hanzi_trad, mark(p.own), _mark(p), about[p.code]) for p in found)
    print_list(as_json, (_data(point, library) for point in found), rows)


def _mark(point: Point) -> str:
    """What a practitioner must see at once in a list."""
    marks = {"practitioner-only": "not for home", "helper": "helper"}
    pregnancy = {"avoid": "not when pregnant", "ask": "pregnant: ask"}
    words = (marks.get(point.home_use, ""), pregnancy.get(point.pregnancy, ""))
    return ", ".join(word for word in words if word)


def _data(point: Point, library: Library) -> dict[str, Any]:
    first = shared.fields_of(point, "code pinyin") | {"hanzi": point.hanzi_trad}
    more = shared.fields_of(
        point,
        "hanzi_simp english aliases region surface paired home_use pregnancy flags reach hold side"
        " motion pressure instead place location find why uses cautions sources own",
    )
    hold, sources = phrases.hold(point.hold, library.wording), dict(point.sources)
    return first | more | {"hold": hold, "sources": sources}


def _show(name: str, library: Library, png: Path | None, as_json: bool) -> None:
    point = library.points[_code(name, library)]
    if png:
        if not drawn(point.drawing):
            wrong = f"There is no drawing of {point.code}: it lies where none would help."
            raise ContentError.at("points", wrong, "Leave --png out to read of it.", field="--png")
        target = png / f"{point.code}.png" if png.is_dir() else png
        save_card(point.code, target, library)
        click.echo(str(target))
    elif as_json:
        print_json(_data(point, library))
    else:
        _print(point, library)


def _code(name: str, library: Library) -> str:
    with located("points"):
        return look_up("point", name, library)


def _print(point: Point, library: Library) -> None:
    hanzi = "/".join(dict.fromkeys((point.hanzi_trad, point.hanzi_simp)))
    click.echo(f"{point.code}  {point.pinyin}  {hanzi}  {point.english}")
    shown = (point.pinyin, point.hanzi_trad, point.hanzi_simp)
    if others := [name for name in point.aliases if name not in shown]:
        click.echo(f"also: {', '.join(others)}")
    hold = phrases.hold(point.hold, library.wording)
    rows = [
        ("where", point.place),
        ("location", point.location),
        ("position", point.position),
        *(("find" if i == 0 else "", step) for i, step in enumerate(point.find)),
        ("reach", point.reach_words or point.reach),
        ("why", point.why),
        ("uses", ", ".join(point.uses)),
        ("press", f"{hold}, {point.motion}, {point.pressure}, side: {point.side}"),
        *(("care" if i == 0 else "", line) for i, line in enumerate(point.cautions)),
        ("home use", point.home_use),
        ("pregnancy", point.pregnancy),
        ("instead", ", ".join(point.instead)),
        *((f"source: {name}", text) for name, text in point.sources),
    ]
    click.echo()
    print_table(row for row in rows if row[1])
