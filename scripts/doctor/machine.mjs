import os from "node:os";
import { freeBytes, gigabytes } from "../setup/disk.mjs";
import { isTestedNode, supportedNode, supportsNode } from "../setup/node-version.mjs";
import { cacheFolder, root } from "../setup/paths.mjs";
import { note, ok, problem } from "./finding.mjs";
import { sizeOf } from "./size-of.mjs";

export const checkNode = (version = process.versions.node) => {
  if (!supportsNode(version))
    return problem("Node.js", `${version}; vae-lab needs ${supportedNode}`, "install Node.js 24");
  if (!isTestedNode(version))
    return note("Node.js", `${version}; vae-lab is not tested with it`, "install Node.js 24");
  return ok("Node.js", version);
};

export const checkCores = () => {
  const cores = os.availableParallelism();
  return ok(
    "cores",
    `${cores}: a sweep trains ${cores} trials in parallel, each with one TensorFlow thread`,
    {
      cores,
      threadsPerTrial: 1,
    },
  );
};

export const checkDisk = () => {
  const free = freeBytes(root);
  const value = `${gigabytes(free)} free in ${root}`;
  return free > 1e9
    ? ok("disk", value, { free })
    : note("disk", value, "free a gigabyte for runs and checkpoints", { free });
};

export const checkCache = () => {
  const folder = cacheFolder();
  const bytes = sizeOf(folder);
  return ok(
    "cache",
    `${folder}: ${bytes === undefined ? "does not exist yet" : gigabytes(bytes)}`,
    {
      folder,
      bytes: bytes ?? 0,
    },
  );
};
