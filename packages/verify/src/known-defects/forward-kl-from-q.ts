import { logNormal } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";

/** q = N(1, ½²), p = N(0, 1). */
const [m, s] = [1, 0.5];
const reverse = 0.5 * (s ** 2 + m ** 2 - 1) - Math.log(s);
const forward = 0.5 * ((1 + m ** 2) / s ** 2 - 1) + Math.log(s);

export const forwardKlFromQ: Defect = {
  name: "forward-kl-from-q",
  number: "D7",
  library: "disent",
  source: "nn/loss/kl.py",
  behaviour:
    "the Monte-Carlo forward KL is the mean of log p − log q over draws of q, which is −KL(q‖p); the symmetric KL is then 0 for all distributions",
  caughtBy: "the Monte-Carlo forward KL has the closed form's value",
  replacement: {
    forwardKlTerms: ({ q, p }, noise) =>
      Float64Array.from(noise, (e) => {
        const z = q.mean + q.sd * e;
        return logNormal(z, p) - logNormal(z, q);
      }),
  },
  effects: () => [
    { quantity: "KL(p‖q), q = N(1, ½²), p = N(0, 1)", defective: -reverse, correct: forward },
    { quantity: "KL(q‖p) + KL(p‖q)", defective: reverse - reverse, correct: reverse + forward },
  ],
};
