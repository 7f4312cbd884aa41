import { downloadCsv } from "../components/download.ts";
import type { RunsSearch } from "../page-search.ts";
import type { RunGroup } from "../study/run-groups.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { allOpen, type Row } from "./rows.ts";
import { tableOfGroups, tableOfRuns } from "./table-data.ts";
import type { useRunList } from "./use-run-list.ts";

interface TableSettingsProps {
  readonly study: string;
  readonly search: RunsSearch;
  readonly list: ReturnType<typeof useRunList>;
  readonly rows: readonly Row[];
  readonly canArchive: boolean;
  readonly onChange: (part: RunsSearch) => void;
}

const someOf = <T,>(items: readonly T[]): T[] | undefined =>
  items.length === 0 ? undefined : [...items];

/** The menus and switches above the table. */
export const TableSettings = (props: TableSettingsProps) => {
  const { study, search, list, rows, canArchive, onChange } = props;
  const by = search.group ?? [];
  const groups = rows.flatMap((row): RunGroup[] => (row.kind === "group" ? [row.group] : []));
  const isOpen = search.open?.includes(allOpen) ?? false;
  const save = () =>
    downloadCsv(
      by.length === 0 ? tableOfRuns(list.shown, list.columns) : tableOfGroups(groups, list.columns),
      study,
    );
  return (
    <>
      <ColumnsMenu
        known={list.known}
        chosen={list.chosen}
        pinned={search.pin ?? []}
        isChanged={search.cols !== undefined || search.pin !== undefined || search.all === true}
        onChange={(cols) =>
          onChange(
            cols === undefined
              ? { cols: undefined, pin: undefined, all: undefined }
              : { cols: [...cols], all: undefined },
          )
        }
        onPin={(pin) => onChange({ pin: someOf(pin) })}
      />
      <GroupMenu
        runs={list.all}
        by={by}
        spread={search.spread ?? "interval"}
        onGroup={(next) => onChange({ group: someOf(next), open: undefined })}
        onSpread={(spread) => onChange({ spread: spread === "interval" ? undefined : spread })}
      />
      {groups.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => onChange({ open: isOpen ? undefined : [allOpen] })}
        >
          {isOpen ? "Close all groups" : "Open all groups"}
        </button>
      )}
      {list.superseded.size > 0 && (
        <label className="check" title="Failed and stopped runs of trials that were retried">
          <input
            type="checkbox"
            checked={search.superseded ?? false}
            onChange={(event) => onChange({ superseded: event.target.checked || undefined })}
          />
          superseded <span className="faint">({list.superseded.size})</span>
        </label>
      )}
      {canArchive && (
        <label className="check" title="Show the archived runs, which can be restored">
          <input
            type="checkbox"
            checked={list.isArchive}
            onChange={(event) => onChange({ archived: event.target.checked || undefined })}
          />
          archived
        </label>
      )}
      <button
        type="button"
        className="quiet"
        title="Save the rows and columns of the table as comma-separated values"
        onClick={save}
      >
        CSV
      </button>
    </>
  );
};
