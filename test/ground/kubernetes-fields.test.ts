import { Field } from '../../src/ground/fields';
import * as fields from '../../src/ground/kubernetes-fields';
import { Json } from '../../src/ground/objects';

/** What real API servers (1.30 and 1.37) were seen to accept, and what they, or the node, refuse. */
const CASES: { [field: string]: { readonly field: Field; readonly good: Json[]; readonly bad: Json[] } } = {
  'a DNS label': { field: fields.DNS_LABEL, good: ['a', '1', 'a-b', 'a'.repeat(63)], bad: ['', 'A', 'a.b', '-a', 'a-', 'a_b', 'a'.repeat(64), 'a\n'] },
  'a DNS subdomain': { field: fields.DNS_SUBDOMAIN, good: ['a', 'a.b', '1.2', 'a'.repeat(253)], bad: ['', 'A.b', 'a..b', '.a', 'a.', 'a'.repeat(254)] },
  'a qualified name': {
    field: fields.QUALIFIED_NAME,
    good: ['a', 'A_b.c-1', 'example.com/a', `${'a'.repeat(253)}/${'b'.repeat(63)}`],
    bad: ['', '/', 'a/', '/a', 'a/b/c', 'A.com/a', 'a b', '-a', 'a-', 'ä', '__proto__', `${'a'.repeat(254)}/b`, 'b'.repeat(64), 'a=b'],
  },
  'the value of a label': { field: fields.LABEL_VALUE, good: ['', 'a', 'A_b.c-1', 'a'.repeat(63)], bad: [' ', 'a b', '-a', 'a/b', 'a'.repeat(64), 'ä', 'a\n', 1 as Json] },
  'labels': { field: fields.LABELS, good: [{}, { 'a': 'b', 'x.y/c': '' }], bad: [{ 'a b': 'c' }, { a: 'b c' }, { a: 1 }, { a: null }, ['a']] },
  'annotations': {
    field: fields.ANNOTATIONS,
    good: [{ 'A.com/b': 'any text\n', 'c': '' }, { a: 'x'.repeat(262_143) }],
    bad: [{ 'a b': '' }, { a: 1 }, { a: 'x'.repeat(262_144) }, { a: 'ü'.repeat(131_072) }],
  },
  'the name of a variable': { field: fields.ENV_NAME, good: ['A', '_', 'a.b-c', '-', '.a', '__proto__'], bad: ['', '1A', 'A B', 'A=B', '.', '..', '..a', 'Ä', 'A\n', 'a/b'] },
  'the name of a CSI driver': { field: fields.CSI_DRIVER, good: ['a.b', 'a'.repeat(63)], bad: ['', 'A', 'a'.repeat(64)] },
  'a file of a key': { field: fields.KEY_PATH, good: ['a', 'a/b', '.a'], bad: ['', '/a', '..', '..a', 'a/../b'] },
  'a key of a Secret': { field: fields.DATA_KEY, good: ['a', '.a', '1', '-', 'a'.repeat(253)], bad: ['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)] },
  'a mount path': { field: fields.MOUNT_PATH, good: ['/a', '/a/b c', '/a.b/..c', '/ü', '/a/', '/a/b/'], bad: ['', '/', 'a', '//', '/a//', '//a', '/a/../b', '/a/.', '/a:b', '/a\nb'] },
  'a path inside a volume': { field: fields.INNER_PATH, good: ['a', 'a/b', '..a', 'a/'], bad: ['', '/a', '..', 'a/../b'] },
  'an image': { field: fields.IMAGE, good: ['a', 'a/b:1'], bad: ['', 'A', ' a'] },
  'an amount': {
    field: fields.QUANTITY,
    good: ['1', '0.5', '.5', '500m', '8Gi', '1e3', '1P', '7Pi', '1e-7', '9007199254740991'],
    bad: ['', '0', '0.0', '-1', 'NaN', '1 Gi', '1gi', '1KiB', 'e3', '0Gi', '1e1000', '1E', '8Pi', '9007199254740992', '.'],
  },
  'a port': { field: fields.PORT, good: [1, 65535], bad: [0, 65536, 1.5, -1, NaN, '80'] },
  'a user': { field: fields.USER_ID, good: [0, 1000, 2 ** 31 - 1], bad: [-1, 1.5, 2 ** 31, NaN] },
  'a capability': { field: fields.CAPABILITY, good: ['NET_ADMIN', 'ALL'], bad: ['', 'net_admin', 'CAP_NET_ADMIN', 'NET ADMIN'] },
  'a toleration': {
    field: fields.TOLERATION,
    good: [{}, { key: 'a' }, { key: 'a', value: 'b' }, { key: 'a', operator: 'Equal' }, { operator: 'Exists' }, { key: 'a', effect: 'NoExecute' }, { key: 'a', operator: 'Equal', value: '' }],
    bad: [{ value: 'b' }, { operator: 'Equal' }, { key: 'a', operator: 'Exists', value: 'b' }, { key: '' }, { key: 'a', operator: 'exists' }, { key: 'a', effect: '' }, { key: 'a', value: 'b c' }, 'a'],
  },
  'a selector': { field: fields.SELECTOR, good: [{}, { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }], bad: [{ matchLabels: { 'a b': 'c' } }, { matchExpressions: [{ key: 'a b' }] }] },
  'an IP block': {
    field: fields.IP_BLOCK,
    good: [
      { cidr: '10.0.0.0/8' }, { cidr: '0.0.0.0/0' }, { cidr: '10.1.2.3/32' }, { cidr: '::/0' }, { cidr: '2001:db8::/32' }, { cidr: '2001:db8:0:0:1::/80' }, { cidr: '::1/128' },
      { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }, { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] },
    ],
    bad: [
      {}, { cidr: '' }, { cidr: '10.0.0.0' }, { cidr: '10.0.0.0/33' }, { cidr: '999.0.0.0/8' }, { cidr: '10.0.0.1/8' }, { cidr: '2001:db8::1/64' }, { cidr: '::/129' }, { cidr: '::ffff:10.0.0.0/104' }, { cidr: 'a/8' },
      { cidr: '2001:0db8::/32' }, { cidr: '2001:DB8::/32' }, { cidr: '10.0.0.0/08' }, { cidr: 'fe80::%eth0/64' },
      { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] }, { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] }, { cidr: '10.0.0.0/8', except: ['2001:db8::/32'] }, { cidr: '10.0.0.0/8', except: ['x'] },
    ],
  },
};

describe.each(Object.entries(CASES))('%s', (_name, { field, good, bad }) => {
  test.each(good.map(value => [value]))('can be %j', value => {
    expect(field(value)).toEqual([]);
  });

  test.each(bad.map(value => [value]))('cannot be %j', value => {
    expect(field(value)).not.toEqual([]);
  });
});

test('an IP block that is no object is left to its parent', () => {
  expect(fields.IP_BLOCK('10.0.0.0/8')).toEqual([]);
});
