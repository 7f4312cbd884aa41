import type { ReactNode } from "react";

/** What a page says when it has nothing to show, and what to do about it. */
export const Message = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="message" role="status">
    <h2>{title}</h2>
    {children}
  </div>
);

export const StoreIsEmpty = () => (
  <Message title="No runs yet">
    <p>Start the main study; its trials appear here while they train:</p>
    <pre>
      <code>npm start</code>
    </pre>
    <p>This page looks for new runs by itself.</p>
  </Message>
);

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const Failure = ({ error, what }: { error: unknown; what: string }) => (
  <div className="message failure" role="alert">
    <h2>{what}</h2>
    <p className="reason">{reasonOf(error)}</p>
    <p>
      Is the tracking server running? <code>npm run vae-lab -- dashboard</code> starts it. This page
      keeps trying.
    </p>
  </div>
);

export const Loading = ({ what }: { what: string }) => (
  <p className="loading" role="status">
    Loading {what}…
  </p>
);
