# Every habit of the project has its name here; CI calls the same names.
PYTHON ?= python

.PHONY: docs readme release-check test lint types format evaluate gate checks pages bench bench-record bench-serve bench-scale image soak mutants licenses model stance ci

test:      ## unit and end-to-end tests
	$(PYTHON) -m pytest -n auto

lint:      ## ruff: style and mistakes
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

format:    ## let ruff format everything
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

types:     ## mypy, strict, on the package
	$(PYTHON) -m mypy

evaluate:  ## the model's figures on the development sets
	$(PYTHON) -m evaluation

gate:      ## the same, the checks, stances and positions, failing when a figure falls below its floor
	$(PYTHON) -m evaluation --gate
	$(PYTHON) -m evaluation.checks --gate
	$(PYTHON) -m evaluation.quotations --gate
	$(PYTHON) -m evaluation.primary --gate
	$(PYTHON) -m evaluation.stance --gate
	$(PYTHON) -m evaluation.positions --gate

checks:    ## whether checks tell what was done to quotations
	$(PYTHON) -m evaluation.checks
	$(PYTHON) -m evaluation.quotations
	$(PYTHON) -m evaluation.primary

pages:     ## how well article pages are read
	$(PYTHON) -m evaluation.pages

bench:     ## speed and memory
	$(PYTHON) -m benchmarks.read

bench-record: ## searches over a million statements (makes them first: half an hour)
	$(PYTHON) -m benchmarks.search

bench-serve: ## pages of such a record at eight clients: make bench-serve RECORD=PLACE
	$(PYTHON) -m benchmarks.serve --record $(RECORD)

bench-scale: ## Ray, add and loading against reading in one process (Linux, root)
	$(PYTHON) -m benchmarks.scale

image:     ## the Dockerfile's steps without Docker
	bash .ci/image

soak:      ## the long form of the fuzz, kill and crowd tests
	ONRECORD_SOAK=1 $(PYTHON) -m pytest

licenses:  ## docs/licenses.md: what is installed with onrecord, licences and sizes
	$(PYTHON) -m benchmarks.shipped --write

mutants:   ## do tests notice a wrong line? (make mutants MODULES=onrecord/check/copies.py for one module)
	$(PYTHON) -m tests.mutants --list --least 0.85 $(MODULES)

model:     ## train, export and calibrate (about 75 minutes on two cores; needs the extra "train")
	$(PYTHON) -m training.train --corpus ../shared/data/polnear/train --out runs/en --epochs 12 --vary-from 5
	$(PYTHON) -m training.export $(foreach n,7 8 9 10 11 12,runs/en/epoch$(n).pt) --out onrecord/models/en
	$(PYTHON) -m training.calibrate onrecord/models/en --gold polnear:../shared/data/polnear/dev

stance:    ## train and export the stance model (about 60 minutes on two cores; needs the extra "train")
	$(PYTHON) -m training.stance --out runs/wide --epochs 4
	$(PYTHON) -m training.stance --out runs/stance --start runs/wide/epoch4.pt --share 0.25 --epochs 4
	$(PYTHON) -m training.stance_export $(foreach n,1 2 3 4,runs/stance/epoch$(n).pt) --out onrecord/models/stance

docs:      ## the documentation site, in docs/_build; broken links and warnings are errors
	$(PYTHON) -m sphinx -W --keep-going -q -b html docs docs/_build

readme:    ## write what commands print today into README and docs
	$(PYTHON) -m tests.documented --write

release-check: ## wheel and sdist, installed and tried in bare environments of all Pythons here
	$(PYTHON) .ci/release.py

ci:        ## what CI runs
	bash .ci/run
