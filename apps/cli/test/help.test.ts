import { completeConfig } from "@vae-lab/experiments/complete-config";
import { expect, test } from "vitest";
import { vaeLab } from "./command.ts";

test("the help of the whole lists every command and the exit codes", async () => {
  const { code, stdout } = await vaeLab(["--help"]);
  for (const name of [
    "start",
    "train",
    "sweep",
    "studies",
    "runs",
    "dashboard",
    "export",
    "import",
    "verify",
    "beta",
    "model-axis",
    "bench",
    "doctor",
  ])
    expect(stdout).toMatch(new RegExp(`^ +${name}  `, "m"));
  expect(stdout).toContain("2 bad input");
  expect(code).toBe(0);
});

test("the help of start shows every option that it takes", async () => {
  const { code, stdout } = await vaeLab(["start", "--help"]);
  for (const option of "epochs seeds workers port home dataset quick no-serve".split(" "))
    expect(stdout).toMatch(new RegExp(`--${option}\\b`));
  expect(code).toBe(0);
});

test("studies are listed for people and for programs", async () => {
  const { stdout } = await vaeLab(["studies"]);
  expect(stdout).toContain("kl-direction");
  const listed = JSON.parse((await vaeLab(["studies", "--json"])).stdout);
  expect(listed).toContainEqual(expect.objectContaining({ name: "kl-direction", trials: 35 }));
});

test("train prints the config that file and options make, whole, and trains nothing", async () => {
  const { code, stdout, stderr } = await vaeLab(["train", "--beta", "4", "--print-config"], {
    VAE_LAB_HOME: "/proc/none",
  });
  expect([stderr, code]).toEqual(["", 0]);
  expect(JSON.parse(stdout)).toEqual(completeConfig({ objective: { beta: 4 } }));
});

test("the help of train names the values that names may have", async () => {
  const { stdout } = await vaeLab(["train", "--help"]);
  const words = stdout.replaceAll(/\s+/g, " ");
  for (const values of [
    "mnist, mnist-binarised, mnist-14, fashion-mnist, bars",
    "reverse-kl, forward-kl, half-jeffreys, jeffreys,",
    "monte-carlo-elbo, iwae, miwae, ciwae, vr",
    "vr or reweighted-wake-sleep",
    "bernoulli or categorical (model.codes.kind)",
  ])
    expect(words).toContain(values);
  expect(words).toContain("--print-config");
});
