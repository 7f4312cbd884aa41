import { numberText } from "@vae-lab/viz";
import { useMemo } from "react";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { atEqualRate } from "../study/at-equal-rate.ts";
import { metricInfo } from "../study/metric-registry.ts";

const short = (value: number): string => numberText(Number(value.toPrecision(3)));
const range = (interval: readonly [number, number] | undefined): string =>
  interval === undefined ? "—" : `${short(interval[0])} … ${short(interval[1])}`;

interface EqualRateTableProps {
  readonly series: ReadonlyMap<string, readonly RunRecord[]>;
  readonly metric: string;
  readonly rate: number;
}

/** A measure of blur at one rate, by series, and its differences at equal seeds. */
export const EqualRateTable = ({ series, metric, rate }: EqualRateTableProps) => {
  const rows = useMemo(() => atEqualRate(series, { metric, rate }), [series, metric, rate]);
  const [reference] = rows;
  return (
    <ScrollBox className="wide" label="Table at equal rate">
      <table className="pairs-table">
        <caption className="unseen">
          {metricInfo(metric).label} at a rate of {numberText(rate)} nats
        </caption>
        <thead>
          <tr>
            <th scope="col">models</th>
            <th scope="col">{metricInfo(metric).label}</th>
            <th scope="col">95 % interval</th>
            <th scope="col">n</th>
            <th scope="col">minus the first</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, mean, interval, n, difference }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{mean === undefined ? "not at this rate" : short(mean)}</td>
              <td>{range(interval)}</td>
              <td>{n}</td>
              <td>
                {name === reference?.name || difference === undefined
                  ? "—"
                  : short(difference.mean)}
              </td>
              <td>{range(difference?.interval)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">
        Interpolated between neighbouring rates at each seed; n seeds have runs on both sides of{" "}
        {numberText(rate)} nats. Differences are at equal seeds.
      </p>
    </ScrollBox>
  );
};
