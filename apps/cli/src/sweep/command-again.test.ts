import { expect, test } from "vitest";
import { withSeeds } from "./command-again.ts";

test.each([
  ["npm start", "npm start -- --seeds 3"],
  ["npm start -- --seeds 1", "npm start -- --seeds 3"],
  ["npm start -- --seeds=2 --quick", "npm start -- --quick --seeds 3"],
  ["vae-lab sweep kl-direction --epochs 1", "vae-lab sweep kl-direction --epochs 1 --seeds 3"],
])("`%s` with three seeds is `%s`", (typed, wanted) => {
  expect(withSeeds(typed, 3)).toBe(wanted);
});
