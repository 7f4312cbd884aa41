import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Installed } from "@vae-lab/testing";
import {
  bundle,
  complaints,
  folderOfPackage,
  install,
  lintPackage,
  openChromium,
  serveFiles,
} from "@vae-lab/testing";
import { beforeAll, expect, test } from "vitest";
import {
  buildModel,
  loadModel,
  type ModelDescription,
  type PlainTensor,
  rng,
  saveModel,
  trainedModel,
} from "../src/index.ts";

let installed: Installed;
beforeAll(() => {
  installed = install({
    home: join(import.meta.dirname, ".."),
    linked: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"],
  });
});

/** The VAE of Saghir's essay on images with one bright row each: what somebody else would write. */
const program = `
import "@tensorflow/tfjs";
import { decode, elboTerms, recipes, rng, train } from "@vae-lab/core";

const images = new Float32Array(96 * 784);
for (let i = 0; i < 96; i++) images.fill(1, i * 784 + 28 * (i % 28), i * 784 + 28 * (1 + (i % 28)));
const losses = [];
const elbos = [];
let drawn;
for await (const event of train(recipes.essayVae(), images, { epochs: 4, batchSize: 32, seed: 1 })) {
  if (event.kind === "step") losses.push(event.metrics.loss);
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

test("core, packed and installed beside @tensorflow/tfjs alone, trains the VAE of Saghir's essay in Node", () => {
  expect(program.trim().split("\n").length).toBeLessThan(20);
  const file = installed.write(
    "main.mjs",
    `${program}console.log(JSON.stringify({ elbos, drawn: drawn.length }));`,
  );
  const output = installed.run(file);
  expectTraining(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
});

/** The page of a program, bundled by Vite. */
const pageOf = (script: string, options?: Parameters<typeof bundle>[1]) => {
  installed.write("main.js", script);
  installed.write("index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  return bundle(installed.project, options);
};

/** What a page leaves in `outcome`, in a Chromium that takes its machine for one of four cores. */
const outcomeOf = async <T = Outcome>(
  page: Readonly<Record<string, string | Uint8Array>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const { url, close } = await serveFiles(page, { headers });
  const browser = await openChromium();
  try {
    const tab = await browser.newPage();
    await tab.addInitScript({
      content: 'Object.defineProperty(navigator, "hardwareConcurrency", { value: 4 });',
    });
    const problems: string[] = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.goto(url);
    const outcome = await tab.waitForFunction(() => Reflect.get(globalThis, "outcome"));
    expect(problems).toEqual([]);
    return await outcome.jsonValue();
  } finally {
    await browser.close();
    await close();
  }
};

test("core, bundled by Vite, trains the VAE of Saghir's essay in Chromium", async () => {
  const end = "globalThis.outcome = { elbos, drawn: drawn.length };";
  expectTraining(await outcomeOf(await pageOf(`${program}${end}`)));
});

test("a checkpoint written in Node is loaded in Chromium and gives the same numbers", async () => {
  const description: ModelDescription = {
    kind: "vae",
    family: "normal",
    sample: { kind: "image", height: 8, width: 8, channels: 1 },
    latentSize: 3,
    hidden: [16],
    encoder: "convolutional",
    decoder: "convolutional",
    likelihood: { kind: "learned-gaussian" },
  };
  const own = buildModel(description);
  const file = await saveModel(trainedModel(own, own.init(rng(4))), description);
  const use = `
const x = rng(2).uniforms(5 * 64);
const { mean, logVariance } = model.encode(x);
const outcome = [mean, logVariance, model.decode(mean), model.sample(6, { seed: 3 })].map(
  ({ shape, values }) => ({ shape: [...shape], values: [...values] }),
);`;
  const page = await pageOf(`
import "@tensorflow/tfjs";
import { loadModel, rng } from "@vae-lab/core";
const model = await loadModel(await (await fetch("/model.safetensors")).arrayBuffer());
${use}
globalThis.outcome = outcome;`);
  const found = await outcomeOf<PlainTensor[]>({ ...page, "/model.safetensors": file });
  const model = await loadModel(file);
  const { mean, logVariance } = model.encode(rng(2).uniforms(5 * 64));
  const expected = [mean, logVariance, model.decode(mean), model.sample(6, { seed: 3 })];
  expected.forEach((tensor, i) => {
    expect(found[i]?.shape).toEqual(tensor?.shape);
    expect(found[i]?.values).toBeNear([...(tensor?.values ?? [])], 1e-4);
  });
  model.dispose();
});

/** Of the README: the lines that choose WebAssembly, and the headers that isolate a page. */
const [, lines = "", headers = ""] =
  /In a browser.*?```ts\n(.*?)```.*?```http\n(.*?)```/s.exec(
    readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8"),
  ) ?? [];
const isolating = Object.fromEntries(
  headers.split("\n").flatMap((line) => {
    const [name, value] = line.split(": ");
    return name && value ? [[name, value]] : [];
  }),
);

interface OnWasm extends Outcome {
  readonly losses: number[];
  readonly has: Record<string, string | boolean | number>;
}

const onWasm = `${program}
import { getThreadsCount } from "@tensorflow/tfjs-backend-wasm";
const has = {
  backend: tf.getBackend(),
  simd: tf.env().getBool("WASM_HAS_SIMD_SUPPORT"),
  isolated: globalThis.crossOriginIsolated ?? false,
  multithread: tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT"),
  threads: getThreadsCount(),
};
const outcome = { losses, elbos, drawn: drawn.length, has };
`;

test("on WebAssembly, core trains in Chromium as in Node, on two threads of an isolated page as on one", async () => {
  const dist = join(folderOfPackage("@tensorflow/tfjs-backend-wasm"), "dist");
  const script = `${lines.replace("/wasm/", `${dist}/`)}${onWasm}`;
  const file = installed.write("wasm.mjs", `${script}console.log(JSON.stringify(outcome));`);
  const inNode: OnWasm = JSON.parse(installed.run(file).trim().split("\n").at(-1) ?? "");
  expectTraining(inNode);
  const single = { backend: "wasm", simd: true, isolated: false, multithread: false, threads: 1 };
  expect(inNode.has).toEqual(single);

  const page = await pageOf(`${lines}${onWasm}globalThis.outcome = outcome;`, {
    rolldownOptions: { output: { minify: { compress: false } } },
  });
  const binaries = readdirSync(dist).filter((name) => name.endsWith(".wasm"));
  const served = {
    ...page,
    ...Object.fromEntries(
      binaries.map((name) => [`/wasm/${name}`, readFileSync(join(dist, name))]),
    ),
  };
  const plain = await outcomeOf<OnWasm>(served);
  const isolated = await outcomeOf<OnWasm>(served, isolating);
  expect(plain.has).toEqual(single);
  expect(isolated.has).toEqual({ ...single, isolated: true, multithread: true, threads: 2 });

  // Threads share out the entries of a product, not the terms of an entry's sum: no bit changes.
  expect(isolated.losses).toEqual(plain.losses);
  expect(isolated.elbos).toEqual(plain.elbos);
  // The noise comes out of Math.log and Math.cos, whose last bits are each engine's own. Making these
  // up to 1.2e-7 wrong at random moved the losses by 1.2e-7; ten times that is allowed.
  expect(isolated.losses).toBeNear(inNode.losses, 1e-6);
  expect(isolated.elbos).toBeNear(inNode.elbos, 1e-6);
});

test("a strict TypeScript project takes core's types under node16 and bundler resolution", () => {
  installed.write(
    "use.mts",
    `import { elbo, fit, pathwise, recipes, type TrainedModel, type Vae } from "@vae-lab/core";
     export const trained: Promise<TrainedModel<Vae>> = fit(
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
  const page = readFileSync(join(installed.folder, "docs", "add-your-own.md"), "utf8");
  const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)];
  const files = examples.map(([, code = ""], n) => {
    installed.write(`example-${n}.mts`, code);
    return `example-${n}.mts`;
  });
  expect(files).toHaveLength(4);
  const options = "--module nodenext --lib es2023,dom --skipLibCheck";
  expect(complaints(installed.project, options, files)).toBe("");
});

test("the tarball holds compiled code, types, sources and three texts, and no tests", () => {
  const files = readdirSync(installed.folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => /\.test\.|python/.test(name))).toEqual([]);
  expect(readdirSync(installed.folder).sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "dist", "docs", "package.json", "src"].sort(),
  );
  const manifest = JSON.parse(readFileSync(join(installed.folder, "package.json"), "utf8"));
  expect(Object.keys(manifest.peerDependencies)).toEqual(["@tensorflow/tfjs"]);
  expect(manifest.dependencies).toBeUndefined();
  expect(readFileSync(join(installed.folder, "CHANGELOG.md"), "utf8")).toContain(
    `## ${manifest.version}`,
  );
});

test("each entry of core imports in Node", () => {
  const manifest = JSON.parse(readFileSync(join(installed.folder, "package.json"), "utf8"));
  const entries = Object.keys(manifest.exports).filter((entry) => entry !== "./package.json");
  const file = installed.write(
    "entries.mjs",
    `import "@tensorflow/tfjs";
     for (const entry of ${JSON.stringify(entries)}) {
       const names = Object.keys(await import("@vae-lab/core" + entry.slice(1)));
       if (names.length > 0) console.log(entry);
     }`,
  );
  expect(installed.run(file).trim().split("\n").slice(-entries.length)).toEqual(entries);
});

test("publint and are-the-types-wrong find nothing to say of core", () => {
  const { publint, types } = lintPackage(installed, "--profile", "esm-only");
  expect(publint).toContain("All good!");
  // A problem makes the command fail; this much it has to say of a package of ES modules alone.
  expect(types).toContain("(ignoring resolutions: 'node10', 'node16-cjs')");
});
