import type { ReactNode } from "react";

interface MessageProps {
  readonly title: string;
  /** `h1` where the message is all that the page shows. */
  readonly heading?: "h1" | "h2";
  readonly children?: ReactNode;
}

/** What a page or a part of it has to say in place of its content, and what to do about it. */
export const Message = ({ title, heading: Heading = "h2", children }: MessageProps) => (
  <div className="message" role="status">
    <Heading>{title}</Heading>
    {children}
  </div>
);

export const StoreIsEmpty = ({ heading = "h1" }: Pick<MessageProps, "heading">) => (
  <Message title="No runs yet" heading={heading}>
    <p>Start the main study; its trials appear here while they train:</p>
    <pre>
      <code>npm start</code>
    </pre>
    <p>This page looks for new runs by itself.</p>
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
