import type { DurableJournal } from "@vae-lab/experiments/sweep";
import type { MlflowClient } from "mlflow-js-client";

/** Where runs are logged and read: one client, and the API that the page is served beside. */
export interface Tracking {
  readonly client: MlflowClient;
  /** A store's folder, or a server's address. */
  readonly where: string;
  /** Answers what the page asks under /api, /ajax-api and /get-artifact. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Where what is logged waits while the server is away; a store that is here needs none. */
  readonly openJournal?: () => Promise<DurableJournal>;
  close(): void;
}
