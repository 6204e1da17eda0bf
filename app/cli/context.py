"""What a command runs with: the home, who acts, and how it prints."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from app.clock import Clock, parse, system
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.settings import Home

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

    from app.station.local import LocalPost

    Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
else:
    Commands = object


def clock_of(options: Namespace) -> Clock:
    """The machine's clock, or one that stands at `--now`."""
    given = getattr(options, "now", None)
    if given is None:
        return system
    moment = parse(given)
    return lambda: moment


def home_of(options: Namespace) -> Home:
    return Home.find(options.home)


def emit(row: Any) -> None:
    """One JSON object on one line, flushed at once: whoever reads it may act on it before the next one comes."""
    with _printing():
        sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        sys.stdout.buffer.flush()


def say(sentence: str) -> None:
    """A line for a person; on standard error, so that standard output stays data."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def tell(line: str) -> None:
    """A line that is the command's own answer."""
    with _printing():
        print(line, flush=True)  # noqa: T201


@contextmanager
def _printing() -> Iterator[None]:
    """An answer may go to a file on a full disk. Whoever only stopped reading (a closed pipe) is told nothing."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError(tr("输出写不出去：{why}。请换一个位置后重新运行。", why=reason(error))) from error


@contextmanager
def local_post(options: Namespace, *, signed_in: bool = True) -> "Iterator[LocalPost]":
    """The home's post, opened, with its operator: the demonstration's administrator, or whoever `--as` names."""
    home = home_of(options)
    if not home.exists:
        raise UserError(
            tr(
                "{path} 里还没有值守台。请先运行 gatepost 按向导设置，或运行 gatepost init、gatepost demo。",
                path=home.path,
            )
        )
    post = _opened(home, clock_of(options))
    try:
        if signed_in:
            _sign_in(post, options)
        yield post
    finally:
        post.close()


def _opened(home: Home, clock: Clock) -> "LocalPost":
    """The home's post; the passphrase of its key is asked for where somebody sits."""
    from app.station.local import LocalPost
    from app.store.secret.keyform import PassphraseNeeded

    try:
        return LocalPost.open(home, clock)
    except PassphraseNeeded:
        if not sys.stdin.isatty():
            raise
        import getpass

        return LocalPost.open(replace(home, passphrase=getpass.getpass(tr("密钥口令："))), clock)


def _sign_in(post: "LocalPost", options: Namespace) -> None:
    name = getattr(options, "as_name", None)
    if name is None and post.demonstration:
        account = post.accounts.first_administrator()
    elif name is None:
        raise WrongUse(tr("请用 --as 姓名 说明由谁操作；PIN 由环境变量 GATEPOST_PIN 给出，或在终端输入。"))
    elif post.demonstration and "GATEPOST_PIN" not in os.environ:
        account = post.accounts.named(name)
    else:
        account = post.check(name, pin_of(name))
    post.act_as(account)


def pin_of(name: str) -> str:
    """The PIN that `name` gives: from the environment, or typed."""
    pin = os.environ.get("GATEPOST_PIN")
    if pin is not None:
        return pin
    if not sys.stdin.isatty():
        raise WrongUse(tr("缺少 PIN：请在环境变量 GATEPOST_PIN 中给出。"))
    import getpass

    return getpass.getpass(tr("{name} 的 PIN：", name=name))
