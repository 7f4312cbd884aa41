import { expect, test } from "vitest";
import { findingsText } from "./findings.ts";

const lacking = "n = 1, no verdict: 3 seeds are needed";

test("what several claims lack is said once, with the remedy; each keeps its difference", () => {
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
