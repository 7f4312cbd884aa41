import { expect, test } from "vitest";
import { parseSweepFile, withValue } from "./sweep-file.ts";

const base = {
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: { regulariser: "forward-kl" },
  estimator: { kind: "pathwise" },
};

test("a sweep file is the product of what it varies, over its base", () => {
  const { axes, trials } = parseSweepFile({
    name: "betas",
    base,
    vary: { "objective.beta": [1, 4], seed: [1, 2, 3] },
  });
  expect(axes).toEqual(["objective.beta", "seed"]);
  expect(trials.map(({ objective, seed }) => [objective?.beta, seed])).toEqual([
    ...[1, 2, 3].map((seed) => [1, seed]),
    ...[1, 2, 3].map((seed) => [4, seed]),
  ]);
  for (const { objective } of trials) expect(objective?.regulariser).toBe("forward-kl");
});

test("a value is set in a copy: the config that was given stays as it is", () => {
  const changed = withValue(base, "model.latent", 2);
  expect(changed).toMatchObject({ model: { kind: "vae", latent: 2 } });
  expect(base.model.latent).toBe(20);
});

test.each([
  ["no name", { base }, "name"],
  ["a misspelt key of its own", { name: "x", base, varry: {} }, 'Unrecognized key: "varry"'],
  ["an axis without values", { name: "x", base, vary: { seed: [] } }, "seed"],
])("a file with %s is refused", (_, content, message) => {
  expect(() => parseSweepFile(content)).toThrow(message.replaceAll('"', '\\"'));
});
