import fc from 'fast-check';
import { labelValues, made, maps, mostly, qualifiedNames, Recipe, texts } from './values';

/** Who can be a peer of a NetworkPolicy. */
export function peers(): fc.Arbitrary<Recipe> {
  return fc.oneof(
    made('ipBlock', mostly(texts('10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '::/0', '192.168.1.1/32', '::1/128'), fc.constantFrom('1:0:0:0:0:0:0:0/16', '10.0.0.1/8', '010.0.0.0/8', '10.0.0.0/08', '10.0.0.0/33', '::ffff:10.0.0.0/104', '2001:DB8::/32', '10.0.0.0/8 ', 'fe80::1%eth0/128', '10.0.0/8', '0:0::0/0'))),
    made('podsPeer', maps(qualifiedNames(), labelValues())),
    made('namespacesPeer', maps(qualifiedNames(), labelValues())),
  );
}
