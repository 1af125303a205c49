"""The endpoints as tools of an MCP server, which Gradio makes of them."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["answer_in_json"]


def answer_in_json(server: Any) -> None:
    """Lets Gradio's MCP server answer with JSON, where it would write a dict as Python does: 'None' and single quotes."""
    plain = server.postprocess_output_data

    def postprocess_output_data(data: list, root_url: str) -> list:
        return plain([json.dumps(each, ensure_ascii=False) if isinstance(each, dict) else each for each in data], root_url)

    server.postprocess_output_data = postprocess_output_data
