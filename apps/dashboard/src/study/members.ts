import type { RunRecord } from "../sources/run-source.ts";

/** A member of a series of metrics, such as the third frequency of `test/power_data/03`. */
export interface Member {
  readonly member: number;
  readonly value: number;
}

/** The last values of a series of a run, by member; not their standard errors. */
export const membersOf = ({ metrics }: Pick<RunRecord, "metrics">, series: string): Member[] => {
  const prefix = `${series}/`;
  return [...metrics]
    .flatMap(([key, { value }]) => {
      const rest = key.startsWith(prefix) ? key.slice(prefix.length) : "";
      return /^[\d.]+$/.test(rest) && Number.isFinite(value)
        ? [{ member: Number(rest), value }]
        : [];
    })
    .sort((a, b) => a.member - b.member);
};

/** The last finite value of a metric of a run. */
export const finiteValue = (
  { metrics }: Pick<RunRecord, "metrics">,
  key: string,
): number | undefined => {
  const value = metrics.get(key)?.value;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
};
