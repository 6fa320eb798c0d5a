"""Pictures of every screen: of the frame and its kit, and of the demo office, room by room."""

from tests.shots.frame import SCENES, SIZES, Scene, stage

__all__ = ["SCENES", "SIZES", "Scene", "stage"]
