import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

interface Pick {
  readonly study: string;
  readonly shortIds: ReadonlyMap<string, string>;
  /** Puts a run into the selection, or takes it out. */
  readonly onToggle?: (run: string) => void;
}

/** What a press on a run's mark does: opens the run, or with Shift, Control or Command selects it. */
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
