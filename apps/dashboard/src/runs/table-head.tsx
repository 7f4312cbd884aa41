import { HeaderCell } from "./header-cell.tsx";
import type { ColumnWindow } from "./use-column-window.ts";
import type { TableLayout } from "./use-table-layout.ts";

interface TableHeadProps {
  readonly layout: TableLayout;
  readonly view: ColumnWindow;
  readonly selected: "all" | "some" | "none";
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onResize: (key: string, width: number) => void;
  readonly onSelectAll: (on: boolean) => void;
}

/** The row of column headings. */
export const TableHead = (props: TableHeadProps) => {
  const { layout, view, selected, sort, onSort, onResize, onSelectAll } = props;
  const shared = { sort, onSort, onResize };
  return (
    <tr>
      <th scope="col" className="select">
        <input
          type="checkbox"
          aria-label="Select all runs shown"
          checked={selected === "all"}
          ref={(box) => {
            if (box !== null) box.indeterminate = selected === "some";
          }}
          onChange={(event) => onSelectAll(event.target.checked)}
        />
      </th>
      <HeaderCell id="name" kind="name" head="run" width={layout.nameWidth} {...shared} />
      {layout.pinned.map(({ column: { key, kind, head, meaning }, width, left }) => (
        <HeaderCell
          key={key}
          id={key}
          kind={kind}
          head={head}
          meaning={meaning}
          width={width}
          pinnedAt={left}
          {...shared}
        />
      ))}
      <HeaderCell id="status" kind="status" head="status" width={layout.statusWidth} {...shared} />
      {view.before > 0 && <td className="space" />}
      {layout.scrolled.slice(view.from, view.to).map(({ key, kind, head, meaning }, index) => (
        <HeaderCell
          key={key}
          id={key}
          kind={kind}
          head={head}
          meaning={meaning}
          isFirstMetric={key === layout.firstMetric}
          width={layout.widths[view.from + index] ?? 0}
          {...shared}
        />
      ))}
      <td className="space" />
    </tr>
  );
};

/** The widths of the columns in view. */
export const TableColumns = ({ layout, view }: Pick<TableHeadProps, "layout" | "view">) => (
  <colgroup>
    <col style={{ inlineSize: layout.selectWidth }} />
    <col style={{ inlineSize: layout.nameWidth }} />
    {layout.pinned.map(({ column, width }) => (
      <col key={column.key} style={{ inlineSize: width }} />
    ))}
    <col style={{ inlineSize: layout.statusWidth }} />
    {view.before > 0 && <col style={{ inlineSize: view.before }} />}
    {layout.scrolled.slice(view.from, view.to).map(({ key }, index) => (
      <col key={key} style={{ inlineSize: layout.widths[view.from + index] ?? 0 }} />
    ))}
    <col />
  </colgroup>
);
