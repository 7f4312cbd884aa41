// Logs a training loop to MLflow: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 npm run example log-to-mlflow
import { mlflowClient } from "mlflow-js-client";

const client = mlflowClient({
  trackingUri: process.env.MLFLOW_TRACKING_URI ?? "http://127.0.0.1:5000",
});

/** Points around the line y = 2x + 1, and a generator of them: any data and any model will do. */
const points = Array.from({ length: 100 }, (_, i) => {
  const x = i / 50 - 1;
  return { x, y: 2 * x + 1 + 0.1 * Math.sin(37 * i) };
});

/** An experiment of this name; a new one where there is none. */
const experimentNamed = async (name: string): Promise<string> =>
  (await client.experiments.getByName(name))?.experimentId ??
  (await client.experiments.create({ name }));

interface Metrics {
  loss: number;
  slope: number;
  intercept: number;
}

const learningRate = 0.1;
const experimentId = await experimentNamed("example: a line");
const { info } = await client.runs.create({ experimentId, runName: `rate ${learningRate}` });
const run = client.run<Metrics>(info.runId); // sends in batches while the loop goes on
await run.params({ learningRate: String(learningRate), steps: "200" });

let [slope, intercept] = [0, 0];
let status: "FINISHED" | "FAILED" = "FAILED";
try {
  for (let step = 1; step <= 200; step++) {
    const errors = points.map(({ x, y }) => slope * x + intercept - y);
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const loss = mean(errors.map((error) => error ** 2));
    slope -= learningRate * 2 * mean(errors.map((error, i) => error * (points[i]?.x ?? 0)));
    intercept -= learningRate * 2 * mean(errors);
    await run.log({ loss, slope, intercept }, step);
  }
  const model = JSON.stringify({ slope, intercept });
  await client.artifacts.upload({ runId: info.runId, path: "model.json", body: model });
  status = "FINISHED";
} finally {
  await run.close(); // sends the rest
  await client.runs.update({ runId: info.runId, status, endTime: Date.now() });
}
console.log(`y = ${slope.toFixed(2)} x + ${intercept.toFixed(2)}, run ${info.runId}`);
