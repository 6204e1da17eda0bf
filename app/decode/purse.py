"""CPU that may be spent on frames without a code: saved up frame by frame, then spent at once."""


class Purse:
    """most: how much can be saved up, in the unit of whoever uses it."""

    def __init__(self, most: float) -> None:
        self._most = most
        self.saved = 0.0

    def earn(self, share: float) -> None:
        self.saved = min(self.saved + share, self._most)

    def pay(self, cost: float) -> None:
        """What was spent, also where it was more than there was; then that much is earned first."""
        self.saved -= cost
