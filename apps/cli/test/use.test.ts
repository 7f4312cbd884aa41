import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildModel, loadModel, rng, saveModel } from "@vae-lab/core";
import type { NormalVaeDescription } from "@vae-lab/core/checkpoints";
import { encodeNpy, parseNpy, parseNpz, readData } from "@vae-lab/data";
import { completeConfig } from "@vae-lab/experiments/config";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { explain } from "../src/command-line/exit-codes.ts";
import { program } from "../src/main.ts";
import { vaeLab } from "./command.ts";

const config = {
  dataset: { name: "bars", trainSize: 300, testSize: 40 },
  model: { latent: 2, hidden: [16] },
  epochs: 2,
};

let folder = "";
let runId = "";
let close: () => Promise<void> = async () => undefined;
let elbo = Number.NaN;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-use-"));
  const server = openTrackingServer({ folder: join(folder, "remote") });
  const listening = await listen({ app: server.app, port: 0 });
  close = async () => {
    await listening.close();
    server.close();
  };
  vi.stubEnv("MLFLOW_TRACKING_URI", listening.url);
  vi.stubEnv("VAE_LAB_HOME", join(folder, "elsewhere"));
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  // Trained with another workspace: what is used here comes from the server
  const trained = await vaeLab(
    ["train", join(folder, "config.json"), "--home", join(folder, "home"), "--json"],
    { MLFLOW_TRACKING_URI: listening.url },
  );
  const [row] = JSON.parse(trained.stdout).rows;
  runId = row.runId;
  elbo = row.measures["test/elbo"];
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
  await rm(folder, { recursive: true });
});

/** What a command prints, run in this process, where TensorFlow is loaded once. */
const use = async (...args: string[]): Promise<string> => {
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    await program().parseAsync(args, { from: "user" });
    return printed;
  } finally {
    write.mockRestore();
  }
};
const at = (name: string): string => join(folder, name);
const arrayIn = async (name: string) => parseNpy(await readFile(at(name)), name);

test("a run's model is sampled from its tracking server: the same array for the same seed", async () => {
  await use("sample", runId, "--count", "6", "--out", at("a.npy"));
  await use("sample", runId.slice(0, 10), "--count", "6", "--out", at("b.npy"));
  await use("sample", runId, "--count", "6", "--out", at("c.npy"), "--seed", "2");
  await use("sample", runId, "--count", "6", "--out", at("d.npy"), "--draws");
  const [a, b, c, d] = await Promise.all(["a.npy", "b.npy", "c.npy", "d.npy"].map(arrayIn));
  expect(a?.shape).toEqual([6, 8, 8, 1]);
  expect(b).toEqual(a);
  expect(c?.values).not.toEqual(a?.values);
  expect(new Set(d?.values)).toEqual(new Set([0, 1]));
});

test("a folder of samples has one image each, a picture has all", async () => {
  await use("sample", runId, "--count", "6", "--out", at("images"));
  expect(await readdir(at("images"))).toHaveLength(6);
  const { train } = await readData(at("images"));
  const { values } = await arrayIn("a.npy");
  const bytes = Array.from(values, (value) => Math.round(255 * value));
  expect([...train.values]).toEqual(bytes);
  await use("sample", runId, "--count", "6", "--out", at("all.png"));
  const { train: sheet } = await readData(at("all.png"));
  expect(sheet.shape).toMatchObject({ channels: 1, width: 3 * 58 + 2, height: 2 * 58 + 2 });
});

test("codes are written with their labels, as an archive, a table and an array", async () => {
  for (const file of ["codes.npz", "codes.csv", "codes.npy"])
    await use("encode", runId, "--out", at(file));
  const arrays = parseNpz(await readFile(at("codes.npz")), "codes.npz");
  const [mean, logVariance, labels] = ["mean", "log_variance", "labels"].map((name) =>
    arrays.get(name),
  );
  expect([mean?.shape, logVariance?.shape, labels?.shape]).toEqual([[40, 2], [40, 2], [40]]);
  expect((await arrayIn("codes.npy")).values).toEqual(mean?.values);
  const { train } = await readData(at("codes.csv"), { labels: "label" });
  expect(train.shape).toMatchObject({
    columns: ["mean_1", "mean_2", "log_variance_1", "log_variance_2"],
  });
  expect(train.values[4]).toBe(mean?.values[2]);
  expect(train.values[6]).toBe(logVariance?.values[2]);
  expect(train.labels?.classes[train.labels.index[1] ?? -1]).toBe(String(labels?.values[1]));
});

/** A conditional model of two columns, untrained, as a checkpoint file. */
const conditional = async () => {
  const description: NormalVaeDescription = {
    ...{ kind: "vae", family: "normal", latentSize: 1, hidden: [4] },
    sample: { kind: "vector", length: 2, columns: ["a", "b"] },
    likelihood: { kind: "gaussian", variance: 1 },
    condition: { kind: "labels", classes: ["cat", "dog"], shares: [0.5, 0.5] },
  };
  const model = buildModel(description);
  const parameters = model.init(rng(1));
  const file = await saveModel({ model, parameters, dispose: () => {} }, description);
  for (const tensor of Object.values(parameters)) tensor.dispose();
  await writeFile(at("conditional.safetensors"), file);
  return at("conditional.safetensors");
};

test("a conditional model is sampled by the name of a class, or with drawn labels, which are written and said", async () => {
  const file = await conditional();
  const said = await use(
    ...["sample", file, "--label", "dog", "--count", "5", "--out", at("dogs.csv")],
  );
  expect(said).toContain("means of p(x|z, y), with the label dog");
  const { train: dogs } = await readData(at("dogs.csv"));
  const loaded = await loadModel(await readFile(file));
  const expected = loaded.sample(5, { seed: 1, labels: 1 }).values;
  expect(dogs.values.map(Math.fround)).toEqual(expected);
  loaded.dispose();
  const drawn = await use("sample", file, "--count", "50", "--out", at("both.csv"));
  expect(drawn).toContain("with labels drawn from their shares in the training data");
  const { train } = await readData(at("both.csv"), { labels: "label" });
  expect(train.labels?.classes).toEqual(["cat", "dog"]);
});

test("codes and interpolations of a conditional model need the labels of the data, and one class to decode as", async () => {
  const file = await conditional();
  await writeFile(at("pets.csv"), "a,b,pet\n1,2,dog\n2,1,cat\n0,1,dog\n");
  await use("encode", file, at("pets.csv"), "--labels", "pet", "--out", at("pets-codes.csv"));
  const { train } = await readData(at("pets-codes.csv"), { labels: "label" });
  expect(Array.from(train.labels?.index ?? [], (i) => train.labels?.classes[i])).toEqual([
    ...["dog", "cat", "dog"],
  ]);
  const line = (a: string, b: string, ...rest: string[]) =>
    use(
      ...["interpolate", file, a, b, "--data", at("pets.csv"), "--labels", "pet"],
      ...["--steps", "3", "--out", at("line.csv"), ...rest],
    );
  await line("0", "2");
  await line("0", "1", "--label", "cat");
  await expect(line("0", "1")).rejects.toThrow(
    "cannot interpolate: the samples have the labels dog and cat, and the model decodes codes of one; choose it with --label",
  );
  await writeFile(at("bare.csv"), "a,b\n1,2\n");
  await expect(use("encode", file, at("bare.csv"), "--out", at("x.csv"))).rejects.toThrow(
    "its model is conditional on labels, and the data have none; name them with --labels",
  );
});

test("a label that is no class, and one for a model that takes none, are bad input", async () => {
  const cow = use(...["sample", await conditional(), "--label", "cow", "--out", at("x.csv")]);
  const { message, code } = explain(await cow.catch((error: unknown) => error));
  expect(message).toContain('cannot use the label "cow"');
  expect(code).toBe(2);
  await expect(use("sample", runId, "--label", "1", "--out", at("x.npy"))).rejects.toThrow(
    "is not conditional; train one with --condition labels",
  );
});

/** The model of the checkpoint in numpy: two dense layers each, relu and sigmoid. */
const numpyProgram = `
import json, sys, numpy as np
data = open(sys.argv[1], "rb").read()
size = int.from_bytes(data[:8], "little")
p = {name: np.frombuffer(data, "<f4", offset=8 + size + one["data_offsets"][0], count=int(np.prod(one["shape"]))).reshape(one["shape"])
     for name, one in json.loads(data[8:8 + size]).items() if name != "__metadata__"}
dense = lambda x, name: x @ p[name + ".weights"] + p[name + ".bias"]
x = np.load(sys.argv[2]).reshape(-1, 64).astype("float64")
mean = dense(np.maximum(dense(x, "encoder.hidden.1"), 0), "encoder.mean")
logits = dense(np.maximum(dense(mean, "decoder.hidden.1"), 0), "decoder.output")
off = lambda found, name: float(np.abs(found - np.load(name).reshape(found.shape)).max())
print(json.dumps([off(mean, sys.argv[3]), off(1 / (1 + np.exp(-logits)), sys.argv[4])]))
`;

const hasNumpy = (() => {
  try {
    execFileSync("python3", ["-c", "import numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
test.skipIf(!hasNumpy)(
  "data of a file are encoded and reconstructed as numpy does it with the checkpoint's parameters",
  async () => {
    const values = Float32Array.from({ length: 5 * 64 }, (_, i) => Number(i % 3 === 0));
    await writeFile(at("x.npy"), encodeNpy({ shape: [5, 8, 8], values }));
    await use("encode", runId, at("x.npy"), "--out", at("z.npy"));
    await use("reconstruct", runId, at("x.npy"), "--out", at("y.npy"));
    const trials = await readdir(join(folder, "home", "trials"));
    const file = join(folder, "home", "trials", trials[0] ?? "", "checkpoint.safetensors");
    const output = execFileSync("python3", [
      ...["-c", numpyProgram, file],
      ...["x.npy", "z.npy", "y.npy"].map(at),
    ]);
    for (const difference of JSON.parse(output.toString())) expect(difference).toBeLessThan(1e-5);
  },
);

test("an interpolation begins and ends with the reconstructions of its ends", async () => {
  await use("interpolate", runId, "3", "11", "--steps", "4", "--out", at("i.npy"));
  await use("reconstruct", runId, "--out", at("all.npy"));
  const [path, all] = [await arrayIn("i.npy"), await arrayIn("all.npy")];
  expect(path.shape).toEqual([4, 8, 8, 1]);
  const near = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).forEach((value, i) => {
      expect(value).toBeCloseTo(b[i] ?? Number.NaN, 6);
    });
  near(path.values.subarray(0, 64), all.values.subarray(3 * 64, 4 * 64));
  near(path.values.subarray(3 * 64), all.values.subarray(11 * 64, 12 * 64));
});

test("evaluate gives the ELBO that the trial logged, and a bound above it within their errors", async () => {
  const found = JSON.parse(await use("evaluate", runId, "--json", "--draws", "200"));
  expect(found.elbo.value).toBe(elbo);
  expect(found.rate.value).toBeCloseTo(
    found.unitRates.reduce((sum: number, rate: number) => sum + rate, 0),
    4,
  );
  expect(found.bound).toMatchObject({ draws: 200, size: 40 });
  expect(found.bound.value).toBeGreaterThan(found.bound.elbo - 4 * found.bound.drawError);
  const text = await use("evaluate", runId, "--draws", "20");
  expect(text).toMatch(/^ELBO +−\d+\.\d\d ± \d\.\d\d$/m);
  expect(text).toMatch(/^IWAE-20 +−\d+\.\d\d ± .*the first 40 samples/m);
});

test("show prints the config, the formula, the results, samples, and a command with the same config", async () => {
  const text = await use("show", runId);
  expect(text).toContain("  E_q log p(x|z) − β KL(q‖p), β = 1\n");
  expect(text).toMatch(/dataset\.trainSize +300\n/);
  expect(text).toMatch(/test\/elbo +-\d/);
  expect(text).toMatch(/\n[ ░▒▓█]{8,35}\n/);
  const [, part = ""] = /echo '(.*)' \| npm run --silent vae-lab -- train -/.exec(text) ?? [];
  expect(completeConfig(JSON.parse(part))).toEqual(completeConfig(config));
});

test.each<[string[], string]>([
  [["sample", "nothing", "--out", "a.npy"], 'cannot find the run "nothing"'],
  [
    ["sample", "RUN", "--out", "a.jpg"],
    "--out must end in .png or end in .npy or end in .csv or be a folder, got a.jpg",
  ],
  [["sample", "RUN"], "required option '--out <path>' not specified"],
  [
    ["sample", "RUN", "--count", "0", "--out", "a.npy"],
    "--count must be a whole number in 1–1000000",
  ],
  [["sample", "RUN", "--out", "/proc/none/a.npy"], "cannot write --out /proc/none/a.npy"],
  [
    ["encode", "RUN", "nowhere.npy", "--out", "a.npy"],
    "cannot read nowhere.npy: there is no such file",
  ],
  [["encode", "RUN", "mnist", "--out", "a.npy"], "8 × 8 grey image (got 28 × 28 grey image)"],
  [["interpolate", "RUN", "0", "40", "--out", "a.npy"], "has the samples 0 to 39"],
  [["interpolate", "RUN", "0", "no.png", "--out", "a.npy"], "cannot read no.png"],
  [["evaluate", "RUN", "package.json"], "cannot read package.json: its name must end in"],
  [["show", "test"], "the folder has no checkpoint.safetensors"],
])("%j is refused with exit code 2: %s", async (args, message) => {
  const error = await use(...args.map((word) => (word === "RUN" ? runId : word))).catch(explain);
  expect(error).toMatchObject({ message: expect.stringContaining(message), code: 2 });
});
