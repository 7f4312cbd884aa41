import { afterEach, expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { trialsCsv, trialsFromCsv } from "../src/reports/evidence-csv.ts";
import { isIn } from "../src/studies/cell.ts";
import { rowsOf } from "../src/studies/evidence.ts";
import { withStarts } from "../src/studies/starts.ts";
import { finishedTrials } from "../src/sweep/finished-trials.ts";
import { runTrial } from "../src/trial/run-trial.ts";
import type { StartFiles } from "../src/trial/start.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";

const backend = await loadBackend();

let laboratory: Laboratory;
afterEach(() => laboratory?.close().catch(() => undefined));

/** A part of a config at the last beta, from a trial at the one before it, and so on to the first. */
const chain = (...betas: number[]): object => {
  const [beta = 0, ...before] = betas.toReversed();
  const from = before.length === 0 ? {} : { from: { trial: chain(...before.toReversed()) } };
  return { objective: { beta }, ...from };
};

/** The test ELBO at the end of a chain that is trained here, one trial after the other. */
const elboAfter = async (betas: readonly number[]): Promise<number | undefined> => {
  let start: StartFiles | undefined;
  let elbo: number | undefined;
  for (const beta of betas) {
    const config = tinyTrial(beta, start && { from: { trial: {} } });
    for await (const event of runTrial(config, { backend, ...(start && { start }) })) {
      if (event.kind === "epoch") elbo = event.metrics["test/elbo"];
      if (event.kind === "finished") start = event;
    }
  }
  return elbo;
};

test.each([1, 3])(
  "with %i workers a chain of starts runs in its order, with the same bits, and is evidence of a study",
  async (workers) => {
    laboratory = await openLaboratory();
    const { sweep, client } = laboratory;
    // The last of a chain first; two chains share their first trial
    const chains = [[1, 2, 4], [1, 2], [1, 8], [1]];
    const trials = chains.map((betas) => tinyTrial(1, chain(...betas)));
    const { result, events } = await sweep({ trials, workers, openWorker: inProcessWorker });
    expect(result.failed).toEqual([]);
    const ended = events.flatMap((event) =>
      event.kind === "finished" ? [event.row.config.objective?.beta] : [],
    );
    expect(ended[0]).toBe(1);
    expect(ended.indexOf(2)).toBeLessThan(ended.indexOf(4));
    expect(ended.toSorted()).toEqual([1, 2, 4, 8]);

    const fourth = result.rows.find(({ config }) => config.objective?.beta === 4);
    expect(fourth?.metrics["test/elbo"]).toBe(await elboAfter([1, 2, 4]));

    const { planned, rows } = await finishedTrials(client, "tiny", trials);
    expect([planned, rows.length]).toEqual([4, 4]);
    expect(rowsOf(trials, rows)).toHaveLength(4);
    expect(rowsOf(trials.slice(1, 2), rows).map(({ config }) => config.objective?.beta)).toEqual([
      2,
    ]);
    const kept = trialsFromCsv(trialsCsv(rows));
    const cell = { "objective.beta": 4, "from.trial.from.trial.objective.beta": 1 };
    expect(withStarts(kept).filter(({ config }) => isIn(config, cell))).toHaveLength(1);
  },
);
