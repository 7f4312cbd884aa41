// Sweeps beta over two seeds from a script: npm run example sweep [folder]
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { completeConfig, runSweep, type SweepEvent } from "@vae-lab/experiments";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";

const [folder = ".vae-lab"] = process.argv.slice(2);

const trials = [0.25, 1, 4].flatMap((beta) =>
  [1, 2].map((seed) =>
    completeConfig({
      dataset: { name: "bars" },
      model: { kind: "vae", latent: 4 },
      objective: { regulariser: "reverse-kl", beta },
      epochs: 20,
      seed,
    }),
  ),
);

const report = (event: SweepEvent): void => {
  if (event.kind === "planned") console.log(`${event.waiting.length} trials to run`);
  if (event.kind === "finished") console.log(`finished ${event.row.label}`);
  if (event.kind === "failed") console.log(`failed ${event.trial.label}: ${event.reason}`);
  if (event.kind === "notice") console.log(event.text);
};

/** Ctrl-C stops the sweep; run again, it continues where it stopped. */
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

// The same folder as the command line's: `npm run vae-lab dashboard` shows these runs.
const server = openTrackingServer({ folder: join(folder, "tracking") });
try {
  const { rows } = await runSweep({
    study: "example: beta",
    trials,
    workspace: folder,
    client: mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch }),
    workers: availableParallelism(),
    signal: stop.signal,
    onEvent: report,
  });

  console.log("\nbeta  seed  ELBO  rate (nats per image)");
  for (const { config, metrics } of rows) {
    const { "test/elbo": elbo, "test/rate": rate } = metrics;
    console.log(
      `${config.objective?.beta}  ${config.seed}  ${elbo?.toFixed(2)}  ${rate?.toFixed(2)}`,
    );
  }
} finally {
  server.close();
}
