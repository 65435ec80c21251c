import { MatrixInferCrds } from '../../../src';
import { RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [new MatrixInferCrds(chart, 'one'), new MatrixInferCrds(chart, 'two')],
  holds: chart => new MatrixInferCrds(chart, 'one'),
  says: /chart\/one/,
  fixes: [{
    fix: /keep one MatrixInferCrds/, broken: two(chart => new MatrixInferCrds(chart, 'a'), chart => new MatrixInferCrds(chart, 'b')), mended: [chart => new MatrixInferCrds(chart, 'a')],
  }],
};
