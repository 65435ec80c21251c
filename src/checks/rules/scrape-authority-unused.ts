import { metricsPortOf } from '../../render/monitored';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A certificate of an authority for scrapes that nobody encrypts. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'scrapes are plain HTTP, in which no certificate is shown that could be verified',
  topic: 'network',
  check({ plan: { settings: { monitoring, tls }, engine } }) {
    if (monitoring?._scrape.certificateAuthority === undefined) return NOT_APPLICABLE;
    const port = metricsPortOf(engine);
    if (tls !== undefined && port === 'http') return [];
    const plain = tls === undefined ? 'the model has no tls' : `the port of the metrics, ${port}, speaks none`;
    return [{ what: `monitoring has certificateAuthority, and ${plain}`, fix: tls === undefined ? 'give tls to the model, or leave it out' : 'leave it out' }];
  },
};
