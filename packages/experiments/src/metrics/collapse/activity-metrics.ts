import type { Metrics } from "../../trial/trial-events.ts";
import { errorKeyOf, memberKeyOf } from "../registry/metric-info.ts";
import { withError } from "../with-error.ts";
import { deadUnits } from "./dead-units.ts";
import { activityThresholds, unitsAbove, unitVariances } from "./unit-activity.ts";

/**
 * Whether units are in use, of E[z|x] of every test row [N·columns] and the rate of each unit, where it is
 * known.
 */
export const activityMetricsOf = (
  means: Float32Array,
  columns: number,
  units: number,
  unitRates: readonly number[] | undefined,
): Metrics => {
  const variances = unitVariances(means, columns, units);
  const curve = activityThresholds.map((threshold) =>
    withError(memberKeyOf("test/active_units_at", threshold), unitsAbove(variances, threshold)),
  );
  return Object.assign({}, ...curve, {
    [errorKeyOf("test/active_units")]: unitsAbove(variances, 0.01).standardError,
    ...(unitRates && { "test/dead_units": deadUnits(unitRates) }),
  });
};
