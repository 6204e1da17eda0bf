"""Setting up a post of one's own in an empty home: its first administrator, its keys, its name, and the recovery code
that has to be on paper before anything is worth recovering. All of it, or nothing."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from app.access.accounts import hashed
from app.clock import Clock, system
from app.errors import UserError
from app.i18n import mark, tr
from app.settings import Home
from app.station.keydesk import long_enough
from app.station.local import LocalPost
from app.store.secret.key import Where, move

PostKind: TypeAlias = Literal["gate", "goods", "dormitory"]
KINDS: dict[PostKind, str] = {
    "gate": mark("校门：人员进出"), "goods": mark("物资通道"), "dormitory": mark("公寓")
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A post of one's own. kind: what is done there; key: where the database's key is kept, with its passphrase where
    it is that; roster: a table of the campus's people, or None to import it later."""

    campus: str
    post: str
    administrator: str
    pin: str
    kind: PostKind = "gate"
    key: Where = "file"
    passphrase: str = ""
    roster: Path | None = None


class Done(NamedTuple):
    """code: the recovery code, to be written down now. added, refused: people and rows of the roster. problem: why it
    was not imported; the post is there all the same."""

    code: str
    added: int = 0
    refused: int = 0
    problem: str = ""


def set_up(home: Home, plan: Plan, clock: Clock = system) -> Done:
    """Make `home` a post; UserError where it is one already, or something of the plan does not do."""
    _check(plan)
    post = LocalPost.open(home, clock)
    try:
        if post.accounts.all():
            raise UserError(tr("{path} 里已有值守台，没有改动。请用 --home 另指定一个空文件夹。", path=home.path))
        if plan.key != "file":
            move(home, plan.key, plan.passphrase)
            post.home = replace(home, passphrase=plan.passphrase)
        return _import(post, plan, _begin(post, plan))
    finally:
        post.close()


def _check(plan: Plan) -> None:
    if not all(text.strip() for text in (plan.campus, plan.post, plan.administrator)):
        raise UserError(tr("请写明校名、岗位名称和管理员姓名。"))
    hashed(plan.pin)
    if plan.key == "passphrase":
        long_enough(plan.passphrase)


def _begin(post: LocalPost, plan: Plan) -> str:
    """The recovery code."""
    with post.database.write():
        post.add_account(plan.administrator, "administrator", plan.pin)
        post.sign_in(plan.administrator.strip(), plan.pin)
        post.begin_issuing()
        post.change_settings(post=plan.kind, post_name=f"{plan.campus.strip()} · {plan.post.strip()}")
        if plan.key != "file":
            post.audit("key", plan.key)
        return post.recovery_code()


def _import(post: LocalPost, plan: Plan, code: str) -> Done:
    if plan.roster is None:
        return Done(code)
    try:
        result = post.import_people(plan.roster)
    except UserError as error:
        return Done(code, problem=str(error))
    return Done(code, result.added, len(result.refused))
