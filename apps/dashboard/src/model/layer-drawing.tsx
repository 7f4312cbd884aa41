import type { ReactNode } from "react";

/** Layers beside each other: their names, and their sizes where they are known. */
export interface LayerRow {
  readonly key: string;
  readonly boxes: readonly { readonly size?: number; readonly text: string }[];
}

interface LayerDrawingProps {
  readonly rows: readonly LayerRow[];
  /** The caption. */
  readonly children: ReactNode;
}

const rowHeight = 40;
/** The width of a layer whose size is not known, as a share of the widest. */
const unknownShare = 0.6;

const textOf = ({ size, text }: LayerRow["boxes"][number]): string =>
  size === undefined ? text : `${text}: ${size}`;

/** The layers of a model from the data to the reconstruction, from top to bottom. */
export const LayerDrawing = ({ rows, children }: LayerDrawingProps) => {
  const largest = Math.max(1, ...rows.flatMap(({ boxes }) => boxes.map(({ size = 1 }) => size)));
  const shareOf = (size: number | undefined): number =>
    size === undefined ? unknownShare : Math.sqrt(size / largest);
  return (
    <figure className="model-diagram">
      <svg
        viewBox={`0 0 320 ${rows.length * rowHeight}`}
        role="img"
        aria-label={`Layers: ${rows.map(({ boxes }) => boxes.map(textOf).join(" and ")).join("; ")}`}
      >
        {rows.map(({ key, boxes }, row) => {
          const share = 320 / boxes.length;
          return boxes.map((box, column) => {
            const width = Math.max(10, (share - 12) * shareOf(box.size));
            const centre = share * (column + 0.5);
            const top = row * rowHeight;
            return (
              <g key={`${key} ${box.text}`}>
                <rect
                  x={centre - width / 2}
                  y={top + 2}
                  width={width}
                  height={14}
                  rx={4}
                  className={key.startsWith("z") ? "layer code" : "layer"}
                />
                <text x={centre} y={top + 30} textAnchor="middle">
                  {textOf(box)}
                </text>
              </g>
            );
          });
        })}
      </svg>
      <figcaption>{children}</figcaption>
    </figure>
  );
};
