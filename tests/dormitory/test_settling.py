"""What a person settles of a text: the line's whole meaning goes to whoever is chosen, and to nobody else."""

from app.dormitory.chain.said import Chain
from app.dormitory.chain.settling import Asked, Settled, alike, asked, nickname, settled
from tests.fakes.residents import number, read


def chosen(text: str, number_: str) -> Chain:
    chain = read(text)
    return settled(chain, {at: Settled(number_) for at in asked(chain)})


def test_whoever_is_chosen_gets_all_that_the_line_says() -> None:
    chain = chosen("1. 张三 36.5\n2. 小笨笨 37.9 咳嗽", number("李四"))
    assert not chain.problems
    (said,) = chain.of(number("李四"))
    assert ([one.celsius for one in said.readings], said.says, said.cough) == ([37.9], "ill", True)
    assert [one.celsius for one in chain.of(number("张三"))[0].readings] == [36.5]


def test_a_line_that_is_left_out_says_nothing() -> None:
    chain = read("1. 小笨笨 36.5")
    done = settled(chain, dict.fromkeys(asked(chain), Settled("")))
    assert (done.problems, done.last) == ([], {})


def test_what_a_line_says_unclearly_is_not_settled_by_a_name() -> None:
    for text in ("1. 张三 66.5", "1. 张三", "1. 小笨笨 36度多", "1. 张三 正常 36.5 36.9"):
        chain = read(text)
        assert all(one.said is None for one in chain.problems), text
        assert len(chosen(text, number("李四")).problems) == len(chain.problems) > 0


def test_a_remark_by_somebody_unknown_makes_nobody_well() -> None:
    chain = read("3. 小笨笨 早上好呀")
    assert all(one.said is None for one in chain.problems)


def test_of_two_of_one_name_the_chosen_one_has_the_number() -> None:
    chain = chosen("1. 徐鹏 36.6", "2020000002")
    assert list(chain.last) == ["2020000002"]


def test_a_nickname_is_what_nobody_on_the_list_is_called() -> None:
    chain = read("1. 小笨笨 36.5\n2. 徐鹏 36.5\n3. 小笨笨 36.6")
    by_line = {at.line: one for at, one in asked(chain).items()}
    assert [nickname(by_line[at]) for at in (1, 2, 3)] == ["小笨笨", "", "小笨笨"]
    assert alike(chain, by_line[1]) == [Asked(1, 0), Asked(3, 0)]
