import type { MlflowClient } from "mlflow-js-client";
import type { CopyReport } from "./copy-report.ts";

/** What all parts of a copy use. */
export interface CopyContext {
  readonly from: MlflowClient;
  readonly to: MlflowClient;
  readonly report: CopyReport;
  readonly call: { readonly signal?: AbortSignal };
}
