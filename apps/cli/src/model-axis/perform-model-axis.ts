import { modelAxis } from "@vae-lab/experiments/model-direction";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printNote, printResult } from "../command-line/output.ts";
import { withReportLog } from "../tracking/log-report.ts";
import { modelAxisFigures } from "./figures.ts";
import { modelAxisMetrics, modelAxisText } from "./model-axis-text.ts";

export interface ModelAxisRequest {
  readonly json: boolean;
  /** The workspace in which the report is logged; absent for none. */
  readonly workspace?: string | undefined;
}

/** Fits all models, prints and logs the report, and returns the exit code. */
export const performModelAxis = ({ json, workspace }: ModelAxisRequest): Promise<number> =>
  withReportLog(workspace, "model-axis", async (log) => {
    const report = await modelAxis((stage) => printNote(`fitting: ${stage}`));
    const text = modelAxisText(report);
    printResult(json, report, () => text);
    const isPassed = report.findings.every(({ verdict }) => verdict === "holds");
    await log({
      name: "model-axis",
      isPassed,
      params: { divergences: "reverse KL to forward KL" },
      metrics: modelAxisMetrics(report),
      files: {
        "model-axis.json": JSON.stringify(report, null, 2),
        "model-axis.txt": `${text}\n`,
        ...modelAxisFigures(report),
      },
    });
    return isPassed ? exitCodes.done : exitCodes.failedTrials;
  });
