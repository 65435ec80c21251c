import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain:main' }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain:1.2.3' }) } }),
  says: /localhost:5000\/plain:main/,
  fixes: [
    {
      fix: /give a tag of a full version \(v0\.32\.0\), or better a digest \(@sha256:…\)/,
      broken: on({ image: 'example.com/a' }),
      mended: [on({ image: 'example.com/a:v1.2.3' }), on({ image: `example.com/a@sha256:${'0'.repeat(64)}` })],
    },
    { fix: /give a tag of a full version/, broken: on({ image: 'example.com/a:v1' }), mended: [on({ image: 'example.com/a:v1.2.3' })] },
  ],
};
