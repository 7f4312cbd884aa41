import { objectiveFormula, type TrialConfig } from "@vae-lab/experiments/config";
import { Section } from "../components/section.tsx";
import { graphOfConfig, layerRowsOfConfig } from "../model/graph-of-config.ts";
import { GraphicalModel } from "../model/graphical-model.tsx";
import { LayerDrawing } from "../model/layer-drawing.tsx";
import { Maths } from "../model/maths.tsx";
import "../styles/model.css";

/** The model of a run and the objective that trained it, from the run's config. */
export const ModelSection = ({ config }: { readonly config: TrialConfig }) => {
  const { formula, where } = objectiveFormula(config);
  const isVae = config.model.kind === "vae";
  return (
    <Section
      id="model"
      title="Model"
      reading="The model and its objective, drawn and written from the config of this run."
    >
      <div className="grid two model-drawings">
        <GraphicalModel graph={graphOfConfig(config)}>
          The solid arrow generates; the dashed arrow {isVae ? "infers" : "computes the code"}.
        </GraphicalModel>
        <LayerDrawing rows={layerRowsOfConfig(config)}>
          Its layers. Widths grow with the square root of the number of units.
        </LayerDrawing>
      </div>
      <h3>The objective, maximised per example</h3>
      <Maths>{formula}</Maths>
      <ul className="objective-terms">
        {where.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  );
};
