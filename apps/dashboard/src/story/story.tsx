import { ModelsProvider } from "./models-context.tsx";
import { steps } from "./steps.ts";
import { StepView } from "./story-step.tsx";
import "../styles/findings.css";
import "../styles/explore.css";
import "../styles/fit.css";
import "../styles/story.css";
import "../styles/model.css";
import "../styles/story-figures.css";

/** A walk through the claims of Saghir's essay for readers who do not know VAEs. */
export const Story = () => (
  <article className="story">
    <header className="page-head">
      <h1>How a variational autoencoder works</h1>
      <p>
        A variational autoencoder, VAE for short, is a program that looks at many pictures and then
        draws new ones of the same kind. This page builds one up from its parts, step by step, on
        handwritten digits.
      </p>
      <p>
        You should know that a neural network is a function with many adjustable numbers, its{" "}
        <dfn>parameters</dfn>, and that training changes them bit by bit to make some cost smaller.
        Everything else is explained where it first appears. Every figure computes in this page:
        drag, press, and watch. Formulas are folded away; nothing depends on them.
      </p>
      <p className="faint">
        Each step ends with claims of an essay by Hamidreza Saghir, in our words, numbered E1 to
        E32, and with what our experiments found. “Supported” and “contradicted” mean that all
        results on the claim agree; “not decided” means that none was clear enough, or that no
        experiment was made. The claims use the words of the field; pass over what is not clear yet.
      </p>
      <nav aria-label="Steps">
        <ol className="story-contents">
          {steps.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
    </header>
    <ModelsProvider>
      {steps.map((step, index) => (
        <StepView key={step.id} step={step} number={index + 1} />
      ))}
    </ModelsProvider>
  </article>
);
