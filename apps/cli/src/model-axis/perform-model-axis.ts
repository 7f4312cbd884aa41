import { modelAxis } from "@vae-lab/verify/model-axis";
import { exitCodes } from "../command-line/exit-codes.ts";
import { logReport } from "../tracking/log-report.ts";
import { modelAxisFigures } from "./figures.ts";
import { modelAxisMetrics, modelAxisText } from "./model-axis-text.ts";

export interface ModelAxisRequest {
  readonly json: boolean;
  /** Where the run is logged, if it is. */
  readonly home?: string;
}

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Fits everything, prints and logs it, and returns the exit code. */
export const performModelAxis = async ({ json, home }: ModelAxisRequest): Promise<number> => {
  const report = await modelAxis((stage) => tell(`fitting: ${stage}`));
  const text = modelAxisText(report);
  console.log(json ? JSON.stringify(report, null, 2) : text);
  const isPassed = report.findings.every(({ verdict }) => verdict === "holds");
  if (home !== undefined)
    tell(
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
