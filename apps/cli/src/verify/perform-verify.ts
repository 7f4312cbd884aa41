import { InputError } from "@vae-lab/experiments";
import { describeBackend, loadBackend } from "@vae-lab/experiments/backend";
import {
  type Check,
  checks,
  type DefectName,
  museum,
  runMatrix,
  unsupported,
} from "@vae-lab/verify";
import { exitCodes } from "../command-line/exit-codes.ts";
import { print, printJson, printNote } from "../command-line/output.ts";
import { logReport } from "../tracking/log-report.ts";
import { benchmarkCheck } from "./benchmark-check.ts";
import { defectsText } from "./defects-text.ts";
import { findDefects } from "./find-defects.ts";
import { matrixMetrics, matrixText } from "./matrix-text.ts";
import { showChecks } from "./show-checks.ts";

export interface VerifyRequest {
  readonly seed: number;
  readonly estimates: number;
  readonly isThorough: boolean;
  readonly broken?: DefectName;
  /** Text that a check's law, divergence or estimator must have. */
  readonly only?: string;
  readonly json: boolean;
  /** Where the run is logged, if it is. */
  readonly home?: string;
}

type Cell = Pick<Check, "law" | "divergence" | "estimator">;

const concerns = ({ law, divergence, estimator }: Cell, text: string): boolean =>
  [law, divergence, estimator].some((part) => part.toLowerCase().includes(text.toLowerCase()));

/** @throws InputError when no check is left. */
const askedFor = ({ isThorough, only }: VerifyRequest): readonly Check[] => {
  const all = [...checks, benchmarkCheck].filter(({ isSlow }) => isThorough || !isSlow);
  if (only === undefined) return all;
  const asked = all.filter((check) => concerns(check, only));
  if (asked.length === 0)
    throw new InputError(
      `--only must be part of a law, a divergence or an estimator, got ${JSON.stringify(only)}`,
    );
  return asked;
};

/** Asks the matrix, prints and logs it, and returns the exit code. */
export const performVerify = async (request: VerifyRequest): Promise<number> => {
  const { seed, estimates, isThorough, broken, only, json, home } = request;
  const asked = askedFor(request);
  const about = (cell: Cell) => only === undefined || concerns(cell, only);
  const current = await loadBackend();
  const backend = describeBackend(current);
  if (current.notice !== undefined) printNote(current.notice);
  const counting = showChecks(process.stderr, asked.length);
  const started = performance.now();
  const verdicts = await runMatrix({
    ...{ checks: asked, unsupported: unsupported.filter(about), seed, estimates },
    ...(broken !== undefined && { broken: museum[broken].broken }),
    onCheck: counting.onCheck,
  });
  counting.stop();
  const seconds = (performance.now() - started) / 1000;
  const report = {
    ...{ seed, estimates, thorough: isThorough, backend, seconds },
    ...(broken !== undefined && { broken }),
    ...verdicts,
  };
  const text = matrixText(report);
  if (json) printJson(report);
  else print(text);
  if (home !== undefined)
    printNote(
      await logReport(home, {
        experiment: "verify",
        name: broken === undefined ? "verify" : `verify --break ${broken}`,
        isPassed: verdicts.failed === 0,
        params: {
          ...{ seed: String(seed), estimates: String(estimates), thorough: String(isThorough) },
          ...{
            only: only ?? "everything",
            broken: broken ?? "nothing",
            backend,
          },
        },
        metrics: { ...matrixMetrics(verdicts), "verify/seconds": seconds },
        files: { "verify.json": JSON.stringify(report, null, 2), "verify.txt": `${text}\n` },
      }),
    );
  return verdicts.failed === 0 ? exitCodes.done : exitCodes.failedTrials;
};

/** @throws InputError when `only` leaves nothing to show. */
export const showMuseum = (json: boolean, only?: string): number => {
  const all = Object.values(museum).map(({ broken: _, costs, ...room }) => ({
    ...room,
    costs: costs(),
  }));
  const rooms = only === undefined ? all : findDefects(all, only);
  if (json) printJson(rooms);
  else print(defectsText(rooms));
  return exitCodes.done;
};
