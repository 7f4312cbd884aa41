import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const command = fileURLToPath(new URL("../../cli/bin/vae-lab.mjs", import.meta.url));

/** A trained run and the dashboard that serves it. */
export interface ServedRun {
  readonly url: string;
  /** The path of the run's explorer. */
  readonly explorer: string;
  close(): void;
}

/** Trains a run with many test images for one epoch and serves the dashboard. The page must be built. */
export const serveRun = async (testImages: number): Promise<ServedRun> => {
  const home = mkdtempSync(join(tmpdir(), "vae-lab-explore-"));
  const config = {
    dataset: { name: "bars", testSize: testImages },
    model: { latent: 2 },
    epochs: 1,
  };
  const trained = promisify(execFile)(process.execPath, [
    ...[command, "train", "-", "--home", home, "--json"],
  ]);
  trained.child.stdin?.end(JSON.stringify(config));
  const { rows } = JSON.parse((await trained).stdout) as { rows: { runId: string }[] };
  const server = spawn(process.execPath, [command, "dashboard", "--home", home, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    server.on("exit", () => reject(new Error(`cannot serve the dashboard: ${output}`)));
    for (const stream of [server.stdout, server.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        const [, found] = /^dashboard: (http:\S+)/m.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
  });
  return {
    url,
    explorer: `/study/single-trials/run/${rows[0]?.runId.slice(0, 8)}/explore?n=${testImages}`,
    close: () => {
      server.removeAllListeners("exit");
      server.kill("SIGINT");
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
