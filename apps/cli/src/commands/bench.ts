import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import {
  benchEpoch,
  benchScale,
  benchStep,
  epochText,
  type ModelName,
  mergeIntoFile,
  modelSpecs,
  readBenchFile,
  scaleText,
  setUpPeers,
  stepText,
  writePerformance,
} from "@vae-lab/bench";
import { InputError } from "@vae-lab/experiments";
import { defineCommand } from "citty";
import { wholeNumber } from "../command-line/numbers.ts";

const kinds = ["step", "epoch", "scale", "report"] as const;
type Measured = Exclude<(typeof kinds)[number], "report">;

const names = Object.keys(modelSpecs) as ModelName[];

const oneOf = <T extends string>(what: string, given: string, known: readonly T[]): T => {
  const found = known.find((one) => one === given);
  if (found === undefined)
    throw new InputError(`${what} must be one of ${known.join(", ")}, got ${given}`);
  return found;
};

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const leftOutWhenQuick = [
  "compiled, 1 step a call",
  "WASM as it comes",
  "PyTorch, compile",
  "JAX scan",
];

interface Given {
  readonly models: readonly ModelName[];
  readonly rounds: number | undefined;
  readonly core: number;
  readonly quick: boolean;
  readonly python: string | undefined;
}

/** Measures one kind, prints it and returns what a file keeps of it. */
const measure = async (kind: Measured, given: Given) => {
  const { models, rounds, core, quick, python } = given;
  if (kind === "scale") {
    const scale = await benchScale({
      ...{ rounds: rounds ?? (quick ? 1 : 9), core, say },
      isQuick: quick,
    });
    console.log(scaleText(scale));
    return { scale };
  }
  if (kind === "epoch") {
    const epoch = await benchEpoch({
      rounds: rounds ?? (quick ? 1 : 5),
      cores: [...new Set([0, core])],
      say,
      // The peers' epochs are always whole: no comparison with a part of one.
      ...(quick ? { trainSize: 512 } : python !== undefined && { python }),
    });
    console.log(epochText(epoch));
    return { epoch };
  }
  const step = await benchStep({
    ...{ models, core, say },
    rounds: rounds ?? (quick ? 2 : 25),
    ...(quick && { stepsPerRound: 2, without: leftOutWhenQuick }),
    ...(python !== undefined && { python }),
  });
  console.log(stepText(step));
  return { step };
};

export const bench = defineCommand({
  meta: {
    name: "bench",
    description:
      "Measure how fast training is: a step, an epoch, growing sizes; alone or against PyTorch, JAX and pythae",
  },
  args: {
    kind: {
      type: "positional",
      required: false,
      valueHint: kinds.join("|"),
      description:
        "step: ways to train four models (Default; with --peers also epoch); epoch: MNIST with reading and evaluation; scale: time and memory as sizes grow, and sweeps; report: write docs/performance.md from the file given by --json",
    },
    peers: {
      type: "boolean",
      default: false,
      description:
        "Against the peers, in a Python environment of their own that is made in the cache when first asked for",
    },
    json: {
      type: "string",
      valueHint: "file",
      description: "Keep what is measured in this file, beside what it has of other kinds",
    },
    model: {
      type: "string",
      valueHint: "name",
      description: `Only this model: ${names.join(", ")}`,
    },
    rounds: {
      type: "string",
      valueHint: "number",
      description: "Samples of each contestant (Default: 25 of 16 steps; 5 epochs; 9 for scale)",
    },
    core: {
      type: "string",
      valueHint: "number",
      description: "The core that all are held to (Default: the last)",
    },
    docs: {
      type: "string",
      valueHint: "folder",
      description: "Where the report is written (Default: the repository's docs)",
    },
    quick: {
      type: "boolean",
      default: false,
      description: "Tiny counts: shows that everything runs, measures nothing",
    },
  },
  run: async ({ args }) => {
    const asked = args.kind === undefined ? undefined : oneOf("what to measure", args.kind, kinds);
    if (asked === "report") {
      if (args.json === undefined) throw new InputError("bench report needs --json=<file>");
      const docs = args.docs ?? fileURLToPath(new URL("../../../../docs", import.meta.url));
      console.log(await writePerformance(await readBenchFile(args.json), docs));
      return;
    }
    const cores = availableParallelism();
    const given: Given = {
      models: args.model === undefined ? names : [oneOf("--model", args.model, names)],
      rounds:
        args.rounds === undefined ? undefined : wholeNumber("--rounds", args.rounds, { min: 1 }),
      core:
        args.core === undefined
          ? cores - 1
          : wholeNumber("--core", args.core, { min: 0, max: cores - 1 }),
      quick: args.quick,
      python: args.peers ? setUpPeers() : undefined,
    };
    const usual = args.peers ? (["step", "epoch"] as const) : (["step"] as const);
    for (const kind of asked === undefined ? usual : [asked]) {
      const measured = await measure(kind, given);
      if (args.json !== undefined) await mergeIntoFile(args.json, measured);
    }
  },
});
