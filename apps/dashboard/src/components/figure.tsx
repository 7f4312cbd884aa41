import type { Theme } from "@vae-lab/viz";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { downloadPng, downloadSvg } from "./download.ts";
import { useTheme } from "./theme.tsx";

export interface Ground {
  readonly width: number;
  readonly theme: Theme;
  readonly interactive: true;
}

/** Pixels below which no figure can be read; a place is narrower only while it is laid out. */
const narrowest = 140;

interface FigureProps {
  /** Keep it the same function while the data is the same: a new one redraws. */
  readonly draw: (ground: Ground) => SVGElement;
  readonly name: string;
  readonly caption?: ReactNode;
  readonly maxWidth?: number;
}

/** A figure of @vae-lab/viz as wide as its place, with its caption and its files. */
export const Figure = ({ draw, name, caption, maxWidth = 2000 }: FigureProps) => {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const { theme } = useTheme();
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (width >= narrowest)
      place.current?.replaceChildren(
        draw({ width: Math.min(width, maxWidth), theme, interactive: true }),
      );
  }, [draw, width, theme, maxWidth]);
  const svg = (): SVGElement | null => place.current?.querySelector("svg") ?? null;
  const save = (as: (svg: SVGElement, name: string) => unknown) => () => {
    const drawn = svg();
    if (drawn !== null) void as(drawn, name);
  };
  return (
    <figure className="figure">
      <div ref={place} className="drawing" />
      <figcaption>
        <span>{caption}</span>
        <span className="files">
          <button
            type="button"
            className="link"
            onClick={save(downloadSvg)}
            aria-label={`Save ${name} as SVG`}
          >
            SVG
          </button>
          <button
            type="button"
            className="link"
            onClick={save(downloadPng)}
            aria-label={`Save ${name} as PNG`}
          >
            PNG
          </button>
        </span>
      </figcaption>
    </figure>
  );
};
