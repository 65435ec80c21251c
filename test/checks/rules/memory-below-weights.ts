import { Size } from 'cdk8s';
import { Compute, Cpu } from '../../../src';
import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples, sized } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(33) }) }),
  holds: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(32) }) }),
  says: /33 GiB.*32 GiB/,
  fixes: [{
    fix: /raise memory well above the weights/, broken: model({ source: sized(40) }), mended: [model({ source: sized(40), compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(80) }) })],
  }],
};
