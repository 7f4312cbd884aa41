import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSource } from "../data/source-context.tsx";

interface Request {
  readonly change: "archive" | "restore";
  readonly ids: readonly string[];
}

/** Archives or restores runs of an experiment; undefined if the source cannot be changed. */
export const useArchiving = (experimentId: string | undefined) => {
  const { changes } = useSource();
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async ({ change, ids }: Request) => {
      if (changes === undefined) return undefined;
      for (const id of ids) await changes[change](id);
      return { change, count: ids.length };
    },
    // Also after an error, which may have come after some of the runs.
    onSettled: () =>
      Promise.all(
        ["table", "archived"]
          .map((list) => client.invalidateQueries({ queryKey: [list, experimentId] }))
          .concat(client.invalidateQueries({ queryKey: ["run"] })),
      ),
  });
  return changes === undefined ? undefined : { request: mutate, done: data, error, isPending };
};
