import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tags } from "../src/metrics/metrics.ts";
import { planOf } from "../src/sweep/plan.ts";
import { configId } from "../src/trial/trial-id.ts";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { type Laboratory, noticesOf, openLaboratory, tinyTrial } from "./laboratory.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const config = tinyTrial(1);
const statuses = async () => (await laboratory.runs()).map(({ info }) => info.status);

test.each([
  ["after the other", "started"],
  ["at the same moment", "planned"],
] as const)(
  "two workspaces that sweep on one server, one %s, share the trials and run each once",
  async (_, kind) => {
    const other = await mkdtemp(join(tmpdir(), "vae-lab-other-"));
    const trials = [tinyTrial(1, { epochs: 3 }), tinyTrial(4)];
    const shared = { trials, openWorker: inProcessWorker, others: { againInMs: 20 } };
    let theirs: ReturnType<Laboratory["sweep"]> | undefined;
    try {
      const ours = await laboratory.sweep({
        ...shared,
        onEvent: (event) => {
          if (event.kind === kind) theirs ??= laboratory.sweep({ ...shared, workspace: other });
        },
      });
      const found = await theirs;
      expect(found?.result.rows).toHaveLength(2);
      expect(ours.result.rows).toHaveLength(2);
      expect(found?.result.rows.map(({ runId }) => runId)).toEqual(
        ours.result.rows.map(({ runId }) => runId),
      );
      expect((await statuses()).filter((status) => status === "FINISHED")).toHaveLength(2);
      expect(noticesOf([...ours.events, ...(found?.events ?? [])])).toContainEqual(
        expect.stringContaining(
          "another workspace runs trials of tiny on the same tracking server",
        ),
      );
    } finally {
      await rm(other, { recursive: true });
    }
  },
);

test("a trial that another workspace finishes while it is being started here is not run twice", async () => {
  const other = await mkdtemp(join(tmpdir(), "vae-lab-other-"));
  const worker = idleWorker();
  let theirs: ReturnType<Laboratory["sweep"]> | undefined;
  try {
    const { result } = await laboratory.sweep({
      ...{ trials: [config], others: { againInMs: 10 } },
      openWorker: () => ({
        ...worker,
        run: async function* (...call) {
          const others = { trials: [config], workspace: other, openWorker: idleWorker };
          theirs ??= laboratory.sweep(others);
          await theirs;
          yield* worker.run(...call);
        },
      }),
    });
    expect(result.rows[0]?.runId).toBe((await theirs)?.result.rows[0]?.runId);
    expect((await statuses()).sort()).toEqual(["FINISHED", "KILLED"]);
  } finally {
    await rm(other, { recursive: true });
  }
});

test("a trial whose run of another workspace makes no progress runs here", async () => {
  const { client } = laboratory;
  const [{ id = "" } = {}] = (await planOf([config])).trials;
  const { info } = await client.runs.create({
    experimentId: await client.experiments.create({ name: "tiny" }),
    startTime: Date.now(),
    tags: { [tags.config]: configId(config), [tags.trial]: id, [tags.home]: "elsewhere" },
  });
  const { result, events } = await laboratory.sweep({
    ...{ trials: [config], openWorker: idleWorker },
    others: { patienceMs: 50, againInMs: 10 },
  });
  expect(result.rows).toHaveLength(1);
  expect(noticesOf(events)).toContainEqual(
    expect.stringContaining(`because its run ${info.runId} of another workspace makes no progress`),
  );
});
