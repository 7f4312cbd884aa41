import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSource } from "../data/source-context.tsx";
import type { RunChanges, RunRecord } from "../sources/run-source.ts";

/** Changes of a run; undefined if the source cannot be changed. */
export const useChanges = (run: RunRecord) => {
  const { changes } = useSource();
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (change: (changes: RunChanges) => Promise<void>) => {
      if (changes !== undefined) await change(changes);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["run"] }),
        client.invalidateQueries({ queryKey: ["table", run.experimentId] }),
        client.invalidateQueries({ queryKey: ["archived", run.experimentId] }),
      ]),
  });
  if (changes === undefined) return undefined;
  const runId = run.id;
  return {
    error,
    isPending,
    setTag: (key: string, value: string) => mutate((to) => to.setTag({ runId, key, value })),
    deleteTag: (key: string) => mutate((to) => to.deleteTag({ runId, key })),
    archive: () => mutate((to) => to.archive(runId)),
    restore: () => mutate((to) => to.restore(runId)),
  };
};
