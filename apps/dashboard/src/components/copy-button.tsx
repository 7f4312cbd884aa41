import { useState } from "react";

/** Puts a text on the clipboard, and says so. */
export const CopyButton = ({ text, name }: { text: string; name: string }) => {
  const [state, setState] = useState<"ready" | "done" | "failed">("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("ready"), 2_000);
  };
  return (
    <button type="button" aria-label={`Copy ${name}`} onClick={() => void copy()}>
      {state === "ready" ? "Copy" : state === "done" ? "Copied" : "Select it and copy by hand"}
    </button>
  );
};
