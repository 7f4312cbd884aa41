import type { Theme } from "./theme.ts";

/** How a thing looks: a colour, and a second mark for readers who do not see that colour. */
export interface Look {
  readonly colour: string;
  readonly symbol: "circle" | "triangle" | "square" | "diamond" | "star";
  readonly dash: string;
}

type Pair = readonly [light: string, dark: string];
const pick = (pair: Pair, theme: Theme): string => pair[theme === "light" ? 0 : 1];

// Okabe & Ito (2008), darkened or lightened until each has 3:1 contrast with its ground.
const blue: Pair = ["#0072b2", "#4fb0ea"];
const vermilion: Pair = ["#d55e00", "#f58a3c"];
const green: Pair = ["#00895f", "#2cc598"];
const purple: Pair = ["#7a5cc4", "#a991ee"];
const pink: Pair = ["#c05a93", "#e58fbd"];
const ochre: Pair = ["#a97a00", "#e3b740"];
const grey: Pair = ["#667085", "#98a2b3"];

const directions: Record<string, { name: string; pair: Pair; symbol: Look["symbol"] }> = {
  "reverse-kl": { name: "reverse KL(q||p)", pair: blue, symbol: "circle" },
  "forward-kl": { name: "forward KL(p||q)", pair: vermilion, symbol: "triangle" },
  "half-jeffreys": { name: "half Jeffreys", pair: green, symbol: "square" },
  none: { name: "no regulariser", pair: purple, symbol: "diamond" },
};

/** The order in which legends list the regularisers they hold. */
export const directionOrder: readonly string[] = Object.keys(directions);

/** The look of a regulariser's direction, the same in every figure. Unknown ones are grey stars. */
export const directionLook = (direction: string, theme: Theme): Look => {
  const known = directions[direction];
  return known === undefined
    ? { colour: pick(grey, theme), symbol: "star", dash: "" }
    : { colour: pick(known.pair, theme), symbol: known.symbol, dash: "" };
};

/** What a person calls it: `reverse-kl` → `reverse KL(q||p)`, `score-function` → `score function`. */
export const nameOf = (kind: string): string => directions[kind]?.name ?? kind.replaceAll("-", " ");

const runs: readonly Pair[] = [
  blue,
  vermilion,
  green,
  purple,
  pink,
  ochre,
  ["#2f9bd1", "#8fd0f5"],
  ["#9a3d2b", "#e2735c"],
  ["#4a7d23", "#8fc95c"],
  grey,
];
const dashes = ["", "6 3", "2 3", "8 3 2 3"] as const;

/** One look per run by its place in the list: ten colours, then the same ten dashed. */
export const runLooks = (ids: readonly string[], theme: Theme): ReadonlyMap<string, Look> =>
  new Map(
    ids.map((id, index) => [
      id,
      {
        colour: pick(runs[index % runs.length] ?? grey, theme),
        symbol: "circle",
        dash: dashes[Math.floor(index / runs.length) % dashes.length] ?? "",
      },
    ]),
  );

// Paul Tol's "muted" scheme; its three darkest lightened for the dark ground.
const classes: readonly Pair[] = [
  ["#332288", "#8d86f0"],
  ["#3aa0d8", "#88ccee"],
  ["#2b9d8b", "#44c9b5"],
  ["#117733", "#4bb56b"],
  ["#8a8a1f", "#b9b94a"],
  ["#c9a227", "#e6d27d"],
  ["#cc6677", "#e58a99"],
  ["#882255", "#d8629b"],
  ["#aa4499", "#cf7cc2"],
  ["#6b7280", "#c9ced6"],
];

/** The colour of a class label, 0-based; it repeats after ten. */
export const classColour = (label: number, theme: Theme): string =>
  pick(classes[((label % classes.length) + classes.length) % classes.length] ?? grey, theme);
