import { countText } from "../study/count-text.ts";
import { rowHeight } from "./row-height.ts";
import type { Row } from "./rows.ts";

interface HeadingRowProps {
  readonly row: Extract<Row, { kind: "heading" }>;
  readonly span: number;
}

/** The heading of the runs with the same likelihood. */
export const HeadingRow = ({ row, span }: HeadingRowProps) => (
  <tr className="heading" style={{ blockSize: rowHeight }}>
    <th colSpan={span} scope="rowgroup">
      <span className="stay">
        {row.likelihood?.replace(/^./, (first) => first.toUpperCase()) ?? "No likelihood named"}{" "}
        <span className="faint">
          · {countText(row.count, "run")} ·{" "}
          {row.likelihood === undefined
            ? "runs of other projects: open a run to see everything it logged"
            : "ELBO, reconstruction and code use are only comparable within this group"}
        </span>
      </span>
    </th>
  </tr>
);
