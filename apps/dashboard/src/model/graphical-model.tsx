import { type ReactNode, useId } from "react";
import type { ModelGraph } from "./model-graph.ts";

interface GraphicalModelProps {
  readonly graph: ModelGraph;
  /** The caption. */
  readonly children: ReactNode;
}

/** A graphical model: solid arrows generate, the dashed arrow infers. */
export const GraphicalModel = ({ graph, children }: GraphicalModelProps) => {
  const { latent, upper, observed, decoder, encoder } = graph;
  const arrow = useId();
  /** What the second layer of codes takes above the first. */
  const rise = upper === undefined ? 0 : 135;
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
          <g>
            <circle cx="120" cy="-75" r="30" className="node" />
            <text x="120" y="-69" className="name" textAnchor="middle">
              z₂
            </text>
            <text x="162" y="-79">
              {upper.text}
            </text>
            <text x="162" y="-62" className="faint">
              not seen
            </text>
            <path d="M134 -47L134 29" className="arrow" markerEnd={`url(#${arrow})`} />
            <text x="144" y="-4">
              {upper.decoder}
            </text>
            <path d="M106 31L106 -43" className="arrow dashed" markerEnd={`url(#${arrow})`} />
            <text x="97" y="-4" textAnchor="end">
              {upper.encoder}
            </text>
          </g>
        )}
        {latent.isRandom ? (
          <circle cx="120" cy="60" r="30" className="node" />
        ) : (
          <rect x="92" y="32" width="56" height="56" className="node" />
        )}
        <text x="120" y="66" className="name" textAnchor="middle">
          {z}
        </text>
        <text x="162" y="56">
          {latent.text}
        </text>
        <text x="162" y="73" className="faint">
          not seen
        </text>
        <circle cx="120" cy="195" r="30" className="node seen" />
        <text x="120" y="201" className="name" textAnchor="middle">
          x
        </text>
        <text x="162" y="191">
          {observed.text}
        </text>
        <text x="162" y="208" className="faint">
          seen, so shaded
        </text>
        <path d="M134 88L134 164" className="arrow" markerEnd={`url(#${arrow})`} />
        <text x="144" y="131">
          {decoder}
        </text>
        <path d="M106 166L106 92" className="arrow dashed" markerEnd={`url(#${arrow})`} />
        <text x="97" y="131" textAnchor="end">
          {encoder}
        </text>
      </svg>
      <figcaption>{children}</figcaption>
    </figure>
  );
};
