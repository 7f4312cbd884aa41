import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeNpy, encodeNpz, readData } from "@vae-lab/data";
import { runTrial, type TrialConfig } from "@vae-lab/experiments";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { main } from "../src/main.ts";
import { vaeLabHere } from "./command.ts";

// Trials run in this process, where TensorFlow is loaded once
vi.mock("@vae-lab/experiments/sweep", async (original) => {
  const sweep = await original<typeof import("@vae-lab/experiments/sweep")>();
  const openWorker = () => ({
    stop: async () => undefined,
    run: ({ config, dataHash }: { config: TrialConfig; dataHash: string }) =>
      runTrial(config, { dataHash }),
  });
  return {
    ...sweep,
    runSweep: (options: Parameters<typeof sweep.runSweep>[0]) =>
      sweep.runSweep({ ...options, openWorker }),
  };
});

const page = await readFile(new URL("../../../docs/your-data.md", import.meta.url), "utf8");
const blocksOf = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(
    ([, code = ""]) => code,
  );
const lines = blocksOf("sh").flatMap((block) => block.trim().split("\n"));

let folder = "";
const before = process.cwd();

const wave = (count: number, width: number): Float32Array =>
  Float32Array.from({ length: count * width }, (_, i) => Math.sin(i * i) ** 2);

const table = (): string => {
  const columns = Array.from({ length: 42 }, (_, d) => `c${d}`);
  const rows = Array.from({ length: 40 }, (_, n) => [
    ...columns.map((_, d) => (d + 1) * Math.sin(n * (1 + d / 9)) + 3 * d),
    n % 2 === 0 ? "even" : "odd",
  ]);
  return [[...columns, "kind"], ...rows].map((row) => row.join()).join("\n");
};

const asBytes = (values: Float32Array) => Uint8Array.from(values, (v) => Math.round(255 * v));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-your-data-"));
  process.chdir(folder);
  const labels = Float32Array.from({ length: 40 }, (_, n) => n % 10);
  await writeFile("table.csv", table());
  await writeFile(
    "digits.npz",
    encodeNpz({
      data: { shape: [40, 8, 8], values: wave(40, 64).map((v) => Math.round(16 * v)) },
      target: { shape: [40], values: labels },
    }),
  );
  await writeFile("mnist.npy", encodeNpy({ shape: [40, 28, 28], values: wave(40, 784) }));
  await writeFile("mnist-labels.npy", encodeNpy({ shape: [40], values: labels }));
  await mkdir("colours");
  const raw = { width: 32, height: 32, channels: 3 } as const;
  for (let n = 0; n < 12; n++)
    await sharp(asBytes(wave(1, 3072)), { raw })
      .png()
      .toFile(`colours/${n}.png`);
  await writeFile("betas.json", blocksOf("json")[0] ?? "");
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

/** What a command of the page prints, with the values of the page's variables in it. */
const printedBy = async (line: string, variables: ReadonlyMap<string, string>): Promise<string> => {
  const words = line.replaceAll(/\$(\w+)/g, (_, name) => variables.get(name) ?? "").split(" ");
  expect(words[0]).toBe("vae-lab");
  const env = { VAE_LAB_HOME: join(folder, "home") };
  const { code, stdout, stderr } = await vaeLabHere(words.slice(1), env, main);
  expect(code, `${line}\n${stderr}`).toBe(0);
  return stdout;
};

test("the commands of docs/your-data.md do what the page says, in its order", async () => {
  const variables = new Map<string, string>();
  const printed = new Map<string, string>();
  for (const line of lines) {
    const set = /^(\w+)=\$\((.*?) \| node -p '(.*)'\)$/.exec(line);
    if (set === null) printed.set(line, await printedBy(line, variables));
    else {
      const [, name = "", command = "", program = ""] = set;
      const input = await printedBy(command, variables);
      const value = execFileSync(process.execPath, ["-p", program], { input });
      variables.set(name, value.toString().trim());
    }
  }
  const of = (start: string): string =>
    [...printed].find(([line]) => line.startsWith(start))?.[1] ?? "";
  expect(of("vae-lab data")).toMatch(/vector of 42/);
  expect(of("vae-lab data")).toMatch(
    /vae-lab train --data table.csv --labels kind --scale standardise/,
  );
  expect([...printed.keys()].filter((line) => line.startsWith("vae-lab train"))).toHaveLength(5);
  expect(of("vae-lab sweep")).toMatch(/β 0\.5.*β 2/s);
  expect(of("vae-lab evaluate")).toMatch(/^ELBO .*^IWAE-5000 /ms);
  expect(of("vae-lab show")).toMatch(/dataset\.labels +"?kind/);
  const shapes = { "samples.csv": [8, 42], "reconstructions.csv": [40, 42], "path.csv": [5, 42] };
  for (const [file, [size, length]] of Object.entries(shapes)) {
    const { train } = await readData(file);
    expect([train.size, train.shape]).toMatchObject([size, { length }]);
  }
  const { train: samples } = await readData("samples.csv");
  // In the units of the table: column d has the mean 3 d
  expect(samples.values[41] ?? 0).toBeGreaterThan(60);
});
