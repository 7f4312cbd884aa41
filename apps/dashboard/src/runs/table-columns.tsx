import { Link } from "@tanstack/react-router";
import { type ColumnDef, createColumnHelper } from "@tanstack/react-table";
import { MeasureValue, ParamValue } from "../components/param-value.tsx";
import { failureOf, Status } from "../components/status.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { meaningOf, tableMeasures } from "../study/columns.ts";
import { factsOf } from "../study/facts.ts";
import { paramLabel } from "../study/params.ts";
import { type Extent, shareOf } from "./rows.ts";

export interface ColumnMeta {
  readonly kind: "name" | "status" | "param" | "measure";
  readonly meaning?: string;
}

interface Columns {
  readonly params: readonly string[];
  readonly runs: readonly RunRecord[];
  readonly extentOf: (key: string, likelihood: string | undefined) => Extent | undefined;
  readonly superseded: ReadonlySet<string>;
  readonly now: number;
}

const helper = createColumnHelper<RunRecord>();

const widthOf = (header: string, texts: Iterable<string>): number => {
  let longest = header.length + 3;
  for (const text of texts) longest = Math.max(longest, Math.min(text.length, 15));
  return Math.max(58, Math.round(longest * 6.6 + 17));
};

const MeasureCell = ({
  run,
  name,
  extentOf,
}: { run: RunRecord; name: string } & Pick<Columns, "extentOf">) => {
  const value = run.measures[name];
  const share = shareOf(value, extentOf(name, factsOf(run).likelihood));
  return (
    <>
      <MeasureValue value={value} />
      {share !== undefined && <span className="bar" style={{ inlineSize: `${share * 100}%` }} />}
    </>
  );
};

/** What must be said of a run under its name: why it failed, and whether that still matters. */
const NameNote = ({ run, superseded }: { run: RunRecord; superseded: boolean }) => {
  const failure = failureOf(run);
  const text = [superseded ? "tried again later" : undefined, failure]
    .filter((part) => part !== undefined)
    .join(" · ");
  return text === "" ? null : (
    <span className={superseded ? "reason faint" : "reason"} title={text}>
      {text}
    </span>
  );
};

/** The table's columns: what the run is, how it stands, what sets it apart, what it measured. */
export const tableColumns = ({
  params,
  runs,
  extentOf,
  superseded,
  now,
}: Columns): ColumnDef<RunRecord>[] => [
  helper.display({
    id: "name",
    header: "run",
    size: 216,
    meta: { kind: "name" } satisfies ColumnMeta,
    cell: ({ row }) => (
      <>
        <Link to="/run/$runId" params={{ runId: row.original.id }} title={row.original.name}>
          {row.original.name}
        </Link>
        <NameNote run={row.original} superseded={superseded.has(row.original.id)} />
      </>
    ),
  }),
  helper.display({
    id: "status",
    header: "status",
    size: 120,
    meta: { kind: "status" } satisfies ColumnMeta,
    cell: ({ row }) => <Status run={row.original} now={now} />,
  }),
  ...params.map((key) =>
    helper.display({
      id: key,
      header: paramLabel(key),
      size: widthOf(
        paramLabel(key),
        runs.map((run) => `${key.endsWith("regulariser") ? "●  " : ""}${run.params[key] ?? ""}`),
      ),
      meta: { kind: "param", meaning: key } satisfies ColumnMeta,
      cell: ({ row }) => <ParamValue name={key} value={row.original.params[key]} />,
    }),
  ),
  ...tableMeasures(runs).map(({ key, short }) =>
    helper.display({
      id: key,
      header: short,
      size: Math.max(70, widthOf(short, [])),
      meta: { kind: "measure", meaning: meaningOf(key) ?? key } satisfies ColumnMeta,
      cell: ({ row }) => <MeasureCell run={row.original} name={key} extentOf={extentOf} />,
    }),
  ),
];
