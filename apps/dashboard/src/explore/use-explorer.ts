import { type Remote, wrap } from "comlink";
import { useEffect, useState } from "react";
import type { Explorer, OpenedRun } from "./messages.ts";

export type ExplorerState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "open"; readonly run: OpenedRun; readonly explorer: Remote<Explorer> };

/** Loads the model of a checkpoint in a worker; nothing without a checkpoint. */
export const useExplorer = (
  checkpointUrl: string | undefined,
  first: number,
): ExplorerState | undefined => {
  const [state, setState] = useState<ExplorerState>({ kind: "loading" });
  useEffect(() => {
    if (checkpointUrl === undefined) return;
    setState({ kind: "loading" });
    const worker = new Worker(new URL("./explorer.worker.ts", import.meta.url), { type: "module" });
    let isCurrent = true;
    const fail = (message: string) => {
      if (isCurrent) setState({ kind: "failed", message });
    };
    worker.addEventListener("error", ({ message }) =>
      fail(`cannot start the explorer: ${message || "the worker did not load"}`),
    );
    const explorer = wrap<Explorer>(worker);
    explorer.open(new URL(checkpointUrl, location.href).href, first).then(
      (run) => {
        if (isCurrent) setState({ kind: "open", run, explorer });
      },
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
      worker.terminate();
    };
  }, [checkpointUrl, first]);
  return checkpointUrl === undefined ? undefined : state;
};
