import type { RunRecord } from "../sources/run-source.ts";
import { type Cell, cellsOf } from "./cells.ts";

/** Runs that differ only in their seed, named by what distinguishes them from the other groups. */
export interface Group extends Cell {
  readonly name: string;
}

const separator = " · ";

/** The groups of these runs. A single group has its full name. */
export const groupsOf = (runs: readonly RunRecord[]): Group[] => {
  const cells = cellsOf(runs);
  const parts = cells.map(({ label }) => label.split(separator));
  const isShared = (part: string): boolean => parts.every((own) => own.includes(part));
  const names = parts.map((own) => own.filter((part) => !isShared(part)).join(separator));
  const used = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = names[i] === undefined || names[i] === "" ? cell.label : names[i];
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return { ...cell, name: count === 1 ? name : `${name} (${count})` };
  });
};
