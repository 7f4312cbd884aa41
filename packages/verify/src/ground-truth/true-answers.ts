import { adam, elbo, fit as fitted, pathwise, rng, vae } from "@vae-lab/core";
import { quadrature, runEagerly } from "@vae-lab/core/evaluation";
import { loadDataset } from "@vae-lab/experiments";
import {
  type Backend,
  chooseSteps,
  compiledEvalFunctions,
  loadBackend,
} from "@vae-lab/experiments/backend";
import {
  type ComparisonContext,
  compareAnnealing,
  compareGaps,
  compareInformation,
  compareIwae,
  compareQuadrature,
  pixels,
} from "./comparisons.ts";
import { type JudgedEstimate, judgeEstimate } from "./judged-estimate.ts";

export interface TrueAnswersOptions {
  readonly backend?: Backend;
  /** Default: all images. */
  readonly trainSize?: number;
  readonly testSize?: number;
  readonly epochs?: number;
  readonly hidden?: readonly number[];
  readonly seed?: number;
  readonly ladder?: readonly number[];
  /** Spacing of the quadrature grid. */
  readonly spacing?: number;
  /** Numbers of annealed test images, of simulated images, and of temperatures. */
  readonly annealed?: { readonly rows: number; readonly temperatures: number };
  /** Number of test images whose gap is split. */
  readonly splitRows?: number;
  /** Called with each judged estimate and each finished stage. */
  readonly onProgress?: (progress: JudgedEstimate | Stage) => void;
}

export interface Stage {
  readonly stage: string;
  readonly seconds: number;
}

export interface TrueAnswers {
  readonly estimates: readonly JudgedEstimate[];
  readonly stages: readonly Stage[];
  /** Whether all of them hold. */
  readonly holds: boolean;
}

/**
 * Trains a nonlinear model on binarised 14×14 MNIST with two latent units, computes log p(x) of each
 * test image by quadrature, and compares with it: IWAE and its extrapolation, AIS, BDMC, the split of
 * the gap, mutual information. Each must agree within its own error.
 */
export const trueAnswers = async ({
  backend,
  trainSize,
  testSize,
  epochs = 10,
  hidden = [100],
  seed = 1,
  ladder = [1, 2, 5, 10, 50, 500, 5000],
  spacing = 0.04,
  annealed = { rows: 100, temperatures: 500 },
  splitRows = 1000,
  onProgress = () => {},
}: TrueAnswersOptions = {}): Promise<TrueAnswers> => {
  const current = backend ?? (await loadBackend());
  const estimates: JudgedEstimate[] = [];
  const stages: Stage[] = [];
  const timed = async <T>(stage: string, work: () => T): Promise<Awaited<T>> => {
    const began = performance.now();
    const result = await work();
    stages.push({ stage, seconds: (performance.now() - began) / 1000 });
    onProgress(stages.at(-1) as Stage);
    return result;
  };
  const record = (...made: Parameters<typeof judgeEstimate>) => {
    estimates.push(judgeEstimate(...made));
    onProgress(estimates.at(-1) as JudgedEstimate);
  };

  const { train, test } = await loadDataset({ name: "mnist-14", trainSize, testSize });
  const model = vae({ dataSize: pixels, latentSize: 2, hidden });
  const trainable = { model, objective: elbo(), estimator: pathwise(), optimizer: adam() };
  const trained = await timed("training", () =>
    fitted(trainable, train.values, {
      epochs,
      batchSize: 128,
      seed,
      steps: (...args) => chooseSteps(current, ...args).steps,
    }),
  );
  const compiled = current.name === "tensorflow" ? compiledEvalFunctions() : undefined;
  try {
    const context: ComparisonContext = {
      trained,
      x: test.values,
      run: compiled?.of("true answers") ?? runEagerly,
      noise: rng(seed).fold("true answers"),
      timed,
      record,
    };
    const truth = await timed("quadrature", () =>
      quadrature(trained, test.values, { spacing, run: context.run }),
    );
    await compareQuadrature(context, truth, spacing);
    await compareIwae(context, truth, ladder);
    await compareAnnealing(context, truth, annealed, spacing);
    await compareGaps(context, truth, Math.min(splitRows, test.size));
    await compareInformation(context);
  } finally {
    compiled?.dispose();
    trained.dispose();
  }
  return { estimates, stages, holds: estimates.every(({ holds }) => holds) };
};
