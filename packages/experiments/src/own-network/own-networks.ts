import { adam, elbo, elboTerms, fit as fitted, pathwise, rng, vae } from "@vae-lab/core";
import { cosineDecay } from "@vae-lab/core/optimizers";
import { mean, standardError } from "@vae-lab/statistics";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import type { ExactValue } from "../studies/evidence.ts";
import type { StudyOptions } from "../studies/study.ts";
import { datasetOf } from "../studies/trials.ts";
import { recurrentDecoder, type Unit } from "./recurrent-decoder.ts";

/** Sizes and optimizer, as in the trials of the study. */
interface OwnNetworkSetting {
  readonly latent: number;
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly learningRate: number;
}

/** The units of the two networks that differ in them alone. */
const units: Readonly<Record<string, Unit>> = {
  "recurrent, sine units": (x) => x.sin(),
  "recurrent, step units": (x) => x.sin().step(),
};

/**
 * Trains VAEs with a decoder that is not of core, with core's own objective, estimator and optimizer, and
 * measures the ELBO on test images: one value for each network and seed.
 */
export const ownNetworks = async (
  options: StudyOptions,
  { latent, hidden, batchSize, learningRate }: OwnNetworkSetting,
  firstSeed = 1,
): Promise<ExactValue[]> => {
  const backend = await loadBackend();
  const { train, test } = await loadDataset(datasetOf(options));
  const dataSize = train.values.length / train.size;
  const values: ExactValue[] = [];
  for (const [network, unit] of Object.entries(units))
    for (let seed = firstSeed; seed < firstSeed + options.seeds; seed++) {
      const decoder = recurrentDecoder(unit);
      const trained = await fitted(
        {
          model: vae({ dataSize, latentSize: latent, hidden, decoder }),
          ...{ objective: elbo(), estimator: pathwise() },
          optimizer: adam({ learningRate: cosineDecay({ from: learningRate }) }),
        },
        train.values,
        {
          ...{ epochs: options.epochs, batchSize, seed },
          steps: (...args) => chooseSteps(backend, ...args).steps,
        },
      );
      const { reconstruction, rate } = elboTerms(trained, test.values, { rng: rng(seed) });
      trained.dispose();
      const elbos = reconstruction.map((value, n) => value - (rate[n] as number));
      values.push({
        ...{ quantity: "ELBO of test images", value: mean(elbos), unit: "nats per example" },
        ...{ error: 4 * standardError(elbos), at: { network, seed } },
      });
    }
  return values;
};
