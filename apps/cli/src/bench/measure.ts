import { fileURLToPath } from "node:url";
import {
  benchEpoch,
  benchScale,
  benchStep,
  epochText,
  type ModelName,
  mergeIntoFile,
  quickParts,
  readBenchFile,
  scaleText,
  setUpPeers,
  stepText,
  writePerformance,
} from "@vae-lab/bench";
import { InputError } from "@vae-lab/experiments/input-error";
import { print, printNote } from "../command-line/output.ts";

const ownDocs = fileURLToPath(new URL("../../../../docs", import.meta.url));

export type Measured = "step" | "epoch" | "scale";

const omittedWhenQuick = [
  "compiled, 1 step a call",
  "compiled, oneDNN",
  "WASM as it comes",
  "PyTorch, compile",
  "JAX scan",
];

export interface BenchOptions {
  readonly models: readonly ModelName[];
  readonly rounds: number | undefined;
  readonly core: number;
  readonly quick: boolean;
  readonly peers: boolean;
}

/** Measures one kind, prints the result and returns it for the file. */
const measure = async (kind: Measured, options: BenchOptions, python: string | undefined) => {
  const { models, rounds, core, quick } = options;
  if (kind === "scale") {
    const scale = await benchScale({
      ...{ rounds: rounds ?? (quick ? 1 : 9), core, say: printNote },
      isQuick: quick,
    });
    print(scaleText(scale));
    return { scale };
  }
  if (kind === "epoch") {
    const epoch = await benchEpoch({
      rounds: rounds ?? (quick ? 1 : 5),
      cores: [...new Set([0, core])],
      say: printNote,
      isQuick: quick,
      ...(python !== undefined && { python }),
    });
    print(epochText(epoch));
    return { epoch };
  }
  const step = await benchStep({
    ...{ models, core, say: printNote },
    rounds: rounds ?? (quick ? 2 : 7),
    ...(quick && { stepsPerRound: 2, without: omittedWhenQuick, isQuick: true }),
    ...(python !== undefined && { python }),
  });
  print(stepText(step));
  return { step };
};

/** Measures each kind in turn, and adds each result to the file at once. */
export const measureAll = async (
  kinds: readonly Measured[],
  options: BenchOptions,
  file: string | undefined,
): Promise<void> => {
  if (file !== undefined) await mergeIntoFile(file, {}); // refuse a file that cannot be written before hours of measurement
  const python = options.peers ? setUpPeers() : undefined;
  for (const kind of kinds) {
    const measured = await measure(kind, options, python);
    if (file !== undefined) await mergeIntoFile(file, measured);
  }
};

/** Writes docs/performance.md from a file of measurements, and returns its path. */
export const writeReport = async (path: string, docs: string | undefined): Promise<string> => {
  const file = await readBenchFile(path);
  const quick = quickParts(file);
  if (docs === undefined && quick.length > 0)
    throw new InputError(
      `cannot write the repository's docs/performance.md: ${path} has only --quick results for ${quick.join(", ")}; measure without --quick, or use --docs=<folder>`,
    );
  return writePerformance(file, docs ?? ownDocs);
};
