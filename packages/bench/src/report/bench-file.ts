import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { EpochReport } from "../epoch/bench-epoch.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { modelSpecs } from "../models/model-spec.ts";
import type { ScaleReport } from "../scale/bench-scale.ts";
import type { StepReport } from "../step/bench-step.ts";

/** All that was measured on one machine: each part may be measured in a run of its own. */
export interface BenchFile {
  readonly format: 1;
  readonly machine: Machine;
  readonly parts: {
    readonly step?: Dated<StepReport>;
    readonly epoch?: Dated<EpochReport>;
    readonly scale?: Dated<ScaleReport>;
  };
}

export type Dated<T> = T & { readonly date: string };

/** @throws Error for a file that is not one of ours. */
export const readBenchFile = async (path: string): Promise<BenchFile> => {
  const content = JSON.parse(await readFile(path, "utf8")) as BenchFile;
  if (content.format !== 1) throw new Error(`${path} must be a file that vae-lab bench wrote`);
  return content;
};

/** Models measured now in place of what was known of them, the others as they were. */
const withModels = (known: StepReport | undefined, measured: StepReport): StepReport => {
  const kept = known?.models.filter(
    ({ model }) => !measured.models.some((one) => one.model === model),
  );
  const names = Object.keys(modelSpecs);
  return {
    ...measured,
    models: [...(kept ?? []), ...measured.models].toSorted(
      (a, b) => names.indexOf(a.model) - names.indexOf(b.model),
    ),
  };
};

/** Puts what was measured now in place of what the file had of it; other parts and models stay. */
export const mergeIntoFile = async (
  path: string,
  measured: {
    readonly step?: StepReport;
    readonly epoch?: EpochReport;
    readonly scale?: ScaleReport;
  },
  now = new Date(),
): Promise<BenchFile> => {
  const machine = describeMachine();
  const known = existsSync(path) ? await readBenchFile(path) : undefined;
  if (known !== undefined && known.machine.cpu !== machine.cpu)
    throw new Error(`${path} was measured on another processor (${known.machine.cpu})`);
  const { step } = measured;
  const whole = { ...measured, ...(step && { step: withModels(known?.parts.step, step) }) };
  const dated = Object.entries(whole).map(([part, report]) => [
    part,
    { date: now.toISOString().slice(0, 10), ...report },
  ]);
  const parts = { ...known?.parts, ...Object.fromEntries(dated) };
  const file: BenchFile = { format: 1, machine, parts };
  await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
  return file;
};
