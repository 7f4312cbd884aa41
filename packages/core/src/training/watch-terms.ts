import { type Growth, NonFiniteError, type TermName, type TermValues } from "./non-finite-error.ts";

/** The terms in nats. If two grow equally, the first in this list is named. */
const watched: readonly TermName[] = ["rate", "regulariser", "reconstruction"];

/** A term has run away when it is this many times the largest term of the first step. */
const factor = 10;

interface Seen {
  readonly step: number;
  readonly terms: TermValues;
}

/**
 * Watches the terms of a training, so that an error can name the term that ran away first: the first to
 * exceed the scale of the first step's terms, or, of several at one step, the one that grew most.
 */
export const watchTerms = () => {
  let first: Seen | undefined;
  let last: Seen | undefined;
  let ranAway: TermName | undefined;

  const size = (terms: TermValues, name: TermName) => Math.abs(terms[name] ?? 0);
  const growthOf = (terms: TermValues, name: TermName) =>
    size(terms, name) / (1 + size(first?.terms ?? {}, name));

  return {
    /** Takes the terms of a step, all of them finite. */
    see: (step: number, terms: TermValues): void => {
      first ??= { step, terms };
      last = { step, terms };
      const { terms: usual } = first;
      const scale = 1 + Math.max(...watched.map((name) => size(usual, name)));
      const beyond = watched.filter((name) => size(terms, name) > factor * scale);
      if (beyond.length === 0) ranAway = undefined;
      else ranAway ??= beyond.reduce((a, b) => (growthOf(terms, b) > growthOf(terms, a) ? b : a));
    },

    /** The error with the growth of the term that ran away first, if any did. */
    explained: (error: NonFiniteError): NonFiniteError => {
      if (ranAway === undefined || first === undefined || last === undefined) return error;
      const term = ranAway;
      const at = ({ step, terms }: Seen) => ({ step, value: terms[term] ?? 0 });
      const growth: Growth = { term, from: at(first), to: at(last) };
      return new NonFiniteError(error.terms, error.step, growth);
    },
  };
};
