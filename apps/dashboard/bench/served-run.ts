import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveHome, vaeLab } from "./vae-lab.ts";

/** A trained run and the dashboard that serves it. */
export interface ServedRun {
  readonly url: string;
  /** The path of the run's explorer. */
  readonly explorer: string;
  close(): void;
}

/** Trains a run with many test images for one epoch and serves the dashboard. */
export const serveRun = async (testImages: number): Promise<ServedRun> => {
  const home = mkdtempSync(join(tmpdir(), "vae-lab-explore-"));
  const config = {
    dataset: { name: "bars", testSize: testImages },
    model: { latent: 2 },
    epochs: 1,
  };
  const trained = await vaeLab(["train", "-", "--home", home, "--json"], JSON.stringify(config));
  const { rows } = JSON.parse(trained) as { rows: { runId: string }[] };
  const { url, close } = await serveHome(home);
  return {
    url,
    explorer: `/study/single-trials/run/${rows[0]?.runId.slice(0, 8)}/explore?n=${testImages}`,
    close: () => {
      close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
