import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-cli-"));
  await writeFile(join(folder, "broken.json"), "{ not json");
  await writeFile(
    join(folder, "misspelt.json"),
    JSON.stringify({ dataset: { name: "bars" }, model: { kind: "vae", latnet: 2 } }),
  );
  await writeFile(
    join(folder, "sweep.json"),
    JSON.stringify({ name: "x", base: {}, vary: { "objective.bta": [1] } }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

test.each<[string, () => string[], string]>([
  [
    "an unknown command",
    () => ["strat"],
    "unknown command 'strat'\n(Did you mean start?)\n(see: vae-lab --help)",
  ],
  ["an unknown command with --help", () => ["strat", "--help"], "unknown command 'strat'"],
  ["help for an unknown command", () => ["help", "strat"], "unknown command 'strat'"],
  [
    "a blank experiment name",
    () => ["train", "--experiment", " "],
    '--experiment must not be blank, got " "',
  ],
  [
    "an unknown option",
    () => ["start", "--epoch", "3"],
    "unknown option '--epoch'\n(Did you mean --epochs?)\n(see: vae-lab start --help)",
  ],
  [
    "an option without its value",
    () => ["start", "--epochs"],
    "option '--epochs <count>' argument missing",
  ],
  [
    "an option in the place of a value",
    () => ["start", "--epochs", "--quick"],
    '--epochs needs a value, got "--quick": use --epochs <count>',
  ],
  ["an empty value", () => ["runs", "--home", ""], '--home needs a value, got ""'],
  ["an argument too many", () => ["studies", "all"], "too many arguments for 'studies'"],
  [
    "no workers",
    () => ["start", "--workers", "0"],
    '--workers must be a whole number in 1–1024, got "0"',
  ],
  [
    "a priority without a queue",
    () => ["sweep", "kl-direction", "--priority", "1"],
    "--priority needs --queue, the URL of a Redis",
  ],
  [
    "a queue with the embedded store",
    () => ["worker", "--queue", "redis://127.0.0.1:1", "--home", at("queue")],
    "workers on other machines do not reach it; set MLFLOW_TRACKING_URI",
  ],
  ["a port that is no number", () => ["start", "--port", "abc"], 'got "abc"'],
  [
    "half an epoch",
    () => ["start", "--epochs", "1.5"],
    '--epochs must be a whole number ≥ 1, got "1.5"',
  ],
  [
    "an unknown data set",
    () => ["start", "--dataset", "cifar"],
    'mnist, mnist-binarised, mnist-14, fashion-mnist, bars, shifted-edges, got "cifar"',
  ],
  ["an unknown study", () => ["sweep", "kl-directoin"], "did you mean kl-direction?"],
  ["a negative beta", () => ["train", "--beta", "-1"], "objective.beta must be ≥ 0, got -1"],
  [
    "no latent units",
    () => ["train", "--latent", "0"],
    "model.latent must be a whole number ≥ 1, got 0",
  ],
  [
    "a config with a misspelt key",
    () => ["train", at("misspelt.json")],
    'model of kind vae has no key "latnet"; its keys are kind, latent, hidden,',
  ],
  [
    "a config that is no JSON",
    () => ["train", at("broken.json")],
    "broken.json as JSON: Expected property name",
  ],
  [
    "a sweep over a misspelt key",
    () => ["sweep", at("sweep.json")],
    'vary has no key "objective.bta"; did you mean objective.beta?',
  ],
  [
    "an unknown defect",
    () => ["verify", "--break", "miwae-axes"],
    'tc-without-constant (or D1 to D14), got "miwae-axes"; did you mean miwae-axis?',
  ],
  [
    "too few estimates",
    () => ["verify", "--estimates", "10"],
    '--estimates must be a whole number in 1000–10000000, got "10"',
  ],
  [
    "a reduction that is none",
    () => ["beta", "--reduction", "max"],
    '--reduction must be one of sum, mean, got "max"',
  ],
  [
    "an image without pixels",
    () => ["beta", "--data-size", "0"],
    '--data-size must be a whole number ≥ 1, got "0"',
  ],
  [
    "a negative weight",
    () => ["beta", "--weight", "-1"],
    '--weight must be a number ≥ 0, got "-1"',
  ],
  [
    "a model larger than the memory",
    () => ["train", "--latent", "999999999", "--home", join(folder, "large")],
    "of memory, and there are",
  ],
  ["a store below a file", () => ["start", "--home", at("broken.json")], "broken.json"],
])("%s is one clear message and exit code 2", async (_, args, message) => {
  const { code, stdout, stderr } = await vaeLabHere(args());
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(stdout).toBe("");
  expect(code).toBe(2);
});

test("a requested port that is in use is refused", async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { code, stderr } = await vaeLab(["dashboard", "--port", `${port}`, "--home", at("home")]);
  server.close();
  expect(stderr).toContain(`cannot listen on port ${port} of 127.0.0.1: it is in use`);
  expect(code).toBe(2);
});

test("a tracking server that does not respond is bad input, and is named", async () => {
  const { code, stderr } = await vaeLabHere(["runs"], {
    MLFLOW_TRACKING_URI: "http://127.0.0.1:9",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
  });
  expect(stderr).toContain(
    "cannot reach the tracking server of MLFLOW_TRACKING_URI, http://127.0.0.1:9: ",
  );
  expect(code).toBe(2);
});
