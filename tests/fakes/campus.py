"""A campus with a signing key: its codes, and those that must not pass."""

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes.campus_key import public_bytes
from app.codes.campus_sign import sign
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.policy.person import Person
from tests.fakes.posts import START


class Campus:
    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self._revoked: set[str] = set()

    def trust(self) -> Trust:
        """The live set of revocations is shared, so that a test may revoke after the lane was made."""
        return Trust({**Trust.of([public_bytes(self.key)]).campus_keys}, frozenset(), self._revoked)  # type: ignore[arg-type]

    def code(self, person: Person, *, key: Ed25519PrivateKey | None = None, days: float = 1) -> str:
        begin = START - timedelta(days=2)
        return sign(
            person.number, person.name, key or self.key, not_before=begin, not_after=START + timedelta(days=days),
            person_kind=person.kind, college=person.college,
        )  # fmt: skip

    def expired(self, person: Person) -> str:
        return self.code(person, days=-1)

    def stranger(self, person: Person) -> str:
        """Signed by a key that nobody here knows."""
        return self.code(person, key=Ed25519PrivateKey.generate())

    def revoked(self, person: Person) -> str:
        from app.codes.campus import recognise

        code = self.code(person)
        claim = recognise(Symbol("QRCode", code.encode()), self.trust(), START)
        assert claim is not None
        self._revoked.add(claim.token)
        return code

    def forged(self, person: Person) -> str:
        """The body of one code with the signature of another."""
        import base45

        one, other = (base45.b45decode(self.code(person)[4:]) for _ in range(2))
        return "GP1:" + base45.b45encode(one[:-64] + other[-64:]).decode()
