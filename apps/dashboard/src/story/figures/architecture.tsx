import type { LoadedModel } from "@vae-lab/core/checkpoints";
import { type Layer, layersOf, parameterCount } from "./model-graph.ts";

const words: Readonly<Record<string, string>> = {
  mean: "middle",
  logVariance: "log of spread²",
  code: "code",
  output: "chance of each pixel",
};

const rowHeight = 40;

interface Row {
  readonly key: string;
  /** The boxes of a row: their widths in numbers, and their names. */
  readonly boxes: readonly { readonly size: number; readonly text: string }[];
}

const nameOf = ({ name }: Layer): string => words[name] ?? "hidden layer";

/** The picture, each layer, and the drawn code. Layers with the same input stand side by side. */
const rowsOf = (layers: readonly Layer[]): Row[] => {
  const rows: Row[] = [{ key: "x", boxes: [{ size: layers[0]?.inputs ?? 0, text: "picture x" }] }];
  const heads = layers.filter(({ part, name }) => part === "encoder" && !/^hidden/.test(name));
  const bodies = (part: Layer["part"]) =>
    layers.filter((layer) => layer.part === part && !heads.includes(layer));
  const rowOf = (layer: Layer): Row => ({
    key: `${layer.part} ${layer.name}`,
    boxes: [{ size: layer.outputs, text: nameOf(layer) }],
  });
  rows.push(...bodies("encoder").map(rowOf));
  rows.push({
    key: "heads",
    boxes: heads.map((head) => ({ size: head.outputs, text: nameOf(head) })),
  });
  if (heads.length > 1)
    rows.push({ key: "z", boxes: [{ size: heads[0]?.outputs ?? 0, text: "random code z" }] });
  rows.push(...bodies("decoder").map(rowOf));
  return rows;
};

/** The layers of a model from the picture to the reconstruction, from top to bottom. */
export const Architecture = ({ model }: { readonly model: LoadedModel }) => {
  const rows = rowsOf(layersOf(model));
  const height = rows.length * rowHeight;
  const largest = Math.max(...rows.flatMap(({ boxes }) => boxes.map(({ size }) => size)));
  return (
    <figure className="story-diagram">
      <svg
        viewBox={`0 0 320 ${height}`}
        role="img"
        aria-label={`Layers: ${rows.map(({ boxes }) => boxes.map(({ size, text }) => `${text}, ${size}`).join(" and ")).join("; ")}`}
      >
        {rows.map(({ key, boxes }, row) => {
          const share = 320 / boxes.length;
          return boxes.map(({ size, text }, column) => {
            const width = Math.max(10, (share - 12) * Math.sqrt(size / largest));
            const centre = share * (column + 0.5);
            const top = row * rowHeight;
            return (
              <g key={`${key} ${text}`}>
                <rect
                  x={centre - width / 2}
                  y={top + 2}
                  width={width}
                  height={14}
                  rx={4}
                  className={key === "z" ? "layer code" : "layer"}
                />
                <text x={centre} y={top + 30} textAnchor="middle">
                  {text}: {size}
                </text>
              </g>
            );
          });
        })}
      </svg>
      <figcaption>
        Its networks, read off its {parameterCount(model).toLocaleString("en")} parameters: the
        encoder from the picture down to the cloud, the decoder from a random point of it to the
        chances. The spread is given as the logarithm of its square, which may be any number.
      </figcaption>
    </figure>
  );
};
