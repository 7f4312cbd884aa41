"""torch_epoch.py SPEC DATA: whole epochs over MNIST in a plain PyTorch loop, data and evaluation included."""

import json
import sys

import torch
from protocol import answer_requests, mnist
from torch.utils.data import DataLoader, TensorDataset
from torch_models import build

spec, folder = json.loads(sys.argv[1]), sys.argv[2]
torch.set_num_threads(1)


def loader(name, shuffle):
    images = torch.from_numpy(mnist(folder, name))
    return DataLoader(TensorDataset(images), batch_size=spec["batchSize"], shuffle=shuffle)


def trial():
    torch.manual_seed(1)
    train, test = loader("train", True), loader("t10k", False)
    model = build(spec)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=True)
    for (x,) in train:
        optimizer.zero_grad(set_to_none=True)
        loss = model(x)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return sum(model(x).item() * len(x) for (x,) in test) / len(test.dataset)


def run(trials):
    value = float("nan")
    for _ in range(trials):
        value = trial()
    return value


answer_requests({"PyTorch": torch.__version__}, run)
