import { useQueries } from "@tanstack/react-query";
import type { Finding, Study, StudyReport } from "@vae-lab/experiments/studies";
import { useExperiments, useMetricsOfTables, useTables } from "../data/queries.ts";
import type {
  ExperimentRecord,
  MetricColumns,
  RunRecord,
  StudyTable,
} from "../sources/run-source.ts";
import { withMetrics } from "../sources/table-of.ts";
import { isUnitRate } from "../study/points.ts";
import { type LiveReport, liveReport } from "./live-report.ts";
import { publishedReport } from "./published-reports.ts";

/** What is known about a study: from the runs of this store, and from its published report. */
export interface KnownStudy {
  readonly study: Study;
  readonly experiment: ExperimentRecord | undefined;
  readonly runs: readonly RunRecord[];
  readonly live: LiveReport | undefined;
  readonly published: StudyReport | undefined;
  readonly isPending: boolean;
}

const noRuns: readonly RunRecord[] = [];

/** Metrics that claims may need. */
const isEvidence = (key: string): boolean => !/^(train|system)\//.test(key) && !isUnitRate(key);

interface Judged {
  readonly study: Study;
  readonly columns: MetricColumns | undefined;
  readonly report: LiveReport | undefined;
}

const known = new WeakMap<StudyTable, Judged>();

/** The report of a table with its metrics, computed once for both. */
const judged = (
  study: Study,
  table: StudyTable,
  columns: MetricColumns | undefined,
): LiveReport | undefined => {
  const before = known.get(table);
  if (before?.study === study && before.columns === columns) return before.report;
  const runs = columns === undefined ? table.runs : withMetrics(table.runs, columns);
  const report = liveReport(study, runs);
  known.set(table, { study, columns, report });
  return report;
};

/** Studies with their runs and reports. */
export const useStudyReports = (studies: readonly Study[]): KnownStudy[] => {
  const { data: experiments } = useExperiments();
  const own = studies.map(({ name }) => experiments?.find((one) => one.name === name));
  const ids = own.flatMap((experiment) => experiment?.id ?? []);
  const tables = useTables(ids);
  const loaded = tables.flatMap(({ data }) => data ?? []);
  const metrics = useMetricsOfTables(
    loaded.map((table) => ({ table, keys: table.metricKeys.filter(isEvidence) })),
  );
  const published = useQueries({
    queries: studies.map(({ name }) => ({
      queryKey: ["published report", name],
      queryFn: () => publishedReport(name),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return studies.map((study, index) => {
    const { data: table, isPending } = tables[ids.indexOf(own[index]?.id ?? "")] ?? {};
    const columns = table && metrics[loaded.indexOf(table)];
    return {
      study,
      experiment: own[index],
      runs: table?.runs ?? noRuns,
      live:
        table !== undefined && columns?.isPending === false
          ? judged(study, table, columns.data)
          : undefined,
      published: published[index]?.data ?? undefined,
      isPending:
        experiments === undefined ||
        isPending === true ||
        columns?.isPending === true ||
        published[index]?.isPending === true,
    };
  });
};

/**
 * The findings of this store. Claims about exact values, which a page cannot compute, and studies without
 * runs here have the findings of the published report.
 */
export const findingsOf = ({ live, published }: KnownStudy): readonly Finding[] => {
  const before = new Map(published?.findings.map((finding) => [finding.name, finding]));
  if (live === undefined) return published?.findings ?? [];
  return live.findings.map((finding) =>
    finding.lacking === "not computed" ? (before.get(finding.name) ?? finding) : finding,
  );
};
