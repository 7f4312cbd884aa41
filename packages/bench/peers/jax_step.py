"""jax_step.py VARIANT SPEC DATA: training steps in JAX; variants: jit, scan (16 steps a call, as ours), scan-bfloat16."""

import json
import sys
from functools import partial

import jax
import jax.numpy as jnp
import optax
from jax_models import build
from protocol import answer_requests, mnist

variant, spec, folder = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
if variant == "scan-bfloat16":
    jax.config.update("jax_default_matmul_precision", "bfloat16")
init, loss_of = build(spec)
optimizer = optax.adam(1e-3)
key = jax.random.PRNGKey(1)
parameters = init(key)
carry = (parameters, optimizer.init(parameters), jax.random.fold_in(key, 1))
data = jnp.asarray(mnist(folder, "train", spec["rows"]))
size, done = spec["batchSize"], 0


def step(data, carry, i):
    p, state, key = carry
    key, noise = jax.random.split(key)
    x = data[(i * size + jnp.arange(size)) % len(data)]
    loss, gradients = jax.value_and_grad(loss_of)(p, x, noise)
    updates, state = optimizer.update(gradients, state)
    return (optax.apply_updates(p, updates), state, key), loss


@partial(jax.jit, donate_argnums=1)
def one(data, carry, i):
    return step(data, carry, i)


@partial(jax.jit, donate_argnums=1, static_argnums=3)
def several(data, carry, first, count):
    return jax.lax.scan(partial(step, data), carry, first + jnp.arange(count))


def run(steps):
    global carry, done
    value = float("nan")
    while variant != "jit" and steps > 0:
        count = min(steps, 16)
        carry, losses = several(data, carry, done, count)
        value = float(losses[-1])
        done += count
        steps -= count
    for _ in range(steps):
        carry, loss = one(data, carry, done)
        value = float(loss)
        done += 1
    return value


answer_requests({"JAX": jax.__version__}, run)
