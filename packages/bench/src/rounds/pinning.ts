import { spawnSync } from "node:child_process";

/** The command, pinned to one core if the system has taskset (Linux). */
export const pinned = (command: readonly string[], core: number): readonly string[] =>
  canPin(core) ? ["taskset", "-c", String(core), ...command] : command;

export const canPin = (core: number): boolean =>
  spawnSync("taskset", ["-c", String(core), "true"], { stdio: "ignore" }).status === 0;

/** One thread for all libraries, ours and the peers'. */
export const oneThread: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
};
