import { invalid } from '../../ground/errors';
import { mustBe, pattern, whole } from '../../ground/fields';
import { INT32, LABELS } from '../../ground/kubernetes-fields';
import { given } from '../../ground/objects';
import { MetricScalingProps, MetricSource, ScheduleScalingProps, TriggerScalingProps } from '../scaling-options';
import { holdsCredential } from './trigger-credentials';

/** The name of a metric is a part of a path of the API. */
const METRIC = pattern('a name without "/", "%" and spaces', /^[^/%\s]+$/, 253);

/** Returns a metric unchanged, or throws when the API server would refuse it. */
export function checkedMetric(props: MetricScalingProps): MetricScalingProps {
  const { source, name, target, selector, requirements = [], describedObject } = props;
  mustBe(METRIC, name, 'name of a metric', 'give the name that the adapter has for it: colons and the like are mostly replaced');
  if (name === '.' || name === '..') {
    throw invalid({ what: 'name of a metric', got: name, allowed: 'a name', fix: 'give the name that the adapter has for it' });
  }
  if (selector) mustBe(LABELS, selector, 'selector of a metric', 'give labels of the metric');
  if (requirements.some(one => one._isNumeric)) {
    throw invalid({
      what: `requirements of the metric ${name}`,
      got: 'a comparison of numbers',
      allowed: 'isIn, isNotIn, exists and doesNotExist',
      fix: 'use one of those',
    });
  }
  const takes = TARGETS[source];
  if (!takes.includes(target._type)) {
    throw invalid({
      what: `target of the metric ${name}`,
      got: target._type,
      allowed: `${takes.join(' or ')} for a metric of the source ${source}`,
      fix: 'use MetricTarget.averageValue',
    });
  }
  if ((source === MetricSource.OBJECT) !== (describedObject !== undefined)) {
    throw invalid({
      what: `describedObject of the metric ${name}`,
      got: describedObject,
      allowed: 'an object with MetricSource.OBJECT, and none with others',
      fix: describedObject ? 'leave it out, or use MetricSource.OBJECT' : 'name the object at which it is measured, as describedObject',
    });
  }
  return props;
}

const TARGETS: { readonly [source in MetricSource]: readonly string[] } = {
  [MetricSource.PODS]: ['AverageValue'],
  [MetricSource.OBJECT]: ['AverageValue', 'Value'],
  [MetricSource.EXTERNAL]: ['AverageValue', 'Value'],
};

/** A field of a line of cron. */
interface CronField { readonly words: string; readonly least: number; readonly most: number; readonly names?: readonly string[] }

const DAY: CronField = { words: 'day of the month', least: 1, most: 31 };
const MONTH: CronField = { words: 'month', least: 1, most: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] };

/** The fields, as KEDA's parser reads them: the names of months and days are their first three letters. */
const CRON: readonly CronField[] = [
  { words: 'minute', least: 0, most: 59 },
  { words: 'hour', least: 0, most: 23 },
  DAY,
  MONTH,
  { words: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Returns a schedule unchanged, or throws when KEDA would refuse it. https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/cron_scaler.go */
export function checkedSchedule(props: ScheduleScalingProps): ScheduleScalingProps {
  const { timezone, start, end, replicas } = props;
  checkedCron('start of a schedule', start);
  checkedCron('end of a schedule', end);
  if (start === end) {
    throw invalid({ what: 'end of a schedule', got: end, allowed: 'another time than its start', fix: 'give the time at which the replicas may go' });
  }
  mustBe(whole(1, INT32), replicas, 'replicas of a schedule', 'give those that are there from start to end');
  if (!isTimezone(timezone)) {
    throw invalid({ what: 'timezone of a schedule', got: timezone, allowed: 'a name of the tz database', fix: 'use for example "Europe/Berlin" or "UTC"' });
  }
  return props;
}

/** Abbreviations such as `EST5EDT` are in the database too; offsets such as `+02:00` are not. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function checkedCron(what: string, line: string): void {
  const fields = line.split(/\s+/);
  const bad = fields.length === CRON.length ? CRON.findIndex((cron, index) => partsOf(fields[index], cron).includes(undefined)) : -1;
  if (fields.length === CRON.length && bad === -1) {
    if (comes(fields)) return;
    throw invalid({
      what,
      got: line,
      allowed: 'a day that comes: no month that it names has so many days',
      fix: 'name a day of the month that there is, for example "0 8 28 2 *"',
    });
  }
  const allowed = bad === -1
    ? 'five fields: minute, hour, day of the month, month, day of the week'
    : `as ${CRON[bad].words} numbers from ${CRON[bad].least} to ${CRON[bad].most}, lists, ranges and steps of them`;
  throw invalid({ what, got: line, allowed, fix: 'use for example "0 8 * * 1-5" for eight o\'clock from Monday to Friday' });
}

/** The most days of each month. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the first of its days is one of a month of it. Where days of the week are chosen as well, either is enough. */
function comes(fields: readonly string[]): boolean {
  const [, , days, months, weekdays] = fields;
  if (!/^[*?]$/.test(weekdays)) return true;
  const first = Math.min(...partsOf(days, DAY).map(part => part!.from));
  return partsOf(months, MONTH).some(part => DAYS.some((most, index) => first <= most && holds(part!, index + 1)));
}

/** The numbers of a part of a field: each step from one to the other. */
interface CronPart { readonly from: number; readonly to: number; readonly step: number }

function holds({ from, to, step }: CronPart, value: number): boolean {
  return value >= from && value <= to && (value - from) % step === 0;
}

/** Lists of `*`, `?`, a number or a range, each with an optional step; undefined for what is none of them. A number with a step goes on to the last. */
function partsOf(field: string, { least, most, names = [] }: CronField): (CronPart | undefined)[] {
  const numberOf = (word: string) => (names.includes(word.toLowerCase()) ? names.indexOf(word.toLowerCase()) + least : /^\d+$/.test(word) ? Number(word) : NaN);
  return field.split(',').map(part => {
    const [range, step, ...rest] = part.split('/');
    if (rest.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return undefined;
    if (range === '*' || range === '?') return { from: least, to: most, step: Number(step ?? 1) };
    const [from, to = step === undefined ? from : most, ...more] = range.split('-').map(numberOf);
    return more.length === 0 && from >= least && from <= to && to <= most ? { from, to, step: Number(step ?? 1) } : undefined;
  });
}

/** Returns a trigger unchanged, or throws where a credential stands in its metadata, or nothing at all. */
export function checkedTrigger(props: TriggerScalingProps): TriggerScalingProps {
  const { type, metadata } = props;
  mustBe(
    pattern('lower-case letters, digits and "-"', /^[a-z0-9]+(-[a-z0-9]+)*$/, 63),
    type,
    'type of a trigger',
    'use the name of a scaler of KEDA, for example "kafka"',
  );
  for (const [name, value] of given(metadata)) {
    if (!holdsCredential(type, name, value)) continue;
    throw invalid({
      what: `metadata of the trigger ${type}`,
      got: name,
      allowed: 'no credential',
      fix: 'put it into a Secret that a TriggerAuthentication reads, and give authentication: KedaAuthentication.existing(…)',
    });
  }
  return props;
}
