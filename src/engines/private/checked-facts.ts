import { invalid, InvalidValue } from '../../ground/errors';
import type { EngineFacts } from '../engine-facts';
import { EngineMetric, MetricKind } from '../engine-metric';

/** The form of a text, and the words for the message when it has another one. */
interface Form {
  readonly form: RegExp;
  readonly allowed: string;
  readonly fix: string;
}

const NAME: Form = { form: /\S/, allowed: 'the value of a label', fix: 'write it as its makers do, in lower case, for example "vllm"' };
const PATH: Form = { form: /^\/[^\s?#]*$/, allowed: 'a path that begins with "/"', fix: 'use for example "/metrics" or "/v1"' };
const FLAG: Form = { form: /^--?[^\s=-][^\s=]*$/, allowed: 'a flag as in args, without a value', fix: 'write it with its dashes, for example "--name"' };
const SENTENCE: Form = { form: /\S/, allowed: 'the advice in place of the flag', fix: 'write it as a sentence: it is the advice in the message' };
const METRIC: Form = {
  form: /^[a-zA-Z_:][a-zA-Z0-9_:]*$/,
  allowed: 'the name of a Prometheus metric',
  fix: 'write it as the server prints it, without labels',
};
const LABEL: Form = {
  form: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  allowed: 'the name of a label of Prometheus',
  fix: 'write it as the server prints it, for example "model_name"',
};
const VERSION: Form = { form: /^\S+$/, allowed: 'a version without spaces', fix: 'write it as its makers do, for example "0.32.0", or leave it out' };
const REPOSITORY: Form = {
  form: /^[a-z0-9._-]+(:[0-9]+(?=\/))?(\/[a-z0-9._-]+)*\/?$/,
  allowed: 'registry/repository in lower case, without a tag and a digest',
  fix: 'write for example "docker.io/vllm/vllm-openai"',
};
const PREFIX: Form = {
  form: /^[A-Z]([A-Z0-9_]*[A-Z0-9])?$/,
  allowed: 'upper-case letters, digits and "_", without a "_" at the end',
  fix: 'write it as Kubernetes writes the name of a Service in variables, for example "VLLM"',
};

/**
 * Returns facts of a server unchanged, or throws on facts that no server can have, and on facts that would be true of none. Names and ports are
 * judged where they are printed.
 */
export function checkedFacts(facts: EngineFacts): EngineFacts {
  const { name } = facts;
  check('name of the server', name, NAME);
  check(`version of ${name}`, facts.version, VERSION);
  check(`apiPath of ${name}`, facts.apiPath, PATH);
  check(`metricsPath of ${name}`, facts.metricsPath, PATH);
  check(`envPrefix of ${name}`, facts.envPrefix, PREFIX);
  for (const [member, metric] of Object.entries(facts.metrics ?? {})) checkMetric(`metrics.${member} of ${name}`, member, metric);
  for (const image of facts.officialImages ?? []) check(`officialImages of ${name}`, image, REPOSITORY);
  checkFlags(name, facts);
  checkTogether(name, facts);
  return facts;
}

/** One of its metrics: the name of it, the name of a label, or the whole metric. */
function checkMetric(what: string, member: string, metric: string | EngineMetric | undefined): void {
  if (metric === undefined || typeof metric === 'string') {
    check(what, metric, member === 'modelLabel' ? LABEL : METRIC);
    return;
  }
  const { name, kind, unit, labels = [], matching = {}, per, largestBucket } = metric;
  check(`${what}: name`, name, METRIC);
  check(`${what}: per`, per, METRIC);
  for (const label of labels) check(`${what}: labels`, label, LABEL);
  const foreign = Object.keys(matching).find(label => !labels.includes(label));
  if (foreign !== undefined) {
    refuse({
      what: `${what}: matching`,
      got: foreign,
      allowed: labels.join(', ') || 'no label',
      fix: 'name the label in labels too, when the server puts it on the series',
    });
  }
  if ((per !== undefined) !== (kind === MetricKind.COUNTER && unit !== undefined)) {
    refuse({
      what: `${what}: per`,
      got: per ?? 'nothing',
      allowed: 'of a counter with a unit, the counter by which it is divided',
      fix: 'give unit and per of a counter of time, and no per of anything else: a histogram has its own count',
    });
  }
  if (largestBucket !== undefined && !(kind === MetricKind.HISTOGRAM && largestBucket > 0)) {
    refuse({
      what: `${what}: largestBucket`,
      got: largestBucket,
      allowed: 'a number above 0, of a histogram',
      fix: 'say the upper bound of its last bucket before +Inf, or leave it out',
    });
  }
}

function checkFlags(name: string, { repeatableFlags, reservedFlags, flagAliases }: EngineFacts): void {
  for (const flag of repeatableFlags ?? []) check(`repeatableFlags of ${name}`, flag, FLAG);
  for (const [flag, advice] of Object.entries(reservedFlags ?? {})) {
    check(`reservedFlags of ${name}`, flag, FLAG);
    check(`reservedFlags["${flag}"] of ${name}`, advice, SENTENCE);
  }
  for (const [alias, flag] of Object.entries(flagAliases ?? {})) {
    check(`flagAliases of ${name}`, alias, FLAG);
    check(`flagAliases["${alias}"] of ${name}`, flag, FLAG);
    if (flag in (flagAliases ?? {})) {
      refuse({ what: `flagAliases["${alias}"] of ${name}`, got: flag, allowed: 'a flag that is no alias itself', fix: 'name the flag that both stand for' });
    }
  }
}

/** Facts that have no effect without another one, or are out of range. */
function checkTogether(name: string, { metrics, metricsKey, metricsPath, scratchCopies }: EngineFacts): void {
  if (metricsKey !== undefined && metricsPath === undefined) {
    refuse({
      what: `metricsKey of ${name}`,
      got: `${metricsKey.name}/${metricsKey.key}`,
      allowed: 'metricsKey together with metricsPath',
      fix: 'give the path of the metrics too, for example metricsPath: "/metrics"',
    });
  }
  if (metrics !== undefined && metricsPath === undefined) {
    refuse({
      what: `metrics of ${name}`,
      got: 'names',
      allowed: 'metrics together with metricsPath',
      fix: 'give the path of the metrics too, for example metricsPath: "/metrics"',
    });
  }
  if (scratchCopies !== undefined && scratchCopies < 0) {
    refuse({
      what: `scratchCopies of ${name}`,
      got: scratchCopies,
      allowed: 'a number from 0 on',
      fix: 'give the number of times that it writes the model, or leave it out',
    });
  }
}

function check(what: string, got: string | undefined, { form, allowed, fix }: Form): void {
  if (got !== undefined && !form.test(got)) refuse({ what, got, allowed, fix });
}

function refuse(value: InvalidValue): never {
  throw invalid(value);
}
