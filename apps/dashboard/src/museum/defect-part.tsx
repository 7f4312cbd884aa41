import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { numberText } from "@vae-lab/viz";
import { CopyButton } from "../components/copy-button.tsx";
import { PanelBoundary } from "../components/panel-boundary.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { countText } from "../study/count-text.ts";
import { ComparisonTable } from "../verify/comparison-table.tsx";
import type { Demonstration, DescribedDefect } from "./messages.ts";

const Effects = ({ name, effects }: Pick<DescribedDefect, "name" | "effects">) => (
  <ScrollBox className="wide" label={`Effects of ${name}`}>
    <table className="verify-table">
      <thead>
        <tr>
          <th scope="col">what it changes</th>
          <th scope="col" className="number">
            with the defect
          </th>
          <th scope="col" className="number">
            correct
          </th>
        </tr>
      </thead>
      <tbody>
        {effects.map(({ quantity, defective, correct }) => (
          <tr key={quantity}>
            <td>{quantity}</td>
            <td className={defective === correct ? "number" : "number failed"}>
              {numberText(defective)}
            </td>
            <td className="number">{numberText(correct)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollBox>
);

const outcomeOf = (rows: Demonstration["correct"]): string => {
  const failed = rows.filter(({ verdict }) => verdict === "fail").length;
  return `${failed} of ${countText(rows.length, "comparison")} failed`;
};

const Shown = ({ name, shown }: { name: string; shown: Demonstration }) => (
  <>
    <p className="reading">
      {shown.estimates.toLocaleString("en")} estimates of each number, computed in this page; a
      deviation of more than {numberText(shown.threshold)} standard errors fails.
    </p>
    {(["defective", "correct"] as const).map((which) => (
      <div key={which}>
        <h3>
          {which === "correct" ? "Correct implementation" : "With the defect"}:{" "}
          {outcomeOf(shown[which])}
        </h3>
        <ComparisonTable name={`${name}, ${which}`} rows={shown[which]} />
      </div>
    ))}
  </>
);

interface DefectPartProps {
  readonly defect: DescribedDefect;
  readonly onDemonstrate: (name: DescribedDefect["name"]) => Promise<Demonstration>;
}

/** A defect of a library: its source, its effect, and the check that catches it. */
export const DefectPart = ({ defect, onDemonstrate }: DefectPartProps) => {
  const { name, number, library, source, behaviour, notReproduced, caughtBy, effects } = defect;
  const { mutate, data, error, isPending } = useMutation({ mutationFn: onDemonstrate });
  const command = `npm run vae-lab -- verify --break ${name}`;
  return (
    <section id={name} className="section defect" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>
        {number} · {library}: <code>{name}</code>
      </h2>
      <p>
        <b>Bug:</b> {behaviour}.
      </p>
      {notReproduced !== undefined && (
        <p className="faint">Not reproduced here: {notReproduced}.</p>
      )}
      <p className="faint">Source: {source}</p>
      <Effects name={name} effects={effects} />
      <p>
        Caught by:{" "}
        <Link to="/verify" search={{ q: caughtBy }}>
          {caughtBy}
        </Link>
      </p>
      <p className="command">
        <button type="button" disabled={isPending} onClick={() => mutate(name)}>
          {isPending ? "Checking…" : "Run the check here"}
        </button>{" "}
        <code>{command}</code> <CopyButton text={command} name={`the command of ${name}`} />
      </p>
      {error !== null && <p className="reason">{error.message}</p>}
      <PanelBoundary name={name}>
        {data !== undefined && <Shown name={name} shown={data} />}
      </PanelBoundary>
    </section>
  );
};
