import { Duration } from 'cdk8s';
import { AlertRulesOptions } from './alert-rules-options';
import { groupsOf, IdleAlert, idleAlerts } from './private/alerts';
import type { MonitoredModel } from './private/monitored-model';
import type { EngineMetrics } from '../engines/engine-metrics';
import { checkedDuration, wholeSeconds } from '../ground/durations';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { JsonObject } from '../ground/objects';

/**
 * The alerts about a model. The version of its server decides which alerts there are: none reads a metric that the version does not have.
 *
 * @example
 * const rules = AlertRules.of({ waiting: 20, timeToFirstToken: Duration.seconds(3) });
 */
export class AlertRules {
  static { brand(this, 'AlertRules'); }

  /**
   * All alerts that the server has the metrics for.
   *
   * @param options thresholds that differ from the defaults.
   *
   * @example
   * const rules = AlertRules.of({ labels: { team: 'search' }, annotations: { runbook_url: 'https://runbooks.example.com/models' } });
   */
  public static of(options: AlertRulesOptions = {}): AlertRules {
    [options] = judged('AlertRules.of', [options], arguments);
    return new AlertRules(checkedOptions(options));
  }

  /** No alerts. */
  public static none(): AlertRules {
    judged('AlertRules.none', [], arguments);
    return new AlertRules();
  }

  private constructor(private readonly options?: AlertRulesOptions) {}

  /**
   * Whether there are any.
   * @internal
   */
  public get _any(): boolean {
    return this.options !== undefined;
  }

  /**
   * The alerts that nothing makes fire which a server measures.
   * @internal
   */
  public _idle(metrics: EngineMetrics): IdleAlert[] {
    return this.options === undefined ? [] : idleAlerts(metrics, this.options);
  }

  /**
   * The groups of rules about a model.
   * @internal
   */
  public _groups(model: MonitoredModel): JsonObject[] {
    return groupsOf(model, this.options!);
  }
}

/** The members that are a share of a whole, and those that are counted. */
const SHARES = ['cacheUsage', 'failedShare'] as const;
const COUNTS = ['waiting', 'rejectedPerSecond', 'restarts'] as const;
const TIMES = ['timeToFirstToken', 'requestTime'] as const;
const PERIODS = ['lasting', 'starting'] as const;

const SHARE_FIX = 'leave it out for the default, or give for example 0.9 for 90 %';

/** The form of the names of labels. https://prometheus.io/docs/concepts/data_model/ */
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function checkedOptions(options: AlertRulesOptions): AlertRulesOptions {
  for (const member of SHARES) {
    checkNumber(member, options[member], value => value >= 0 && value < 1, 'a share from 0 on, below 1: no share is ever above 1', SHARE_FIX);
  }
  for (const member of COUNTS) checkNumber(member, options[member], value => value >= 0, 'a number from 0 on');
  for (const member of TIMES) checkTime(member, options[member]);
  for (const member of PERIODS) if (options[member]) wholeSeconds(`${member} of the alerts`, checkedDuration(`${member} of the alerts`, options[member]));
  for (const [what, names] of Object.entries({ label: options.labels, annotation: options.annotations })) {
    const wrong = Object.keys(names ?? {}).find(name => !LABEL.test(name));
    if (wrong !== undefined) {
      throw invalid({
        what: `${what} of the alerts`,
        got: wrong,
        allowed: 'letters, digits and "_", not beginning with a digit',
        fix: 'take for example "runbook_url"',
      });
    }
    for (const [name, value] of Object.entries(names ?? {})) checkTemplate(`${what} of the alerts["${name}"]`, value);
  }
  return options;
}

/** Prometheus and its operator reject a whole file of rules for one template that does not parse. */
function checkTemplate(what: string, value: string | undefined): void {
  if (value === undefined || value.lastIndexOf('{{') <= value.lastIndexOf('}}')) return;
  throw invalid({ what, got: value, allowed: 'a template of Go in which every "{{" has its "}}"', fix: 'close it, as in "{{ $labels.pod }}"' });
}

function checkNumber(member: string, value: number | undefined, fits: (value: number) => boolean, allowed: string, fix = 'leave it out for the default'): void {
  if (value === undefined || fits(value)) return;
  throw invalid({ what: `${member} of the alerts`, got: value, allowed, fix });
}

function checkTime(member: string, time: Duration | undefined): void {
  if (time === undefined || time.toMilliseconds({ integral: false }) > 0) return;
  throw invalid({
    what: `${member} of the alerts`,
    got: `${time.toMilliseconds()} ms`,
    allowed: 'a time above 0',
    fix: 'use for example Duration.seconds(10)',
  });
}
