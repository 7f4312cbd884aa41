import { useEffect, useRef } from "react";
import type { DataTable } from "../components/data-table.ts";
import { downloadCsv } from "../components/download.ts";
import { drawSamples } from "../components/draw-samples.ts";
import { useTheme } from "../components/theme.tsx";
import { drawCodes } from "./draw-codes.ts";
import { shown as sizes } from "./frame-sizes.ts";
import { LogRun } from "./log-run.tsx";
import type { Frame, StepTerms, TrainingImages } from "./messages.ts";
import { TermsChart } from "./terms-chart.tsx";
import type { Training } from "./use-training.ts";

const termsTable = (terms: readonly StepTerms[]): DataTable => ({
  columns: ["step", "reconstruction", "rate"],
  rows: terms.map(({ step, reconstruction, rate }) => [step, reconstruction, rate]),
});

const oneDecimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const shownNumber = (value: number): string => oneDecimal.format(value).replace("-", "−");

interface TrainingPanelProps {
  readonly title: string;
  readonly training: Training;
}

/** Pixels of the codes' canvas along each side; CSS scales it. */
const codesSize = 480;

const Figures = ({ training, shown }: { training: Training; shown: TrainingImages }) => {
  const { theme } = useTheme();
  const codes = useRef<HTMLCanvasElement>(null);
  const manifold = useRef<HTMLCanvasElement>(null);
  const originals = useRef<HTMLCanvasElement>(null);
  const reconstructions = useRef<HTMLCanvasElement>(null);
  const progress = useRef<HTMLParagraphElement>(null);
  const last = useRef<Frame>(undefined);
  const { onFrame } = training;
  useEffect(() => {
    const { labels, width, height } = shown;
    const looks = { axes: [height, width, 1], range: [0, 1] } as const;
    const columns = sizes.reconstructions;
    if (originals.current !== null) drawSamples(originals.current, shown.values, columns, looks);
    const draw = (frame: Frame) => {
      last.current = frame;
      const { means, step, epoch, stepsPerSecond, terms, evaluated } = frame;
      if (codes.current !== null) drawCodes(codes.current, { means, labels, theme });
      if (manifold.current !== null)
        drawSamples(manifold.current, frame.manifold, sizes.manifoldSide, looks);
      if (reconstructions.current !== null)
        drawSamples(reconstructions.current, frame.reconstructions, columns, looks);
      const now = terms.at(-1);
      if (progress.current !== null && now !== undefined)
        progress.current.textContent = `step ${step}, epoch ${epoch} · last minibatch: reconstruction ${shownNumber(now.reconstruction)}, rate ${shownNumber(now.rate)} nats · ${stepsPerSecond.toFixed(0)} steps/s${evaluated === undefined ? "" : ` · test ELBO after epoch ${evaluated.epoch}: ${shownNumber(evaluated.elbo)} nats`}`;
    };
    if (last.current !== undefined) draw(last.current);
    return onFrame(draw);
  }, [onFrame, shown, theme]);
  return (
    <>
      <p className="progress" ref={progress}>
        step 0
      </p>
      <div className="pictures">
        <figure>
          <canvas
            ref={codes}
            width={codesSize}
            height={codesSize}
            role="img"
            aria-label={`Codes of ${sizes.codes} images, coloured by class, with circles of radius 1, 2 and 3`}
          />
          <figcaption>E[z|x] of {sizes.codes} images, coloured by class</figcaption>
        </figure>
        <figure>
          <canvas
            ref={manifold}
            className="pixels"
            role="img"
            aria-label="Decoded codes on a grid"
          />
          <figcaption>decoded codes at equal steps of the prior’s probability</figcaption>
        </figure>
      </div>
      <figure className="rows">
        <canvas ref={originals} className="pixels" role="img" aria-label="Training images" />
        <canvas
          ref={reconstructions}
          className="pixels"
          role="img"
          aria-label="Their reconstructions"
        />
        <figcaption>training images, and decode(E[z|x]) of each</figcaption>
      </figure>
      <TermsChart
        training={training}
        term="reconstruction"
        label="reconstruction, E log p(x|z), nats per example"
      />
      <TermsChart training={training} term="rate" label="rate, KL(q(z|x)‖p(z)), nats per example" />
    </>
  );
};

/** One training: its codes, manifold, reconstructions and both terms of the ELBO, as it trains. */
export const TrainingPanel = ({ title, training }: TrainingPanelProps) => {
  const { state } = training;
  return (
    <section className="training" aria-label={title}>
      <h2>{title}</h2>
      {state.kind === "loading" && <p role="status">Loading TensorFlow.js and the images …</p>}
      {state.kind === "failed" && (
        <p role="alert" className="reason">
          {state.message}
        </p>
      )}
      {(state.kind === "ready" || state.kind === "finished") && (
        <>
          <Figures training={training} shown={state.shown} />
          <p className="faint">
            {state.kind === "finished" ? "The last epoch is over. " : ""}Computed with{" "}
            {state.backend}, in this page.{" "}
            <button
              type="button"
              className="link"
              title="Download the terms of every step"
              onClick={() => downloadCsv(termsTable(training.terms()), `training ${title}`)}
            >
              CSV
            </button>
          </p>
          <LogRun training={training} />
        </>
      )}
    </section>
  );
};
