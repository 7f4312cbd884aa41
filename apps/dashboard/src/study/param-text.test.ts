import { expect, test } from "vitest";
import { paramText } from "./param-text.ts";

test("kinds have names; numbers keep their sign and exponent; other texts are unchanged", () => {
  expect(paramText("objective.regulariser", "reverse-kl")).toBe("reverse KL");
  expect(paramText("estimator.kind", "score-function")).toBe("score function");
  expect(paramText("optimizer.rate", "1e-5")).toBe("1.00e−5");
  expect(paramText("offset", "-3")).toBe("−3");
  expect(paramText("dataset.name", "mnist-14")).toBe("mnist-14");
  expect(paramText("note", "")).toBe("");
});
