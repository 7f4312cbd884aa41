import type { ReactNode } from "react";
import type { OpenedRun } from "../../explore/messages.ts";
import { SampleFigure } from "../../explore/sample-figure.tsx";

interface DigitProps {
  readonly run: OpenedRun;
  /** One or several images. */
  readonly values: Float32Array;
  readonly columns?: number;
  /** What the image is, for readers who do not see it. Default: the caption. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** Images with a caption. */
export const Digit = ({ run, values, columns = 1, label, children }: DigitProps) => (
  <figure className="story-digit">
    <SampleFigure
      run={run}
      values={values}
      columns={columns}
      label={label ?? (typeof children === "string" ? children : "images")}
    />
    <figcaption>{children}</figcaption>
  </figure>
);
