import type { WorkerTimes } from "@vae-lab/experiments/sweep";
import { median } from "@vae-lab/statistics";
import { plainTable } from "../report/plain-table.ts";

/** What some trials took. */
export interface Ran {
  /** Wall-clock time. */
  readonly seconds: number;
  /** Processor time of the process that runs the sweep, in seconds, with the embedded tracking server. */
  readonly parent: number;
  /** Until the first worker starts. */
  readonly planning: number;
  readonly workers: WorkerTimes;
}

const rows: readonly (readonly [string, (ran: Ran) => number])[] = [
  ["processor: workers", ({ workers }) => workers.processor],
  ["processor: the sweep, with its tracking server", ({ parent }) => parent],
  ["before workers start: plan, open the store", ({ planning }) => planning],
  ["workers start", ({ workers }) => workers.starting],
  ["workers wait between trials", ({ workers }) => workers.between],
  ["workers wait at the end", ({ workers }) => workers.ending],
];

/** Where time goes, per trial, of the trials alone and in a sweep: medians over rounds. */
export const splitText = (
  trials: number,
  { alone, sweep }: { readonly alone: readonly Ran[]; readonly sweep: readonly Ran[] },
): string => {
  const perTrial = (ran: readonly Ran[], of: (ran: Ran) => number): string => {
    const seconds = median(ran.map(of)) / trials;
    return Number.isNaN(seconds) ? "unknown" : seconds.toFixed(3);
  };
  return plainTable(
    [
      { heading: "seconds per trial", align: "left" },
      { heading: "trials alone", align: "right" },
      { heading: "sweep", align: "right" },
    ],
    rows.map(([name, of]) => [name, perTrial(alone, of), perTrial(sweep, of)]),
  );
};
