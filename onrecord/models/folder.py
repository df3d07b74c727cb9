"""A model folder: model.onnx, config.json, README.md (the model card); the model that reads has tokenizer.json, too.

Format and hash are checked when it is read; nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from ..errors import ModelError

#: The folders that come with onrecord.
BUNDLED = Path(__file__).parent
#: What all bundled models were trained with.
TOKENIZER = BUNDLED / "en" / "tokenizer.json"


def read_folder(path: Path, kind: str) -> tuple[dict[str, Any], bytes]:
    """The configuration and the network of a folder whose format is ``kind``; raises ModelError."""
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        network = (path / "model.onnx").read_bytes()
    except FileNotFoundError as error:
        raise ModelError(
            f"{path}: no model here ({Path(error.filename).name} is missing)", remedy="reinstall onrecord"
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the model can't be read ({error})", remedy="reinstall onrecord") from error
    if config.get("format") != kind:
        raise ModelError(f"{path}: model format {config.get('format')!r} is not {kind}")
    if hashlib.sha256(network).hexdigest() != config["sha256"]:
        raise ModelError(f"{path}: model.onnx doesn't match its hash", remedy="it is damaged, reinstall onrecord")
    return config, network


def processor_count() -> int:
    """How many processor cores this process may use; only some systems let a process be kept to a few."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def open_session(network: bytes, threads: int | None) -> Any:
    """A network ready to run on ``threads`` processor cores (all available unless given)."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Since 1.29 ONNX Runtime reports its use to Microsoft and leaves files in the home folder, unless told before
    # it is loaded. Nothing of what is read may leave the machine: not even that something was.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # on Windows the variable does nothing
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or processor_count()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
