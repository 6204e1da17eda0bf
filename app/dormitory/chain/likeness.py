"""Whom a name that is nobody's may mean: for a person to choose from, never to be taken."""

import re
from collections.abc import Iterable, Iterator

from app.dormitory.chain.names import key
from app.dormitory.chain.plain import plain
from app.dormitory.resident import Resident

MOST = 5
_PETS = frozenset("小阿老大")
_SAME = re.compile("zh|ch|sh|ng|^l")


class Likeness:
    """Residents by what is left of their names when they are misspelt or shortened. One look-up is a few dict reads."""

    def __init__(self, residents: Iterable[Resident]) -> None:
        self._index: dict[str, list[str]] = {}
        self._sounds: dict[str, str] = {}
        for one in residents:
            words = plain(one.name).replace("·", " ").split()
            called = (f"called:{sign}" for sign in key(one.name))
            for part in dict.fromkeys([*self._parts(key(one.name)), *(f"name:{key(word)}" for word in words), *called]):
                self._index.setdefault(part, []).append(one.number)

    def of(self, written: str) -> tuple[str, ...]:
        """Numbers of those whose names are like `written`: by sound, with one character different or missing; or who
        may be called so for short (小明, 阿明, 明明)."""
        found: dict[str, None] = {}
        name = key(written)[:12]
        for part in [*self._parts(name), *(f"called:{sign}" for sign in _short(name))]:
            for number in self._index.get(part, ())[:MOST]:
                found.setdefault(number)
        return tuple(found)[:MOST]

    def _parts(self, name: str) -> Iterator[str]:
        if not name:
            return
        yield f"sound:{self._sound(name)}"
        yield f"name:{name}"
        if len(name) > 2:
            yield from (f"name:{name[:at]}{name[at + 1 :]}" for at in range(len(name)))
            yield f"name:{name[1:]}"
            yield from (f"like:{name[:at]}?{name[at + 1 :]}" for at in range(len(name)))

    def _sound(self, name: str) -> str:
        """Its pinyin without tones, and without what many do not hear apart: zh and z, ng and n, l and n."""
        from pypinyin import lazy_pinyin

        for sign in name:
            if sign not in self._sounds:
                sound = "".join(lazy_pinyin(sign)) + " "
                self._sounds[sign] = _SAME.sub(lambda found: found[0][0].replace("l", "n"), sound)
        return "".join(self._sounds[sign] for sign in name)


def _short(name: str) -> str:
    """The one character of somebody's name that a pet name is made of; empty for what is none."""
    if len(name) == 2 and name[0] in _PETS:
        return name[1]
    return name[0] if len(name) == 2 and name[0] == name[1] else ""
