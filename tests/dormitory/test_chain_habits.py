"""What a group, its school or its form writes in a way of its own, and what only looks like it."""

import pytest

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.resident import Resident

NAMES = ["陆晓", "段然", "韩梅", "冯远", "于洋", "唐宁", "曾可", "王强", "王强", "郑爽", "聂远", "宋雨"]


def housed(*rooms: tuple[str, str]) -> Directory:
    """The people of NAMES, four in each of these rooms; their numbers end in 7101, 7102, …"""
    return Directory(
        Resident(
            number=f"2021{7101 + n}", name=name, building=rooms[n // 4][0], room=rooms[n // 4][1], bed=f"{n % 4 + 1}"
        )
        for n, name in enumerate(NAMES[: 4 * len(rooms)])
    )


PLAIN = housed(("3", "301"), ("3", "302"), ("3", "303"))


def read(text: str, directory: Directory = PLAIN) -> list[str]:
    """All that a text says, in its order: names with temperatures, their check and site; what is listed as ?."""
    found: list[str] = []
    for line in parse(text, directory).lines:
        for said in line.said:
            values = [f"{one.round[:1]}{one.celsius}{one.site[:1]}" for one in said.readings]
            found.append(" ".join([directory.people[said.number].name, *values, *([said.says] if said.says else [])]))
        found += [f"?{one.code}" for one in line.problems]
    return found


@pytest.mark.parametrize(
    ("building", "written"),
    [
        ("南2", ["南2-118", "南2 118", "2-118", "118"]),
        ("竹园3栋", ["竹园3栋118", "竹园3-118", "竹3-118", "3栋118"]),
        ("竹园", ["竹园118", "竹园-118室"]),
        ("西12舍", ["西12舍118", "西12-118", "12舍118"]),
        ("3号楼1单元", ["3号楼1单元118", "3-1-118", "1单元118"]),
    ],
)
def test_a_building_is_called_in_more_than_one_way(building: str, written: list[str]) -> None:
    people = housed((building, "118"))
    for room in written:
        assert read(f"{room} 陆晓 36.5", people) == ["陆晓 36.5"], room
        assert read(f"{room}段然36.4", people) == ["段然 36.4"], room


def test_a_name_that_several_buildings_may_be_shortened_to_is_nobodys() -> None:
    people = housed(("竹园3栋", "118"), ("梅园3栋", "118"))
    assert read("竹3-118 陆晓 36.5", people) == ["陆晓 36.5"]
    assert read("梅园3-118 陆晓 36.5", people) == ["?room"]


@pytest.mark.parametrize("room", ["A301", "301A", "B-301"])
def test_a_room_may_have_a_letter(room: str) -> None:
    people = housed(("5", room.replace("B-", "")), ("5", "402"))
    assert read(f"{room.replace('B-', '')} 陆晓 36.5\n5#{room.replace('B-', '')}段然36.4", people) == [
        "陆晓 36.5",
        "段然 36.4",
    ]


@pytest.mark.parametrize(
    ("heading", "site"),
    [
        ("统一用水银体温计量腋下5分钟！填寝室+姓名+温度，37.2以上打我电话", "a"),
        ("#接龙 三楼晨检（腋温）", "a"),
        ("3栋3层 晚检 | 腋下 | 4/26", "a"),
        ("早上体温汇总（耳温枪，每寝一把）", "e"),
        ("额温枪量的请注明", ""),
        ("腋温额温都可以", ""),
        ("额温枪坏了，谁有", ""),
    ],
)
def test_a_heading_above_all_says_where_everybody_is_measured(heading: str, site: str) -> None:
    assert [one.removeprefix("陆晓 ") for one in read(f"{heading}\n陆晓 36.5")][-1][-1:] == (site or "5")


def test_a_line_says_for_all_its_people_where_they_were_measured() -> None:
    assert read("晚检 腋下\n302（额温枪）于洋36.3 唐宁36.4") == ["于洋 e36.3f", "唐宁 e36.4f"]


def test_what_stands_beside_everybodys_name_is_no_part_of_it() -> None:
    text = "\n".join(f"{n}. 21软件{name} 36.5" for n, name in enumerate(["陆晓", "段然", "韩梅"], 1))
    assert read(text) == ["陆晓 36.5", "段然 36.5", "韩梅 36.5"]
    assert read("1. 21软件陆晓 36.5\n2. 段然 36.4") == ["?part", "段然 36.4"]


def test_ends_of_numbers_tell_who_where_a_room_or_the_heading_does() -> None:
    assert read("7101 301 36.5") == ["陆晓 36.5"]
    assert read("7101 302 36.5") == ["?nobody"]
    assert read("7101 36.5") == ["?nobody"]
    assert read("学号后四位+体温\n7101 36.5\n7105，36.4") == ["陆晓 36.5", "于洋 36.4"]


def test_a_forms_titles_tell_which_number_is_the_temperature() -> None:
    titles = "序号\t提交时间\t来自IP\t1、您的姓名\t2、寝室号\t3、今日晨检体温（腋温℃）\t4、体温是否正常\t签字"
    row = "1\t2022/3/29 6:58\t10.20.3.36(江苏)\t陆晓\t301\t36.5\t是\t段然"
    assert read(f"{titles}\n{row}") == ["陆晓 m36.5a"]
    quoted = '"姓名","额温（℃）","备注"\n"陆晓","36.5","打了疫苗, 无"'
    assert read(quoted) == ["陆晓 36.5f"]


def test_a_table_drawn_with_blanks_has_columns_too() -> None:
    assert read("姓名  早  中  晚\n陆晓  36.5 36.6 /\n段然  36.4 36.5 36.6") == [
        "陆晓 m36.5 n36.6", "段然 m36.4 n36.5 e36.6",
    ]  # fmt: skip


def test_temperatures_without_their_tens_where_the_group_writes_so() -> None:
    assert read("301 陆晓6.5 段然6.4\n韩梅 7.1\n冯远6.6\n于洋6.5") == [
        "陆晓 36.5", "段然 36.4", "韩梅 37.1", "冯远 36.6", "于洋 36.5",
    ]  # fmt: skip
    assert read("陆晓 36.5\n段然 6.4\n韩梅 36.6") == ["陆晓 36.5", "?impossible", "韩梅 36.6"]


def test_a_room_in_the_order_of_its_beds_where_that_is_agreed() -> None:
    row = "301 36.5 36.4 请假 36.6"
    assert read(f"按床号1234报\n{row}") == ["陆晓 36.5", "段然 36.4", "韩梅 away", "冯远 36.6"]
    assert read("302（按床位1-4）：36.5 36.4 36.6 36.7") == ["于洋 36.5", "唐宁 36.4", "曾可 36.6", "王强 36.7"]
    assert read(row) == ["?nobody"]
    assert read("按床号报\n301 36.5 36.4 36.6") == ["?nobody"]  # one is missing, and nobody knows which


def test_whoever_speaks_of_himself_in_a_chat_is_whoever_speaks() -> None:
    assert read("陆晓: 段然36.5 我36.4") == ["段然 36.5", "陆晓 36.4"]
    assert read("陆晓 07:31\n我36.5，段然36.6") == ["陆晓 36.5", "段然 36.6"]
    assert read("陆晓 07:31\n36.5 段然36.6") == ["陆晓 36.5", "段然 36.6"]
    assert read("我36.5，段然36.6") == ["?values"]


def test_several_share_a_temperature_beside_others_with_their_own() -> None:
    assert read("302于洋 唐宁 曾可 都36.5 王强36.8") == ["于洋 36.5", "唐宁 36.5", "曾可 36.5", "王强 36.8"]
    assert read("陆晓36.4，段然、韩梅均36.5") == ["陆晓 36.4", "段然 36.5", "韩梅 36.5"]
    assert read("陆晓：段然 韩梅都36.5")[-1] != "陆晓 36.5"


def test_what_is_said_of_the_others_is_not_the_named_ones() -> None:
    assert read("301寝：陆晓请假离校，其余36.5、36.4、36.5。") == ["陆晓 away", "?which-room"]


def test_the_days_three_with_one_missed_or_all_alike() -> None:
    assert read("陆晓 早36.5 中- 晚36.6") == ["陆晓 m36.5 e36.6"]
    assert read("陆晓 晚上36.5，早上中午忘了") == ["陆晓 e36.5"]
    assert read("陆晓 早中晚都是36.5") == ["陆晓 m36.5 n36.5 e36.5"]
    assert read("陆晓 早中晚36.5") == ["?values"]


def test_a_number_that_is_taken_back_is_none() -> None:
    assert read("陆晓 不是26.5是36.5") == ["陆晓 36.5"]
    assert read("陆晓上面36.5作废，实测36.9") == ["陆晓 36.9"]


def test_a_remark_behind_a_temperature_is_nobodys_name() -> None:
    assert read("陆晓 36.5 高血压药还有3天的量") == ["陆晓 36.5"]
    assert read("陆晓: 36.5 阿弥陀佛") == ["陆晓 36.5"]
    assert read("陆晓 离校 36.5 苏州") == ["陆晓 36.5 away"]
    assert read("301 陆晓36.5 陈36.4") == ["陆晓 36.5", "?nobody"]


def test_a_name_drawn_as_wide_as_the_others() -> None:
    assert read("曾  可  36.6") == ["曾可 36.6"]


def test_a_chain_in_one_line_is_read() -> None:
    assert read("#接龙 早检 1. 陆晓 301 36.5 2. 段然 301 36.4") == ["陆晓 36.5", "段然 36.4"]
    assert read("#接龙 早检 例 陆晓 36.5") == []


def test_below_a_rooms_heading_ranks_are_its_beds() -> None:
    assert read("301\n1) 36.5\n2) 36.4\n3) 请假\n4) 36.6") == ["陆晓 36.5", "段然 36.4", "韩梅 away", "冯远 36.6"]
    assert read("早检\n1) 36.5") == ["?nobody"]


def test_a_heading_speaks_of_all_in_one_clause_and_of_some_in_another() -> None:
    assert read("统一用水银体温计量腋下，用额温枪的要注明\n陆晓 36.5") == ["陆晓 36.5a"]


def test_only_the_last_days_lines_are_read() -> None:
    text = "【5月10日 晚检】\n陆晓 36.6\n【5月11日 晨检】\n陆晓 36.3"
    assert read(text) == ["?past", "陆晓 m36.3"]


def test_beds_may_be_columns() -> None:
    assert read("房间\t1床\t2床\t3床\t4床\n301\t36.5\t36.4\t请假\t36.6") == [
        "陆晓 36.5",
        "段然 36.4",
        "韩梅 away",
        "冯远 36.6",
    ]


@pytest.mark.parametrize("said", ["36,.6", "36度80", "35"])
def test_a_number_that_was_cut_off_or_torn_is_looked_at(said: str) -> None:
    (listed,) = read(f"陆晓 {said}")
    assert listed in ("?impossible", "?rare")


def test_a_room_and_a_temperature_that_touch_are_two() -> None:
    assert read("陆晓 30136.6\n段然.301.35.9\n于洋 3302 36.7") == ["陆晓 36.6", "段然 35.9", "于洋 36.7"]


def test_a_bare_number_beside_a_name_is_not_lost_among_the_others() -> None:
    assert read("301 陆晓36.1 段然36.6 韩梅36。")[:1] != ["陆晓 36.1 段然 36.6"]
    assert any(one.startswith("?") for one in read("301 陆晓36.1 段然36.6 韩梅36。"))


def test_a_building_of_a_letter_and_a_number() -> None:
    people = housed(("C12", "501"))
    assert read("1. 陆晓 C12-501 36.6\n2. 段然 c12-501 36.4", people) == ["陆晓 36.6", "段然 36.4"]
