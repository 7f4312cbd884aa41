import {
  evaluateRun as evaluate,
  type MeanOfSamples,
  type RunEvaluation,
} from "@vae-lab/experiments/runs";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { decimal } from "../report/number-text.ts";
import { readRunData } from "./read-run-data.ts";
import { withRun } from "./with-run.ts";

export interface EvaluateRequest {
  readonly run: string;
  readonly data: string | undefined;
  readonly labels: string | undefined;
  readonly key: string | undefined;
  readonly draws: number;
  readonly boundSize: number;
  readonly seed: number | undefined;
  readonly home: string | undefined;
  readonly json: boolean;
}

const meanText = ({ value, standardError }: MeanOfSamples, digits = 2): string =>
  `${decimal(value, digits)}${standardError === undefined ? "" : ` ± ${decimal(standardError, digits)}`}`;

/** Rates per line of the text. */
const perLine = 10;

const unitLines = (rates: readonly number[]): string[] =>
  Array.from({ length: Math.ceil(rates.length / perLine) }, (_, line) => {
    const from = line * perLine;
    const part = rates.slice(from, from + perLine).map((rate) => decimal(rate, 3).padStart(7));
    return `  units ${String(from + 1).padStart(3)}– ${part.join("")}`;
  });

const textOf = (evaluation: RunEvaluation, heading: string): string => {
  const { elbo, reconstruction, rate, rateIsEstimated, unitRates, units = 0 } = evaluation;
  const { activeUnits, bound, measure } = evaluation;
  return [
    `${heading}, in nats per example, each mean ± its standard error`,
    elbo && `ELBO            ${meanText(elbo)}`,
    `reconstruction  ${meanText(reconstruction)}`,
    rate &&
      `rate            ${meanText(rate)}${rateIsEstimated ? "  (estimated from one draw per sample: KL(q(z|x)‖p(z)) has no closed form)" : ""}`,
    bound &&
      `IWAE-${String(bound.draws).padEnd(9)}  ${meanText(bound)}  (the first ${countText(bound.size, "sample")}; ± ${decimal(bound.drawError, 3)} over draws; their ELBO is ${decimal(bound.elbo, 2)})`,
    activeUnits !== undefined &&
      `active units    ${activeUnits} of ${countText(units, "unit")}${unitRates ? "; the rate of each:" : ""}`,
    ...(unitRates ? unitLines(unitRates) : []),
    `log p(x|z) is the logarithm of ${measure}`,
  ]
    .filter((line) => line !== undefined && line !== false)
    .join("\n");
};

/** Prints what a run's model is worth on data. */
export const evaluateRun = ({ run: source, data: path, home, json, ...options }: EvaluateRequest) =>
  withRun(source, home, async (run) => {
    const { labels, key, draws, boundSize, seed } = options;
    const data = await readRunData(run, path, { labels, key });
    const evaluation = await evaluate(run, data, { draws, boundSize, seed });
    printResult(json, { run: run.name, data: data.name, ...evaluation }, () =>
      textOf(evaluation, `${run.name} on ${data.name}, ${countText(data.size, "sample")}`),
    );
  });
