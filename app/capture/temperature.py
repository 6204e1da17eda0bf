"""A body temperature as a guard types it: `365` on the number pad is 36.5 °C."""

import re
import unicodedata

LOWEST, HIGHEST = 34.0, 42.9  # °C of a living person at a gate; anything else is a number of something


def typed_temperature(digits: str) -> float | None:
    """°C with one decimal: three digits, or with a point, comma or 。, also full-width; None for all else."""
    plain = unicodedata.normalize("NFKC", digits).strip()
    found = re.fullmatch(r"([34][0-9])[.,。]?([0-9])", plain)
    if found is None:
        return None
    celsius = float(f"{found[1]}.{found[2]}")
    return celsius if LOWEST <= celsius <= HIGHEST else None
