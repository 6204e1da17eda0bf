"""The process that fuzzes one target, guided by the lines it reaches: `python -m tests.fuzz.driver NAME [OPTION…]`.

libFuzzer ends the process itself, so that every target has one of its own. Options are libFuzzer's.
"""

import sys

import atheris

from tests import guards

OURS = ["app", "ui", "asn1crypto", "base45", "rfc8785"]
"""What is watched: the program, and those libraries of parsers that are written in Python."""


def main(name: str, options: list[str]) -> None:
    guards.forbid_network()
    with atheris.instrument_imports(include=OURS, enable_loader_override=False):
        from tests.fuzz.registry import targets

        target = targets()[name]
        for seed in target.seeds():  # what is imported on the way is watched too
            target.read(seed)
    atheris.Setup([sys.argv[0], f"-max_len={target.longest}", *options], target.read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
