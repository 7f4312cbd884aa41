import { runFiles } from "@vae-lab/experiments/metrics";
import { useFolder } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";

/** The address of a run's checkpoint; null for a run without one, undefined while it is looked for. */
export const useCheckpoint = (run: RunRecord) => {
  const { data, error } = useFolder(run, "");
  const file = data?.find(({ path }) => path === runFiles.checkpoint);
  return { url: data === undefined ? undefined : (file?.url ?? null), error };
};
