import { type ReactNode, useId } from "react";
import type { ModelGraph } from "./model-graph.ts";

interface GraphicalModelProps {
  readonly graph: ModelGraph;
  /** The caption. */
  readonly children: ReactNode;
}

/** The distance of two layers, and the heights of those of codes. */
const layer = 135;
const latentY = 60;
const upperY = latentY - layer;

interface WordsProps {
  readonly y: number;
  readonly name: string;
  readonly text: string;
  readonly note: string;
}

/** The name of a variable in its node, and what it is beside it. */
const Words = ({ y, name, text, note }: WordsProps) => (
  <>
    <text x="120" y={y + 6} className="name" textAnchor="middle">
      {name}
    </text>
    <text x="162" y={y - 4}>
      {text}
    </text>
    <text x="162" y={y + 13} className="faint">
      {note}
    </text>
  </>
);

interface ArrowsProps {
  /** The height of the upper node. */
  readonly from: number;
  readonly marker: string;
  readonly down: string;
  readonly up: string;
}

/** The arrow from a node to the one below, and the dashed one back. */
const Arrows = ({ from, marker, down, up }: ArrowsProps) => (
  <>
    <path d={`M134 ${from + 28}V${from + 104}`} className="arrow" markerEnd={marker} />
    <text x="144" y={from + 71}>
      {down}
    </text>
    <path d={`M106 ${from + 106}V${from + 32}`} className="arrow dashed" markerEnd={marker} />
    <text x="97" y={from + 71} textAnchor="end">
      {up}
    </text>
  </>
);

/** A graphical model: solid arrows generate, the dashed arrow infers. */
export const GraphicalModel = ({ graph, children }: GraphicalModelProps) => {
  const { latent, upper, observed, decoder, encoder } = graph;
  const arrow = useId();
  const marker = `url(#${arrow})`;
  /** What the second layer of codes takes above the first. */
  const rise = upper === undefined ? 0 : layer;
  const z = upper === undefined ? "z" : "z₁";
  const above =
    upper === undefined
      ? ""
      : `the upper code z₂, ${upper.text}; an arrow ${upper.decoder} to the code z₁; a dashed arrow back, ${upper.encoder}; `;
  return (
    <figure className="model-diagram">
      <svg
        viewBox={`0 ${-rise} 320 ${260 + rise}`}
        role="img"
        aria-label={`Graphical model: ${above}the code ${z}, ${latent.text}; an arrow ${decoder} to the ${observed.name} x, ${observed.text}; a dashed arrow back, ${encoder}`}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path d="M0 0L10 5L0 10z" className="arrow-head" />
          </marker>
        </defs>
        <rect x="8" y={8 - rise} width="304" height={244 + rise} rx="10" className="plate" />
        <text x="302" y="244" textAnchor="end">
          for each {observed.name}
        </text>
        {upper !== undefined && (
          <>
            <circle cx="120" cy={upperY} r="30" className="node" />
            <Words y={upperY} name="z₂" text={upper.text} note="not seen" />
            <Arrows from={upperY} marker={marker} down={upper.decoder} up={upper.encoder} />
          </>
        )}
        {latent.isRandom ? (
          <circle cx="120" cy={latentY} r="30" className="node" />
        ) : (
          <rect x="92" y={latentY - 28} width="56" height="56" className="node" />
        )}
        <Words y={latentY} name={z} text={latent.text} note="not seen" />
        <circle cx="120" cy={latentY + layer} r="30" className="node seen" />
        <Words y={latentY + layer} name="x" text={observed.text} note="seen, so shaded" />
        <Arrows from={latentY} marker={marker} down={decoder} up={encoder} />
      </svg>
      <figcaption>{children}</figcaption>
    </figure>
  );
};
