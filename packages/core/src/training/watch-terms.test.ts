import { describe, expect, test } from "vitest";
import { NonFiniteError, type TermValues } from "./non-finite-error.ts";
import { watchTerms } from "./watch-terms.ts";

/** The error of a training with these terms at its steps, the last of which are not finite. */
const errorOf = (...steps: readonly TermValues[]): NonFiniteError => {
  const watch = watchTerms();
  steps.slice(0, -1).forEach((terms, i) => {
    watch.see(i + 1, terms);
  });
  return watch.explained(new NonFiniteError(steps.at(-1) ?? {}, steps.length));
};

const remedies =
  "; scale the data, lower the learning rate, clip gradients (gradientClipping) or bound the log variance (maxLogVariance)";

const broken = { reconstruction: Number.NaN, rate: Number.POSITIVE_INFINITY, loss: Number.NaN };

describe("the term that ran away first is", () => {
  test("the rate if it and the reconstruction exceeded their scale together and it grew more", () => {
    // Steps 1, 5, 6 and 7 of gradient descent at 0.1 on 2,000 images of MNIST
    const error = errorOf(
      { reconstruction: -546.8, rate: 2.674, regulariser: 2.674, loss: 549.5 },
      { reconstruction: -406.1, rate: 2.012, regulariser: 2.012, loss: 408.1 },
      { reconstruction: -1343.7, rate: 37.85, regulariser: 37.85, loss: 1381.5 },
      { reconstruction: -331_506, rate: 37_640, regulariser: 37_640, loss: 369_146 },
      broken,
    );
    expect(error).toMatchObject({ term: "rate", step: 5, value: Number.POSITIVE_INFINITY });
    expect(error.message).toBe(
      `rate must stay finite, got Infinity at step 5: rate ran away first, from 2.674 at step 1 to 37640 at step 4${remedies}`,
    );
  });

  test("the reconstruction if only it exceeded the scale of the first step", () => {
    const error = errorOf(
      { reconstruction: -406.6, rate: 2.67, loss: 409.3 },
      { reconstruction: -135_399, rate: 90.2, loss: 135_489 },
      { reconstruction: Number.NaN, rate: Number.NaN, loss: Number.NaN },
    );
    expect(error.term).toBe("reconstruction");
    expect(error.message).toContain(
      "got NaN at step 3: reconstruction ran away first, from -406.6 at step 1 to -135400 at step 2;",
    );
  });

  test("the one that exceeded its scale first, even if another became non-finite", () => {
    const error = errorOf(
      { reconstruction: -500, rate: 3, loss: 503 },
      { reconstruction: -480, rate: 9_000, loss: 9_480 },
      { reconstruction: -90_000, rate: 90_000, loss: 180_000 },
      { reconstruction: Number.NaN, rate: 1e6, loss: Number.NaN },
    );
    expect(error).toMatchObject({ term: "rate", value: 1e6 });
    expect(error.message).toContain(
      "reconstruction must stay finite, got NaN at step 4: rate ran away first, from 3 at step 1 to 90000 at step 3;",
    );
  });

  test("the regulariser if the rate is small", () => {
    const error = errorOf(
      { reconstruction: -500, rate: 3, regulariser: 5, loss: 505 },
      { reconstruction: -480, rate: 90, regulariser: 8e4, loss: 8e4 },
      { ...broken, rate: 90 },
    );
    expect(error.term).toBe("regulariser");
  });

  test("not one that returned to its scale", () => {
    const error = errorOf(
      { reconstruction: -500, rate: 3, loss: 503 },
      { reconstruction: -480, rate: 9_000, loss: 9_480 },
      { reconstruction: -470, rate: 20, loss: 490 },
      { reconstruction: Number.NEGATIVE_INFINITY, rate: 20, loss: Number.POSITIVE_INFINITY },
    );
    expect(error.message).toBe(
      `reconstruction must stay finite, got -Infinity at step 4${remedies}`,
    );
  });
});

describe("without earlier growth it is", () => {
  test.each<[string, TermValues, string]>([
    ["the one that overflowed", broken, "rate must stay finite, got Infinity at step 2"],
    [
      "the reconstruction, if all are NaN",
      { reconstruction: Number.NaN, rate: Number.NaN, loss: Number.NaN },
      "reconstruction must stay finite, got NaN at step 2",
    ],
    [
      "the loss, if its parts are finite",
      { reconstruction: -3e38, rate: 3e38, loss: Number.POSITIVE_INFINITY },
      "loss must stay finite, got Infinity at step 2",
    ],
    [
      "a coefficient",
      { ...broken, beta: Number.POSITIVE_INFINITY },
      "beta must stay finite, got Infinity at step 2",
    ],
  ])("%s", (_, terms, message) => {
    const before = { reconstruction: -500, rate: 3, loss: 503 };
    expect(errorOf(before, terms).message).toBe(`${message}${remedies}`);
  });
});
