import { useMemo } from "react";
import { Menu } from "../components/menu.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { type Spread, spreadNames, spreads } from "../study/metric-summary.ts";
import { paramLabel } from "../study/params.ts";
import { allButSeed, groupableParams } from "../study/run-groups.ts";

interface GroupMenuProps {
  readonly runs: readonly RunRecord[];
  /** Params by which runs are grouped; empty if they are not. */
  readonly by: readonly string[];
  readonly spread: Spread;
  readonly onGroup: (by: readonly string[]) => void;
  readonly onSpread: (spread: Spread) => void;
}

/** A menu of the params by which runs are grouped, and of what stands beside the means. */
export const GroupMenu = ({ runs, by, spread, onGroup, onSpread }: GroupMenuProps) => {
  const params = useMemo(() => groupableParams(runs), [runs]);
  const bySeed = by.includes(allButSeed);
  const name = bySeed ? "all but the seed" : by.map(paramLabel).join(", ");
  return (
    <Menu name={by.length === 0 ? "Group" : `Group: ${name}`}>
      <div className="menu-list">
        <fieldset>
          <legend>Group runs by</legend>
          <div className="menu-item">
            <label className="check" title="Runs that differ in nothing but their seed">
              <input
                type="checkbox"
                checked={bySeed}
                onChange={() => onGroup(bySeed ? [] : [allButSeed])}
              />
              <span>all but the seed</span>
            </label>
          </div>
          {params.map((key) => (
            <div key={key} className="menu-item">
              <label className="check" title={key}>
                <input
                  type="checkbox"
                  checked={by.includes(key)}
                  onChange={() =>
                    onGroup(
                      by.includes(key)
                        ? by.filter((other) => other !== key)
                        : [...by.filter((other) => other !== allButSeed), key],
                    )
                  }
                />
                <span>{paramLabel(key)}</span>
              </label>
            </div>
          ))}
        </fieldset>
        <fieldset>
          <legend>Beside the mean of the finished runs</legend>
          {spreads.map((one) => (
            <div key={one} className="menu-item">
              <label className="check">
                <input
                  type="radio"
                  name="spread"
                  checked={one === spread}
                  onChange={() => onSpread(one)}
                />
                <span>{spreadNames[one]}</span>
              </label>
            </div>
          ))}
        </fieldset>
      </div>
    </Menu>
  );
};
