"""Fit the weights of the confidence and write them into the model folder's config.json.

``python -m training.calibrate onrecord/models/en --gold polnear:../shared/data/polnear/dev``
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evaluation.confidence import fit, labelled
from evaluation.gold import read_gold
from onrecord.models.attribution import Model


def main() -> None:
    """Parse the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", required=True, help="polnear:FOLDER or jsonl:FILE, not the training articles")
    options = parser.parse_args()
    fitted = fit(labelled(read_gold(options.gold), Model.load(options.model)))
    path = options.model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["calibration"] = fitted.to_dict()
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
