import { flattenConfig } from "@vae-lab/experiments/config";
import {
  type LoadedRun,
  objectiveLine,
  picturesOf,
  retrainCommand,
} from "@vae-lab/experiments/runs";
import { printResult } from "../command-line/output.ts";
import { samplesText } from "./samples-text.ts";
import { withRun } from "./with-run.ts";

/** Samples that are drawn as text, and the columns they take. */
const drawn = { count: 4, columns: 78, seed: 1 };

/** The last value of each result of a run. */
const metricsOf = ({ run }: LoadedRun): Record<string, number> =>
  Object.fromEntries(
    (run?.data.metrics ?? [])
      .filter(({ key }) => key.startsWith("test/"))
      .map(({ key, value }) => [key, value]),
  );

const table = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([key]) => key.length));
  return rows.map(([key, value]) => `  ${key.padEnd(width)}  ${value}`).join("\n");
};

const section = (title: string, text: string | undefined): string[] =>
  text === undefined || text === "" ? [] : ["", `${title}:`, text];

const textOf = (run: LoadedRun): string => {
  const { model, config, trialId } = run;
  const pictures = picturesOf(run);
  const metrics = Object.entries(metricsOf(run)).filter(([key]) => !key.includes("unit_rate"));
  const samples =
    pictures && model.description.kind === "vae"
      ? samplesText(pictures, model.sample(drawn.count, { seed: drawn.seed }).values, drawn.columns)
      : undefined;
  const parameters = Object.values(model.trained.parameters).reduce((sum, p) => sum + p.size, 0);
  const facts: (readonly [string, string])[] = [
    ...(run.run ? [["run", `${run.run.info.runId} (${run.run.info.status})`] as const] : []),
    ...(trialId ? [["trial", trialId] as const] : []),
    ["samples", `${model.sampleShape.join(" × ")} values`],
    ["codes", `${model.latentSize} numbers`],
    ["parameters", parameters.toLocaleString("en")],
  ];
  return [
    run.name,
    table(facts),
    ...(config ? section("maximises", `  ${objectiveLine(config)}`) : []),
    ...(config ? section("config", table(Object.entries(flattenConfig(config)))) : []),
    ...section(
      "results on the test split",
      metrics.length > 0
        ? table(metrics.map(([key, value]) => [key, String(Number(value.toPrecision(6)))]))
        : undefined,
    ),
    ...section(`${drawn.count} samples, the means of p(x|z)`, samples),
    ...(config ? section("to train it again", `  ${retrainCommand(config)}`) : []),
  ].join("\n");
};

/** Prints what a run is: its config, its objective, its results, some samples, and how to repeat it. */
export const showRun = (source: string, home: string | undefined, json: boolean) =>
  withRun(source, home, (run) =>
    printResult(
      json,
      {
        run: run.name,
        runId: run.run?.info.runId,
        trial: run.trialId,
        model: run.model.description,
        config: run.config,
        objective: run.config && objectiveLine(run.config),
        metrics: metricsOf(run),
        command: run.config && retrainCommand(run.config),
      },
      () => textOf(run),
    ),
  );
