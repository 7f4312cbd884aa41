import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

interface Pick {
  readonly study: string;
  readonly shortIds: ReadonlyMap<string, string>;
  /** Adds runs to the selection, or removes them. */
  readonly onToggle?: (runs: readonly string[]) => void;
}

/**
 * The click handler of figures: opens the run, or toggles its selection with Shift, Control or Command.
 * A mark of several runs always toggles their selection.
 */
export const usePick = ({ study, shortIds, onToggle }: Pick) => {
  const navigate = useNavigate();
  return useCallback(
    (run: string, adds: boolean) => {
      const runs = run.split(" ");
      if ((adds || runs.length > 1) && onToggle !== undefined) onToggle(runs);
      else
        void navigate({
          to: "/study/$study/run/$run",
          params: { study, run: shortIds.get(run) ?? run },
        });
    },
    [navigate, study, shortIds, onToggle],
  );
};
