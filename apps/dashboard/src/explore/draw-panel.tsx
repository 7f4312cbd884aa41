import { type PointerEvent, useRef, useState } from "react";
import { metricText } from "../components/metric-text.ts";
import type { Encoded, OpenedRun } from "./messages.ts";
import type { Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";

/** Pixels of the canvas that one draws on. */
const side = 224;

/** The drawing as a sample of the run's data: their size, channels and range. */
const sampleOf = (canvas: HTMLCanvasElement, { axes, range }: OpenedRun): Float32Array => {
  const [height = 1, width = 1, channels = 1] = axes;
  const small = new OffscreenCanvas(width, height);
  const context = small.getContext("2d");
  if (context === null) throw new Error("cannot read the drawing: the browser has no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(canvas, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const [low, high] = range;
  return Float32Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    const grey = (data[4 * pixel + (channels === 3 ? i % 3 : 0)] ?? 0) / 255;
    return low + grey * (high - low);
  });
};

/** Whether the data are black and white only, as binarised images are. */
const isBinary = ({ axes, range }: OpenedRun, sample: Float32Array | undefined): boolean =>
  axes[2] === 1 && sample !== undefined && sample.every((v) => v === range[0] || v === range[1]);

/** The share of the samples with a smaller ELBO. */
const rankOf = ({ rates, reconstructions }: OpenedRun, score: number): number => {
  let below = 0;
  for (const [n, value] of reconstructions.entries())
    if (value - (rates?.[n] ?? 0) < score) below++;
  return below / reconstructions.length;
};

interface DrawPanelProps {
  readonly opened: Opened;
  readonly onPlace: (place: readonly [number, number]) => void;
}

/** Draw an image, or open one from a file: its code, reconstruction and ELBO among the data's. */
export const DrawPanel = ({ opened, onPlace }: DrawPanelProps) => {
  const { explorer, run, projection, label } = opened;
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<[number, number] | undefined>(undefined);
  const [drawn, setDrawn] = useState<{ x: Float32Array; encoded: Encoded }>();
  const [problem, setProblem] = useState<string>();
  if (run.axes.length !== 3) return null;

  const encode = async () => {
    if (canvas.current === null) return;
    try {
      const grey = sampleOf(canvas.current, run);
      const [low, high] = run.range;
      const asBits = isBinary(run, await explorer.original(0));
      const x = asBits ? grey.map((v) => (v > (low + high) / 2 ? high : low)) : grey;
      const encoded = await explorer.encode(x, label);
      setProblem(undefined);
      setDrawn({ x, encoded });
      onPlace(projection.place(encoded.mean));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * side,
      ((event.clientY - box.top) / box.height) * side,
    ];
  };
  const stroke = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = canvas.current?.getContext("2d");
    if (!context || last.current === undefined) return;
    const next = at(event);
    context.strokeStyle = "#fff";
    context.lineWidth = side / 11;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(...last.current);
    context.lineTo(...next);
    context.stroke();
    last.current = next;
  };
  const clear = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, side, side);
    setDrawn(undefined);
  };
  const openFile = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      const image = await createImageBitmap(file);
      clear();
      canvas.current?.getContext("2d")?.drawImage(image, 0, 0, side, side);
      await encode();
    } catch {
      setProblem(
        `cannot read ${file.name}: it must be an image that the browser can show, such as a PNG`,
      );
    }
  };
  const rank = drawn && rankOf(run, drawn.encoded.score);
  return (
    <Panel
      title="Draw an image"
      note={
        problem ??
        (drawn === undefined || rank === undefined
          ? "Draw with the pointer, or open an image file."
          : `${run.rates === undefined ? "log p(x|z)" : "ELBO"} ${metricText(drawn.encoded.score)} nats: ${
              rank < 0.01
                ? "less than 99 % of the data have. The image is unlike the data, and its code means little."
                : `${Math.round(100 * rank)} % of the data have less.`
            }`)
      }
      controls={
        <>
          <button type="button" onClick={clear}>
            Clear
          </button>
          <label className="file">
            Open an image
            <input
              type="file"
              accept="image/*"
              onChange={({ target }) => void openFile(target.files?.[0])}
            />
          </label>
        </>
      }
    >
      <div className="samples">
        <figure>
          <canvas
            ref={canvas}
            className="drawing"
            width={side}
            height={side}
            role="img"
            aria-label="Draw here"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              last.current = at(event);
              stroke(event);
            }}
            onPointerMove={stroke}
            onPointerUp={() => {
              last.current = undefined;
              void encode();
            }}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              void openFile(event.dataTransfer.files[0]);
            }}
          />
          <figcaption>your drawing</figcaption>
        </figure>
        {drawn !== undefined && (
          <>
            <figure>
              <SampleFigure run={run} values={drawn.x} label="The drawing as the model sees it" />
              <figcaption>
                as the model sees it
                {label !== undefined && `, given class ${run.condition?.classes[label]}`}
              </figcaption>
            </figure>
            <figure>
              <SampleFigure
                run={run}
                values={drawn.encoded.reconstruction}
                label="Reconstruction of the drawing"
              />
              <figcaption>reconstruction</figcaption>
            </figure>
          </>
        )}
      </div>
    </Panel>
  );
};
