import { availableParallelism } from "node:os";
import { Argument, Command } from "@commander-js/extra-typings";
import { type ModelName, modelSpecs } from "@vae-lab/bench/models";
import { InputError } from "@vae-lab/experiments/input-error";
import { exitCodes } from "../command-line/exit-codes.ts";
import { wholeNumber } from "../command-line/numbers.ts";
import { oneOf } from "../command-line/one-of.ts";
import { print } from "../command-line/output.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";

/** Imported late: it loads TensorFlow.js, which help and refusals do not need. */
const measuring = () => import("../bench/measure.ts");

const kinds = ["step", "epoch", "scale", "sweep", "measures", "fleet", "report"] as const;

const models = Object.keys(modelSpecs) as ModelName[];

const cores = availableParallelism();

/** Options that some kinds do not take, with the kinds that do. */
const takenBy: Readonly<Record<string, readonly (typeof kinds)[number][]>> = {
  peers: ["step", "epoch"],
  model: ["step"],
  rounds: ["step", "epoch", "scale", "sweep"],
  core: ["step", "epoch", "scale"],
  quick: ["step", "epoch", "scale", "sweep", "measures", "fleet"],
  docs: ["report"],
  queue: ["fleet"],
};

const refuseOptionsOfOtherKinds = (
  kind: (typeof kinds)[number],
  options: Readonly<Record<string, unknown>>,
): void => {
  for (const [option, where] of Object.entries(takenBy))
    if (options[option] !== undefined && !where.includes(kind))
      throw new InputError(`--${option} must go with bench ${where.join(" or ")}, got ${kind}`);
};

export const bench = new Command("bench")
  .summary("Measure training speed, alone or against PyTorch and JAX")
  .description(
    "Measure training speed: of one step, of an epoch, and as sizes grow; alone or against PyTorch, JAX and pythae.",
  )
  .addArgument(
    new Argument(
      "[kind]",
      "step: a training step of four models (default; with --peers, epoch too); epoch: MNIST with reading and evaluation; scale: time and memory as sizes grow; sweep: what a sweep of 30 trials takes longer than its trials, and two workers against one; measures: what each measure of --measure full costs of a trial; fleet: planning 100,000 trials, and the scheduler of sweeps with 1,000 simulated workers; report: write docs/performance.md from the file of --json",
    ).argParser((kind: string) => oneOf(kinds)("the kind of measurement", kind)),
  )
  .option(
    "--peers",
    "Measure PyTorch, JAX and pythae too; the first time, install them in a cached Python environment",
  )
  .addOption(valueOption("--json <file>", "Add the measurements to this file", anyText))
  .addOption(
    valueOption("--model <name>", `Measure only this model: ${models.join(", ")}`, oneOf(models)),
  )
  .addOption(
    valueOption(
      "--rounds <count>",
      "Samples per candidate (default: 7 of two seconds; 5 epochs; 9 for scale; 3 for sweep)",
      wholeNumber({ min: 1 }),
    ),
  )
  .addOption(
    valueOption(
      "--core <number>",
      "CPU core to pin to (default: the last)",
      wholeNumber({ min: 0, max: cores - 1 }),
    ),
  )
  .addOption(
    valueOption(
      "--docs <folder>",
      "Write the report here (default: the repository's docs)",
      anyText,
    ),
  )
  .addOption(
    valueOption("--queue <url>", "With fleet, measure dispatch through this Redis too", anyText),
  )
  .option("--quick", "Check that everything runs, with counts too small to measure anything")
  .action(async (kind, options) => {
    refuseOptionsOfOtherKinds(kind ?? "step", options);
    const { json, docs, model, rounds, core = cores - 1, quick = false, peers = false } = options;
    if (quick && peers && kind === "epoch")
      throw new InputError(
        "bench epoch takes --quick or --peers, not both: peers train all images",
      );
    if (kind === "report") {
      if (json === undefined) throw new InputError("bench report needs --json=<file>");
      const { writeReport } = await measuring();
      print(await writeReport(json, docs));
      return;
    }
    if (kind === "fleet") {
      const { benchFleet } = await import("../bench/bench-fleet.ts"); // loads sweeps
      await benchFleet(quick, options.queue);
      return;
    }
    if (kind === "measures") {
      const { benchMeasures } = await import("../bench/bench-measures.ts"); // loads trials
      await benchMeasures(quick);
      return;
    }
    if (kind === "sweep") {
      const { benchSweep } = await import("../bench/bench-sweep.ts"); // loads sweeps
      await benchSweep({ isQuick: quick, rounds: rounds ?? (quick ? 1 : 3) });
      return;
    }
    // Without a handler the process would end at once and leave its temporary files behind.
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => process.exit(exitCodes.interrupted));
    const defaults = peers && !quick ? (["step", "epoch"] as const) : (["step"] as const);
    const { measureAll } = await measuring();
    await measureAll(
      kind === undefined ? defaults : [kind],
      { models: model === undefined ? models : [model], rounds, core, quick, peers },
      json,
    );
  });
