import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Installed } from "@vae-lab/testing";
import {
  bundle,
  complaints,
  install,
  lintPackage,
  openChromium,
  serveFiles,
} from "@vae-lab/testing";
import { beforeAll, expect, test } from "vitest";

let installed: Installed;
beforeAll(() => {
  installed = install({ home: join(import.meta.dirname, ".."), linked: ["@tensorflow/tfjs"] });
});

/** The essay's VAE on images with one bright row each: what somebody else would write. */
const program = `
import "@tensorflow/tfjs";
import { decode, elboTerms, recipes, rng, train } from "@vae-lab/core";

const images = new Float32Array(96 * 784);
for (let i = 0; i < 96; i++) images.fill(1, i * 784 + 28 * (i % 28), i * 784 + 28 * (1 + (i % 28)));
const elbos = [];
let drawn;
for await (const event of train(recipes.essayVae(), images, { epochs: 4, batchSize: 32, seed: 1 })) {
  if (event.kind !== "epoch") continue;
  const { reconstruction, rate } = elboTerms(event.trained, images, { rng: rng(2) });
  elbos.push(reconstruction.reduce((sum, nats, i) => sum + nats - rate[i], 0) / 96);
  drawn = decode(event.trained, rng(3).normals(20));
}
`;

interface Outcome {
  readonly elbos: number[];
  readonly drawn: number;
}

const expectTraining = ({ elbos, drawn }: Outcome): void => {
  expect(elbos).toHaveLength(4);
  // An untrained decoder says ½ for each pixel.
  expect(elbos[0]).toBeLessThan(-300);
  expect(elbos[3]).toBeGreaterThan((elbos[0] ?? 0) + 100);
  expect(drawn).toBe(784);
};

test("core, packed and installed beside @tensorflow/tfjs alone, trains the essay's VAE in Node", () => {
  expect(program.trim().split("\n").length).toBeLessThan(20);
  const file = installed.write(
    "main.mjs",
    `${program}console.log(JSON.stringify({ elbos, drawn: drawn.length }));`,
  );
  const output = installed.run(file);
  expectTraining(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
});

test("core, bundled by Vite, trains the essay's VAE in Chromium", async () => {
  const end = "globalThis.outcome = { elbos, drawn: drawn.length };";
  installed.write("main.js", `${program}${end}`);
  installed.write("index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  const { url, close } = await serveFiles(await bundle(installed.project));
  const browser = await openChromium();
  try {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.goto(url);
    const outcome = await tab.waitForFunction(() => Reflect.get(globalThis, "outcome"));
    expectTraining(await outcome.jsonValue());
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    await close();
  }
});

test("a strict TypeScript project takes core's types under node16 and bundler resolution", () => {
  installed.write(
    "use.mts",
    `import { elbo, fit, pathwise, recipes, type Trained, type Vae } from "@vae-lab/core";
     export const trained: Promise<Trained<Vae>> = fit(
       { ...recipes.essayVae(), objective: elbo({ beta: 4 }), estimator: pathwise({ samples: 2 }) },
       new Float32Array(784), { epochs: 1, batchSize: 1, seed: 1 });
     // @ts-expect-error: not a number
     elbo({ beta: "4" });`,
  );
  for (const resolution of [
    "--module node16 --moduleResolution node16",
    "--module esnext --moduleResolution bundler",
  ])
    expect(
      complaints(installed.project, `${resolution} --lib es2022,dom --skipLibCheck`, ["use.mts"]),
    ).toBe("");
});

test("the examples of the page on parts of one's own are well typed", () => {
  const page = readFileSync(join(installed.dist, "docs", "add-your-own.md"), "utf8");
  const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)];
  const files = examples.map(([, code = ""], n) => {
    installed.write(`example-${n}.mts`, code);
    return `example-${n}.mts`;
  });
  expect(files).toHaveLength(4);
  const options = "--module nodenext --lib es2023,dom --skipLibCheck";
  expect(complaints(installed.project, options, files)).toBe("");
});

test("publint and are-the-types-wrong find nothing to say of core", () => {
  const { publint, types } = lintPackage(installed, "--profile", "esm-only");
  expect(publint).toContain("All good!");
  // A problem makes the command fail; this much it has to say of a package of ES modules alone.
  expect(types).toContain("(ignoring resolutions: 'node10', 'node16-cjs')");
});
