import type { Costs } from "./costs.ts";
import { nats } from "./nats.ts";

interface CostBarsProps {
  /** Costs with the names of what has them. */
  readonly rows: readonly { readonly name: string; readonly costs: Costs }[];
}

/** Reconstruction cost and code cost side by side, one bar for each row, on a common scale from 0. */
export const CostBars = ({ rows }: CostBarsProps) => {
  const total = ({ reconstruction, code }: Costs) => reconstruction + code;
  const longest = Math.max(...rows.map(({ costs }) => total(costs)));
  return (
    <dl className="story-costs">
      {rows.map(({ name, costs }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className="bar" aria-hidden="true">
              <span style={{ inlineSize: `${(100 * costs.reconstruction) / longest}%` }} />
              <span className="code" style={{ inlineSize: `${(100 * costs.code) / longest}%` }} />
            </span>
            reconstruction {nats(costs.reconstruction)} + code {nats(costs.code)} ={" "}
            <b>{nats(total(costs))} nats</b>
          </dd>
        </div>
      ))}
    </dl>
  );
};
