"""Every reason a decision can name: one list, each with its sentence for the guard in both languages.

A sentence says what the guard sees and can do. Codes are part of the ledger and of the command line's output: they
may be added, never renamed.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """quiet: health matters, which a bystander must not be able to read or hear; shown only on a key."""

    zh: str
    en: str
    quiet: bool = False


REASONS: dict[str, Reason] = {
    # identity
    "identity-needed": Reason("请出示校园码，或按 F2 查人", "Ask for the campus code, or press F2 to look the person up"),
    "not-on-roster": Reason("人员名单中没有此人，校园码有效", "Not on the list of people; the campus code is valid"),
    "identities-disagree": Reason("出示的身份互不一致，请人工核对", "The identities shown disagree; compare them yourself"),
    "code-forged": Reason("校园码签名不符，不是本校签发", "The campus code's signature is wrong; this campus did not issue it"),
    "code-expired": Reason("校园码已过期，请重新打开", "The campus code has expired; have it opened again"),
    "code-not-yet-valid": Reason("校园码尚未生效，请核对本机时间", "The campus code is not valid yet; check this PC's clock"),
    "code-revoked": Reason("校园码已作废", "The campus code has been revoked"),
    "code-wrong-key": Reason("校园码的签发密钥不受信任", "The key that signed the campus code is not trusted"),
    "code-damaged": Reason("校园码内容不完整，请重新出示", "The campus code is incomplete; have it shown again"),
}
