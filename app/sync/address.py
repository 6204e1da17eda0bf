"""The centre's address as somebody types it. Plain http is for this machine alone; anything further is https."""

import ipaddress
import re

import httpx

from app.errors import UserError
from app.i18n import tr

_HOST = re.compile(r"[\w.-]+|[0-9A-Fa-f:.]+")


def checked(address: str) -> str:
    """The base address without a trailing slash. UserError where it is none, or would send records in the clear."""
    text = address.strip()
    if "://" not in text:
        text = f"http://{text}" if loopback(text.rpartition(":")[0] or text) else f"https://{text}"
    try:
        url = httpx.URL(text)
        whole = bool(_HOST.fullmatch(url.host)) and (url.port is None or 0 < url.port < 65536)
    except httpx.InvalidURL:
        raise UserError(_wrong(address)) from None
    if url.scheme not in ("http", "https") or not whole or url.query or url.fragment or url.userinfo:
        raise UserError(_wrong(address))
    if url.scheme == "http" and not loopback(url.host):
        raise UserError(
            tr("{address} 没有加密，不能用来上传人员信息。请改用 https:// 开头的地址；记录都在本机。", address=address)
        )
    return str(url).rstrip("/")


def loopback(host: str) -> bool:
    """Whether `host` is this very machine: localhost, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _wrong(address: str) -> str:
    return tr("“{address}”不是指挥中心的地址，请写成 https://centre.example.edu.cn 的样子。", address=address)
