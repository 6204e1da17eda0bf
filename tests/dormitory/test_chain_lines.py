"""Lines of a 接龙 as people write them: what is read, and what is left to a person."""

from dataclasses import replace

import pytest

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from tests.fakes.residents import housed, number, problems, read, told


@pytest.mark.parametrize(
    ("line", "name", "celsius"),
    [
        ("张三 36.5", "张三", 36.5),
        ("3.李四36度6", "李四", 36.6),
        ("王五 正常 36.4℃ 已报", "王五", 36.4),
        ("４．王五一　３６．７", "王五一", 36.7),
        ("5、赵一鸣 三十六度五", "赵一鸣", 36.5),
        ("6 欧阳娜娜36。5", "欧阳娜娜", 36.5),
        ("司马青 36，5", "司马青", 36.5),
        ("司马青365", "司马青", 36.5),
        ("2️⃣ 李四 36.5", "李四", 36.5),
        ("①李四 36.6", "李四", 36.6),
        ("1️⃣2️⃣李四36.6", "李四", 36.6),
        ("🔟 李四 36.6", "李四", 36.6),
        ("36.5 张三", "张三", 36.5),
        ("36.36.5 李四", "李四", 36.5),
        ("3.36.5 李四", "李四", 36.5),
        ("(12)李四 36.5", "李四", 36.5),
        ("十二、李四 36.5", "李四", 36.5),
        ("3. 3、李四 36.5", "李四", 36.5),
        ("301 张三 36.5", "张三", 36.5),
        ("5-301 张三 36.5", "张三", 36.5),
        ("5号楼301室2床张三：36.5", "张三", 36.5),
        ("张 三 36.5", "张三", 36.5),
        ("張三36.6", "张三", 36.6),
        ("陈静 體溫36.6", "陳靜", 36.6),
        ("陳靜 36.6", "陳靜", 36.6),
        ("阿依古丽·买买提 36.5", "阿依古丽·买买提", 36.5),
        ("阿依古丽•买买提36.5", "阿依古丽·买买提", 36.5),
        ("阿依古丽买买提,36.5", "阿依古丽·买买提", 36.5),
        ("阿依古丽 买买提 36.5", "阿依古丽·买买提", 36.5),
        ("john smith 36.5", "John Smith", 36.5),
        ("SMITH, John: 36.5", "John Smith", 36.5),
        ("Jose Nunez 36.5 ok", "José Núñez", 36.5),
        ("2019000003 36.5", "王五", 36.5),
        ("2019000003 王五 36.5", "王五", 36.5),
        ("王五 2019000003 36.5", "王五", 36.5),
        ("明明 36.5", "王小明", 36.5),
        ("明明（王小明）36.5", "王小明", 36.5),
        ("徐鹏 2020000001 36.5", "徐鹏", 36.5),
        ("316 徐鹏 36.5", "徐鹏", 36.5),
        ("徐鹏(0001) 36.5", "徐鹏", 36.5),
        ("徐鹏 19级3班 36.5", "徐鹏", 36.5),
        ("小鹏 36.5", "徐鹏", 36.5),
        ("317 徐 36.5", "徐鹏", 36.5),
        ("317徐同学36.5", "徐鹏", 36.5),
        ("体温36.5 张三", "张三", 36.5),
        ("张三：T36.5", "张三", 36.5),
        ("我是张三，36.5", "张三", 36.5),
        ("张三36度半", "张三", 36.5),
        ("张三 37度", "张三", 37.0),
        ("张三 36", "张三", 36.0),
        ("张三三十七度", "张三", 37.0),
        ("张三=36.5", "张三", 36.5),
        ("@所有人 张三36.5", "张三", 36.5),
        ("大家好，张三36.5，谢谢老师", "张三", 36.5),
        ("李四代报张三 36.5", "张三", 36.5),
        ("张三（李四代）36.5", "张三", 36.5),
        ("帮张三报36.5", "张三", 36.5),
        ("晴天 张三 36.5", "张三", 36.5),
        ("2022/4/10 7:31:22\t张三\t2019000001\t301\t36.5\t否\t无", "张三", 36.5),
        ("张三，男，36.5", "张三", 36.5),
        ("高兴 36.5", "高兴", 36.5),
        ("张三 36.9→36.5", "张三", 36.5),
        ("张三36.9更正为36.5", "张三", 36.5),
        ("- 张三 36.5 ✅", "张三", 36.5),
        ("张三 39.8", "张三", 39.8),
    ],
)
def test_a_line_is_read(line: str, name: str, celsius: float) -> None:
    assert told(line) == [(name, [celsius])]


@pytest.mark.parametrize(
    ("line", "code", "who"),
    [
        ("18. 赵六 36.5", "nobody", []),
        ("19. 张山 36.5", "nobody", ["张三"]),
        ("36.5", "nobody", []),
        ("徐 36.5", "nobody", []),
        ("王五正36.5", "part", ["王五"]),
        ("何健康 36.5", "part", ["何健"]),
        ("刘晨晨 36.5", "part", ["刘晨"]),
        ("王志中36.5", "part", ["王志"]),
        ("张三2 36.5", "part", ["张三"]),
        ("小王五 36.5", "part", ["王五"]),
        ("老张三36.5", "part", ["张三"]),
        ("张三 李四 36.5", "several", ["张三", "李四"]),
        ("张三 室友 36.5", "several", ["张三"]),
        ("张三 赵六 36.5", "several", ["张三"]),
        ("张三 36.5 赵六", "several", ["张三"]),
        ("张三 李四 36.5 36.6", "several", ["张三", "李四"]),
        ("36.5 张三 36.6", "values", ["张三"]),
        ("张三36.5 36.6 李四36.4", "several", ["张三", "李四"]),
        ("除张三外都正常", "mention", ["张三"]),
        ("@李四 36.5", "mention", ["李四"]),
        ("回复 李四：36.5", "mention", ["李四"]),
        ("张三 丰 36.5", "several", ["张三"]),
        ("7. 阿依古丽 36.4", "nobody", ["阿依古丽·买买提"]),
        ("8. John 36.5", "nobody", ["John Smith"]),
        ("张三代报36.5", "mention", ["张三"]),
        ("302 张三 36.5", "room", ["张三"]),
        ("5-999室 张三 36.5", "room", ["张三"]),
        ("2019000003 李四 36.5", "number", ["王五", "李四"]),
        ("13. 王小明 63.5", "impossible", ["王小明"]),
        ("14. 王小明 3.65", "impossible", ["王小明"]),
        ("王小明 365.0", "impossible", ["王小明"]),
        ("张三 低于37.3", "vague", ["张三"]),
        ("张三 <37.3", "vague", ["张三"]),
        ("20.张三", "no-value", ["张三"]),
        ("张三 36.5 36.8", "values", ["张三"]),
        ("张三 36.5\t是", "yes", ["张三"]),
        ("18. 赵六 咳嗽", "nobody", []),
        ("发烧了", "nobody", []),
        ("全部正常", "which-room", []),
    ],
)
def test_what_cannot_be_told_is_listed_and_nobody_is_guessed(line: str, code: str, who: list[str]) -> None:
    found = problems(line)
    assert [one for one, _ in found] == [code]
    assert {number(one) for one in who} <= found[0][1]


def test_both_of_one_name_are_listed() -> None:
    assert problems("15. 徐鹏 36.5") == [("homonym", {"2020000001", "2020000002"})]
    assert problems("318 徐鹏 36.5")[0][0] == "room"


@pytest.mark.parametrize(
    "line",
    [
        "#接龙",
        "4月10日 晨检体温 请各位同学及时填写",
        "例：张三 36.5",
        "1. 例 张三 36.5",
        "格式：姓名+体温",
        "示例 李四 36.6 正常",
        "体温超过37.3℃请及时上报",
        "截止 8:30",
        "",
        "   ",
        "值班：张三",
        "姓名\t学号\t体温",
        "如有发烧咳嗽请及时联系值班老师",
        "2022-04-10",
        "收到",
        "@张三 请尽快填写",
    ],
)
def test_headers_and_examples_say_nothing_of_anybody(line: str) -> None:
    (found,) = read(line).lines or [None]
    assert found is None or found.concerns_nobody


def test_three_temperatures_are_the_days_three() -> None:
    for text in (
        "陈晓 36.5/36.6/36.4",
        "陈晓 早36.5 中36.6 晚36.4",
        "陈晓早36.5中36.6晚36.4",
        "陈晓 36.5早 36.6中 36.4晚",
    ):
        (said,) = read(text).lines[0].said
        assert [(one.round, one.celsius) for one in said.readings] == [
            ("morning", 36.5), ("noon", 36.6), ("evening", 36.4),
        ]  # fmt: skip


def test_the_site_and_a_second_measurement_are_kept() -> None:
    (said,) = read("张三 36.5（腋下）").lines[0].said
    assert said.readings[0].site == "armpit"
    (said,) = read("李四：37.6，复测36.9").lines[0].said
    assert [(one.celsius, one.second) for one in said.readings] == [(37.6, False), (36.9, True)]


def test_several_people_in_one_line() -> None:
    assert told("张三36.5 李四36.6 王五36.4") == [("张三", [36.5]), ("李四", [36.6]), ("王五", [36.4])]
    assert told("36.5张三，36.6李四") == [("张三", [36.5]), ("李四", [36.6])]
    assert told("1. 张三 36.5 2. 李四 36.6") == [("张三", [36.5]), ("李四", [36.6])]
    assert told("301寝 张三36.5 李四36.6") == [("张三", [36.5]), ("李四", [36.6])]
    assert [one.says for one in read("张三、李四、王五 正常").lines[0].said] == ["normal"] * 3


def test_somebody_unknown_between_others_takes_only_his_own_place() -> None:
    line = read("张三36.5 赵六36.6 李四36.4").lines[0]
    assert [(one.number, one.readings[0].celsius) for one in line.said] == [
        (number("张三"), 36.5),
        (number("李四"), 36.4),
    ]
    assert [(one.code, one.written, one.readings[0].celsius) for one in line.problems] == [("nobody", "赵六", 36.6)]


def test_a_later_line_counts_and_says_that_it_corrects() -> None:
    chain = read("1. 张三 36.9\n2. 李四 36.6\n3. 更正：张三 36.6\n4. 张三 已报")
    assert chain.last[number("张三")].readings[0].celsius == 36.6
    assert chain.last[number("张三")].corrects
    assert len(chain.of(number("张三"))) == 2


def test_a_room_head_speaks_for_a_room_and_measures_nobody() -> None:
    for text in ("301全体正常", "301寝都正常 4人", "5-301 一切正常", "5栋301室全员正常"):
        chain = read(text)
        assert [(one.building, one.room) for one in chain.rooms] == [("5", "301")]
        assert chain.last == {}


@pytest.mark.parametrize(
    ("line", "says", "note"),
    [
        ("刘洋 37.8 咳嗽发烧", "ill", "咳嗽发烧"),
        ("刘洋 36.5 有点头痛", "ill", "头痛"),
        ("刘洋 36.6 没发烧，咳嗽", "ill", "咳嗽"),
        ("刘洋 36.5 退烧药刚吃", "ill", "退烧药"),
        ("周杰 无发烧咳嗽 36.5", "", ""),
        ("周杰 36.5 没有发热、咳嗽、乏力", "", ""),
        ("周杰 36.5 咳嗽：无", "", ""),
        ("周杰 不发烧 36.5", "", ""),
        ("刘洋 感冒了", "ill", "感冒"),
        ("刘洋 不舒服", "ill", "不舒服"),
        ("周杰 请假回家", "away", "请假回家"),
        ("周杰 在外实习", "away", "在外实习"),
        ("周杰 正常", "normal", ""),
        ("周杰 未测", "unmeasured", ""),
        ("周杰 36.5 14天内未离校", "", ""),
    ],
)
def test_illness_is_never_lost_and_what_is_denied_is_no_illness(line: str, says: str, note: str) -> None:
    (said,) = read(line).lines[0].said
    assert said.says == says
    assert note in said.note


def test_a_copied_chat_has_its_speaker_on_the_line_before() -> None:
    assert told("张三:\n36.6\n李四 07:31\n36.5 正常") == [("张三", [36.6]), ("李四", [36.5])]
    assert [one.code for one in read("7. 张三\n36.6").problems] == ["no-value", "nobody"]


def test_a_number_that_is_a_room_and_could_be_a_temperature_is_listed() -> None:
    from app.dormitory.chain.names import Directory
    from app.dormitory.chain.parse import parse
    from app.dormitory.resident import Resident

    people = Directory([Resident(number="1", name="张三", building="5", room="365")])
    assert [one.code for one in parse("张三 365", people).problems] == ["vague"]
    assert parse("365 张三 36.5", people).last["1"].readings[0].celsius == 36.5
    assert [one.code for one in parse("365 张三", people).problems] == ["vague"]


def test_ranks_grow_past_the_numbers_of_rooms() -> None:
    lines = "297. 李四 36.5\n" + "\n".join(f"{n} 李四 36.5" for n in range(298, 305))
    assert {name for name, _ in told(lines)} == {"李四"}


def test_an_entry_may_run_over_several_lines() -> None:
    assert told("张三\n301\n36.5\n\n李四\n36度6") == [("张三", [36.5]), ("李四", [36.6])]
    assert told("姓名：张三\n寝室：301\n联系电话：13900003651\n体温：36.5\n姓名：李四\n体温：\n36.6") == [
        ("张三", [36.5]), ("李四", [36.6]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "张三\n李四\n36.5\n36.6",
        "张三\n36.5\n36.6",
        "赵六\n张三\n36.5",
        "谁还没量\n张三\n36.5",
        "体温：36.5\n姓名：张三",
    ],
)
def test_heaps_of_names_and_of_numbers_are_not_put_together(text: str) -> None:
    assert [line.said for line in read(text).lines if line.said] == []


def test_a_bed_is_whoever_sleeps_in_it() -> None:
    assert told("301-2 36.5") == [("李四", [36.5])]
    assert told("301 1床36.5 2床36.6") == [("张三", [36.5]), ("李四", [36.6])]
    assert told("301寝：\n一号床 36.5") == [("张三", [36.5])]
    assert problems("301-7 36.5") == [("nobody", set())]


def test_what_stands_below_another_buildings_heading_is_listed_until_it_ends() -> None:
    chain = read("竹园1号楼晨检\n1. 张三 36.5\n——以上1号楼——\n2. 李四 36.6\n3. 1号楼 王五 36.4")
    assert [one.code for one in chain.problems] == ["building", "building"]
    assert list(chain.last) == [number("李四")]


def test_a_heading_says_where_the_lines_below_it_were_measured() -> None:
    chain = read("（以下额温）\n张三 36.2\n李四 36.5腋\n（以下耳温）\n王五 36.9")
    sites = [chain.last[number(name)].readings[0].site for name in ("张三", "李四", "王五")]
    assert sites == ["forehead", "armpit", "ear"]


@pytest.mark.parametrize(
    ("line", "celsius"),
    [
        ("张三 昨晚38.5 今早37.1", 37.1),
        ("张三 36.5 血氧98 心率72", 36.5),
        ("张三 体重48.5 体温36.5", 36.5),
        ("张三 跑了3.65公里 36.6", 36.6),
        ("张三 请假36小时 36.5", 36.5),
        ("张三 叁拾陆点伍", 36.5),
        ("张三 三六五", 36.5),
        ("2019000001,36.5", 36.5),
    ],
)
def test_other_numbers_are_no_temperatures(line: str, celsius: float) -> None:
    assert told(line) == [("张三", [celsius])]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("张三 口温36.9", "site"),
        ("张三 早中晚36.5", "values"),
        ("张三 36.5×3", "vague"),
        ("张三 1盒36.8", "vague"),
        ("张三：37.3算发烧吗", "vague"),
        ("张三 三十六点几", "impossible"),
        ("张三 36-5", "no-value"),
        ("阿依古丽·买买提·热合曼 36.5", "part"),
        ("36.5度的高兴", "part"),
    ],
)
def test_what_is_no_measurement_of_anybody_is_listed(line: str, code: str) -> None:
    assert [one for one, _ in problems(line)] == [code]


def test_of_two_people_of_one_name_each_has_the_room_behind_it() -> None:
    chain = read("徐鹏 316 36.5，徐鹏 317 36.6")
    assert [(one.number, one.readings[0].celsius) for one in chain.lines[0].said] == [
        ("2020000001", 36.5), ("2020000002", 36.6),
    ]  # fmt: skip


def test_several_sites_and_several_times_keep_their_own() -> None:
    (said,) = read("张三 额温37.2，腋温36.7").lines[0].said
    assert [(one.celsius, one.site) for one in said.readings] == [(37.2, "forehead"), (36.7, "armpit")]
    (said,) = read("张三 38.9→物理降温→38.1→37.6").lines[0].said
    assert [(one.celsius, one.second) for one in said.readings] == [(38.9, False), (38.1, True), (37.6, True)]


def test_a_value_belongs_to_the_only_name_of_its_clause_or_to_the_one_it_touches() -> None:
    assert told("张三回来了 36.3，李四在操场") == [("张三", [36.3])]
    assert told("张三36.5、李四36.6 王五在医务室") == [("张三", [36.5]), ("李四", [36.6])]
    assert told("张三/李四/王五 36.5/36.6/36.4") == [("张三", [36.5]), ("李四", [36.6]), ("王五", [36.4])]


@pytest.mark.parametrize("complaint", ["嗓子有点疼", "头还是很痛", "嗓子哑了", "肚子有些胀", "一直有痰", "浑身没劲"])
def test_a_complaint_in_several_words_is_illness(complaint: str) -> None:
    (said,) = read(f"1. 张三 36.5 {complaint}").of(number("张三"))
    assert (said.says, [one.celsius for one in said.readings]) == ("ill", [36.5])


@pytest.mark.parametrize("denied", ["嗓子不疼", "没有疼", "不痛不痒", "无头痛"])
def test_a_complaint_that_is_denied_is_none(denied: str) -> None:
    (said,) = read(f"1. 张三 36.5 {denied}").of(number("张三"))
    assert said.says == ""


@pytest.mark.parametrize("surname", ["周", "房", "班", "楼"])
def test_a_surname_that_also_stands_behind_numbers_is_a_surname_where_somebody_has_it(surname: str) -> None:
    people = housed([f"{surname}晓彤", "李四"])
    for text in (f"301{surname}晓彤36.5", f"5-301{surname}晓彤 36.5", f"12{surname}晓彤36.5"):
        assert list(parse(text, Directory(people)).last) == [people[0].number], text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("张三 不正常", "vague"),
        ("张三 好像不太正常", "vague"),
        ("张三 不测 36.5", "vague"),
        ("张三 36.5 晚36.6", "values"),
        ("张三=李四36.5", "several"),
        ("张三、李四36.5 王五36.6", "several"),
        ("张三跟我都36.5", "several"),
        ("很高兴，全班都正常", "several"),
        ("张三（3号楼）36.5", "building"),
        ("2019009999 张三 36.5", "number"),
    ],
)
def test_what_might_be_of_somebody_else_or_of_another_kind_is_listed(line: str, code: str) -> None:
    assert {one for one, _ in problems(line)} == {code}


@pytest.mark.parametrize("line", ["张三 36.5元已付", "张三 36.5转你了", "张三 36_6"])
def test_prices_and_torn_numbers_are_no_temperatures(line: str) -> None:
    assert [one.readings for one in read(line).of(number("张三"))] == []


def test_what_is_said_of_the_rest_is_not_said_of_who_stands_before_it() -> None:
    (line,) = read("张三36.5 李四36.6，另外两个请假").lines
    assert [(one.says, one.readings[0].celsius) for one in line.said] == [("", 36.5), ("", 36.6)]
    assert [one.code for one in line.problems] == ["which-room"]


def test_a_leave_of_yesterday_is_over_and_no_cough_is_none() -> None:
    assert [one.says for one in read("张三 昨天请假，今天回来了 36.5\n李四 36.6 no cough").lines[0].said] == [""]
    assert [one.says for one in read("李四 36.6 no cough").lines[0].said] == [""]
    assert [one.says for one in read("发热1人：张三38.3").lines[0].said] == ["ill"]


@pytest.mark.parametrize("refusal", ["不测", "拒绝测温", "拒不配合测温"])
def test_a_refusal_is_kept(refusal: str) -> None:
    assert [one.says for one in read(f"张三 {refusal}").of(number("张三"))] == ["unmeasured"]


@pytest.mark.parametrize(
    ("heading", "site"), [("额温", "forehead"), ("学号 姓名 腋温", "armpit"), ("姓名 体温", ""), ("谁有额温枪", "")]
)
def test_a_heading_names_the_site(heading: str, site: str) -> None:
    assert [one.site for one in read(f"{heading}\n张三 36.5").of(number("张三"))[0].readings] == [site]


def test_a_site_below_a_temperature_is_no_heading() -> None:
    assert [one.site for one in read("张三 36.5\n额温\n李四 36.6").of(number("李四"))[0].readings] == [""]


def test_a_heading_names_the_check() -> None:
    chain = read("早检：张三36.5 李四36.6\n晚检\n张三 36.7\n李四 午36.8")
    rounds = [[one.round for said in line.said for one in said.readings] for line in chain.lines]
    assert rounds == [["morning", "morning"], [], ["evening"], ["noon"]]
    assert read("早\n张三 36.5").of(number("张三"))[0].readings[0].round == ""


def test_below_yesterday_nothing_is_taken_until_today() -> None:
    chain = read("—— 昨天 ——\n张三：36.5\n—— 今天 07:40 ——\n李四：36.6")
    assert [one.code for one in chain.problems] == ["past"]
    assert list(chain.last) == [number("李四")]


def test_a_bed_is_not_looked_for_in_a_room_before_the_last_one() -> None:
    assert list(read("301寝\n1床 36.5").last) == [number("张三")]
    chain = read("301寝\n302-1 36.4\n1床 36.5")
    assert [one.celsius for line in chain.lines for said in line.said for one in said.readings] == [36.4]
    assert chain.lines[2].problems


@pytest.mark.parametrize(
    ("line", "rooms"),
    [
        ("402 全部正常", ["402"]), ("402：4人正常", ["402"]), ("402 全体无发热", ["402"]),
        ("402寝室应到4实到4全部正常", ["402"]), ("402 不是全体正常", []), ("402全体正常吗？", []),
        ("402 昨天全体正常", []), ("应到4实到4", []), ("402 全体没测", []),
    ],
)  # fmt: skip
def test_a_room_whose_number_could_be_a_temperature_has_its_word(line: str, rooms: list[str]) -> None:
    people = [replace(one, room="402") for one in housed(["张三", "李四"])]
    assert [one.room for one in parse(line, Directory(people)).rooms] == rooms
