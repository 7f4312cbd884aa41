import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { linearVae } from "../models/linear-vae.ts";
import { fromTensors } from "../models/trained-model.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { codes } from "./codes.ts";
import { meanOf } from "./estimate.ts";
import { extrapolateLadder } from "./extrapolate-ladder.ts";
import { iwaeLadder } from "./iwae-ladder.ts";
import { linearGaussian } from "./linear-gaussian.ts";

/** p(z|x) = N(0, 1) for all x, and q(z|x) = N(.3, 1.2²). */
const unseeing = () => {
  const scalar = (value: number) => ({ shape: [1], values: Float32Array.of(value) });
  const nothing = { shape: [1, 1], values: Float32Array.of(0) };
  return fromTensors(linearVae({ dataSize: 1, latentSize: 1 }), {
    "encoder.mean.weights": nothing,
    "encoder.mean.bias": scalar(0.3),
    "encoder.logVariance": scalar(Math.log(1.44)),
    "decoder.output.weights": nothing,
    "decoder.output.bias": scalar(0),
  });
};

test("the gap of each rung is the published one, within four standard errors", async () => {
  const trained = unseeing();
  const x = new Float32Array(150);
  const { rungs } = iwaeLadder(trained, x, { rng: rng(1), ladder: [1, 2, 5, 10, 1000] });
  const truth = linearGaussian(trained).at([0]).logProbability;
  const gaps = [0.082678, 0.06287 / 2, 0.05487 / 5, 0.05278 / 10, 0.0508638 / 1000];
  rungs.forEach(({ mean, drawError, samples }, i) => {
    const published = i === 0 ? 0 : 3e-5 / samples;
    // All rows are one x, so the error over rows is that over draws
    expect(drawError / mean.standardError).toBeGreaterThan(0.75);
    expect(drawError / mean.standardError).toBeLessThan(1.33);
    expect(Math.abs(truth - at(gaps, i) - mean.value)).toBeLessThan(4 * drawError + published);
  });
  trained.dispose();
});

const [D, K, N] = [4, 2, 100];
const x = rng(3).normals(N * D);
const wide = () =>
  linearWithEncoder({ dataSize: D, latentSize: K, variance: 2, offset: 0.3, spread: 1.6 });

test("rungs ascend in the mean and end at the exact log p(x) within their errors", async () => {
  const trained = wide();
  await expect(() =>
    iwaeLadder(trained, x.subarray(0, D), { rng: rng(1), ladder: [1, 3] }),
  ).toLeakNoTensors();
  const { rungs } = iwaeLadder(trained, x, { rng: rng(4), ladder: [1, 4, 16, 64, 512] });
  const exact = linearGaussian(trained);
  const truth = Array.from(
    { length: N },
    (_, n) => exact.at(x.subarray(n * D, (n + 1) * D)).logProbability,
  );
  rungs.slice(1).forEach(({ mean }, i) => {
    expect(mean.value).toBeGreaterThan(at(rungs, i).mean.value);
  });
  const { rows, drawErrors, drawError, mean } = at(rungs, 4);
  const scores = truth.map((value, n) => (at(rows, n) - value) / at(drawErrors, n));
  expect(Math.max(...scores.map(Math.abs))).toBeLessThan(5);
  expect(meanOf(scores.map((score) => score * score))).toBeLessThan(1.5);
  expect(Math.abs(mean.value - meanOf(truth))).toBeLessThan(4 * drawError);
  expect(mean.standardError).toBeGreaterThan(10 * drawError); // rows differ, draws hardly
  trained.dispose();
});

test("extrapolating few draws takes off the gap in 1/K where χ² is finite", () => {
  const trained = wide();
  const exact = linearGaussian(trained);
  const many = rng(7).normals(2000 * D);
  const ladder = iwaeLadder(trained, many, { rng: rng(5), ladder: [4, 8] });
  const { mean, logVariance = [] } = codes(trained, many);
  const { rows, drawError } = at(ladder.rungs, 1);
  const gaps = Array.from(rows, (bound, n) => {
    const { logProbability, chiSquare } = exact.at(many.subarray(n * D, (n + 1) * D));
    const [start, end] = [n * K, (n + 1) * K];
    const q = { mean: mean.slice(start, end), logVariance: logVariance.slice(start, end) };
    const chiSquareFinite = chiSquare(q) < Infinity;
    const { value } = extrapolateLadder(ladder, n, { chiSquareFinite });
    return { before: logProbability - bound, after: logProbability - value };
  });
  expect(meanOf(gaps.map(({ before }) => before))).toBeGreaterThan(4 * drawError);
  expect(Math.abs(meanOf(gaps.map(({ after }) => after)))).toBeLessThan(2 * drawError);
  trained.dispose();
});

test("a ladder is extrapolated neither where χ² is infinite nor where its weights look so", () => {
  const trained = wide();
  const ladder = iwaeLadder(trained, x.subarray(0, D), { rng: rng(5), ladder: [8, 64] });
  expect(() => extrapolateLadder(ladder, 0, { chiSquareFinite: false })).toThrow(
    "χ²(p(z|x)‖q) must be known to be finite for the ladder to be extrapolated in 1/K, got false",
  );
  expect(() => extrapolateLadder(ladder, 0)).toThrow("got nothing known");
  const diagnose = true;
  const light = { ...ladder, paretoK: Float64Array.of(0.49) };
  expect(extrapolateLadder(light, 0, { diagnose }).basis).toBe("diagnosed");
  expect(extrapolateLadder(light, 0, { chiSquareFinite: true }).basis).toBe("known");
  const heavy = { ...ladder, paretoK: Float64Array.of(0.62) };
  expect(() => extrapolateLadder(heavy, 0, { diagnose })).toThrow(
    "the tail index of the weights of row 0 must be < 0.5",
  );
  const { paretoK: _, ...short } = ladder;
  expect(() => extrapolateLadder(short, 0, { diagnose })).toThrow("got too few draws to tell");
  trained.dispose();
});

test("more draws begin with the same ones", () => {
  const trained = wide();
  const few = iwaeLadder(trained, x, { rng: rng(6), ladder: [7] });
  const more = iwaeLadder(trained, x, { rng: rng(6), ladder: [7, 8] });
  expect(at(more.rungs, 0).rows).toEqual(at(few.rungs, 0).rows);
  trained.dispose();
});

test("grey values with a Bernoulli likelihood have no log p(x), and a ladder ascends from 1", () => {
  const trained = drawn(vae({ dataSize: D, latentSize: K, hidden: [3] }));
  const grey = Float32Array.of(0, 1, 0.5, 1);
  expect(() => iwaeLadder(trained, grey, { rng: rng(1) })).toThrow(
    "a claim about log p(x) must be of a normalised likelihood, got the unnormalised cross-entropy",
  );
  const binary = Float32Array.of(0, 1, 1, 1);
  const climb = (ladder: number[]) => () => iwaeLadder(trained, binary, { rng: rng(1), ladder });
  expect(climb([5, 2])).toThrow("ladder[1] must be a whole number ≥ 6, got 2");
  expect(climb([])).toThrow("ladder must hold one or more K, got none");
  trained.dispose();
});
