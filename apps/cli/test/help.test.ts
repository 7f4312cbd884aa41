import { readdir } from "node:fs/promises";
import { completeConfig } from "@vae-lab/experiments/config";
import { expect, test } from "vitest";
import { program } from "../src/main.ts";
import { vaeLab, vaeLabHere } from "./command.ts";

const names = program().commands.map((command) => command.name());

test("the program's help lists every command and the exit codes", async () => {
  const { code, stdout } = await vaeLab(["--help"]);
  const files = await readdir(new URL("../src/commands", import.meta.url));
  expect(names).toHaveLength(files.length - 1); // all but commands.ts
  for (const name of names) expect(stdout).toMatch(new RegExp(`^ +${name}  `, "m"));
  expect(stdout).toContain("2 bad input");
  expect(code).toBe(0);
});

test("without arguments the program prints its help", async () => {
  expect(await vaeLabHere([])).toEqual(await vaeLabHere(["--help"]));
});

test.each(["", ...names])("the help of `vae-lab %s` fits in 80 columns", async (name) => {
  const args = name === "" ? ["--help"] : [name, "--help"];
  const { code, stdout, stderr } = await vaeLabHere(args);
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  expect([stderr, code]).toEqual(["", 0]);
});

test("every option and argument is described by an imperative or a noun, without a full stop", () => {
  for (const command of program().commands)
    for (const { description } of [...command.options, ...command.registeredArguments])
      if (description !== "") expect(description).toMatch(/^[a-zA-Z].*[^.]$/);
});

test("the help of start shows every option that it takes", async () => {
  const { code, stdout } = await vaeLabHere(["start", "--help"]);
  for (const option of "study epochs seeds workers port home dataset quick full no-serve".split(
    " ",
  ))
    expect(stdout).toMatch(new RegExp(`--${option}\\b`));
  expect(code).toBe(0);
});

test("help is printed whatever stands beside it on the command line", async () => {
  const { code, stdout } = await vaeLabHere(["start", "--epoch", "3", "--help"]);
  expect(stdout).toContain("Usage: vae-lab start");
  expect(code).toBe(0);
});

test("studies are listed for people and for programs", async () => {
  const { stdout } = await vaeLabHere(["studies"]);
  expect(stdout).toContain("kl-direction");
  const listed = JSON.parse((await vaeLabHere(["studies", "--json"])).stdout);
  expect(listed).toContainEqual(expect.objectContaining({ name: "kl-direction", trials: 90 }));
});

test("train prints the complete config of file and options, and trains nothing", async () => {
  const { code, stdout, stderr } = await vaeLabHere(["train", "--beta", "4", "--print-config"], {
    VAE_LAB_HOME: "/proc/none",
  });
  expect([stderr, code]).toEqual(["", 0]);
  expect(JSON.parse(stdout)).toEqual(completeConfig({ objective: { beta: 4 } }));
});

test("the help of train lists the values of options that take a name", async () => {
  const { stdout } = await vaeLabHere(["train", "--help"]);
  const words = stdout.replaceAll(/\s+/g, " ");
  for (const values of [
    "mnist, mnist-binarised, mnist-14, fashion-mnist, bars or shifted-edges",
    "reverse-kl, forward-kl, half-jeffreys, jeffreys,",
    "monte-carlo-elbo, iwae, miwae, ciwae, vr",
    "vr or reweighted-wake-sleep",
    "bernoulli, categorical or two-layers (model.codes.kind)",
    "mixture or vamp (model.prior.kind)",
  ])
    expect(words).toContain(values);
  expect(words).toContain("--print-config");
});
