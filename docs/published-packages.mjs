import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** The folders of the packages that are published on npm. */
export const publishedPackages = ["core", "mlflow-js-client", "tfjs-jit"].map((name) =>
  join(root, "packages", name),
);

/** The sources of a package's entry points, from its export map: the main one first. */
export const entryPointsOf = (folder) => {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.values(exports)
    .map((entry) => entry["@vae-lab/source"])
    .filter((source) => source !== undefined)
    .map((source) => join(folder, source));
};
