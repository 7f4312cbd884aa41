import { describe, expect, test } from "vitest";
import { effectiveBeta } from "../src/conventions/index.ts";
import { freeBits } from "../src/divergences/index.ts";
import { scoreFunction, scoreFunctionWeights, vimco } from "../src/estimators/index.ts";
import { expectedByQuadrature, linearVaeMinimum } from "../src/exact/index.ts";
import { vae } from "../src/models/index.ts";
import { elbo, reweightedWakeSleep } from "../src/objectives/index.ts";

// What JavaScript users pass: no types stand in their way here.
// biome-ignore lint/suspicious/noExplicitAny: the subject of these tests
type Anything = any;

describe("an option with an unknown value", () => {
  const linear = { lambda: 1, tau: 1 };
  const convention = {
    reconstruction: { of: "squared-error", reduction: "sum" },
    kl: { reduction: "sum" },
    ...{ dataSize: 4, latentSize: 2 },
  };
  test.each<[string, (value: Anything) => unknown, string]>([
    ["capacityOf", (capacityOf) => elbo({ capacityOf }), "minibatch, example"],
    ["over", (over) => freeBits({ nats: 1, over }), "batch, example"],
    [
      "prior",
      (prior) => vae({ dataSize: 4, latentSize: 2, hidden: [3], prior } as Anything),
      "standard, learned",
    ],
    ["baseline", (baseline) => scoreFunction({ baseline }), "none, "],
    ["baseline", (baseline) => scoreFunctionWeights({ baseline }), "none, "],
    ["average", (average) => vimco({ average }), "geometric"],
    ["inference", (inference) => reweightedWakeSleep({ samples: 2, inference }), "wake, "],
    [
      "start",
      (start) =>
        linearVaeMinimum(
          expectedByQuadrature(() => 0),
          { ...linear, start },
        ),
      "cold, warm",
    ],
    [
      "reconstruction.of",
      (of) =>
        effectiveBeta({ ...convention, reconstruction: { of, reduction: "sum" } } as Anything),
      "squared-error, negative-log-likelihood",
    ],
    [
      "reconstruction.reduction",
      (reduction) =>
        effectiveBeta({
          ...convention,
          reconstruction: { of: "squared-error", reduction },
        } as Anything),
      "sum, mean",
    ],
    [
      "kl.reduction",
      (reduction) => effectiveBeta({ ...convention, kl: { reduction } } as Anything),
      "sum, mean",
    ],
  ])("is refused: %s", (name, make, allowed) => {
    for (const value of ["row", null, "toString"]) {
      expect(() => make(value)).toThrow(`${name} must be one of `);
      expect(() => make(value)).toThrow(allowed);
      expect(() => make(value)).toThrow(RangeError);
    }
  });
});
