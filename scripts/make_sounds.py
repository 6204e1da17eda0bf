"""Writes the sounds of the verdicts, and the one of a change of level, to resources/sounds: told apart with the eyes
elsewhere, and kept mild, since they sound a thousand times a shift and everybody around hears them.

Rising is good, falling is not, short means wait, long and low means that the guard must look. Three bells, the second
above the others, mean that something is asked otherwise from now on.
"""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
LOUDNESS = 0.5
ATTACK = 0.008
DECAY = 0.060

Tone = tuple[float, float]  # hertz, seconds

SOUNDS: dict[str, list[Tone]] = {
    "admit": [(659.3, 0.13), (987.8, 0.22)],
    "wait": [(740.0, 0.16)],
    "refuse": [(523.3, 0.17), (349.2, 0.30)],
    "undecided": [(246.9, 0.55)],
    "level": [(587.3, 0.18), (784.0, 0.18), (587.3, 0.34)],
}


def samples(tone: Tone) -> NDArray[np.float64]:
    """One tone from -1 to 1, faded in and out so that it does not click.

    The octave above gives the low ones a body that the small loudspeaker of a PC can play.
    """
    hertz, seconds = tone
    time = np.arange(round(seconds * RATE)) / RATE
    body = (np.sin(2 * np.pi * hertz * time) + 0.35 * np.sin(4 * np.pi * hertz * time)) / 1.35
    return body * np.minimum(1, np.minimum(time / ATTACK, (seconds - time) / DECAY))


def write(path: Path, tones: list[Tone]) -> None:
    """One after the other, 16 bits, mono."""
    sound = np.concatenate([samples(tone) for tone in tones])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * LOUDNESS * 32767).astype("<i2").tobytes())


def main() -> None:
    folder = Path(__file__).parents[1] / "resources" / "sounds"
    for name, tones in SOUNDS.items():
        write(folder / f"{name}.wav", tones)


if __name__ == "__main__":
    main()
