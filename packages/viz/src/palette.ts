import type { Theme } from "./theme.ts";

/** A colour, and a symbol and dash for readers who cannot tell the colour. */
export interface Look {
  readonly colour: string;
  readonly symbol: "circle" | "triangle" | "square" | "diamond" | "star";
  readonly dash: string;
}

type Pair = readonly [light: string, dark: string];
const pick = (pair: Pair, theme: Theme): string => pair[theme === "light" ? 0 : 1];

// Okabe & Ito (2008), darkened or lightened to a contrast of 3:1 with the background.
const blue: Pair = ["#0072b2", "#4fb0ea"];
const vermilion: Pair = ["#d55e00", "#f58a3c"];
const green: Pair = ["#00895f", "#2cc598"];
const purple: Pair = ["#7a5cc4", "#a991ee"];
const pink: Pair = ["#c05a93", "#e58fbd"];
const ochre: Pair = ["#a97a00", "#e3b740"];
const grey: Pair = ["#667085", "#98a2b3"];

const sky: Pair = ["#1f86bd", "#8fd0f5"];
const brick: Pair = ["#9a3d2b", "#e2735c"];
const olive: Pair = ["#4a7d23", "#8fc95c"];

interface Direction {
  readonly name: string;
  readonly pair: Pair;
  readonly symbol: Look["symbol"];
}

// Related directions share a colour and differ in symbol; each family by alpha has its own colour.
const directionList = {
  "reverse-kl": { name: "reverse KL(q||p)", pair: blue, symbol: "circle" },
  "forward-kl": { name: "forward KL(p||q)", pair: vermilion, symbol: "triangle" },
  "half-jeffreys": { name: "half Jeffreys", pair: green, symbol: "square" },
  none: { name: "no regulariser", pair: purple, symbol: "diamond" },
  jeffreys: { name: "Jeffreys", pair: green, symbol: "diamond" },
  "reverse-renyi": { name: "reverse Rényi(q||p)", pair: sky, symbol: "square" },
  "forward-renyi": { name: "forward Rényi(p||q)", pair: brick, symbol: "circle" },
  amari: { name: "Amari α-divergence", pair: ochre, symbol: "circle" },
  "geometric-js": { name: "geometric JS", pair: pink, symbol: "square" },
  "dual-geometric-js": { name: "dual geometric JS", pair: olive, symbol: "triangle" },
  "reverse-chi-squared": { name: "reverse χ²(q||p)", pair: blue, symbol: "star" },
  "forward-chi-squared": { name: "forward χ²(p||q)", pair: vermilion, symbol: "star" },
  "squared-hellinger": { name: "squared Hellinger", pair: purple, symbol: "circle" },
  "js-per-unit-sum": { name: "JS, summed over units", pair: purple, symbol: "triangle" },
  "total-variation-per-unit-sum": {
    name: "total variation, summed over units",
    pair: purple,
    symbol: "square",
  },
} as const satisfies Readonly<Record<string, Direction>>;

/** A map: names come from outside and may be `constructor` or `__proto__`. */
const directions: ReadonlyMap<string, Direction> = new Map(Object.entries(directionList));

/** The order of regularisers in legends. */
export const directionOrder: readonly string[] = [...directions.keys()];

const symbols: readonly Look["symbol"][] = ["circle", "triangle", "square", "diamond", "star"];

/** Splits a member of a family by alpha: `amari, α 0.25` → `amari` and 0.25. */
const memberOf = (direction: string): { readonly kind: string; readonly alpha?: number } => {
  const [, kind, alpha] = /^(.+), α (.+)$/.exec(direction) ?? [];
  return kind === undefined ? { kind: direction } : { kind, alpha: Number(alpha) };
};

/** The next symbol for each quarter of alpha, starting at the family's own at alpha = 0. */
const symbolOf = ({ symbol }: Direction, alpha: number | undefined): Look["symbol"] => {
  if (alpha === undefined || !Number.isFinite(alpha)) return symbol;
  const place = symbols.indexOf(symbol) + Math.round(4 * alpha);
  return symbols.at(place % symbols.length) ?? symbol;
};

/**
 * The look of a regulariser's direction, the same in every figure. `amari, α 0.25` is a member of a
 * family; an unknown direction is a grey star.
 */
export const directionLook = (direction: string, theme: Theme): Look => {
  const { kind, alpha } = memberOf(direction);
  const known = directions.get(kind);
  return known === undefined
    ? { colour: pick(grey, theme), symbol: "star", dash: "" }
    : { colour: pick(known.pair, theme), symbol: symbolOf(known, alpha), dash: "" };
};

const otherNames: ReadonlyMap<string, string> = new Map([
  ["iwae", "IWAE"],
  ["miwae", "MIWAE"],
  ["ciwae", "CIWAE"],
  ["vr", "variational Rényi"],
  ["monte-carlo-elbo", "Monte Carlo ELBO"],
  ["dreg", "DReG"],
  ["vimco", "VIMCO"],
]);

/** The display name: `reverse-kl` → `reverse KL(q||p)`, `score-function` → `score function`. */
export const nameOf = (kind: string): string => {
  const [first = "", ...details] = kind.split(", ");
  const name = directions.get(first)?.name ?? otherNames.get(first) ?? first.replaceAll("-", " ");
  return [name, ...details].join(", ");
};

const runs: readonly Pair[] = [
  blue,
  vermilion,
  green,
  purple,
  pink,
  ochre,
  ["#2f9bd1", "#8fd0f5"],
  brick,
  olive,
  grey,
];
/** Dash patterns for lines of the same colour; the first is solid. */
export const runDashes = ["", "6 3", "2 3", "8 3 2 3"] as const;

/** One look per run, by position in the list: ten colours, then the same ten with dashes. */
export const runLooks = (ids: readonly string[], theme: Theme): ReadonlyMap<string, Look> =>
  new Map(
    ids.map((id, index) => [
      id,
      {
        colour: pick(runs[index % runs.length] ?? grey, theme),
        symbol: "circle",
        dash: runDashes[Math.floor(index / runs.length) % runDashes.length] ?? "",
      },
    ]),
  );

// Paul Tol's "muted" scheme, with its darkest colours lightened for the dark theme.
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

/** The colour of a class label (0-based); colours repeat after ten. */
export const classColour = (label: number, theme: Theme): string =>
  pick(classes[((label % classes.length) + classes.length) % classes.length] ?? grey, theme);
