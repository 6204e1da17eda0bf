"""The fields of a page in its lines of text, as the page's template says where they stand."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from app.pages import misread, places, values
from app.pages.line import Line, chain, rows
from app.pages.template import Field, Template
from app.pages.values import Reading

_BLOCK = 8
"""Rows that a list of places may take."""
_HEARD, _EITHER = 0.5, 0.6
"""From where on another row counts that fits a field without a label, too; how certain either is then."""
_CUT_SHORT = 0.8
"""How certain a word is at most that may be the rest of another one, and a number of which a digit may be a mask."""


def score(template: Template, lines: list[Line], others: Iterable[Template] = ()) -> float:
    """How many of the template's anchors stand on the page; 0 where they are too few, or none of the required ones.

    others: templates that the page may follow instead. What is more like a text of theirs is none of the required.
    """
    if template.required and not any(_is_named(one, lines, others) for one in template.required):
        return 0.0
    best = [_stands(one, lines) for one in template.anchors]
    return sum(best) if sum(one > 0 for one in best) >= template.at_least else 0.0


def is_nearly(template: Template, lines: list[Line]) -> bool:
    """Whether anchors enough of a template stand there that wants its page's name, too."""
    return bool(template.required) and sum(_stands(one, lines) > 0 for one in template.anchors) >= template.at_least


def _stands(text: str, lines: list[Line]) -> float:
    """How alike the likeliest part of the page is to `text`; 0 where it is not alike enough."""
    best = max((misread.find(line.text, text)[0] for line in lines), default=0.0)
    return best if best >= misread.needed(text) else 0.0


def _is_named(text: str, lines: list[Line], others: Iterable[Template]) -> bool:
    """Whether a line is like `text`, and none of the texts of its length is more like that line, nor a longer word as
    much: 核酸检测结果 is much like 核酸检测报告, 暂无核酸检测记录 holds 核酸检测记录, and neither is a page's name."""
    fields = [field for other in others for field in other.field]
    anchors = (anchor for other in others for anchor in other.anchors)
    labels = (label for field in fields for label in field.label)
    rivals = {one for one in (*labels, *anchors) if len(one) >= len(text)}
    words = {one for field in fields for one in field.words if len(one) > len(text)}
    for line in lines:
        alike = misread.find(line.text, text)[0]
        if (
            alike >= misread.needed(text)
            and all(misread.find(line.text, one)[0] <= alike for one in rivals)
            and all(misread.find(line.text, one)[0] < alike for one in words)
        ):
            return True
    return False


def fields(template: Template, wanted: Sequence[Field], page: list[Line]) -> dict[str, Reading]:
    """Those of the template's fields in `wanted` that stand in the rows of `page`, by name; of several the surest."""
    found: dict[str, Reading] = {}
    for field in wanted:
        ranked = sorted(_candidates(template, field, page), key=lambda one: (one[0], one[1].weight))
        if ranked:
            best = ranked[-1][1]
            others = {one.value for _, one in ranked if one.weight >= _HEARD} - {best.value}
            found[field.name] = values.at_most(best, _EITHER) if others and not field.label else best
    return found


def label_row(template: Template, field: Field, lines: list[Line]) -> Line | None:
    """The row in which the field's label stands."""
    ranked = [(place[0], row) for row in rows(lines) if (place := labelled(template, field, row))]
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def labelled(template: Template, field: Field, row: Line) -> tuple[float, int, int] | None:
    """How alike the field's label is to a part of `row`, and from where to where it stands; None where it does not, or
    where the row is more like another field's label: 检测时间 is much like 采样时间."""
    place = misread.first_of(row.text, field.label)
    others = (misread.first_of(row.text, one.label) for one in template.field if one is not field and one.label)
    return place if place and all(other is None or other[0] <= place[0] for other in others) else None


def after_label(field: Field, line: Line) -> Line:
    """What follows the field's label in `line`; all of it where it has none."""
    place = misread.first_of(line.text, field.label)
    return line.cut(place[2]) if place else line


def value(template: Template, field: Field, line: Line) -> Reading | None:
    """The field's value in the rest of a row."""
    if field.name == "places":
        return places.read(line, template.note)
    if field.words:
        return _word(field, _trimmed(line))
    match = field.expression.search(line.text)
    if not match:
        return None
    part = line.cut(*match.span(field.name))
    found = values.OF[field.name](part)
    lost = found is not None and field.name == "id_number" and _may_lack_a_digit(field, part.text, found.value)
    return values.at_most(found, _CUT_SHORT) if found and lost else found


def _word(field: Field, line: Line) -> Reading | None:
    word, alike = misread.word(line.text, field.words, line.others)
    if not word or (field.in_any_row and alike < misread.needed(word)):
        return None
    reading = Reading(field.words[word], (alike * min(line.sure),))
    longer = any(word in one and meaning != field.words[word] for one, meaning in field.words.items())
    return values.at_most(reading, _CUT_SHORT) if longer else reading


def _may_lack_a_digit(field: Field, shown: str, number: str) -> bool:
    """Whether a masked number of one more digit would be taken as well, and the asterisks were not all read."""
    if "*" not in number or (len(shown) == len(number) and shown.upper() == number):
        return False
    first, last = number.index("*"), number.rindex("*")
    more = (f"{number[:at]}0{number[at + 1 :]}" for at in (first, last))
    return any(match[field.name] == one for one in more if (match := field.expression.search(one)))


def _candidates(template: Template, field: Field, page: list[Line]) -> Iterator[tuple[float, Reading]]:
    """Readings, each with how alike the text before it is to the field's label."""
    for number, row in enumerate(page):
        rest, alike = _unclaimed(template, field, row), 1.0
        if field.label:
            place = labelled(template, field, row)
            if place is None:
                continue
            rest, alike = row.cut(place[2]), place[0]
        following = page[number + 1 : number + _BLOCK]
        if field.until:
            rest = _block(field, rest, following)
        found = value(template, field, rest)
        if found is None and field.next and following and not _is_anothers(template, field, following[0]):
            found = value(template, field, following[0])
        if found is not None:
            yield alike, found if field.label else replace(found, row=row.middle)


def _unclaimed(template: Template, field: Field, row: Line) -> Line:
    """`row` to the end of the first label in it: what follows is that field's."""
    labels = (misread.first_of(row.text, one.label) for one in template.field if one is not field and one.label)
    return row.cut(0, min((place[2] for place in labels if place), default=None))


def _is_anothers(template: Template, field: Field, row: Line) -> bool:
    """Whether another field's label stands in `row`, so that what follows it there is that one's."""
    return any(misread.first_of(row.text, one.label) for one in template.field if one is not field and one.label)


def _block(field: Field, first: Line, following: list[Line]) -> Line:
    """`first` and the rows after it up to one that begins with what ends the block."""
    rest = [first]
    for row in following:
        if any(misread.find(row.text[: len(end) + 2], end)[0] >= misread.needed(end) for end in field.until):
            break
        rest.append(row)
    return chain(rest)


def _trimmed(line: Line) -> Line:
    start = len(line.text) - len(line.text.lstrip("：:，,。.;；"))
    return line.cut(start) if start < len(line.text) else Line(" ", (0.0,), line.box)
