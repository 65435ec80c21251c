import { Framework, SglangEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  findings: ['pod-security-lowered'],
  make: () => new SglangEngine({ version: '0.5.21' }),
};
