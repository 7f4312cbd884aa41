import { expect, test } from "vitest";
import { conclude } from "../studies/conclude.ts";
import { hysteresis } from "../studies/hysteresis.ts";

test("theory decides its claims without a trial: reverse KL and Jeffreys are continuous on MNIST, forward KL is not", async () => {
  const exact = await hysteresis.exact?.({
    ...hysteresis.sizes.quick,
    trainSize: 5000,
  });
  const findings = conclude(hysteresis, { rows: [], exact: exact ?? [] });
  const verdicts = findings.map(({ name, verdict }) => [name, verdict]);
  expect(verdicts).toContainEqual(["continuous-by-theory", "holds"]);
  expect(verdicts).toContainEqual(["forward-outlives-by-theory", "holds"]);
  // All others need trials
  expect(verdicts.filter(([, verdict]) => verdict !== "could not tell")).toHaveLength(2);
});
