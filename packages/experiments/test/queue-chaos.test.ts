import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rng } from "@vae-lab/core";
import { mlflowClient, type Run } from "mlflow-js-client";
import { expect, test } from "vitest";
import { chaosTrials } from "./chaos-trials.ts";
import { expectUndisturbed } from "./queue-laboratory.ts";
import { noRedis, openRedis } from "./redis-server.ts";
import { restartedProcess } from "./restarted-process.ts";

/** How many times something is killed; `npm run test:chaos` sets 50. */
const kills = Number(process.env.VAE_LAB_QUEUE_KILLS ?? 0);
const why = noRedis ?? (kills > 0 ? undefined : "VAE_LAB_QUEUE_KILLS is not set");
if (why !== undefined) console.log(`the test of kills with a queue is skipped: ${why}`);

const trials = chaosTrials(2 * kills);

/** The share of the kills that each kind of process gets. */
const shares = { worker: 0.55, sweep: 0.15, tracking: 0.15, redis: 0.15 } as const;
type Victim = keyof typeof shares;

const draws = rng(2).uniforms(3 * kills);
let drawn = 0;
const nextFraction = (): number => draws[drawn++] ?? 0;

const nextVictim = (): Victim => {
  let left = nextFraction();
  for (const [victim, share] of Object.entries(shares)) {
    if (left < share) return victim as Victim;
    left -= share;
  }
  return "worker";
};

test.skipIf(why)(
  `a sweep through a queue ends as an undisturbed one after ${kills} kills of workers, sweep, tracking server and Redis`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "vae-lab-queue-chaos-"));
    const redis = await openRedis();
    const store = join(folder, "tracking");
    const first = restartedProcess("tracking-process.ts", [store]);
    const url = (await first.begun()).trim();
    await first.stop();
    const tracking = restartedProcess("tracking-process.ts", [store, new URL(url).port]);
    await tracking.begun();
    const sweep = restartedProcess("queue-sweep.ts", [
      ...[join(folder, "sweep"), url, redis.url, String(trials.length)],
    ]);
    const workers = ["a", "b", "c"].map((name) =>
      restartedProcess("queue-worker.ts", [join(folder, name), url, redis.url, "no", "10000"]),
    );
    let isDone = false;
    const done = sweep.done.then(() => {
      isDone = true;
    });

    const killed: Record<Victim, number> = { worker: 0, sweep: 0, tracking: 0, redis: 0 };
    const kill = async (victim: Victim): Promise<void> => {
      killed[victim]++;
      if (victim === "redis") {
        await redis.kill();
        await sleep(3_000 * nextFraction());
        await redis.start();
        return;
      }
      const one =
        victim === "worker"
          ? workers[Math.floor(workers.length * nextFraction())]
          : { sweep, tracking }[victim];
      one?.kill();
    };
    for (let index = 0; index < kills && !isDone; index++) {
      // Not before something runs
      await Promise.race([...workers.map(({ begun }) => begun()), done]);
      await Promise.race([sleep(4_000 * nextFraction()), done]);
      if (!isDone) await kill(nextVictim());
    }
    const killedInAll = Object.values(killed).reduce((sum, count) => sum + count, 0);
    expect(killedInAll).toBe(kills);
    await done;
    await Promise.all(workers.map(({ stop }) => stop()));

    const client = mlflowClient({ trackingUri: url });
    const runsOf = async (study: string): Promise<Run[]> => {
      const experiment = await client.experiments.getByName(study);
      const runs: Run[] = [];
      const experimentIds = [experiment?.experimentId ?? ""];
      for await (const run of client.runs.search({ experimentIds })) runs.push(run);
      return runs;
    };
    const { inProcessWorker } = await import("./in-process-worker.ts"); // loads TensorFlow
    await expectUndisturbed({ client, runsOf }, "chaos", trials, inProcessWorker);
    const { worker, sweep: sweeps, tracking: servers, redis: queues } = killed;
    console.log(
      `${kills} kills (${worker} of workers, ${sweeps} of the sweep, ${servers} of the tracking server, ${queues} of Redis): ${trials.length} trials, 0 lost, 0 doubled, in ${(await runsOf("chaos")).length} runs`,
    );
    await tracking.stop();
    await redis.close();
    await rm(folder, { recursive: true });
  },
  3_600_000,
);
