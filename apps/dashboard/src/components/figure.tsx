import { numberText, runAttribute, type Theme } from "@vae-lab/viz";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useBrushedRuns } from "./brushed-runs.ts";
import type { DataTable } from "./data-table.ts";
import { downloadCsv, downloadPng, downloadSvg } from "./download.ts";
import { hovers, setHoveredRun, useHoveredRuns } from "./hovered-run.ts";
import { useTheme } from "./theme.tsx";
import { useWidth } from "./use-width.ts";

export interface Ground {
  readonly width: number;
  readonly theme: Theme;
  readonly interactive: true;
}

/** Figures are not drawn in narrower elements, which only occur during layout. */
const minWidth = 140;
const maxRows = 200;

interface FigureProps {
  /** Draws the figure; a new function redraws it, so memoise it. */
  readonly draw: (ground: Ground) => SVGElement;
  readonly name: string;
  readonly caption?: ReactNode;
  readonly maxWidth?: number;
  /** Minimum height in pixels, reserved before the figure is drawn. */
  readonly height?: number;
  /** The data of the figure, for its table and CSV file. */
  readonly table?: () => DataTable;
  /** A run, or several runs separated by spaces, was clicked; `adds` is true with Shift, Control or Command. */
  readonly onPick?: ((run: string, adds: boolean) => void) | undefined;
  /** Called after each drawing; returns a function that undoes it. */
  readonly onDrawn?: ((svg: SVGElement) => () => void) | undefined;
}

type Pointed = SVGElement & { value?: { run?: string } | null };

const runOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? (target.closest(`[${runAttribute}]`)?.getAttribute(runAttribute) ?? undefined)
    : undefined;

/** Marks the elements of some runs by a class, and the drawing by another if there are any. */
const mark = (
  drawing: HTMLElement | null,
  runs: ReadonlySet<string>,
  { own, has }: { readonly own: string; readonly has: string },
): void => {
  if (drawing === null || (runs.size === 0 && !drawing.classList.contains(has))) return;
  let some = false;
  for (const element of drawing.querySelectorAll(`[${runAttribute}]`)) {
    const ids = element.getAttribute(runAttribute)?.split(" ") ?? [];
    const isOwn = ids.some((id) => runs.has(id));
    element.classList.toggle(own, isOwn);
    some ||= isOwn;
  }
  drawing.classList.toggle(has, some);
};

const hoverClasses = { own: "is-hovered", has: "has-hovered" };
const brushClasses = { own: "is-brushed", has: "has-brushed" };
const none: ReadonlySet<string> = new Set();

const Values = ({ table, onPick }: { table: DataTable } & Pick<FigureProps, "onPick">) => (
  <div className="wide values">
    <table>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(0, maxRows).map((row, at) => {
          const run = table.runs?.[at];
          return (
            <tr key={row.join("\u0000")} {...(run !== undefined && hovers(run))}>
              {row.map((value, index) => {
                const text = typeof value === "number" ? numberText(value) : (value ?? "—");
                return (
                  <td key={table.columns[index]}>
                    {index === 0 && run !== undefined && onPick !== undefined ? (
                      <button type="button" className="link" onClick={() => onPick(run, false)}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
    {table.rows.length > maxRows && (
      <p className="faint">
        The first {maxRows} of {table.rows.length} rows; the CSV file holds all.
      </p>
    )}
  </div>
);

/** A figure as wide as its element, with caption, table of values and downloads. */
export const Figure = (props: FigureProps) => {
  const { draw, name, caption, maxWidth = 2000, height = 120, table, onPick, onDrawn } = props;
  const drawing = useRef<HTMLDivElement>(null);
  const width = useWidth(drawing);
  const [showsValues, setShowsValues] = useState(false);
  const { theme } = useTheme();
  const hovered = useHoveredRuns();
  const pick = useRef(onPick);
  pick.current = onPick;
  useLayoutEffect(() => {
    if (width < minWidth) return;
    const svg: Pointed = draw({ width: Math.min(width, maxWidth), theme, interactive: true });
    svg.addEventListener("input", () => setHoveredRun(svg.value?.run));
    svg.addEventListener("click", (event) => {
      const run = svg.value?.run ?? runOf(event.target);
      if (run !== undefined) pick.current?.(run, event.shiftKey || event.ctrlKey || event.metaKey);
    });
    drawing.current?.replaceChildren(svg);
    return onDrawn?.(svg);
  }, [draw, width, theme, maxWidth, onDrawn]);
  const brushed = useBrushedRuns() ?? none;
  useEffect(() => mark(drawing.current, hovered, hoverClasses), [hovered]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing must be marked too
  useEffect(() => mark(drawing.current, brushed, brushClasses), [brushed, draw, width, theme]);
  const svg = (): Pointed | null => drawing.current?.querySelector("svg") ?? null;
  const save = (as: (svg: SVGElement, name: string) => unknown) => () => {
    const drawn = svg();
    if (drawn !== null) void as(drawn, name);
  };
  return (
    <figure className="figure">
      <div
        ref={drawing}
        className={onPick === undefined ? "drawing" : "drawing picks"}
        style={{ minBlockSize: height }}
      />
      <figcaption>
        <span>{caption}</span>
        <span className="files">
          {table !== undefined && (
            <>
              <button
                type="button"
                className="link"
                aria-expanded={showsValues}
                aria-label={`Values of ${name}`}
                onClick={() => setShowsValues(!showsValues)}
              >
                Values
              </button>
              <button
                type="button"
                className="link"
                aria-label={`Save ${name} as CSV`}
                onClick={() => downloadCsv(table(), name)}
              >
                CSV
              </button>
            </>
          )}
          <button
            type="button"
            className="link"
            onClick={save(downloadSvg)}
            aria-label={`Save ${name} as SVG`}
          >
            SVG
          </button>
          <button
            type="button"
            className="link"
            onClick={save(downloadPng)}
            aria-label={`Save ${name} as PNG`}
          >
            PNG
          </button>
        </span>
      </figcaption>
      {showsValues && table !== undefined && <Values table={table()} onPick={onPick} />}
    </figure>
  );
};
