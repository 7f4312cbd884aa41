import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { bench } from "./bench.ts";
import { beta } from "./beta.ts";
import { dashboard } from "./dashboard.ts";
import { data } from "./data.ts";
import { doctor } from "./doctor.ts";
import { encode } from "./encode.ts";
import { evaluate } from "./evaluate.ts";
import { exportRuns } from "./export.ts";
import { importRuns } from "./import.ts";
import { interpolate } from "./interpolate.ts";
import { measure } from "./measure.ts";
import { modelAxis } from "./model-axis.ts";
import { reconstruct } from "./reconstruct.ts";
import { report } from "./report.ts";
import { runs } from "./runs.ts";
import { sample } from "./sample.ts";
import { show } from "./show.ts";
import { start } from "./start.ts";
import { story } from "./story.ts";
import { listStudies } from "./studies.ts";
import { sweep } from "./sweep.ts";
import { theory } from "./theory.ts";
import { train } from "./train.ts";
import { verify } from "./verify.ts";
import { worker } from "./worker.ts";

/** All commands, in the order of the help. */
export const commands: readonly CommandUnknownOpts[] = [
  start,
  train,
  data,
  sweep,
  worker,
  listStudies,
  report,
  runs,
  show,
  sample,
  encode,
  reconstruct,
  interpolate,
  evaluate,
  measure,
  dashboard,
  story,
  exportRuns,
  importRuns,
  verify,
  beta,
  theory,
  modelAxis,
  bench,
  doctor,
];
