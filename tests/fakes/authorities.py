"""A campus's own certificate authority, made up, and certificates under it."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
LOOPBACK = ipaddress.ip_address("127.0.0.1")


class Authority:
    """`file` holds its certificate, with its private key, as careless people keep both."""

    def __init__(self, folder: Path, name: str = "Campus CA", *, days: int = 30) -> None:
        self._folder, self._name, self._key = folder, _name(name), ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._signed(self._name, self._key, days, authority=True)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(_pem(self.certificate) + _private(self._key))

    def server(self, address: ipaddress.IPv4Address = LOOPBACK, *, days: int = 30) -> tuple[Path, Path]:
        """Files of a certificate for a centre at that address, and of its private key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(_name(f"centre {address} {days}"), key, days, names=[x509.IPAddress(address)])
        files = self._folder / "centre.crt", self._folder / "centre.key"
        files[0].write_bytes(_pem(certificate))
        files[1].write_bytes(_private(key))
        return files

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: int, *, authority: bool = False,
        names: list[x509.GeneralName] | None = None,
    ) -> x509.Certificate:  # fmt: skip
        until = datetime.now(UTC) + days * DAY
        made = x509.CertificateBuilder(self._name, name, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(until - 60 * DAY).not_valid_after(until)
        made = made.add_extension(x509.BasicConstraints(authority, None), critical=True)
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return made.sign(self._key, SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
