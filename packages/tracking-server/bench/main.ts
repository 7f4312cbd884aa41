import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillByApi, fillMlflow } from "./fill.ts";
import { fillStore } from "./fill-store.ts";
import { connect } from "./load.ts";
import { loggingRate, sampledHistories, searchPage, wholeHistory } from "./measurements.ts";

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

/** `--tiny` only checks that everything works. */
const sizes = process.argv.includes("--tiny")
  ? { logMs: 50, table: [20, 5], curves: [5, 100], large: [30, 10] }
  : { logMs: 3_000, table: [1_500, 100], curves: [100, 10_000], large: [5_000, 1_500] };
const [tableRuns = 0, tableMetrics = 0] = sizes.table;
const [curveRuns = 0, curvePoints = 0] = sizes.curves;
const [largeRuns = 0, largeMetrics = 0] = sizes.large;
const count = (n: number): string => n.toLocaleString("en");

const measure = async (side: "embedded" | "mlflow", url: string): Promise<void> => {
  const server = connect(url);
  const rate = async (clients: number, batch: number) => {
    const name = `${clients} client${clients > 1 ? "s" : ""}, ${batch} metrics a batch`;
    note(side, name, "metrics/s", await loggingRate(server, clients, batch, sizes.logMs));
  };
  for (const clients of [1, 8]) for (const batch of [1, 100, 1_000]) await rate(clients, batch);
  const times = (name: string, { first, later }: { first: number; later: number }) => {
    note(side, `${name}, first`, "ms", first);
    note(side, `${name}, again`, "ms", later);
  };
  const fill = side === "mlflow" ? fillMlflow : fillByApi;
  const table = await fill(server, { runs: tableRuns, metrics: tableMetrics, points: 1 });
  const ofTable = `${count(tableRuns)} runs × ${tableMetrics} metrics`;
  times(`search page of 100, ${ofTable}`, await searchPage(server, table, 100));
  times(`search of all ${ofTable}`, await searchPage(server, table, tableRuns));
  const curves = await fill(server, { runs: curveRuns, metrics: 1, points: curvePoints });
  times(`whole history of a run, ${count(curvePoints)} points`, await wholeHistory(server, curves));
  const ofCurves = `${curveRuns} runs × ${count(curvePoints)}`;
  times(`sampled histories of ${ofCurves}`, await sampledHistories(server, curves));
  server.close();
};

const measureLarge = async (url: string): Promise<void> => {
  const filler = connect(url);
  const large = await fillStore(filler, folder, {
    runs: largeRuns,
    metrics: largeMetrics,
    points: 1,
  });
  // Filling blocked this thread so long that the server has closed the idle connection.
  filler.close();
  const server = connect(url);
  for (const size of [25, 100]) {
    const { first, later } = await searchPage(server, large, size);
    const name = `search page of ${size}, ${count(largeRuns)} runs × ${count(largeMetrics)} metrics`;
    note("embedded", `${name}, first`, "ms", first);
    note("embedded", `${name}, again`, "ms", later);
  }
  server.close();
};

const folder = mkdtempSync(join(tmpdir(), "tracking-bench-"));
const child = fork(join(import.meta.dirname, "serve.ts"), [folder], {
  execArgv: ["--conditions=@vae-lab/source", "--import", import.meta.resolve("tsx")],
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
