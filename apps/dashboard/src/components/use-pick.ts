import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

interface Pick {
  readonly study: string;
  readonly shortIds: ReadonlyMap<string, string>;
  /** Adds a run to the selection, or removes it. */
  readonly onToggle?: (run: string) => void;
}

/** The click handler of figures: opens the run, or toggles its selection with Shift, Control or Command. */
export const usePick = ({ study, shortIds, onToggle }: Pick) => {
  const navigate = useNavigate();
  return useCallback(
    (run: string, adds: boolean) => {
      if (adds && onToggle !== undefined) onToggle(run);
      else
        void navigate({
          to: "/study/$study/run/$run",
          params: { study, run: shortIds.get(run) ?? run },
        });
    },
    [navigate, study, shortIds, onToggle],
  );
};
