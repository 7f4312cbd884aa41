import type { DashboardAddress } from "./serve-dashboard.ts";

/** What the process that serves the dashboard is started with. */
export interface DashboardOrder {
  readonly home: string;
  readonly address: DashboardAddress;
}

/** The one message that it sends. */
export type DashboardReply =
  | { readonly kind: "serving"; readonly url: string }
  | { readonly kind: "failed"; readonly message: string; readonly code: number };
