import type { ReactNode } from "react";
import type { ColumnMeta } from "./table-columns.tsx";

interface HeaderCellProps {
  readonly id: string;
  readonly meta: ColumnMeta | undefined;
  readonly first: boolean;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly children: ReactNode;
}

// Measures start with the largest, names and params with the least; a third press is reading order.
const orders = (id: string, largestFirst: boolean): (string | undefined)[] =>
  largestFirst ? [`-${id}`, id, undefined] : [id, `-${id}`, undefined];

export const HeaderCell = ({ id, meta, first, sort, onSort, children }: HeaderCellProps) => {
  const cycle = orders(id, meta?.kind === "measure");
  const at = sort === undefined ? -1 : cycle.indexOf(sort);
  const direction = sort === id ? "ascending" : sort === `-${id}` ? "descending" : undefined;
  return (
    <th
      scope="col"
      className={`col-${meta?.kind}${first ? " first" : ""}`}
      aria-sort={direction ?? "none"}
    >
      <button type="button" title={meta?.meaning} onClick={() => onSort(cycle[at + 1])}>
        {children}
        <span className="arrow" aria-hidden="true">
          {direction === undefined ? "" : direction === "ascending" ? "↑" : "↓"}
        </span>
      </button>
    </th>
  );
};
