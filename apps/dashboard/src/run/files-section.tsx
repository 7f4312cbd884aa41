import { useState } from "react";
import { Section } from "../components/section.tsx";
import { useFolder, useText } from "../data/queries.ts";
import type { FileRecord, RunRecord } from "../sources/run-source.ts";
import { fileKind, formattedJson, sizeText } from "./file-kind.ts";

interface FileProps {
  readonly run: RunRecord;
  readonly file: FileRecord;
}

const nameOf = ({ path }: FileRecord): string => path.slice(path.lastIndexOf("/") + 1);

const Text = ({ run, file }: FileProps) => {
  const { data, error } = useText(run, file.path, { enabled: true });
  if (error !== null) return <p className="reason">{error.message}</p>;
  if (data === undefined) return <p className="faint">loading…</p>;
  return <pre>{fileKind(file) === "json" ? formattedJson(data) : data}</pre>;
};

const Picture = ({ run, file }: FileProps) => (
  <img src={file.url} alt={`${file.path} of ${run.name}`} />
);

/** Servers send SVG as a download because of scripts; in an image, scripts do not run. */
const Drawing = ({ run, file }: FileProps) => {
  const { data, error } = useText(run, file.path, { enabled: true });
  if (error !== null) return <p className="reason">{error.message}</p>;
  if (data === undefined) return <p className="faint">loading…</p>;
  return (
    <img
      src={`data:image/svg+xml,${encodeURIComponent(data)}`}
      alt={`${file.path} of ${run.name}`}
    />
  );
};

const views = { text: Text, json: Text, image: Picture, drawing: Drawing } as const;

const Entry = ({ run, file, isUnfolded }: FileProps & { isUnfolded: boolean }) => {
  const kind = fileKind(file);
  const [open, setOpen] = useState(isUnfolded && kind !== "json");
  const link = (
    <>
      <a href={file.url} target="_blank" rel="noreferrer" download={nameOf(file)}>
        {nameOf(file)}
      </a>{" "}
      <span className="faint">{sizeText(file.size)}</span>
    </>
  );
  if (kind === "other") return <li>{link}</li>;
  const View = views[kind];
  return (
    <li>
      {link}{" "}
      <button
        type="button"
        className="link"
        aria-expanded={open}
        aria-label={`${open ? "Hide" : "Show"} ${file.path}`}
        onClick={() => setOpen(!open)}
      >
        {open ? "hide" : "show"}
      </button>
      {open && <View run={run} file={file} />}
    </li>
  );
};

interface FolderProps {
  readonly run: RunRecord;
  readonly path: string;
  readonly isUnfolded: boolean;
}

const Folder = ({ run, path, isUnfolded }: FolderProps) => {
  const { data, error } = useFolder(run, path);
  if (error !== null) return <p className="reason">{error.message}</p>;
  if (data === undefined) return <p className="faint">loading…</p>;
  if (data.length === 0) return <p className="faint">— none logged</p>;
  return (
    <ul className="plain">
      {data.map((file) =>
        file.isFolder ? (
          <SubFolder key={file.path} run={run} file={file} />
        ) : (
          <Entry key={file.path} run={run} file={file} isUnfolded={isUnfolded} />
        ),
      )}
    </ul>
  );
};

const SubFolder = ({ run, file }: FileProps) => {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{nameOf(file)}/</summary>
        {open && <Folder run={run} path={file.path} isUnfolded={false} />}
      </details>
    </li>
  );
};

/** All artifacts of the run; folders load when they are opened. */
export const FilesSection = ({ run, isUnfolded }: { run: RunRecord; isUnfolded: boolean }) => (
  <Section
    id="files"
    title="Files"
    reading="All files of the run. Texts, JSON and images can be shown here; all files can be downloaded."
  >
    <Folder run={run} path="" isUnfolded={isUnfolded} />
  </Section>
);
