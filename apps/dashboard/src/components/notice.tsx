import type { ReactNode } from "react";

interface NoticeProps {
  readonly children: ReactNode;
  /** What a press of the button does, and its name. */
  readonly action?: { readonly name: string; readonly run: () => void };
}

/** Says what about the page is not as asked, above what it shows. */
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
