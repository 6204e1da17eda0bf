"""The deliveries of a morning, read from goods.toml."""

from dataclasses import dataclass

import msgspec

from tests.morning.script import HERE, Coming, Scene


class Delivery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of goods.toml; see there."""

    what: str
    brings: tuple[str, ...]
    right: str
    lines: tuple[tuple[str, str, str], ...] = ()
    trouble: str = ""
    few: int = 1
    many: int = 1


@dataclass(frozen=True, slots=True)
class Load:
    """One vehicle. driver: who brings it, as the campus knows them. plate: as it is written on it."""

    delivery: Delivery
    driver: Coming
    plate: str


def loads(*, whole: bool) -> list[Load]:
    """Those of the whole morning, or of the short one."""
    some = msgspec.toml.decode((HERE / "goods.toml").read_bytes(), type=dict[str, list[Delivery]])["delivery"]
    found: list[Load] = []
    for delivery in some:
        for _ in range(delivery.many if whole else delivery.few):
            number = len(found) + 1
            scene = Scene(what=delivery.what, kind="driver", lists=("visit", "return"), brings=delivery.brings)
            letter = "I" if delivery.trouble == "plate" else "1"
            found.append(Load(delivery, Coming(f"driver {number}", scene), f"\u5409A{letter}{number:04}"))
    return found
