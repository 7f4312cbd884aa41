import { adam, elbo, fit as fitted, pathwise, rng, vae } from "@vae-lab/core";
import { quadrature, runEagerly } from "@vae-lab/core/evaluation";
import { loadDataset } from "@vae-lab/experiments";
import {
  type Backend,
  chooseSteps,
  compiledKernels,
  loadBackend,
} from "@vae-lab/experiments/backend";
import { type Claim, judged } from "./claim.ts";
import { aggregating, annealing, climbing, halving, type Scene, splitting } from "./comparisons.ts";

export interface TrueAnswersOptions {
  readonly backend?: Backend;
  /** All images when not given. */
  readonly trainSize?: number;
  readonly testSize?: number;
  readonly epochs?: number;
  readonly hidden?: readonly number[];
  readonly seed?: number;
  readonly ladder?: readonly number[];
  /** Of the grid over the plane. */
  readonly spacing?: number;
  /** How many of the test images, and how many simulated ones, are annealed. */
  readonly annealed?: { readonly rows: number; readonly temperatures: number };
  /** How many of the test images have their gap split. */
  readonly splitRows?: number;
  /** Told each claim as it is judged, and each stage with the seconds that it took. */
  readonly tell?: (news: Claim | Stage) => void;
}

export interface Stage {
  readonly stage: string;
  readonly seconds: number;
}

export interface TrueAnswers {
  readonly claims: readonly Claim[];
  readonly stages: readonly Stage[];
  /** Whether all claims hold. */
  readonly holds: boolean;
}

/**
 * The benchmark with true answers on a trained nonlinear model: binarised 14×14 MNIST, two latent
 * units, and log p(x) of each test image by quadrature over the plane. IWAE and its extrapolation,
 * AIS, BDMC, the split of the gap and mutual information must agree with it within their own errors.
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
  tell = () => {},
}: TrueAnswersOptions = {}): Promise<TrueAnswers> => {
  const current = backend ?? (await loadBackend());
  const claims: Claim[] = [];
  const stages: Stage[] = [];
  const during = async <T>(stage: string, work: () => T): Promise<Awaited<T>> => {
    const began = performance.now();
    const result = await work();
    stages.push({ stage, seconds: (performance.now() - began) / 1000 });
    tell(stages.at(-1) as Stage);
    return result;
  };
  const claim = (...made: Parameters<typeof judged>) => {
    claims.push(judged(...made));
    tell(claims.at(-1) as Claim);
  };

  const { train, test } = await loadDataset({ name: "mnist-14", trainSize, testSize });
  const model = vae({ dataSize: 196, latentSize: 2, hidden });
  const trainable = { model, objective: elbo(), estimator: pathwise(), optimizer: adam() };
  const trained = await during("training", () =>
    fitted(trainable, train.images, {
      epochs,
      batchSize: 128,
      seed,
      steps: (...args) => chooseSteps(current, ...args).steps,
    }),
  );
  const kernels = current.name === "tensorflow" ? compiledKernels() : undefined;
  try {
    const scene: Scene = {
      trained,
      x: test.images,
      run: kernels?.of("true answers") ?? runEagerly,
      noise: rng(seed).fold("true answers"),
      during,
      claim,
    };
    const truth = await during("quadrature", () =>
      quadrature(trained, test.images, { spacing, run: scene.run }),
    );
    await halving(scene, truth, spacing);
    await climbing(scene, truth, ladder);
    await annealing(scene, truth, annealed, spacing);
    await splitting(scene, truth, Math.min(splitRows, test.size));
    await aggregating(scene);
  } finally {
    kernels?.dispose();
    trained.dispose();
  }
  return { claims, stages, holds: claims.every(({ holds }) => holds) };
};
