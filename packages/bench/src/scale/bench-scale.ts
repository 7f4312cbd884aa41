import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitPowerLaw, median, type PowerLaw } from "@vae-lab/statistics";
import { contest } from "../contest/contest.ts";
import { startContestant } from "../contest/contestant.ts";
import { announced } from "../contest/progress.ts";
import { dispatching, ours } from "../contestants.ts";
import { loadBetween } from "../machine.ts";
import { type Axis, axes, sweepAxis, sweepSizes } from "./axes.ts";

export interface ScalePoint {
  readonly size: number;
  /** Milliseconds of a compiled step, or of planning and dispatch of all trials of a sweep. */
  readonly wall: number;
  readonly cpu: number;
  /** The most that the process has held, TensorFlow's own half gigabyte included. */
  readonly peakBytes: number;
}

export interface ScaleAxis {
  readonly name: string;
  readonly points: readonly ScalePoint[];
  /** Of processor time, over all sizes and over the larger half, where the fixed costs are past. */
  readonly time: PowerLaw;
  readonly timeOfLarge: PowerLaw;
  readonly memory: PowerLaw;
}

export interface ScaleReport {
  readonly axes: readonly ScaleAxis[];
  readonly isQuick?: boolean;
  readonly load: number;
}

export interface ScaleOptions {
  readonly rounds: number;
  readonly core: number;
  /** Only the first axis and sweeps, and only the two smallest sizes of each. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

/** At batches of 4096 a step takes as long as thirty of the usual ones. */
const stepsAt = ({ batchSize, samples, hidden }: ReturnType<Axis["specOf"]>): number => {
  const cost = (batchSize / 128) * Math.max(1, samples / 2) * ((hidden[0] ?? 400) / 400);
  return Math.max(1, Math.round(16 / Math.max(1, cost)));
};

const growthOf = (name: string, points: readonly ScalePoint[]): ScaleAxis => {
  const growth = (from: readonly ScalePoint[], y: (point: ScalePoint) => number) =>
    fitPowerLaw(from.map((point) => ({ x: point.size, y: y(point) })));
  const large = points.slice(Math.min(Math.floor(points.length / 2), points.length - 2));
  return {
    name,
    points,
    time: growth(points, ({ cpu }) => cpu),
    timeOfLarge: growth(large, ({ cpu }) => cpu),
    memory: growth(points, ({ peakBytes }) => peakBytes),
  };
};

const benchAxis = async (axis: Axis, options: ScaleOptions): Promise<ScaleAxis> => {
  const { rounds, core, say, isQuick } = options;
  const sizes = isQuick ? axis.sizes.slice(0, 2) : axis.sizes;
  say(announced(`${axis.name} of ${sizes.join(", ")}`, rounds));
  const contestants = sizes.map((size) => ({
    ...ours(String(size), "compiled", axis.specOf(size)),
    stepsPerRound: stepsAt(axis.specOf(size)),
  }));
  const entries = await contest(contestants, {
    rounds,
    stepsPerRound: 16,
    cores: [core],
    say,
  });
  return growthOf(
    axis.name,
    entries.flatMap(({ name, wall, cpu, peakBytes, failure }) =>
      failure !== undefined
        ? []
        : { size: Number(name), wall: median(wall), cpu: median(cpu), peakBytes },
    ),
  );
};

/** A fresh process for each size, so that its memory is its own; a sweep of ten warms it up. */
const benchDispatch = async ({ core, say, isQuick }: ScaleOptions): Promise<ScaleAxis> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-dispatch-"));
  const points: ScalePoint[] = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove); // where it is interrupted
  try {
    for (const size of isQuick ? sweepSizes.slice(0, 2) : sweepSizes) {
      say(`planning and dispatch of ${size} trials`);
      const sweeps = await startContestant(dispatching("dispatch", folder), core);
      try {
        await sweeps.run(10);
        const { ms, cpuMs, peakBytes } = await sweeps.run(size);
        points.push({ size, wall: ms, cpu: cpuMs, peakBytes });
      } finally {
        await sweeps.stop();
      }
    }
  } finally {
    process.off("exit", remove);
    remove();
  }
  return growthOf(sweepAxis, points);
};

/** How time and memory grow with each size, the others held. */
export const benchScale = async (options: ScaleOptions): Promise<ScaleReport> => {
  const { value, load } = await loadBetween(async () => {
    const measured: ScaleAxis[] = [];
    for (const axis of options.isQuick ? axes.slice(0, 1) : axes)
      measured.push(await benchAxis(axis, options));
    return [...measured, await benchDispatch(options)];
  });
  return { axes: value, load, ...(options.isQuick && { isQuick: true }) };
};
