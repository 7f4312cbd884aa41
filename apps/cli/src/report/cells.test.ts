import { TrialConfig, type TrialRow } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { cellsOf } from "./cells.ts";

const row = (changes: object, metrics: Record<string, number>): TrialRow => {
  const config = TrialConfig.parse({
    dataset: { name: "mnist" },
    model: { kind: "vae", latent: 20 },
    objective: { beta: 1 },
    estimator: { kind: "pathwise" },
    ...changes,
  });
  const id = JSON.stringify(config);
  return { id, label: id, config, dataHash: "", runId: id, metrics, seconds: 1 };
};
const beta = (value: number, seed: number, elbo: number): TrialRow =>
  row({ objective: { beta: value }, seed }, { "test/elbo": elbo });

test("rows that differ in their seed alone are one cell, with mean and standard error", () => {
  const [cell, ...others] = cellsOf([beta(1, 1, -100), beta(1, 2, -102), beta(1, 3, -104)], []);
  expect(others).toEqual([]);
  expect(cell).toMatchObject({ label: "reverse-kl · β 1 · pathwise", seeds: 3 });
  expect(cell?.means["test/elbo"]).toBe(-102);
  expect(cell?.errors["test/elbo"]).toBeCloseTo(2 / Math.sqrt(3), 12);
});

test("one seed has no standard error", () => {
  const [cell] = cellsOf([beta(1, 1, -100)], []);
  expect(cell?.errors).toEqual({});
});

test("one seed has the standard error of the measurement where there is one, several have theirs", () => {
  const config = beta(1, 1, 0).config;
  const used = (seed: number, value: number) =>
    row({ ...config, seed }, { "test/code_use": value, "test/code_use_se": 0.5 });
  expect(cellsOf([used(1, 3)], [])[0]?.errors).toEqual({ "test/code_use": 0.5 });
  const errors = cellsOf([used(1, 3), used(2, 5)], [])[0]?.errors;
  expect(errors?.["test/code_use"]).toBe(1);
});

test("cells are in the order of the axes, numbers by size", () => {
  const cells = cellsOf([beta(16, 1, 0), beta(4, 1, 0), beta(64, 1, 0)], ["objective.beta"]);
  expect(cells.map(({ label }) => label)).toEqual([
    "reverse-kl · β 4 · pathwise",
    "reverse-kl · β 16 · pathwise",
    "reverse-kl · β 64 · pathwise",
  ]);
});

test("a model without an axis comes after those with it, and its missing metrics stay absent", () => {
  const plain = row(
    { model: { kind: "autoencoder", latent: 20 }, objective: undefined, estimator: undefined },
    { "test/reconstruction": -80 },
  );
  const [first, second] = cellsOf([plain, beta(4, 1, -110)], ["objective.beta"]);
  expect(first?.label).toContain("β 4");
  expect(second?.means).toEqual({ "test/reconstruction": -80 });
});

test("seeds of a chain of starts are one cell, apart from the same beta from another start", () => {
  const from = (start: TrialRow, elbo: number) =>
    row(
      { objective: { beta: 2 }, seed: start.config.seed, from: { trial: start.id } },
      { "test/elbo": elbo },
    );
  const started = (value: number, seed: number, elbo: number): TrialRow[] => {
    const start = { ...beta(value, seed, -1), id: `${value}00000000000000${seed}` };
    return [start, from(start, elbo)];
  };
  const rows = [...started(1, 1, -100), ...started(1, 2, -102), ...started(4, 1, -200)];
  const cells = cellsOf(rows, ["objective.beta", "from.trial.objective.beta"]);
  expect(cells.map(({ label, seeds }) => [label, seeds])).toEqual([
    ["reverse-kl · β 1 · pathwise", 2],
    ["reverse-kl · β 2 · pathwise · from trial at β 1", 2],
    ["reverse-kl · β 2 · pathwise · from trial at β 4", 1],
    ["reverse-kl · β 4 · pathwise", 1],
  ]);
  expect(cells[1]?.means["test/elbo"]).toBe(-101);
});
