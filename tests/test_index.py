import numpy as np
import pytest

from catalog.index import ExactIndex, build_index
from catalog.index_torch import TorchIndex
from catalog.items import EncoderMismatch


def on_cuda(*rows):
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    return TorchIndex("rgb", *rows, device="cuda")


BACKENDS = [
    pytest.param(lambda *rows: ExactIndex("rgb", *rows), id="faiss"),
    pytest.param(lambda *rows: TorchIndex("rgb", *rows, device="cpu"), id="torch-cpu"),
    pytest.param(on_cuda, id="torch-cuda", marks=pytest.mark.gpu),
]
every_backend = pytest.mark.parametrize("build", BACKENDS)


def unit_rows(n, d, seed):
    rows = np.random.default_rng(seed).standard_normal((n, d)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def plain(ids, matrix, query, k, among=None):
    """Best score an item over the full product, sorted: what every backend must say."""
    best = {}
    for item_id, score in zip(ids, (query @ matrix.T).tolist(), strict=True):
        if among is None or item_id in among:
            best[item_id] = max(score, best.get(item_id, -2.0))
    return sorted(best.items(), key=lambda pair: -pair[1])[:k]


@every_backend
@pytest.mark.parametrize("among", [None, {"i3", "i7", "i8", "i50", "i199", "not there"}, set()])
@pytest.mark.parametrize("k", [1, 5, 300])
def test_every_backend_agrees_with_the_full_product(build, k, among):
    ids = [f"i{n % 200}" for n in range(500)]  # two or three views an item
    matrix, queries = unit_rows(500, 16, seed=1), unit_rows(4, 16, seed=2)
    answers = build(ids, matrix).search(queries, k, among=among)
    assert len(answers) == 4
    for query, hits in zip(queries, answers, strict=True):
        expected = plain(ids, matrix, query, k, among)
        assert list(hits.ids) == [item_id for item_id, _ in expected]
        assert hits.scores.dtype == np.float32
        np.testing.assert_allclose(hits.scores, [score for _, score in expected], atol=1e-5)


@every_backend
def test_an_item_answers_by_its_best_view(build):
    matrix = np.array([[1, 0], [0, 1], [0.8, 0.6]], dtype=np.float32)
    (hits,) = build(["a", "a", "b"], matrix).search(np.array([[0, 1]], dtype=np.float32), 5)
    assert hits.ids == ("a", "b")
    np.testing.assert_allclose(hits.scores, [1.0, 0.6], atol=1e-6)


@every_backend
def test_an_index_says_whose_rows_it_holds_and_refuses_others(build):
    index = build(["a", "b", "b"], unit_rows(3, 8, seed=3))
    assert (index.encoder, index.dim, index.count) == ("rgb", 8, 3)
    for queries in (unit_rows(1, 7, seed=4), unit_rows(1, 8, seed=4)[0]):
        with pytest.raises(EncoderMismatch, match=r"give \(n, 8\)"):
            index.search(queries, 1)
    with pytest.raises(EncoderMismatch, match="2 ids"):
        build(["a", "b"], unit_rows(3, 8, seed=3))


@every_backend
def test_nothing_asked_or_nothing_there_is_an_empty_answer(build):
    query = unit_rows(1, 4, seed=5)
    assert build(["a"], query).search(query, 0)[0].ids == ()
    assert build([], np.zeros((0, 4), dtype=np.float32)).search(query, 3)[0].ids == ()
    assert build(["a"], query).search(query[:0], 3) == []


def test_the_device_chooses_the_backend():
    rows = unit_rows(2, 4, seed=6)
    assert isinstance(build_index("rgb", ["a", "b"], rows, device="cpu"), ExactIndex)
