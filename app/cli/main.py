"""The entry point: parses, runs the command, and turns errors of the user's world into one sentence."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, NoReturn

from app import __version__, i18n
from app.cli.context import home_of, say
from app.cli.groups import GROUPS, having, loaded
from app.cli.process import drop_streams, logged, open_streams, report_bug
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.settings import Home


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage lines that nobody at a post reads."""

    def error(self, message: str) -> NoReturn:
        say(tr("命令写法不对：{message}。运行 gatepost --help 查看用法。", message=message))
        sys.exit(2)


class Command(Parser):
    """One command. Whose home it is and who acts may be said behind it too, where an impatient hand puts it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.add_argument("--home", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        self.add_argument("--as", dest="as_name", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def parser(groups: Iterable[str] = GROUPS) -> argparse.ArgumentParser:
    """The command line with the commands of those groups: all of them, for the help."""
    top = Parser(prog="gatepost", description=tr("校园值守台：不带命令时打开窗口。"))
    top.add_argument("--version", action="version", version=f"gatepost {__version__}")
    top.add_argument("--home", help=tr("数据文件夹（默认为 GATEPOST_HOME）"))
    top.add_argument("--as", dest="as_name", metavar=tr("姓名"), help=tr("由谁操作"))
    commands = top.add_subparsers(dest="command", parser_class=Command, metavar=tr("命令"))
    for group in loaded(groups):
        group.add(commands)
    return top


def main(words: Sequence[str] | None = None, window: Callable[[Home], int] | None = None) -> int:
    """Runs one command; returns its exit status: 0 done, 1 a check failed or something is left, 2 wrong use.

    window: opens the window on a home, for a call without a command. It stands above the command line in the order of
    imports, so it comes as an argument.
    """
    open_streams()
    home: Home | None = None
    try:
        options = parser(_first(words)).parse_args(words)
        home = home_of(options)
        i18n.use(home.settings().language)
        return _run(options, home, window)
    except UserError as error:
        say(str(error))
        return error.status
    except BrokenPipeError:
        drop_streams()
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, it is logged and said in a sentence
        report_bug(home, error)
        return 1


def _first(words: Sequence[str] | None) -> list[str]:
    """The groups that are needed for `words`; none for the window and the version, which are not to wait for any. From
    here on the program speaks the home's language: --help and wrong use are told before there are options."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    first.add_argument("--home")
    first.add_argument("--as")
    first.add_argument("--version", action="store_true")
    first.add_argument("command", nargs="?")
    with suppress(argparse.ArgumentError, UserError):
        known, rest = first.parse_known_args(words)
        i18n.use(home_of(known).settings().language)
        return having(known.command) if known.command or rest else []
    return list(GROUPS)


def _run(options: argparse.Namespace, home: Home, window: Callable[[Home], int] | None) -> int:
    if options.command is not None:
        with logged(home):
            return int(options.run(options))
    if window is None:
        raise WrongUse(tr("请写明命令。运行 gatepost --help 查看用法。"))
    return window(home)
