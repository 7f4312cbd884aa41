/** Something that the command palette can open or do. */
export interface Entry {
  /** Unique among all entries. */
  readonly id: string;
  readonly kind: "Pages" | "Actions" | "Studies" | "Runs" | "Findings";
  readonly label: string;
  /** A shorter text beside the label, which can also be searched. */
  readonly hint?: string;
  readonly perform: () => void;
}

/** The kinds in display order. */
export const kinds = ["Pages", "Actions", "Studies", "Runs", "Findings"] as const;

/** Most entries of a kind that are shown. */
const limits: Readonly<Record<Entry["kind"], number>> = {
  ...{ Pages: 20, Actions: 20, Studies: 12, Runs: 12, Findings: 12 },
};
/** Kinds that are shown before anything is typed. */
const first: ReadonlySet<Entry["kind"]> = new Set(["Pages", "Actions", "Studies"]);

/** How well an entry matches, smaller is better; undefined unless it has all words. */
const rankOf = ({ label, hint = "" }: Entry, words: readonly string[]): number | undefined => {
  const name = label.toLowerCase();
  const text = `${name} ${hint.toLowerCase()}`;
  if (!words.every((word) => text.includes(word))) return undefined;
  const whole = words.join(" ");
  if (name === whole) return 0;
  return name.startsWith(whole) ? 1 : 2;
};

export interface Matches {
  readonly kind: Entry["kind"];
  readonly shown: readonly Entry[];
  /** Matches that are not shown. */
  readonly more: number;
}

/** The entries with all words of a text, in any case, by kind; the best first. */
export const matchesOf = (entries: readonly Entry[], text: string): Matches[] => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return kinds.flatMap((kind): Matches[] => {
    if (words.length === 0 && !first.has(kind)) return [];
    const found = entries
      .filter((entry) => entry.kind === kind)
      .flatMap((entry) => {
        const rank = rankOf(entry, words);
        return rank === undefined ? [] : [{ entry, rank }];
      })
      .sort((a, b) => a.rank - b.rank)
      .map(({ entry }) => entry);
    const shown = found.slice(0, limits[kind]);
    return found.length === 0 ? [] : [{ kind, shown, more: found.length - shown.length }];
  });
};
