"""How the centre says no: one exception, with the status that belongs to each reason."""

import msgspec

from app.sync.protocol import Refusal, Refused

STATUS: dict[Refused, int] = {
    "malformed": 400, "token": 401, "station": 403, "proof": 403, "code-wrong": 403, "code-used": 403,
    "code-expired": 403, "slow": 408, "gap": 409, "fork": 409, "owned": 409, "large": 413, "unsupported": 415,
    "hash": 422,
}  # fmt: skip


class RefusedError(Exception):
    """A request that is not carried out; nothing of it has been stored."""

    def __init__(
        self, refused: Refused, detail: str = "", *,
        seq: int = 0, hash: bytes = b"", challenge: bytes = b"",  # noqa: A002
    ) -> None:  # fmt: skip
        super().__init__(f"{refused} {detail}".strip())
        self.status = STATUS[refused]
        self.refusal = Refusal(refused=refused, detail=detail, seq=seq, hash=hash, challenge=challenge)

    def echo(self, batch: str) -> None:
        """It is that batch which is refused."""
        self.refusal = msgspec.structs.replace(self.refusal, batch=batch)
