import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A path of a server below which an engine with OpenAI's API answers nothing. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway leads only requests with this path here, and the server answers them with 404',
  check({ name, record: { routing: { path } }, input, hasRoute, rewrite }) {
    if (!hasRoute || input === undefined || !input.engine.openAiCompatible) return NOT_APPLICABLE;
    const { apiPath } = input.engine;
    if (rewrite !== undefined || path === '/' || `${apiPath}/`.startsWith(`${path.replace(/\/$/, '')}/`)) return [];
    return [{ what: `the server ${name} takes requests at ${show(path)}, and ${input.engine._title} answers at ${show(apiPath)}`, fix: `give routing.path ${show(apiPath)}, or routing.rewrite: "/" for clients that call ${path}${apiPath}` }];
  },
};
