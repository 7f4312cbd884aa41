import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import "tfjs-jit/tfjs-node";
import { loadModel } from "@vae-lab/core";
import { bundle, openChromium, serveFiles } from "@vae-lab/testing";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const runSource = join(import.meta.dirname, "../scripts/run-source.mjs");

/** What an example prints, run in an empty folder. */
const outputOf = async (name: string, args: string[] = [], env = {}): Promise<string> => {
  const file = join(import.meta.dirname, `${name}.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, [runSource, file, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "", ...env },
  });
  return stdout;
};

/** The numbers that the pattern's first group finds. */
const numbersIn = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map(([, number]) => Number(number));

test("essay-vae learns MNIST and saves a checkpoint, from which load-model draws images", async () => {
  const output = await outputOf("essay-vae", ["600", "3"]);
  const elbos = numbersIn(output, /test ELBO (-[\d.]+) =/g);
  expect(elbos).toHaveLength(3);
  expect(elbos[2]).toBeGreaterThan((elbos[0] ?? 0) + 100);
  const drawn = await outputOf("load-model", ["essay-vae.safetensors", "2", "5"]);
  const model = await loadModel(readFileSync(join(folder, "essay-vae.safetensors")));
  const { shape, values } = model.sample(2, { seed: 5 });
  expect(shape).toEqual([2, 28, 28, 1]);
  const means = model.encode(values).mean.values;
  expect(numbersIn(drawn, /E z1 = (-?[\d.]+)/g)).toEqual(
    [means[0], means[20]].map((value) => Number(value?.toFixed(3))),
  );
  expect(drawn.match(/^[ ░▒▓█]{28}$/gm)).toHaveLength(28);
  model.dispose();
});

test("the page learns MNIST in Chromium and draws images", async () => {
  const page = join(import.meta.dirname, "page");
  const files = await bundle(page, { outDir: join(folder, "page"), emptyOutDir: true });
  const { url, close } = await serveFiles(files);
  const browser = await openChromium();
  try {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.goto(`${url}/?images=100&epochs=2`);
    await tab.locator("body[data-done]").waitFor({ timeout: 50_000 });
    expect(problems).toEqual([]);
    const [first, second] = await tab.evaluate(() => {
      const { epoch1, epoch2 } = document.body.dataset;
      return [Number(epoch1), Number(epoch2)];
    });
    expect(second).toBeGreaterThan((first ?? 0) + 10);
    const ink = await tab.evaluate(() => {
      const canvas = document.querySelector("canvas") as HTMLCanvasElement;
      return canvas
        .getContext("2d")
        ?.getImageData(0, 0, 224, 224)
        .data.some((value) => value > 0);
    });
    expect(ink).toBe(true);
  } finally {
    await browser.close();
    await close();
  }
});

/** −E log p(x) of a Poisson distribution, in nats. */
const poissonEntropy = (rate: number): number => {
  let [entropy, logFactorial] = [0, 0];
  for (let n = 0; n < 60; n++) {
    logFactorial += n > 0 ? Math.log(n) : 0;
    const logProb = n * Math.log(rate) - rate - logFactorial;
    entropy -= Math.exp(logProb) * logProb;
  }
  return entropy;
};

test("own-likelihood comes near the entropy of its counts and tells the subjects apart", async () => {
  const output = await outputOf("own-likelihood");
  const [elbo = 0] = numbersIn(output, /ELBO (-[\d.]+) nats/g);
  // A text is one of two subjects, then twelve counts.
  const entropy = Math.log(2) + 6 * poissonEntropy(6) + 6 * poissonEntropy(1);
  expect(elbo).toBeLessThan(-entropy + 1);
  expect(elbo).toBeGreaterThan(-entropy - 4);
  expect(numbersIn(output, /codes ([\d.]+)/g)[0]).toBeGreaterThan(1);
});

test("sweep trains six trials: a larger beta has a lower rate; a second sweep trains none", async () => {
  const output = await outputOf("sweep", ["sweep"]);
  const rows = [...output.matchAll(/^([\d.]+) {2}([12]) {2}(-[\d.]+) {2}([\d.]+)$/gm)].map(
    ([, beta, , , rate]) => ({ beta: Number(beta), rate: Number(rate) }),
  );
  expect(rows.map(({ beta }) => beta)).toEqual([0.25, 0.25, 1, 1, 4, 4]);
  const rates = rows.map(({ rate }) => rate);
  expect(Math.min(...rates.slice(0, 2))).toBeGreaterThan(Math.max(...rates.slice(2, 4)));
  expect(Math.min(...rates.slice(2, 4))).toBeGreaterThan(Math.max(...rates.slice(4)));
  const again = await outputOf("sweep", ["sweep"]);
  expect(again).toContain("0 trials to run");
  expect(again.split("\n").slice(-7)).toEqual(output.split("\n").slice(-7));
});

test("log-to-mlflow logs its loop to a server: every step, params, a file and the end", async () => {
  const server = openTrackingServer({ folder: join(folder, "tracking") });
  const { url, close } = await listen({ app: server.app, port: 0 });
  try {
    const output = await outputOf("log-to-mlflow", [], { MLFLOW_TRACKING_URI: url });
    expect(output).toContain("y = 2.0");
    const runId = /run (\w+)/.exec(output)?.[1] ?? "";
    const client = mlflowClient({ trackingUri: url });
    const { info, data } = await client.runs.get(runId);
    expect(info.status).toBe("FINISHED");
    expect(data.params).toMatchObject({ learningRate: "0.1", steps: "200" });
    const losses: number[] = [];
    for await (const { value } of client.metrics.history({ runId, key: "loss" }))
      losses.push(value);
    expect(losses).toHaveLength(200);
    expect(losses.at(-1)).toBeLessThan(0.01);
    const model = await client.artifacts.download({ runId, path: "model.json" });
    expect(JSON.parse(new TextDecoder().decode(model)).slope).toBeCloseTo(2, 1);
  } finally {
    await close();
    server.close();
  }
});

test("compiled-step learns to tell digits apart", async () => {
  const accuracies = numbersIn(await outputOf("compiled-step", ["1000"]), /accuracy ([\d.]+) %/g);
  expect(accuracies).toHaveLength(3);
  expect(accuracies[2]).toBeGreaterThan(70);
});

test("each example is run by a test of this file", () => {
  const source = readFileSync(import.meta.filename, "utf8");
  const names = readdirSync(import.meta.dirname)
    .filter((name) => /^[a-z-]+\.ts$/.test(name))
    .map((name) => name.replace(".ts", ""));
  expect(names.length).toBeGreaterThanOrEqual(5);
  expect(names.filter((name) => !source.includes(`outputOf("${name}"`))).toEqual([]);
});
