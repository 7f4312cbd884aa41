import { numberText } from "@vae-lab/viz";
import { useMemo } from "react";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { collapsedBelow, onsetsOf } from "../study/onsets.ts";

const short = (value: number): string => numberText(Number(value.toPrecision(3)));

/** Where each direction collapses: predicted, and measured with its interval. */
export const OnsetTable = ({ runs }: { runs: readonly RunRecord[] }) => {
  const onsets = useMemo(() => onsetsOf(runs), [runs]);
  return (
    <ScrollBox className="wide" label="Table of onsets">
      <table className="pairs-table">
        <caption className="unseen">Onset of collapse by regulariser</caption>
        <thead>
          <tr>
            <th scope="col">regulariser</th>
            <th scope="col">predicted τ (exact)</th>
            <th scope="col">measured τ (estimate)</th>
            <th scope="col">95 % interval</th>
            <th scope="col">n</th>
            <th scope="col">measured / predicted</th>
          </tr>
        </thead>
        <tbody>
          {onsets.map(({ name, predicted, measured, interval, n, seeds }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{predicted === undefined ? "—" : short(predicted)}</td>
              <td>{measured === undefined ? "not within these τ" : short(measured)}</td>
              <td>{interval ? `${short(interval[0])} … ${short(interval[1])}` : "—"}</td>
              <td>{n === seeds ? n : `${n} of ${seeds}`}</td>
              <td>
                {measured === undefined || predicted === undefined
                  ? "—"
                  : short(measured / predicted)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">
        Measured is the τ from which on the rate stays below {collapsedBelow} nats, interpolated in
        log τ at each seed: the geometric mean over seeds, with Student's interval from three seeds.
      </p>
    </ScrollBox>
  );
};
