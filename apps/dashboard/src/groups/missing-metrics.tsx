import { CopyButton } from "../components/copy-button.tsx";

interface MissingMetricsProps {
  /** What no run has, as the subject of a sentence. */
  readonly what: string;
  readonly command: string;
  /** When the command does not help. */
  readonly unless?: string;
}

/** Says what the runs did not measure, and the command that adds it to them. */
export const MissingMetrics = ({ what, command, unless }: MissingMetricsProps) => (
  <div className="message" role="status">
    <p>No run here has {what}. This command adds it to finished runs, from their checkpoints:</p>
    <div className="copied">
      <pre>
        <code>{command}</code>
      </pre>
      <CopyButton text={command} name="the command" />
    </div>
    {unless !== undefined && <p className="faint">{unless}</p>}
  </div>
);

/** A name as a word of a shell's command. */
const quoted = (name: string): string =>
  /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;

/** Measures the finished runs of a study in full. */
export const measureCommand = (study: string): string =>
  `npm run vae-lab -- measure --study ${quoted(study)}`;

/** Adds the predictions of theory to the finished runs of a study. */
export const theoryCommand = (study: string): string =>
  `npm run vae-lab -- measure --theory --study ${quoted(study)}`;

/** For which trials there is no prediction. */
export const uncovered =
  "Theory covers dense decoders with Gaussian or Bernoulli likelihoods, the prior N(0, I) and a constant β; other runs stay without a prediction.";
