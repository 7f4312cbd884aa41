import { meanInterval } from "@vae-lab/statistics";
import type { WaterfallStep } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { finiteValue } from "../study/members.ts";

/** From the detail of data to that of samples; a cost is subtracted, noise is added. */
const plan = [
  { label: "capacity", key: "test/blur_capacity", sign: -1 },
  { label: "regulariser", key: "test/blur_regulariser", sign: -1 },
  { label: "mismatch", key: "test/blur_mismatch", sign: -1 },
  { label: "samples", key: "test/detail_samples", sign: undefined },
  { label: "noise of p(x|z)", key: "test/blur_likelihood", sign: 1 },
  { label: "with noise", key: "test/detail_noisy_samples", sign: undefined },
] as const;

/** 95 % of a normal distribution lies within this many standard deviations. */
const z95 = 1.959964;

/**
 * The mean of a metric over seeds and half its 95 % interval: over seeds from three on, else over the
 * images of one run, by the metric's standard error.
 */
const estimateOf = (
  runs: readonly RunRecord[],
  key: string,
): { readonly value: number; readonly error?: number } | undefined => {
  const values = runs.flatMap((run) => finiteValue(run, key) ?? []);
  if (values.length === 0) return undefined;
  const { mean: value, interval } = meanInterval(values);
  if (interval !== undefined) return { value, error: (interval[1] - interval[0]) / 2 };
  const [first] = runs;
  const se = values.length === 1 && first ? finiteValue(first, `${key}_se`) : undefined;
  return { value, ...(se !== undefined && { error: z95 * se }) };
};

/** Where the detail of images is lost, step by step; empty for runs that did not measure it. */
export const costSteps = (runs: readonly RunRecord[]): WaterfallStep[] => {
  const steps = plan.flatMap(({ label, key, sign }): WaterfallStep[] => {
    const estimate = estimateOf(runs, key);
    if (estimate === undefined) return [];
    return [
      {
        ...{ label, kind: sign === undefined ? "level" : "change" },
        ...{ ...estimate, value: (sign ?? 1) * estimate.value },
      },
    ];
  });
  return steps.length === plan.length ? [{ label: "data", kind: "level", value: 1 }, ...steps] : [];
};
