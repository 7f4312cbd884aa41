import { twoModels } from "../known-defects/selection-at-another-beta.ts";
import type { Check } from "../matrix/check.ts";

const size: Check = {
  property: "the loss at beta 1 is the negative ELBO for all sizes of image and code",
  divergence: "reverse KL",
  estimator: "reductions",
  measure: ({ reducedLoss }) =>
    [
      [4, 2],
      [784, 20],
    ].map(([pixels = 0, units = 0]) => {
      // Effect of one nat of KL on the loss ÷ effect of one nat of −log p(x|z)
      const loss = (nll: number, kl: number) =>
        reducedLoss(Array(pixels).fill(nll / pixels), Array(units).fill(kl / units));
      return {
        of: `beta of ${pixels} pixels and ${units} units`,
        exact: 1,
        estimate: (loss(0, 1) - loss(0, 0)) / (loss(1, 0) - loss(0, 0)),
        tolerance: 1e-12,
      };
    }),
};

const selection: Check = {
  property: "a checkpoint is chosen by the ELBO at beta 1",
  divergence: "reverse KL",
  estimator: "selection",
  measure: ({ selectionLoss }) => {
    const { active, collapsed } = twoModels();
    // σ² = 1: −ELBO = ½‖x − x̂‖² + rate + constant
    const exact = (collapsed.squaredError - active.squaredError) / 2 - active.rate;
    return [
      {
        of: "−ELBO of a collapsed model less that of one that is not",
        exact,
        estimate: selectionLoss(collapsed) - selectionLoss(active),
        tolerance: 1e-12,
      },
    ];
  },
};

export const trainedBetaProperties: readonly Check[] = [size, selection];
