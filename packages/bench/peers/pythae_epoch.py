"""pythae_epoch.py SPEC DATA: whole epochs over MNIST by pythae's trainer, data and evaluation included."""

import contextlib
import json
import logging
import os
import sys
import tempfile

import torch
from protocol import answer_requests, mnist
from pythae.models import VAE, VAEConfig
from pythae.pipelines import TrainingPipeline
from pythae.trainers import BaseTrainerConfig

spec, folder = json.loads(sys.argv[1]), sys.argv[2]
# The hidden width of pythae's own MLP, which has no option for it.
assert spec["hidden"] == [512], spec["hidden"]
torch.set_num_threads(1)
logging.disable(logging.CRITICAL)


def trial():
    model = VAE(
        VAEConfig(input_dim=(1, 28, 28), latent_dim=spec["latent"], reconstruction_loss="bce")
    )
    with tempfile.TemporaryDirectory() as output:
        config = BaseTrainerConfig(
            output_dir=output,
            num_epochs=1,
            learning_rate=1e-3,
            per_device_train_batch_size=spec["batchSize"],
            per_device_eval_batch_size=spec["batchSize"],
            no_cuda=True,
            seed=1,
        )
        pipeline = TrainingPipeline(model=model, training_config=config)
        images = [mnist(folder, name).reshape(-1, 1, 28, 28) for name in ("train", "t10k")]
        pipeline(train_data=images[0], eval_data=images[1])
    return float(pipeline.trainer.best_eval_loss) if hasattr(pipeline.trainer, "best_eval_loss") else float("nan")


def run(trials):
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere), contextlib.redirect_stdout(nowhere):
        values = [trial() for _ in range(trials)]
    return values[-1]


answer_requests({"pythae": "0.1.2", "PyTorch": torch.__version__}, run)
