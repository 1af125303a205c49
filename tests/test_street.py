"""Snapshots: what is cut out, where it lies, and that nothing of the shop's picture stays as it was."""

import numpy as np
import pytest
from PIL import Image

from models.captions import Label
from models.papers.street import Pose, Street, cut_out, snapshots, warp
from models.papers.visual_search import load_visual_recipe

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


def painted(*boxes, size=(112, 88)):
    """(h, w, 3) uint8 white, with boxes (colour, top, left, bottom, right)."""
    pixels = np.full((*size, 3), 255, dtype=np.uint8)
    for colour, top, left, bottom, right in boxes:
        pixels[top:bottom, left:right] = colour
    return pixels


def test_the_ground_is_cut_away_and_what_it_shuts_in_stays():
    ring = painted((RED, 20, 10, 60, 50), (WHITE, 30, 20, 50, 40))
    cut = cut_out(ring)
    assert cut.mode == "RGBA" and cut.size == (40, 40)
    alpha = np.asarray(cut)[..., 3]
    assert alpha[20, 20] == 255 and alpha[5, 20] == 255 and alpha[0, 0] < 255  # the hole is no ground; the edge is soft


@pytest.mark.parametrize("pixels", [painted(), np.random.default_rng(0).integers(0, 255, (112, 88, 3), dtype=np.uint8)])
def test_a_picture_without_ground_or_without_anything_on_it_stays_whole(pixels):
    cut = cut_out(pixels)
    assert cut.size == (88, 112) and (np.asarray(cut)[..., 3] == 255).all()


def upright():
    """A red half above a blue one, 20 high and 10 wide."""
    return Image.fromarray(painted((RED, 0, 0, 10, 10), (BLUE, 10, 0, 20, 10), size=(20, 10))).convert("RGBA")


def test_a_pose_says_where_a_thing_lies_and_how_high_it_is():
    seen = np.asarray(warp(upright(), (100, 80), Pose((40, 50), 40)))
    assert seen.shape == (100, 80, 4)
    assert tuple(seen[35, 40, :3]) == RED and tuple(seen[65, 40, :3]) == BLUE
    inside = np.argwhere(seen[..., 3] > 128)
    assert inside.min(0) == pytest.approx([30, 30], abs=1) and inside.max(0) == pytest.approx([69, 49], abs=1)


def test_a_thing_is_turned_about_its_middle():
    seen = np.asarray(warp(upright(), (100, 80), Pose((40, 50), 40, turn=90)))
    assert {tuple(seen[50, 55, :3]), tuple(seen[50, 25, :3])} == {RED, BLUE} and seen[35, 40, 3] == 0


def test_what_leans_back_is_narrower_at_its_far_end():
    wide = (np.asarray(warp(upright(), (100, 80), Pose((40, 50), 40, lean=(0, 0.2), bend=(0, 1e-9))))[..., 3] > 128).sum(1)
    assert wide[wide > 0][2] != wide[wide > 0][-3]


def test_a_bend_pulls_straight_edges_out_of_shape():
    def left(pose):
        return np.argmax(np.asarray(warp(upright(), (100, 80), pose))[35:65, :, 3] > 128, axis=1)

    assert len(set(left(Pose((40, 50), 40)))) == 1 and len(set(left(Pose((40, 50), 40, bend=(0.1, 0))))) > 2


# ---- scenes -------------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def goods():
    rng = np.random.default_rng(0)
    boxes = [(rng.integers(0, 255, 3), 20, 15, 90, 70) for _ in range(40)]
    return np.stack([painted(box) for box in boxes])


def street(goods, **settings):
    labels = [Label(f"thing {row}", "goods", "things", "box", "red") for row in range(len(goods))]
    return Street(goods, labels, range(20), load_visual_recipe().street | settings, seed=3)


def test_a_snapshot_depends_on_seed_row_and_view_alone(goods):
    one, other = street(goods), street(goods)
    other.picture(7)
    assert one.picture(5).shape == (112, 88, 3) and (one.picture(5) == other.picture(5)).all()
    assert (one.picture(5) != one.picture(5, view=1)).mean() > 0.5 and (one.picture(5) != one.picture(6)).mean() > 0.5


def test_nothing_of_the_shops_picture_stays_as_it_was(goods):
    taken = street(goods)
    for row in range(20, 40):
        change = np.abs(taken.picture(row).astype(int) - goods[row])
        assert change.mean() > 15 and (change.max(2) == 0).mean() < 0.02


def test_the_product_is_in_its_snapshot(goods):
    """In a calm scene the middle of the frame has its colour, if perhaps in the shade."""
    calm = street(goods, strewn=[0, 0], in_front=0, bystander=0, light=0, cast=0, gamma=0, noise=0, outside=0, tilt=0,
                  fill=[0.8, 0.9], quality=[95, 95])
    for row in range(20, 40):
        middle, own = np.median(calm.picture(row)[46:66, 34:54], axis=(0, 1)), goods[row][50, 40].astype(float)
        assert middle / middle.sum() == pytest.approx(own / own.sum(), abs=0.05)


def test_people_are_those_with_a_face_above():
    dressed = painted((RED, 40, 20, 112, 70), ((224, 172, 140), 4, 36, 30, 52))
    laid = painted((RED, 10, 20, 100, 70))
    labels = [Label("shirt", "apparel"), Label("shirt", "apparel"), Label("face cream", "beauty")]
    made = Street(np.stack([dressed, laid, dressed]), labels, range(3), load_visual_recipe().street, seed=1)
    assert made.people == [0]


def test_snapshots_are_kept(goods, tmp_path, monkeypatch):
    made = street(goods)
    first = snapshots(made, [21, 25], 0, tmp_path)
    assert first.shape == (2, 112, 88, 3) and (first[1] == made.picture(25)).all()
    monkeypatch.setattr(made, "picture", lambda row, view: pytest.fail("drawn again"))
    assert (snapshots(made, [21, 25], 0, tmp_path) == first).all() and len(list(tmp_path.iterdir())) == 1
    assert len({made.mark([21], 0), made.mark([22], 0), made.mark([21], 1), street(goods, tilt=1).mark([21], 0)}) == 4
