"""What is wrong with a record that somebody enters: a sentence for each field that does not do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field (a dotted path, or empty for the whole record), in a sentence."""

    field: str
    sentence: str


class RecordProblems(ValueError):
    """A record that cannot be entered as it stands; `problems` is never empty."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(problem.sentence for problem in problems))
        self.problems = problems
