import type { ReactNode } from "react";

interface MessageProps {
  readonly title: string;
  /** `h1` if the page shows nothing else. */
  readonly heading?: "h1" | "h2";
  readonly children?: ReactNode;
}

/** A message in place of the content of a page or section. */
export const Message = ({ title, heading: Heading = "h2", children }: MessageProps) => (
  <div className="message" role="status">
    <Heading>{title}</Heading>
    {children}
  </div>
);

export const StoreIsEmpty = ({ heading = "h1" }: Pick<MessageProps, "heading">) => (
  <Message title="No runs yet" heading={heading}>
    <p>Start the main study; its trials appear here during training:</p>
    <pre>
      <code>npm start</code>
    </pre>
    <p>New runs appear on this page automatically.</p>
  </Message>
);

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

interface FailureProps extends Pick<MessageProps, "heading"> {
  readonly error: unknown;
  readonly what: string;
}

export const Failure = ({ error, what, heading: Heading = "h1" }: FailureProps) => (
  <div className="message failure" role="alert">
    <Heading>{what}</Heading>
    <p className="reason">{reasonOf(error)}</p>
    <p>
      Is the tracking server running? Start it with <code>npm run vae-lab -- dashboard</code>. This
      page keeps trying to connect.
    </p>
  </div>
);

export const Loading = ({ what }: { what: string }) => (
  <p className="loading" role="status">
    Loading {what}…
  </p>
);
