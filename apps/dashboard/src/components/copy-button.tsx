import { useState } from "react";

/** A button that copies a text to the clipboard. */
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
      {state === "ready" ? "Copy" : state === "done" ? "Copied" : "Copying failed: select the text"}
    </button>
  );
};
