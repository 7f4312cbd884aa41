import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillByApi, fillMlflow } from "./fill.ts";
import { fillStore } from "./fill-store.ts";
import { connect } from "./load.ts";
import { loggingRate, sampledHistories, searchPage, wholeHistory } from "./measures.ts";

interface Row {
  readonly name: string;
  readonly unit: "metrics/s" | "ms";
  embedded?: number;
  mlflow?: number;
}
const rows: Row[] = [];
const note = (side: "embedded" | "mlflow", name: string, unit: Row["unit"], value: number) => {
  const known = rows.find((row) => row.name === name);
  const row = known ?? { name, unit };
  if (!known) rows.push(row);
  row[side] = value;
  console.error(`${side}: ${name}: ${Math.round(value * 10) / 10} ${unit}`);
};

const measure = async (side: "embedded" | "mlflow", url: string): Promise<void> => {
  const server = connect(url);
  const rate = async (clients: number, batch: number) => {
    const name = `${clients} client${clients > 1 ? "s" : ""}, ${batch} metrics a batch`;
    note(side, name, "metrics/s", await loggingRate(server, clients, batch));
  };
  for (const clients of [1, 8]) for (const batch of [1, 100, 1_000]) await rate(clients, batch);
  const times = (name: string, { first, later }: { first: number; later: number }) => {
    note(side, `${name}, first`, "ms", first);
    note(side, `${name}, again`, "ms", later);
  };
  const fill = side === "mlflow" ? fillMlflow : fillByApi;
  const table = await fill(server, { runs: 1_500, metrics: 100, points: 1 });
  times("search page of 100, 1,500 runs × 100 metrics", await searchPage(server, table, 100));
  times("search of all 1,500 runs × 100 metrics", await searchPage(server, table, 1_500));
  const curves = await fill(server, { runs: 100, metrics: 1, points: 10_000 });
  times("whole history of a run, 10,000 points", await wholeHistory(server, curves));
  times("sampled histories of 100 runs × 10,000", await sampledHistories(server, curves));
  server.close();
};

const measureLarge = async (url: string): Promise<void> => {
  const filler = connect(url);
  const large = await fillStore(filler, folder, { runs: 5_000, metrics: 1_500, points: 1 });
  // Filling held this thread so long that the server has closed the idle connection.
  filler.close();
  const server = connect(url);
  for (const size of [25, 100]) {
    const { first, later } = await searchPage(server, large, size);
    const name = `search page of ${size}, 5,000 runs × 1,500 metrics`;
    note("embedded", `${name}, first`, "ms", first);
    note("embedded", `${name}, again`, "ms", later);
  }
  server.close();
};

const folder = mkdtempSync(join(tmpdir(), "tracking-bench-"));
const child = fork(join(import.meta.dirname, "serve.ts"), [folder], {
  execArgv: ["--import", import.meta.resolve("tsx")],
  stdio: ["ignore", "pipe", "inherit", "ipc"],
});
try {
  const [said] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const embedded = said.toString().trim();
  await measure("embedded", embedded);
  await measureLarge(embedded);
  const mlflow = process.env.VAE_LAB_MLFLOW_URL;
  if (mlflow) await measure("mlflow", mlflow);
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

const number = (value: number | undefined): string =>
  value === undefined
    ? ""
    : value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
console.log("| | embedded | MLflow | times as fast |\n|---|---|---|---|");
for (const { name, unit, embedded, mlflow } of rows) {
  const times =
    embedded === undefined || mlflow === undefined
      ? undefined
      : unit === "ms"
        ? mlflow / embedded
        : embedded / mlflow;
  console.log(`| ${name} (${unit}) | ${number(embedded)} | ${number(mlflow)} | ${number(times)} |`);
}
