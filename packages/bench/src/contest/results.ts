import { median } from "@vae-lab/statistics";
import type { Claim } from "../step/step-claims.ts";
import type { Entry } from "./contest.ts";
import { pairedRatio, type Ratio } from "./paired-ratio.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What is kept of a contestant: milliseconds per step by the wall's clock and the processor's. */
export interface Result {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  /** One a round. */
  readonly samples: number;
  /** Of each sample, which is their mean. */
  readonly stepsPerSample: number;
  readonly wall: Spread;
  readonly cpu: Spread;
  readonly loss: number | null;
  readonly peakBytes: number;
  /** Medians of what a sample consists of: processor time in milliseconds. */
  readonly parts?: Readonly<Record<string, number>>;
}

export interface Failure {
  readonly name: string;
  readonly failure: string;
}

export interface ClaimResult extends Claim {
  readonly wall: Ratio;
  readonly cpu: Ratio;
  /**
   * Whether the limit is kept, absent where none is set. The processor's time decides: all run one
   * thread on one core, so it is the wall's time less that in which other processes had the core.
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

/** The claims of which both sides took part. */
export const claimResults = (
  entries: readonly Entry[],
  claims: readonly Claim[],
): ClaimResult[] => {
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
