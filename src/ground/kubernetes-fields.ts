import { isIPv4, isIPv6 } from 'net';
import { both, Field, isObject, list, map, members, oneOf, pattern, required, rule, text, whole } from './fields';
import { isImageReference } from './images';
import {
  bytesOfAnnotations, DNS_1123_LABEL, DNS_1123_SUBDOMAIN, isLabelValue, isQualifiedName, MAX_ANNOTATIONS, MAX_LABEL, MAX_SUBDOMAIN,
} from './name-patterns';
import { tryParseQuantity } from './quantity';
import { remembered } from './remembered';

/*
 * The values that Kubernetes accepts in the fields that users, engines and sources fill, in one place. Whatever passes here, API servers 1.30 and
 * 1.37 were seen to accept. Some values that are refused here they would accept too, and the node would not: an image in capitals, a relative
 * mount path, CAP_ in front of a capability. https://github.com/kubernetes/kubernetes/tree/master/pkg/apis/core/validation
 */

/** The largest `int32`: replicas, deadlines, probes. */
export const INT32 = 2 ** 31 - 1;

/** A DNS-1123 label: a namespace, a container, a volume. */
export const DNS_LABEL = pattern('a DNS-1123 label of at most 63 characters', DNS_1123_LABEL, MAX_LABEL);

/** A DNS-1123 subdomain: the name of most objects. */
export const DNS_SUBDOMAIN = pattern('a DNS-1123 subdomain of at most 253 characters', DNS_1123_SUBDOMAIN, MAX_SUBDOMAIN);

/** The name of a CSI driver. */
export const CSI_DRIVER = pattern('a DNS-1123 subdomain of at most 63 characters', DNS_1123_SUBDOMAIN, MAX_LABEL);

/** A key of a label, a taint or a resource: a name, with an optional domain. */
export const QUALIFIED_NAME = text('[domain/]name, with a name of at most 63 letters, digits, "-", "_" and "."', isQualifiedName);

/** The value of a label. */
export const LABEL_VALUE = text('at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends', isLabelValue);

/** Labels, or a selector by labels. */
export const LABELS = map(QUALIFIED_NAME, LABEL_VALUE);

/** Annotations: their keys may have capital domains, their values may be anything, within 256 KiB in all. */
export const ANNOTATIONS = both(
  map(
    text('[domain/]name, with a name of at most 63 letters, digits, "-", "_" and "."', key => isQualifiedName(key.toLowerCase())),
    text('a string', () => true),
  ),
  value => (isObject(value) && bytesOfAnnotations(value) > MAX_ANNOTATIONS ? [{
    path: '',
    got: `${bytesOfAnnotations(value)} bytes`,
    allowed: `at most ${MAX_ANNOTATIONS} bytes in all`,
  }] : []),
);

/** The name of an environment variable, as every Kubernetes version accepts it. */
export const ENV_NAME = text('letters, digits, "_", "-" and ".", not beginning with a digit or ".."', name => (
  /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..')
));

/** A key of a Secret or a ConfigMap. */
export const DATA_KEY = text('at most 253 letters, digits, "-", "_" and ".", not "." and not beginning with ".."', key => (
  /^[-._A-Za-z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..')
));

/** An absolute path in a container, with or without a slash at its end. */
export const MOUNT_PATH = text('an absolute path without ":", ".." and line breaks', path => /^(\/(?!\.{1,2}(\/|$))[^/:\r\n\0]+)+\/?$/.test(path));

/** A path inside a volume. */
export const INNER_PATH = text('a relative path without ".."', path => path !== '' && !path.startsWith('/') && !path.split('/').includes('..'));

/** Where a volume puts a key of a Secret. Kubernetes keeps names that begin with ".." for itself. */
export const KEY_PATH = both(INNER_PATH, text('a relative path that does not begin with ".."', path => !path.startsWith('..')));

/** An image. */
export const IMAGE = text('[registry/]repository[:tag][@sha256:digest], in lower case', isImageReference);

/** An amount of a resource. Kubernetes counts thousandths in 64 bits, and warns of more bytes than that. */
export const QUANTITY = text('a Kubernetes quantity above 0 and below 2^53, for example 500m, 2 or 8Gi', value => isAmount(tryParseQuantity(value)));

/** The number of a port. */
export const PORT = whole(1, 65535);

/** The name of a port. */
export const PORT_NAME = text('at most 15 lower-case letters, digits and "-", with a letter', name => (
  name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
));

/** A port by number or by name. */
export const PORT_OR_NAME: Field = value => (typeof value === 'string' ? PORT_NAME(value) : PORT(value));

/** Permissions of a file. */
export const FILE_MODE = whole(0, 0o777);

/** How many, how often, how long: a number from 0 on. */
export const COUNT = whole(0, INT32);

/** A text with something in it. */
export const NOT_EMPTY = text('a string with something in it', value => value !== '');

/** A number from 0 on, or a percentage. */
export const COUNT_OR_PERCENT: Field = value => (typeof value === 'string'
  ? text('a percentage such as "25%"', share => /^\d+%$/.test(share))(value)
  : COUNT(value));

/** A number from 0 on, or a percentage of Pods that there are: at most all of them. */
export const COUNT_OR_SHARE: Field = both(COUNT_OR_PERCENT, value => (
  typeof value === 'string' ? text('at most "100%"', share => !/^\d+%$/.test(share) || Number.parseInt(share, 10) <= 100)(value) : []
));

/** The number of a user or group. */
export const USER_ID = whole(0, INT32);

/** A Linux capability, as Kubernetes writes it. */
export const CAPABILITY = text('the name of a Linux capability in capital letters, without "CAP_"', name => (
  /^[A-Z][A-Z0-9_]*$/.test(name) && !name.startsWith('CAP_')
));

/** A taint that is tolerated. */
export const TOLERATION: Field = both(
  members({
    key: QUALIFIED_NAME,
    operator: oneOf('Exists', 'Equal', 'Lt', 'Gt'),
    value: LABEL_VALUE,
    effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  }),
  value => {
    if (!isObject(value)) return [];
    const exists = value.operator === 'Exists' || (value.operator === undefined && value.value === undefined);
    if (value.tolerationSeconds !== undefined && value.effect !== 'NoExecute') {
      return [{ path: '.tolerationSeconds', got: value.tolerationSeconds, allowed: 'no seconds, unless the effect is NoExecute' }];
    }
    const compares = value.operator === 'Lt' || value.operator === 'Gt';
    if (compares && !/^(0|[1-9]\d{0,18})$/.test(String(value.value ?? ''))) {
      return [{ path: '.value', got: value.value ?? 'nothing', allowed: `a whole number, with the operator ${String(value.operator)}` }];
    }
    if (value.key === undefined && !exists) return [{ path: '.operator', got: value.operator ?? 'Equal', allowed: 'Exists, when there is no key' }];
    return exists && value.value !== undefined ? [{ path: '.value', got: value.value, allowed: 'no value, when the operator is Exists' }] : [];
  },
);

const EXPRESSION: Field = both(
  members({ key: required(QUALIFIED_NAME, 'a key'), operator: required(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'), 'In, NotIn, Exists, DoesNotExist') }),
  rule(({ operator, values }) => {
    const some = Array.isArray(values) && values.length > 0;
    if (['In', 'NotIn'].includes(operator as string) && !some) return [{ path: '.values', got: 'nothing', allowed: 'values, for In and NotIn' }];
    return ['Exists', 'DoesNotExist'].includes(operator as string) && some ? [{
      path: '.values',
      got: values,
      allowed: 'no values, for Exists and DoesNotExist',
    }] : [];
  }),
);

/** A selector of Pods or namespaces. */
export const SELECTOR = members({ matchLabels: LABELS, matchExpressions: list(EXPRESSION) });

/** An IP block, and the blocks that are taken out of it. */
export const IP_BLOCK: Field = value => {
  if (!isObject(value)) return [];
  const block = parseCidr(String(value.cidr));
  if (!block) {
    return [{ path: '.cidr', got: value.cidr, allowed: 'a CIDR in its shortest form without bits beyond its prefix, for example 10.0.0.0/8 or 2001:db8::/64' }];
  }
  return (Array.isArray(value.except) ? value.except : []).flatMap((except, index) => {
    const inner = parseCidr(String(except));
    const inside = inner?.width === block.width && inner.prefix > block.prefix && network(inner.address, block) === network(block.address, block);
    return inside ? [] : [{ path: `.except[${index}]`, got: except, allowed: `a CIDR inside ${String(value.cidr)}` }];
  });
};

interface Cidr {
  readonly address: bigint;
  readonly prefix: number;
  /** Bits of an address: 32 or 128. */
  readonly width: number;
}

/** Policies of all models name the same blocks. */
const parseCidr = remembered((block): Cidr | undefined => {
  const [, ip = '', digits] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(block) ?? [];
  const width = isIPv4(ip) ? 32 : isIPv6(ip) && isShortest(ip) ? 128 : 0;
  const cidr = { address: width === 32 ? joined(ip.split('.'), 10, 8) : joined(groupsOf(ip), 16, 16), prefix: Number(digits), width };
  const canonical = width > 0 && cidr.prefix <= width && network(cidr.address, cidr) * 2n ** BigInt(width - cidr.prefix) === cidr.address;
  return canonical ? cidr : undefined;
});

/** Whether an IPv6 address is written as RFC 5952 asks, and no IPv4 address in disguise: Kubernetes warns of others. */
function isShortest(ip: string): boolean {
  return !ip.includes('%') && !ip.startsWith('::ffff:') && new URL(`http://[${ip}]`).hostname === `[${ip}]`;
}

/** The bits of an address that belong to a network. */
function network(address: bigint, { prefix, width }: Cidr): bigint {
  return address / 2n ** BigInt(width - prefix);
}

/** The eight groups of an IPv6 address, `::` written out. */
function groupsOf(ip: string): string[] {
  const [head, tail] = ip.split('::').map(part => part.split(':').filter(group => group !== ''));
  return tail === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
}

function joined(parts: string[], base: number, bits: number): bigint {
  return parts.reduce((sum, part) => sum * 2n ** BigInt(bits) + BigInt(Number.parseInt(part, base) || 0), 0n);
}

function isAmount(nanos: bigint | undefined): boolean {
  return nanos !== undefined && nanos > 0n && nanos < 2n ** 53n * 10n ** 9n;
}
