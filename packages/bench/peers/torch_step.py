"""torch_step.py VARIANT SPEC DATA: training steps in PyTorch; variants: fused, compile, bfloat16."""

import json
import sys

import torch
from protocol import answer_requests, mnist
from torch_models import build

variant, spec, folder = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
torch.set_num_threads(1)
torch.manual_seed(1)
if variant == "bfloat16":
    torch.set_float32_matmul_precision("medium")
model = build(spec)
loss_of = torch.compile(model) if variant == "compile" else model
optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=True)
data = torch.from_numpy(mnist(folder, "train", spec["rows"]))
size, done = spec["batchSize"], 0


def run(steps):
    global done
    value = float("nan")
    for _ in range(steps):
        x = data[torch.arange(done * size, (done + 1) * size) % len(data)]
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(x)
        loss.backward()
        optimizer.step()
        value = loss.item()
        done += 1
    return value


answer_requests({"PyTorch": torch.__version__}, run)
