import { loadDataset } from "@vae-lab/experiments";
import type { BuiltInDataset } from "@vae-lab/experiments/config";
import { savedSpectrum } from "@vae-lab/experiments/theory";
import { openWorkspace } from "@vae-lab/experiments/workspace";
import { printNote, printResult } from "../command-line/output.ts";
import { theoryRows, theoryText } from "./theory-table.ts";

export interface TheoryRequest {
  readonly dataset: BuiltInDataset["name"];
  readonly latentSize: number;
  readonly workspace: string;
  readonly json: boolean;
}

/** Prints the spectrum of a data set and the predictions that follow from it. */
export const showTheory = async ({
  dataset,
  latentSize,
  workspace,
  json,
}: TheoryRequest): Promise<void> => {
  await openWorkspace(workspace);
  const data = await loadDataset({ name: dataset });
  printNote(`spectrum of ${dataset}: computed once, then kept in ${workspace}`);
  const spectrum = await savedSpectrum(workspace, data);
  const rows = theoryRows(spectrum, latentSize);
  printResult(json, { dataset, hash: data.hash, latentSize, spectrum, predictions: rows }, () =>
    theoryText(spectrum, rows),
  );
};
