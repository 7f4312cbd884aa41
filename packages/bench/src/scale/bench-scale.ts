import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitPowerLaw, median, type PowerLaw } from "@vae-lab/statistics";
import { dispatching, ours } from "../candidates.ts";
import { loadBetween } from "../machine.ts";
import { startCandidate } from "../rounds/candidate.ts";
import { announced } from "../rounds/progress.ts";
import { runRounds } from "../rounds/run-rounds.ts";
import { type Axis, axes, sweepAxis, sweepSizes } from "./axes.ts";

export interface ScalePoint {
  readonly size: number;
  /** Milliseconds of a compiled step, or of planning and dispatch of a whole sweep. */
  readonly wall: number;
  readonly cpu: number;
  /** Peak memory of the process, including TensorFlow's half gigabyte. */
  readonly peakBytes: number;
}

export interface ScaleAxis {
  readonly name: string;
  readonly points: readonly ScalePoint[];
  /** Fit of processor time over all sizes; `timeOfLarge`: over the larger half, without fixed costs. */
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
  /** Only the first axis and sweeps, each at its two smallest sizes. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

/** Fewer steps per round where a step takes long, such as at batch 4096. */
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
  const candidates = sizes.map((size) => ({
    ...ours(String(size), "compiled", axis.specOf(size)),
    stepsPerRound: stepsAt(axis.specOf(size)),
  }));
  const entries = await runRounds(candidates, {
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

/** Each size runs in a new process, for its own peak memory; a sweep of ten warms it up. */
const benchDispatch = async ({ core, say, isQuick }: ScaleOptions): Promise<ScaleAxis> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-dispatch-"));
  const points: ScalePoint[] = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove); // where it is interrupted
  try {
    for (const size of isQuick ? sweepSizes.slice(0, 2) : sweepSizes) {
      say(`planning and dispatch of ${size} trials`);
      const sweeps = await startCandidate(dispatching("dispatch", folder), core);
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

/** Measures how time and memory grow with each size, the others constant. */
export const benchScale = async (options: ScaleOptions): Promise<ScaleReport> => {
  const { value, load } = await loadBetween(async () => {
    const measured: ScaleAxis[] = [];
    for (const axis of options.isQuick ? axes.slice(0, 1) : axes)
      measured.push(await benchAxis(axis, options));
    return [...measured, await benchDispatch(options)];
  });
  return { axes: value, load, ...(options.isQuick && { isQuick: true }) };
};
