import type { Defect, Verdicts } from "@vae-lab/verify";

/** A row as JSON. Scripts written for version 0.1 read its property under the key "law". */
const withLaw = <Row extends { readonly property: string }>(row: Row) => ({
  ...row,
  law: row.property,
});

/** A report as JSON, which also has the keys of version 0.1. */
export const withEarlierRowKeys = <Report extends Pick<Verdicts, "rows" | "unsupported">>(
  report: Report,
) => ({
  ...report,
  rows: report.rows.map(withLaw),
  unsupported: report.unsupported.map(withLaw),
});

type Described = Pick<Defect, "behaviour" | "notReproduced"> & {
  readonly effects: ReturnType<Defect["effects"]>;
};

/** A known defect as JSON, which also has the keys of version 0.1: did, notRun and costs. */
export const withEarlierDefectKeys = <Each extends Described>(defect: Each) => ({
  ...defect,
  did: defect.behaviour,
  ...(defect.notReproduced !== undefined && { notRun: defect.notReproduced }),
  costs: defect.effects.map(({ quantity, defective, correct }) => ({
    what: quantity,
    theirs: defective,
    right: correct,
  })),
});
