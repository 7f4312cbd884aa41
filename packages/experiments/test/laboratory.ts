import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient, type Run } from "mlflow-js-client";
import { fileJournal } from "mlflow-js-client/node";
import { TrialConfig } from "../src/config/trial-config.ts";
import { runSweep, type SweepOptions } from "../src/sweep/run-sweep.ts";
import type { SweepEvent, SweepResult } from "../src/sweep/sweep-events.ts";
import type { DurableJournal } from "../src/sweep/tracking/tracking-queue.ts";

/** A workspace with its own tracking, and a sweep over it whose events are kept. */
export interface Laboratory {
  readonly workspace: string;
  readonly client: MlflowClient;
  /** Requests are first shown to this; what it throws is the network's failure. */
  intercept: (request: Request) => void;
  sweep(options: Partial<SweepOptions> & Pick<SweepOptions, "trials">): Promise<{
    result: SweepResult;
    events: SweepEvent[];
  }>;
  runs(): Promise<Run[]>;
  close(): Promise<void>;
}

export const openLaboratory = async (): Promise<Laboratory> => {
  const workspace = await mkdtemp(join(tmpdir(), "vae-lab-sweep-"));
  const server = openTrackingServer({ folder: join(workspace, "tracking") });
  const client = mlflowClient({
    trackingUri: "http://localhost",
    retry: { retries: 0 },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      laboratory.intercept(request);
      return server.fetch(request);
    },
  });
  const laboratory: Laboratory = {
    workspace,
    client,
    intercept: () => undefined,
    sweep: async (options) => {
      const events: SweepEvent[] = [];
      const result = await runSweep({
        study: "tiny",
        workspace,
        client,
        workers: 1,
        signal: new AbortController().signal,
        ...options,
        onEvent: (event) => {
          events.push(event);
          options.onEvent?.(event);
        },
      });
      return { result, events };
    },
    runs: async () => {
      const experiment = await client.experiments.getByName("tiny");
      const found: Run[] = [];
      if (experiment === undefined) return found;
      for await (const run of client.runs.search({ experimentIds: [experiment.experimentId] }))
        found.push(run);
      return found;
    },
    close: async () => {
      server.close();
      await rm(workspace, { recursive: true });
    },
  };
  return laboratory;
};

/** What sweeps of a home leave for tracking that is away. */
export const durableJournalIn = async (home: string): Promise<DurableJournal> => {
  const path = join(home, "spool");
  return { journal: await fileJournal({ path, isSynced: false }), path, sendCommand: "send it" };
};

/** The texts of the notices among these events. */
export const noticesOf = (events: readonly SweepEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));

/** A trial of a second: 2 latents on 300 images of bars. */
export const tinyTrial = (beta: number, parts: object = {}): TrialConfig =>
  TrialConfig.parse({
    dataset: { name: "bars", trainSize: 300, testSize: 100 },
    model: { kind: "vae", latent: 2, hidden: [16] },
    objective: { beta },
    estimator: { kind: "pathwise" },
    epochs: 1,
    ...parts,
  });

/** Large enough a step that the first parameters it makes are beyond float32. */
export const divergingTrial = (): TrialConfig =>
  tinyTrial(1, { optimizer: { kind: "adam", learningRate: 1e6 } });
