import type { ModelAxisReport } from "@vae-lab/experiments/model-direction";
import { type CurvePoint, learningCurves } from "@vae-lab/viz";
import { pngOf } from "@vae-lab/viz/node";

const logNormal = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd * Math.sqrt(2 * Math.PI));

const curve = (label: string, points: readonly (readonly [number, number])[]): CurvePoint[] =>
  points.map(([step, value]) => ({ run: label, label, step, value }));

/** Both minima of reverse KL against the distance of two modes. */
const minima = ({ curves }: ModelAxisReport): Uint8Array =>
  pngOf((document) =>
    learningCurves(
      [
        ...curve(
          "both modes covered",
          curves.map(({ separation, covering }) => [separation, covering]),
        ),
        ...curve(
          "one mode covered",
          curves.flatMap(({ separation, seeking }) =>
            seeking === undefined ? [] : [[separation, seeking] as const],
          ),
        ),
      ],
      {
        document,
        title: "Two minima of reverse KL",
        xLabel: "position of the modes, ±a",
        yLabel: "KL(model‖data), nats",
      },
    ),
  );

/** The density of two modes at ±3 and the best normal under each divergence. */
const densities = ({ fits }: ModelAxisReport): Uint8Array => {
  const xs = Array.from({ length: 241 }, (_, i) => i / 20 - 6);
  const data = (x: number) => 0.5 * (Math.exp(logNormal(x, -3, 1)) + Math.exp(logNormal(x, 3, 1)));
  const models = fits
    .filter(({ toy, isGlobal }) => isGlobal && toy === "two modes on a line, ±3")
    .filter(({ divergence }) => ["reverse KL", "forward KL"].includes(divergence))
    .flatMap(({ divergence, parameters: [mean = 0, logSd = 0] }) =>
      curve(
        divergence,
        xs.map((x) => [x, Math.exp(logNormal(x, mean, Math.exp(logSd)))]),
      ),
    );
  return pngOf((document) =>
    learningCurves(
      [
        ...curve(
          "data",
          xs.map((x) => [x, data(x)]),
        ),
        ...models,
      ],
      {
        document,
        title: "The best normal for two modes",
        xLabel: "x",
        yLabel: "density",
      },
    ),
  );
};

/** PNG files by artifact path. */
export const modelAxisFigures = (report: ModelAxisReport): Record<string, Uint8Array> => ({
  "figures/minima.png": minima(report),
  "figures/densities.png": densities(report),
});
