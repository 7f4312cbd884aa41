import type { Estimate } from "@vae-lab/core/evaluation";
import { mean, standardError } from "@vae-lab/statistics";
import type { Metrics } from "../trial/trial-events.ts";
import { errorKeyOf } from "./registry/metric-info.ts";

/** The mean of independent values with its standard error over them. */
export const meanEstimate = (values: ArrayLike<number>): Estimate => ({
  value: mean(values),
  standardError: standardError(values),
});

/** An estimate as the metrics KEY and KEY_se. Numbers that are not finite are left out. */
export const withError = (key: string, { value, standardError: error }: Estimate): Metrics => ({
  ...(Number.isFinite(value) && { [key]: value }),
  ...(Number.isFinite(value) && Number.isFinite(error) && { [errorKeyOf(key)]: error }),
});
