import { getRouteApi } from "@tanstack/react-router";
import { evaluate } from "@vae-lab/experiments/model-direction";
import { useMemo } from "react";
import { metricText } from "../components/metric-text.ts";
import { useTitle } from "../components/use-title.ts";
import { FitFigure } from "./fit-figure.tsx";
import { fitProblem, minimaOf } from "./fit-problem.ts";
import { defaultFit, divergences, FitSettings, targets } from "./fit-settings.ts";
import { useDescent } from "./use-descent.ts";
import "../styles/train.css";
import "../styles/fit.css";

const route = getRouteApi("/fit");

const sliders = [
  { key: "a", name: "distance of a mode, or radius", min: 0.5, max: 5, step: 0.1 },
  { key: "share", name: "share of the left mode", min: 0.05, max: 0.95, step: 0.05 },
  { key: "mean", name: "first mean of q", min: -6, max: 6, step: 0.1 },
  { key: "sd", name: "first standard deviation of q", min: 0.2, max: 5, step: 0.1 },
] as const;

const signed = (value: number): string => value.toFixed(2).replace("-", "−");

const meansText = (point: readonly number[]): string => {
  const n = point.length / 2;
  const means = point.slice(0, n).map(signed).join(", ");
  const sds = point
    .slice(n)
    .map((log) => Math.exp(log).toFixed(2))
    .join(", ");
  return `mean ${means}, standard deviation ${sds}`;
};

/** Fits a normal distribution to a known one by a divergence of choice: q covers the modes, or seeks one. */
export const FitPage = () => {
  useTitle("Fit");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const written = JSON.stringify(search);
  const settings = useMemo(() => FitSettings.parse(JSON.parse(written)), [written]);
  const problem = useMemo(() => fitProblem(settings), [settings]);
  const minima = useMemo(() => minimaOf(problem), [problem]);
  const descent = useDescent(problem);
  const best = minima[0];
  const { value } = evaluate(problem.target, problem.family, problem.divergence, descent.point);
  const isAtBest = best !== undefined && descent.isDone && value < best.value + 1e-3;
  const change = (part: Partial<FitSettings>) =>
    void navigate({
      replace: true,
      search: Object.fromEntries(
        Object.entries({ ...settings, ...part }).filter(
          ([key, own]) => own !== defaultFit[key as keyof FitSettings],
        ),
      ),
    });
  return (
    <div className="train-page">
      <h1>Cover the modes, or seek one</h1>
      <p className="reading">
        A normal q is fitted to a known p by gradient descent on a divergence. Forward KL(p||q)
        charges q where p has mass and q has none, so q covers every mode. Reverse KL(q||p) charges
        q where it has mass and p has none, so beyond a distance q does best at one mode.
      </p>
      <div className="train-controls">
        <button
          type="button"
          className="primary"
          onClick={descent.isPlaying ? descent.pause : descent.play}
        >
          {descent.isPlaying ? "Pause" : "Fit"}
        </button>
        <button type="button" onClick={descent.restart}>
          Start anew
        </button>
        <label>
          p
          <select
            value={settings.target}
            onChange={({ target }) => change({ target: target.value as FitSettings["target"] })}
          >
            {Object.entries(targets).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          divergence
          <select
            value={settings.divergence}
            onChange={({ target }) =>
              change({ divergence: target.value as FitSettings["divergence"] })
            }
          >
            {Object.entries(divergences).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {sliders.map(({ key, name, ...range }) => (
          <label key={key}>
            <span>
              {name} <output>{settings[key]}</output>
            </span>
            <input
              type="range"
              aria-label={name}
              {...range}
              value={settings[key]}
              disabled={key === "share" && settings.target === "ring"}
              onChange={({ target }) => change({ [key]: target.valueAsNumber })}
            />
          </label>
        ))}
      </div>
      <section className="training fit" aria-label="The fit">
        <p className="progress">
          step {descent.steps}: q has {meansText(descent.point)}; divergence {metricText(value)}{" "}
          nats
          {descent.isDone && (isAtBest ? " — the best fit" : " — a minimum, not the best one")}
        </p>
        <FitFigure problem={problem} point={descent.point} best={best?.point} />
        <p className="faint">
          Shade: p. Solid: q. Dashed:{" "}
          {best === undefined
            ? "the best q is not known here."
            : `the best q, ${meansText(best.point)}, divergence ${metricText(best.value)} nats${minima.length > 1 ? `; there ${minima.length === 2 ? "is one more minimum" : `are ${minima.length - 1} more minima`}` : ""}.`}
        </p>
      </section>
    </div>
  );
};
