// Prints the Python of the libraries that `vae-lab bench` compares with, and sets it up first. With
// --known it only prints, and nothing where there is none.
import { existingEnvironment, pythonEnvironment } from "./setup/python-environment.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";

const name = "bench-peers-torch-2.13.0";

const setUpPeers = () =>
  pythonEnvironment(name, {
    title: "installing PyTorch and JAX for the benchmarks",
    required: ["torch==2.13.0", "jax==0.10.2", "jaxlib==0.10.2", "optax==0.2.8", "numpy==2.4.6"],
    optional: ["pythae==0.1.2"],
    bytes: 3e9,
  }).catch(({ message }) => {
    throw new SetupError(`cannot set up PyTorch and JAX: ${message}`);
  });

await runCommand(async () => {
  const python = process.argv.includes("--known") ? existingEnvironment(name) : await setUpPeers();
  if (python !== undefined) console.log(python);
});
