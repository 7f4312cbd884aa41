import { expect, test } from "vitest";
import { findingsText } from "./findings.ts";

const lacking = "n = 1, no verdict: 3 seeds are needed";

test("a reason that several claims share is printed once, with the remedy; each claim has its difference", () => {
  const text = findingsText(
    [
      { claim: "A.", verdict: "could not tell", evidence: "test/rate −1.5", lacking },
      { claim: "B.", verdict: "holds", evidence: "test/elbo +5, n = 3" },
      { claim: "C.", verdict: "could not tell", evidence: "test/elbo −12.25", lacking },
      { claim: "D.", verdict: "could not tell", evidence: "", lacking: "no two trials to compare" },
    ],
    "npm start -- --seeds 3",
  );
  expect(text).toBe(`✓ holds           B.
                  test/elbo +5, n = 3

? n = 1, no verdict: 3 seeds are needed (\`npm start -- --seeds 3\`)
  test/rate −1.5    A.
  test/elbo −12.25  C.

? no two trials to compare
  D.`);
});

test("the criterion of several verdicts is printed once, below them", () => {
  const judgedBy = "Each of the 2 claims is judged by its 97.5 % interval.";
  const text = findingsText(
    [
      { claim: "A.", verdict: "holds", evidence: "test/elbo +5, n = 3", judgedBy },
      { claim: "B.", verdict: "fails", evidence: "test/elbo −5, n = 3", judgedBy },
    ],
    "npm start -- --seeds 3",
  );
  expect(text).toBe(`✓ holds           A.
                  test/elbo +5, n = 3
✗ fails           B.
                  test/elbo −5, n = 3
Each of the 2 claims is judged by its 97.5 % interval.`);
});
