// Prints the Python in which the peers of `vae-lab bench` run, setting it up first unless --known
// is given; prints nothing where it is not set up.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./setup/places.mjs";
import { findPython } from "./setup/python.mjs";
import { run } from "./setup/run.mjs";
import { orExplain, SetupError } from "./setup/setup-error.mjs";

/** Each group is one call of pip; without the first there is no comparison. */
const [needed, wished] = [
  ["torch==2.13.0", "jax==0.10.2", "jaxlib==0.10.2", "optax==0.2.8", "numpy==2.4.6"],
  ["pythae==0.1.2"],
];

const folder = join(cacheFolder(), "bench-peers-torch-2.13.0");
const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
/** Written last: without it the folder is what a set-up that was cut short left. */
const stamp = join(folder, "complete");

const install = async (packages) => {
  console.error(`installing ${packages.join(", ")}: this takes a minute or two`);
  return run(python, ["-m", "pip", "install", "--quiet", ...packages]);
};

const setUpPeers = async () => {
  const found = await findPython();
  if (found === undefined)
    throw new SetupError("The peers need a Python 3 with pip and venv; found none.");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [command, ...args] = found;
  const made = await run(command, [...args, "-m", "venv", folder]);
  if (made.code !== 0) throw new SetupError(`No Python environment could be made: ${made.output}`);
  const first = await install(needed);
  if (first.code !== 0) throw new SetupError(`The peers could not be installed: ${first.output}`);
  const second = await install(wished);
  if (second.code !== 0)
    console.error(`NOT INSTALLED, so it takes no part: ${wished.join(", ")}\n${second.output}`);
  writeFileSync(stamp, `${[...needed, ...(second.code === 0 ? wished : [])].join("\n")}\n`);
};

await orExplain(async () => {
  if (!existsSync(stamp) && !process.argv.includes("--known")) await setUpPeers();
  if (existsSync(stamp)) console.log(python);
});
