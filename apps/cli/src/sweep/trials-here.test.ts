import { findDatasets } from "@vae-lab/experiments";
import { studies } from "@vae-lab/experiments/studies";
import { expect, test, vi } from "vitest";
import { trialsHere } from "./trials-here.ts";

const study = studies.elsewhere;
if (study === undefined) throw new Error("there is no study elsewhere");
const all = study.trials(study.sizes.default);

test("trials on a data set that a study can do without are left out with a note where it is not found, and only those", async () => {
  const isFound = findDatasets().some(({ name, found }) => name === "fashion-mnist" && found);
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const trials = await trialsHere(study, study.sizes.default);
  const notes = write.mock.calls.join("\n");
  write.mockRestore();
  const others = all.filter(({ dataset }) => dataset.name !== "fashion-mnist");
  expect(others.length).toBeLessThan(all.length);
  expect(trials).toEqual(isFound ? all : others);
  if (isFound) expect(notes).toBe("");
  else expect(notes).toContain("fashion-mnist is not found, so elsewhere leaves out its trials");
});

test("a study that needs its data sets keeps all trials, so that a missing one is an error", async () => {
  const needy = { ...study, optionalDatasets: [] };
  expect(await trialsHere(needy, study.sizes.default)).toEqual(all);
});
