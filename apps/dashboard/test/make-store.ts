import { join } from "node:path";
import { runSweep, TrialConfig } from "@vae-lab/experiments";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";

const bars = { name: "bars", trainSize: 256, testSize: 64 } as const;
const vae = { kind: "vae", latent: 4, hidden: [16] } as const;

/** Four VAEs with different betas, a 2-D VAE and an autoencoder; training takes seconds. */
const trials = [
  ...[0.25, 1, 4, 16].map((beta) => ({ model: vae, beta })),
  { model: { ...vae, latent: 2 }, beta: 1 },
].map(({ model, beta }) =>
  TrialConfig.parse({
    dataset: bars,
    model,
    objective: { regulariser: "reverse-kl", beta },
    estimator: { kind: "pathwise" },
    batchSize: 32,
    epochs: 2,
  }),
);
const autoencoder = TrialConfig.parse({
  dataset: bars,
  model: { ...vae, kind: "autoencoder" },
  batchSize: 32,
  epochs: 2,
});

/** Logs a run without a model, as `vae-lab verify` does. */
const logTable = async (client: ReturnType<typeof mlflowClient>) => {
  const experimentId = await client.experiments.create({ name: "tables" });
  const { info } = await client.runs.create({
    experimentId,
    runName: "verify",
    startTime: Date.now(),
  });
  const { runId } = info;
  const metrics = [{ key: "verify/passed", value: 3, step: 0, timestamp: Date.now() }];
  await client.runs.logBatch({ runId, params: { estimates: "1000" }, metrics });
  const [body, contentType] = ["IWAE  pathwise  as exact\n", "text/plain"];
  await client.artifacts.upload({ runId, path: "verify.txt", body, contentType });
  await client.runs.update({ runId, status: "FINISHED", endTime: Date.now() });
};

/** Runs a small sweep into a store under `folder` and returns the open server. */
export const makeStore = async (folder: string) => {
  const server = openTrackingServer({ folder: join(folder, "tracking") });
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: server.fetch });
  await logTable(client);
  const { failed } = await runSweep({
    study: "tiny",
    trials: [...trials, autoencoder],
    workspace: folder,
    client,
    workers: 1,
    signal: new AbortController().signal,
    onEvent: () => {},
  });
  if (failed.length > 0) throw new Error(`trials failed: ${failed.map(({ reason }) => reason)}`);
  return server;
};
