"""How the page is served: what the environment may set, and how what it may not is told."""

import pytest

from demo.serving.settings import BadSetting, Serving, UploadLimits, root_path, serving_from


def test_an_empty_environment_serves_everyone_on_this_machine():
    assert serving_from({}) == Serving(host="127.0.0.1", port=None, root_path="", auth=(), queue=32, turns=2, mcp=False,
                                       uploads=UploadLimits(mb=100, items=2000, seconds=300))


def test_all_settings_together():
    serving = serving_from({"PORT": "8080", "VITRINE_HOST": "::", "VITRINE_ROOT_PATH": "/shop/", "VITRINE_QUEUE": "5",
                            "VITRINE_TURNS": "3", "VITRINE_MCP": "On", "VITRINE_UPLOAD_MB": "7", "VITRINE_UPLOAD_ITEMS": "40",
                            "VITRINE_UPLOAD_SECONDS": "9", "VITRINE_AUTH": "ada:se:cret, bob:x"})
    assert serving == Serving(host="::", port=8080, root_path="/shop", auth=(("ada", "se:cret"), ("bob", "x")), queue=5,
                              turns=3, mcp=True, uploads=UploadLimits(mb=7, items=40, seconds=9))


def test_a_hosted_space_is_reached_from_outside():
    assert serving_from({"SPACE_ID": "someone/vitrine"}).host == "0.0.0.0"


def test_an_empty_value_is_as_none():
    assert serving_from({"PORT": "", "VITRINE_AUTH": "", "VITRINE_QUEUE": ""}) == Serving()


@pytest.mark.parametrize(("environment", "told"), [
    ({"PORT": "80a"}, "PORT is '80a': give a whole number from 1 on"),
    ({"VITRINE_QUEUE": "0"}, "VITRINE_QUEUE is '0': give a whole number from 1 on"),
    ({"VITRINE_MCP": "perhaps"}, "VITRINE_MCP is 'perhaps': give on or off"),
    ({"VITRINE_ROOT_PATH": "shop"}, "the root path is 'shop': write it as /shop"),
    ({"VITRINE_UPLOAD_MB": "-1"}, "VITRINE_UPLOAD_MB is '-1': give a whole number from 0 on"),
])
def test_what_cannot_be_read_is_told(environment, told):
    with pytest.raises(BadSetting) as refused:
        serving_from(environment)
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize("auth", ["ada", "ada:", ":hush-hush", "ada:hush-hush,bob"])
def test_who_is_let_in_is_told_wrong_without_the_passwords(auth):
    with pytest.raises(BadSetting, match="name:password") as refused:
        serving_from({"VITRINE_AUTH": auth})
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(("path", "read"), [("", ""), ("/", ""), ("/shop", "/shop"), ("/a/b/", "/a/b"),
                                            ("https://example.org/shop/", "https://example.org/shop")])
def test_root_paths(path, read):
    assert root_path(path) == read


@pytest.mark.parametrize("path", ["shop", "/shop?x", "//", "/a//b", "javascript:x", "/a b"])
def test_what_is_no_root_path(path):
    with pytest.raises(BadSetting):
        root_path(path)


def test_no_uploads_where_they_may_be_of_no_size():
    assert not UploadLimits(mb=0) and UploadLimits()
