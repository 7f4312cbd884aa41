import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { leftEdge } from "./use-table-layout.ts";

interface ResizerProps {
  readonly name: string;
  readonly width: number;
  readonly onResize: (width: number) => void;
}

/** A handle that resizes a column by dragging or by arrow keys. */
const Resizer = ({ name, width, onResize }: ResizerProps) => {
  const drag = useRef<{ from: number; width: number }>(undefined);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(width + step);
  };
  const move = (event: PointerEvent) => {
    if (drag.current !== undefined)
      onResize(drag.current.width + event.clientX - drag.current.from);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused
    <span
      className="resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={Math.round(width)}
      onKeyDown={keys}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = undefined;
      }}
    />
  );
};

interface HeaderCellProps {
  readonly id: string;
  readonly kind: string;
  readonly head: string;
  readonly meaning?: string;
  readonly isFirstMetric?: boolean;
  readonly width: number;
  /** Distance from the left edge of the table, if the column stays in view. */
  readonly pinnedAt?: number;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onResize: (key: string, width: number) => void;
  readonly children?: ReactNode;
}

// Metrics sort descending first, other columns ascending; the third click restores the default order.
const orders = (id: string, largestFirst: boolean): (string | undefined)[] =>
  largestFirst ? [`-${id}`, id, undefined] : [id, `-${id}`, undefined];

export const HeaderCell = (props: HeaderCellProps) => {
  const { id, kind, head, meaning, isFirstMetric, width, pinnedAt, sort } = props;
  const { onSort, onResize } = props;
  const cycle = orders(id, kind === "metric" || id === "started");
  const at = sort === undefined ? -1 : cycle.indexOf(sort);
  const direction = sort === id ? "ascending" : sort === `-${id}` ? "descending" : undefined;
  return (
    <th
      scope="col"
      className={`col-${kind}${isFirstMetric ? " first" : ""}${pinnedAt === undefined ? "" : " pinned"}`}
      style={pinnedAt === undefined ? {} : leftEdge(pinnedAt)}
      aria-sort={direction ?? "none"}
    >
      <button type="button" title={meaning} onClick={() => onSort(cycle[at + 1])}>
        {head}
        <span className="arrow" aria-hidden="true">
          {direction === undefined ? "" : direction === "ascending" ? "↑" : "↓"}
        </span>
      </button>
      <Resizer name={head} width={width} onResize={(next) => onResize(id, next)} />
    </th>
  );
};
