import type { RunRecord } from "../sources/run-source.ts";

const whileRunning = 2_500;
const otherwise = 6_000;

/** Milliseconds until the next look. TanStack Query stops looking while the tab is hidden. */
export const pollInterval = (runs: readonly RunRecord[] | undefined): number =>
  runs?.some((run) => run.status === "RUNNING" || run.status === "SCHEDULED")
    ? whileRunning
    : otherwise;
