import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ version: '1.1.0', image: 'example.com/plain:v1.2.0-cuda' }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ version: '1.1.0', image: 'example.com/plain:cuda-12.8.1-v1.1' }) } }),
  says: /version of plain is 1.1.0, and the tag of its image "example.com\/plain:v1.2.0-cuda" says 1.2.0/,
  fixes: [{
    fix: /give the version that is inside of the image, or leave version out/,
    broken: on({ version: '1.1.0', image: 'example.com/plain:v1.2.0-cuda' }),
    mended: [on({ version: '1.2.0', image: 'example.com/plain:v1.2.0-cuda' }), on({ image: 'example.com/plain:v1.2.0-cuda' })],
  }],
};
