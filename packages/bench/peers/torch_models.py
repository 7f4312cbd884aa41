"""The models of src/models in PyTorch, as its users write them."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def rate(mean, log_variance):
    return -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(1)


def distortion(logits, x):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)


class Vae(nn.Module):
    def __init__(self, spec):
        super().__init__()
        [width], latent = spec["hidden"], spec["latent"]
        self.encoder, self.mean = nn.Linear(784, width), nn.Linear(width, latent)
        self.log_variance = nn.Linear(width, latent)
        self.decoder, self.output = nn.Linear(latent, width), nn.Linear(width, 784)

    def forward(self, x):
        h = F.relu(self.encoder(x))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        logits = self.output(F.relu(self.decoder(z)))
        return (distortion(logits, x) + rate(mean, log_variance)).mean()


class Iwae(nn.Module):
    def __init__(self, spec):
        super().__init__()
        (wide, deep), latent = spec["hidden"], spec["latent"]
        self.samples = spec["samples"]
        self.encoder = nn.Sequential(nn.Linear(784, wide), nn.Tanh(), nn.Linear(wide, deep), nn.Tanh())
        self.mean, self.log_variance = nn.Linear(deep, latent), nn.Linear(deep, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, deep), nn.Tanh(), nn.Linear(deep, wide), nn.Tanh(), nn.Linear(wide, 784)
        )

    def forward(self, x):
        h = self.encoder(x)
        mean, log_variance = self.mean(h), self.log_variance(h)
        e = torch.randn(self.samples, *mean.shape)
        z = mean + torch.exp(0.5 * log_variance) * e
        log_px = -distortion(self.decoder(z), x.expand(self.samples, -1, -1))
        log_ratio = 0.5 * (e**2 + log_variance - z**2).sum(-1)
        return -(torch.logsumexp(log_px + log_ratio, 0) - math.log(self.samples)).mean()


class Convolutional(nn.Module):
    def __init__(self, spec):
        super().__init__()
        (first, second), latent, dense = spec["hidden"], spec["latent"], 16
        self.down = nn.Sequential(
            nn.Conv2d(1, first, 3, 2, 1), nn.ReLU(), nn.Conv2d(first, second, 3, 2, 1), nn.ReLU()
        )
        self.encoder, self.mean = nn.Linear(49 * second, dense), nn.Linear(dense, latent)
        self.log_variance, self.decoder = nn.Linear(dense, latent), nn.Linear(latent, 49 * second)
        self.up = nn.Sequential(
            nn.ConvTranspose2d(second, second, 3, 2, 1, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(second, first, 3, 2, 1, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(first, 1, 3, 1, 1),
        )

    def forward(self, x):
        h = F.relu(self.encoder(self.down(x.view(-1, 1, 28, 28)).flatten(1)))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        seed = F.relu(self.decoder(z))
        logits = self.up(seed.view(len(x), -1, 7, 7)).flatten(1)
        return (distortion(logits, x) + rate(mean, log_variance)).mean()


def build(spec):
    return {"vae": Vae, "iwae": Iwae, "convolutional": Convolutional}[spec["kind"]](spec)
