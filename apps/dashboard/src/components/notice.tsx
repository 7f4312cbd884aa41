import type { ReactNode } from "react";

interface NoticeProps {
  readonly children: ReactNode;
  /** A button. */
  readonly action?: { readonly name: string; readonly run: () => void };
}

/** A warning above the content of a page. */
export const Notice = ({ children, action }: NoticeProps) => (
  <div className="message note" role="alert">
    <p>{children}</p>
    {action !== undefined && (
      <button type="button" onClick={action.run}>
        {action.name}
      </button>
    )}
  </div>
);
