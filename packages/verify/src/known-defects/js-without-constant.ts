import { expectation, normalWeights } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import type { Implementations } from "./implementations.ts";
import { reference } from "./reference.ts";

/** ½[u log u − (1 + u) log(1 + u)]: half of TFP's function, with minimum −log 2 at u = 1. */
const withoutConstant: Implementations["jensenShannonTerms"] = (logRatios) =>
  logRatios.map((l) => 0.5 * (l * Math.exp(l) - (1 + Math.exp(l)) * Math.log1p(Math.exp(l))));

const of = (terms: Implementations["jensenShannonTerms"], q: { mean: number; sd: number }) =>
  expectation(normalWeights({ q }), (l) => terms([l])[0] ?? 0);

export const jsWithoutConstant: Defect = {
  name: "js-without-constant",
  number: "D12",
  library: "TensorFlow Probability",
  source: "vi/csiszar_divergence.py, jensen_shannon and arithmetic_geometric; issue 337, open",
  behaviour:
    "omits the constants unless self_normalized is set: the divergence between equal distributions is −log 2 (−log 4 in its own scale), and it is negative between similar ones",
  notReproduced: "its score-function gradient for more than one draw, which it refuses to compute",
  caughtBy: "a divergence is 0 between equal distributions and positive between others",
  replacement: { jensenShannonTerms: withoutConstant },
  effects: () => [
    {
      quantity: "JS(N(0, 1), N(0, 1))",
      defective: of(withoutConstant, { mean: 0, sd: 1 }),
      correct: of(reference.jensenShannonTerms, { mean: 0, sd: 1 }),
    },
    {
      quantity: "JS(N(1, 1.5²), N(0, 1))",
      defective: of(withoutConstant, { mean: 1, sd: 1.5 }),
      correct: of(reference.jensenShannonTerms, { mean: 1, sd: 1.5 }),
    },
  ],
};
