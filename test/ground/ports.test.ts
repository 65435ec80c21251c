import { checkedPort } from '../../src/ground/ports';

describe('a port', () => {
  test.each([1, 80, 1024, 8080, 65535])('can be %i', port => {
    expect(checkedPort('port', port)).toBe(port);
  });

  test.each([0, 65536, -1, 8080.5, NaN])('fails for %p', port => {
    expect(() => checkedPort('port of vLLM', port)).toThrow(`invalid port of vLLM: got ${port}, allowed is 1 to 65535`);
  });
});
