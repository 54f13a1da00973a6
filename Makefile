# The portal's commands. `make run` serves it, `make test` tests it, `make help` names the others.
# Everything is installed into this folder: .venv, node_modules and var; stamps keep a second call short.

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run install test bench lighthouse lint format messages pictures lock clean free-port

PORT ?= 8000
VAR_DIR ?= var
export PORT

# The first Python that is new enough; another one can be named: make run PYTHON=/path/to/python3.12
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifeq ($(PYTHON),)
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11; do $$name -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$name && break; done)
endif

# The npm at hand if it can read our lock file, else one from PyPI.
NPM := $(shell npm --version 2>/dev/null | grep -qE '^([7-9]|[1-9][0-9]+)\.' && echo npm || echo .venv/bin/npm)
NPM_HERE = PATH="$(CURDIR)/.venv/bin:$$PATH" $(NPM)
NPM_CI = $(NPM_HERE) ci --ignore-scripts --no-audit --no-fund --loglevel=error

ifeq ($(SECRET_KEY)$(SECRET_KEY_FILE),)
export SECRET_KEY_FILE := $(VAR_DIR)/secret_key
SECRET := $(VAR_DIR)/secret_key
endif

MANAGE := .venv/bin/python manage.py
FONTS := $(foreach weight,400 600,node_modules/.reduced/fira-sans-$(weight).woff2)
STYLES := $(addprefix node_modules/.reduced/,kern.min.css site.css site.js) $(FONTS)
PRINT := $(foreach weight,Regular SemiBold,node_modules/.print/FiraSans-$(weight).ttf)
RUNTIME := .venv/.runtime node_modules/.runtime $(STYLES) $(PRINT) $(SECRET)
DEVELOPMENT := .venv/.development node_modules/.development $(STYLES) $(PRINT) $(SECRET)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
TEMPLATES := $(shell find templates clusterweek clusters contacts events -name '*.html')
STYLED := $(TEMPLATES) $(shell find templates -name '*.jinja') $(shell find clusterweek clusters contacts events static/js -name '*.py' -o -name '*.js')
STATIC_FILES := $(shell find static clusterweek/*/static -type f 2>/dev/null)

help: ## names these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: export REQUIRE_SECOND_FACTOR ?= 0
run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: free-port install ## installs, prepares and serves the portal on PORT (8000), with the worker that sends mail
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) setup > /dev/null
	@$(if $(DATABASE_URL),,$(MANAGE) demo --if-empty)
	@echo "The portal answers at http://localhost:$(PORT)/ – Ctrl-C stops it."
	@exec .venv/bin/python -m clusterweek.serve

install: $(RUNTIME) $(CATALOGUES) $(VAR_DIR)/static/.collected ## installs packages, translations and static files

test: $(DEVELOPMENT) $(CATALOGUES) ## runs the tests (on DATABASE_URL, else on SQLite); ARGS goes to pytest
	@.venv/bin/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

bench: install ## measures what a page costs beside a bare Django view; ARGS="--sizes 300 --rounds 5" runs a part
	@.venv/bin/python -m bench $(ARGS)

lighthouse: install ## asks Lighthouse about the main pages, and writes docs/lighthouse.md (needs Chromium and npm)
	@.venv/bin/python -m bench.lighthouse

lint: $(DEVELOPMENT) $(CATALOGUES) ## checks style, types, templates, layers, migrations, translations and settings
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	@echo djade --check && .venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_translations
	$(MANAGE) check --fail-level WARNING
	BASE_URL=https://www.example.org ALLOWED_HOSTS=www.example.org $(MANAGE) check --deploy --fail-level WARNING

format: $(DEVELOPMENT) ## formats code and templates
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	@echo djade && .venv/bin/djade --target-version 5.2 $(TEMPLATES)

messages: $(DEVELOPMENT) ## writes new texts into the translation catalogues (needs gettext)
	$(MANAGE) update_translations

PIN := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

pictures: $(DEVELOPMENT) $(CATALOGUES) ## takes the pictures of the handbook and the README anew (needs Chromium)
	@.venv/bin/python -m tests.pictures

lock: .venv/bin/pip ## pins the newest versions of the Python packages
	.venv/bin/python -m pip install --quiet uv
	.venv/bin/uv pip compile $(PIN) pyproject.toml --output-file requirements.txt
	.venv/bin/uv pip compile $(PIN) --group dev --constraint requirements.txt --output-file tests/requirements.txt
	.venv/bin/uv pip compile $(PIN) --group npm --output-file .npm-requirements.txt

clean: ## removes what is installed here; var, with the data, stays
	rm -rf .venv node_modules $(VAR_DIR)/static $(CATALOGUES)

# What the commands stand on

.venv/bin/pip:
	$(if $(PYTHON),,$(error Python 3.11 or newer is missing: please install it (Debian: apt-get install python3 python3-venv) or name it (make run PYTHON=/path/to/python3.12)))
	$(if $(shell $(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null && echo yes),,$(error $(PYTHON) is no Python 3.11 or newer: please install one (Debian: apt-get install python3 python3-venv) or name another))
	$(if $(shell $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && echo yes),,$(error The module venv of $(PYTHON) is missing: please install it (Debian: apt-get install python3-venv)))
	@$(PYTHON) -m venv --clear .venv

.venv/.runtime: requirements.txt | .venv/bin/pip
	@echo "Installing the Python packages …"
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.development: tests/requirements.txt .venv/.runtime
	@echo "Installing the Python packages of the tests …"
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r tests/requirements.txt
	@touch $@

.venv/bin/npm: .npm-requirements.txt | .venv/bin/pip
	@echo "Installing npm …"
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .npm-requirements.txt
	@touch $@

node_modules/.runtime: package-lock.json | $(filter .venv/%,$(NPM))
	@echo "Installing the front-end packages …"
	@$(NPM_CI) --omit=dev > /dev/null
	@touch $@

node_modules/.development: package-lock.json | $(filter .venv/%,$(NPM))
	@echo "Installing the front-end packages of the tests …"
	@$(NPM_CI) > /dev/null
	@touch node_modules/.runtime $@

# What the portal uses of KERN: a tenth of it.
node_modules/.reduced/kern.min.css: $(STYLED) styles.config.cjs package.json | node_modules/.runtime
	@$(NPM_HERE) run --silent styles
	@touch $@

# The sheets of public pages in one file, and their scripts.
SHEETS := $(addprefix static/css/,site.css dark.css print.css)
node_modules/.reduced/site.css: node_modules/.reduced/kern.min.css $(SHEETS)
	@(cat $< static/css/site.css; echo '@media screen and (prefers-color-scheme: dark) {'; cat static/css/dark.css; \
		echo '} @media print {'; cat static/css/print.css; echo '}') > $@

node_modules/.reduced/site.js: static/js/shortlist.js static/js/finder.js | node_modules/.runtime
	@mkdir -p $(@D)
	@cat $^ > $@

# The type without forms that nobody asks for, such as small capitals and old style figures: four fifths of it.
node_modules/.reduced/fira-sans-%.woff2: package-lock.json | node_modules/.runtime .venv/.runtime
	@mkdir -p $(@D)
	@.venv/bin/pyftsubset node_modules/@fontsource/fira-sans/files/fira-sans-latin-$*-normal.woff2 --flavor=woff2 --output-file=$@ \
		--unicodes=U+20-FF,U+131,U+152-153,U+2BC,U+2DA,U+200B,U+2013-2014,U+2018-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2122,U+2191,U+2193,U+2212 \
		--layout-features=kern,liga,locl,tnum,lnum

# The type of the brochure: Latin letters without forms that nobody asks for; with all characters a brochure takes a seventh longer.
node_modules/.print/FiraSans-%.ttf: requirements.txt | node_modules/.runtime .venv/.runtime
	@mkdir -p $(@D)
	@.venv/bin/pyftsubset .venv/lib/python3*/site-packages/fontpkg_fira_sans/files/FiraSans-$*.ttf --output-file=$@ \
		--unicodes=U+20-7E,U+A0-24F,U+1E00-1EFF,U+2010-2027,U+2030-203A,U+20AC,U+2190-2193,U+2212 --layout-features=kern,liga,locl --no-hinting

$(VAR_DIR)/secret_key: | .venv/bin/pip
	@mkdir -p $(@D)
	@umask 077 && .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

locale/%.mo: locale/%.po | $(RUNTIME)
	@$(MANAGE) compile_translations

$(VAR_DIR)/static/.collected: $(STATIC_FILES) $(STYLES) .venv/.runtime clusterweek/settings.py | $(SECRET)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

free-port:
	$(if $(shell $(or $(PYTHON),false) -c 'import socket; socket.create_connection(("127.0.0.1", $(PORT)), 1)' 2>/dev/null && echo busy),$(error Something already answers at port $(PORT): please stop it, or choose another port (make run PORT=8001)))
