/** Numbers of known defects by name. This file imports no TensorFlow, so that a command checks names fast. */
export const defects = {
  "miwae-axis": "D1",
  "self-normalised-value": "D2",
  "nll-sign-and-samples": "D3",
  "stratified-weights-column": "D4",
  "softmax-over-losses": "D5",
  "selection-at-another-beta": "D6",
  "forward-kl-from-q": "D7",
  "mean-over-units": "D8",
  "argsort-as-rank": "D9",
  "sum-before-log": "D10",
  "dreg-without-curvature": "D11",
  "js-without-constant": "D12",
  "squares-without-half": "D13",
  "tc-without-constant": "D14",
} as const;

export type DefectName = keyof typeof defects;
export type DefectNumber = (typeof defects)[DefectName];

export const defectNames = Object.keys(defects) as DefectName[];

/** The defect of this name or number, in any case. */
export const defectNamed = (given: string): DefectName | undefined =>
  defectNames.find((name) => name === given.toLowerCase() || defects[name] === given.toUpperCase());
