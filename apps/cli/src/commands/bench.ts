import { availableParallelism } from "node:os";
import { type ModelName, modelSpecs } from "@vae-lab/bench/models";
import { InputError } from "@vae-lab/experiments/input-error";
import { defineCommand } from "citty";
import type { Given } from "../bench/measure.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { wholeNumber } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";

/** Loads TensorFlow.js, which the help and the refusals do without. */
const measuring = () => import("../bench/measure.ts");

const kinds = ["step", "epoch", "scale", "report"] as const;

const names = Object.keys(modelSpecs) as ModelName[];

/** Options that some kinds have no use for. */
const heeded: Readonly<Record<string, readonly (typeof kinds)[number][]>> = {
  peers: ["step", "epoch"],
  model: ["step"],
  rounds: ["step", "epoch", "scale"],
  core: ["step", "epoch", "scale"],
  quick: ["step", "epoch", "scale"],
  docs: ["report"],
};

const refuseUnheeded = (
  asked: (typeof kinds)[number],
  args: Readonly<Record<string, unknown>>,
): void => {
  for (const [option, where] of Object.entries(heeded))
    if (args[option] !== undefined && args[option] !== false && !where.includes(asked))
      throw new InputError(`--${option} must go with bench ${where.join(" or ")}, got ${asked}`);
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
      description: "Tiny counts: shows that everything runs, measures nothing and says so",
    },
  },
  run: async ({ args }) => {
    const asked = args.kind === undefined ? undefined : oneOf("what to measure", args.kind, kinds);
    refuseUnheeded(asked ?? "step", args);
    if (args.quick && args.peers && asked === "epoch")
      throw new InputError("--quick must go without --peers for an epoch: theirs are always whole");
    if (asked === "report") {
      if (args.json === undefined) throw new InputError("bench report needs --json=<file>");
      const { writeReport } = await measuring();
      console.log(await writeReport(args.json, args.docs));
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
      peers: args.peers,
    };
    // Without a handler the process would end at once, and what it made on disk would stay
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => process.exit(exitCodes.interrupted));
    const usual = args.peers && !args.quick ? (["step", "epoch"] as const) : (["step"] as const);
    const { measureAll } = await measuring();
    await measureAll(asked === undefined ? usual : [asked], given, args.json);
  },
});
