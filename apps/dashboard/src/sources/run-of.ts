import type { RunRecord } from "./run-source.ts";

/** A finished run for tests, with whatever the test is about. */
export const runOf = (part: Partial<RunRecord> = {}): RunRecord => ({
  id: "0",
  name: "run",
  experimentId: "1",
  status: "FINISHED",
  startTime: 0,
  params: {},
  tags: {},
  measures: {},
  steps: {},
  lastSeen: 0,
  ...part,
});
