"""Times the paper's calc_dsr_score.py on the boxes of tracks.json beside it: seconds for all clips, on standard output.

usage: time_reference.py SCRIPT FOLDER. Needs numpy and pandas. What the script imports without needing it for the
numbers (torch, matplotlib, tqdm) is replaced by something that does nothing, so that only scoring is timed, not plotting.
"""
import json
import os
import pickle
import runpy
import sys
import time
from unittest import mock

import numpy as np

script, folder = sys.argv[1], sys.argv[2]
detections = os.path.join(folder, "clips_det")
os.makedirs(detections)
with open(os.path.join(folder, "tracks.json")) as source:
    for track in json.load(source):
        frames = [[i, track["labels"], np.array(boxes)] for i, boxes in enumerate(track["frames"])]
        with open(os.path.join(detections, track["video"] + ".pkl"), "wb") as target:
            pickle.dump(frames, target)
for name in ("torch", "matplotlib", "matplotlib.pyplot"):
    sys.modules[name] = mock.MagicMock()
sys.modules["tqdm"] = mock.MagicMock(tqdm=lambda rows, **_: rows)
sys.argv = [script, os.path.join(folder, "prompts.csv"), detections]
import pandas  # noqa: E402  (loaded before the clock starts)

start = time.perf_counter()
runpy.run_path(script, run_name="__main__")
print(json.dumps({"seconds": time.perf_counter() - start}))
