import { useState } from "react";
import type { RunRecord } from "../sources/run-source.ts";
import { useChanges } from "./use-changes.ts";

/** The tag in which MLflow stores the note of a run. */
export const noteTag = "mlflow.note.content";

const longNote = 4_000;

const NoteText = ({ note }: { note: string }) =>
  note.length <= longNote ? (
    <p className="note-text">{note}</p>
  ) : (
    <details>
      <summary className="note-text">{note.slice(0, 500)}…</summary>
      <p className="note-text">{note}</p>
    </details>
  );

/** The note of a run as plain text, and a form to change it. */
export const Note = ({ run }: { run: RunRecord }) => {
  const note = run.tags.get(noteTag) ?? "";
  const changes = useChanges(run);
  const [draft, setDraft] = useState<string>();
  if (changes === undefined && note === "") return null;
  if (draft !== undefined)
    return (
      <section className="section" aria-labelledby="note-title">
        <h2 id="note-title">Note</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            changes?.setTag(noteTag, draft);
            setDraft(undefined);
          }}
        >
          <textarea
            aria-label="Note"
            rows={5}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
          <div className="row">
            <button type="submit">Save the note</button>
            <button type="button" className="quiet" onClick={() => setDraft(undefined)}>
              Cancel
            </button>
          </div>
        </form>
      </section>
    );
  const edit = changes !== undefined && (
    <button type="button" className="quiet" onClick={() => setDraft(note)}>
      {note === "" ? "Add a note" : "Edit the note"}
    </button>
  );
  if (note === "") return <div>{edit}</div>;
  return (
    <section className="section" aria-labelledby="note-title">
      <h2 id="note-title">Note</h2>
      <NoteText note={note} />
      {changes?.error && <p className="reason">{changes.error.message}</p>}
      {edit}
    </section>
  );
};
