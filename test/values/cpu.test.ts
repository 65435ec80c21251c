import { Cpu } from '../../src';

describe('an amount of CPU', () => {
  test.each([[Cpu.units(4), '4'], [Cpu.units(0.5), '500m'], [Cpu.units(0.001), '1m'], [Cpu.units(1.1), '1100m'], [Cpu.millis(500), '500m'], [Cpu.millis(2000), '2']])('%# is a Kubernetes quantity', (cpu, amount) => {
    expect(cpu.amount).toBe(amount);
  });

  test.each([0, -1, 0.0001, 1.00001])('fails for %p units', amount => {
    expect(() => Cpu.units(amount)).toThrow(`invalid CPU amount in units: got ${amount}`);
  });

  test.each([0, -1, 0.5])('fails for %p thousandths', amount => {
    expect(() => Cpu.millis(amount)).toThrow(`invalid CPU amount in millis: got ${amount}`);
  });
});
