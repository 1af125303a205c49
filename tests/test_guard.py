"""Who is let in: nobody without a log-in, to nothing that is guarded."""

import base64

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from demo.serving.guard import Guard


def basic(credentials):
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}


def app_of(auth, prefix=""):
    def seen(request):
        return PlainTextResponse(request.headers.get("cookie", ""))

    routes = [Route(path, seen) for path in ("/", "/health", "/picture/{item:path}", "/reply", "/replying")]
    routes.append(Mount("/gradio_api/mcp", routes=[Route("/", seen), Route("/http", seen)]))
    guard = Middleware(Guard, auth=auth, guarded=["/picture/{item:path}", "/reply"])
    app = Starlette(routes=routes, middleware=[guard])
    app.tokens, app.cookie_id = {"given": "ada"}, "id"   # as Gradio's app keeps them
    return app


@pytest.fixture
def client():
    return TestClient(app_of([("ada", "se:cret"), ("bób", "ñ")]))


GUARDED = ["/picture/a", "/picture/a/b", "/reply", "/gradio_api/mcp/", "/gradio_api/mcp/http"]


@pytest.mark.parametrize("path", GUARDED)
def test_nobody_comes_in_without_a_log_in(client, path):
    refused = client.get(path)
    assert refused.status_code == 401 and "log in first" in refused.json()["error"]
    assert refused.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize("cookie", ["access-token-id=given", "access-token-unsecure-id=given", "x=1; access-token-id=given"])
def test_the_page_s_own_log_in_opens_everything(client, path, cookie):
    assert client.get(path, headers={"Cookie": cookie}).status_code == 200


@pytest.mark.parametrize("cookie", ["access-token-id=", "access-token-id=made-up", "access-token-other=given", "given", "=;;,\""])
def test_a_made_up_cookie_opens_nothing(client, cookie):
    assert client.get("/reply", headers={"Cookie": cookie}).status_code == 401


@pytest.mark.parametrize("credentials", ["ada:se:cret", "bób:ñ"])
def test_a_name_and_password_in_the_header_become_a_log_in(client, credentials):
    found = client.get("/reply", headers={**basic(credentials), "Cookie": "access-token-id=old"})
    assert found.status_code == 200 and found.text.startswith("access-token-id=") and "old" not in found.text
    assert client.get("/reply", headers={"Cookie": found.text}).status_code == 200


@pytest.mark.parametrize("headers", [basic("ada:wrong"), basic("ada:"), basic("nobody:"), basic("ada"),
                                     {"Authorization": "Basic !!!"}, {"Authorization": "Bearer given"}, {"Authorization": ""},
                                     {"Authorization": basic("ada:se:cret")["Authorization"].replace("Basic", "Bearer")}])
def test_a_wrong_header_opens_nothing(client, headers):
    assert client.get("/reply", headers=headers).status_code == 401


def test_the_rest_is_left_to_gradio(client):
    assert [client.get(path).status_code for path in ("/", "/health", "/replying")] == [200, 200, 200]


def test_everyone_comes_in_where_nobody_is_named():
    client = TestClient(app_of([]))
    assert [client.get(path).status_code for path in GUARDED] == [200] * len(GUARDED)


def test_a_prefix_does_not_open_the_door():
    client = TestClient(app_of([("ada", "x")]), root_path="/shop")
    assert [client.get(path).status_code for path in ("/shop/reply", "/reply", "/shop/picture/a")] == [401, 401, 401]
    assert client.get("/shop/reply", headers=basic("ada:x")).status_code == 200
