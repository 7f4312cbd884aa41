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

const leftOutWhenQuick = [
  "compiled, 1 step a call",
  "WASM as it comes",
  "PyTorch, compile",
  "JAX scan",
];

export interface Given {
  readonly models: readonly ModelName[];
  readonly rounds: number | undefined;
  readonly core: number;
  readonly quick: boolean;
  readonly peers: boolean;
}

/** Measures one kind, prints it and returns what a file keeps of it. */
const measure = async (kind: Measured, given: Given, python: string | undefined) => {
  const { models, rounds, core, quick } = given;
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
    rounds: rounds ?? (quick ? 2 : 25),
    ...(quick && { stepsPerRound: 2, without: leftOutWhenQuick, isQuick: true }),
    ...(python !== undefined && { python }),
  });
  print(stepText(step));
  return { step };
};

/** Measures each kind in turn, and adds what a file lacks of it as soon as it is known. */
export const measureAll = async (
  kinds: readonly Measured[],
  given: Given,
  file: string | undefined,
): Promise<void> => {
  if (file !== undefined) await mergeIntoFile(file, {}); // else hours may go before it is refused
  const python = given.peers ? setUpPeers() : undefined;
  for (const kind of kinds) {
    const measured = await measure(kind, given, python);
    if (file !== undefined) await mergeIntoFile(file, measured);
  }
};

/** Writes the page from a file of measurements, and returns its path. */
export const writeReport = async (path: string, docs: string | undefined): Promise<string> => {
  const file = await readBenchFile(path);
  const looked = quickParts(file);
  if (docs === undefined && looked.length > 0)
    throw new InputError(
      `the repository's page must hold measurements, and ${path} has only a quick look at ${looked.join(", ")}; --docs=<folder> writes one elsewhere`,
    );
  return writePerformance(file, docs ?? ownDocs);
};
