import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { InputError } from "@vae-lab/experiments/input-error";
import { z } from "zod";
import type { EpochReport } from "../epoch/bench-epoch.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { modelSpecs } from "../models/model-spec.ts";
import type { ScaleReport } from "../scale/bench-scale.ts";
import type { StepReport } from "../step/bench-step.ts";

/** Measurements of one machine; each part may be from its own run. */
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

/** The checked fields of a file; its lists are not checked. */
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

/** @throws InputError for a missing file, or one of another format */
export const readBenchFile = async (path: string): Promise<BenchFile> => {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new InputError(`cannot read ${path}: it is not a file of vae-lab bench (${why})`, {
      cause,
    });
  }
  const { error } = Content.safeParse(content);
  if (error === undefined) return content as BenchFile;
  const why = error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("; ");
  throw new InputError(`cannot read ${path}: it is not a file of vae-lab bench (${why})`);
};

/** The parts from quick runs. */
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

/** New measurements in place of old ones of the same models. */
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
      `cannot replace a measurement by a quick run: ${path} has one of ${lost.join(", ")}; choose another file`,
    );
};

const write = async (path: string, file: BenchFile): Promise<void> => {
  try {
    await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new InputError(`cannot write the measurements (${why})`, {
      cause,
    });
  }
};

/**
 * Writes measurements into a file, in place of old ones of the same part and model. Without measurements
 * it only checks that the file can be written.
 * @throws InputError for a file of another machine or format, one that cannot be written, or a quick run
 * in place of a measurement
 */
export const mergeIntoFile = async (
  path: string,
  measured: Measurements,
  now = new Date(),
): Promise<BenchFile> => {
  const machine = describeMachine();
  const known = existsSync(path) ? await readBenchFile(path) : undefined;
  if (known !== undefined && known.machine.cpu !== machine.cpu)
    throw new InputError(
      `cannot add measurements to ${path}: it is of another processor (${known.machine.cpu}); choose another file`,
    );
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
