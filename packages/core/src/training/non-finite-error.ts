import type { Terms } from "./loss.ts";

/** The name of a term of the loss. */
export type TermName = Exclude<keyof Terms, "next">;

/** The values of a step's terms: means over the minibatch, in nats, and coefficients. */
export type TermValues = Readonly<Partial<Record<TermName, number>>>;

/** The growth of a term before training diverged. */
export interface Growth {
  readonly term: TermName;
  readonly from: { readonly step: number; readonly value: number };
  readonly to: { readonly step: number; readonly value: number };
}

/**
 * A term of the loss became NaN or infinite, by itself or through a parameter's gradient. `term` is the
 * one that ran away first, as far as earlier steps show.
 */
export class NonFiniteError extends Error {
  override readonly name = "NonFiniteError";
  readonly term: TermName;
  /** The step, counted from 1, at which a term was not finite. */
  readonly step: number;
  /** The value of `term` at that step. */
  readonly value: number;
  /** All terms of that step. */
  readonly terms: TermValues;

  constructor(terms: TermValues, step: number, growth?: Growth) {
    const term = growth?.term ?? brokenFirst(terms);
    const value = terms[term] ?? Number.NaN;
    super(messageOf(term, value, step, terms, growth));
    this.term = term;
    this.step = step;
    this.value = value;
    this.terms = terms;
  }
}

// The parts come before their sum, so that the part that broke is named.
const order: readonly TermName[] = [
  "beta",
  "capacity",
  "reconstruction",
  "rate",
  "regulariser",
  "loss",
];

/** The first infinite term, or else the first NaN: NaN results from infinities. */
const brokenFirst = (terms: TermValues): TermName => {
  const broken = order.filter((name) => !Number.isFinite(terms[name] ?? 0));
  const overflowed = broken.find((name) => !Number.isNaN(terms[name]));
  return overflowed ?? broken[0] ?? "loss";
};

const remedies =
  "scale the data, lower the learning rate, clip gradients (gradientClipping) or bound the log variance (maxLogVariance)";

const digits = (value: number): string => String(Number(value.toPrecision(5)));

const messageOf = (
  term: TermName,
  value: number,
  step: number,
  terms: TermValues,
  growth: Growth | undefined,
): string => {
  if (growth === undefined)
    return `${term} must stay finite, got ${value} at step ${step}; ${remedies}`;
  const { from, to } = growth;
  const grew = `from ${digits(from.value)} at step ${from.step} to ${digits(to.value)} at step ${to.step}`;
  const broken = Number.isFinite(value) ? brokenFirst(terms) : term;
  return `${broken} must stay finite, got ${terms[broken]} at step ${step}: ${term} ran away first, ${grew}; ${remedies}`;
};
