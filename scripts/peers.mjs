// Prints the Python in which the peers of `vae-lab bench` run, setting it up first unless --known
// is given; prints nothing where it is not set up.
import { knownEnvironment, pythonEnvironment } from "./setup/python-environment.mjs";
import { orExplain, SetupError } from "./setup/setup-error.mjs";

const name = "bench-peers-torch-2.13.0";

const setUpPeers = () =>
  pythonEnvironment(name, {
    title: "installing PyTorch and JAX for the benchmarks",
    needed: ["torch==2.13.0", "jax==0.10.2", "jaxlib==0.10.2", "optax==0.2.8", "numpy==2.4.6"],
    wished: ["pythae==0.1.2"],
    bytes: 3e9,
  }).catch(({ message }) => {
    throw new SetupError(`The peers could not be set up: ${message}`);
  });

await orExplain(async () => {
  const python = process.argv.includes("--known") ? knownEnvironment(name) : await setUpPeers();
  if (python !== undefined) console.log(python);
});
