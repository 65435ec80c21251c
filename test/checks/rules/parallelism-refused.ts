import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ of: 'Qwen/Qwen2.5-7B-Instruct', count: 8, engine: { tensorParallelSize: 8 } });

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted({ of: 'Qwen/Qwen2.5-7B-Instruct', count: 2 }),
  spared: unplanned,
  says: /tensor parallelism 8 does not divide the 28 heads of Qwen\/Qwen2\.5-7B-Instruct/,
  fixes: [{
    fix: /use a number of devices that divides them, or fewer ranks and more pipeline stages/,
    broken,
    mended: [
      fitted({ of: 'Qwen/Qwen2.5-7B-Instruct', count: 4, engine: { tensorParallelSize: 4 } }),
      fitted({ of: 'Qwen/Qwen2.5-7B-Instruct', count: 8, engine: { tensorParallelSize: 4, pipelineParallelSize: 2 } }),
    ],
  }],
};
