import { modelAxis } from "@vae-lab/verify/model-axis";
import { exitCodes } from "../command-line/exit-codes.ts";
import { print, printJson, printNote } from "../command-line/output.ts";
import { logReport } from "../tracking/log-report.ts";
import { modelAxisFigures } from "./figures.ts";
import { modelAxisMetrics, modelAxisText } from "./model-axis-text.ts";

export interface ModelAxisRequest {
  readonly json: boolean;
  /** Where the run is logged, if it is. */
  readonly home?: string;
}

/** Fits everything, prints and logs it, and returns the exit code. */
export const performModelAxis = async ({ json, home }: ModelAxisRequest): Promise<number> => {
  const report = await modelAxis((stage) => printNote(`fitting: ${stage}`));
  const text = modelAxisText(report);
  if (json) printJson(report);
  else print(text);
  const isPassed = report.findings.every(({ verdict }) => verdict === "holds");
  if (home !== undefined)
    printNote(
      await logReport(home, {
        experiment: "model-axis",
        name: "model-axis",
        isPassed,
        params: { divergences: "reverse KL to forward KL" },
        metrics: modelAxisMetrics(report),
        files: {
          "model-axis.json": JSON.stringify(report, null, 2),
          "model-axis.txt": `${text}\n`,
          ...modelAxisFigures(report),
        },
      }),
    );
  return isPassed ? exitCodes.done : exitCodes.failedTrials;
};
