import { invalid } from '../../ground/errors';
import { Field, mustBe, pattern, text } from '../../ground/fields';
import { given } from '../../ground/objects';
import { GatewayOptions } from '../../traffic/gateway-options';
import { RouteMatch } from '../../traffic/route-match';

/** The requests that a rule takes, in one spelling: equal ones are equal. */
export interface RuleMatch {
  /** A prefix in whole parts; `/` for all. */
  readonly path: string;
  /** By their names, in lower case and sorted. */
  readonly headers: readonly Pair[];
  /** By their names, sorted. */
  readonly queryParams: readonly Pair[];
}

/** A name and the value that it has to have. */
export type Pair = readonly [name: string, value: string];

/** What Gateway API takes: https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.3/apis/v1/httproute_types.go */
const NAME = pattern('a name of letters, digits and !#$%&\'*+-.^_|~', /^[A-Za-z0-9!#$%&'*+\-.^_|~\x60]+$/, 256);
const HEADER_VALUE = pattern('a text of 1 to 4096 characters that a header can have', /^[!-~]+([\t ][!-~]+)*$/, 4096);
const QUERY_VALUE = text('a text of 1 to 1024 characters', value => value.length > 0 && value.length <= 1024);

/** An absolute path that proxies read in one way only. */
export const PATH = text('an absolute path of at most 1024 characters, with "*" only as its last part, without "//", "/./", "/../", "#" and "%2f", '
  + 'and with letters beyond ASCII percent-encoded', value => (
  value.length <= 1024 && /^\/(?:[-A-Za-z0-9/._~!$&'()+,;=:@]|%[0-9a-fA-F]{2})*$/.test(withoutAsterisk(value)) && !/\/\/|\/\.{1,2}(\/|$)|%2f/i.test(value)
));

/** Most headers, and most parameters, of a match. */
const MOST = 16;

/** A match in one spelling; throws on one that Gateway API does not take. */
export function ruleMatch({ path = '/', headers, queryParams, model }: RouteMatch, { modelHeader }: GatewayOptions): RuleMatch {
  mustBe(PATH, path, 'path of a match', 'use for example "/v1/models/llama"; Gateways match the beginning of a path, in whole parts');
  const named = model === undefined ? [] : [[headerOf(model, modelHeader), model] as const];
  return {
    path: withoutAsterisk(path).replace(/\/$/, '') || '/',
    headers: pairs('headers', [...given(headers), ...named].map(([name, value]): Pair => [name.toLowerCase(), value]), HEADER_VALUE),
    queryParams: pairs('queryParams', given(queryParams), QUERY_VALUE),
  };
}

/** The header in which the name of a model arrives. */
function headerOf(model: string, header: string | undefined): string {
  if (header !== undefined) return header;
  throw invalid({
    what: 'model of a match',
    got: model,
    allowed: 'none as long as the gateway has no modelHeader: routes do not read the bodies of requests',
    fix: 'give modelHeader of the gateway where something in front of it writes the model into a header, for example "X-Gateway-Model-Name"; or '
      + 'match a path or a header',
  });
}

function pairs(what: string, all: readonly Pair[], values: Field): Pair[] {
  if (all.length > MOST) throw invalid({ what: `${what} of a match`, got: `${all.length} of them`, allowed: `at most ${MOST}`, fix: 'match fewer of them' });
  for (const [name, value] of all) {
    mustBe(NAME, name, `name in ${what} of a match`, 'use for example "x-version"');
    mustBe(values, value, `${what}[${JSON.stringify(name)}] of a match`, 'leave it out where any value is fine');
  }
  const twice = all.find(([name], index) => all.findIndex(([other]) => other === name) < index);
  if (twice) {
    throw invalid({
      what: `${what} of a match`,
      got: `${twice[0]} twice`,
      allowed: 'each name once: the case of headers means nothing',
      fix: 'make a route for each value',
    });
  }
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A path without the asterisk at its end: Gateways match, and replace, the beginning of a path. */
export function withoutAsterisk(path: string): string {
  return path.replace(/\/\*$/, '') || '/';
}

/** Equal for matches that take the same requests. */
export function matchKey(match: RuleMatch): string {
  return JSON.stringify([match.path, match.headers, match.queryParams]);
}

/** A match in words, for messages. */
export function matchText({ path, headers, queryParams }: RuleMatch): string {
  const parts = [
    ...(path === '/' ? [] : [`the path ${path}`]),
    ...headers.map(([name, value]) => `the header ${name}: ${value}`),
    ...queryParams.map(([name, value]) => `the parameter ${name}=${value}`),
  ];
  return parts.length === 0 ? 'all requests' : `requests with ${parts.join(' and ')}`;
}

/** Whether one request can fit both. */
export function canMeet(one: RuleMatch, other: RuleMatch): boolean {
  const agree = (all: readonly Pair[], others: readonly Pair[]) => (
    all.every(([name, value]) => others.every(([known, wanted]) => known !== name || wanted === value))
  );
  return isRelated(one.path, other.path) && agree(one.headers, other.headers) && agree(one.queryParams, other.queryParams);
}

/** Whether one of two paths is below the other, or the same. */
export function isRelated(one: string, other: string): boolean {
  const [first, second] = [one, other].map(path => path.replace(/\/$/, '') || '/');
  return isBelow(first, second) || isBelow(second, first);
}

/** The beginning of the path with which requests of a rule arrive at the server. */
export function arrivingPath({ match, rewrite }: { readonly match: RuleMatch; readonly rewrite?: string }): string {
  return rewrite === undefined ? match.path : withoutAsterisk(rewrite);
}

/** Whether a path is a prefix, in whole parts, or below it. */
export function isBelow(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

/**
 * Which of two matches a Gateway prefers for a request that fits both: below zero for the first. The longest path, then most headers, then most
 * parameters; zero where the order of rules decides. https://gateway-api.sigs.k8s.io/reference/api-types/httproute/#matches
 */
export function preferred(one: RuleMatch, other: RuleMatch): number {
  return other.path.length - one.path.length || other.headers.length - one.headers.length || other.queryParams.length - one.queryParams.length;
}
