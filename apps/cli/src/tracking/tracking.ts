import type { DurableJournal } from "@vae-lab/experiments/sweep";
import type { MlflowClient } from "mlflow-js-client";

/** The embedded store or an MLflow server, where runs are logged and read. */
export interface Tracking {
  readonly client: MlflowClient;
  /** The folder of the store, or the address of the server. */
  readonly where: string;
  /** Answers the requests of the dashboard's page under /api, /ajax-api and /get-artifact. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Opens the journal that keeps requests while the server is away; the embedded store has none. */
  readonly openJournal?: () => Promise<DurableJournal>;
  close(): void;
}
