import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { wholeNumber } from "./numbers.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

export const homeOption = {
  home: {
    type: "string",
    valueHint: "folder",
    description:
      "Where runs, checkpoints and logs are kept (Default: $VAE_LAB_HOME, else .vae-lab in the repository)",
  },
} as const;

export const homeFrom = (given: string | undefined, env = process.env): string =>
  resolve(given ?? (env.VAE_LAB_HOME || join(repository, ".vae-lab")));

export const portOption = {
  port: {
    type: "string",
    valueHint: "number",
    description: "Port of the dashboard (Default: 5050, or a free one if that is in use)",
  },
} as const;

/** A port that was asked for must be free; the usual one may give way to another. */
export const portFrom = (
  given: string | undefined,
): { readonly port: number; readonly fallBackToFreePort: boolean } =>
  given === undefined
    ? { port: 5050, fallBackToFreePort: true }
    : { port: wholeNumber("--port", given, { min: 0, max: 65_535 }), fallBackToFreePort: false };

export const workersOption = {
  workers: {
    type: "string",
    valueHint: "number",
    description: "Trials at a time, each in its own process (Default: the number of cores)",
  },
} as const;

export const workersFrom = (given: string | undefined): number =>
  given === undefined
    ? availableParallelism()
    : wholeNumber("--workers", given, { min: 1, max: 1024 });

export const jsonOption = {
  json: { type: "boolean", description: "Print JSON, for programs", default: false },
} as const;
