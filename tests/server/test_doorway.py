"""Who is let in, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.server.app import application
from kg.server.settings import Settings

ASK = "/sparql?query=ASK%7B%7D"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7878", 200),
        ("localhost:7878", 200),
        ("LOCALHOST", 200),
        ("[::1]:7878", 200),
        ("192.168.1.7", 200),
        ("kg.localhost", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:7878", 421),
        ("evil.example:7878@localhost", 421),
        ("[evil]", 421),
        ("", 421),
    ],
)
def test_host(client: TestClient, host: str, status: int) -> None:
    assert client.get(ASK, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1:7878"}, 200),
        ({"Origin": "https://127.0.0.1:7878"}, 200),  # a proxy speaks TLS
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
    ],
)
def test_origin(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.get(ASK, headers=headers)
    assert answer.status_code == status
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("origins", [("https://page.example",), ("*",)])
def test_cors_when_asked_for(built: Path, origins: tuple[str, ...]) -> None:
    with TestClient(application(Settings(built, origins=origins)), base_url="http://127.0.0.1:7878") as client:
        answer = client.get(ASK, headers={"Origin": "https://page.example"})
        assert answer.headers["access-control-allow-origin"] == ("*" if origins == ("*",) else "https://page.example")
        flight = client.options(ASK, headers={"Origin": "https://page.example", "Access-Control-Request-Method": "POST"})
        assert flight.status_code == 204
        assert "POST" in flight.headers["access-control-allow-methods"]
        assert "PUT" not in flight.headers["access-control-allow-methods"]
        other = client.get(ASK, headers={"Origin": "https://other.example"})
        assert other.status_code == (200 if origins == ("*",) else 403)


def test_another_name(built: Path) -> None:
    with TestClient(application(Settings(built, names=("graphs.example",))), base_url="http://graphs.example") as client:
        assert client.get(ASK).status_code == 200


@pytest.mark.parametrize("address", ["/", "/sparql", ASK, "/network", "/id/person/ada-berg", "/nothing", "/entity?name=norway"])
def test_safe_headers(client: TestClient, address: str) -> None:
    for accept in ("text/html", "*/*"):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in policy or address == "/sparql"
        assert "server" not in answer.headers
