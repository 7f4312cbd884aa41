import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  adam,
  buildModel,
  elbo,
  fit as fitted,
  type LoadedModel,
  loadModel,
  type ModelDescription,
  pathwise,
  rng,
  saveModel,
} from "../src/index.ts";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/other-frameworks.md"), "utf8");
const blocks = [...page.matchAll(/```python\n(.*?)```/gs)].map(([, code = ""]) => code);
const [checkpoint = "", decodeNumpy = "", vae = "", decodeTorch = "", exportOnnx = ""] = blocks;

const description: ModelDescription = {
  kind: "vae",
  family: "normal",
  sample: { kind: "image", height: 6, width: 5, channels: 1 },
  latentSize: 3,
  hidden: [20, 12],
  likelihood: { kind: "bernoulli" },
};

const folder = mkdtempSync(join(tmpdir(), "other-frameworks-"));
let model: LoadedModel;
const z = rng(2).normals(7 * 3);
const x = rng(3).uniforms(4 * 30);
beforeAll(async () => {
  const parts = { objective: elbo(), estimator: pathwise(), optimizer: adam() };
  const trainable = { model: buildModel(description), ...parts };
  const options = { epochs: 3, batchSize: 20, seed: 1 };
  const trained = await fitted(trainable, rng(1).uniforms(100 * 30), options);
  const file = await saveModel(trained, description);
  trained.dispose();
  writeFileSync(join(folder, "checkpoint.safetensors"), file);
  writeFileSync(join(folder, "checkpoint.py"), checkpoint);
  writeFileSync(join(folder, "vae.py"), vae);
  model = await loadModel(file);
});
afterAll(() => {
  model?.dispose();
  rmSync(folder, { recursive: true });
});

/** The Python of the benchmarks, if it is set up. */
const peers = (): string =>
  execFileSync(process.execPath, [join(root, "scripts/peers.mjs"), "--known"])
    .toString()
    .trim();

/** The first Python that has these packages; undefined, with a note, if there is none. */
const pythonWith = (...packages: string[]): string | undefined => {
  const { VAE_LAB_PYTHON, VAE_LAB_MLFLOW_PYTHON } = process.env;
  const known = [VAE_LAB_PYTHON, VAE_LAB_MLFLOW_PYTHON, peers(), "python3"];
  const found = known.find((python) => {
    if (!python) return false;
    try {
      execFileSync(python, ["-c", `import ${packages.join(", ")}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined)
    console.log(
      `SKIPPED: no Python has ${packages.join(", ")}; name one in VAE_LAB_PYTHON to compare with it`,
    );
  return found;
};

/** What a program prints as JSON, with the codes z and the data x as lists of rows. */
const run = (python: string, program: string): number[][] => {
  const rows = (values: Float32Array, width: number) =>
    Array.from({ length: values.length / width }, (_, n) => [
      ...values.subarray(n * width, (n + 1) * width),
    ]);
  writeFileSync(join(folder, "given.json"), JSON.stringify({ z: rows(z, 3), x: rows(x, 30) }));
  writeFileSync(join(folder, "main.py"), program);
  const output = execFileSync(python, ["main.py"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.toString().trim().split("\n").at(-1) ?? "");
};

const given = `import json, numpy as np
given = json.load(open("given.json"))
z, x = (np.array(given[name], "float32") for name in "zx")
flat = lambda values: np.asarray(values).ravel().tolist()
`;

const images = () => [...model.decode(z).values];
const expectNear = (found: readonly number[] | undefined, expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length);
  found?.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-5);
  });
};

const numpy = pythonWith("numpy");
test.skipIf(numpy === undefined)("numpy, by the code of the page, decodes the same images", () => {
  const [found] = run(
    numpy ?? "",
    `${given}from checkpoint import *\n${decodeNumpy}\nprint(json.dumps([flat(images)]))`,
  );
  expectNear(found, images());
});

const torch = pythonWith("torch", "numpy");
const asTensors = `import torch\nfrom vae import *\nz, x = torch.tensor(z), torch.tensor(x)\n`;
test.skipIf(torch === undefined)(
  "PyTorch, by the code of the page, encodes to the same codes and decodes the same images",
  () => {
    const program = `${given}${asTensors}${decodeTorch}
with torch.no_grad():
    print(json.dumps([flat(each.detach()) for each in (images, mean(x), log_variance(x))]))`;
    const [decoded, mean, logVariance] = run(torch ?? "", program);
    const encoded = model.encode(x);
    expectNear(decoded, images());
    expectNear(mean, [...encoded.mean.values]);
    expectNear(logVariance, [...(encoded.logVariance?.values ?? [])]);
  },
);

const onnx = pythonWith("torch", "onnx", "onnxruntime");
test.skipIf(onnx === undefined)(
  "ONNX Runtime gives the same numbers for the files that the code of the page exports",
  () => {
    const program = `${given}${asTensors}${exportOnnx}
import onnxruntime
run = lambda name, value: onnxruntime.InferenceSession(name + ".onnx").run(None, {"x": value.numpy()})[0]
print(json.dumps([flat(1 / (1 + np.exp(-run("decoder", z)))), flat(run("encoder", x))]))`;
    const [decoded, mean] = run(onnx ?? "", program);
    expectNear(decoded, images());
    expectNear(mean, [...model.encode(x).mean.values]);
  },
);
