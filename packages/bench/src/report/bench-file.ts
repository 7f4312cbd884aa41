import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { InputError } from "@vae-lab/experiments/input-error";
import { z } from "zod";
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

export interface Measurements {
  readonly step?: StepReport;
  readonly epoch?: EpochReport;
  readonly scale?: ScaleReport;
}

export type Dated<T> = T & { readonly date: string };

const part = (list: string) =>
  z.looseObject({ date: z.string(), [list]: z.array(z.looseObject({})) }).optional();

/** What a file is known by; what is in its lists was written by us. */
const Content = z.object({
  format: z.literal(1),
  machine: z.object({
    cpu: z.string(),
    cores: z.number(),
    memoryBytes: z.number(),
    system: z.string(),
    node: z.string(),
  }),
  parts: z.object({ step: part("models"), epoch: part("results"), scale: part("axes") }),
});

/** @throws InputError for a file that is not there, or not one of ours. */
export const readBenchFile = async (path: string): Promise<BenchFile> => {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new InputError(`${path} must be a file that vae-lab bench wrote (${why})`, { cause });
  }
  const { error } = Content.safeParse(content);
  if (error === undefined) return content as BenchFile;
  const why = error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("; ");
  throw new InputError(`${path} must be a file that vae-lab bench wrote (${why})`);
};

/** What was found by a quick look: it measures nothing. */
export const quickParts = ({
  parts: { step, epoch, scale },
}: Pick<BenchFile, "parts">): string[] => [
  ...(step?.models.flatMap(({ model, isQuick }) => (isQuick ? [`step of ${model}`] : [])) ?? []),
  ...(epoch?.isQuick ? ["epoch"] : []),
  ...(scale?.isQuick ? ["scale"] : []),
];

const measuredParts = ({ parts: { step, epoch, scale } }: Pick<BenchFile, "parts">): string[] => [
  ...(step?.models.map(({ model }) => `step of ${model}`) ?? []),
  ...(epoch ? ["epoch"] : []),
  ...(scale ? ["scale"] : []),
];

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

const refuseQuickFor = (known: BenchFile, measured: Measurements, path: string): void => {
  const looked = quickParts({ parts: measured as BenchFile["parts"] });
  const kept = measuredParts(known).filter((part) => !quickParts(known).includes(part));
  const lost = looked.filter((part) => kept.includes(part));
  if (lost.length > 0)
    throw new InputError(
      `a quick look must not replace what was measured, and ${path} has that of ${lost.join(", ")}`,
    );
};

const write = async (path: string, file: BenchFile): Promise<void> => {
  try {
    await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new InputError(`what is measured must go to a file that can be written (${why})`, {
      cause,
    });
  }
};

/**
 * Puts what was measured now in place of what the file had of it; other parts and models stay. With
 * nothing measured it tells whether that will do.
 * @throws InputError for another machine's file or none of ours, where nothing can be written, and
 * for a quick look in the place of a measurement
 */
export const mergeIntoFile = async (
  path: string,
  measured: Measurements,
  now = new Date(),
): Promise<BenchFile> => {
  const machine = describeMachine();
  const known = existsSync(path) ? await readBenchFile(path) : undefined;
  if (known !== undefined && known.machine.cpu !== machine.cpu)
    throw new InputError(`${path} was measured on another processor (${known.machine.cpu})`);
  const { step } = measured;
  if (known !== undefined) refuseQuickFor(known, measured, path);
  const whole = { ...measured, ...(step && { step: withModels(known?.parts.step, step) }) };
  const dated = Object.entries(whole).map(([part, report]) => [
    part,
    { date: now.toISOString().slice(0, 10), ...report },
  ]);
  const parts = { ...known?.parts, ...Object.fromEntries(dated) };
  const file: BenchFile = { format: 1, machine, parts };
  await write(path, file);
  return file;
};
