"""One view as a drawing: tones, cloth, hair, ink and the lines of landmarks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from . import ink, trace
from .body import Body, Floats, Place
from .dress import Part, cropped, parts
from .overlay import Line, draft, felt, lift, wanted
from .render import DENSITY, Picture, picture
from .svg import Drawing
from .views import Camera, View, camera, kept, posed

Mask = NDArray[np.bool_]

LIGHTS = {  # right, up, towards the eye
    "left": np.array([-0.46, 0.52, 0.72]), "right": np.array([0.46, 0.52, 0.72]),
    "front": np.array([-0.30, 0.30, 0.90]), "facing": np.array([0.0, 0.1, 0.99]),
    "below": np.array([0.0, -0.30, 0.95]), "above": np.array([0.0, 0.50, 0.87]),
}
SHADE, DEEP, CLOTH_SHADE = 0.46, 0.08, 0.30  # light below which a tone begins
STROKES = {"line": 2.6, "fine": 1.8, "bone": 2.0, "halo": 6.0}  # drawing units
SOFT = {"trunk": 7.0, "shoulder": 7.0, "hand": 5.0, "arm": 5.0, "leg": 5.0}  # drawing units
SMALLEST_SHADE = {"head": 160.0, "body": 900.0, "trunk": 2000.0, "shoulder": 2000.0}  # units²
CLOTH_DEPTH = 3.5  # cm of cloth and air through which a bone is still shown
HAIR_DEPTH = 3.5  # cm of hair through which a line is still shown: it is seen aslant, too
EAR_FOLD = 1.2  # half the breadth (drawing units) from which a fold of the ear is no line
EYELID = 30.0  # drawing units round an eye where no fold is inked
BLOT = 1.6  # cm round the middle of a shape that is inked as it is said
HOLLOW = 1.1  # 1/cm; a valley this sharp is inked


@dataclass(frozen=True)
class Model:
    """The body with everything that is drawn on it, made once."""

    rest: Body
    lift: Floats  # (N,) cm that forms raise the skin
    lines: tuple[tuple[Line, tuple[Place, ...]], ...]  # both sides


def model(rest: Body) -> Model:
    """Work out forms and lines of the body at rest."""
    made = draft(rest)
    lines = []
    for line in made.lines:
        for sign in (1.0, -1.0) if line.paired else (1.0,):
            xyz = line.points * (sign, 1, 1)
            lines.append((line, tuple(rest.nearest_on_skin(p).place for p in xyz)))
    return Model(rest, lift(rest, made.forms), tuple(lines))


@dataclass(frozen=True, eq=False)
class Actor:
    """A body as it stands in a scene."""

    body: Body  # posed, raised, moved
    keep: Mask  # (N,) vertices that are drawn
    dress: tuple[str, ...]
    lines: str  # the view whose lines are drawn on it


@dataclass(frozen=True)
class Scene:
    """What one drawing shows."""

    actors: tuple[Actor, ...]
    eye: Camera
    light: str = "left"
    heavy: float = 3.4  # drawing units of the heaviest ink
    thin: float = 1.0  # share of the usual weight of drawn lines
    least: float = 450.0  # units² of the smallest patch of shade
    fit: float = 0.4  # drawing units that a curve may miss its outline by
    soft: float = 3.0  # drawing units that light is blurred by
    folds: bool = False  # whether sharp folds are inked
    behind: tuple[tuple[str, trace.Curve], ...] = ()  # filled shapes behind the bodies
    strokes: tuple[ink.Stroke, ...] = ()  # more ink


def draw(view: View, made: Model) -> Drawing:
    """Draw a view."""
    return draw_scene(scene_of(view, made), made)


def scene_of(view: View, made: Model) -> Scene:
    """The scene of a view: one body."""
    body = raised(posed(made.rest, view.pose), made.lift)
    actor = Actor(body, kept(view, body), view.dress, view.name)
    whole = view.region == "body"
    return Scene((actor,), camera(view, body),
                 view.light or ("above" if view.body == "both" else "left"),
                 heavy=2.2 if whole else 3.4, thin=0.62 if whole else 1.0,
                 fit=0.65 if whole else 0.6, least=SMALLEST_SHADE.get(view.region, 450.0),
                 soft=SOFT.get(view.region, 3.0),
                 folds=view.region in ("head", "foot", "body"))


def draw_scene(scene: Scene, made: Model) -> Drawing:
    """Draw what a scene shows."""
    eye = scene.eye
    things = [cropped(p, on_page(p, eye)) for a in scene.actors
              for p in parts(made.rest, a.body, a.keep, a.dress)]
    things = [p for p in things if len(p.faces)]
    light = LIGHTS[scene.light]
    seen = picture(things, eye, light / np.linalg.norm(light))
    page = Drawing(*eye.size)
    for kind, curve in scene.behind:
        page.fill(kind, [curve])
    add_tones(page, seen, scene)
    lines = [(line, page_line(places, a, eye, seen)) for a in scene.actors
             for line, places in made.lines if wanted(line, a.lines)]
    add_patches(page, lines, seen)
    add_ink(page, things, seen, scene, ears(scene, made, seen), said(lines, eye, seen))
    add_lines(page, lines, scene.thin)
    return page


def on_page(part: Part, eye: Camera, margin: float = 40.0) -> Mask:
    """Which vertices of a part fall on the page or close to it."""
    xy = eye.to_page(part.vertices)[:, :2]
    return np.asarray(((xy > -margin) & (xy < np.array(eye.size) + margin)).all(axis=1))


def raised(body: Body, lift_: Floats) -> Body:
    """The body with its forms."""
    vertices = body.vertices + body.normals * lift_[:, None]
    return replace(body, vertices=vertices)


def page_line(places: tuple[Place, ...], actor: Actor, eye: Camera, seen: Picture
              ) -> tuple[Floats, Mask]:
    """A line on the page (k, 2), and where it is seen."""
    body = actor.body
    corners = body.faces[[p.face for p in places]]
    weights = np.array([p.weights for p in places])[:, :, None]
    points = (body.vertices[corners] * weights).sum(1)
    normals = (body.normals[corners] * weights).sum(1)
    page = eye.to_page(points)
    facing = (normals @ eye.toward > 0.12) & actor.keep[corners].all(axis=1)
    shown = ink.visible(page, seen, slack=1.0)
    for part, depth in (("cloth", CLOTH_DEPTH), ("hair", HAIR_DEPTH)):
        shown |= ink.on_part(page, seen, part) & ink.visible(page, seen, slack=depth)
    return page[:, :2], facing & shown


def add_patches(page: Drawing, lines: list[tuple[Line, tuple[Floats, Mask]]], seen: Picture
                ) -> None:
    """Filled shapes on the skin: brows, lips, hollows. A nostril looks down, so half is enough. A
    rib under cloth shades the cloth.
    """
    for line, (xy, ok) in lines:
        if line.kind in STROKES:
            continue
        if line.kind == "ink" and ok.mean() > 0.2:
            ok = np.ones_like(ok)
        if ok.mean() > 0.5:
            under = line.kind == "shade" and ink.on_part(xy, seen, "cloth").mean() > 0.5
            shape = trace.fit_open(_closed(_clean(xy[ok])))
            page.fill("cloth-shade" if under else line.kind, [shape])


def add_lines(page: Drawing, lines: list[tuple[Line, tuple[Floats, Mask]]], thin: float) -> None:
    """Creases, tendons and bones, one path a kind, weight and name of what is felt."""
    found: dict[tuple[str, str, float], list[trace.Curve]] = {}
    for line, (xy, ok) in lines:
        if line.kind not in STROKES or not ok.any():
            continue
        width = round(STROKES[line.kind] * line.weight * thin, 1)
        for run in stretches(ok, line.closed):
            piece = _clean(xy[run])
            inside = ((piece > 1) & (piece < (page.width - 1, page.height - 1))).all(1)
            piece = piece[inside]
            if len(piece) > 2 and ink.length_of(piece) > 7:
                key = (line.name if felt(line) else "", line.kind, width)
                found.setdefault(key, []).append(trace.fit_open(piece, 0.5))
    order = sorted(found.items(), key=lambda x: (x[0][0], x[0][1] != "halo", x[0]))
    for (name, kind, width), curves in order:  # a halo lies under its own line
        page.stroke(kind, curves, width, name)


def stretches(ok: Mask, closed: bool) -> list[list[int]]:
    """Runs of seen positions; on a closed line a run may pass its end."""
    n = len(ok)
    if ok.all():
        return [list(range(n))]
    shift = int(np.argmin(ok)) if closed else 0
    order = [(i + shift) % n for i in range(n)]
    runs: list[list[int]] = [[]]
    for i in order:
        if ok[i]:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [r for r in runs if len(r) > 2]


def _clean(xy: Floats) -> Floats:
    """Little steps of the mesh smoothed away, ends kept."""
    if len(xy) < 5:
        return xy
    out = ndimage.gaussian_filter1d(xy, 1.2, axis=0, mode="nearest")
    out[0], out[-1] = xy[0], xy[-1]
    return np.asarray(out)


def _closed(xy: Floats) -> Floats:
    return np.vstack([xy, xy[:1]])


def add_tones(page: Drawing, seen: Picture, scene: Scene) -> None:
    """Fill skin, cloth, hair and eyes, each with its shades."""
    body = seen.part >= 0
    _fill(page, "skin", body)
    skin = seen.mask("skin")
    light = trace.spread(trace.blurred(seen.light, skin, scene.soft * DENSITY), skin)
    _shade(page, "shade", light, skin, SHADE, scene.least, scene.soft)
    _shade(page, "deep", light, skin, DEEP, scene.least, scene.soft)
    for name in ("cloth", "hair"):
        mask = seen.mask(name)
        if mask.sum() > 200:
            _fill(page, name, mask, smooth=3.5 if name == "hair" else trace.SMOOTH)
            lit = trace.spread(trace.blurred(seen.light, mask, 4 * DENSITY), mask)
            _shade(page, f"{name}-shade", lit, mask, CLOTH_SHADE,
                   max(2500.0, 2.5 * scene.least) if name == "cloth" else 900.0)
    eyes = seen.mask("eye", "iris")
    if eyes.sum() > 60:
        _fill(page, "eye", eyes, least=3)
        _fill(page, "ink", seen.mask("iris"), least=3)


def ears(scene: Scene, made: Model, seen: Picture) -> Mask:
    """Where the ears are seen."""
    mask = np.zeros(seen.part.shape, bool)
    for actor in scene.actors:
        page = scene.eye.to_page(actor.body.vertices[made.rest.groups["ears"]])
        page = page[ink.visible(page, seen)]
        rows, columns = (np.clip((page[:, i] * DENSITY).astype(int), 0, mask.shape[1 - i] - 1)
                         for i in (1, 0))
        mask[rows, columns] = True
    return np.asarray(ndimage.binary_closing(
        mask, iterations=max(1, round(0.25 * scene.eye.units * DENSITY))))


def said(lines: list[tuple[Line, tuple[Floats, Mask]]], eye: Camera, seen: Picture) -> Mask:
    """Round shapes that are inked as they are said (nostrils), so that no fold blots them."""
    rows, columns = np.indices(seen.part.shape, sparse=True)
    mask = np.zeros(seen.part.shape, bool)
    for x, y in (xy.mean(axis=0) * DENSITY for line, (xy, _) in lines if line.kind == "ink"):
        mask |= (rows - y) ** 2 + (columns - x) ** 2 < (BLOT * eye.units * DENSITY) ** 2
    return mask


def add_ink(page: Drawing, things: list[Part], seen: Picture, scene: Scene, ear: Mask,
            clear: Mask) -> None:
    """Outlines, hems and sharp folds in one filled shape; the hollow of the ear is a tone.

    Where it shall stay `clear`, no folds are inked.
    """
    eye, heavy = scene.eye, scene.heavy
    lines: list[ink.Stroke] = list(scene.strokes)
    for part in things:
        if part.name in ("skin", "cloth", "hair"):
            lines += ink.contours(part, eye, seen, heavy)
        if part.name in ("cloth", "eye"):
            lines += ink.rims(part, eye, seen, heavy * 0.8)
        if part.name == "hair":
            lines += ink.rims(part, eye, seen, heavy * 0.45)
    lines += ink.missing(seen.part >= 0, lines, eye.size, heavy)
    folds = valleys(seen) if scene.folds else None
    if folds is not None:
        broad = ndimage.binary_opening(folds & ear, iterations=round(EAR_FOLD * DENSITY))
        broad = ndimage.binary_dilation(broad, iterations=int(1.5 * DENSITY)) & folds
        _fill(page, "deep", broad)
        folds &= ~broad & ~clear
    field = ink.raster(lines, eye.size, None if folds is None else _finer(folds))
    page.fill("ink", trace.outlines(field, ink.FINE, least=8, smooth=0.6, tolerance=scene.fit))


def valleys(seen: Picture) -> Mask:
    """Thin shapes where the skin is sharply hollow."""
    skin = seen.mask("skin")
    sigma = 0.9 * DENSITY
    hollow = trace.blurred(seen.hollow, skin, sigma)
    eyes = ndimage.binary_dilation(seen.mask("eye", "iris"), iterations=int(EYELID * DENSITY))
    inner = ndimage.binary_erosion(skin, iterations=3) & ~eyes
    strong = (hollow > HOLLOW) & inner
    sure = ndimage.binary_propagation((hollow > HOLLOW * 1.6) & inner, mask=strong)
    label, count = ndimage.label(sure)
    if count:
        size = ndimage.sum_labels(sure, label, np.arange(count + 1))
        sure = size[label] > 30 * DENSITY
    return np.asarray(sure)


def _finer(mask: Mask) -> Mask:
    """A mask at the ink's density."""
    scale = ink.FINE / DENSITY
    grown = ndimage.zoom(ndimage.gaussian_filter(mask.astype(np.float32), 1.0), scale, order=1,
                         grid_mode=True, mode="nearest")
    return np.asarray(grown > 0.5)


def _fill(page: Drawing, kind: str, mask: Mask, least: float = 30,
          smooth: float = trace.SMOOTH) -> None:
    field = trace.soft(mask, smooth)
    page.fill(kind, trace.outlines(field, DENSITY, least=least, smooth=smooth))


def _shade(page: Drawing, kind: str, light: Floats, mask: Mask, level: float, least: float,
           smooth: float = 3.0) -> None:
    dark = np.minimum((level - light) * 4, trace.soft(mask, 1.2))
    page.fill(kind, trace.outlines(dark, DENSITY, least=least, smooth=smooth, tolerance=0.7))
