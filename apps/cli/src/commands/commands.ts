import type { AnyCommand } from "../command-line/any-command.ts";
import { bench } from "./bench.ts";
import { beta } from "./beta.ts";
import { dashboard } from "./dashboard.ts";
import { doctor } from "./doctor.ts";
import { exportRuns } from "./export.ts";
import { importRuns } from "./import.ts";
import { modelAxis } from "./model-axis.ts";
import { runs } from "./runs.ts";
import { start } from "./start.ts";
import { listStudies } from "./studies.ts";
import { sweep } from "./sweep.ts";
import { train } from "./train.ts";
import { verify } from "./verify.ts";

/** What can be asked, in the order in which help lists it. */
export const commands: Readonly<Record<string, AnyCommand>> = {
  start,
  train,
  sweep,
  studies: listStudies,
  runs,
  dashboard,
  export: exportRuns,
  import: importRuns,
  verify,
  beta,
  "model-axis": modelAxis,
  bench,
  doctor,
};
