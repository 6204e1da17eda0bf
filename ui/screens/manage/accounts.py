"""Accounts (账号): who may sign in here, as what, and when they did last."""

import re
from datetime import datetime

from app.access.roles import LABELS, ROLES, Role
from app.clock import campus
from app.i18n import mark, tr
from app.station.accountdesk import AccountDesk, AccountLine
from ui.printing import Leaf, Print, print_leaf
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.paper import Paper
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Text

ROLE_IS: dict[Role, str] = {
    "guard": mark("保安：校门、访客、快递"), "medical": mark("校医：医务名单，由他放行"),
    "duty": mark("值班干部：封控区域、回溯、限制通行"), "building": mark("楼长：本楼的体温和查寝"),
    "counsellor": mark("辅导员：自己学生的体温和日报告"), "supervisor": mark("带班领导：级别、导入、授权、设置"),
    "administrator": mark("管理员：全部，加账号、备份、密钥"),
}  # fmt: skip
"""A role and what it is there for, in a line."""
NAME, ROLE = Field("name", mark("姓名")), Field("role", mark("角色"), choices=ROLE_IS)
PIN = Field("pin", mark("PIN（4 到 12 位数字）"), secret=True)
AGAIN = Field("again", mark("再输一次 PIN"), secret=True)
OWN = Field("own", mark("您自己的 PIN"), secret=True)
OPENS = Field("places", mark("楼、楼层、房间"), hint=mark("如 5 6/3 7/316，用空格隔开；空着按角色"), optional=True)
ABOUT_OPENS = mark("写了就只能打开这些。空着时，楼长打开他负责的地点，辅导员打开自己学生的房间，其他角色打开全部。")
DIFFER = mark("两次输入的 PIN 不一样，请重新输入。")


class Accounts(ListPage):
    """A list and, on a key each, adding, another role, a new PIN, switching off and on, and the sealed codes."""

    def __init__(self, desk: AccountDesk, jobs: Jobs, to_print: Print = print_leaf) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._kept: dict[str, AccountLine] = {}
        self.table = Lines(
            [Column(mark("姓名"), wide=True), Column(mark("角色")), Column(mark("状态")), Column(mark("上次登录"))]
        )
        self.adding = self.add_form(SmallForm(mark("添加账号"), [NAME, ROLE, PIN, AGAIN], mark("添加")), self._add)
        self.role = self.add_form(SmallForm("", [ROLE], mark("更改")), self._change_role)
        self.pin = self.add_form(SmallForm("", [PIN, AGAIN], mark("更改")), self._new_pin)
        self.map = self.add_form(SmallForm("", [OPENS], mark("更改"), ABOUT_OPENS), self._change_opens)
        sealed = mark("五个应急码各用一次，供找不到带班领导时登录。生成新码后，以前的全部作废。")
        self.codes = self.add_form(SmallForm(mark("生成新的应急码"), [OWN], mark("生成"), sealed), self._new_codes)
        self.paper = Paper(mark("已抄好，收起"), to_print)
        self.paper.done.connect(self.turn_back)
        self.add_aside(self.paper)
        acts = (
            Act("F2", mark("添加账号"), self._begin_adding), Act("F3", mark("换角色"), self._begin_role),
            Act("F4", mark("重设 PIN"), self._begin_pin), Act("F6", mark("公寓地图能打开哪里"), self._begin_opens),
            Act("F8", mark("停用或启用"), self._switch),
            Act("F9", mark("生成新的应急码"), self._begin_codes),
        )  # fmt: skip
        about = Text(
            mark(
                "停用的账号不能登录，以前的记录不变。最后一个管理员不能停用，也不能换角色。"
                "最好有两个管理员；唯一的管理员忘了 PIN，在登录页按 F4 用恢复码。"
            ),
            tone="quiet", wrap=True,
        )  # fmt: skip
        self.lay_out(mark("账号"), column(self.table), self.table, Actions(self, acts), about)

    def opened(self) -> None:
        self.ask(self._desk.lines, self._show)

    def _show(self, lines: list[AccountLine]) -> None:
        self._kept = {line.name: line for line in lines}
        self.table.show_rows([_row(line) for line in lines])

    # Adding and changing

    def _begin_adding(self) -> None:
        self.turn_to(self.adding)
        self.adding.begin(role="guard")
        self.adding.turn_to("name")

    def _begin_role(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.role, line.name)
            self.role.begin(lambda: tr("{name} 换角色", name=line.name), role=line.role)
            self.role.turn_to("role")

    def _begin_pin(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.pin, line.name)
            self.pin.begin(lambda: tr("给 {name} 一个新 PIN", name=line.name))

    def _begin_opens(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.map, line.name)
            title = lambda: tr("{name} 在公寓地图上能打开哪里", name=line.name)  # noqa: E731
            self.map.begin(title, places=" ".join(line.opens))
            self.map.turn_to("places")

    def _begin_codes(self) -> None:
        self.turn_to(self.codes)
        self.codes.begin()

    def _add(self, given: dict[str, str]) -> None:
        name, role, pin = given["name"], one_of(ROLES, given["role"]), given["pin"]
        if pin != given["again"]:
            self.adding.say_problem(DIFFER, "again")
            return
        done = lambda: tr("{name} 现在可以登录。", name=name)  # noqa: E731
        self.submit(self.adding, lambda: self._desk.add(name, role, pin), done)

    def _change_role(self, given: dict[str, str]) -> None:
        name, role = self.subject, one_of(ROLES, given["role"])
        done = lambda: tr("{name} 现在是{role}。", name=name, role=tr(LABELS[role]))  # noqa: E731
        self.submit(self.role, lambda: self._desk.change_role(name, role), done)

    def _new_pin(self, given: dict[str, str]) -> None:
        name, pin = self.subject, given["pin"]
        if pin != given["again"]:
            self.pin.say_problem(DIFFER, "again")
            return
        done = lambda: tr("{name} 现在可以用新的 PIN 登录。", name=name)  # noqa: E731
        self.submit(self.pin, lambda: self._desk.new_pin(name, pin), done)

    def _change_opens(self, given: dict[str, str]) -> None:
        name, places = self.subject, re.split(r"[\s,，、;；]+", given["places"])
        done = lambda: tr("{name} 的公寓地图已更改。", name=name)  # noqa: E731
        self.submit(self.map, lambda: self._desk.opens(name, [one for one in places if one]), done)

    def _switch(self) -> None:
        """Off, or on again: the one undoes the other, so nobody is asked."""
        line = self._kept.get(self.table.chosen)
        if line is None:
            return
        name, act = line.name, self._desk.enable if line.disabled else self._desk.disable
        self.ask(lambda: act(name), lambda _none: self._switched(name, line.disabled))

    def _switched(self, name: str, enabled: bool) -> None:
        on, off = mark("{name} 的账号已启用。"), mark("{name} 的账号已停用。再按 F8 重新启用。")
        self.said.emit(lambda: tr(on if enabled else off, name=name), "hint")
        self.opened()

    # The sealed codes

    def _new_codes(self, given: dict[str, str]) -> None:
        own = given["own"]
        self.codes.set_busy(True)
        self.jobs.run(
            lambda: self._desk.emergency_codes(own), self._show_codes,
            lambda error: self.codes.say_problem(lambda: str(error), "own"),
        )  # fmt: skip

    def _show_codes(self, codes: list[str]) -> None:
        self.codes.clear()
        self.turn_to(self.paper)
        about = mark("只显示这一次。请打印或抄下，装信封密封，交带班领导保管；每个只能用一次。")
        self.paper.show_leaf(lambda: Leaf(tr("应急码"), tuple(codes), tr(about), secret=True))


def _row(line: AccountLine) -> Row:
    def cells() -> tuple[str, ...]:
        state = tr("已停用") if line.disabled else tr("可登录")
        role = tr(LABELS[line.role]) + (f" · {' '.join(line.opens)}" if line.opens else "")
        return line.name, role, state, _when(line.last)

    return Row(line.name, cells, "ink_2" if line.disabled else "ink")


def _when(at: datetime | None) -> str:
    return f"{campus(at):%Y-%m-%d %H:%M}" if at else tr("半年内没有登录")
