"""The models of src/models in JAX: first parameters, and the mean loss of a minibatch."""

import jax
import jax.numpy as jnp
from jax import lax


def glorot(key, *shape):
    fan = shape[-1] + shape[-2]
    for size in shape[:-2]:
        fan *= size
    limit = (6 / fan) ** 0.5
    return jax.random.uniform(key, shape, minval=-limit, maxval=limit)


def parameters(key, shapes, bias_lengths={}):
    keys = jax.random.split(key, len(shapes))
    return {
        name: (glorot(k, *shape), jnp.zeros(bias_lengths.get(name, shape[-1])))
        for k, (name, shape) in zip(keys, shapes.items())
    }


def layer(p, name, x):
    weights, bias = p[name]
    return x @ weights + bias


def rate(mean, log_variance):
    return -0.5 * (1 + log_variance - mean**2 - jnp.exp(log_variance)).sum(-1)


def distortion(logits, x):
    return (jnp.maximum(logits, 0) - logits * x + jnp.log1p(jnp.exp(-jnp.abs(logits)))).sum(-1)


def vae(spec):
    [width], latent = spec["hidden"], spec["latent"]
    shapes = dict(
        encoder=(784, width), mean=(width, latent), log_variance=(width, latent),
        decoder=(latent, width), output=(width, 784),
    )

    def loss(p, x, key):
        h = jax.nn.relu(layer(p, "encoder", x))
        mean, log_variance = layer(p, "mean", h), layer(p, "log_variance", h)
        z = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(key, mean.shape)
        logits = layer(p, "output", jax.nn.relu(layer(p, "decoder", z)))
        return (distortion(logits, x) + rate(mean, log_variance)).mean()

    return lambda key: parameters(key, shapes), loss


def iwae(spec):
    (wide, deep), latent, samples = spec["hidden"], spec["latent"], spec["samples"]
    shapes = dict(
        encoder1=(784, wide), encoder2=(wide, deep), mean=(deep, latent), log_variance=(deep, latent),
        decoder1=(latent, deep), decoder2=(deep, wide), output=(wide, 784),
    )

    def dense(p, name, x):
        return jnp.tanh(layer(p, f"{name}2", jnp.tanh(layer(p, f"{name}1", x))))

    def loss(p, x, key):
        h = dense(p, "encoder", x)
        mean, log_variance = layer(p, "mean", h), layer(p, "log_variance", h)
        e = jax.random.normal(key, (samples, *mean.shape))
        z = mean + jnp.exp(0.5 * log_variance) * e
        logits = layer(p, "output", dense(p, "decoder", z.reshape(-1, latent)))
        log_px = -distortion(logits.reshape(samples, *x.shape), x)
        log_ratio = 0.5 * (e**2 + log_variance - z**2).sum(-1)
        return -(jax.nn.logsumexp(log_px + log_ratio, 0) - jnp.log(samples)).mean()

    return lambda key: parameters(key, shapes), loss


def convolutional(spec):
    (first, second), latent, dense = spec["hidden"], spec["latent"], 16
    shapes = dict(
        down1=(3, 3, 1, first), down2=(3, 3, first, second), encoder=(49 * second, dense),
        mean=(dense, latent), log_variance=(dense, latent), decoder=(latent, 49 * second),
        up1=(3, 3, second, second), up2=(3, 3, second, first), output=(3, 3, first, 1),
    )
    layout = ("NHWC", "HWIO", "NHWC")

    def down(p, name, x):
        weights, bias = p[name]
        return jax.nn.relu(
            lax.conv_general_dilated(x, weights, (2, 2), "SAME", dimension_numbers=layout) + bias
        )

    def up(p, name, x, stride):
        weights, bias = p[name]
        return lax.conv_transpose(x, weights, (stride, stride), "SAME", dimension_numbers=layout) + bias

    def loss(p, x, key):
        features = down(p, "down2", down(p, "down1", x.reshape(-1, 28, 28, 1)))
        h = jax.nn.relu(layer(p, "encoder", features.reshape(len(x), -1)))
        mean, log_variance = layer(p, "mean", h), layer(p, "log_variance", h)
        z = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(key, mean.shape)
        seed = jax.nn.relu(layer(p, "decoder", z)).reshape(len(x), 7, 7, second)
        wide = jax.nn.relu(up(p, "up2", jax.nn.relu(up(p, "up1", seed, 2)), 2))
        logits = up(p, "output", wide, 1).reshape(x.shape)
        return (distortion(logits, x) + rate(mean, log_variance)).mean()

    return lambda key: parameters(key, shapes), loss


def build(spec):
    return {"vae": vae, "iwae": iwae, "convolutional": convolutional}[spec["kind"]](spec)
