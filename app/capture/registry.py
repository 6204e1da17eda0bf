"""Opens a source by what a user writes. The kinds are found in this package: a module that declares `SOURCE` is one."""

from functools import cache

from app.capture.kind import Options, SourceKind
from app.capture.serialport import port_and_speed
from app.capture.source import Source
from app.discover import modules
from app.errors import WrongUse
from app.i18n import tr


@cache
def _kinds() -> tuple[SourceKind, ...]:
    declared = (getattr(module, "SOURCE", None) for module in modules("app.capture"))
    return tuple(kind for kind in declared if isinstance(kind, SourceKind))


def source_kinds() -> list[str]:
    """The names of the kinds of sources in this program, in alphabetical order."""
    return sorted(kind.name for kind in _kinds())


def open_source(spec: str, *, paced: bool = False, loop: bool = False) -> Source:
    """The source that `spec` names: "camera:0", a video file, a picture or a folder of them, "http://…", "lines:-".

    Nothing is opened before it is read. paced, loop: as Options; they concern files. Raises WrongUse.
    """
    kind = _kind_of(spec)
    if kind is not None:
        return kind.open(spec, Options(paced=paced, loop=loop))
    possible = tr("、").join(tr(kind.usage) for kind in _kinds())
    raise WrongUse(tr("“{spec}”不是来源，也没有这样的文件。可以写：{possible}。", spec=spec, possible=possible))


def _kind_of(spec: str) -> SourceKind | None:
    try:
        return next((kind for kind in _kinds() if kind.matches(spec)), None)
    except (OSError, ValueError):  # no address, or longer than any file's name
        return None


def open_thermometer(port: str) -> Source:
    """The serial thermometer at `port`, as the system names it ("COM3", "/dev/ttyUSB0"), with "@115200" for its speed.

    It may be plugged in later. Raises WrongUse.
    """
    from app.capture.thermometer import Thermometer

    found = port_and_speed(port)
    if found is None:
        raise WrongUse(tr("“{port}”不是温度计的端口。请写成 COM3、/dev/ttyUSB0 或 COM3@115200 的样子。", port=port))
    return Thermometer(*found)


def open_gun(port: str) -> Source:
    """The scanner gun at the serial port `port`, written as a thermometer's. Raises WrongUse."""
    from app.capture.gun import SerialGun

    found = port_and_speed(port)
    if found is None:
        raise WrongUse(tr("“{port}”不是扫码枪的端口。请写成 COM4、/dev/ttyACM0 或 COM4@115200 的样子。", port=port))
    return SerialGun(*found)
