import { InputError } from "@vae-lab/experiments";
import { describeBackend, loadBackend } from "@vae-lab/experiments/backend";
import {
  type Check,
  checks,
  type DefectName,
  knownDefects,
  runMatrix,
  unsupported,
} from "@vae-lab/verify";
import type { MatrixReport } from "@vae-lab/verify/matrix";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printNote, printResult } from "../command-line/output.ts";
import { type Report, withReportLog } from "../tracking/log-report.ts";
import { benchmarkCheck } from "./benchmark-check.ts";
import { withEarlierRowKeys } from "./earlier-keys.ts";
import { matrixMetrics, matrixText } from "./matrix-text.ts";
import { showChecks } from "./show-checks.ts";

export interface VerifyRequest {
  readonly seed: number;
  readonly estimates: number;
  readonly isThorough: boolean;
  readonly broken?: DefectName;
  /** Runs only the checks whose property, divergence or estimator contains this text. */
  readonly only?: string;
  readonly json: boolean;
  /** The workspace in which the results are logged; absent for none. */
  readonly workspace?: string;
}

type Cell = Pick<Check, "property" | "divergence" | "estimator">;

const mentions = ({ property, divergence, estimator }: Cell, text: string): boolean =>
  [property, divergence, estimator].some((part) => part.toLowerCase().includes(text.toLowerCase()));

/** @throws InputError when no check mentions `only`. */
const selectedChecks = ({ isThorough, only }: VerifyRequest): readonly Check[] => {
  const all = [...checks, benchmarkCheck].filter(({ isSlow }) => isThorough || !isSlow);
  if (only === undefined) return all;
  const selected = all.filter((check) => mentions(check, only));
  if (selected.length === 0)
    throw new InputError(
      `--only must be part of a property, a divergence or an estimator, got ${JSON.stringify(only)}`,
    );
  return selected;
};

/** The result as a run: parameters, metrics and files. */
const runOf = (report: MatrixReport, only: string | undefined, text: string): Report => {
  const { seed, estimates, thorough, backend, broken, failed, seconds } = report;
  return {
    name: broken === undefined ? "verify" : `verify --break ${broken}`,
    isPassed: failed === 0,
    params: {
      ...{ seed: String(seed), estimates: String(estimates), thorough: String(thorough) },
      ...{ only: only ?? "everything", broken: broken ?? "nothing", backend },
    },
    metrics: { ...matrixMetrics(report), "verify/seconds": seconds },
    files: {
      "verify.json": JSON.stringify(withEarlierRowKeys(report), null, 2),
      "verify.txt": `${text}\n`,
    },
  };
};

const runChecks = async (request: VerifyRequest): Promise<MatrixReport> => {
  const { seed, estimates, isThorough, broken, only } = request;
  const selected = selectedChecks(request);
  const isSelected = (cell: Cell) => only === undefined || mentions(cell, only);
  const loaded = await loadBackend();
  if (loaded.notice !== undefined) printNote(loaded.notice);
  const progress = showChecks(process.stderr, selected.length);
  const started = performance.now();
  const verdicts = await runMatrix({
    ...{ checks: selected, unsupported: unsupported.filter(isSelected), seed, estimates },
    ...(broken !== undefined && { replacement: knownDefects[broken].replacement }),
    onCheck: progress.onCheck,
  });
  progress.stop();
  return {
    ...{ seed, estimates, thorough: isThorough, backend: describeBackend(loaded) },
    seconds: (performance.now() - started) / 1000,
    ...(broken !== undefined && { broken }),
    ...verdicts,
  };
};

/** Runs the selected checks, prints and logs the results, and returns the exit code. */
export const performVerify = (request: VerifyRequest): Promise<number> =>
  withReportLog(request.workspace, "verify", async (log) => {
    const report = await runChecks(request);
    const text = matrixText(report);
    printResult(request.json, withEarlierRowKeys(report), () => text);
    await log(runOf(report, request.only, text));
    return report.failed === 0 ? exitCodes.done : exitCodes.failedTrials;
  });
