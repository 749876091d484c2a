# Two commands: `make book` builds the site, `make test` runs every test. `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PRESS   = $(BIN)/python -m bookpress
BROWSER ?=
UV     := $(shell command -v uv 2>/dev/null)
# uv installs in seconds what takes pip minutes: the machine's, else the one that pip brings; pip where neither is there.
PIP_INSTALL = set -- $(or $(UV),$(BIN)/uv) && if [ -x "$$1" ]; then VIRTUAL_ENV=$(CURDIR)/$(VENV) "$$1" pip install $(1); \
	else $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on $(1); fi
UV_PIN  = $(shell sed -n 's/^\(uv==[^ ;]*\).*/\1/p' requirements-test.txt)
# Kernels and tools of other environments must not leak into this one.
export PYTHONNOUSERSITE := 1
export JUPYTER_PLATFORM_DIRS := 1
export PYDEVD_DISABLE_FILE_VALIDATION := 1
# Where bytecode may not be written beside the sources, it is kept in the environment: else every kernel and every process
# of the tests would compile all packages anew, which takes longer than most of what they do.
ifneq ($(PYTHONDONTWRITEBYTECODE),)
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode
endif

# What a browser or Spark needs is not installed to print or to format.
.PHONY: help check check-form check-types book claims assignments lite pdf slides test test-launch test-paper test-build lab data bench coverage mutants figures lock format messages clean

help:
	@echo "make book    build the book and print where to open it"
	@echo "make claims  try the claims of the chapters whose code or data changed, and store the results"
	@echo "make pdf     print each page of the built book to a PDF and link it; needs a Chromium"
	@echo "make slides  make a deck of slides of each chapter, with a PDF of each; needs a Chromium"
	@echo "make assignments  build what students get of the assignments, beside the built book if there is one"
	@echo "make lite    put the notebooks beside the built book, with a Python that runs in the browser"
	@echo "make check   hold a change against form, types, import rule and the library's tests: minutes, and no browser"
	@echo "make test    set up what the tests need, browser included, and run every test"
	@echo "make test-launch  run the tests of Binder, the edition in a browser and grading, unless they passed and nothing changed"
	@echo "make lab     open JupyterLab on the book"
	@echo "make data    rebuild data/ from its origins"
	@echo "make bench   measure the library and the site, write benchmarks/"
	@echo "make coverage  say which lines of the library no test runs"
	@echo "make mutants  change the indicators in 500 places, one at a time, and say which changes no test notices: hours"
	@echo "make figures  say what lies in each folder, how long functions are, and which part imports which"
	@echo "make format  put every source file and notebook into the project's form"
	@echo "make messages  write the messages of each package for those who translate, and bring translations up to them"
	@echo "make lock    pin the environment again from pyproject.toml"
	@echo "make clean   remove what was built, the environment included"

book: $(VENV)/.book
	@$(PRESS) build

# With all packages of the tests: what pandas keeps text in decides the fingerprints of tables.
claims: $(VENV)/.test
	@$(PRESS) claims

# Steps of their own: building and reading need no browser. What they need beside the book is the extra `site`.
pdf: $(VENV)/.site
	@$(PRESS) browser
	@$(PRESS) build --if-changed
	@$(PRESS) pdf

slides: $(VENV)/.site
	@$(PRESS) browser
	@$(PRESS) build --if-changed
	@$(PRESS) slides

assignments: $(VENV)/.site
	@$(PRESS) assignments

# The notebooks with a Python that runs in the reader's browser, beside the built pages.
lite: $(VENV)/.site
	@$(PRESS) build --if-changed
	@$(PRESS) lite

# What a change is held against before it is committed: no browser, no engine, no network, no package to compare with.
LIGHT = -p no:nbval --ignore tests/explorable/test_script.py --ignore tests/house/test_wheel.py --ignore-glob '*/test_peers_*.py'
# Of each of the two processes that share the tests: more threads only wait for each other.
ONE_THREAD = OPENBLAS_NUM_THREADS=1

check: $(VENV)/.check
	@$(MAKE) --no-print-directory -j2 check-form check-types
	$(ONE_THREAD) $(BIN)/python -m pytest -q -n 2 --dist worksteal -m 'not long' $(LIGHT) --doctest-modules \
		src/agglomeration src/explorable src/clusterbook \
		tests/indicators tests/models tests/explorable tests/report tests/house tests/texts

check-form: $(VENV)/.check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(PRESS) form --check

# Behind the build, which keeps both cores busy at first, and at its end only one.
check-types: $(VENV)/.check
	nice $(BIN)/lint-imports
	nice $(BIN)/mypy

# One run of pytest over everything, so that its summary of all tests is the last thing printed. A Chromium is looked
# for, or fetched; BROWSER=--system lets the system's package be installed.
test: $(VENV)/.test
	@$(PRESS) browser $(BROWSER)
	@$(MAKE) --no-print-directory -j3 check-form check-types test-build
	@$(PRESS) editions lite assignments
	@$(MAKE) --no-print-directory -j2 test-paper test-launch IS_BUILT=yes
	$(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --import-mode=importlib \
		--doctest-modules $(LAUNCHERS:%=--ignore=%) \
		--nbval --nbval-current-env --nbval-sanitize-with tests/notebooks/sanitize.cfg src book assessment/keys tests

# Beside what is held against the code alone: Sphinx keeps one core busy.
test-build: $(VENV)/.test
	@$(PRESS) build

# Beside what launches the book, which waits for a browser to load for a third of its time, and then must not build anew
# what is printed.
test-paper: $(VENV)/.test
	@$(PRESS) editions pdf slides

# What launches the book elsewhere; left alone where it has passed and nothing that it depends on has changed.
LAUNCHERS = tests/binder/test_launch.py tests/site/test_browser_launch.py tests/site/test_own_file_launch.py tests/assessment/test_round_trip.py

test-launch: $(VENV)/.test
	@$(PRESS) browser $(BROWSER)
	@$(if $(IS_BUILT),,$(PRESS) build --if-changed)
	$(BIN)/python tests/launchers.py $(LAUNCHERS)

lab: $(VENV)/.book
	$(BIN)/jupyter lab book

data: $(VENV)/.test
	$(BIN)/python -m data.recipes

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.run

coverage: $(VENV)/.test
	@mkdir -p _build
	$(BIN)/python -m coverage run -m pytest -q --doctest-modules --ignore tests/explorable/test_script.py \
		src/agglomeration src/explorable tests/indicators tests/explorable tests/report
	$(BIN)/python -m coverage report

# In a copy of its own, so that the work may go on meanwhile; the copy holds what was found. Run again, it goes on.
MUTANTS = _build/mutants

mutants: $(VENV)/.test
	@$(call PIP_INSTALL,--constraint requirements-test.txt -e '.[mutants]')
	$(BIN)/python tests/mutants.py $(MUTANTS)

figures: $(VENV)/.check
	@$(BIN)/python -m benchmarks.figures

format: $(VENV)/.check
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(PRESS) form

messages: $(VENV)/.check
	$(BIN)/python -m bookpress.messages

clean:
	rm -rf $(VENV) _build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is written last, so that a half-made environment is never taken for a whole one.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "This book needs Python 3.11 or newer; $(PYTHON) is Python " + sys.version.split()[0] + ". Run: make PYTHON=/path/to/python3.11")'
	@echo "Setting up the environment in $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@test -n "$(UV)" || $(BIN)/python -m pip install -q --disable-pip-version-check $(UV_PIN) \
		|| echo "uv could not be fetched; pip installs instead, which takes longer."
	@touch $@

$(VENV)/.book: $(VENV)/.python requirements.txt pyproject.toml
	@$(call PIP_INSTALL,-r requirements.txt)
	@$(call PIP_INSTALL,--no-deps -e .)
	@touch $@

# The versions are those of the whole environment, which the constraint names.
$(VENV)/.site: $(VENV)/.book requirements-test.txt
	@$(call PIP_INSTALL,--constraint requirements-test.txt -e '.[site,assessment]')
	@touch $@

$(VENV)/.check: $(VENV)/.book requirements-test.txt
	@$(call PIP_INSTALL,--constraint requirements-test.txt -e '.[check]')
	@touch $@

$(VENV)/.test: $(VENV)/.book requirements-test.txt
	@$(call PIP_INSTALL,-r requirements-test.txt)
	@touch $@ $(VENV)/.site $(VENV)/.check

lock:
	@test -n "$(UV)" || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(UV) pip compile pyproject.toml --extra book --universal --python-version 3.11 --no-header --no-annotate --upgrade -o requirements.txt
	$(UV) pip compile pyproject.toml --extra book --extra test --universal --python-version 3.11 --no-header --no-annotate --constraint requirements.txt -o $(VENV)/all.txt
	grep -vxFf requirements.txt $(VENV)/all.txt > requirements-test.txt
	@$(call PIP_INSTALL,-r requirements-test.txt -r requirements.txt)
	$(PRESS) licences
