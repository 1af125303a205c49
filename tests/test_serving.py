"""The real server: its API as programs call it, who is let in, below a prefix, and as tools for assistants."""

import asyncio
import importlib.util
import json
import socket
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import uvicorn
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from demo import ui
from demo.serving.door import Door
from demo.serving.settings import Serving

AUTH = (("ada", "secret"),)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(assistant):
    """Serves the page over ten items; gives its address."""
    pages = []

    def start(**settings):
        door = Door.of(lambda: assistant, ui.picture_url, Serving(host="127.0.0.1", port=free_port(), **settings))
        page = ui.launch(ui.build(lambda: assistant, door=door), lambda: assistant, host=door.serving.host,
                         port=door.serving.port, door=door)
        pages.append(page)
        return page.local_url.rstrip("/")

    yield start
    for page in pages:
        page.close()


@pytest.fixture
def behind():
    """A proxy that serves an address below /shop; `keeps` says whether it hands the prefix on."""
    servers = []

    def start(address, *, keeps):
        async def forward(request):
            path = request.url.path if keeps else f"/{request.path_params['path']}"
            async with httpx.AsyncClient(timeout=60) as client:
                sent = client.build_request(request.method, address + path, params=request.query_params,
                                            headers=request.headers.raw, content=await request.body())
                got = await client.send(sent)
            headers = {name: value for name, value in got.headers.items()
                       if name not in ("content-length", "content-encoding", "transfer-encoding")}
            return Response(got.content, got.status_code, headers)

        app = Starlette(routes=[Route("/shop/{path:path}", forward, methods=["GET", "POST", "DELETE"])])
        port = free_port()
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{port}/shop"

    yield start
    for server in servers:
        server.should_exit = True


def called(url, arguments=None, headers=None):
    """(status, body) of a call as curl makes it."""
    data = None if arguments is None else json.dumps(arguments).encode()
    request = urllib.request.Request(url, data=data, headers=headers or {})
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except urllib.error.URLError:
            threading.Event().wait(0.1)   # a proxy that has just been started
    raise AssertionError(f"nothing answers at {url}")


def test_programs_curl_and_two_visitors(serve):
    address = serve()
    client, other = (Client(address, verbose=False) for _ in range(2))
    first = client.predict(text="show me dresses", api_name="/reply")
    assert client.predict("the red one", session=first["session"], api_name="/reply")["selected"] == "d1"
    assert other.predict(text="show me bags", api_name="/reply")["session"] != first["session"]
    assert [item["id"] for item in other.predict("blue bag", k=1, api_name="/search")["items"]] == ["b3"]
    assert other.predict("the blue one", ["d1", "d2"], api_name="/select")["item"]["title"] == "Ada blue dress"
    with pytest.raises(AppError, match="nothing was said: give text, click, picture or recording"):
        client.predict(api_name="/reply")
    status, answer = called(f"{address}/reply", {"text": "the blue one", "session": first["session"]})
    assert status == 200 and json.loads(answer)["selected"] == "d2"
    assert called(address + json.loads(answer)["items"][0]["picture"])[1][:4] == b"\x89PNG"
    status, answer = called(f"{address}/gradio_api/run/search", {"data": ["blue bag", "", [], [], "", "", 1, ""]},
                            {"Content-Type": "application/json"})
    assert status == 200 and json.loads(answer)["data"][0]["items"][0]["id"] == "b3"


def test_only_the_three_are_public_and_they_say_what_they_do(serve):
    endpoints = json.loads(called(f"{serve()}/gradio_api/info")[1])["named_endpoints"]
    assert list(endpoints) == ["/reply", "/search", "/select"]
    assert [parameter["parameter_name"] for parameter in endpoints["/reply"]["parameters"]] == [
        "text", "click", "picture", "recording", "session"]
    assert endpoints["/search"]["description"].startswith("Finds items by words")


def test_nobody_comes_in_without_a_name(serve):
    address = serve(auth=AUTH)
    for path in ("/picture/d1?of=shop", "/progress", "/catalogue?session=x", "/config", "/gradio_api/info",
                 "/gradio_api/queue/data?session_hash=x", "/gradio_api/file=x"):
        assert called(address + path)[0] == 401, path
    for path in ("/reply", "/search", "/select", "/catalogue", "/gradio_api/run/search", "/gradio_api/call/search"):
        assert called(address + path, {"data": []}, {"Content-Type": "application/json"})[0] == 401, path
    assert b"Ada red dress" not in called(address)[1]
    with pytest.raises(AuthenticationError):
        Client(address, verbose=False)


def test_a_name_and_password_open_the_door(serve):
    address = serve(auth=AUTH)
    client = Client(address, auth=AUTH[0], verbose=False)
    assert client.predict("blue bag", k=1, api_name="/search")["items"][0]["id"] == "b3"
    basic = {"Authorization": "Basic YWRhOnNlY3JldA=="}   # ada:secret
    assert called(f"{address}/picture/d1?of=shop", headers=basic)[0] == 200
    assert called(f"{address}/search", {"k": 1}, basic)[0] == 200
    assert called(f"{address}/gradio_api/info", headers=basic)[0] == 200
    assert called(f"{address}/search", {"k": 1}, {"Authorization": "Basic YWRhOng="})[0] == 401
    assert called(f"{address}/health")[0] == 200


@pytest.mark.parametrize("keeps", [False, True])
def test_all_of_it_works_below_a_prefix(serve, behind, keeps):
    address = behind(serve(root_path="/shop"), keeps=keeps)
    page = called(f"{address}/")[1].decode()
    assert f'"root":"{address}"' in page and 'src="./assets/' in page
    assert called(f"{address}/picture/d1?of=shop&px=360")[0] == 200
    assert called(f"{address}/search", {"k": 1})[0] == 200
    assert Client(f"{address}/", verbose=False).predict("blue bag", k=1, api_name="/search")["items"][0]["id"] == "b3"


@pytest.mark.skipif(importlib.util.find_spec("mcp") is None, reason='pip install "gradio[mcp]"')
def test_assistants_shop_with_tools(serve):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    address = serve(mcp=True, auth=AUTH)

    async def shop():
        headers = {"Authorization": "Basic YWRhOnNlY3JldA=="}
        async with streamablehttp_client(f"{address}/gradio_api/mcp/", headers) as (reads, writes, _), \
                ClientSession(reads, writes) as session:
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            shown = await session.call_tool("reply", {"text": "show me dresses"})
            answer = json.loads(shown.content[0].text)
            picked = await session.call_tool("select", {"which": "the red one", "session": answer["session"]})
            refused = await session.call_tool("search", {"k": 99})
            return tools, answer, json.loads(picked.content[0].text), refused

    with ThreadPoolExecutor(1) as thread:   # the browser's tests keep a loop running in this one
        tools, answer, picked, refused = thread.submit(asyncio.run, shop()).result()
    assert sorted(tools) == ["reply", "search", "select"] and tools["select"].inputSchema["required"] == ["which"]
    assert tools["reply"].inputSchema["properties"]["session"]["description"].startswith("the session of the answer before")
    assert (picked["selected"], picked["session"]) == ("d1", answer["session"])
    assert refused.isError and refused.content[0].text == "k is 99: give a whole number from 1 to 60"
    assert called(f"{address}/gradio_api/mcp/", {})[0] == 401
