# Gatepost 校园值守台. `make` sets everything up and says what there is.
PYTHON := .venv/bin/python
READY := .venv/ready
TESTABLE := .venv/testable
CODE := app ui tests scripts
SECONDS ?= 10

# The tests start hundreds of programs: each would compile everything anew where this is set, as images often have it.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run lint test screenshots bench bench-large district soak fuzz package clean

help: setup  ## this list · 本列表
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo '  .venv/bin/gatepost --help'

setup: $(READY)  ## system packages, .venv, everything · 安装所需的一切

# Runs only when what it installs has changed.
$(READY): requirements.txt requirements-dev.txt pyproject.toml scripts/setup.sh scripts/packages.txt
	@scripts/setup.sh

run: setup  ## open the station on a demonstration campus · 打开演示校园的值守台
	@scripts/run.sh

# What the tests need beside it. Without an administrator's rights the tests that need it are skipped, and say so.
$(TESTABLE): $(READY) scripts/packages-tests.txt
	@scripts/system.sh $$(grep -v '^#' scripts/packages-tests.txt) && touch $@ || true

lint: setup  ## ruff and mypy · 静态检查
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)
	$(PYTHON) -m mypy

test: lint $(TESTABLE)  ## checks and tests · 检查与测试
	$(PYTHON) -m pytest -n 2 --dist worksteal  # each half by itself: one of the two starts PostgreSQL, one the OCR

screenshots: setup  ## draw every screen to docs/screenshots · 绘制所有界面
	$(PYTHON) -m tests.screenshots

bench: setup $(TESTABLE)  ## the performance table · 性能表
	$(PYTHON) -m tests.bench

bench-large: setup  ## a million people and five million records, 6 GB for half an hour · 大数据量性能
	$(PYTHON) -m tests.bench.large

district: setup $(TESTABLE)  ## a thousand stations over HTTP, a quarter of an hour · 一千个站点的区级模拟
	$(PYTHON) -m tests.bench.district

soak: setup  ## the long fault tests · 长时间故障测试
	$(PYTHON) -m tests.soak

fuzz: setup  ## hostile input for every parser, SECONDS each · 模糊测试
	nice $(PYTHON) -m tests.fuzz --seconds $(SECONDS)

package: setup  ## the installer, in dist/ · 安装包
	@scripts/package.sh

clean:  ## remove what was built, not .demo · 清除生成的文件
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find app ui tests scripts resources -name __pycache__ -prune -exec rm -rf {} +
