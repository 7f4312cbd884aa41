import { expect, test } from "vitest";
import { madePoints } from "../../../test/made-points.ts";
import { logisticRegression, predicted } from "./logistic-regression.ts";

/** Three classes by a noisy line: numpy.digitize(x0 + x1/2 + 0.4·noise, [-0.5, 0.4]). */
const labelled = (count: number, seed: number) => {
  const { values } = madePoints(count, 3, seed);
  const { values: noise } = madePoints(count, 1, seed + 1);
  const labels = Array.from({ length: count }, (_, n) => {
    const sum = (values[3 * n] ?? 0) + 0.5 * (values[3 * n + 1] ?? 0) + 0.4 * (noise[n] ?? 0);
    return sum < -0.5 ? 0 : sum < 0.4 ? 1 : 2;
  });
  return { values, width: 3, labels };
};

const [training, unseen] = [labelled(400, 5), labelled(200, 7)];

/** LogisticRegression(C=1/penalty, tol=1e-10).fit(x, y) of scikit-learn 1.9.1: coef_, intercept_, score */
const reference = [
  {
    penalty: 1,
    coefficients: [
      [-4.19006917, -2.03297454, 0.28303812],
      [-0.08863483, -0.15371117, -0.39971758],
      [4.278704, 2.18668571, 0.11667946],
    ],
    intercepts: [-1.08191571, 1.27534879, -0.19343308],
    accuracy: 0.74,
  },
  {
    penalty: 100,
    coefficients: [
      [-0.54985256, -0.27343031, 0.04913678],
      [-0.07578363, 0.00731009, -0.08049686],
      [0.62563619, 0.26612022, 0.03136008],
    ],
    intercepts: [-0.13137677, 0.02567042, 0.10570635],
    accuracy: 0.64,
  },
];

test.each(reference)(
  "with penalty $penalty it is scikit-learn's classifier",
  ({ penalty, coefficients, intercepts, accuracy }) => {
    const options = { classes: 3, penalty, tolerance: 1e-10, maxSteps: 1000 };
    const found = logisticRegression(training, options);
    coefficients.forEach((own, c) => {
      own.forEach((value, k) => {
        expect(found.weights[4 * c + k]).toBeCloseTo(value, 5);
      });
      expect(found.weights[4 * c + 3]).toBeCloseTo(intercepts[c] ?? 0, 5);
    });
    const right = [...predicted(found, unseen.values)].filter((c, n) => c === unseen.labels[n]);
    expect(right.length / 200).toBe(accuracy);
  },
);

test("classes that do not occur are never predicted", () => {
  const found = logisticRegression(training, { classes: 5 });
  expect(Math.max(...predicted(found, unseen.values))).toBeLessThan(3);
});
