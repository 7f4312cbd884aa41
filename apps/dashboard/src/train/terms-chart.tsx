import { directionLook, inkOf } from "@vae-lab/viz";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../components/theme.tsx";
import type { StepTerms } from "./messages.ts";
import type { Training } from "./use-training.ts";

interface TermsChartProps {
  readonly training: Training;
  readonly term: Exclude<keyof StepTerms, "step">;
  readonly label: string;
}

/** More points than pixels show nothing more: older steps are thinned to every second one. */
const maxPoints = 1500;

/** A term of the loss by step, on the minibatch of each step. */
export const TermsChart = ({ training, term, label }: TermsChartProps) => {
  const place = useRef<HTMLDivElement>(null);
  const data = useRef<{ steps: number[]; values: number[] }>({ steps: [], values: [] });
  const { theme } = useTheme();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const ink = inkOf(theme);
    const axis = { stroke: ink.muted, grid: { stroke: ink.grid }, ticks: { stroke: ink.grid } };
    const width = () => Math.max(160, element.clientWidth);
    const { steps, values } = data.current;
    const plot = new uPlot(
      {
        ...{ width: width(), height: 130 },
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false } },
        axes: [axis, { ...axis, size: 46 }],
        series: [{}, { stroke: directionLook("reverse-kl", theme).colour, width: 1.2 }],
      },
      [steps, values],
      element,
    );
    const stop = training.onFrame(({ terms }) => {
      const current = data.current;
      if ((terms[0]?.step ?? 0) <= (current.steps.at(-1) ?? 0))
        data.current = { steps: [], values: [] };
      for (const each of terms) {
        data.current.steps.push(each.step);
        data.current.values.push(each[term]);
      }
      if (data.current.steps.length > maxPoints)
        data.current = {
          steps: data.current.steps.filter((_, i) => i % 2 === 0),
          values: data.current.values.filter((_, i) => i % 2 === 0),
        };
      plot.setData([data.current.steps, data.current.values]);
    });
    const observer = new ResizeObserver(() => plot.setSize({ width: width(), height: 130 }));
    observer.observe(element);
    return () => {
      stop();
      observer.disconnect();
      plot.destroy();
    };
  }, [training.onFrame, theme, term]);
  return (
    <figure className="terms">
      <figcaption>{label}</figcaption>
      <div ref={place} role="img" aria-label={`${label} by step`} />
    </figure>
  );
};
