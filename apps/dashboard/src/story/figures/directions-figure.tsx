import { useMemo, useState } from "react";
import { FitFigure } from "../../fit/fit-figure.tsx";
import { fitProblem, minimaOf } from "../../fit/fit-problem.ts";
import { type DivergenceName, FitSettings } from "../../fit/fit-settings.ts";
import { useDescent } from "../../fit/use-descent.ts";
import { Slider } from "./slider.tsx";

interface FitProps {
  readonly divergence: DivergenceName;
  readonly title: string;
  readonly a: number;
  readonly share: number;
}

/** The fit of one bell curve to two modes by one divergence. */
const Fit = ({ divergence, title, a, share }: FitProps) => {
  const problem = useMemo(
    () => fitProblem(FitSettings.parse({ divergence, a, share, mean: 2, sd: 1 })),
    [divergence, a, share],
  );
  const best = useMemo(() => minimaOf(problem)[0], [problem]);
  const { point, isDone } = useDescent(problem);
  const [mean = 0, logSd = 0] = point;
  return (
    <figure className="fit">
      <figcaption>
        <b>{title}</b>: middle {mean.toFixed(1).replace("-", "−")}, spread{" "}
        {Math.exp(logSd).toFixed(1)}
        {isDone ? "" : " …"}
      </figcaption>
      <FitFigure problem={problem} point={point} best={best?.point} />
    </figure>
  );
};

/** Forward and reverse KL fit the same curve to the same two modes, side by side. */
export const DirectionsFigure = () => {
  const [a, setA] = useState(3);
  const [share, setShare] = useState(0.5);
  const [attempt, setAttempt] = useState(1);
  return (
    <div className="story-figure directions">
      <fieldset className="story-side">
        <legend>Both fits</legend>
        <Slider
          name="distance of each mode from zero"
          text={a.toFixed(1)}
          value={a}
          min={0.5}
          max={5}
          step={0.1}
          onChange={setA}
        />
        <Slider
          name="share of the left mode"
          text={share.toFixed(2)}
          value={share}
          min={0.05}
          max={0.95}
          step={0.05}
          onChange={setShare}
        />
        <button type="button" onClick={() => setAttempt(attempt + 1)}>
          Fit again
        </button>
      </fieldset>
      <div className="story-pair" key={attempt}>
        <Fit divergence="forward" title="forward KL(p‖q)" {...{ a, share }} />
        <Fit divergence="reverse" title="reverse KL(q‖p)" {...{ a, share }} />
      </div>
      <p className="faint">
        Filled: p. Solid line: q as it is fitted. Dashed: the best q, of which reverse KL has two if
        the modes are far apart and equal.
      </p>
    </div>
  );
};
