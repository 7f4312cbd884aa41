import { ScrollBox } from "../components/scroll-box.tsx";
import type { RunRecord } from "../sources/run-source.ts";

/** The tag in which MLflow stores the note of a run. */
export const noteTag = "mlflow.note.content";

const isOwn = (key: string): boolean => !key.startsWith("mlflow.");

/** The tags of a run; tags set automatically by MLflow come last. */
export const Tags = ({ run }: { run: RunRecord }) => {
  const shown = [...run.tags]
    .filter(([key]) => key !== noteTag)
    .toSorted(([a], [b]) => Number(isOwn(b)) - Number(isOwn(a)) || a.localeCompare(b));
  return (
    <section className="section" aria-labelledby="tags-title">
      <h2 id="tags-title">Tags</h2>
      {shown.length === 0 && <p className="faint">— none</p>}
      <ScrollBox className="facts-scroll" label="Tags, by key">
        <dl className="facts-list long">
          {shown.map(([key, value]) => (
            <div key={key} title={value.slice(0, 2_000)}>
              <dt>{key}</dt>
              <dd className="tag">{value.length > 300 ? `${value.slice(0, 300)}…` : value}</dd>
            </div>
          ))}
        </dl>
      </ScrollBox>
    </section>
  );
};

const longNote = 4_000;

/** The note of a run as plain text. */
export const Note = ({ run }: { run: RunRecord }) => {
  const note = run.tags.get(noteTag);
  if (note === undefined || note === "") return null;
  return (
    <section className="section" aria-labelledby="note-title">
      <h2 id="note-title">Note</h2>
      {note.length <= longNote ? (
        <p className="note-text">{note}</p>
      ) : (
        <details>
          <summary className="note-text">{note.slice(0, 500)}…</summary>
          <p className="note-text">{note}</p>
        </details>
      )}
    </section>
  );
};
