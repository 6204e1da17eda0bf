"""The repository holds what it needs and nothing of the machine it was made on."""

import re
import subprocess
import sys
import tomllib
import wave
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parents[1]
TEXT = {".py", ".toml", ".md", ".sh", ".txt", ".json", ".html", ".css", ".js", ".spec", ".svg", ".yml", ".yaml", ""}

# One letter in brackets, so that this file does not find itself.
FOLDERS = re.compile(r"(?<![\w.~}])/(?:[r]oot|[w]ork|[h]ome/\w+|[U]sers/\w+)/|[C]:\\\\?Users\\\\?\w")
REGISTRIES = re.compile(
    r"(?:index|registry|find-links)[-_ ]?(?:url)?[ =:\"']+https?[:]|https?[:]//\S+\.(?:whl|tgz|tar\.gz)"
    r"|(?:pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|[-\w.]*mirrors?\.[-\w]+\.\w+)[/]"
)


def project_files():
    """Paths from the root of what git knows or would take, as in any checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(Path(name) for name in set(done.stdout.split("\0")) - {""} if (ROOT / name).is_file())


FILES = project_files()


def lines(pattern):
    """Where the pattern stands in the project's texts."""
    for path in FILES:
        if path.suffix in TEXT:
            for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line):
                    yield f"{path}:{number}: {line.strip()[:100]}"


def test_the_scan_sees_the_project():
    assert {Path("Makefile"), Path("app/errors.py"), Path("tests/conftest.py"), Path("docs/architecture.md")} <= set(
        FILES
    )


def test_no_file_names_a_folder_of_one_machine():
    found = list(lines(FOLDERS))
    assert not found, "\n".join(["Other machines have other folders; take it from the environment:", *found])


def test_no_file_names_a_registry():
    found = list(lines(REGISTRIES))
    assert not found, "\n".join(["Whoever installs chooses where from; leave the address out:", *found])


# The bars keep these lines from being found themselves.
@pytest.mark.parametrize("text", ["see /ro|ot/x", 'Path("/ho|me/anna/x")', "C:\\Us|ers\\Anna", "'/wo|rk/main'"])
def test_a_folder_of_a_machine_is_found(text):
    assert FOLDERS.search(text.replace("|", ""))


@pytest.mark.parametrize("text", ["~/data", "$HOME/wo|rk/x", "a/ro|ot/b", "https://x.example/home/", "/home of"])
def test_other_paths_are_left_alone(text):
    assert not FOLDERS.search(text.replace("|", ""))


@pytest.mark.parametrize(
    "text", ["--index-url htt|ps://a.example/simple", "htt|ps://a.example/b-1.0.tar.gz", "pypi.org/simple|/"]
)
def test_an_address_of_a_registry_is_found(text):
    assert REGISTRIES.search(text.replace("|", ""))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_has_its_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(requirements) > 20
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_requirements_hold_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = pinned("requirements.txt")
    develop = pinned("requirements-dev.txt")
    assert names(project["project"]["dependencies"]) <= run.keys(), "run scripts/requirements.sh"
    assert names(project["dependency-groups"]["dev"]) <= develop.keys(), "run scripts/requirements.sh"
    assert run.items() <= develop.items(), "tests and program must see the same versions: run scripts/requirements.sh"


def names(requirements):
    return {re.split(r"[<>=!~;\[ ]", one)[0].lower().replace("_", "-") for one in requirements}


def pinned(name):
    """Package → version, with its condition where it has one."""
    found = re.findall(r"^([\w.-]+)==(.+?) *\\?$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {package.lower(): version for package, version in found}


def test_the_installed_program_has_every_file(tmp_path):
    """Built as for a wheel: a folder that is no package, or data no pattern matches, would be missing there alone."""
    build = ["-q", "egg_info", "--egg-base", str(tmp_path), "build_py", "--build-lib", str(tmp_path / "lib")]
    setup = [sys.executable, "-c", "from setuptools import setup; setup()", *build]
    subprocess.run(setup, cwd=ROOT, check=True, capture_output=True)
    built = {path.relative_to(tmp_path / "lib") for path in (tmp_path / "lib").rglob("*")}
    expected = {path for path in FILES if path.parts[0] in {"app", "ui", "resources"}}
    assert expected - built == set()


def test_the_program_finds_its_resources():
    for path in FILES:
        if path.parts[0] == "resources":
            assert files("resources").joinpath(*path.parts[1:]).is_file(), path


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".svg" and "icons" in path.parts], ids=lambda p: p.stem
)
def test_an_icon_takes_the_themes_colour_and_is_drawn(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in text
    assert 'stroke-width="1.75"' in text
    assert QSvgRenderer(QByteArray(text.encode())).isValid()


@pytest.mark.parametrize("name", ["admit", "wait", "refuse", "undecided"])
def test_a_verdict_has_a_short_sound_without_a_click(name):
    with wave.open(str(ROOT / "resources" / "sounds" / f"{name}.wav")) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 44_100)
        assert 0.1 < sound.getnframes() / sound.getframerate() < 0.6
        data = sound.readframes(sound.getnframes())
    samples = memoryview(data).cast("h")
    assert max(samples) > 10_000
    assert max(abs(samples[0]), abs(samples[-1])) < 300


def test_what_is_not_ours_says_whose_it_is():
    for name in ("LICENSE", "NOTICE", "resources/fonts/OFL.txt", "resources/icons/LICENSE"):
        assert Path(name) in FILES
