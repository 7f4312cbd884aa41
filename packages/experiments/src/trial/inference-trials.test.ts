import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { completeConfig } from "../config/complete-config.ts";
import { runTrial } from "./run-trial.ts";
import type { TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();

const configOf = (parts: object) =>
  completeConfig(
    {
      dataset: { name: "bars", trainSize: 256, testSize: 64 },
      model: { latent: 2, hidden: [16] },
      epochs: 3,
      batchSize: 32,
    },
    parts,
  );

/** The events of one tiny trial on bars. */
const eventsOf = async (parts: object, snapshot?: Uint8Array): Promise<TrialEvent[]> => {
  const events: TrialEvent[] = [];
  const options = { backend, snapshots: true, ...(snapshot && { snapshot }) };
  for await (const event of runTrial(configOf(parts), options)) events.push(event);
  return events;
};

const metricsOf = (events: readonly TrialEvent[]): Readonly<Record<string, number>> => {
  const last = events.findLast((event) => event.kind === "epoch");
  return last?.kind === "epoch" ? last.metrics : {};
};

const plain = metricsOf(await eventsOf({}));

const posterior = (kind: string) => ({ model: { posterior: { kind, steps: 10 } } });

test.each([
  ["semi-amortised inference", posterior("semi-amortised")],
  ["parameters for each observation", posterior("per-observation")],
  ["lagging", { lagging: { epochs: 2, maxEncoderSteps: 20 } }],
  ["MMD in place of the rate", { objective: { beta: 0, aggregate: { weight: 5 } } }],
  ["MMD beside the rate", { objective: { aggregate: { kernel: "rbf" } } }],
])(
  "a trial with %s is trained in compiled steps, to other numbers than without",
  async (_, parts) => {
    const events = await eventsOf(parts);
    expect(events[0]).toMatchObject({ step: "compiled" });
    expect(events.at(-1)?.kind).toBe("finished");
    const metrics = metricsOf(events);
    const { "test/elbo": elbo = Number.NaN, "test/rate": rate = Number.NaN } = metrics;
    expect(elbo).toBeCloseTo((metrics["test/reconstruction"] ?? 0) - rate, 6);
    expect(Math.abs(elbo - (plain["test/elbo"] ?? 0))).toBeGreaterThan(1e-3);
  },
);

test("semi-amortised inference reaches a better ELBO than the encoder alone after equal steps", async () => {
  const metrics = metricsOf(await eventsOf(posterior("semi-amortised")));
  expect(metrics["test/elbo"]).toBeGreaterThan(plain["test/elbo"] ?? 0);
});

test("MMD in place of the rate lets the rate grow", async () => {
  const metrics = metricsOf(await eventsOf({ objective: { beta: 0, aggregate: {} } }));
  expect(metrics["test/rate"]).toBeGreaterThan(plain["test/rate"] ?? 0);
});
