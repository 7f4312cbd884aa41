import { median } from "@vae-lab/statistics";
import type { RatioTarget } from "../step/step-targets.ts";
import { pairedRatio, type Ratio } from "./paired-ratio.ts";
import type { Entry } from "./run-rounds.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** The result of a candidate: wall-clock and processor time per step, in milliseconds. */
export interface Result {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Number of rounds. */
  readonly samples: number;
  /** Number of steps over which a sample is the mean. */
  readonly stepsPerSample: number;
  readonly wall: Spread;
  readonly cpu: Spread;
  readonly loss: number | null;
  readonly peakBytes: number;
  /** Median processor time of the parts of a sample, in milliseconds. */
  readonly parts?: Readonly<Record<string, number>>;
}

export interface Failure {
  readonly name: string;
  readonly failure: string;
}

export interface RatioResult extends RatioTarget {
  readonly wall: Ratio;
  readonly cpu: Ratio;
  /**
   * Whether the target is reached; absent without a target. Processor time decides: with one thread on
   * one core it is the wall-clock time without the time that other processes took.
   */
  readonly isReached?: boolean;
}

export const resultsOf = (entries: readonly Entry[]): (Result | Failure)[] =>
  entries.map(({ failure, wall, cpu, stepsPerRound, parts, ...rest }) =>
    failure !== undefined
      ? { name: rest.name, failure }
      : {
          ...rest,
          samples: wall.length,
          stepsPerSample: stepsPerRound,
          wall: spreadOf(wall),
          cpu: spreadOf(cpu),
          ...(parts && { parts: mediansOf(parts) }),
        },
  );

const mediansOf = (samples: NonNullable<Entry["parts"]>): Record<string, number> =>
  Object.fromEntries(
    Object.keys(samples[0] ?? {}).map((part) => [
      part,
      median(samples.map((sample) => sample[part] ?? 0)),
    ]),
  );

/** The ratios of which both candidates ran. */
export const ratioResults = (
  entries: readonly Entry[],
  claims: readonly RatioTarget[],
): RatioResult[] => {
  const ran = (name: string) =>
    entries.find((entry) => entry.name === name && entry.failure === undefined);
  return claims.flatMap((claim) => {
    const [a, b] = [ran(claim.of), ran(claim.to)];
    if (a === undefined || b === undefined) return [];
    const cpu = pairedRatio(a.cpu, b.cpu);
    const { atMost = Number.POSITIVE_INFINITY, atLeast = 0 } = claim;
    const isLimited = claim.atMost !== undefined || claim.atLeast !== undefined;
    return {
      ...claim,
      wall: pairedRatio(a.wall, b.wall),
      cpu,
      ...(isLimited && { isReached: cpu.ratio <= atMost && cpu.ratio >= atLeast }),
    };
  });
};
