"""Off-screen pictures of a view: which part is where, how deep, how lit.

Everything is a raster of the page with `DENSITY` pixels a drawing unit, row 0 at the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import vtk
from numpy.typing import NDArray
from vtk.util import numpy_support

from .body import Floats, polydata
from .dress import Part
from .views import Camera

DENSITY = 2.0  # pixels per drawing unit
FAR = 400.0  # cm that the eye sees behind and before the anchor
DARK = 1.3  # how much light a hollow of one cm loses
STRESS = {"skin": (1.3, 6, 60), "cloth": (0.0, 20, 1), "hair": (0.0, 30, 1)}
"""By part: how much middle-sized forms are stressed, and rounds of smoothing, fine and broad."""
CURVE_RANGE = 3.0  # 1/cm of mean curvature kept in the raster


@dataclass(frozen=True)
class Picture:
    """The rasters of a view, all of one shape (rows, columns)."""

    part: NDArray[np.int16]  # -1 nothing, else the number of the part
    depth: Floats  # cm towards the eye from the anchor; -inf where nothing is
    light: Floats  # -1 .. 1
    hollow: Floats  # 1/cm, positive in valleys
    names: tuple[str, ...]

    def mask(self, *names: str) -> NDArray[np.bool_]:
        """Where the named parts are seen."""
        wanted = [i for i, n in enumerate(self.names) if n in names]
        return np.isin(self.part, wanted)


def picture(parts: list[Part], eye: Camera, light: Floats) -> Picture:
    """Render the parts as the eye sees them; `light` is (right, up, toward), unit."""
    direction = np.column_stack([eye.right, eye.up, eye.toward]) @ light
    colours = [np.zeros((len(p.vertices), 3), np.uint8) for p in parts]
    for number, (part, colour) in enumerate(zip(parts, colours, strict=True)):
        lit = relief(part) @ direction
        if part.name == "skin":
            dark = DARK * np.clip(dip(part) - 0.10, 0.0, 0.5)
            lit = np.minimum(lit, np.maximum(lit - dark, 0.15))
        colour[:, 0] = np.round((np.clip(lit, -1, 1) + 1) * 127.5)
        colour[:, 1] = np.round(np.clip(hollow(part) / CURVE_RANGE, -1, 1) * 127.5 + 127.5)
        colour[:, 2] = 40 * (number + 1)
    rgb, depth = _shoot([polydata(p.vertices, p.faces) for p in parts], colours, eye)
    number = np.round(rgb[:, :, 2] / 40.0).astype(np.int16) - 1
    return Picture(
        number,
        np.where(number >= 0, depth, -np.inf),
        rgb[:, :, 0] / 127.5 - 1,
        (rgb[:, :, 1] / 127.5 - 1) * CURVE_RANGE,
        tuple(p.name for p in parts),
    )


def relief(part: Part) -> Floats:
    """Normals with the middle-sized forms stressed and the smallest smoothed away, (N, 3)."""
    stress, fine_rounds, broad_rounds = STRESS.get(part.name, STRESS["skin"])
    fine = part.normals
    for _ in range(fine_rounds):
        fine = part.link @ fine
    broad = fine
    for _ in range(broad_rounds):
        broad = part.link @ broad
    out = fine + stress * (fine - broad)
    length = np.linalg.norm(out, axis=1, keepdims=True)
    return out / np.where(length == 0, 1, length)


def dip(part: Part, rounds: int = 50) -> Floats:
    """How far the skin lies under its own smoothed self, cm, (N,): hollows are dark."""
    smooth = part.vertices
    for _ in range(rounds):
        smooth = part.link @ smooth
    sunk = ((smooth - part.vertices) * part.normals).sum(1)
    for _ in range(4):
        sunk = part.link @ sunk
    return np.asarray(sunk)


def hollow(part: Part) -> Floats:
    """Mean curvature, positive where the skin is hollow, 1/cm, (N,)."""
    link = part.link
    step = link @ part.vertices - part.vertices
    edge = np.maximum(link @ (part.vertices**2).sum(1) - ((link @ part.vertices) ** 2).sum(1), 1e-6)
    bend = np.einsum("ij,ij->i", step, part.normals) * 2 / edge
    return np.asarray(link @ (link @ bend))


def _shoot(meshes: list[Any], colours: list[NDArray[np.uint8]], eye: Camera) -> tuple[Any, Floats]:
    width, height = (round(s * DENSITY) for s in eye.size)
    renderer, window = vtk.vtkRenderer(), vtk.vtkRenderWindow()
    renderer.SetBackground(0, 0, 0)
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(width, height)
    window.AddRenderer(renderer)
    for mesh, colour in zip(meshes, colours, strict=True):
        mesh.GetPointData().SetScalars(numpy_support.numpy_to_vtk(colour, deep=True))
        mapper, actor = vtk.vtkPolyDataMapper(), vtk.vtkActor()
        mapper.SetInputData(mesh)
        actor.SetMapper(mapper)
        actor.GetProperty().LightingOff()
        renderer.AddActor(actor)
    camera = renderer.GetActiveCamera()
    middle = (
        eye.centre
        + eye.right * (eye.size[0] / 2 / eye.units - eye.corner[0])
        + eye.up * (eye.corner[1] - eye.size[1] / 2 / eye.units)
    )
    camera.ParallelProjectionOn()
    camera.SetFocalPoint(*middle)
    camera.SetPosition(*(middle + eye.toward * FAR / 2))
    camera.SetViewUp(*eye.up)
    camera.SetParallelScale(eye.size[1] / 2 / eye.units)
    camera.SetClippingRange(1.0, FAR)
    window.Render()
    rgb = _grab(window, depth=False).reshape(height, width, 3)[::-1]
    z = _grab(window, depth=True).reshape(height, width)[::-1]
    window.Finalize()
    away = 1.0 + z.astype(float) * (FAR - 1.0)
    return rgb.astype(float), FAR / 2 - away


def _grab(window: Any, *, depth: bool) -> Any:
    grab = vtk.vtkWindowToImageFilter()
    grab.SetInput(window)
    grab.ReadFrontBufferOff()
    if depth:
        grab.SetInputBufferTypeToZBuffer()
    else:
        grab.SetInputBufferTypeToRGB()
    grab.Update()
    data = grab.GetOutput().GetPointData().GetScalars()
    return numpy_support.vtk_to_numpy(data).copy()
