import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Option } from "@commander-js/extra-typings";
import { measureLevels } from "@vae-lab/experiments/metrics";
import { wholeNumber } from "./numbers.ts";
import { oneOf } from "./one-of.ts";
import { anyText, valueOption } from "./value-option.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

export const homeOption = valueOption(
  "--home <folder>",
  "Store runs and checkpoints here (default: $VAE_LAB_HOME, else .vae-lab in the repository)",
  anyText,
);

export const homeFrom = (given: string | undefined, env = process.env): string =>
  resolve(given ?? (env.VAE_LAB_HOME || join(repository, ".vae-lab")));

export const portOption = valueOption(
  "--port <number>",
  "Serve the dashboard on this port (default: 5050, or a free port if 5050 is in use)",
  wholeNumber({ min: 0, max: 65_535 }),
);

/** A requested port must be free; the default port may give way to another. */
export const portFrom = (
  given: number | undefined,
): { readonly port: number; readonly fallBackToFreePort: boolean } => ({
  port: given ?? 5050,
  fallBackToFreePort: given === undefined,
});

export const workersOption = valueOption(
  "--workers <count>",
  "Run this many trials in parallel, each in its own process",
  wholeNumber({ min: 1, max: 1024 }),
).default(availableParallelism(), "number of CPU cores");

export const measureOption = valueOption(
  "--measure <level>",
  "Measure basic, or after the last epoch one group or full (default: by the study)",
  oneOf(measureLevels),
);

export const queueOption = valueOption(
  "--queue <url>",
  "Use the queue in this Redis: redis://host:6379, or rediss:// for TLS",
  anyText,
);

export const retryFailedOption = new Option(
  "--retry-failed",
  "Run trials again that failed before, such as with a NaN, with the same code",
);

export const jsonOption = new Option("--json", "Print JSON for programs");
