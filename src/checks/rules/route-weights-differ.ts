import { PlannedRule, sharesOf } from '../../render/traffic/route-plan';
import { matchText } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** Weights that a Gateway reads in another way than as percent of the requests of their match. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'a weight of Gateway API is a share of the sum of the weights of one match, and a weight as MatrixInfer documents it is a percentage',
  check({ rules, canary }) {
    const shares = sharesOf(canary);
    return [...rules.flatMap(weights), ...(shares ? splits(rules, shares) : [])];
  },
};

function weights(one: PlannedRule): Said[] {
  const shares = one.backends.map(({ weight }) => weight);
  const sum = shares.reduce<number>((total, weight) => total + (weight ?? 1), 0);
  const [said, where] = [shares.filter(weight => weight !== undefined), `${fromOf(one)}, for ${matchText(one.match)},`];
  if (said.length === 0) {
    return shares.length > 1 ? [{ what: `${where} have no weight: each gets ${percent(1, shares.length)} of the requests`, fix: 'give their weights' }] : [];
  }
  if (sum === 0) {
    return [{
      what: `${where} have no weight above 0: all of those requests are answered with 500`,
      fix: 'give one of them a weight above 0, or leave the route out',
    }];
  }
  if (said.length < shares.length) {
    return [{ what: `of ${where} only some have a weight: a Gateway takes 1 for the others`, fix: 'give the weight of each of them' }];
  }
  if (shares.length === 1) {
    return said[0] === 100 ? [] : [{
      what: `${where} has the weight ${said[0]} and is alone: all of those requests go there`,
      fix: 'leave weight out, or add a route with the same match for the rest',
    }];
  }
  return sum === 100 ? [] : [{
    what: `${where} have weights with the sum ${sum}: they get ${shares.map(weight => percent(weight!, sum)).join(' and ')} of the requests`,
    fix: 'give weights with the sum 100',
  }];
}

/** The shares of a canary against the weights of the two routes that they are of. */
function splits(rules: readonly PlannedRule[], [stable, canary]: readonly [number, number]): Said[] {
  const pairs = rules.filter(({ backends }) => backends.length === 2);
  const said = `trafficSplit of canary says ${stable} and ${canary}`;
  if (pairs.length === 0) {
    return [{ what: `${said}, and no two routes have the same match: it splits nothing`, fix: 'make two routes of one match, the stable one first' }];
  }
  return pairs.filter(({ backends: [one, other] }) => one.weight !== stable || other.weight !== canary).map(pair => ({
    what: `${said}, and ${fromOf(pair)} have the weights ${pair.backends.map(({ weight }) => weight ?? 'none').join(' and ')}, which count`,
    fix: 'give the shares once: leave out the weights of the two routes, or trafficSplit',
  }));
}

function percent(part: number, sum: number): string {
  return `${Math.round(1000 * part / sum) / 10} %`;
}
