"""The protocol of a candidate; src/candidates/answer.ts is its TypeScript twin."""

import json
import math
import resource
import sys
import time

import numpy as np


def mnist(folder, name, count=None):
    """Images of an IDX file in [0, 1], [count, 784] (LeCun et al. 1998)."""
    pixels = np.fromfile(f"{folder}/{name}-images-idx3-ubyte", np.uint8, offset=16)
    images = pixels.reshape(-1, 784)
    return images[:count].astype(np.float32) / np.float32(255)


def answer_requests(versions, run):
    """For each line of input makes so many steps and prints their times."""
    print(json.dumps({"ready": versions}), flush=True)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        loss = run(int(line))
        ms = (time.perf_counter() - wall) * 1e3
        cpu_ms = (time.process_time() - cpu) * 1e3
        kilobyte = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobyte
        loss = loss if math.isfinite(loss) else None
        print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "loss": loss, "peakBytes": peak}), flush=True)
