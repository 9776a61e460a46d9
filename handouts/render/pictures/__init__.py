"""Pictures on a reportlab canvas: where a point is, how to press, the body map, icons."""

from handouts.render.pictures.body_map import draw_map, map_size, map_views
from handouts.render.pictures.icons import draw_icon
from handouts.render.pictures.look import Look
from handouts.render.pictures.measure import MeasurePlan, draw_measure, plan_measure
from handouts.render.pictures.picture import draw_photo, draw_picture
from handouts.render.pictures.point import draw_point
from handouts.render.pictures.point_plan import PointPlan, body_size, drawn_size, plan_point
from handouts.render.pictures.press import PressPlan, draw_press, plan_press

__all__ = [
    "Look",
    "MeasurePlan",
    "PointPlan",
    "PressPlan",
    "body_size",
    "draw_icon",
    "draw_map",
    "draw_measure",
    "draw_photo",
    "draw_picture",
    "draw_point",
    "draw_press",
    "drawn_size",
    "map_size",
    "map_views",
    "plan_measure",
    "plan_point",
    "plan_press",
]
