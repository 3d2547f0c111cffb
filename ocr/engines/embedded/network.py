"""Opens an ONNX model for the processor, and runs it so that no memory is kept between pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

Values = npt.NDArray[np.float32]


class Network:
    """One model with one input and one output."""

    def __init__(self, path: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena grows by what is asked for and is handed back after each run: a third
        # less memory at the peak than without an arena, at the same speed.
        provider = ("CPUExecutionProvider", {"arena_extend_strategy": "kSameAsRequested"})
        self._session = onnxruntime.InferenceSession(str(path), options, providers=[provider])
        self._run = onnxruntime.RunOptions()
        self._run.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self._input = self._session.get_inputs()[0].name

    def __call__(self, values: Values) -> Values:
        """The model's output for a batch."""
        return np.asarray(self._session.run(None, {self._input: values}, self._run)[0], np.float32)

    def note(self, key: str) -> str:
        """What the model's file says of itself under a key; raises `KeyError`."""
        return str(self._session.get_modelmeta().custom_metadata_map[key])
