import type { Defect } from "./defect.ts";
import type { Implementations } from "./implementations.ts";
import { reference } from "./reference.ts";

const byValidationLoss: Implementations["selectionLoss"] = ({ squaredError, rate, dataSize }) =>
  squaredError / dataSize + rate;

/** 64 × 64 × 3, the size of its CelebA images. */
const dataSize = 12_288;
const trainingWeight = 0.00025;

/** The first six eigenvalues of MNIST's covariance, all above the threshold for active units. */
const spectrum = [5.116788, 3.741328, 3.252654, 2.841573, 2.567075, 2.273625];

/** The best linear VAE of that beta (σ² = 1), and a collapsed one. */
export const twoModels = () => {
  const beta = (trainingWeight * dataSize) / 2;
  const active = {
    squaredError: spectrum.length * beta,
    rate: spectrum.reduce((sum, l) => sum + 0.5 * Math.log(l / beta), 0),
    dataSize,
  };
  const collapsed = { squaredError: spectrum.reduce((sum, l) => sum + l, 0), rate: 0, dataSize };
  return { active, collapsed };
};

const preference = (loss: Implementations["selectionLoss"]): number => {
  const { active, collapsed } = twoModels();
  return loss(collapsed) - loss(active);
};

export const selectionAtAnotherBeta: Defect = {
  name: "selection-at-another-beta",
  number: "D6",
  library: "PyTorch-VAE",
  source: "models/*.py, experiment.py: ModelCheckpoint(monitor = val_loss); issues 11, 23, 35, 40",
  behaviour:
    "trains with mean squared error + 0.00025·KL and validates with KL weight 1: the collapsed checkpoint is selected. The logged KL has the wrong sign",
  caughtBy: "a checkpoint is chosen by the ELBO at beta 1",
  replacement: { selectionLoss: byValidationLoss },
  effects: () => [
    {
      quantity:
        "effective beta of training at 64 × 64 × 3, in units of the Gaussian ELBO with σ² = 1",
      defective: (trainingWeight * dataSize) / 2,
      correct: 1,
    },
    { quantity: "effective beta of checkpoint selection", defective: dataSize / 2, correct: 1 },
    {
      quantity:
        "loss of a collapsed linear VAE minus loss of one with MNIST's first six principal components",
      defective: preference(byValidationLoss),
      correct: preference(reference.selectionLoss),
    },
  ],
};
