import { drawFigure, type StudyFigure } from "@vae-lab/experiments/studies";
import { useCallback } from "react";
import { Figure, type Ground } from "../components/figure.tsx";

interface StudyFigureViewProps {
  readonly figure: StudyFigure;
  readonly height?: number;
  readonly onPick?: ((run: string, adds: boolean) => void) | undefined;
}

/** A figure of a study with its table of values. */
export const StudyFigureView = ({ figure, height = 340, onPick }: StudyFigureViewProps) => {
  const draw = useCallback(
    (ground: Ground) => drawFigure(figure, { ...ground, height }),
    [figure, height],
  );
  const table = useCallback(() => {
    const records = figure.records as readonly object[];
    const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
    return {
      columns,
      rows: records.map((record) =>
        columns.map((column) => {
          const value: unknown = new Map(Object.entries(record)).get(column);
          return typeof value === "number" || typeof value === "string" ? value : undefined;
        }),
      ),
    };
  }, [figure]);
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      height={height}
      name={figure.title}
      caption={figure.caption}
    />
  );
};
