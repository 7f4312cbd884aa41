import { type Remote, wrap } from "comlink";
import { useEffect, useState } from "react";
import type { DescribedDefect, Museum } from "./messages.ts";

export type MuseumState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: Error }
  | {
      readonly kind: "open";
      readonly defects: readonly DescribedDefect[];
      readonly museum: Remote<Museum>;
    };

/** Starts the worker that computes the defects. */
export const useMuseum = (): MuseumState => {
  const [state, setState] = useState<MuseumState>({ kind: "loading" });
  useEffect(() => {
    const worker = new Worker(new URL("./museum.worker.ts", import.meta.url), { type: "module" });
    let isCurrent = true;
    const fail = (error: Error) => {
      if (isCurrent) setState({ kind: "failed", error });
    };
    worker.addEventListener("error", ({ message }) =>
      fail(new Error(`cannot start the computation: ${message || "the worker did not load"}`)),
    );
    const museum = wrap<Museum>(worker);
    museum.describe().then(
      (defects) => {
        if (isCurrent) setState({ kind: "open", defects, museum });
      },
      (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      isCurrent = false;
      worker.terminate();
    };
  }, []);
  return state;
};
