import type { TrialConfig } from "@vae-lab/experiments/config";
import { tags as tagNames } from "@vae-lab/experiments/metrics";
import { retrainCommand } from "@vae-lab/experiments/retrain-command";
import { CopyButton } from "../components/copy-button.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";

interface ReproduceSectionProps {
  readonly run: RunRecord;
  readonly config: TrialConfig;
}

/** The command and config that train the same model again. */
export const ReproduceSection = ({ run, config }: ReproduceSectionProps) => {
  const command = retrainCommand(config);
  const text = JSON.stringify(config, null, 2);
  const study = run.tags.get(tagNames.study);
  const trial = run.tags.get(tagNames.trial);
  const commit = run.params.get("git.commit");
  return (
    <Section
      id="reproduce"
      title="Reproduce"
      reading="This command, in a clone of the repository, trains the same model again. It has the config of this trial, restored from its params, without what is the default."
    >
      <div className="copied">
        <pre>
          <code>{command}</code>
        </pre>
        <CopyButton text={command} name="the command" />
      </div>
      <details>
        <summary>config.json</summary>
        <div className="copied">
          <pre>
            <code>{text}</code>
          </pre>
          <CopyButton text={text} name="the config" />
        </div>
      </details>
      <p className="faint">
        {study !== undefined && <>Study {study}. </>}
        {trial !== undefined && (
          <>
            Trial <code>{trial}</code>.{" "}
          </>
        )}
        {commit !== undefined && (
          <>
            Code at commit <code>{commit}</code>.
          </>
        )}
      </p>
    </Section>
  );
};
