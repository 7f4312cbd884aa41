import { spawn } from "node:child_process";
import { join } from "node:path";
import { mlflowClient } from "mlflow-js-client";
import { expect, test } from "vitest";
import { openTrackingServer } from "../src/index.ts";
import { collect, temporaryFolder } from "./contract/contract.ts";

/** `npm run test:chaos` sets a hundred. */
const kills = Number(process.env.VAE_LAB_KILLS ?? 10);

/** Runs a writer until it has acknowledged the given number of rounds, kills it, and returns them. */
const killAfter = (folder: string, rounds: number): Promise<Map<string, number>> =>
  new Promise((resolve, reject) => {
    const writer = spawn(
      process.execPath,
      [
        join(import.meta.dirname, "../../../scripts/run-source.mjs"),
        join(import.meta.dirname, "killed-writer.ts"),
        folder,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let said = "";
    writer.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split("\n").length > rounds) writer.kill("SIGKILL");
    });
    writer.on("close", (code, signal) => {
      if (signal !== "SIGKILL") return reject(new Error(`the writer ended by itself: ${code}`));
      const last = new Map<string, number>();
      // The text after the last line break was cut off and may be part of a number.
      for (const line of said.slice(0, said.lastIndexOf("\n")).split("\n")) {
        const [runId = "", round = ""] = line.split(" ");
        last.set(runId, Number(round));
      }
      resolve(last);
    });
  });

/** A different number each time, and the same numbers on every machine. */
const roundsOf = (kill: number): number => 1 + ((kill * 37) % 61);

test(`after each of ${kills} kills all that was acknowledged is there, and nothing by halves`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const folder = temporaryFolder();
  for (let kill = 0; kill < kills; kill++) {
    const acknowledged = await killAfter(folder, roundsOf(kill));
    const server = openTrackingServer({ folder });
    const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
    for (const [runId, last] of acknowledged) {
      const steps = (await collect(client.metrics.history({ runId, key: "m" }))).map(
        ({ step }) => step,
      );
      const rounds = steps.length / 25;
      // At most the unacknowledged round is there as well, with all of its batch.
      expect([last + 1, last + 2]).toContain(rounds);
      expect(steps).toEqual(Array.from({ length: rounds * 25 }, (_, step) => step));
      const { data } = await client.runs.get(runId);
      expect(Object.keys(data.params)).toHaveLength(rounds);
      expect(data.tags.round).toBe(`${rounds - 1}`);
      const files = await client.artifacts.list({ runId, path: "files" });
      const paths = files.map(({ path }) => path);
      for (let round = 0; round <= last; round += 5) expect(paths).toContain(`files/${round}.bin`);
      for (const { path, ...file } of files) {
        const round = Number(/(\d+)\.bin$/.exec(path)?.[1]);
        expect(file).toMatchObject({ isDir: false, fileSize: 50_000 });
        const body = await client.artifacts.download({ runId, path });
        expect(body.every((byte) => byte === round % 256)).toBe(true);
      }
    }
    server.close();
  }
});
