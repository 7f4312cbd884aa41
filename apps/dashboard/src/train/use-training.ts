import { count, testCount, url } from "virtual:mnist-digits";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NewRun } from "../sources/run-source.ts";
import type { Frame, Order, Report, StepTerms, TrainingImages } from "./messages.ts";
import { configOf } from "./training-config.ts";
import { canContinue, type TrainingSettings } from "./training-settings.ts";

/** How a training in a worker is doing. */
export type TrainingState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly backend: string; readonly shown: TrainingImages }
  | { readonly kind: "finished"; readonly backend: string; readonly shown: TrainingImages }
  | { readonly kind: "failed"; readonly message: string };

export interface Training {
  readonly state: TrainingState;
  /** Calls back with every frame until the returned function is called. */
  onFrame(listener: (frame: Frame) => void): () => void;
  /** The terms of all steps since the start. */
  terms(): readonly StepTerms[];
  /** A run of the training up to its last whole epoch. @throws Error before there is one */
  record(): Promise<NewRun>;
}

/** Who waits for a run. */
interface Waiting {
  readonly resolve: (run: NewRun) => void;
  readonly reject: (error: Error) => void;
}

/** What the controls of the page ask of its trainings. */
export interface TrainingRun {
  readonly isPlaying: boolean;
  /** A new number starts the training anew. */
  readonly attempt: number;
  /** A new number makes one step. */
  readonly singleSteps: number;
}

/**
 * Trains in a worker. A change of settings that keeps the parameters' shapes continues from the present
 * parameters; another change, and a new `attempt`, start anew.
 */
export const useTraining = (
  settings: TrainingSettings,
  { isPlaying, attempt, singleSteps }: TrainingRun,
): Training => {
  const [state, setState] = useState<TrainingState>({ kind: "loading" });
  const worker = useRef<Worker>(undefined);
  const listeners = useRef(new Set<(frame: Frame) => void>());
  const terms = useRef<StepTerms[]>([]);
  const waiting = useRef<Waiting[]>([]);
  const trained = useRef(settings);
  const playing = useRef(isPlaying);
  playing.current = isPlaying;

  const send = useCallback((order: Order): void => worker.current?.postMessage(order), []);

  const key = `${settings.data} ${settings.likelihood} ${settings.seed} ${attempt}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the settings that need a new start
  useEffect(() => {
    const started = new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    trained.current = settings;
    terms.current = [];
    setState({ kind: "loading" });
    const read: {
      readonly [Kind in Report["kind"]]: (report: Extract<Report, { kind: Kind }>) => void;
    } = {
      ready: ({ backend, shown }) => {
        setState({ kind: "ready", backend, shown });
        // The first step shows the initial model; without it a paused page would stay empty
        started.postMessage({ kind: playing.current ? "play" : "step" } satisfies Order);
      },
      frame: ({ frame }) => {
        terms.current.push(...frame.terms);
        for (const listener of listeners.current) listener(frame);
        requestAnimationFrame(() => started.postMessage({ kind: "drawn" } satisfies Order));
      },
      finished: () =>
        setState((before) => (before.kind === "ready" ? { ...before, kind: "finished" } : before)),
      failed: ({ message }) => setState({ kind: "failed", message }),
      recorded: ({ run }) => waiting.current.shift()?.resolve(run),
      unrecorded: ({ message }) => waiting.current.shift()?.reject(new Error(message)),
    };
    started.addEventListener("message", ({ data }: MessageEvent<Report>) =>
      read[data.kind](data as never),
    );
    started.addEventListener("error", ({ message }) =>
      setState({
        kind: "failed",
        message: `cannot start the training: ${message || "the worker did not load"}`,
      }),
    );
    started.postMessage({
      kind: "start",
      config: configOf(settings),
      digits: { url: new URL(url, location.href).href, count, testCount },
    } satisfies Order);
    return () => {
      started.terminate();
      for (const { reject } of waiting.current.splice(0))
        reject(new Error("cannot log the run: its training was started anew"));
    };
  }, [key]);

  useEffect(() => {
    if (trained.current === settings || !canContinue(trained.current, settings)) return;
    trained.current = settings;
    send({ kind: "change", config: configOf(settings) });
    if (playing.current) send({ kind: "play" });
  });

  useEffect(() => {
    send({ kind: isPlaying ? "play" : "pause" });
  }, [isPlaying, send]);

  useEffect(() => {
    if (singleSteps > 0) send({ kind: "step" });
  }, [singleSteps, send]);

  const onFrame = useCallback((listener: (frame: Frame) => void) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);

  return {
    state,
    onFrame,
    terms: () => terms.current,
    record: () =>
      new Promise((resolve, reject) => {
        waiting.current.push({ resolve, reject });
        send({ kind: "record" });
      }),
  };
};
