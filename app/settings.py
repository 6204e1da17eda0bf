"""The station's data folder, and the few settings that belong to this PC rather than to the campus."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from app import durable
from app.errors import UserError, reason
from app.i18n import tr


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC is and has. Absent keys take these values, unknown ones are ignored.

    measures_at: where the thermometer measures; each site has a threshold of its own.
    read_pages: pages held before the camera are read by themselves; where it is off, on the guard's key alone.
    repeat_hours: for how long an earlier passage in the same direction is pointed out; 0 for not at all.
    take_back_minutes: how long after a passage the guard who registered it may take it back.
    parcel_hours: after how many hours a parcel that nobody fetched is listed as left over.
    lock_minutes: after so long without a hand or a person in the lane somebody has to sign in again; 0 for never.
    gun_prefix, gun_suffix: what the scanner gun was set to put around every code.
    backup_folder: where the daily backup goes, empty for nowhere; backup_keep: how many of them stay there.
    """

    language: Literal["zh", "en"] = "zh"
    post: Literal["gate", "goods", "dormitory"] = "gate"
    post_name: str = "东门"
    direction: Literal["in", "out"] = "in"
    camera: str = "camera:0"
    thermometer: str = ""
    measures_at: Literal["forehead", "armpit", "ear"] = "forehead"
    gun: str = ""
    gun_prefix: str = ""
    gun_suffix: str = ""
    theme: Literal["light", "dark"] = "light"
    sound: bool = True
    read_pages: bool = True
    lock_minutes: int = 15
    repeat_hours: int = 16
    take_back_minutes: int = 10
    parcel_hours: float = 48
    backup_folder: str = ""
    backup_keep: int = 7


@dataclass(frozen=True)
class Home:
    """The data folder of one station (or of one centre). passphrase: opens its key, where one is set; never kept."""

    path: Path
    passphrase: str = field(default="", repr=False, compare=False)

    @classmethod
    def find(cls, given: str | None = None) -> "Home":
        """The folder named on the command line, else by GATEPOST_HOME, else the user's own data folder."""
        name = given or os.environ.get("GATEPOST_HOME") or _own_folder()
        return cls(Path(name).expanduser(), os.environ.get("GATEPOST_PASSPHRASE", ""))

    @property
    def database(self) -> Path:
        return self.path / "station.db"

    @property
    def centre(self) -> Path:
        return self.path / "centre.db"

    @property
    def key_file(self) -> Path:
        return self.path / "station.key"

    @property
    def pages(self) -> Path:
        """The school's own templates of phone pages; need not exist."""
        return self.path / "pages"

    @property
    def exists(self) -> bool:
        """Whether a station has been set up here."""
        return self.database.exists()

    @property
    def configured(self) -> bool:
        """Whether this PC has settings of its own already."""
        return (self.path / "settings.json").exists()

    def make(self) -> None:
        """Create the folder, open to its owner alone."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                self.path.chmod(0o700)
        except OSError as error:
            raise UserError(
                tr(
                    "不能使用数据文件夹 {path}：{why}。请用 --home 指定另一个文件夹。",
                    path=self.path,
                    why=reason(error),
                )
            ) from error

    def settings(self) -> Settings:
        """This PC's settings; those of a new station where there are none yet."""
        path = self.path / "settings.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=Settings)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, RecursionError) as error:  # not JSON, not of this form, not even text
            raise UserError(tr("设置文件 {path} 读不懂。请改正或删除它，然后重新启动。", path=path)) from error

    def save(self, settings: Settings) -> None:
        """Replace the settings in one step, so that a power cut leaves the old or the new ones."""
        import secrets

        self.make()
        path = self.path / "settings.json"
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        try:
            durable.write(draft, msgspec.json.format(msgspec.json.encode(settings), indent=2))
            draft.replace(path)
            durable.settle(self.path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise UserError(
                tr("设置没有保存到 {path}：{why}。原来的设置还在，请腾出空间或检查权限后重试。", path=path,
                   why=reason(error))
            ) from error  # fmt: skip


def _own_folder() -> str:
    import platformdirs

    return platformdirs.user_data_dir("gatepost", appauthor=False)
