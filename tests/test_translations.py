"""English is complete: every sentence has its translation, every translation its sentence."""

from pathlib import Path

import pytest

from app.reasons import REASONS
from tests import layout, sentences
from tests.layout import Source

RESOURCES = Path(__file__).parents[1] / "resources"
TABLES = sentences.tables(RESOURCES / "translations" / "en")
ENGLISH = {sentence: english for table in TABLES.values() for sentence, english in table.items()}
SOURCES = layout.read(RESOURCES.parent)
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((RESOURCES / "dashboard").glob("*.html"))}
SAID = {sentence: f"{source.path}:{line}" for source in SOURCES for line, sentence in sentences.said(source)}
SAID |= {
    sentence: f"{name}:{line}"
    for name, text in TEMPLATES.items()
    for line, sentence, _ in sentences.said_in_template(text)
}


def one_a_line(what, lines):
    return "\n".join([what, *lines])


def test_every_sentence_has_its_english():
    missing = [
        f'{where}: "{one}"' for one, where in SAID.items() if sentences.CHINESE.search(one) and one not in ENGLISH
    ]
    assert not missing, one_a_line("Give these their English in resources/translations/en/:", sorted(missing))


def test_every_translation_is_used():
    unused = ENGLISH.keys() - SAID.keys() - sentences.written_in_resources(RESOURCES)
    assert not unused, one_a_line(
        "Nothing says these any more; take them out of resources/translations/en/:", sorted(unused)
    )


def test_the_tables_agree():
    assert not sentences.quarrels(TABLES), "one sentence, two translations: keep one"


def test_a_translation_has_the_same_placeholders():
    differing = [
        one for one, english in ENGLISH.items() if sentences.placeholders(one) != sentences.placeholders(english)
    ]
    assert not differing, one_a_line("The {names} differ between Chinese and English:", differing)


def test_english_is_english():
    # A language's own name stays as it is.
    left = [english for one, english in ENGLISH.items() if sentences.CHINESE.search(english) and one != english]
    left += [reason.en for reason in REASONS.values() if sentences.CHINESE.search(reason.en)]
    assert not left, one_a_line("Chinese is left in these translations:", left)


def test_no_sentence_is_put_together():
    built = [f"{source.path}:{line}" for source in SOURCES for line in sentences.made_up(source)]
    assert not built, one_a_line('No table can hold these; write tr("…{name}…", name=name):', built)


def test_every_placeholder_is_given_its_value():
    wrong = [f"{source.path}:{line}: “{one}”" for source in SOURCES for line, one in sentences.misfilled(source)]
    assert not wrong, one_a_line("The {names} of the sentence and the values given to tr() differ:", wrong)


def test_every_placeholder_of_a_page_is_given_its_value():
    wrong = [
        f"{name}:{line}: “{one}”"
        for name, text in TEMPLATES.items()
        for line, one, given in sentences.said_in_template(text)
        if given != sentences.placeholders(one)
    ]
    assert not wrong, one_a_line("The {names} of the sentence and the values given to tr() differ:", wrong)


def test_a_page_says_nothing_but_by_tr():
    loose = [
        f"{name}:{number}"
        for name, text in TEMPLATES.items()
        for number, line in enumerate(text.splitlines(), 1)
        if sentences.CHINESE.search(sentences.OWN_NAME.sub("", sentences.TR.sub("", line)))
    ]
    assert not loose, one_a_line("Write these as {{ tr(…) }}:", loose)


def test_reasons_have_the_same_placeholders_in_both_languages():
    differing = [
        code
        for code, reason in REASONS.items()
        if sentences.placeholders(reason.zh) != sentences.placeholders(reason.en)
    ]
    assert not differing


def test_the_scan_sees_the_sentences():
    assert len(SAID) > 50
    assert "学生" in SAID
    assert "core.toml" in TABLES


SPEAKING = Source(
    "app/x.py",
    """
name = mark("校门")
tr("还差 {count} 项", count=3)
i18n.tr("公寓" if night else "校门口")
field = labelled(mark("体温"), group="测量")
other = labelled("口罩")
tr(name)
tr("共 " "两行")
""",
)


def test_sentences_are_found_wherever_they_stand():
    found = {sentence for _, sentence in sentences.said(SPEAKING)}
    assert found == {"校门", "还差 {count} 项", "公寓", "校门口", "体温", "口罩", "共 两行"}


@pytest.mark.parametrize("call", ['tr(f"还差 {count} 项")', 'tr("还差" + what)', 'mark("共 %d" % n)'])
def test_a_sentence_put_together_is_found(call):
    assert list(sentences.made_up(Source("app/x.py", call))) == [1]


@pytest.mark.parametrize("call", ['tr("还差 {count} 项")', 'tr("还差 {count} 项", number=3)', 'tr("完成", count=3)'])
def test_a_wrong_value_is_found(call):
    assert [line for line, _ in sentences.misfilled(Source("app/x.py", call))] == [1]


@pytest.mark.parametrize(
    "call", ['tr("还差 {count} 项", count=3)', 'tr("{a}{b}", **values)', 'mark("还差 {count} 项")']
)
def test_right_values_are_left_alone(call):
    assert list(sentences.misfilled(Source("app/x.py", call))) == []


def test_two_translations_of_one_sentence_are_found():
    assert sentences.quarrels({"a.toml": {"校门": "Gate"}, "b.toml": {"校门": "Campus gate"}}) == [
        "“校门”: a.toml, b.toml"
    ]
    assert sentences.quarrels({"a.toml": {"校门": "Gate"}, "b.toml": {"校门": "Gate"}}) == []
