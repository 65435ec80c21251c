import { GIVEN } from './volume-fields';
import { both, Field, list, members, oneMember, oneOf, pattern, required, rule, text, whole } from '../ground/fields';
import { DNS_LABEL, DNS_SUBDOMAIN, INT32, QUALIFIED_NAME } from '../ground/kubernetes-fields';

/*
 * The values that the API server accepts of claims of devices.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/resource/validation/validation.go
 */

const SELECTORS = list(members({
  cel: required(members({
    expression: required(
      text('an expression of CEL of at most 10 KiB', value => value !== '' && Buffer.byteLength(value) <= 10240),
      'an expression',
    ),
  }), 'cel'),
}));

const REQUEST = {
  deviceClassName: required(DNS_SUBDOMAIN, 'the name of a DeviceClass'),
  allocationMode: oneOf('ExactCount', 'All'),
  count: whole(1, INT32),
  selectors: SELECTORS,
  capacity: members({
    requests: rule(map => (
      Object.keys(map).flatMap(key => QUALIFIED_NAME(key).map(problem => ({ ...problem, path: `[${JSON.stringify(key)}]` })))
    )),
  }),
};

const CHOICES: Field = both(
  list(members({ name: required(DNS_LABEL, 'a DNS-1123 label'), ...REQUEST }), 'name'),
  value => (Array.isArray(value) && (value.length === 0 || value.length > 8) ? [{ path: '', got: `${value.length} of them`, allowed: '1 to 8' }] : []),
);

const CONSTRAINT = members({ matchAttribute: pattern('an attribute with its domain', /^[^/]+\/[A-Za-z_][A-Za-z0-9_]*$/, 96), requests: list(GIVEN) });

/** The `spec` of a ResourceClaimTemplate. */
export const DEVICE_TEMPLATE: Field = members({
  spec: required(members({
    devices: members({
      requests: list(both(
        members({ name: required(DNS_LABEL, 'a DNS-1123 label'), exactly: members(REQUEST), firstAvailable: CHOICES }),
        oneMember(['exactly', 'firstAvailable']),
      ), 'name'),
      constraints: list(CONSTRAINT),
    }),
  }), 'a spec'),
});
