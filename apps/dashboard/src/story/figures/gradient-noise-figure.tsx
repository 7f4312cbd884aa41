import { rng } from "@vae-lab/core";
import { useMemo, useState } from "react";
import { exactGradient, gradientEstimates } from "./gradient-noise.ts";
import { Slider } from "./slider.tsx";

const count = 250;
const [width, height] = [360, 84];
/** Gradients drawn at the left and right edge. */
const range = 40;
const jitter = rng(0).fold("places of dots").uniforms(count);

const spreadOf = (values: Float32Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

const signed = (value: number): string => value.toFixed(1).replace("-", "−");

interface EstimatesProps {
  readonly name: string;
  readonly values: Float32Array;
  readonly exact: number;
}

/** Estimates as dots, with a line at the true gradient. Estimates beyond the edges lie on them. */
const Estimates = ({ name, values, exact }: EstimatesProps) => {
  const x = (value: number) =>
    ((Math.max(-range, Math.min(range, value)) + range) / (2 * range)) * width;
  const spread = spreadOf(values);
  return (
    <figure>
      <figcaption>
        <b>{name}</b>: spread {spread.toFixed(1)}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height + 16}`}
        role="img"
        aria-label={`${values.length} estimates by ${name}: spread ${spread.toFixed(1)} around the true gradient ${signed(exact)}`}
      >
        {Array.from(values, (value, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: estimates have no other identity
            key={i}
            cx={x(value)}
            cy={6 + (jitter[i] ?? 0) * (height - 12)}
            r={2.2}
          />
        ))}
        <line x1={x(exact)} x2={x(exact)} y1={0} y2={height} />
        {[-40, -20, 0, 20, 40].map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={height + 13}
            textAnchor={tick === -40 ? "start" : tick === 40 ? "end" : "middle"}
          >
            {String(tick).replace("-", "−")}
          </text>
        ))}
      </svg>
    </figure>
  );
};

/** Gradients of a known cost, estimated by the score function and by reparameterisation. */
export const GradientNoiseFigure = () => {
  const [mu, setMu] = useState(0);
  const [constant, setConstant] = useState(0);
  const [logSamples, setLogSamples] = useState(0);
  const [seed, setSeed] = useState(1);
  const samples = 2 ** logSamples;
  const estimates = useMemo(
    () => gradientEstimates({ mu, constant, samples }, count, seed),
    [mu, constant, samples, seed],
  );
  const exact = exactGradient({ mu, constant, samples });
  return (
    <div className="story-figure gradients">
      <div className="story-side">
        <Slider
          name="samples per estimate"
          text={String(samples)}
          value={logSamples}
          min={0}
          max={7}
          onChange={setLogSamples}
        />
        <Slider
          name="constant added to the cost"
          text={String(constant)}
          value={constant}
          min={0}
          max={20}
          onChange={setConstant}
        />
        <Slider
          name="middle of the cloud, μ"
          text={signed(mu)}
          value={mu}
          min={-2}
          max={4}
          step={0.5}
          onChange={setMu}
        />
        <button type="button" onClick={() => setSeed(seed + 1)}>
          Estimate again
        </button>
      </div>
      <div className="story-strips">
        <Estimates name="score function" values={estimates.score} exact={exact} />
        <Estimates name="reparameterisation" values={estimates.pathwise} exact={exact} />
        <p className="faint">
          Each dot is an estimate of the gradient; its height has no meaning. The line is the true
          gradient, {signed(exact)}. Estimates beyond ±{range} lie on the edge.
        </p>
      </div>
    </div>
  );
};
