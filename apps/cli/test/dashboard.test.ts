import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCommand, vaeLab } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-dashboard-"));
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }));

/** Starts a command that serves the dashboard, and waits until it has printed its address. */
const serving = async (...args: readonly string[]) => {
  const child = startCommand([...args, "--home", join(folder, "home"), "--port", "0"]);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.on("exit", () => reject(new Error(output)));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        const [, found] = /^dashboard: (http:\/\/127\.0\.0\.1:\d+)/m.exec(output) ?? [];
        const isReady = args[0] !== "start" || output.includes("finished before");
        if (found !== undefined && isReady) resolve(found);
      });
  });
  child.removeAllListeners("exit");
  return { child, url, output: () => output };
};

const health = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
  return answer.text();
};

const startStudy = ["start", "--dataset", "bars", "--epochs", "1000", "--workers", "1"] as const;

test("`vae-lab dashboard` serves the page and the API on one origin, and ends with 0 at Ctrl-C", async () => {
  const { child, url } = await serving("dashboard");
  expect(await health(url)).toBe("OK");
  const page = await fetch(url);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain('<div id="root">');
  const search = await fetch(`${url}/api/2.0/mlflow/experiments/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ max_results: 10 }),
  });
  const { experiments } = (await search.json()) as { experiments: { name: string }[] };
  expect(experiments.map(({ name }) => name)).toContain("Default");
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect(code).toBe(0);
}, 180_000);

test("`vae-lab start` serves from another process than the one that schedules the study", async () => {
  const { child, url, output } = await serving(...startStudy);
  child.kill("SIGSTOP");
  expect(await health(url)).toBe("OK");
  child.kill("SIGCONT");
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect([code, output()]).toEqual([130, expect.stringContaining("Stopping.")]);
  await expect(health(url)).rejects.toThrow();
}, 180_000);

test("the dashboard of a `vae-lab start` that was killed ends too", async () => {
  const { child, url } = await serving(...startStudy);
  child.kill("SIGKILL");
  await once(child, "close");
  for (let waited = 0; waited < 10_000; waited += 100) {
    const isUp = await health(url).then(Boolean, () => false);
    if (!isUp) return;
    await delay(100);
  }
  expect.fail(`${url} still answers`);
}, 180_000);

test("`vae-lab start` refuses a port that is in use before it trains", async () => {
  const { child, url } = await serving("dashboard");
  const { port } = new URL(url);
  const home = join(folder, "other");
  const { code, stderr } = await vaeLab(["start", "--port", port, "--home", home]);
  expect(stderr).toContain(`error: cannot listen on port ${port} of 127.0.0.1: it is in use`);
  expect(code).toBe(2);
  child.kill("SIGINT");
  await once(child, "close");
}, 180_000);
