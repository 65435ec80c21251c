import { ServerSubject } from './server-subject';
import { SettingReader } from '../given-settings';
import { Remark } from '../remark';
import { judgeBy, remarks } from '../rules';
import { saidOfPicker } from '../rules/metrics-switched-off';

/** A pool, as the rules see it. */
export type PoolSubject = Pick<ServerSubject, 'name' | 'input' | 'gateways'>;

/** What is wrong with a pool and the Pods in it. */
export function checkPool(subject: PoolSubject): Remark[] {
  const { name, input } = subject;
  const names = input === undefined ? [] : SettingReader.of(input.engine).args(input.settings.args ?? []).map(one => one.name);
  return [
    ...judgeBy('gateway-speaks-plain', { ...subject, registerOnly: false, isVerified: false, isPool: true }),
    ...(input === undefined ? [] : remarks('metrics-switched-off', saidOfPicker(name, input.engine, names))),
  ];
}
