import { OTHER_PATHS } from '../../facts/server-paths';
import { show } from '../../ground/errors';
import { arrivingPath, isBelow, isRelated } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** A path of a route, or of a server, below which an engine with OpenAI's API answers nothing. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway sends only requests with this path here, and the server answers them with 404',
  check({ rules, isOfServer = false }) {
    return rules.flatMap(one => one.backends.flatMap(({ to, from }): Said[] => {
      const arriving = arrivingPath(one);
      const { api } = to._facts ?? {};
      if (api === undefined) return [];
      // The way of a server itself is for all of its API, other routes may be for a part.
      if (isOfServer && one.rewrite === undefined ? isBelow(api.path, one.match.path) : isServed(arriving, api.path)) return [];
      const { path } = one.match;
      const rewritten = one.rewrite === undefined ? '' : `, which arrive at ${show(arriving)}`;
      return [{
        what: `${from} takes requests at ${show(path)}${rewritten}, and ${api.title} answers at ${show(api.path)}`,
        fix: `give ${isOfServer ? 'routing.path' : 'the path'} ${show(api.path)}, or ${isOfServer ? 'routing.' : ''}rewrite: "/" for clients that `
          + `call ${path}${api.path}`,
      }];
    }));
  },
};

function isServed(path: string, api: string): boolean {
  return isRelated(path, api) || OTHER_PATHS.has(path.split('/')[1]);
}
