import { loadBetween } from "../machine.ts";
import { type ModelName, modelTitles } from "../models/model-spec.ts";
import { announced } from "../rounds/progress.ts";
import {
  type Failure,
  type RatioResult,
  type Result,
  ratioResults,
  resultsOf,
} from "../rounds/results.ts";
import { runRounds } from "../rounds/run-rounds.ts";
import { stepCandidates } from "./step-candidates.ts";
import { stepTargets } from "./step-targets.ts";

export interface StepOptions {
  readonly models: readonly ModelName[];
  readonly rounds: number;
  /** Default: as many as take about two seconds. */
  readonly stepsPerRound?: number;
  readonly core: number;
  /** The Python of the peers; without it only our candidates run. */
  readonly python?: string;
  /** Names of candidates to omit. */
  readonly without?: readonly string[];
  /** Marks a run with too few steps to measure anything. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

export interface StepReport {
  readonly rounds: number;
  readonly models: readonly {
    readonly model: ModelName;
    readonly title: string;
    readonly results: readonly (Result | Failure)[];
    readonly claims: readonly RatioResult[];
    /** Mean load: number of processes that could run, including ours. */
    readonly load: number;
    /** Whether it is a quick run, which measures nothing. */
    readonly isQuick?: boolean;
  }[];
}

/** Times a training step of each model, with all candidates of a model in one run. */
export const benchStep = async (options: StepOptions): Promise<StepReport> => {
  const { models, rounds, core, python, without = [], say, isQuick, ...rest } = options;
  const measured: StepReport["models"][number][] = [];
  for (const model of models) {
    const title = modelTitles[model];
    say(announced(title, rounds));
    const candidates = stepCandidates(model, python).filter(({ name }) => !without.includes(name));
    const { value: entries, load } = await loadBetween(() =>
      runRounds(candidates, { ...rest, rounds, cores: [core], say }),
    );
    const claims = ratioResults(entries, stepTargets[model]);
    const results = resultsOf(entries);
    measured.push({ model, title, results, claims, load, ...(isQuick && { isQuick }) });
  }
  return { rounds, models: measured };
};
