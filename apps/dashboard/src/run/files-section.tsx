import { useState } from "react";
import { Section } from "../components/section.tsx";
import { useFiles, useText } from "../data/queries.ts";
import type { FileRecord, RunRecord } from "../sources/run-source.ts";
import { fileKind, laidOut, sizeText } from "./file-kind.ts";

interface FileProps {
  readonly run: RunRecord;
  readonly file: FileRecord;
}

const Text = ({ run, file, open }: FileProps & { open: boolean }) => {
  const { data, error } = useText(run, file.path, { enabled: open });
  if (error !== null) return <p className="reason">{error.message}</p>;
  if (data === undefined) return <p className="faint">loading…</p>;
  return <pre>{fileKind(file) === "json" ? laidOut(data) : data}</pre>;
};

const Preview = ({ run, file, unfolded }: FileProps & { unfolded: boolean }) => {
  const [open, setOpen] = useState(unfolded);
  const kind = fileKind(file);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {file.path} <span className="faint">{sizeText(file.size)}</span>{" "}
        <a href={file.url} target="_blank" rel="noreferrer" aria-label={`Open ${file.path}`}>
          open
        </a>
      </summary>
      {open &&
        (kind === "image" ? (
          <img src={file.url} alt={`${file.path} of ${run.name}`} />
        ) : (
          <Text run={run} file={file} open={open} />
        ))}
    </details>
  );
};

const Entry = ({ run, file, unfolded }: FileProps & { unfolded: boolean }) => (
  <li>
    {fileKind(file) === "other" ? (
      <>
        <a href={file.url} target="_blank" rel="noreferrer">
          {file.path}
        </a>{" "}
        <span className="faint">{sizeText(file.size)}</span>
      </>
    ) : (
      <Preview run={run} file={file} unfolded={unfolded} />
    )}
  </li>
);

const List = ({ run, unfolded }: { run: RunRecord; unfolded: boolean }) => {
  const { data, error } = useFiles(run);
  if (error !== null) return <p className="reason">{error.message}</p>;
  if (data === undefined) return <p className="faint">loading…</p>;
  if (data.length === 0) return <p className="faint">— none logged</p>;
  return (
    <ul className="plain">
      {data.map((file) => (
        <Entry
          key={file.path}
          run={run}
          file={file}
          unfolded={unfolded && ["text", "image"].includes(fileKind(file))}
        />
      ))}
    </ul>
  );
};

interface FilesSectionProps {
  readonly run: RunRecord;
  /** Whether texts and images stand open: where they are what the run is about. */
  readonly unfolded: boolean;
}

/** What the run logged beside its numbers, to be read on the page. */
export const FilesSection = ({ run, unfolded }: FilesSectionProps) => (
  <Section
    id="files"
    title="Files"
    reading="What the run logged beside its numbers. Texts, JSON and images unfold here; all others open as files."
  >
    <List run={run} unfolded={unfolded} />
  </Section>
);
