import type { TrialEvent } from "../trial/trial-events.ts";

type Step = Extract<TrialEvent, { kind: "step" }>;

/** In nats. No code carries as much; exp of a log variance, or a mean, is about to overflow. */
const maxReasonableRate = 1e6;

/** For the steps of one trial: a text at the first one whose rate is beyond reason, else nothing. */
export const rateWarning = (): ((step: Step) => string | undefined) => {
  let isGiven = false;
  return ({ step, metrics }) => {
    const rate = metrics["train/rate"] ?? 0;
    if (isGiven || !(rate > maxReasonableRate)) return undefined;
    isGiven = true;
    return `the rate at step ${step} is ${Number(rate.toPrecision(3))} nats, more than ${maxReasonableRate}; lower the learning rate, set optimizer.gradientClipping or set model.maxLogVariance`;
  };
};
