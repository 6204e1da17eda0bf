"""Which delivery is in hand at the goods screen, and which of its items. Without Qt."""

from app.goods.items import ITEMS
from app.goods.state import Delivery
from ui.screens.goods.next import upcoming

_NAMES = [item.name for item in ITEMS]


class InHand:
    """some: the deliveries there are; number: of the one in hand, empty for none; item: the name of the item to do now,
    empty where none is."""

    def __init__(self) -> None:
        self.some: list[Delivery] = []
        self.number = self.item = ""

    @property
    def one(self) -> Delivery | None:
        """The delivery in hand."""
        return next((one for one in self.some if one.number == self.number), None)

    def show(self, some: list[Delivery]) -> None:
        """They were read anew; what is in hand stays there."""
        self.some = some
        if self.one is None:
            self.number = next((one.number for one in some if not one.over), "")
        self.settle()

    def put(self, delivery: Delivery) -> None:
        """One of them, or a new one, stands like this now. After an item comes the next one, but goods have lines."""
        if any(one.number == delivery.number for one in self.some):
            self.some = [delivery if one.number == delivery.number else one for one in self.some]
        else:
            self.some = [*self.some, delivery]
        if self.item != "lines" or not delivery.values.get("lines"):
            self.item = ""
        self.settle()

    def settle(self) -> None:
        """The item to do now, where somebody has not chosen one."""
        one = self.one
        self.item = (self.item or upcoming(one)) if one is not None and not one.outcome else ""

    def onward(self) -> None:
        """To whatever is next."""
        self.item = ""
        self.settle()

    def choose(self, number: str) -> None:
        """Another delivery."""
        self.number = number
        self.onward()

    def choose_item(self, name: str) -> None:
        """Another item, also one that is done: it is then done anew."""
        self.item = name
        self.settle()

    def step(self, by: int) -> None:
        """So many deliveries further."""
        numbers = [one.number for one in self.some]
        if numbers:
            at = numbers.index(self.number) if self.number in numbers else 0
            self.choose(numbers[(at + by) % len(numbers)])

    def move(self, by: int) -> None:
        """So many items further."""
        at = _NAMES.index(self.item) if self.item else 0
        self.choose_item(_NAMES[(at + by) % len(_NAMES)])
