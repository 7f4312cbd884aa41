import { useMemo } from "react";
import { useText } from "../data/queries.ts";
import { useStudy } from "../data/use-study.ts";
import { longIds } from "../selection.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { readVerifyReport, type VerifyReport } from "./verify-report.ts";

/** The experiment in which `vae-lab verify` logs its results. */
const experiment = "verify";

/** Whether a run checked all of our implementations, without an injected defect. */
const isWhole = ({ params }: RunRecord): boolean =>
  params.get("only") === "everything" && params.get("broken") === "nothing";

const noRun: RunRecord = {
  ...{ id: "", name: "", experimentId: "", status: "FINISHED", startTime: 0, lastSeen: 0 },
  ...{ params: new Map(), tags: new Map(), metrics: new Map() },
};

/** The results of `vae-lab verify`: its runs, newest first, and the report of one of them. */
export const useVerifyReport = (asked: string | undefined) => {
  const study = useStudy(experiment);
  const runs = useMemo(
    () =>
      study.runs
        .filter(({ status }) => status === "FINISHED" || status === "FAILED")
        .toSorted((a, b) => b.startTime - a.startTime),
    [study.runs],
  );
  const id =
    asked === undefined
      ? undefined
      : longIds(
          [asked],
          runs.map((run) => run.id),
        )[0];
  const run = runs.find((one) => one.id === id) ?? runs.find(isWhole) ?? runs[0];
  const text = useText(run ?? noRun, "verify.json", { enabled: run !== undefined });
  const read = useMemo((): { report?: VerifyReport; fault?: Error } => {
    if (text.data === undefined) return {};
    try {
      return { report: readVerifyReport(text.data) };
    } catch (error) {
      return { fault: error instanceof Error ? error : new Error(String(error)) };
    }
  }, [text.data]);
  return {
    runs,
    run,
    report: read.report,
    error: study.error ?? text.error ?? read.fault ?? null,
    isPending: study.isPending || (run !== undefined && text.isPending),
  };
};
