import { useState } from "react";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { noteTag } from "./note-section.tsx";
import { useChanges } from "./use-changes.ts";

const isOwn = (key: string): boolean => !key.startsWith("mlflow.");

/** Tags of users, which they may remove; others are set by programs. */
const isOfUser = (key: string): boolean => isOwn(key) && !key.startsWith("vae_lab.");

const AddTag = ({ onAdd }: { onAdd: (key: string, value: string) => void }) => {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  return (
    <form
      className="row add-tag"
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() === "") return;
        onAdd(key.trim(), value);
        setKey("");
        setValue("");
      }}
    >
      <input
        aria-label="Key of the new tag"
        placeholder="key"
        className="short"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <input
        aria-label="Value of the new tag"
        placeholder="value"
        className="short"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit">Set the tag</button>
    </form>
  );
};

/** The tags of a run, which can be changed; tags set automatically by MLflow come last. */
export const Tags = ({ run }: { run: RunRecord }) => {
  const changes = useChanges(run);
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
              <dd className="tag">
                {value.length > 300 ? `${value.slice(0, 300)}…` : value}
                {changes !== undefined && isOfUser(key) && (
                  <button
                    type="button"
                    className="quiet icon small"
                    aria-label={`Remove the tag ${key}`}
                    onClick={() => changes.deleteTag(key)}
                  >
                    ×
                  </button>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </ScrollBox>
      {changes !== undefined && <AddTag onAdd={changes.setTag} />}
      {changes?.error && (
        <p className="reason" role="alert">
          {changes.error.message}
        </p>
      )}
    </section>
  );
};
