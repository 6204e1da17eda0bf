"""What somebody does with a delivery at this post. Every act is a record, permitted and written here."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.clock import campus_day
from app.errors import UserError
from app.goods.number import new
from app.goods.recall import Last, last
from app.goods.release import hindrances
from app.goods.state import Delivery, delivery_of
from app.goods.step import step_of
from app.i18n import tr
from app.policy.phone import is_phone
from app.records.problem import Problem, RecordProblems
from app.records.registry import kind as kind_of
from app.station.goods.board import Board
from app.station.goods.lists import Lists
from app.station.goods.tickets import Presented, Ticket, Tickets
from app.station.local import LocalPost
from app.station.restricted import refuse_restricted
from app.store.fact import Draft, Entry
from app.store.reference.denials import Denials


class GoodsPost:
    """The goods of one open post. `board` reads them; every act returns the delivery as it stands afterwards."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self.board = Board(post)
        self.lists = Lists(post, self.board)
        self._tickets = Tickets(post)
        self._denials = Denials(post.database)

    # At the gate

    def open(self, raw: Mapping[str, Any] | None = None) -> Delivery:
        """A delivery has come. raw: what is known of it already, fields of a step. Raises RecordProblems."""
        number = new(campus_day(self._post.clock()))
        while self.board.numbered(number) is not None:
            number = new(campus_day(self._post.clock()))
        self._step(number, "opened", raw or {})
        return self._now(number)

    def arrive(self, text: str, note: str = "") -> tuple[Delivery, Last | None]:
        """The same by what stands on the vehicle: its plate, the driver's phone, or the ticket of an expected delivery;
        and what was registered the last time. note: for the record. UserError for a ticket that does not hold."""
        text = text.strip()
        ticket = self._tickets.expected(text)
        if ticket is not None:
            text = ticket.vehicle
            raw: dict[str, Any] = {"vehicle": text, "goods_class": ticket.goods_class}
        else:
            raw = {"vehicle": "" if text.isdecimal() or is_phone(text) else text}
        again = self.recall(text)
        return self.open({**raw, "note": note}), again

    def note(self, number: str, raw: Mapping[str, Any]) -> Delivery:
        """Some of the sixteen items were done; lines are added. Raises RecordProblems; UserError where the delivery is
        decided, since nothing of it changes any more."""
        delivery = self._now(number)
        if delivery.outcome:
            raise UserError(tr("{number} 已经处理过，不能再改。如果登记错了，请到台账更正。", number=number))
        self._step(number, "noted", raw)
        return self._now(number)

    def strike(self, number: str, line: int, why: str) -> Delivery:
        """The line at that place (from 0) was noted by mistake: the step that noted it is corrected."""
        delivery = self._now(number)
        if delivery.outcome:
            raise UserError(tr("{number} 已经处理过，不能再改。如果登记错了，请到台账更正。", number=number))
        for step in delivery.steps:
            if line < len(step.said.lines):
                kind = kind_of("goods-step")
                body = kind.body(step.said)
                body["lines"] = [one for at, one in enumerate(body["lines"]) if at != line]
                self._write("goods-step", {**body, "corrects": step.id, "why": why})
                return self._now(number)
            line -= len(step.said.lines)
        raise UserError(tr("没有这一行物资，请刷新后再试。"))

    def release(self, number: str) -> Delivery:
        """It may come in: a `goods` record of all sixteen items. RecordProblems names what is missing or not good."""
        with self._post.database.write():  # nobody decides the same delivery between the look and the record
            delivery = self._now(number)
            held = hindrances(delivery, self._post.clock())
            if held:
                raise RecordProblems([Problem(one.item, one.sentence) for one in held])
            self._decide(delivery, "released", "")
        return self._now(number)

    def refuse(self, number: str, why: str) -> Delivery:
        """It may not, and why; what was seen is kept as it stands."""
        if not why.strip():
            raise UserError(tr("请写明不予入校的原因。"))
        with self._post.database.write():
            delivery = self._now(number)
            if delivery.outcome:
                raise UserError(tr("{number} 已经处理过，不能再改。如果登记错了，请到台账更正。", number=number))
            self._decide(delivery, "refused", why.strip())
        return self._now(number)

    def ticket(self, number: str) -> Ticket:
        """The signed ticket of a delivery that was released; without a signing key here, its number alone."""
        delivery = self._now(number)
        if delivery.outcome != "released":
            raise UserError(tr("{number} 还没有放行，不能开通行单。", number=number))
        with self._post.database.write():
            ticket, fresh = self._tickets.of(delivery)
            if fresh:
                self._step(number, "ticket", {"ticket": ticket.token})
        return ticket

    def carry(self, number: str, by: str = "") -> Delivery:
        """The second transport (二次转运) has begun; by the carrier who was named before, unless said otherwise."""
        delivery = self._now(number)
        if delivery.outcome != "released":
            raise UserError(tr("{number} 还没有放行，不能转运。", number=number))
        self._step(number, "carried", {"by": by or delivery.values["carrier"]})
        return self._now(number)

    def recall(self, text: str) -> Last | None:
        """What was registered the last time for that plate or phone."""
        return last(self.board.steps(), text)

    # At the store

    def present(self, text: str) -> Presented:
        """A ticket was scanned, or its number typed. UserError where it is none, or does not hold."""
        return self._tickets.presented(text, self.board)

    def receive(
        self, presented: Presented, counted: Iterable[Mapping[str, Any]], *, whole: bool, by: str, note: str = ""
    ) -> Delivery:
        """The store took this over, by its own count; the loop closes by itself where everything is there."""
        delivery = presented.delivery
        if delivery is not None and delivery.over:
            raise UserError(tr("{number} 已经处理完，不能再入库。", number=presented.number))
        raw = {
            "counted": list(counted), "whole": whole, "by": by, "note": note, "trust": presented.trust,
            "ticket": presented.token, "expected": presented.expected, "expected_more": presented.more,
        }  # fmt: skip
        with self._post.database.write():
            received = step_of(self._step(presented.number, "received", raw).fact)
            before = delivery.steps if delivery else ()
            after = delivery_of([*before, *([received] if received else [])])
            if after.whole and not after.differences and not after.problems:
                self._step(presented.number, "closed", {})
        return self._now(presented.number)

    def close(self, number: str, reason: str) -> Delivery:
        """Somebody answers for it that the loop is closed, though not everything agrees or was scanned here."""
        if not reason.strip():
            raise UserError(tr("请写明闭环的依据，例如：库房电话确认收齐，少的 2 箱已退回。"))
        delivery = self._now(number)
        if not delivery.loop_open:
            raise UserError(tr("{number} 没有未闭环的事项。", number=number))
        self._step(number, "closed", {"reason": reason.strip()})
        return self._now(number)

    # Writing

    def _now(self, number: str) -> Delivery:
        found = self.board.numbered(number)
        if found is None:
            raise UserError(tr("没有单号为 {number} 的物资。用物资页面或 gatepost goods list 查看。", number=number))
        return found

    def _decide(self, delivery: Delivery, outcome: str, why: str) -> None:
        body = {**msgspec.to_builtins(delivery.values), "outcome": outcome, "delivery": delivery.number, "note": why}
        if not self._post.may("denials.overrule"):
            refuse_restricted(self._denials, body, self._post.clock())
        self._write("goods", body)

    def _step(self, number: str, act: str, raw: Mapping[str, Any]) -> Entry:
        return self._write("goods-step", {**raw, "delivery": number, "act": act})

    def _write(self, name: str, raw: Mapping[str, Any]) -> Entry:
        self._post.permit("records.enter")
        kind = kind_of(name)
        made = kind.read(raw)
        body = {field: value for field, value in kind.body(made).items() if value not in (None, "", [], False, 0)}
        draft = Draft(
            kind=name, body=body, operator=self._post.operator(), post=self._post.settings.post_name,
            at=self._post.clock(), schema=kind.version,
        )  # fmt: skip
        return self._post.append(draft)
