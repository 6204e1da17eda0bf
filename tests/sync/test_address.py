"""Records leave this machine encrypted or not at all."""

import pytest

from app.errors import UserError
from app.sync.address import checked


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://centre.example.edu.cn/", "https://centre.example.edu.cn"),
        ("centre.example.edu.cn", "https://centre.example.edu.cn"),
        (" https://centre.example.edu.cn:8443/gatepost/ ", "https://centre.example.edu.cn:8443/gatepost"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost"),
    ],
)
def test_addresses(given: str, meant: str) -> None:
    assert checked(given) == meant


@pytest.mark.parametrize(
    "given",
    [
        "http://centre.example.edu.cn", "http://192.168.1.5:8000", "http://127.0.0.1.example.org", "http://0.0.0.0:8000",
        "http://localhost.example.org", "HTTP://10.0.0.1", "http://127.0.0.1@example.org",
    ],
)  # fmt: skip
def test_plain_http_goes_no_further_than_this_machine(given: str) -> None:
    with pytest.raises(UserError, match="https://"):
        checked(given)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "   ",
        "https://",
        "ftp://x",
        "https://x:99999",
        "https://x:abc",
        "http://[",
        "https://a b",
        "https://x/?q",
        "://",
        "/",
    ],
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(UserError, match="不是指挥中心的地址"):
        checked(given)
