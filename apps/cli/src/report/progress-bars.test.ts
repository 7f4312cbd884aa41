import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { type PlannedTrial, TrialConfig } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { progressBars } from "./progress-bars.ts";

const config = TrialConfig.parse({
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: {},
  estimator: { kind: "pathwise" },
});
const trial: PlannedTrial = { id: "a", label: "trial a", config, dataHash: "" };

const terminal = () => {
  const stream = new PassThrough();
  Object.assign(stream, { isTTY: true, columns: 100 });
  return { stream: stream as unknown as NodeJS.WriteStream, shown: () => String(stream.read()) };
};

test("a sweep that ends at once still says that its trials finished before", () => {
  const { stream, shown } = terminal();
  const { onEvent, stop } = progressBars(stream, "study");
  const row = { ...trial, runId: "a", metrics: {}, seconds: 1 };
  onEvent({ kind: "planned", waiting: [], skipped: [row] });
  stop();
  expect(stripVTControlCharacters(shown())).toContain("1 of 1 trial finished before\n");
});

test("a study's name cannot control the terminal", () => {
  const { stream, shown } = terminal();
  const { onEvent, say, stop } = progressBars(stream, "red \u001b[31mstudy");
  onEvent({ kind: "planned", waiting: [trial], skipped: [] });
  say("notice \u001b[31mof a server");
  stop();
  const text = shown();
  expect(text).not.toContain("\u001b[31m");
  expect(text).toContain("red \\u001b[31mstudy");
  expect(text).toContain("notice \\u001b[31mof a server");
});
