import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** A description of the machine without its name. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export const describeMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  system: `${platform()} ${release().split("-")[0]} ${arch()}`,
  node: process.versions.node,
});

/** Runs `work`; returns its result and the mean of the one-minute load averages before and after. */
export const loadBetween = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly load: number }> => {
  const before = loadavg()[0] ?? 0;
  const value = await work();
  return { value, load: (before + (loadavg()[0] ?? 0)) / 2 };
};
