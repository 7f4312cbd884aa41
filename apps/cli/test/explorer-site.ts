import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@vae-lab/testing";
import type { Browser, Page } from "playwright-core";
import { startCommand, vaeLab } from "./command.ts";

/** Trained runs, the dashboard that serves them, and a browser. */
export interface ExplorerSite {
  readonly folder: string;
  readonly url: string;
  readonly browser: Browser;
  /** The short id of the run with this name. */
  shortId(name: string): string;
  checkpointOf(name: string): Promise<string>;
  open(name: string, search?: string): Promise<{ page: Page; faults: string[] }>;
  close(): Promise<void>;
}

export const openExplorerSite = async (): Promise<ExplorerSite> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-explore-"));
  const home = join(folder, "home");
  const ids = new Map<string, string>();

  /** Trains in one process, and keeps the ids of the runs by their names. */
  const train = async (names: readonly string[], ...args: readonly string[]): Promise<void> => {
    const { stdout, stderr, code } = await vaeLab([...args, "--home", home, "--json"]);
    if (code !== 0) throw new Error(`cannot train ${names}: ${stderr}`);
    const { rows } = JSON.parse(stdout) as { rows: readonly { runId: string }[] };
    for (const [i, name] of names.entries()) ids.set(name, rows[i]?.runId ?? "");
  };

  const checkpointOf = async (name: string): Promise<string> => {
    const artifacts = join(home, "tracking", "artifacts");
    const files = await readdir(artifacts, { recursive: true });
    const file = files.find(
      (path) => path.includes(ids.get(name) ?? "") && path.endsWith("checkpoint.safetensors"),
    );
    if (file === undefined) throw new Error(`the run ${name} has no checkpoint`);
    return join(artifacts, file);
  };

  const trainAll = async (): Promise<void> => {
    const runs = {
      used: { epochs: 40 },
      collapsed: { epochs: 40, beta: 64 },
      "four units": { latent: 4, epochs: 5 },
      damaged: { epochs: 1 },
      lost: { epochs: 2 },
      "512 units": { latent: 512, epochs: 1 },
      "one image": { epochs: 1, testSize: 1 },
      "one unit": { latent: 1, epochs: 2 },
      conditional: { epochs: 20, condition: "labels" },
    } as const;
    const each = <Value>(key: string, value: Value): unknown[] =>
      Object.values(runs).map((run) => (key in run ? run[key as keyof typeof run] : value));
    const model = { kind: "vae", hidden: [16] };
    const latents = each("latent", 2);
    const conditions = each("condition", undefined);
    const bars = {
      name: "single-trials",
      base: { dataset: { name: "bars", trainSize: 512 }, batchSize: 32 },
      zip: [
        {
          model: latents.map((latent, i) => ({ ...model, latent, condition: conditions[i] })),
          epochs: each("epochs", 1),
          "objective.beta": each("beta", 1),
          "dataset.testSize": each("testSize", 128),
        },
      ],
    };
    const file = join(folder, "bars.json");
    await writeFile(file, JSON.stringify(bars));
    await train(Object.keys(runs), "sweep", file, "--workers", "1");
    const rows = Array.from({ length: 120 }, (_, i) =>
      [Math.sin(i), Math.cos(i) + 0.3 * Math.sin(7 * i), Math.sin(i + 1), Math.sin(2 * i)].join(),
    );
    const csv = join(folder, "waves.csv");
    await writeFile(csv, ["a,b,c,d", ...rows].join("\n"));
    const own = ["--data", csv, "--test-share", "0.3", "--scale", "standardise"];
    const gaussian = ["--likelihood", "learned-gaussian", "--latent", "2", "--epochs", "20"];
    const size = ["--hidden", "16", "--batch-size", "32"];
    await train(["vectors"], "train", ...own, ...gaussian, ...size);
  };

  const spoil = async (): Promise<void> => {
    const damaged = await checkpointOf("damaged");
    const bytes = await readFile(damaged);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 0x10;
    await writeFile(damaged, bytes);
    await rm(await checkpointOf("lost"));
  };

  await trainAll();
  await spoil();
  const child = startCommand(["dashboard", "--home", home, "--port", "0"]);
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.on("exit", () => reject(new Error(output)));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        const [, found] = /^dashboard: (http:\/\/127\.0\.0\.1:\d+)/m.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
  });
  const browser = await openChromium();
  const shortId = (name: string): string => (ids.get(name) ?? "").slice(0, 8);
  return {
    folder,
    url,
    browser,
    shortId,
    checkpointOf,
    open: async (name, search = "") => {
      const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
      page.setDefaultTimeout(60_000);
      const faults: string[] = [];
      page.on("pageerror", ({ message }) => faults.push(message));
      await page.goto(`${url}/study/single-trials/run/${shortId(name)}/explore${search}`);
      return { page, faults };
    },
    close: async () => {
      await browser.close();
      child.removeAllListeners("exit");
      child.kill("SIGINT");
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
};
