import { useMemo, useState } from "react";
import { FitFigure } from "../../fit/fit-figure.tsx";
import { fitProblem, minimaOf } from "../../fit/fit-problem.ts";
import { FitSettings } from "../../fit/fit-settings.ts";
import { massWithin } from "./mass-within.ts";
import { Slider } from "./slider.tsx";

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The best model of data in two groups by reverse KL, and the share of the data that it reaches. */
export const ModeCollapseFigure = () => {
  const [a, setA] = useState(4);
  const { problem, best } = useMemo(() => {
    const problem = fitProblem(FitSettings.parse({ divergence: "reverse", a, share: 0.4 }));
    return { problem, best: minimaOf(problem)[0] };
  }, [a]);
  const [mean = 0, logSd = 0] = best?.point ?? problem.start;
  const reach = 2 * Math.exp(logSd);
  return (
    <div className="story-figure fit">
      <Slider
        name="distance of each group from zero"
        text={a.toFixed(1)}
        value={a}
        min={0.5}
        max={5}
        step={0.1}
        onChange={setA}
      />
      <FitFigure problem={problem} point={best?.point ?? problem.start} best={undefined} />
      <p role="status">
        {percent(massWithin(problem.target, mean - reach, mean + reach))} of the data lie where the
        model puts nearly all of its own draws, within two spreads of its middle.
      </p>
      <p className="faint">Filled: the data. Solid line: the model that fits best.</p>
    </div>
  );
};
