import type { z } from "zod";
import type { Dataset } from "./dataset.ts";
import type { Estimator } from "./estimator.ts";
import type { Inference } from "./inference.ts";
import type { Lagging } from "./lagging.ts";
import type { Model } from "./model.ts";
import type { Objective } from "./objective.ts";

/** The parts of a config, which may be absent or invalid in themselves. */
export interface Given {
  readonly dataset?: z.infer<typeof Dataset> | undefined;
  readonly model?: z.infer<typeof Model> | undefined;
  readonly objective?: z.infer<typeof Objective> | undefined;
  readonly inference?: z.infer<typeof Inference> | undefined;
  readonly estimator?: z.infer<typeof Estimator> | undefined;
  readonly lagging?: z.infer<typeof Lagging> | undefined;
  readonly earlyStopping?: object | undefined;
}

/** Reports a broken rule, at the path of the part that breaks it. */
export type AddIssue = (path: readonly string[], message: string) => void;
