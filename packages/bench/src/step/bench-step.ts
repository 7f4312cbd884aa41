import { contest } from "../contest/contest.ts";
import { announced } from "../contest/progress.ts";
import {
  type ClaimResult,
  claimResults,
  type Failure,
  type Result,
  resultsOf,
} from "../contest/results.ts";
import { loadBetween } from "../machine.ts";
import { type ModelName, modelTitles } from "../models/model-spec.ts";
import { stepClaims } from "./step-claims.ts";
import { stepContestants } from "./step-contestants.ts";

export interface StepOptions {
  readonly models: readonly ModelName[];
  readonly rounds: number;
  /** Default: 16, or 12 where they are slow, so that 25 rounds are at least 300 steps. */
  readonly stepsPerRound?: number;
  readonly core: number;
  /** The peers' Python; ours alone without it. */
  readonly python?: string;
  /** Contestants that stay away. */
  readonly without?: readonly string[];
  /** Said of what is found: too few steps to measure anything. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

export interface StepReport {
  readonly rounds: number;
  readonly models: readonly {
    readonly model: ModelName;
    readonly title: string;
    readonly results: readonly (Result | Failure)[];
    readonly claims: readonly ClaimResult[];
    /** Mean number of processes that wanted to run, ours included. */
    readonly load: number;
    /** Told by whoever asked for a look alone. */
    readonly isQuick?: boolean;
  }[];
}

/** Times a training step of each model, all contestants of a model in one run. */
export const benchStep = async (options: StepOptions): Promise<StepReport> => {
  const { models, rounds, core, python, without = [], say, isQuick } = options;
  const measured: StepReport["models"][number][] = [];
  for (const model of models) {
    const title = modelTitles[model];
    say(announced(title, rounds));
    const { stepsPerRound = model === "convolutional" ? 12 : 16 } = options;
    const contestants = stepContestants(model, python)
      .filter(({ name }) => !without.includes(name))
      .map((contestant) => ({
        ...contestant,
        stepsPerRound: Math.min(stepsPerRound, contestant.stepsPerRound ?? stepsPerRound),
      }));
    const { value: entries, load } = await loadBetween(() =>
      contest(contestants, { rounds, stepsPerRound, cores: [core], say }),
    );
    const claims = claimResults(entries, stepClaims[model]);
    const results = resultsOf(entries);
    measured.push({ model, title, results, claims, load, ...(isQuick && { isQuick }) });
  }
  return { rounds, models: measured };
};
